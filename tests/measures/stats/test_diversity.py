"""Lexical diversity and concentration: formulas by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.stats.diversity import (
    MTLD_THRESHOLD,
    entropy,
    factors,
    hhi,
    mattr,
    mtld,
    previous_of,
    window_types,
    yule_k,
)

TEXTS = st.lists(st.lists(st.integers(0, 6), max_size=60), min_size=1, max_size=8)


def laid_out(texts: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([term for text in texts for term in text], dtype=np.int64), np.array([*map(len, texts)])


@given(texts=TEXTS, window=st.integers(1, 20))
def test_the_windows_of_each_text_give_its_moving_average_ratio(texts: list[list[int]], window: int) -> None:
    types, tokens = window_types(*laid_out(texts), window)
    for text, one, other in zip(texts, types, tokens, strict=True):
        if text:
            assert one / other == pytest.approx(mattr(text, window))


@given(texts=TEXTS)
def test_the_runs_of_each_text_give_its_mtld(texts: list[list[int]]) -> None:
    term, sizes = laid_out(texts)
    ways = [factors(term, sizes), [part[::-1] for part in factors(term[::-1], sizes[::-1])]]
    for number, text in enumerate(texts):
        if not text:
            continue
        lengths = []
        for runs, types, left in ways:
            part = (1 - types[number] / left[number]) / (1 - MTLD_THRESHOLD) if left[number] else 0.0
            whole = runs[number] + part
            lengths.append(len(text) / whole if whole else len(text))
        assert sum(lengths) / 2 == pytest.approx(mtld(text))


def test_a_term_of_another_text_was_not_seen_before() -> None:
    assert previous_of(np.array([1, 1, 1]), np.array([0, 1, 1])).tolist() == [-1, -1, 1]


def test_a_factor_of_mtld_ends_where_the_example_has_it_end() -> None:
    """McCarthy & Jarvis (2010): the ratio of `of the people by the people` falls to .667; a factor ends there.

    Either way there is one factor, and nothing of a second: nine words over one.
    """
    assert mtld(["of", "the", "people", "by", "the", "people", "for", "the", "people"]) == pytest.approx(9)


@pytest.mark.parametrize("counts", [[[1, 1, 2], [0, 0, 0]], [[4, 0, 0], [0, 3, 1]]])
def test_entropy_and_hhi_of_several_rows_are_those_of_each(counts: list[list[int]]) -> None:
    for formula in (entropy, hhi):
        assert formula(counts).tolist() == pytest.approx([float(formula(row)) for row in counts], nan_ok=True)


def test_diversity_measures_by_hand() -> None:
    assert yule_k([2, 1, 1]) == 1e4 * (6 - 4) / 16
    assert entropy([1, 1]) == 1
    assert hhi([3, 1]) == pytest.approx(0.625)
    assert mtld(["字"] * 10) == pytest.approx(2)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40), st.integers(1, 12))
def test_mattr_is_the_mean_over_all_windows(tokens: list[int], window: int) -> None:
    starts = range(len(tokens) - window + 1) if len(tokens) > window else [0]
    ratios = [len(set(tokens[at : at + window])) / len(tokens[at : at + window]) for at in starts]
    assert mattr(tokens, window) == pytest.approx(sum(ratios) / len(ratios))


@pytest.mark.parametrize("measure", [yule_k, mattr, mtld, entropy, hhi])
def test_diversity_of_nothing_is_missing(measure) -> None:  # type: ignore[no-untyped-def]
    assert math.isnan(measure([]))
