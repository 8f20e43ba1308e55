"""Kleinberg's bursts: formulas against brute force."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.stats.bursts import kleinberg


def brute_force(matching: list[int], total: list[int], s: float, gamma: float) -> float:
    """The least cost over all state sequences, tried one by one."""
    from itertools import product

    from scipy.stats import binom

    p0 = sum(matching) / sum(total)
    rates = [p0, min(s * p0, 1 - 1e-9)]
    best = math.inf
    for states in product((0, 1), repeat=len(matching)):
        cost = sum(-binom.logpmf(r, d, rates[q]) for r, d, q in zip(matching, total, states, strict=True))
        ups = sum(b > a for a, b in zip((0, *states), states, strict=False))
        best = min(best, cost + ups * gamma * math.log(len(matching)))
    return best


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(9, 30)), min_size=2, max_size=7))
def test_kleinberg_finds_the_cheapest_sequence_of_states(series: list[tuple[int, int]]) -> None:
    from scipy.stats import binom

    matching, total = (list(column) for column in zip(*series, strict=True))
    if not sum(matching):
        return
    states, _ = kleinberg(matching, total)
    p0 = sum(matching) / sum(total)
    rates = [p0, min(2 * p0, 1 - 1e-9)]
    cost = sum(-binom.logpmf(r, d, rates[q]) for r, d, q in zip(matching, total, states, strict=True))
    ups = sum(b > a for a, b in zip([0, *states], states, strict=False))
    assert cost + ups * math.log(len(matching)) == pytest.approx(brute_force(matching, total, 2, 1))


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
