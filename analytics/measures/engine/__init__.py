"""What every measure stands on: the seam, subjects, requests, cells, periods, tokens, provenance."""
