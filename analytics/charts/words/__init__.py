"""Charts of words."""
