"""Agreement against published values: Cohen 1960, Fleiss 1971, Gwet 2008 and 2014, Krippendorff 2011."""

import numpy as np
import pytest

from analytics.measures.stats.agreement import (
    bootstrap,
    cohen_kappa,
    counts_of,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    observed_agreement,
)

# Krippendorff (2011), example C, and Gwet (2014), table 2.10: twelve units, four coders, values 1 to 5, 0 is missing.
FOUR = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
).T
VALUES = [1, 2, 3, 4, 5]
COUNTS = counts_of(FOUR, VALUES)

# Fleiss (1971), table 1: thirty patients, six diagnoses each; which of five disorders, in any order of psychiatrists.
PATIENTS = """444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445
333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"""
FLEISS = counts_of([[int(value) for value in patient] for patient in PATIENTS.split()], VALUES)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_alpha(level: str, alpha: float) -> None:
    assert round(krippendorff_alpha(COUNTS, level, VALUES), 3) == alpha


def test_krippendorffs_two_coders_of_binary_data() -> None:
    # Krippendorff (2011), example A
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    counts = counts_of(np.array([meg, owen]).T, [0, 1])
    assert round(krippendorff_alpha(counts), 3) == 0.095


def test_fleiss_kappa_of_the_psychiatrists() -> None:
    assert round(fleiss_kappa(FLEISS), 3) == 0.430
    assert FLEISS.sum(axis=0).tolist() == [26, 26, 30, 55, 43]


def test_gwets_coefficients_with_missing_values() -> None:
    # Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition, chapter 2; printed by his package irrCAC
    assert round(gwet_ac1(COUNTS), 5) == 0.77544
    assert round(fleiss_kappa(COUNTS), 5) == 0.76117
    assert round(observed_agreement(COUNTS), 5) == 0.81818


@pytest.mark.parametrize(("cells", "kappa", "ac1"), [((118, 5, 2, 0), -0.023, 0.941)])
def test_gwets_paradox(cells: tuple[int, ...], kappa: float, ac1: float) -> None:
    # Gwet (2002), Kappa statistic is not satisfactory for assessing the extent of agreement between raters
    one, two = np.repeat([[0, 0], [0, 1], [1, 0], [1, 1]], cells, axis=0).T
    assert round(cohen_kappa(one, two), 3) == kappa
    assert round(gwet_ac1(counts_of(np.array([one, two]).T, [0, 1])), 3) == ac1


def test_cohens_psychologists() -> None:
    # Cohen (1960), table 1
    table = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    one, two = np.repeat(np.argwhere(table >= 0), table.ravel(), axis=0).T
    assert round(cohen_kappa(one, two), 3) == 0.492


def test_cohens_kappa_of_a_printout() -> None:
    # Of SAS, for its table of 19 units
    table = np.array([[0, 4, 1], [0, 8, 0], [0, 1, 5]])
    one, two = np.repeat(np.argwhere(table >= 0), table.ravel(), axis=0).T
    assert round(cohen_kappa(one, two), 4) == 0.4842


def test_units_that_one_coder_left_out_do_not_count_for_kappa() -> None:
    assert cohen_kappa([0, 1, 0, -1], [0, 1, 1, 1]) == cohen_kappa([0, 1, 0], [0, 1, 1])


def test_units_that_one_coder_left_out_do_not_count_for_alpha() -> None:
    assert krippendorff_alpha(COUNTS) == pytest.approx(krippendorff_alpha(COUNTS[:11]))


@pytest.mark.parametrize("coefficient", [fleiss_kappa, gwet_ac1, krippendorff_alpha])
def test_all_alike_is_1(coefficient: object) -> None:
    assert coefficient([[2, 0], [0, 2], [2, 0]]) == 1  # type: ignore[operator]


def test_one_value_alone_leaves_alpha_and_kappa_open() -> None:
    assert np.isnan(krippendorff_alpha([[2], [2]]))
    assert np.isnan(fleiss_kappa([[2], [2]]))


def test_a_weight_is_the_same_as_repeating_the_unit() -> None:
    repeated = np.repeat(COUNTS, [2] * 12, axis=0)
    weight = np.full(12, 2.0)
    assert gwet_ac1(COUNTS, weight) == pytest.approx(gwet_ac1(repeated))
    assert krippendorff_alpha(COUNTS, "ordinal", VALUES, weight) == pytest.approx(
        krippendorff_alpha(repeated, "ordinal", VALUES)
    )


def test_the_bootstrap_is_repeatable_and_holds_the_coefficient() -> None:
    low, high = (bootstrap(lambda times: gwet_ac1(FLEISS, times), 30, repeats=300, seed=s) for s in (3, 3))
    assert low == high
    assert low[0] < gwet_ac1(FLEISS) < low[1]


def test_one_unit_has_no_interval() -> None:
    assert np.isnan(bootstrap(lambda times: 1.0, 1)).all()
