"""Association: formulas against published values."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import ArgumentError
from analytics.measures.stats.association import ASSOCIATIONS, association, lambda_score


def test_association_of_a_table_of_a_hundred_sentences() -> None:
    """O11 15, R1 25, C1 20, N 100: expected 5; PMI log2 3, t (15 − 5)/√15, Dice 30/45."""
    told = {name: float(association(15, 25, 20, 100, name)) for name in ASSOCIATIONS}
    assert told["pmi"] == pytest.approx(math.log2(3))
    assert told["t"] == pytest.approx(10 / math.sqrt(15))
    assert told["dice"] == pytest.approx(2 / 3)
    assert told["log_dice"] == pytest.approx(14 + math.log2(2 / 3))
    assert told["delta_p"] == pytest.approx(15 / 25 - 5 / 75)


def test_association_g2_and_fisher_are_scipys() -> None:
    from scipy.stats import chi2_contingency, fisher_exact

    table = [[15, 10], [5, 70]]
    g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert float(association(15, 25, 20, 100, "g2")) == pytest.approx(g2)
    assert float(association(15, 25, 20, 100, "fisher")) == pytest.approx(
        fisher_exact(table, alternative="greater").pvalue
    )


@given(st.integers(1, 400), st.data())
def test_fishers_p_is_the_upper_tail_of_the_hypergeometric_distribution(n: int, data: st.DataObject) -> None:
    from scipy.stats import hypergeom

    r1, c1 = (data.draw(st.integers(0, n)) for _ in range(2))
    o11 = data.draw(st.integers(max(0, r1 + c1 - n), min(r1, c1)))
    found = float(association(o11, r1, c1, n, "fisher"))
    assert found == pytest.approx(hypergeom.sf(o11 - 1, n, r1, c1), rel=1e-9, abs=1e-12)


def test_log_dice_has_its_maximum_at_fourteen() -> None:
    """Rychlý (2008): the theoretical maximum is 14, where both words always stand together."""
    assert float(association(7, 7, 7, 1000, "log_dice")) == 14


def test_unknown_association_offers_the_near_miss() -> None:
    with pytest.raises(ArgumentError, match="did you mean 'log_dice'"):
        association(1, 1, 1, 1, "logdice")


def test_lambda_of_three_independent_words_is_nought() -> None:
    counts = np.outer(np.outer([9, 1], [3, 7]).ravel(), [2, 5]).ravel()
    assert float(lambda_score(counts, smoothing=0)[0]) == pytest.approx(0)


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
    found = float(association(together, first, second, 15_000_000, "pmi"))
    assert found == pytest.approx(printed, abs=0.06)
