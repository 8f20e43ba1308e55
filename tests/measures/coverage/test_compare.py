"""Two periods compared: shares, their difference with its interval, and whether it may be chance."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import Query, compare, trend
from analytics.errors import ArgumentError
from analytics.measures.engine.provenance import provenance
from analytics.measures.stats.proportions import holm, newcombe, wilson

TableOf = Callable[..., pd.DataFrame]

JANUARY, FEBRUARY = ("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28")


@pytest.fixture(scope="module")
def papers(table_of: TableOf) -> pd.DataFrame:
    """70 articles of January, 56 on DeepSeek; 80 of February, 48 on it: Newcombe's first contrast."""
    rows = [
        {"published": f"2025-0{month}-15", "title": "DeepSeek降價" if n < hits else "樓市靜"}
        for month, hits, size in ((1, 56, 70), (2, 48, 80))
        for n in range(size)
    ]
    return table_of(*rows, {"title": "DeepSeek未註明日期"})


def test_shares_are_of_the_articles_of_each_period(papers: pd.DataFrame) -> None:
    row = compare(papers, ["deepseek"], JANUARY, FEBRUARY).iloc[0]
    assert row[["before_matching", "before_total", "after_matching", "after_total"]].tolist() == [
        56,
        70,
        48,
        80,
    ]
    assert row[["before_share", "after_share", "difference", "ratio"]].tolist() == pytest.approx(
        [0.8, 0.6, -0.2, 0.75]
    )
    assert row[["before_low", "before_high"]].tolist() == [float(bound) for bound in wilson(56, 70)]


def test_the_difference_has_newcombes_interval_the_other_way_round(papers: pd.DataFrame) -> None:
    row = compare(papers, ["deepseek"], JANUARY, FEBRUARY).iloc[0]
    assert row[["difference_low", "difference_high"]].round(4).tolist() == [-0.3339, -0.0524]


def test_log_likelihood_is_scipys_g_test_negative_where_the_share_fell(papers: pd.DataFrame) -> None:
    from scipy.stats import chi2_contingency

    told = chi2_contingency([[56, 14], [48, 32]], correction=False, lambda_="log-likelihood")
    row = compare(papers, ["deepseek"], JANUARY, FEBRUARY).iloc[0]
    assert row["log_likelihood"] == pytest.approx(-told.statistic)
    assert row["p"] == pytest.approx(told.pvalue)


def test_p_is_adjusted_over_all_entities_compared(papers: pd.DataFrame) -> None:
    alone = compare(papers, ["deepseek"], JANUARY, FEBRUARY)
    table = compare(papers, ["deepseek", Query("樓市"), "nvidia"], JANUARY, FEBRUARY)
    assert alone["p_adjusted"].tolist() == alone["p"].tolist()
    assert table["p_adjusted"].tolist() == holm(table["p"]).tolist()
    assert table["p_adjusted"][0] == pytest.approx(3 * table["p"][0])


def test_counts_are_those_of_the_trend_in_the_same_range(press: pd.DataFrame) -> None:
    table = compare(press, ["deepseek", "nvidia"], ("2025-01-20", "2025-01-26"), ("2025-01-27", "2025-02-02"))
    for row, key in zip(table.itertuples(), ("deepseek", "nvidia"), strict=True):
        weeks = trend(press, key)
        assert [row.before_matching, row.after_matching] == weeks["matching"].head(2).tolist()
        assert [row.before_total, row.after_total] == weeks["total"].head(2).tolist()


def test_open_ends_are_the_corpus_own(press: pd.DataFrame) -> None:
    table = compare(press, ["deepseek"], (None, "2025-01-26"), ("2025-01-27", None))
    assert table[["before_total", "after_total"]].to_numpy().tolist() == [[2, 4]]
    assert (provenance(table).details["before"], provenance(table).details["after"]) == (
        ["2025-01-20", "2025-01-26"],
        ["2025-01-27", "2025-02-10"],
    )


def test_undated_articles_are_in_neither_period(papers: pd.DataFrame) -> None:
    table = compare(papers, ["deepseek"], (None, "2025-01-31"), ("2025-02-01", None))
    assert table[["before_total", "after_total"]].sum().sum() == len(papers) - 1
    assert provenance(table).undated == 1


def test_a_period_without_articles_leaves_the_comparison_missing(papers: pd.DataFrame) -> None:
    row = compare(papers, ["deepseek", "nvidia"], ("2024-01-01", "2024-12-31"), JANUARY).iloc[0]
    assert (row["before_total"], row["after_total"]) == (0, 70)
    comparing = [
        "difference",
        "difference_low",
        "difference_high",
        "ratio",
        "log_likelihood",
        "p",
        "p_adjusted",
    ]
    assert row[["before_share", *comparing]].isna().all()
    assert row["after_share"] == 0.8


def test_an_entity_that_never_occurs_does_not_change(papers: pd.DataFrame) -> None:
    row = compare(papers, ["nvidia"], JANUARY, FEBRUARY).iloc[0]
    assert row[["difference", "log_likelihood", "p"]].tolist() == [0, 0, 1]
    assert np.isnan(row["ratio"])
    assert row["difference_low"] < 0 < row["difference_high"]


def test_an_entity_that_is_new_is_infinitely_more(press: pd.DataFrame) -> None:
    row = compare(press, ["nvidia"], ("2025-01-20", "2025-01-26"), ("2025-01-27", "2025-02-02")).iloc[0]
    assert row["ratio"] == np.inf
    assert row["log_likelihood"] > 0


def test_no_articles_at_all_give_the_same_columns(press: pd.DataFrame) -> None:
    table = compare(press.head(0), ["deepseek"], JANUARY, FEBRUARY)
    assert table.dtypes.equals(compare(press, ["deepseek"], JANUARY, FEBRUARY).dtypes)
    assert table[["before_total", "after_total"]].to_numpy().tolist() == [[0, 0]]


def test_chosen_articles_are_compared_too(press: pd.DataFrame) -> None:
    chosen = (press["outlet"] == "港聲報").rename("港聲報")
    table = compare(press, [chosen], JANUARY, FEBRUARY)
    assert table[["entity", "before_matching", "after_matching"]].to_numpy().tolist() == [["港聲報", 2, 0]]


@pytest.mark.parametrize(
    ("entities", "before", "after", "error", "message"),
    [
        ([], JANUARY, FEBRUARY, ArgumentError, "at least one subject"),
        (["deepseek"], FEBRUARY, JANUARY, ArgumentError, "must be over when the one after begins"),
        (
            ["deepseek"],
            JANUARY,
            ("2025-01-31", "2025-02-28"),
            ArgumentError,
            "must be over when the one after",
        ),
        (["deepseek"], "2025-01", FEBRUARY, ArgumentError, "before must be two days"),
        (["deepseek"], JANUARY, ("2025-02-01",), ArgumentError, "after must be two days"),
        (["deepseek"], ("1/1/2025", "2025-01-31"), FEBRUARY, ArgumentError, "before: not a date"),
        (["deepseek"], ("2025-01-31", "2025-01-01"), FEBRUARY, ArgumentError, "ends .* before it starts"),
    ],
    ids=str,
)
def test_a_wrong_argument_is_told(
    press: pd.DataFrame,
    entities: list[str],
    before: object,
    after: object,
    error: type[Exception],
    message: str,
) -> None:
    with pytest.raises(error, match=message):
        compare(press, entities, before, after)  # type: ignore[arg-type]


# --- the interval of a difference


@pytest.mark.parametrize(
    ("a", "n", "b", "m", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_newcombe_gives_the_papers_figures(a: int, n: int, b: int, m: int, low: float, high: float) -> None:
    """Newcombe (1998), Interval estimation for the difference, table II, method 10, contrasts (a) to (h)."""
    assert tuple(round(float(bound), 4) for bound in newcombe(a, n, b, m)) == (low, high)


samples = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(samples, samples)
def test_the_interval_holds_the_difference_and_stays_between_its_bounds(
    one: tuple[int, int], two: tuple[int, int]
) -> None:
    low, high = newcombe(*one, *two)
    difference = one[0] / one[1] - two[0] / two[1]
    assert -1 - 1e-12 <= low <= difference + 1e-12
    assert difference - 1e-12 <= high <= 1 + 1e-12


@given(samples, samples)
def test_the_other_way_round_the_interval_is_its_mirror_image(
    one: tuple[int, int], two: tuple[int, int]
) -> None:
    (low, high), (other_low, other_high) = newcombe(*one, *two), newcombe(*two, *one)
    assert (low, high) == pytest.approx((-other_high, -other_low))


def test_an_empty_sample_has_no_interval_of_the_difference() -> None:
    assert np.isnan(newcombe(0, 0, 1, 2)).all()
