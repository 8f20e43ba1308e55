"""Shares: intervals and corrections against published values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.stats.proportions import holm, wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_figures(successes: int, trials: int, low: float, high: float) -> None:
    # Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3
    assert tuple(round(float(bound), 4) for bound in wilson(successes, trials)) == (low, high)


counts = st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_the_interval_holds_the_share_and_stays_between_0_and_1(count: tuple[int, int]) -> None:
    low, high = wilson(*count)
    assert 0 <= low <= count[0] / count[1] <= high <= 1


@given(st.integers(1, 10**12))
def test_none_of_n_begins_at_exactly_0(trials: int) -> None:
    assert wilson(0, trials)[0] == 0.0


@given(st.integers(1, 10**12))
def test_all_of_n_ends_at_exactly_1(trials: int) -> None:
    assert wilson(trials, trials)[1] == 1.0


@given(counts)
def test_the_interval_of_the_rest_is_the_mirror_image(count: tuple[int, int]) -> None:
    (low, high), (rest_low, rest_high) = wilson(*count), wilson(count[1] - count[0], count[1])
    assert (low, high) == pytest.approx((1 - rest_high, 1 - rest_low), abs=1e-12)


def test_nothing_tried_has_no_interval() -> None:
    low, high = wilson([0, 1], [0, 2])
    assert np.isnan([low[0], high[0]]).all()
    assert not np.isnan([low[1], high[1]]).any()


def test_more_confidence_is_a_wider_interval() -> None:
    (low, high), (lower, higher) = wilson(81, 263), wilson(81, 263, confidence=0.99)
    assert lower < low < high < higher


def test_scalars_give_arrays_without_axes_and_arrays_keep_their_shape() -> None:
    assert wilson(1, 2)[0].shape == ()
    assert wilson([1, 2, 3], [4, 4, 4])[1].shape == (3,)


def test_holm_by_the_textbook() -> None:
    """Holm (1979): 0.01, 0.04, 0.03, 0.005 become 0.03, 0.06, 0.06, 0.02 (R's p.adjust)."""
    assert holm([0.01, 0.04, 0.03, 0.005]).round(10).tolist() == [0.03, 0.06, 0.06, 0.02]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_keeps_the_order_and_never_lowers(p: list[float]) -> None:
    adjusted = holm(p)
    assert (adjusted >= np.asarray(p) - 1e-12).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= -1e-12).all()
