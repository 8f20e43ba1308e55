"""Where the collector fell silent, and what ails a corpus."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics import gaps, health, load
from analytics.errors import CorpusError

TableOf = Callable[..., pd.DataFrame]

GAPS = {"outlet": "str", "start": "datetime64[us]", "end": "datetime64[us]", "days": "int64"}


def gap_table(*rows: tuple[str | None, str, str, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(GAPS))
    return table.astype({"start": "datetime64[us]", "end": "datetime64[us]"}).astype(GAPS)


def articles_of(table_of: TableOf, days: dict[str, list[int]]) -> pd.DataFrame:
    """Articles by outlet, one on each of the days of January."""
    return table_of(
        *(
            {"outlet": outlet or None, "published": f"2025-01-{day:02} 09:00"}
            for outlet, published in days.items()
            for day in published
        )
    )


def test_gaps_of_the_corpus_come_first_then_the_longest(table_of: TableOf) -> None:
    articles = articles_of(table_of, {"港聲報": [1, 2, 4, 8], "海傍日報": [1, 2, 4, 8]})
    wanted = gap_table(
        (None, "2025-01-05", "2025-01-07", 3),
        (None, "2025-01-03", "2025-01-03", 1),
        ("海傍日報", "2025-01-05", "2025-01-07", 3),
        ("港聲報", "2025-01-05", "2025-01-07", 3),
        ("海傍日報", "2025-01-03", "2025-01-03", 1),
        ("港聲報", "2025-01-03", "2025-01-03", 1),
    )
    assert_frame_equal(gaps(articles), wanted)


def test_a_day_with_any_outlet_is_no_gap_of_the_corpus(table_of: TableOf) -> None:
    articles = articles_of(table_of, {"港聲報": [1, 2, 3, 6], "海傍日報": [4, 5]})
    assert_frame_equal(gaps(articles), gap_table(("港聲報", "2025-01-04", "2025-01-05", 2)))


def test_an_outlet_that_starts_late_is_silent_from_the_corpus_first_day(table_of: TableOf) -> None:
    articles = articles_of(table_of, {"港聲報": [1, 2, 3, 4], "海傍日報": [3, 4]})
    assert_frame_equal(gaps(articles), gap_table(("海傍日報", "2025-01-01", "2025-01-02", 2)))


def test_an_outlet_of_fewer_than_half_of_the_days_is_not_listed(table_of: TableOf) -> None:
    articles = articles_of(table_of, {"港聲報": [1, 2, 3, 4, 5], "周刊": [1, 5]})
    assert len(gaps(articles)) == 0


def test_articles_without_an_outlet_fill_the_corpus_only(table_of: TableOf) -> None:
    articles = articles_of(table_of, {"": [2], "港聲報": [1, 3]})
    assert_frame_equal(gaps(articles), gap_table(("港聲報", "2025-01-02", "2025-01-02", 1)))


def test_a_late_evening_in_utc_fills_the_next_day_in_hong_kong(table_of: TableOf) -> None:
    dates = ["2025-01-01 09:00", "2025-01-01T20:00Z", "2025-01-03 09:00"]
    assert len(gaps(table_of(*({"published": date} for date in dates)))) == 0


@pytest.mark.parametrize("rows", [[], [0], [6]], ids=["empty", "one article", "all undated"])
def test_hardly_any_articles_have_no_gaps_and_the_same_columns(press: pd.DataFrame, rows: list[int]) -> None:
    assert_frame_equal(gaps(press.iloc[rows]), gap_table())


def test_health_of_a_folder_by_hand(folder: Path) -> None:
    table = health(load(folder, cache=False))
    assert table.dtypes.astype(str).to_dict() == {"item": "str", "value": "str"}
    assert dict(table.itertuples(index=False)) == {
        "files": "6",
        "articles": "4",
        "rejected": "2",
        "repaired": "0",
        "undated": "1",
        "duplicates": "1",
        "skipped": "1",
        "outlets": "2",
        "first": "2025-01-06",
        "last": "2025-01-10",
        "days": "3",
        "silent_days": "2",
        "characters": str(len("工務小組通過撥款氣溫跌至八度寄自灣仔健兒出賽")),
        "empty_bodies": "0",
    }


def test_health_counts_every_document_once(folder: Path) -> None:
    value = health(load(folder, cache=False)).set_index("item")["value"].astype(str)
    assert int(value["files"]) == int(value["articles"]) + int(value["rejected"])


def test_health_of_undated_articles_has_no_first_and_last_day(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 讀者來函\n---\n\n寄自灣仔。\n", encoding="utf-8")
    value = health(load(tmp_path, cache=False)).set_index("item")["value"]
    assert value[["first", "last", "days", "silent_days", "undated"]].tolist() == ["", "", "0", "0", "1"]


def test_gaps_of_a_corpus_are_those_of_its_articles(folder: Path) -> None:
    corpus = load(folder, cache=False)
    assert_frame_equal(gaps(corpus), gaps(corpus.articles))  # type: ignore[arg-type]


def test_what_is_no_article_table_is_refused() -> None:
    with pytest.raises(CorpusError, match="expected an article table"):
        gaps(pd.Series(["2025-01-01"]))  # type: ignore[arg-type]
