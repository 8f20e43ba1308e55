"""Coding by people: the codebook, the page they code on, and the codes that come back.

The public names are `load_codebook`, `coding_page`, `load_codes`, `export_sample` and `read_sample`.
"""
