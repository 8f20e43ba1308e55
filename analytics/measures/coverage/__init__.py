"""Coverage: how much, when and by whom."""
