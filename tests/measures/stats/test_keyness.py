"""Keyness: formulas against published values."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.stats.association import association, lambda_score
from analytics.measures.stats.keyness import (
    log_likelihood,
    log_odds_z,
    log_ratio,
    log_ratio_low,
    percent_diff,
    welch_t,
)


def test_log_likelihood_two_cells_of_lancasters_course_example() -> None:
    """Hardie's course at Lancaster: 52 in 50,000 against 57 in 75,000 gives LL + 2.65."""
    assert round(float(log_likelihood(52, 57, 50_000, 75_000)), 2) == 2.65


def test_log_likelihood_is_negative_where_the_target_uses_the_term_less() -> None:
    assert round(float(log_likelihood(57, 52, 75_000, 50_000)), 2) == -2.65


def test_log_likelihood_four_cells_is_scipys_g_test() -> None:
    from scipy.stats import chi2_contingency

    table = [[700, 200], [300, 800]]
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert math.isclose(float(log_likelihood(700, 200, 1000, 1000, cells=4)), expected)


@pytest.mark.parametrize(
    ("published", "both", "first_only", "second_only", "neither"),
    [
        (270.72, 110, 2442, 111, 29114),  # the swiss
        (263.90, 29, 13, 123, 31612),  # can be
        (256.84, 31, 23, 139, 31584),  # previous year
        (167.23, 10, 0, 3, 31764),  # mineral water
        (157.21, 76, 104, 2476, 29121),  # at the
        (157.03, 16, 16, 51, 31694),  # real terms
        (146.80, 9, 0, 5, 31763),  # natural gas
        (115.02, 16, 0, 865, 30896),  # owing to
        (104.53, 10, 9, 41, 31717),  # health insurance
        (100.96, 8, 2, 27, 31740),  # stiff competition
        (98.72, 12, 111, 14, 31640),  # is likely
        (95.29, 8, 5, 24, 31740),  # qualified personnel
        (94.50, 10, 93, 6, 31668),  # an estimated
        (91.40, 12, 111, 21, 31633),  # is expected
    ],
)
def test_log_likelihood_four_cells_of_dunnings_swiss_bigrams(
    published: float, both: int, first_only: int, second_only: int, neither: int
) -> None:
    """Dunning (1993), the most significant bigrams of 31,777 words of Swiss bank reports."""
    first, rest = both + first_only, second_only + neither
    assert round(float(log_likelihood(both, second_only, first, rest, cells=4)), 2) == published
    second, all_words = both + second_only, first + rest
    assert round(float(association(both, first, second, all_words, "g2")), 2) == published


def test_log_likelihood_takes_nought_times_log_nought_as_nought() -> None:
    assert float(log_likelihood(0, 0, 100, 100)) == 0
    assert float(log_likelihood(10, 0, 100, 100)) == pytest.approx(2 * 10 * math.log(2))
    assert math.isnan(float(log_likelihood(0, 1, 0, 100)))


def test_log_ratio_doubles_with_each_point() -> None:
    """Hardie (2014): each point is a doubling; a frequency of nought counts as one half."""
    assert log_ratio([10, 20, 40], [10, 10, 10], 100, 100).tolist() == [0, 1, 2]
    assert float(log_ratio(4, 0, 100, 100)) == 3


def test_conservative_log_ratio_is_the_bound_of_the_exact_interval() -> None:
    """Evert (2022): Clopper-Pearson for 80 of 100 is 0.7081573 to 0.8733444 (R's binom.test)."""
    assert float(log_ratio_low(80, 20, 1000, 1000)) == pytest.approx(
        math.log2(0.7081573 / 0.2918427), abs=1e-5
    )
    assert float(log_ratio_low(20, 80, 1000, 1000)) == pytest.approx(
        -math.log2(0.7081573 / 0.2918427), abs=1e-5
    )


def test_conservative_log_ratio_knows_terms_that_one_side_lacks() -> None:
    low = 0.025 ** (1 / 10)  # the exact lower bound for 10 of 10
    assert float(log_ratio_low(10, 0, 500, 500)) == pytest.approx(math.log2(low / (1 - low)))


@given(st.integers(0, 200), st.integers(0, 200))
def test_conservative_log_ratio_never_exceeds_the_log_ratio(a: int, b: int) -> None:
    low, plain = (
        float(log_ratio_low(a, b, 1000, 1000)),
        float(log_ratio(a, b, 1000, 1000, zero=1e-9)),
    )
    assert abs(low) <= abs(plain) + 1e-9
    assert low * plain >= 0


def test_welchs_t_is_scipys() -> None:
    one, two = [0.0, 0.01, 0.02, 0.0, 0.07], [0.0, 0.0, 0.01, 0.0, 0.0, 0.004, 0.0]
    t, p = welch_t((5, 7), (np.mean(one), np.mean(two)), (np.var(one, ddof=1), np.var(two, ddof=1)))
    expected = scipy.stats.ttest_ind(one, two, equal_var=False)
    assert (t, p) == pytest.approx((expected.statistic, expected.pvalue))


def test_welchs_t_needs_two_articles_a_side_and_some_difference_among_them() -> None:
    assert np.isnan(welch_t((1, 5), ([1.0], [0.0]), ([0.0], [0.5]))).all()
    assert np.isnan(welch_t((5, 5), ([1.0], [0.0]), ([0.0], [0.0]))).all()


def test_percent_diff_of_a_term_that_is_three_times_as_frequent() -> None:
    assert float(percent_diff(30, 10, 1000, 1000)) == 200
    assert float(percent_diff(5, 0, 1000, 1000)) == math.inf


def test_log_odds_cancels_where_both_use_all_terms_alike() -> None:
    delta, z = log_odds_z([10, 20], [10, 20], 30, 30, [0.5, 0.7])
    assert delta.tolist() == [0, 0]
    assert z.tolist() == [0, 0]


def test_log_odds_by_hand() -> None:
    """Monroe et al. (2008), eq. 15, 16, 22, worked by hand for three terms with a prior of 1."""
    delta, z = log_odds_z([8, 1, 1], [2, 4, 4], 10, 10, 1)
    expected = math.log(9 / 4) - math.log(3 / 10)
    assert float(delta[0]) == pytest.approx(expected)
    assert float(z[0]) == pytest.approx(expected / math.sqrt(1 / 9 + 1 / 3))


def test_lambda_of_two_words_is_the_log_odds_ratio() -> None:
    score, z = lambda_score([70, 5, 10, 15], smoothing=0)
    assert float(score) == pytest.approx(math.log(70 * 15 / (5 * 10)))
    assert float(z) == pytest.approx(float(score) / math.sqrt(1 / 70 + 1 / 5 + 1 / 10 + 1 / 15))
