"""A collector gap is hatched; a silence of the press is a zero."""

import re
from collections.abc import Iterator

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.text import Text

from analytics import charts
from analytics.errors import ReportError
from analytics.measures.engine.provenance import provenance
from analytics.measures.stats.proportions import wilson

from .known import known

DAYS = pd.date_range("2025-02-01", "2025-03-31", freq="D", unit="us")


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    charts.language("zh-HK")
    yield
    charts.language("zh-HK")


def gaps_table(*rows: tuple[str | None, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["outlet", "start", "end"]).astype({"outlet": "str"})
    dates = {"start": "datetime64[us]", "end": "datetime64[us]"}
    return table.astype(dates).assign(days=3, expected=12.0, p=1e-6)


def daily_table(matching: int = 1) -> pd.DataFrame:
    lost = (DAYS >= "2025-02-10") & (DAYS <= "2025-02-19")
    table = pd.DataFrame({"period": DAYS, "matching": matching, "total": 5, "partial": False})
    table.loc[lost, ["matching", "total"]] = 0
    low, high = wilson(table["matching"], table["total"])
    table = table.assign(
        share=table["matching"] / table["total"].where(table["total"] > 0), low=low, high=high
    )
    table.attrs = known({"measure": "trend", "entity": "DeepSeek", "entity_en": "DeepSeek", "freq": "day"})
    return table


def by_outlet() -> pd.DataFrame:
    table = pd.concat(
        [daily_table().assign(outlet=name) for name in ("港聲報", "海傍日報")], ignore_index=True
    )
    table.attrs = known(daily_table().attrs | {"measure": "outlets"})
    return table.astype({"outlet": "str"})


def grid() -> pd.DataFrame:
    table = by_outlet().rename(columns={"outlet": "value"})
    table.attrs = known({"by": "outlet", "freq": "day", "entity": None, "undated": 0})
    return table


def hatched(ax: Axes) -> list[tuple[float, float]]:
    boxes = [
        patch.get_extents().transformed(ax.transData.inverted()) for patch in ax.patches if patch.get_hatch()
    ]
    return [(round(box.x0, 3), round(box.x1, 3)) for box in boxes]


def texts(ax: Axes) -> str:
    return "".join(artist.get_text() for artist in ax.figure.findobj(Text))


WHOLE = gaps_table((None, "2025-02-10", "2025-02-19"))


def test_a_gap_is_hatched_from_its_first_day_to_its_last_and_named() -> None:
    ax = charts.trend(daily_table(), gaps=WHOLE)
    first = (pd.Timestamp("2025-02-10") - pd.Timestamp(0)).days
    assert hatched(ax) == [(first - 0.5, first + 9.5)]
    assert "採集中斷" in texts(ax)
    assert "不是沒有報道" in texts(ax)


def test_a_silence_of_the_press_is_a_zero_and_no_gap() -> None:
    ax = charts.trend(daily_table(matching=0), gaps=gaps_table())
    assert hatched(ax) == []
    assert charts.data(ax)["share"].dropna().eq(0).all()
    assert "採集中斷" not in texts(ax)


def test_a_gap_outside_of_the_range_drawn_leaves_no_trace() -> None:
    ax = charts.trend(daily_table(), gaps=gaps_table((None, "2024-11-02", "2024-11-09")))
    assert hatched(ax) == []
    assert "採集中斷" not in texts(ax)


def test_the_trend_of_all_outlets_is_not_hatched_for_the_gap_of_one() -> None:
    assert hatched(charts.trend(daily_table(), gaps=gaps_table(("港聲報", "2025-02-10", "2025-02-19")))) == []


def test_an_outlets_gap_is_hatched_in_its_own_panel() -> None:
    first = charts.outlets(by_outlet(), gaps=gaps_table(("海傍日報", "2025-02-10", "2025-02-19")))
    marked = [bool(hatched(ax)) for ax in first.figure.axes]
    assert sum(marked) == 2  # the line and its strip
    assert not marked[0]


def test_the_map_of_outlets_and_days_hatches_one_row_or_all() -> None:
    gaps = gaps_table((None, "2025-02-10", "2025-02-12"), ("港聲報", "2025-03-01", "2025-03-04"))
    ax = charts.heatmap(grid(), gaps=gaps)
    boxes = [patch for patch in ax.patches if isinstance(patch, Patch) and patch.get_hatch()]
    heights = [abs(round(box.get_extents().transformed(ax.transData.inverted()).height)) for box in boxes]
    assert heights == [2, 1]
    assert hatched(ax) == [(8.5, 11.5), (27.5, 31.5)]
    assert "2處採集中斷" in charts.describe(ax)


def test_gaps_are_drawn_on_outlets_only() -> None:
    table = grid()
    provenance(table).by = "section"
    with pytest.raises(ReportError, match="gaps are those of outlets"):
        charts.heatmap(table, gaps=WHOLE)


@pytest.mark.parametrize("code", ["zh-HK", "en"])
def test_hatching_takes_the_pages_colours_and_links_to_what_is_there(code: str) -> None:
    charts.language(code)
    for ax in (
        charts.trend(daily_table(), gaps=WHOLE),
        charts.outlets(by_outlet(), gaps=WHOLE),
        charts.heatmap(grid(), gaps=WHOLE),
    ):
        drawn = charts.svg(ax)
        assert not re.findall(r"(?<!,)#[0-9a-f]{6}\b", drawn)
        assert set(re.findall(r'(?:href="|url\()#([^")]+)', drawn)) <= set(
            re.findall(r'\bid="([^"]+)"', drawn)
        )
        assert {"zh-HK": "採集中斷：2025年2月10日至2月19日", "en": "collector gap: 10 February 2025 to"}[
            code
        ] in drawn


@pytest.mark.parametrize("count", [2, 6])
def test_several_trends_are_hatched_for_the_gaps_of_the_whole_corpus(count: int) -> None:
    names = [f"對象{number}" for number in range(count)]
    table = pd.concat([daily_table().assign(entity=name) for name in names], ignore_index=True)
    table = table.assign(smoothed=table["share"], balanced=table["share"])
    table.attrs = known(daily_table().attrs | {"measure": "trends", "window": 1})
    ax = charts.trends(table, gaps=WHOLE)
    assert len(hatched(ax)) == 1
    assert "採集中斷，缺的是數據" in texts(ax)
