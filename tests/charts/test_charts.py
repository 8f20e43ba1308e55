"""Charts: what they say, in which letters, and that the same chart is the same file."""

import gc
import re
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text

from analytics import charts
from analytics.charts.canvas.layout import TITLE, WIDTH
from analytics.charts.canvas.theme import PAPER, THEME, shorten, text_width, tick_labels
from analytics.errors import ReportError
from analytics.measures.engine.provenance import provenance
from analytics.measures.stats.proportions import newcombe, wilson

from .known import known

WEEKS = pd.date_range("2024-12-30", periods=13, freq="7D", unit="us")
SIDES = ["before_matching", "before_total", "after_matching", "after_total"]
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
    table.attrs = known(
        {
            "measure": "trend",
            "entity": "DeepSeek",
            "entity_en": "DeepSeek",
            "freq": "week",
            "undated": 1,
        }
    )
    return table


def distribution_table(by: str = "section", values: list[str | None] | None = None) -> pd.DataFrame:
    names = ["科技", "財經", "港聞", None] if values is None else values
    table = pd.DataFrame({"period": pd.NaT, "value": pd.Series(names, dtype="str"), "total": 90})
    table["matching"] = list(range(40, 40 - len(names), -1))
    table = shares(table)
    table.attrs = known(
        {
            "measure": "distribution",
            "by": by,
            "entity": None,
            "entity_en": None,
            "freq": None,
            "undated": 0,
        }
    )
    return table


def grid_table() -> pd.DataFrame:
    rows = [
        {"period": week, "value": name, "matching": (n * 3 + k) % 7 if TOTAL[n] else 0, "total": TOTAL[n]}
        for n, week in enumerate(WEEKS)
        for k, name in enumerate(["科技", "財經", "港聞"])
    ]
    table = shares(pd.DataFrame(rows).astype({"value": "str"}))
    table.attrs = known({"by": "section", "entity": None, "entity_en": None, "freq": "week", "undated": 0})
    return table


def outlets_table() -> pd.DataFrame:
    parts = [trend_table().assign(outlet=name) for name in ["港聲報", "獅山財經", "維港晚報", "南風網"]]
    table = pd.concat(parts, ignore_index=True).astype({"outlet": "str"})
    table.attrs = known(trend_table().attrs | {"measure": "outlets"})
    return table


def terms_table() -> pd.DataFrame:
    words = ["模型", "輝達", "股價", "算力", "晶片"]
    frequency = [40, 31, 20, 12, 9]
    return pd.DataFrame({"term": words, "frequency": frequency, "document_frequency": [20, 18, 9, 8, 3]})


def trends_table(names: int = 3) -> pd.DataFrame:
    parts = []
    for number in range(names):
        part = trend_table().assign(entity=f"對象{number}")
        part["matching"] = part["matching"] // (number + 1)
        parts.append(shares(part).assign(smoothed=part["share"].ffill(), balanced=part["share"]))
    table = pd.concat(parts, ignore_index=True).astype({"entity": "str"})
    labels = {f"對象{number}": f"Subject {number}" for number in range(names)}
    table.attrs = known(trend_table().attrs | {"measure": "trends", "window": 3, "labels_en": labels})
    return table


def compare_table() -> pd.DataFrame:
    counts = [("英偉達", 5, 60, 30, 70), ("華為", 0, 60, 2, 70), ("騰訊", 0, 0, 4, 70)]
    table = pd.DataFrame(counts, columns=["entity", *SIDES]).astype({"entity": "str"})
    for side in ("before", "after"):
        part = table[[f"{side}_matching", f"{side}_total"]].set_axis(["matching", "total"], axis=1)
        table = table.join(shares(part)[["share", "low", "high"]].add_prefix(f"{side}_"))
    table["difference"] = table["after_share"] - table["before_share"]
    bounds = newcombe(*(table[name] for name in (*SIDES[2:], *SIDES[:2])))
    table["difference_low"], table["difference_high"] = bounds
    labels = {"英偉達": "Nvidia", "華為": "Huawei", "騰訊": "Tencent"}
    table.attrs = known({"measure": "compare", "labels_en": labels, "undated": 0})
    table.attrs = known(
        table.attrs | {"before": ["2025-01-01", "2025-01-26"], "after": ["2025-01-27", "2025-02-28"]}
    )
    return table


DRAWN: dict[str, Callable[[], Axes]] = {
    "trends": lambda: charts.trends(trends_table()),
    "trends on panels": lambda: charts.trends(trends_table(7)),
    "compare": lambda: charts.compare(compare_table()),
    "trend": lambda: charts.trend(trend_table()),
    "bars": lambda: charts.distribution(distribution_table()),
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
    assert len(pd.read_csv(files[2])) == len(charts.data(DRAWN[name]()))


@pytest.mark.parametrize("name", DRAWN)
def test_chart_stays_light(name: str) -> None:
    assert len(charts.svg(DRAWN[name]()).encode()) < 150_000


def test_a_quarter_of_days_stays_light() -> None:
    days = pd.date_range("2025-01-01", periods=90, freq="D", unit="us")
    rows = [
        {"period": day, "value": f"第{k}版", "matching": (n * 7 + k * 3) % 9, "total": 40}
        for n, day in enumerate(days)
        for k in range(15)
    ]
    table = shares(pd.DataFrame(rows).astype({"value": "str"}))
    table.attrs = known(grid_table().attrs | {"freq": "day"})
    assert len(charts.svg(charts.heatmap(table)).encode()) < 150_000


def test_letters_keep_their_size_in_a_page() -> None:
    drawn = charts.svg(DRAWN["trend"]())
    outlines = re.findall(r"<path [^>]*transform=\"scale\(([\d.]+)\)\"", drawn)
    assert {float(scale) for scale in outlines} == {8 / 64}
    assert "scale(0.135 -0.135)" in drawn  # 13.5 points of a title: outlines stand at 100 points


def test_nothing_in_the_svg_styles_the_page_around_it() -> None:
    assert "<style" not in charts.svg(DRAWN["trend"]())


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


def test_every_link_inside_the_svg_has_its_target() -> None:
    for draw in DRAWN.values():
        drawn = charts.svg(draw())
        assert set(re.findall(r'(?:href="|url\()#([^")]+)', drawn)) <= set(
            re.findall(r'\bid="([^"]+)"', drawn)
        )


@pytest.mark.parametrize("name", DRAWN)
def test_every_colour_can_be_set_by_the_page(name: str) -> None:
    drawn = charts.svg(DRAWN[name]())
    known = set(re.findall(r"(--chart-[\w-]+):", charts.css()))
    assert set(re.findall(r"var\((--[\w-]+),#", drawn)) <= known
    assert not re.findall(r"(?<!,)#[0-9a-f]{6}\b", drawn)


def test_a_saved_svg_is_in_plain_colours_for_drawing_programs(tmp_path: Path) -> None:
    text = charts.save(DRAWN["trend"](), tmp_path / "trend")[0].read_text(encoding="utf-8")
    assert "var(" not in text
    assert "xlink:href" in text


def test_the_steps_of_the_heat_map_are_equal_in_lightness() -> None:
    for shade in (0, 1):
        ramp = [THEME[f"--chart-heat-{n}"][shade] for n in range(1, 8)]
        steps = np.diff([lightness(colour) for colour in ramp])
        assert np.abs(steps / steps.mean() - 1).max() < 0.06


def lightness(colour: str) -> float:
    """CIE L* of an sRGB colour."""
    light = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in to_rgb(colour)
    ]
    return 116 * float(np.dot(light, [0.2126, 0.7152, 0.0722])) ** (1 / 3) - 16


def test_marks_carry_tooltips() -> None:
    assert "<title>2025年1月27日起一周：18篇，佔30篇的60.0%</title>" in charts.svg(DRAWN["trend"]())
    assert "<title>2025年2月24日起一周：沒有文章</title>" in charts.svg(DRAWN["trend"]())
    assert "<title>科技：40 / 90（44.4%）</title>" in charts.svg(DRAWN["bars"]())
    assert "<title>模型：出現40次，見於20篇文章</title>" in charts.svg(DRAWN["terms"]())


def test_trend_names_its_peak_and_its_denominator_in_words() -> None:
    words = charts.describe(DRAWN["trend"]())
    assert "最高為2025年1月27日起一周，30篇中有18篇，佔60.0%" in words
    assert "269篇文章中有69篇" in words


def test_trend_breaks_where_nothing_was_published() -> None:
    line = max(DRAWN["trend"]().lines, key=lambda line: len(line.get_xdata()))
    assert np.isnan(np.asarray(line.get_ydata(), dtype=float)[8])


def test_trend_breaks_where_a_row_was_filtered_out() -> None:
    table = trend_table().drop(index=5)
    line = max(charts.trend(table).lines, key=lambda line: len(line.get_xdata()))
    assert len(line.get_xdata()) == 13
    assert np.isnan(np.asarray(line.get_ydata(), dtype=float)[5])


def test_partial_periods_are_open_marks_on_dashed_lines_and_said_so() -> None:
    ax = DRAWN["trend"]()
    opened = [line for line in ax.lines if line.get_marker() == "o" and line.get_markerfacecolor() == PAPER]
    assert len(opened[0].get_xdata()) == 2
    assert any(line.is_dashed() for line in ax.lines)
    assert any("空心" in text for text in texts(ax))


def test_a_partial_period_makes_no_peak() -> None:
    assert "75.0%" in texts(DRAWN["trend"]())  # the last, partial period: labelled as the last
    assert "佔75.0%" not in charts.describe(DRAWN["trend"]())


def test_interval_is_wholly_inside_the_axis() -> None:
    ax = DRAWN["trend"]()
    assert ax.get_ylim()[1] >= trend_table()["high"].max() * 100


def test_dates_are_written_as_hong_kong_writes_them_and_never_touch() -> None:
    ax = DRAWN["trend"]()
    strip = next(panel for panel in ax.figure.axes if panel is not ax)
    assert [label.get_text() for label in strip.get_xticklabels()][:3] == [
        "12月30日\n2024年",
        "1月13日\n2025年",
        "1月27日",
    ]
    for charts_language, freq, count in [("zh-HK", "day", 365), ("en", "week", 60), ("zh-HK", "month", 40)]:
        charts.language(charts_language)
        periods = pd.Series(
            pd.date_range(
                "2024-01-01", periods=count, freq={"day": "D", "week": "W-MON", "month": "MS"}[freq]
            )
        )
        places, labels = tick_labels(periods, freq, 300)
        widest = max(text_width(label.split("\n")[0], 9) for label in labels)
        assert np.diff(places).min() * 300 / count > widest


def test_a_trend_without_its_attributes_is_drawn_all_the_same() -> None:
    table = trend_table()
    table.attrs = known({})
    assert "起一周" in charts.describe(charts.trend(table))


@pytest.mark.parametrize(
    "table",
    [trend_table().head(0), trend_table().assign(total=0, matching=0, share=np.nan, low=np.nan, high=np.nan)],
    ids=["no rows", "nothing published"],
)
def test_trend_of_nothing_says_so(table: pd.DataFrame) -> None:
    table.attrs = known(trend_table().attrs)
    ax = charts.trend(table)
    assert "沒有數據" in texts(ax)
    assert "沒有數據" in charts.describe(ax)
    charts.svg(ax)


def test_trend_of_an_entity_that_never_occurs_says_so() -> None:
    table = shares(trend_table().assign(matching=0))
    table.attrs = known(trend_table().attrs)
    assert "沒有一篇提及DeepSeek" in charts.describe(charts.trend(table))


def test_trend_of_one_period_is_drawn() -> None:
    table = trend_table(1)
    table.attrs = known(trend_table().attrs)
    charts.svg(charts.trend(table))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.distribution(distribution_table().head(0)),
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
    ax = charts.distribution(distribution_table("weekday", ["1", "2", "3", "4", "5", "6", "7"]))
    assert [label.get_text() for label in ax.get_yticklabels()][:2] == ["星期一", "星期二"]
    charts.language("en")
    ax = charts.distribution(distribution_table("hour", ["0", "1", "2"]))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["00:00", "01:00", "02:00"]


def test_a_missing_value_is_named() -> None:
    assert "（未註明）" in texts(charts.distribution(distribution_table()))


def test_dollars_and_underscores_are_text_and_not_mathematics() -> None:
    label = "$5.6億與$x_1$"
    ax = charts.distribution(distribution_table(values=[label, "a_b^c\\frac"]))
    assert label in texts(ax)
    charts.svg(ax)


def test_a_missing_glyph_fails_and_is_named() -> None:
    ax = charts.distribution(distribution_table(values=["科技\U00012000"]))
    with pytest.raises(ReportError, match=r"no glyph for \U00012000 \(U\+12000\)"):
        charts.svg(ax)


@pytest.mark.parametrize("char", list("嘅咗啲喺嚟衞綫裏啩喎冚唥𨋢𡃁㷫"))
def test_hong_kong_characters_have_their_glyphs(char: str) -> None:
    charts.svg(charts.distribution(distribution_table(values=[f"字{char}"])))


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
    for _ in range(3):
        DRAWN["bars"]()
    assert plt.get_fignums() == []
    kept = weakref.ref(DRAWN["bars"]())
    gc.collect()
    assert kept() is None


@pytest.mark.parametrize("name", DRAWN)
def test_a_cell_that_ends_with_a_chart_shows_its_picture(name: str) -> None:
    shown, _ = DisplayFormatter().format(DRAWN[name]())
    assert shown["image/png"].startswith(b"\x89PNG")


def test_charts_can_be_drawn_into_axes_of_ones_own() -> None:
    figure, own = plt.subplots(2, 2, figsize=(11, 8), layout="constrained")
    label = "$5.6億與$x_1$"
    drawn = [
        charts.terms(terms_table(), ax=own[0, 0]),
        charts.distribution(distribution_table(values=[label, "港聞"]), ax=own[0, 1]),
        charts.trend(trend_table(), ax=own[1, 0]),
        charts.heatmap(grid_table(), ax=own[1, 1]),
    ]
    assert drawn == [own[0, 0], own[0, 1], own[1, 0], own[1, 1]]
    assert "詞語" in charts.describe(own[0, 0])  # each keeps its own words
    assert "折線圖" in charts.describe(own[1, 0])
    charts.svg(own[0, 0])  # every glyph is there: the letters are ours
    assert not any(text.get_parse_math() for text in own[0, 1].get_yticklabels())
    plt.close(figure)


def test_what_is_behind_a_chart_is_its_table_and_so_is_the_csv(tmp_path: Path) -> None:
    for name, table in {"trend": trend_table(), "bars": distribution_table(), "terms": terms_table()}.items():
        ax = DRAWN[name]()
        pd.testing.assert_frame_equal(charts.data(ax), table)
        saved = pd.read_csv(
            charts.save(ax, tmp_path / name)[2], parse_dates=["period"] if "period" in table else None
        )
        pd.testing.assert_frame_equal(saved, table, check_dtype=False, check_names=True)


def test_the_same_chart_saves_the_same_bytes(tmp_path: Path) -> None:
    first, again = (charts.save(DRAWN["heatmap"](), tmp_path / name / "chart") for name in ("a", "b"))
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in again]


def test_a_place_that_cannot_be_written_is_an_error_of_the_family(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportError, match="cannot be saved there"):
        charts.save(DRAWN["terms"](), tmp_path / "file" / "chart")


def test_outlets_are_ranked_by_share_and_the_unnamed_come_last() -> None:
    names = ["港聲報", None, "獅山財經"]
    table = pd.DataFrame({"period": pd.NaT, "outlet": pd.Series(names, dtype="str"), "matching": [9, 3, 30]})
    table = shares(table.assign(total=[60, 4, 61], mentions=0, partial=False))
    table.attrs = known(trend_table().attrs | {"measure": "outlets", "freq": None})
    ax = charts.distribution(table)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["獅山財經", "港聲報", "（未註明）"]
    assert "30／61" in texts(ax)
    assert "獅山財經（49.2%，61篇中的30篇）" in charts.describe(ax)


def test_zero_and_nothing_published_look_different_on_the_heat_map() -> None:
    ax = DRAWN["heatmap"]()
    assert "沒有文章" in texts(ax)
    mesh = ax.collections[0]
    assert to_hex(mesh.cmap(mesh.norm(0.0))) == PAPER
    assert to_hex(mesh.cmap(mesh.norm(1.0))) == THEME["--chart-heat-1"][0]


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda: charts.trend(terms_table()), "lacks period"),
        (lambda: charts.distribution(grid_table()), "draw it with `heatmap`"),
        (lambda: charts.heatmap(distribution_table()), "a `freq`"),
        (lambda: charts.heatmap(grid_table(), value="total"), "'matching' or 'share'"),
        (lambda: charts.outlets(outlets_table().assign(period=pd.NaT)), "a `freq`"),
    ],
)
def test_the_wrong_table_is_refused_with_advice(draw: Callable[[], Axes], said: str) -> None:
    with pytest.raises(ReportError, match=said):
        draw()


def test_a_long_title_keeps_to_two_lines() -> None:
    table = trend_table()
    provenance(table).label = "深度求索公司及其創辦人梁文鋒與旗下各個人工智能模型" * 3
    title = [text for text in charts.trend(table).figure.texts if text.get_fontsize() == TITLE]
    assert len(title) == 2
    assert title[1].get_text().endswith("…")
    assert max(text_width(line.get_text(), TITLE) for line in title) < WIDTH


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
    table.attrs = known({"target": "DeepSeek", "reference": None})
    return table


def test_keyness_shows_both_sides_and_leaves_out_what_may_be_chance() -> None:
    ax = charts.keyness(keyness_table())
    shown = texts(ax)
    assert "開源" not in shown
    assert "「DeepSeek」最突出的是模型、算力；「其餘文章」最突出的是樓市、天氣" in charts.describe(ax)
    charts.svg(ax)


def test_keyness_of_one_side_or_of_nothing_is_drawn() -> None:
    for table in (keyness_table().head(2), keyness_table().tail(2), keyness_table().head(0)):
        table.attrs = known(keyness_table().attrs)
        charts.svg(charts.keyness(table))


def test_bursts_are_shaded_and_numbered_on_the_trend() -> None:
    bursts = pd.DataFrame({"burst": [1], "start": [WEEKS[4]], "end": [WEEKS[5]]})
    ax = charts.trend(trend_table(), bursts=bursts)
    assert "1" in texts(ax)
    assert "<title>升溫時段1</title>" in charts.svg(ax)
