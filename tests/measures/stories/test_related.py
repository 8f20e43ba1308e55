"""Related: the articles most like one of them."""

import pytest
from opencc import OpenCC

import analytics
from analytics.errors import ArgumentError

from .tables import LEAD, OTHER, table
from .test_threads import fire

ARTICLES = fire("2025-01-01", "2025-01-05", "2025-01-12")


def test_what_is_about_the_same_comes_first() -> None:
    result = analytics.related(ARTICLES, "a0")
    assert set(result["id"].head(2)) == {"a1", "a2"}
    assert result["similarity"].is_monotonic_decreasing


def test_the_article_itself_is_not_listed() -> None:
    assert "a0" not in set(analytics.related(ARTICLES, "a0")["id"])


def test_n_is_how_many() -> None:
    assert len(analytics.related(ARTICLES, "a0", n=1)) == 1


def test_a_copy_in_the_other_script_is_as_like_as_can_be() -> None:
    articles = table(
        (LEAD, "甲報", "2025-01-27"),
        (OpenCC("hk2s").convert(LEAD), "乙报", "2025-01-27"),
        (OTHER, "丙報", None),
    )
    result = analytics.related(articles.assign(title="本地初創公司"), "a0")
    assert result["id"].iloc[0] == "a1"
    assert result["similarity"].iloc[0] == pytest.approx(1, abs=1e-4)


def test_an_unknown_article_is_told() -> None:
    with pytest.raises(ArgumentError, match="no article has the id 'zz'"):
        analytics.related(ARTICLES, "zz")
    with pytest.raises(ArgumentError, match="1 or more"):
        analytics.related(ARTICLES, "a0", n=0)
