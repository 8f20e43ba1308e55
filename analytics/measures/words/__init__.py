"""Words: in which words."""
