"""Corrected counts: by hand, per row, and over a corpus of known truth."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError

from .tables import by_coder

TableOf = Callable[..., pd.DataFrame]


@pytest.fixture(scope="module")
def press(table_of: TableOf) -> pd.DataFrame:
    """Forty articles of two outlets and two months; of a month's twenty, ten of January and five of February match."""
    return table_of(
        *(
            {
                "title": "DeepSeek新模型" if n % 20 < (10 if n < 20 else 5) else "港鐵加價",
                "published": f"2025-0{1 + n // 20}-{1 + n % 20:02} 08:00",
                "outlet": "港聲報" if n % 2 else "海傍日報",
                "section": ["財經", "科技"][n % 4 > 1],
                "tags": ["甲", "乙"] if n % 2 else ["甲"],
            }
            for n in range(40)
        )
    )


def validation_of(press: pd.DataFrame, letters: str) -> pd.DataFrame:
    return analytics.validate(press, by_coder(a=letters), "deepseek", question="about")


# Of the first twenty, found: 0 to 9. Truth: 0 to 7, and 10 and 11: recall 0.8, specificity 0.8.
CODED = "yyyyyyyynnyynnnnnnnn"


def test_the_correction_by_hand(press: pd.DataFrame) -> None:
    months = analytics.trend(press, "deepseek", freq="month")
    table = analytics.correct(months, press, validation_of(press, CODED))
    assert table["share"].tolist() == [0.5, 0.25]
    assert table["corrected"].tolist() == pytest.approx([(0.5 + 0.8 - 1) / 0.6, (0.25 + 0.8 - 1) / 0.6])


def test_the_own_estimate_uses_the_rows_own_coded_articles(press: pd.DataFrame) -> None:
    months = analytics.trend(press, "deepseek", freq="month")
    table = analytics.correct(months, press, validation_of(press, CODED))
    assert table["coded"].tolist() == [20, 0]
    assert table["estimated"].iloc[0] == pytest.approx(0.5)  # two too many and two too few
    assert np.isnan(table["estimated"].iloc[1])


@pytest.mark.parametrize(("letters", "estimated"), [("yyyyyynny", False), ("yyyyyynnyn", True)])
def test_a_row_has_its_own_estimate_from_ten_coded_articles(
    press: pd.DataFrame, letters: str, estimated: bool
) -> None:
    months = analytics.trend(press, "deepseek", freq="month")
    first = analytics.correct(months, press, validation_of(press, letters)).iloc[0]
    assert first["coded"] == len(letters)
    assert np.isfinite(first["estimated"]) == estimated


def test_the_tables_own_columns_stay(press: pd.DataFrame) -> None:
    months = analytics.trend(press, "deepseek", freq="month")
    table = analytics.correct(months, press, validation_of(press, CODED))
    pd.testing.assert_frame_equal(table[list(months)], months, check_like=False)


def test_a_perfect_rule_changes_nothing(press: pd.DataFrame) -> None:
    months = analytics.trend(press, "deepseek", freq="month")
    table = analytics.correct(months, press, validation_of(press, "yyyyyyyyyynnnnnnnnnn"))
    assert table["corrected"].tolist() == pytest.approx(months["share"].tolist())
    assert (table["corrected_high"] >= table["high"]).all()  # it is not known to be perfect


@pytest.mark.parametrize("by", ["outlets", "section", "tags", "weekday"])
def test_outlets_and_distributions_are_corrected(press: pd.DataFrame, by: str) -> None:
    counted = (
        analytics.outlets(press, "deepseek")
        if by == "outlets"
        else analytics.distribution(press, by, entity="deepseek")
    )
    table = analytics.correct(counted, press, validation_of(press, "yyyyyyyyyynnnnnnnnnn"))
    assert table["corrected"].tolist() == pytest.approx(counted["share"].tolist())
    assert (
        (table["corrected_low"] <= table["corrected"]) & (table["corrected"] <= table["corrected_high"])
    ).all()


def test_the_outlets_coded_articles_are_counted(press: pd.DataFrame) -> None:
    table = analytics.correct(analytics.outlets(press, "deepseek"), press, validation_of(press, CODED))
    assert table["coded"].tolist() == [10, 10]


def test_some_rows_can_be_corrected(press: pd.DataFrame) -> None:
    weeks = analytics.trend(press, "deepseek", freq="week")
    whole = analytics.correct(weeks, press, validation_of(press, CODED))
    part = analytics.correct(weeks.tail(3), press, validation_of(press, CODED))
    pd.testing.assert_frame_equal(part, whole.tail(3).reset_index(drop=True))


def test_another_subject_is_refused(press: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="both must be the same"):
        analytics.correct(analytics.trend(press, "nvidia"), press, validation_of(press, CODED))


def test_other_fields_are_refused(press: pd.DataFrame) -> None:
    table = analytics.trend(press, "deepseek", fields=["title"])
    with pytest.raises(
        ArgumentError, match="counts DeepSeek in title, the validation DeepSeek in title, body"
    ):
        analytics.correct(table, press, validation_of(press, CODED))


def test_tables_that_cannot_be_corrected_are_refused(press: pd.DataFrame) -> None:
    validation = validation_of(press, CODED)
    with pytest.raises(ArgumentError, match="trend, outlets, distribution"):
        analytics.correct(analytics.timing(press), press, validation)
    with pytest.raises(ArgumentError, match="counts all articles"):
        analytics.correct(analytics.distribution(press, "section"), press, validation)
    elsewhere = analytics.trend(press, "deepseek", freq="month", totals={"2025-01": 90, "2025-02": 90})
    with pytest.raises(ArgumentError, match="totals come from elsewhere"):
        analytics.correct(elsewhere, press, validation)
    with pytest.raises(ArgumentError, match="give the table of validate"):
        analytics.correct(analytics.trend(press, "deepseek"), press, analytics.trend(press, "deepseek"))


def test_a_threshold_is_counted_as_a_series(press: pd.DataFrame) -> None:
    validation = analytics.validate(press, by_coder(a=CODED), "deepseek", question="about", min_score=0.3)
    with pytest.raises(ArgumentError, match="count them in the same way"):
        analytics.correct(analytics.trend(press, "deepseek"), press, validation)
    about = (analytics.aboutness(press, "deepseek")["score"] >= 0.3).rename("about")
    validation = analytics.validate(press, by_coder(a=CODED), about, question="about")
    table = analytics.correct(analytics.trend(press, about, freq="month"), press, validation)
    assert table["corrected"].notna().all()


def test_codes_of_one_kind_are_refused(press: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="all of one kind"):
        analytics.correct(analytics.trend(press, "deepseek"), press, validation_of(press, "yyyy"))


def test_a_rule_no_better_than_chance_has_no_correction(press: pd.DataFrame) -> None:
    table = analytics.correct(
        analytics.trend(press, "deepseek"), press, validation_of(press, "nnnnnnnnnnyyyyyyyyyy")
    )
    assert table["corrected"].isna().all()
