"""Charts of validation: how far coders agree, how often a count is right, what is left when it is corrected."""
