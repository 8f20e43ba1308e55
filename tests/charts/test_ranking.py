"""A ranking of any list."""

import json
from itertools import pairwise

import pandas as pd
import pytest

from analytics import charts
from analytics.errors import ChartError

from .cases import CASES
from .tables import texts

RANKED = [name for name, case in CASES.items() if case.draw is charts.ranking]


@pytest.mark.parametrize("name", RANKED)
def test_a_table_without_provenance_is_known_by_its_columns(sample: pd.DataFrame, name: str) -> None:
    table = CASES[name].table(sample)
    origin = json.loads(json.dumps(table.attrs["provenance"]))
    origin["details"].pop("undecided", None)  # a note that only the provenance can fill
    table.attrs["provenance"] = origin
    known = texts(charts.ranking(table))
    table.attrs = {}
    unknown = texts(charts.ranking(table))
    assert len(known) == len(unknown)
    heading = {"behind": "所選時段", "headlines": "報道最多", "concentration": "報道集中"}.get(
        name, known[0][:4]
    )
    assert any(written.startswith(heading) for written in unknown)


def test_any_table_is_drawn_by_the_columns_named() -> None:
    table = pd.DataFrame({"stock": ["港交所", "匯豐"], "price": [300.5, 62.1], "change": [1.5, -0.5]})
    ax = charts.ranking(table, label="stock", length="change")
    assert [bar.get_width() for bar in ax.patches] == [1.5, -0.5]  # type: ignore[attr-defined]
    assert ax.get_xlim()[0] < -0.5
    assert "−0.5" in texts(ax)


def test_without_columns_named_the_first_of_text_and_of_numbers_are_drawn() -> None:
    ax = charts.ranking(pd.DataFrame({"price": [300.5], "stock": ["港交所"]}))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["港交所"]


def test_a_table_without_numbers_is_refused_with_advice() -> None:
    with pytest.raises(ChartError, match="name them as `label` and `length`"):
        charts.ranking(pd.DataFrame({"stock": ["港交所"]}))


def test_rows_left_out_are_counted(sample: pd.DataFrame) -> None:
    ax = charts.ranking(CASES["new_words"].table(sample), top=4)
    assert any(written.startswith("只列首4項，共") for written in texts(ax))


@pytest.mark.parametrize("most", [0.0662, 0.97, 3.4, 48_000.0])
def test_numbers_below_short_bars_stand_apart(most: float) -> None:
    titles = [f"一個很長很長很長很長很長的標題{number}" for number in range(3)]
    table = pd.DataFrame(
        {"id": ["a", "b", "c"], "outlet": ["一間名稱很長的媒體甚至更長"] * 3, "title": titles,
         "published": pd.Timestamp("2025-01-27", tz="Asia/Hong_Kong"), "similarity": [most, most / 2, most / 3]}
    )  # fmt: skip
    ax = charts.ranking(table)
    ax.figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.get_xticklabels() if label.get_text()]
    inside = [box for box in boxes if ax.bbox.x0 - 1 <= (box.x0 + box.x1) / 2 <= ax.bbox.x1 + 1]
    assert inside
    assert all(first.x1 + 3 < second.x0 for first, second in pairwise(inside))
