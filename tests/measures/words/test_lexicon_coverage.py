"""Lexicon coverage."""

import math

import analytics
from analytics.schema import empty

from ..mentions.tables import table_of


def test_known_share_counts_tokens_and_types() -> None:
    articles = table_of({"title": "立法會", "body": "立法會。"}).assign()
    share = analytics.lexicon_coverage(articles).iloc[0]
    assert share[["tokens", "unknown_tokens", "types", "unknown_types"]].tolist() == [2, 0, 1, 0]
    assert math.isnan(analytics.lexicon_coverage(empty()).iloc[0]["token_share"])
