"""One page: its pieces, tables, summary, parameters and templates."""
