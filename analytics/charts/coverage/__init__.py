"""Charts of coverage."""
