"""Charts of several subjects: lines that can be told apart, names that do not touch, and two periods side by side."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text

from analytics import Query, charts, compare, load, trends
from analytics.charts.canvas.theme import LINES, THEME
from analytics.charts.coverage.trends import apart
from analytics.errors import ReportError

KEYS = ["deepseek", "nvidia", "openai", "alibaba", "huawei", "apple", "tencent"]
JANUARY, FEBRUARY = ("2025-01-01", "2025-01-26"), ("2025-01-27", "2025-02-28")


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    charts.language("zh-HK")
    yield
    charts.language("zh-HK")


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return load("data/sample").articles


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.figure.findobj(Text) if text.get_text()]


def boxes(ax: Axes, wanted: list[str]) -> list[tuple[float, float, float, float]]:
    ax.figure.canvas.draw()  # type: ignore[attr-defined]
    drawn = [text for text in ax.figure.findobj(Text) if text.get_text() in wanted]
    return [text.get_window_extent().extents for text in drawn]


# --- lines


def test_each_line_has_its_name_at_its_end_in_its_colour(articles: pd.DataFrame) -> None:
    ax = charts.trends(trends(articles, KEYS[:3]))
    named = {text.get_text(): text.get_color() for text in ax.texts if text.get_text()}
    assert named == dict(zip(["DeepSeek", "英偉達", "OpenAI"], LINES, strict=False))


def test_lines_differ_in_dashes_and_marks_not_in_colour_alone(articles: pd.DataFrame) -> None:
    ax = charts.trends(trends(articles, KEYS[:5]))
    thick = [line for line in ax.lines if line.get_linewidth() > 1.5 and line.get_linestyle() != "None"]
    marked = [line for line in ax.lines if line.get_marker() not in ("None", None, "")]
    assert len({str(line._dash_pattern) for line in thick}) == len(thick) == 5  # type: ignore[attr-defined]
    assert len({line.get_marker() for line in marked}) == len(marked) == 5


def test_the_thick_line_is_the_smoothed_share_and_the_thin_one_the_share(articles: pd.DataFrame) -> None:
    table = trends(articles, ["deepseek"])
    thin, thick, _ = charts.trends(table).lines
    assert thin.get_ydata() == pytest.approx(table["share"].to_numpy() * 100, nan_ok=True)  # type: ignore[arg-type]
    assert thick.get_ydata() == pytest.approx(table["smoothed"].to_numpy() * 100, nan_ok=True)  # type: ignore[arg-type]
    assert thin.get_linewidth() < thick.get_linewidth()


@pytest.mark.parametrize("code", ["zh-HK", "en"])
def test_names_neither_touch_nor_leave_the_sheet(articles: pd.DataFrame, code: str) -> None:
    charts.language(code)
    ax = charts.trends(trends(articles, [*KEYS[:4], Query("美國 OR 特朗普 OR 關稅 OR 貿易戰")]))
    names = [text.get_text() for text in ax.texts if text.get_text()]
    extents = boxes(ax, names)
    assert len(extents) == 5
    low_to_high = sorted(extents, key=lambda box: box[1])
    assert all(one[3] <= two[1] + 1 for one, two in pairwise(low_to_high))
    assert max(box[2] for box in extents) <= ax.figure.bbox.x1


def test_one_strip_shows_all_articles_of_each_period(articles: pd.DataFrame) -> None:
    table = trends(articles, KEYS[:3])
    strip = charts.trends(table).figure.axes[1]
    heights = sum(bar.get_height() for bar in strip.patches if bar.get_height() > 0)  # type: ignore[attr-defined]
    assert heights == table.loc[table["entity"] == "DeepSeek", "total"].sum()


def test_more_than_five_get_a_panel_each_on_equal_axes(articles: pd.DataFrame) -> None:
    ax = charts.trends(trends(articles, KEYS))
    panels = [panel for panel in ax.figure.axes if panel.get_title(loc="left")]
    assert len(panels) == len(KEYS)
    assert len({panel.get_ylim() for panel in panels}) == 1
    assert panels[0].get_title(loc="left").startswith("DeepSeek")


def test_more_than_five_lines_do_not_fit_one_plot(articles: pd.DataFrame) -> None:
    own = charts.trends(trends(articles, ["deepseek"]))
    with pytest.raises(ReportError, match="7 lines on one plot cannot be told apart; choose 5"):
        charts.trends(trends(articles, KEYS), own)


def test_the_smoothing_is_told_in_words(articles: pd.DataFrame) -> None:
    assert "佔每周全部文章的百分比；粗線為3周移動平均，細線為每周比例" in texts(
        charts.trends(trends(articles, ["deepseek", "nvidia"]))
    )
    plain = texts(charts.trends(trends(articles, ["deepseek", "nvidia"], window=1)))
    assert "佔每周全部文章的百分比" in plain


def test_the_description_counts_each_subject(articles: pd.DataFrame) -> None:
    told = charts.describe(charts.trends(trends(articles, ["deepseek", "nvidia"])))
    assert "DeepSeek98篇（34.4%）、英偉達29篇（10.2%）" in told
    charts.language("en")
    assert "Nvidia 29 (10.2%)" in charts.describe(charts.trends(trends(articles, ["deepseek", "nvidia"])))


def test_each_period_has_a_tooltip_of_all_subjects(articles: pd.DataFrame) -> None:
    drawn = charts.svg(charts.trends(trends(articles, ["deepseek", "nvidia"])))
    assert "2025年1月27日起一周，共45篇：DeepSeek33篇（73.3%）、英偉達5篇（11.1%）" in drawn


@pytest.mark.parametrize("names", [1, 3, 7])
def test_nothing_published_is_said(articles: pd.DataFrame, names: int) -> None:
    ax = charts.trends(trends(articles.head(0), KEYS[:names], start="2025-01-01", end="2025-01-31"))
    assert "沒有數據" in texts(ax)


def test_a_single_period_is_drawn(articles: pd.DataFrame) -> None:
    table = trends(articles, KEYS[:3], freq="quarter", start="2025-01-01", end="2025-03-31")
    assert charts.describe(charts.trends(table)).startswith("折線圖")
    assert charts.describe(charts.trends(trends(articles, KEYS, freq="quarter"))).startswith("折線圖")


def test_an_entity_that_never_occurs_lies_at_zero(articles: pd.DataFrame) -> None:
    ax = charts.trends(trends(articles, ["deepseek", ["不見經傳"]]))
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


# --- colours


def lightness_and_hue(colour: str, seen: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of a colour as it is seen."""
    parts = np.array(to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(seen @ linear, 0, 1) / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


# Machado, Oliveira & Fernandes (2009), severity 1.0
SEEN = {
    "all colours": np.eye(3),
    "no red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "no blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}


@pytest.mark.parametrize("seen", SEEN.values(), ids=SEEN)
@pytest.mark.parametrize("shade", [0, 1], ids=["day", "night"])
def test_five_lines_are_told_apart_by_every_kind_of_colour_vision(
    seen: list[list[float]], shade: int
) -> None:
    names = ["main", "second", "line-3", "line-4", "line-5"]
    points = [lightness_and_hue(THEME[f"--chart-{name}"][shade], np.array(seen)) for name in names]
    apart_by = [np.linalg.norm(one - two) for n, one in enumerate(points) for two in points[:n]]
    assert min(apart_by) >= 25


# --- two periods


def test_the_hollow_mark_is_before_and_the_solid_one_after(articles: pd.DataFrame) -> None:
    table = compare(articles, ["deepseek"], JANUARY, FEBRUARY)
    hollow, solid = [line for line in charts.compare(table).lines if line.get_marker() == "o"]
    assert hollow.get_xdata()[0] == pytest.approx(table["before_share"][0] * 100)  # type: ignore[index]
    assert solid.get_xdata()[0] == pytest.approx(table["after_share"][0] * 100)  # type: ignore[index]
    assert to_hex(hollow.get_markerfacecolor()) != to_hex(hollow.get_markeredgecolor())
    assert to_hex(solid.get_markerfacecolor()) == to_hex(solid.get_markeredgecolor())


def test_the_change_stands_in_points_with_its_interval(articles: pd.DataFrame) -> None:
    drawn = texts(charts.compare(compare(articles, ["deepseek", "nvidia"], JANUARY, FEBRUARY)))
    assert {"+30.8", "+17.0至+41.8", "−13.4", "−25.1至−4.0"} <= set(drawn)


def test_a_change_that_may_be_chance_is_paler_and_a_note_says_so(articles: pd.DataFrame) -> None:
    table = compare(articles, ["deepseek", "openai"], JANUARY, FEBRUARY)
    ax = charts.compare(table)
    colours = {text.get_text(): text.get_color() for text in ax.texts}
    assert colours["+30.8"] != colours["−1.0"]
    assert any("95%置信區間包含零" in text for text in texts(ax))
    assert not any("95%置信區間包含零" in text for text in texts(charts.compare(table.head(1))))


def test_a_period_without_articles_has_no_mark_and_no_change(articles: pd.DataFrame) -> None:
    ax = charts.compare(compare(articles, ["deepseek"], ("2023-01-01", "2023-12-31"), FEBRUARY))
    assert "–" in texts(ax)
    assert sum(np.isfinite(line.get_xdata()).all() for line in ax.lines if line.get_marker() == "o") == 1


def test_two_empty_periods_are_no_data(articles: pd.DataFrame) -> None:
    table = compare(articles, ["deepseek"], ("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-12-31"))
    assert "沒有數據" in texts(charts.compare(table))


def test_the_periods_are_named(articles: pd.DataFrame) -> None:
    ax = charts.compare(compare(articles, ["deepseek"], JANUARY, FEBRUARY))
    assert "空心：2025年1月1日至1月26日；實心：2025年1月27日至2月28日" in "".join(texts(ax))
    assert "DeepSeek由17.5%變為48.2%" in charts.describe(ax)
