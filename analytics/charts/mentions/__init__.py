"""Charts of mentions."""
