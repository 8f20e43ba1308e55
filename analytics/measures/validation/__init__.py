"""Validation: is a count right, and how sure is that? Samples, agreement of coders, errors, corrected shares."""
