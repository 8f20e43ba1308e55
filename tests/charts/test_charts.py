"""Charts: what they say, in which letters, and that the same chart is the same file."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

from analytics import charts
from analytics.charts.style import shorten
from analytics.errors import ReportError
from analytics.measures.stats import wilson

WEEKS = pd.date_range("2024-12-30", periods=13, freq="7D", unit="us")
MATCHING = [0, 1, 0, 2, 18, 14, 9, 7, 0, 6, 5, 4, 3]
TOTAL = [9, 24, 26, 25, 30, 27, 24, 25, 0, 26, 24, 25, 4]


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    charts.language("zh-HK")
    yield
    charts.language("zh-HK")


def shares(table: pd.DataFrame) -> pd.DataFrame:
    low, high = wilson(table["matching"], table["total"])
    return table.assign(share=table["matching"] / table["total"].replace(0, np.nan), low=low, high=high)


def trend_table(rows: int = 13) -> pd.DataFrame:
    table = pd.DataFrame({"period": WEEKS, "matching": MATCHING, "total": TOTAL}).head(rows)
    table = shares(table).assign(mentions=table["matching"] * 3, partial=[n in (0, 12) for n in table.index])
    table.attrs = {
        "measure": "trend",
        "entity": "DeepSeek",
        "entity_en": "DeepSeek",
        "freq": "week",
        "undated": 1,
    }
    return table


def distribution_table(by: str = "section", values: list[str | None] | None = None) -> pd.DataFrame:
    names = ["科技", "財經", "港聞", None] if values is None else values
    table = pd.DataFrame({"period": pd.NaT, "value": pd.Series(names, dtype="str"), "total": 90})
    table["matching"] = list(range(40, 40 - len(names), -1))
    table = shares(table)
    table.attrs = {
        "measure": "distribution",
        "by": by,
        "entity": None,
        "entity_en": None,
        "freq": None,
        "undated": 0,
    }
    return table


def grid_table() -> pd.DataFrame:
    rows = [
        {"period": week, "value": name, "matching": (n * 3 + k) % 7 if TOTAL[n] else 0, "total": TOTAL[n]}
        for n, week in enumerate(WEEKS)
        for k, name in enumerate(["科技", "財經", "港聞"])
    ]
    table = shares(pd.DataFrame(rows).astype({"value": "str"}))
    table.attrs = {"by": "section", "entity": None, "entity_en": None, "freq": "week", "undated": 0}
    return table


def outlets_table() -> pd.DataFrame:
    parts = [trend_table().assign(outlet=name) for name in ["港聲報", "獅山財經", "維港晚報", "南風網"]]
    table = pd.concat(parts, ignore_index=True).astype({"outlet": "str"})
    table.attrs = trend_table().attrs | {"measure": "outlets"}
    return table


def terms_table() -> pd.DataFrame:
    words = ["模型", "輝達", "股價", "算力", "晶片"]
    frequency = [40, 31, 20, 12, 9]
    return pd.DataFrame({"term": words, "frequency": frequency, "document_frequency": [20, 18, 9, 8, 3]})


DRAWN: dict[str, Callable[[], Axes]] = {
    "trend": lambda: charts.trend(trend_table()),
    "bars": lambda: charts.bars(distribution_table()),
    "heatmap": lambda: charts.heatmap(grid_table()),
    "terms": lambda: charts.terms(terms_table()),
    "outlets": lambda: charts.outlets(outlets_table()),
}


def texts(ax: Axes) -> list[str]:
    return [artist.get_text() for artist in ax.figure.findobj(Text) if artist.get_text()]


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("code", ["zh-HK", "en"])
def test_chart_is_sound_svg_with_a_description_in_its_language(name: str, code: str) -> None:
    charts.language(code)
    ax = DRAWN[name]()
    root = ElementTree.fromstring(charts.svg(ax))
    assert root.tag.endswith("svg")
    assert "viewBox" in root.attrib
    assert "width" not in root.attrib
    assert bool(
        re.search(
            r"[\u4e00-\u9fff]",
            re.sub("港聲報|獅山財經|維港晚報|南風網|科技|財經|港聞|（未註明）", "", charts.describe(ax)),
        )
    ) == (code == "zh-HK" or name == "terms")


@pytest.mark.parametrize("name", DRAWN)
def test_chart_saves_svg_png_and_the_csv_behind_it(name: str, tmp_path: Path) -> None:
    files = charts.save(DRAWN[name](), tmp_path / "charts" / name)
    assert [file.name for file in files] == [f"{name}.svg", f"{name}.png", f"{name}.csv"]
    ElementTree.parse(files[0])
    assert files[1].read_bytes().startswith(b"\x89PNG")
    assert len(pd.read_csv(files[2])) == len(charts.behind(DRAWN[name]()))


@pytest.mark.parametrize("name", DRAWN)
def test_chart_stays_light(name: str) -> None:
    assert len(charts.svg(DRAWN[name]())) < 160_000


def test_the_same_chart_is_the_same_svg_in_another_process() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests/charts'); import test_charts as t; from analytics import charts;"
        "sys.stdout.buffer.write(charts.svg(t.DRAWN['trend']()).encode())"
    )
    root = Path(__file__).parents[2]
    other = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, check=True
    ).stdout.decode()
    assert other == charts.svg(DRAWN["trend"]())


def test_two_charts_on_a_page_share_no_id() -> None:
    first, second = (
        set(re.findall(r'\bid="([^"]+)"', charts.svg(DRAWN[name]()))) for name in ("trend", "bars")
    )
    assert first
    assert not first & second


def test_colours_can_be_set_by_the_page() -> None:
    drawn = charts.svg(DRAWN["trend"]())
    assert {"--chart-ink", "--chart-main", "--chart-grid"} <= set(re.findall(r"var\((--[\w-]+),#", drawn))


def test_marks_carry_tooltips() -> None:
    assert "<title>2025年1月27日起一周：18篇，佔30篇的60.0%</title>" in charts.svg(DRAWN["trend"]())


def test_trend_names_its_peak_and_its_denominator_in_words() -> None:
    words = charts.describe(DRAWN["trend"]())
    assert "最高為2025年1月27日起一周，30篇中有18篇，佔60.0%" in words
    assert "269篇文章中有69篇" in words


def test_trend_breaks_where_nothing_was_published() -> None:
    line = max(DRAWN["trend"]().lines, key=lambda line: len(line.get_xdata()))
    assert np.isnan(np.asarray(line.get_ydata(), dtype=float)[8])


def test_partial_periods_are_open_marks_and_said_so() -> None:
    ax = DRAWN["trend"]()
    marks = [line for line in ax.lines if len(line.get_xdata()) == 1]
    assert marks[0].get_markerfacecolor() != marks[1].get_markerfacecolor()
    assert any("空心" in text for text in texts(ax))


@pytest.mark.parametrize(
    "table",
    [trend_table().head(0), trend_table().assign(total=0, matching=0, share=np.nan, low=np.nan, high=np.nan)],
    ids=["no rows", "nothing published"],
)
def test_trend_of_nothing_says_so(table: pd.DataFrame) -> None:
    table.attrs = trend_table().attrs
    ax = charts.trend(table)
    assert "沒有數據" in texts(ax)
    assert "沒有數據" in charts.describe(ax)
    charts.svg(ax)


def test_trend_of_an_entity_that_never_occurs_says_so() -> None:
    table = shares(trend_table().assign(matching=0))
    table.attrs = trend_table().attrs
    assert "沒有一篇提及DeepSeek" in charts.describe(charts.trend(table))


def test_trend_of_one_period_is_drawn() -> None:
    table = trend_table(1)
    table.attrs = trend_table().attrs
    charts.svg(charts.trend(table))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.bars(distribution_table().head(0)),
        lambda: charts.heatmap(grid_table().head(0)),
        lambda: charts.terms(terms_table().head(0)),
        lambda: charts.outlets(outlets_table().head(0)),
    ],
    ids=["bars", "heatmap", "terms", "outlets"],
)
def test_other_charts_of_nothing_say_so(draw: Callable[[], Axes]) -> None:
    ax = draw()
    assert "沒有數據" in texts(ax)
    charts.svg(ax)


def test_weekdays_and_hours_are_named_and_keep_their_order() -> None:
    ax = charts.bars(distribution_table("weekday", ["1", "2", "3", "4", "5", "6", "7"]))
    assert [label.get_text() for label in ax.get_yticklabels()][:2] == ["星期一", "星期二"]
    charts.language("en")
    ax = charts.bars(distribution_table("hour", ["0", "1", "2"]))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["00:00", "01:00", "02:00"]


def test_a_missing_value_is_named() -> None:
    assert "（未註明）" in texts(charts.bars(distribution_table()))


def test_dollars_and_underscores_are_text_and_not_mathematics() -> None:
    label = "$5.6億與$x_1$"
    ax = charts.bars(distribution_table(values=[label, "a_b^c\\frac"]))
    assert label in texts(ax)
    charts.svg(ax)


def test_a_missing_glyph_fails_and_is_named() -> None:
    ax = charts.bars(distribution_table(values=["科技\U00012000"]))
    with pytest.raises(ReportError, match=r"no glyph for \U00012000 \(U\+12000\)"):
        charts.svg(ax)


@pytest.mark.parametrize("char", list("嘅咗啲喺嚟衞綫裏啩喎冚唥𨋢𡃁㷫"))
def test_hong_kong_characters_have_their_glyphs(char: str) -> None:
    charts.svg(charts.bars(distribution_table(values=[f"字{char}"])))


def test_a_silent_period_is_not_a_zero_on_the_heat_map() -> None:
    ax = DRAWN["heatmap"]()
    cells = np.ma.getmaskarray(ax.collections[0].get_array())
    assert cells[:, 8].all()
    assert not cells[:, 7].any()


def test_drawing_leaves_the_analysts_own_settings_alone() -> None:
    before = dict(mpl.rcParams)
    for draw in DRAWN.values():
        charts.svg(draw())
    assert dict(mpl.rcParams) == before


def test_figures_do_not_pile_up() -> None:
    import matplotlib.pyplot as plt

    for _ in range(3):
        DRAWN["bars"]()
    assert plt.get_fignums() == []


def test_a_figure_shows_itself_in_a_notebook() -> None:
    assert DRAWN["terms"]().figure._repr_png_().startswith(b"\x89PNG")


def test_a_chart_can_be_drawn_into_axes_of_ones_own() -> None:
    own = mpl.figure.Figure().add_subplot()
    assert charts.terms(terms_table(), ax=own) is own


def test_unknown_language_offers_the_near_miss() -> None:
    with pytest.raises(ReportError, match="did you mean 'zh-HK'"):
        charts.language("zh-hk")


def test_describing_somebody_elses_axes_is_an_error_of_the_family() -> None:
    with pytest.raises(ReportError, match="not drawn by"):
        charts.describe(mpl.figure.Figure().add_subplot())


def test_shortened_labels_fit_their_width() -> None:
    assert shorten("北部都會區發展策略諮詢委員會", 6) == "北部都會區…"
    assert shorten("DeepSeek", 6) == "DeepSeek"


def keyness_table() -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "term": ["模型", "算力", "開源", "天氣", "樓市"],
            "target_frequency": [40, 20, 9, 2, 0],
            "reference_frequency": [2, 3, 4, 30, 41],
            "log_likelihood": [52.0, 18.5, 2.1, -30.4, -60.2],
            "log_ratio_low": [2.4, 1.1, 0.0, -1.9, -3.0],
        }
    )
    table.attrs = {"target": "DeepSeek", "reference": None}
    return table


def test_keyness_shows_both_sides_and_leaves_out_what_may_be_chance() -> None:
    ax = charts.keyness(keyness_table())
    shown = texts(ax)
    assert "開源" not in shown
    assert "「DeepSeek」最突出的是模型、算力；「其餘文章」最突出的是樓市、天氣" in charts.describe(ax)
    charts.svg(ax)


def test_keyness_of_one_side_or_of_nothing_is_drawn() -> None:
    for table in (keyness_table().head(2), keyness_table().tail(2), keyness_table().head(0)):
        table.attrs = keyness_table().attrs
        charts.svg(charts.keyness(table))


def test_bursts_are_shaded_and_numbered_on_the_trend() -> None:
    bursts = pd.DataFrame({"burst": [1], "start": [WEEKS[4]], "end": [WEEKS[5]]})
    ax = charts.trend(trend_table(), bursts=bursts)
    assert "1" in texts(ax)
    assert "<title>升溫時段1</title>" in charts.svg(ax)
