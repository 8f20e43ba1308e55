"""Mentions: where exactly, and in which context."""
