"""Kleinberg's bursts: formulas against brute force."""

import math
from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from analytics.measures.stats.bursts import kleinberg


def costs_of(matching: list[int], total: list[int], s: float) -> np.ndarray:
    """What each period costs in each state, shape (2, periods)."""
    p0 = sum(matching) / sum(total)
    return -binom.logpmf(matching, total, np.array([[p0], [min(s * p0, 1 - 1e-9)]]))


def cost_of(states: Sequence[int], costs: np.ndarray, gamma: float) -> float:
    """What a sequence of states costs."""
    ups = sum(b > a for a, b in zip((0, *states), states, strict=False))
    return costs[list(states), range(len(states))].sum() + ups * gamma * math.log(len(states))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(9, 30)), min_size=2, max_size=7))
def test_kleinberg_finds_the_cheapest_sequence_of_states(series: list[tuple[int, int]]) -> None:
    matching, total = (list(column) for column in zip(*series, strict=True))
    if not sum(matching):
        return
    states, _ = kleinberg(matching, total)
    costs = costs_of(matching, total, 2)
    least = min(cost_of(each, costs, 1) for each in product((0, 1), repeat=len(matching)))
    assert cost_of(list(states), costs, 1) == pytest.approx(least)


def test_kleinberg_finds_a_burst_that_a_greedy_pass_misses() -> None:
    """Each period alone does not pay for going up; the run of three does."""
    matching, total = [2, 2, 4, 4, 4, 2, 2, 2, 2, 2], [20] * 10
    states, bursts = kleinberg(matching, total, s=1.8, gamma=0.3)
    assert states.tolist() == [0, 0, 1, 1, 1, 0, 0, 0, 0, 0]
    assert [(burst.start, burst.end) for burst in bursts] == [(2, 4)]
    assert bursts[0].weight > 0


@pytest.mark.parametrize(("matching", "total"), [([], []), ([0, 0], [5, 5]), ([5, 5], [5, 5]), ([0], [0])])
def test_kleinberg_of_nothing_has_no_burst(matching: list[int], total: list[int]) -> None:
    states, bursts = kleinberg(matching, total)
    assert bursts == []
    assert states.tolist() == [0] * len(matching)
