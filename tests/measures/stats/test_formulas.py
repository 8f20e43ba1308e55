"""Formulas against published worked examples; each test names its source."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import ArgumentError
from analytics.measures import stats


def test_log_likelihood_two_cells_of_lancasters_course_example() -> None:
    """Hardie's course at Lancaster: 52 in 50,000 against 57 in 75,000 gives LL + 2.65."""
    assert round(float(stats.log_likelihood(52, 57, 50_000, 75_000)), 2) == 2.65


def test_log_likelihood_is_negative_where_the_target_uses_the_term_less() -> None:
    assert round(float(stats.log_likelihood(57, 52, 75_000, 50_000)), 2) == -2.65


def test_log_likelihood_four_cells_is_scipys_g_test() -> None:
    from scipy.stats import chi2_contingency

    table = [[700, 200], [300, 800]]
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert math.isclose(float(stats.log_likelihood(700, 200, 1000, 1000, cells=4)), expected)


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
    assert round(float(stats.log_likelihood(both, second_only, first, rest, cells=4)), 2) == published
    second, all_words = both + second_only, first + rest
    assert round(float(stats.association(both, first, second, all_words, "g2")), 2) == published


def test_log_likelihood_takes_nought_times_log_nought_as_nought() -> None:
    assert float(stats.log_likelihood(0, 0, 100, 100)) == 0
    assert float(stats.log_likelihood(10, 0, 100, 100)) == pytest.approx(2 * 10 * math.log(2))
    assert math.isnan(float(stats.log_likelihood(0, 1, 0, 100)))


def test_log_ratio_doubles_with_each_point() -> None:
    """Hardie (2014): each point is a doubling; a frequency of nought counts as one half."""
    assert stats.log_ratio([10, 20, 40], [10, 10, 10], 100, 100).tolist() == [0, 1, 2]
    assert float(stats.log_ratio(4, 0, 100, 100)) == 3


def test_conservative_log_ratio_is_the_bound_of_the_exact_interval() -> None:
    """Evert (2022): Clopper-Pearson for 80 of 100 is 0.7081573 to 0.8733444 (R's binom.test)."""
    assert float(stats.log_ratio_low(80, 20, 1000, 1000)) == pytest.approx(
        math.log2(0.7081573 / 0.2918427), abs=1e-5
    )
    assert float(stats.log_ratio_low(20, 80, 1000, 1000)) == pytest.approx(
        -math.log2(0.7081573 / 0.2918427), abs=1e-5
    )


def test_conservative_log_ratio_knows_terms_that_one_side_lacks() -> None:
    low = 0.025 ** (1 / 10)  # the exact lower bound for 10 of 10
    assert float(stats.log_ratio_low(10, 0, 500, 500)) == pytest.approx(math.log2(low / (1 - low)))


@given(st.integers(0, 200), st.integers(0, 200))
def test_conservative_log_ratio_never_exceeds_the_log_ratio(a: int, b: int) -> None:
    low, plain = (
        float(stats.log_ratio_low(a, b, 1000, 1000)),
        float(stats.log_ratio(a, b, 1000, 1000, zero=1e-9)),
    )
    assert abs(low) <= abs(plain) + 1e-9
    assert low * plain >= 0


def test_percent_diff_of_a_term_that_is_three_times_as_frequent() -> None:
    assert float(stats.percent_diff(30, 10, 1000, 1000)) == 200
    assert float(stats.percent_diff(5, 0, 1000, 1000)) == math.inf


def test_log_odds_cancels_where_both_use_all_terms_alike() -> None:
    delta, z = stats.log_odds_z([10, 20], [10, 20], 30, 30, [0.5, 0.7])
    assert delta.tolist() == [0, 0]
    assert z.tolist() == [0, 0]


def test_log_odds_by_hand() -> None:
    """Monroe et al. (2008), eq. 15, 16, 22, worked by hand for three terms with a prior of 1."""
    delta, z = stats.log_odds_z([8, 1, 1], [2, 4, 4], 10, 10, 1)
    expected = math.log(9 / 4) - math.log(3 / 10)
    assert float(delta[0]) == pytest.approx(expected)
    assert float(z[0]) == pytest.approx(expected / math.sqrt(1 / 9 + 1 / 3))


def test_holm_by_the_textbook() -> None:
    """Holm (1979): 0.01, 0.04, 0.03, 0.005 become 0.03, 0.06, 0.06, 0.02 (R's p.adjust)."""
    assert stats.holm([0.01, 0.04, 0.03, 0.005]).round(10).tolist() == [0.03, 0.06, 0.06, 0.02]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_keeps_the_order_and_never_lowers(p: list[float]) -> None:
    adjusted = stats.holm(p)
    assert (adjusted >= np.asarray(p) - 1e-12).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= -1e-12).all()


def test_association_of_a_table_of_a_hundred_sentences() -> None:
    """O11 15, R1 25, C1 20, N 100: expected 5; PMI log2 3, t (15 − 5)/√15, Dice 30/45."""
    told = {name: float(stats.association(15, 25, 20, 100, name)) for name in stats.ASSOCIATIONS}
    assert told["pmi"] == pytest.approx(math.log2(3))
    assert told["t"] == pytest.approx(10 / math.sqrt(15))
    assert told["dice"] == pytest.approx(2 / 3)
    assert told["log_dice"] == pytest.approx(14 + math.log2(2 / 3))
    assert told["delta_p"] == pytest.approx(15 / 25 - 5 / 75)


def test_association_g2_and_fisher_are_scipys() -> None:
    from scipy.stats import chi2_contingency, fisher_exact

    table = [[15, 10], [5, 70]]
    g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert float(stats.association(15, 25, 20, 100, "g2")) == pytest.approx(g2)
    assert float(stats.association(15, 25, 20, 100, "fisher")) == pytest.approx(
        fisher_exact(table, alternative="greater").pvalue
    )


@given(st.integers(1, 400), st.data())
def test_fishers_p_is_the_upper_tail_of_the_hypergeometric_distribution(n: int, data: st.DataObject) -> None:
    from scipy.stats import hypergeom

    r1, c1 = (data.draw(st.integers(0, n)) for _ in range(2))
    o11 = data.draw(st.integers(max(0, r1 + c1 - n), min(r1, c1)))
    found = float(stats.association(o11, r1, c1, n, "fisher"))
    assert found == pytest.approx(hypergeom.sf(o11 - 1, n, r1, c1), rel=1e-9, abs=1e-12)


def test_log_dice_has_its_maximum_at_fourteen() -> None:
    """Rychlý (2008): the theoretical maximum is 14, where both words always stand together."""
    assert float(stats.association(7, 7, 7, 1000, "log_dice")) == 14


def test_unknown_association_offers_the_near_miss() -> None:
    with pytest.raises(ArgumentError, match="did you mean 'log_dice'"):
        stats.association(1, 1, 1, 1, "logdice")


def test_lambda_of_two_words_is_the_log_odds_ratio() -> None:
    score, z = stats.lambda_score([70, 5, 10, 15], smoothing=0)
    assert float(score) == pytest.approx(math.log(70 * 15 / (5 * 10)))
    assert float(z) == pytest.approx(float(score) / math.sqrt(1 / 70 + 1 / 5 + 1 / 10 + 1 / 15))


def test_lambda_of_three_independent_words_is_nought() -> None:
    counts = np.outer(np.outer([9, 1], [3, 7]).ravel(), [2, 5]).ravel()
    assert float(stats.lambda_score(counts, smoothing=0)[0]) == pytest.approx(0)


def test_dispersion_of_the_letter_a_in_gries_example() -> None:
    """Gries (2008), five parts of 9, 10, 10, 10, 11 letters with 1 to 5 times `a`."""
    spread = {
        name: round(float(value), 3)
        for name, value in stats.dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).items()
    }
    assert spread["dp"] == 0.18
    assert spread["juilland_d"] == 0.785
    assert spread["carroll_d2"] == 0.938
    assert spread["rosengren_s"] == 0.95
    assert spread["range"] == 5


def test_normalised_deviation_and_divergence_of_the_same_example() -> None:
    """Gries (2020, Analyzing dispersion) prints DPnorm 0.22 and a Kullback-Leibler divergence of 0.137 for it."""
    spread = stats.dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    assert round(float(spread["dp_norm"]), 2) == 0.22
    assert round(float(spread["kl"]), 3) == 0.137


@pytest.mark.parametrize(
    ("together", "first", "second", "printed"),
    [
        (12, 111, 621, 11.3),
        (8, 1105, 44, 11.3),
        (30, 1105, 241, 10.7),
        (6, 275, 621, 9.0),
        (25, 621, 1407, 8.7),
    ],
    ids=["honorary doctor", "doctors dentists", "doctors nurses", "examined doctor", "doctor bills"],
)
def test_pmi_of_the_associations_with_doctor(together: int, first: int, second: int, printed: float) -> None:
    """Church & Hanks (1990), table 1; the size of their corpus is printed as 15 million, rounded."""
    found = float(stats.association(together, first, second, 15_000_000, "pmi"))
    assert found == pytest.approx(printed, abs=0.06)


def test_a_factor_of_mtld_ends_where_the_example_has_it_end() -> None:
    """McCarthy & Jarvis (2010): the ratio of `of the people by the people` falls to .667; a factor ends there.

    Either way there is one factor, and nothing of a second: nine words over one.
    """
    assert stats.mtld(
        ["of", "the", "people", "by", "the", "people", "for", "the", "people"]
    ) == pytest.approx(9)


@pytest.mark.parametrize("counts", [[[1, 1, 2], [0, 0, 0]], [[4, 0, 0], [0, 3, 1]]])
def test_entropy_and_hhi_of_several_rows_are_those_of_each(counts: list[list[int]]) -> None:
    for formula in (stats.entropy, stats.hhi):
        assert formula(counts).tolist() == pytest.approx([float(formula(row)) for row in counts], nan_ok=True)


def test_dp_norm_reaches_one_in_the_smallest_part() -> None:
    """Lijffijt & Gries (2012): normalised by the smallest part, the worst case is 1."""
    assert float(stats.dispersion([4, 0, 0], [1, 2, 3])["dp_norm"]) == pytest.approx(1)


def test_even_dispersion_is_nought_or_one() -> None:
    spread = stats.dispersion([2, 4, 6], [10, 20, 30])
    assert [float(spread[name]) for name in ("dp", "kl")] == pytest.approx([0, 0], abs=1e-12)
    assert [float(spread[name]) for name in ("juilland_d", "carroll_d2", "rosengren_s")] == pytest.approx(
        [1, 1, 1]
    )


def test_dispersion_of_a_term_that_never_occurs_is_missing() -> None:
    spread = stats.dispersion([0, 0], [5, 5])
    assert float(spread.pop("range")) == 0
    assert all(math.isnan(float(value)) for value in spread.values())


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
    states, _ = stats.kleinberg(matching, total)
    p0 = sum(matching) / sum(total)
    rates = [p0, min(2 * p0, 1 - 1e-9)]
    cost = sum(-binom.logpmf(r, d, rates[q]) for r, d, q in zip(matching, total, states, strict=True))
    ups = sum(b > a for a, b in zip([0, *states], states, strict=False))
    assert cost + ups * math.log(len(matching)) == pytest.approx(brute_force(matching, total, 2, 1))


def test_kleinberg_finds_a_burst_that_a_greedy_pass_misses() -> None:
    """Each period alone does not pay for going up; the run of three does."""
    matching, total = [2, 2, 4, 4, 4, 2, 2, 2, 2, 2], [20] * 10
    states, bursts = stats.kleinberg(matching, total, s=1.8, gamma=0.3)
    assert states.tolist() == [0, 0, 1, 1, 1, 0, 0, 0, 0, 0]
    assert [(burst.start, burst.end) for burst in bursts] == [(2, 4)]
    assert bursts[0].weight > 0


@pytest.mark.parametrize(("matching", "total"), [([], []), ([0, 0], [5, 5]), ([5, 5], [5, 5]), ([0], [0])])
def test_kleinberg_of_nothing_has_no_burst(matching: list[int], total: list[int]) -> None:
    states, bursts = stats.kleinberg(matching, total)
    assert bursts == []
    assert states.tolist() == [0] * len(matching)


def test_diversity_measures_by_hand() -> None:
    assert stats.yule_k([2, 1, 1]) == 1e4 * (6 - 4) / 16
    assert stats.entropy([1, 1]) == 1
    assert stats.hhi([3, 1]) == pytest.approx(0.625)
    assert stats.mtld(["字"] * 10) == pytest.approx(2)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40), st.integers(1, 12))
def test_mattr_is_the_mean_over_all_windows(tokens: list[int], window: int) -> None:
    starts = range(len(tokens) - window + 1) if len(tokens) > window else [0]
    ratios = [len(set(tokens[at : at + window])) / len(tokens[at : at + window]) for at in starts]
    assert stats.mattr(tokens, window) == pytest.approx(sum(ratios) / len(ratios))


@pytest.mark.parametrize("measure", [stats.yule_k, stats.mattr, stats.mtld, stats.entropy, stats.hhi])
def test_diversity_of_nothing_is_missing(measure) -> None:  # type: ignore[no-untyped-def]
    assert math.isnan(measure([]))
