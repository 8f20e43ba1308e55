"""Characters: folding, segmentation, words, entities and matching."""
