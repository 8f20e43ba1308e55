"""Pairs of bodies that are alike: the search finds what a comparison of all with all finds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures.stories import pairs, sameness
from analytics.measures.stories.sameness import SAME, rule_of
from analytics.measures.stories.shingles import SHINGLE, shingles_of

DAYS = 3

TEXT = st.text(alphabet="天地人日月星", min_size=30, max_size=60)
DAY = st.one_of(st.none(), st.integers(0, 12))


@st.composite
def corpora(draw: st.DrawFn) -> list[tuple[str, int | None]]:
    """Bodies and copies of them: cut, lengthened, with a sentence of another in them."""
    bodies = draw(st.lists(TEXT, min_size=1, max_size=5))
    copies = []
    for body in bodies * 2:
        start = draw(st.integers(0, 14))
        other = draw(st.sampled_from(bodies))[: draw(st.integers(0, 30))]
        copies.append(body[start:] + draw(st.text("天地", max_size=9)) + other)
    return [(text, draw(DAY)) for text in bodies + copies]


def shingles(text: str) -> set[str]:
    return {text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1)}


def is_alike(one: str, other: str, same: str) -> bool:
    a, b = shingles(one), shingles(other)
    return len(a & b) / (min(len(a), len(b)) if same == "retold" else len(a | b)) >= SAME[same]


def brute_force(corpus: list[tuple[str, int | None]], same: str) -> set[tuple[int, int]]:
    return {
        (first, second)
        for second, (body, day) in enumerate(corpus)
        for first, (other, before) in enumerate(corpus[:second])
        if (day is None or before is None or abs(day - before) <= DAYS) and is_alike(body, other, same)
    }


def all_of(a: np.ndarray, b: np.ndarray, shared: np.ndarray) -> np.ndarray:
    return shared


@settings(max_examples=80)
@given(corpora(), st.sampled_from(list(SAME)), st.sampled_from([(1, 1, 1), (60, 40, 2), (1 << 23,) * 3]))
def test_what_is_connected_is_what_a_comparison_of_all_with_all_connects(
    corpus: list[tuple[str, int | None]], same: str, sizes: tuple[int, int, int]
) -> None:
    texts = [text for text, _ in corpus]
    day = np.array([pairs.NO_DAY if day is None else day for _, day in corpus])
    with pytest.MonkeyPatch.context() as patch:  # segments and blocks of any size
        for name, size in zip(("_SEGMENT", "_CELLS", "_ROWS"), sizes, strict=True):
            patch.setattr(pairs, name, size)
        patch.setattr(sameness, "LEAD", 0)  # what is alike is so by its shingles alone
        patch.setattr(pairs, "_LARGEST", 2)  # one pair joins two groups, however little the others are alike
        made = shingles_of(texts, 0)
        rule = rule_of(same, made, pd.Series([""] * len(texts)), pd.Series([None] * len(texts)))
        least = SAME[same] - 0.1  # a rule may choose among the candidates
        a, b = pairs.alike(made, np.arange(len(texts)), day, DAYS, least=least, rule=rule)
    found = {(min(pair), max(pair)) for pair in zip(a.tolist(), b.tolist(), strict=True)}
    wanted = brute_force(corpus, same)
    undated = {pair for pair in wanted if pairs.NO_DAY in day[list(pair)]}
    assert {pair for pair in found if pairs.NO_DAY in day[list(pair)]} == undated
    dated = np.array([*found - undated], dtype=np.int64).reshape(-1, 2)
    links = np.array([*wanted - undated], dtype=np.int64).reshape(-1, 2)
    assert (
        pairs.connected(len(texts), dated[:, 0], dated[:, 1]).tolist()
        == pairs.connected(len(texts), links[:, 0], links[:, 1]).tolist()
    )


def test_bodies_that_are_not_to_be_compared_are_not() -> None:
    body = "天地人日月星" * 6
    day = np.zeros(3, np.int64)
    a, b = pairs.alike(shingles_of([body] * 3, 0), np.array([0, 2]), day, 0, least=0.6, rule=all_of)
    assert [*a.tolist(), *b.tolist()] == [0, 2]


def test_nothing_has_no_pairs() -> None:
    none = np.empty(0, np.int64)
    assert [
        len(side) for side in pairs.alike(shingles_of([], 0), none, none, 14, least=0.6, rule=all_of)
    ] == [0, 0]
