"""Documents in, article rows out: finding, decoding, front matter, cleaning, caching."""
