"""Charts of stories."""
