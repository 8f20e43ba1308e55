"""Corrected shares: published examples, an oracle, and intervals that hold the truth as often as they say."""

import numpy as np
import pytest
from scipy.stats import beta, binom

from analytics.measures.stats.misclassification import blaker, prediction_powered, rogan_gladen
from analytics.measures.stats.proportions import wilson


def test_the_published_herd() -> None:
    # The example of epi.prev in the R package epiR: 23 of 150, Se 0.96, Sp 0.89; 5.1 % (0 to 13 %)
    for interval in ("wilson", "blaker"):
        share, low, high = rogan_gladen(23, 150, 0.96, 0.89, interval=interval)
        assert f"{share:.2%}" == "5.10%"
        assert (low, round(float(high), 2)) == (0, 0.13)


def test_a_perfect_matcher_changes_nothing() -> None:
    share, low, high = rogan_gladen([3, 0], [10, 10], 1, 1)
    assert share == pytest.approx([0.3, 0.0])
    assert [*low, *high] == pytest.approx(np.ravel(wilson([3, 0], [10, 10])).tolist())


def test_a_matcher_no_better_than_chance_says_nothing() -> None:
    assert np.isnan(rogan_gladen([3], [10], 0.4, 0.6)).all()


def test_nothing_counted_is_missing() -> None:
    assert np.isnan(rogan_gladen([0], [0], 0.9, 0.9, positives=20, negatives=20)).all()


def test_shares_stay_between_0_and_1_and_inside_their_intervals() -> None:
    for matching in (0, 1, 50, 99, 100):
        share, low, high = rogan_gladen(matching, 100, 0.8, 0.9, positives=30, negatives=60)
        assert 0 <= low <= share <= high <= 1


def test_a_smaller_validation_widens_the_interval() -> None:
    widths = [
        np.subtract(*rogan_gladen(40, 100, 0.8, 0.9, positives=size, negatives=size)[:0:-1])
        for size in (20, 80, np.inf)
    ]
    assert widths[0] > widths[1] > widths[2]


@pytest.mark.parametrize(("k", "n"), [(0, 20), (1, 29), (15, 148), (20, 20)])
def test_blaker_lies_inside_clopper_and_pearson(k: int, n: int) -> None:
    low, high = blaker(k, n)
    assert low >= (beta.ppf(0.025, k, n - k + 1) if k else 0) - 1e-9
    assert high <= (beta.ppf(0.975, k + 1, n - k) if k < n else 1) + 1e-9


@pytest.fixture(scope="module")
def intervals() -> list[tuple[float, float]]:
    return [blaker(hits, 25) for hits in range(26)]


@pytest.mark.parametrize("p", [0.05, 0.2, 0.5])
def test_blaker_covers_at_least_as_often_as_it_says(p: float, intervals: list[tuple[float, float]]) -> None:
    inside = [low - 1e-5 <= p <= high + 1e-5 for low, high in intervals]
    assert binom.pmf(np.arange(26)[inside], 25, p).sum() >= 0.95


def simulated(se: float, sp: float, share: float, articles: int, coded: int, seed: int) -> dict[str, float]:
    """How often the intervals of 1,000 simulated corpora hold the true share."""
    rng, covered = np.random.default_rng(seed), {"corrected": 0, "estimated": 0, "raw": 0}
    for _ in range(1000):
        truth = rng.random(articles) < share
        found = np.where(truth, rng.random(articles) < se, rng.random(articles) >= sp)
        drawn = rng.choice(articles, coded, replace=False)
        y, f = truth[drawn], found[drawn]
        _, low, high = rogan_gladen(
            found.sum(), articles, f[y].mean(), 1 - f[~y].mean(), positives=y.sum(), negatives=(~y).sum()
        )
        covered["corrected"] += low <= share <= high
        _, low, high = prediction_powered(found.sum(), articles, y, f, np.ones(coded))
        covered["estimated"] += low <= share <= high
        low, high = wilson(found.sum(), articles)
        covered["raw"] += low <= share <= high
    return {name: count / 1000 for name, count in covered.items()}


@pytest.mark.parametrize(("se", "sp", "share"), [(0.85, 0.95, 0.3), (0.7, 0.9, 0.5), (0.9, 0.97, 0.15)])
def test_intervals_hold_the_truth_as_often_as_they_say(se: float, sp: float, share: float) -> None:
    covered = simulated(se, sp, share, articles=3000, coded=300, seed=11)
    assert 0.93 <= covered["estimated"] <= 0.97
    assert 0.93 <= covered["corrected"] <= 0.97
    assert covered["raw"] < 0.93  # what is wrong with the raw interval


@pytest.mark.parametrize("size", [60, 400])
def test_prediction_powered_against_the_authors_own_program(size: int) -> None:
    # ppi_mean_ci(coded, matched, rest, alpha=0.05, lam=1) of ppi-python 0.2.3 on the same numbers
    rng = np.random.default_rng(5)
    coded = (rng.random(size) < 0.4).astype(float)
    matched = np.where(rng.random(size) < 0.85, coded, 1 - coded)
    rest = (rng.random(1_000_000) < 0.43).astype(float)
    expected = {60: (0.29322, 0.49914), 400: (0.38415, 0.44987)}[size]
    total, matching = len(rest) + size, rest.sum() + matched.sum()
    _, low, high = prediction_powered(matching, total, coded, matched, np.ones(size))
    assert (low, high) == pytest.approx(expected, abs=0.001)


def test_too_few_coded_articles_are_no_estimate() -> None:
    assert np.isnan(prediction_powered(10, 100, [1], [1], [1])).all()


def test_coding_all_leaves_only_the_chance_of_the_articles_themselves() -> None:
    coded = np.repeat([1.0, 0.0], [30, 70])
    share, low, high = prediction_powered(40, 100, coded, np.repeat([1.0, 0.0], [40, 60]), np.ones(100))
    assert share == pytest.approx(0.3)
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(0.3 * 0.7 / 100), abs=1e-3)


def test_weights_count_in_the_estimate() -> None:
    coded, matched = np.array([1.0, 0.0]), np.array([0.0, 0.0])
    share, _, _ = prediction_powered(0, 100, coded, matched, np.array([1.0, 3.0]))
    assert share == 0.25
