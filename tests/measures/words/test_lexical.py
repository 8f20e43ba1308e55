"""Lexical diversity of many texts at once is that of each text alone, by the published formulas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures import stats
from analytics.measures.stats.diversity import MTLD_THRESHOLD, factors, previous_of, window_types

TEXTS = st.lists(st.lists(st.integers(0, 6), max_size=60), min_size=1, max_size=8)


def laid_out(texts: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([term for text in texts for term in text], dtype=np.int64), np.array([*map(len, texts)])


@given(texts=TEXTS, window=st.integers(1, 20))
def test_the_windows_of_each_text_give_its_moving_average_ratio(texts: list[list[int]], window: int) -> None:
    types, tokens = window_types(*laid_out(texts), window)
    for text, one, other in zip(texts, types, tokens, strict=True):
        if text:
            assert one / other == pytest.approx(stats.mattr(text, window))


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
        assert sum(lengths) / 2 == pytest.approx(stats.mtld(text))


def test_a_term_of_another_text_was_not_seen_before() -> None:
    assert previous_of(np.array([1, 1, 1]), np.array([0, 1, 1])).tolist() == [-1, -1, 1]
