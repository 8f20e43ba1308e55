"""The corpus: can the data be trusted?"""
