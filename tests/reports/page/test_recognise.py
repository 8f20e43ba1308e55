"""Every table is recognised by its columns, and then has its sentence, without knowing how it was counted."""

import io

import pandas as pd
import pytest

from analytics import ReportError
from analytics.reports import say
from analytics.reports.page.recognise import frequency_of, measure_of

from ..sentences.golden import TABLES, tables


@pytest.fixture(scope="module")
def counted() -> dict[str, pd.DataFrame]:
    return tables()


def as_csv(table: pd.DataFrame) -> pd.DataFrame:
    """What CSV keeps of a table."""
    return pd.read_csv(io.StringIO(table.to_csv(index=False)))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_provenance_is_recognised_and_has_a_sentence(
    counted: dict[str, pd.DataFrame], name: str
) -> None:
    table = counted[name]
    bare = pd.DataFrame(table.copy())
    bare.attrs = {}
    assert measure_of(bare) == measure_of(table)
    assert repr(say(bare))
    if len(table):
        assert repr(say(as_csv(table)))


def test_a_table_that_no_measure_made_has_no_sentence() -> None:
    with pytest.raises(ReportError, match="no sentence for a table of 甲"):
        say(pd.DataFrame({"甲": [1]}))


def test_a_table_that_lacks_a_column_is_refused_by_the_name_of_the_column(
    counted: dict[str, pd.DataFrame],
) -> None:
    with pytest.raises(ReportError, match="table of `trend` needs the column 'mentions'"):
        say(counted["trend"].drop(columns="mentions"))


@pytest.mark.parametrize(
    ("periods", "freq"),
    [
        (["2025-01-06", "2025-01-07"], "day"),
        (["2025-01-06", "2025-01-20", "2025-01-13"], "week"),
        (["2025-02-01", "2025-03-01"], "month"),
        (["2025-01-01", "2025-04-01"], "quarter"),
        (["2025-01-01"], None),
    ],
)
def test_the_length_of_periods_is_seen_from_their_distance(periods: list[str], freq: str | None) -> None:
    assert frequency_of(pd.DataFrame({"period": periods})) == freq
