"""Dispersion: formulas against Gries' example."""

import math

import pytest

from analytics.measures.stats.dispersion import dispersion


def test_dispersion_of_the_letter_a_in_gries_example() -> None:
    """Gries (2008), five parts of 9, 10, 10, 10, 11 letters with 1 to 5 times `a`."""
    spread = {
        name: round(float(value), 3)
        for name, value in dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).items()
    }
    assert spread["dp"] == 0.18
    assert spread["juilland_d"] == 0.785
    assert spread["carroll_d2"] == 0.938
    assert spread["rosengren_s"] == 0.95
    assert spread["range"] == 5


def test_normalised_deviation_and_divergence_of_the_same_example() -> None:
    """Gries (2020, Analyzing dispersion) prints DPnorm 0.22 and a Kullback-Leibler divergence of 0.137 for it."""
    spread = dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    assert round(float(spread["dp_norm"]), 2) == 0.22
    assert round(float(spread["kl"]), 3) == 0.137


def test_dp_norm_reaches_one_in_the_smallest_part() -> None:
    """Lijffijt & Gries (2012): normalised by the smallest part, the worst case is 1."""
    assert float(dispersion([4, 0, 0], [1, 2, 3])["dp_norm"]) == pytest.approx(1)


def test_even_dispersion_is_nought_or_one() -> None:
    spread = dispersion([2, 4, 6], [10, 20, 30])
    assert [float(spread[name]) for name in ("dp", "kl")] == pytest.approx([0, 0], abs=1e-12)
    assert [float(spread[name]) for name in ("juilland_d", "carroll_d2", "rosengren_s")] == pytest.approx(
        [1, 1, 1]
    )


def test_dispersion_of_a_term_that_never_occurs_is_missing() -> None:
    spread = dispersion([0, 0], [5, 5])
    assert float(spread.pop("range")) == 0
    assert all(math.isnan(float(value)) for value in spread.values())
