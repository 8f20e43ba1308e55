"""The seam: counting over a table of any engine."""

import numpy as np
import pandas as pd
import pytest

import analytics
from analytics.errors import CorpusError
from analytics.measures.engine.tally import (
    checked,
    concat,
    filtered,
    map_parts,
    merge_arrays,
    merge_sums,
    sum_by,
    tally,
)
from analytics.schema import empty

from ..parts import Parts
from ..words.tables import table

COUNTS = pd.DataFrame({"outlet": ["乙", None, "甲", "乙"], "articles": [1, 5, 2, 3]}).astype(
    {"outlet": "str"}
)


def test_times_converted_to_another_zone_are_refused_where_days_change() -> None:
    table = analytics.articles(
        pd.DataFrame({"title": ["甲", "乙"], "date": ["2025-01-31 07:30", "2025-01-31 13:00"]})
    )
    moved = table.assign(published=table["published"].dt.tz_convert("UTC"))
    with pytest.raises(CorpusError, match="from Asia/Hong_Kong to UTC: 1 article would fall on other days"):
        checked(moved)
    moved.attrs["timezone"] = "UTC"
    assert checked(moved) is moved


def test_times_converted_to_another_zone_pass_where_no_day_changes() -> None:
    table = analytics.articles(pd.DataFrame({"title": ["甲"], "date": ["2025-01-31 13:00"]}))
    same = table.assign(published=table["published"].dt.tz_convert("UTC"))
    assert checked(same) is same


def test_only_the_columns_asked_for_are_passed_on_each_once() -> None:
    columns = tally(table("天"), list, lambda parts: parts[0], columns=["id", "title", "id"])
    assert columns == ["id", "title"]


def test_parts_are_merged_in_their_order() -> None:
    articles = Parts.of(table("天", "地", "人"), [1, 2])
    assert tally(articles, lambda part: part["body"].item(), "".join) == "天地人"


@pytest.mark.parametrize(
    "function", [lambda given: tally(given, len, sum), lambda given: map_parts(given, len)]
)
def test_what_is_no_table_is_refused(function) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CorpusError, match=r"expected an article table.* not list"):
        function([1, 2])


def test_sums_are_in_the_order_of_the_keys_and_a_missing_key_is_a_group() -> None:
    found = sum_by(COUNTS, ["outlet"])
    assert found["articles"].tolist() == [4, 2, 5]
    assert found["outlet"].fillna("").tolist() == ["乙", "甲", ""]


def test_sums_without_keys_are_one_row() -> None:
    assert sum_by(COUNTS[["articles"]], []).to_numpy().tolist() == [[11]]


def test_merged_sums_are_those_of_the_whole() -> None:
    halves = [sum_by(COUNTS[:2], ["outlet"]), sum_by(COUNTS[2:], ["outlet"])]
    pd.testing.assert_frame_equal(merge_sums("outlet")(halves), sum_by(COUNTS, ["outlet"]))


def test_one_part_is_passed_on_as_it_is() -> None:
    assert merge_sums("outlet")([COUNTS]) is COUNTS
    assert concat([COUNTS]) is COUNTS


def test_concatenated_rows_keep_their_labels() -> None:
    assert concat([COUNTS[2:], COUNTS[:1]]).index.tolist() == [2, 3, 0]


def test_arrays_of_three_parts_are_added() -> None:
    assert merge_arrays([np.array([1, 2])] * 3).tolist() == [3, 6]


def test_a_series_filters_parts_by_their_labels() -> None:
    articles = table("天", "地", "人")
    chosen = pd.Series([False, True, True])
    found = filtered(Parts.of(articles, [2]), chosen)
    assert [piece["body"].tolist() for piece in found.pieces] == [["地"], ["人"]]


def test_a_corpus_is_its_article_table() -> None:
    corpus = analytics.load("data/sample")
    assert checked(corpus) is corpus.articles


@pytest.mark.parametrize(
    ("lacking", "message"),
    [(["title"], "the column title;"), (["body", "tokens"], "the columns body, tokens;")],
)
def test_a_table_that_lacks_columns_is_refused_by_their_names(lacking: list[str], message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        checked(empty().drop(columns=lacking))


def test_publication_times_as_text_are_refused() -> None:
    with pytest.raises(CorpusError, match="published holds str, not times"):
        checked(empty().astype({"published": "str"}))
