"""Several trends: lines that can be told apart, and names that do not touch."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.text import Text

from analytics import Query, charts, trends
from analytics.charts.canvas.letters import apart
from analytics.charts.canvas.theme import LINES
from analytics.errors import ChartError

from ..cases import SEVEN
from ..tables import WHOLE, daily_table, hatched, texts


def boxes(ax: Axes, wanted: list[str]) -> list[tuple[float, float, float, float]]:
    ax.figure.canvas.draw()  # type: ignore[attr-defined]
    drawn = [text for text in ax.figure.findobj(Text) if text.get_text() in wanted]
    return [text.get_window_extent().extents for text in drawn]


def test_each_line_has_its_name_at_its_end_in_its_colour(sample: pd.DataFrame) -> None:
    ax = charts.trends(trends(sample, SEVEN[:3]))
    named = {text.get_text(): text.get_color() for text in ax.texts if text.get_text()}
    assert named == dict(zip(["DeepSeek", "英偉達", "OpenAI"], LINES, strict=False))


def test_lines_differ_in_dashes_and_marks_not_in_colour_alone(sample: pd.DataFrame) -> None:
    ax = charts.trends(trends(sample, SEVEN[:5]))
    thick = [line for line in ax.lines if line.get_linewidth() > 1.5 and line.get_linestyle() != "None"]
    marked = [line for line in ax.lines if line.get_marker() not in ("None", None, "")]
    assert len({str(line._dash_pattern) for line in thick}) == len(thick) == 5  # type: ignore[attr-defined]
    assert len({line.get_marker() for line in marked}) == len(marked) == 5


def test_the_thick_line_is_the_smoothed_share_and_the_thin_one_the_share(sample: pd.DataFrame) -> None:
    table = trends(sample, ["deepseek"])
    thin, thick, _ = charts.trends(table).lines
    assert thin.get_ydata() == pytest.approx(table["share"].to_numpy() * 100, nan_ok=True)  # type: ignore[arg-type]
    assert thick.get_ydata() == pytest.approx(table["smoothed"].to_numpy() * 100, nan_ok=True)  # type: ignore[arg-type]
    assert thin.get_linewidth() < thick.get_linewidth()


@pytest.mark.parametrize("code", ["zh-HK", "en"])
def test_names_neither_touch_nor_leave_the_sheet(sample: pd.DataFrame, code: str) -> None:
    charts.language(code)
    ax = charts.trends(trends(sample, [*SEVEN[:4], Query("美國 OR 特朗普 OR 關稅 OR 貿易戰")]))
    names = [text.get_text() for text in ax.texts if text.get_text()]
    extents = boxes(ax, names)
    assert len(extents) == 5
    low_to_high = sorted(extents, key=lambda box: box[1])
    assert all(one[3] <= two[1] + 1 for one, two in pairwise(low_to_high))
    assert max(box[2] for box in extents) <= ax.figure.bbox.x1


def test_one_strip_shows_all_articles_of_each_period(sample: pd.DataFrame) -> None:
    table = trends(sample, SEVEN[:3])
    strip = charts.trends(table).figure.axes[1]
    heights = sum(bar.get_height() for bar in strip.patches if bar.get_height() > 0)  # type: ignore[attr-defined]
    assert heights == table.loc[table["entity"] == "DeepSeek", "total"].sum()


def test_more_than_five_get_a_panel_each_on_equal_axes(sample: pd.DataFrame) -> None:
    ax = charts.trends(trends(sample, SEVEN))
    panels = [panel for panel in ax.figure.axes if panel.get_title(loc="left")]
    assert len(panels) == len(SEVEN)
    assert len({panel.get_ylim() for panel in panels}) == 1
    assert panels[0].get_title(loc="left").startswith("DeepSeek")


def test_more_than_five_lines_do_not_fit_one_plot(sample: pd.DataFrame) -> None:
    own = charts.trends(trends(sample, ["deepseek"]))
    with pytest.raises(ChartError, match="7 lines on one plot cannot be told apart; choose 5"):
        charts.trends(trends(sample, SEVEN), own)


def test_the_smoothing_is_told_in_words(sample: pd.DataFrame) -> None:
    assert "佔每周全部文章的百分比；粗線為3周移動平均，細線為每周比例" in texts(
        charts.trends(trends(sample, ["deepseek", "nvidia"]))
    )
    plain = texts(charts.trends(trends(sample, ["deepseek", "nvidia"], window=1)))
    assert "佔每周全部文章的百分比" in plain


def test_the_description_counts_each_subject(sample: pd.DataFrame) -> None:
    told = charts.describe(charts.trends(trends(sample, ["deepseek", "nvidia"])))
    assert "DeepSeek：98篇（34.4%）、英偉達：29篇（10.2%）" in told
    charts.language("en")
    assert "Nvidia 29 (10.2%)" in charts.describe(charts.trends(trends(sample, ["deepseek", "nvidia"])))


def test_each_period_has_a_tooltip_of_all_subjects(sample: pd.DataFrame) -> None:
    drawn = charts.svg(charts.trends(trends(sample, ["deepseek", "nvidia"])))
    assert "2025年1月27日起一周，共45篇：DeepSeek：33篇（73.3%）、英偉達：5篇（11.1%）" in drawn


@pytest.mark.parametrize("names", [1, 3, 7])
def test_nothing_published_is_said(sample: pd.DataFrame, names: int) -> None:
    ax = charts.trends(trends(sample.head(0), SEVEN[:names], start="2025-01-01", end="2025-01-31"))
    assert "沒有數據" in texts(ax)


def test_a_single_period_is_drawn(sample: pd.DataFrame) -> None:
    table = trends(sample, SEVEN[:3], freq="quarter", start="2025-01-01", end="2025-03-31")
    assert charts.describe(charts.trends(table)).startswith("折線圖")
    assert charts.describe(charts.trends(trends(sample, SEVEN, freq="quarter"))).startswith("折線圖")


def test_an_entity_that_never_occurs_lies_at_zero(sample: pd.DataFrame) -> None:
    ax = charts.trends(trends(sample, ["deepseek", "不見經傳"]))
    assert "不見經傳" in texts(ax)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_names_move_apart_and_keep_their_order(places: list[float]) -> None:
    spread = apart(np.array(places), 13.0, 100.0)
    order = np.argsort(places, kind="stable")
    assert (np.diff(spread[order]) >= 13 - 1e-9).all()
    assert spread.min() >= -1e-9
    assert spread.max() <= 100 + 1e-9


def test_names_with_room_stay_where_they_are() -> None:
    assert apart(np.array([10.0, 90.0, 40.0]), 13, 100).tolist() == [10, 90, 40]


@pytest.mark.parametrize("count", [2, 6])
def test_several_trends_are_hatched_for_the_gaps_of_the_whole_corpus(count: int) -> None:
    names = [f"對象{number}" for number in range(count)]
    table = pd.concat([daily_table().assign(entity=name) for name in names], ignore_index=True)
    table = table.assign(smoothed=table["share"], balanced=table["share"])
    table.attrs = {}
    ax = charts.trends(table, gaps=WHOLE)
    assert len(hatched(ax)) == 1
    assert "收集中斷，缺的是數據" in "".join(texts(ax))
