"""Articles in, tidy tables out. A measure never changes its input and never prints."""
