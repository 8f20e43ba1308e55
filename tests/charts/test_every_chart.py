"""What holds for every chart: sound SVG, both languages, tooltips, tables of every origin, any character."""

import gc
import io
import re
import warnings
import weakref
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter

import analytics
from analytics import charts
from analytics.errors import ArgumentError, ChartError
from analytics.schema import empty

from .cases import CASES

EVERY = pytest.mark.parametrize("name", CASES)
TOPPED = [
    charts.terms,
    charts.keyness,
    charts.rising,
    charts.ngrams,
    charts.kwic,
    charts.ranking,
    charts.compare,
]


def fresh(table: pd.DataFrame) -> pd.DataFrame:
    return table


def concatenated(table: pd.DataFrame) -> pd.DataFrame:
    half = len(table) // 2
    return pd.concat([table.head(half), table.iloc[half:]])


def from_csv(table: pd.DataFrame) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(table.to_csv(index=False)))


def merged(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(key=range(len(table))).merge(pd.DataFrame({"key": range(len(table)), "extra": 1}))


ORIGINS = {origin.__name__: origin for origin in (fresh, concatenated, from_csv, merged)}


@EVERY
@pytest.mark.parametrize("origin", ORIGINS)
def test_a_table_of_any_origin_is_drawn(sample: pd.DataFrame, name: str, origin: str) -> None:
    case = CASES[name]
    table = ORIGINS[origin](case.table(sample))
    ax = case.draw(table)
    assert len(charts.data(ax))
    assert "nan" not in charts.describe(ax).lower().replace("finance", "")
    ElementTree.fromstring(charts.svg(ax))


@EVERY
def test_a_table_of_unknown_origin_does_not_claim_to_hold_all_articles(
    sample: pd.DataFrame, name: str
) -> None:
    ax = CASES[name].draw(from_csv(CASES[name].table(sample)))
    title = charts.describe(ax).split("。")[0].split("，")[0]
    assert "全部文章按" not in title
    assert "全部文章與" not in title
    assert "全部文章在" not in title


@EVERY
@pytest.mark.parametrize("code", ["zh-HK", "en"])
def test_a_chart_is_sound_svg_that_any_page_can_hold(sample: pd.DataFrame, name: str, code: str) -> None:
    charts.language(code)
    drawn = charts.svg(CASES[name](sample))
    root = ElementTree.fromstring(drawn)
    assert "viewBox" in root.attrib
    assert "width" not in root.attrib
    assert "<style" not in drawn
    known = set(re.findall(r"(--chart-[\w-]+):", charts.css()))
    assert set(re.findall(r"var\((--[\w-]+),#", drawn)) <= known
    assert not re.findall(r"(?<!,)#[0-9a-f]{6}\b", drawn)
    targets = set(re.findall(r'\bid="([^"]+)"', drawn))
    assert set(re.findall(r'(?:href="|url\()#([^")]+)', drawn)) <= targets


@EVERY
def test_the_alternative_text_is_in_the_language_set(sample: pd.DataFrame, name: str) -> None:
    table = CASES[name].table(sample)
    chinese = charts.describe(CASES[name].draw(table))
    charts.language("en")
    english = charts.describe(CASES[name].draw(table))
    assert chinese.endswith("。")
    assert not re.search("[，。；：、]", re.sub(r"First: .*|Of .*|[^ ]*[\u4e00-\u9fff][^ ]*", "", english))
    assert chinese != english


@EVERY
def test_marks_carry_tooltips(sample: pd.DataFrame, name: str) -> None:
    assert charts.svg(CASES[name](sample)).count("<title>") >= 2


@EVERY
def test_a_chart_of_the_sample_stays_light(sample: pd.DataFrame, name: str) -> None:
    assert len(charts.svg(CASES[name](sample)).encode()) < 180_000


@EVERY
def test_a_chart_of_nothing_says_so(name: str) -> None:
    ax = CASES[name](empty())
    assert charts.describe(ax).endswith("沒有數據。")
    charts.svg(ax)


@EVERY
def test_one_article_can_be_drawn(sample: pd.DataFrame, name: str) -> None:
    assert charts.svg(CASES[name](sample.head(1)))


@EVERY
def test_columns_that_are_missing_are_named(name: str) -> None:
    with pytest.raises(ChartError, match=r"lacks|needs a column"):
        CASES[name].draw(pd.DataFrame({"nothing": ["of use"]}))


def test_something_that_is_no_table_is_refused() -> None:
    with pytest.raises(ChartError, match="not list"):
        charts.terms([1, 2])  # type: ignore[arg-type]


@pytest.mark.parametrize("draw", TOPPED)
@pytest.mark.parametrize("top", [0, -1, 2.5, True])
def test_top_is_a_number_of_rows(draw: Callable[..., object], top: object, sample: pd.DataFrame) -> None:
    case = next(case for case in CASES.values() if case.draw is draw)
    with pytest.raises(ArgumentError, match="1 or more"):
        draw(case.table(sample), top=top)


@EVERY
def test_characters_without_a_glyph_become_boxes_with_a_note(sample: pd.DataFrame, name: str) -> None:
    table = CASES[name].table(sample.head(40)).head(30)
    for column in (
        "outlet",
        "term",
        "value",
        "title",
        "word",
        "entity",
        "collocate",
        "ngram",
        "first",
        "text",
        "match",
    ):
        if column in table and table[column].dtype == "str":
            table[column] = table[column] + "🧧ไทย\ue123"
    ax = CASES[name].draw(table)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a glyph that is missing
        charts.svg(ax)


@EVERY
def test_a_cell_that_ends_with_a_chart_shows_its_picture_with_its_alternative_text(
    sample: pd.DataFrame, name: str
) -> None:
    ax = CASES[name](sample)
    shown, _ = DisplayFormatter().format(ax)
    assert shown["image/png"].startswith(b"\x89PNG")
    figure = ElementTree.fromstring(shown["text/html"])
    picture = figure.find(".//*[@role='img']")
    assert picture is not None
    assert picture.get("aria-label") == charts.describe(ax)


@EVERY
def test_what_is_saved_are_the_rows_drawn_and_the_whole_table_where_some_are_left_out(
    sample: pd.DataFrame, name: str, tmp_path: Path
) -> None:
    table = CASES[name].table(sample)
    ax = CASES[name].draw(table)
    files = charts.save(ax, tmp_path / "charts" / name)
    left_out = len(charts.data(ax)) < len(table)
    suffixes = [".svg", ".png", ".csv", ".all.csv"] if left_out else [".svg", ".png", ".csv"]
    assert [file.name for file in files] == [name + suffix for suffix in suffixes]
    ElementTree.parse(files[0])
    assert files[1].read_bytes().startswith(b"\x89PNG")
    assert len(pd.read_csv(files[2])) == len(charts.data(ax))
    assert len(pd.read_csv(files[-1])) == len(charts.data(ax, whole=True))


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.draw is charts.ranking])
def test_a_measure_without_a_chart_of_its_name_says_what_draws_it(name: str) -> None:
    assert "charts.ranking : " in (getattr(analytics, name).__doc__ or "")


def test_drawing_leaves_the_analysts_own_settings_alone(sample: pd.DataFrame) -> None:
    before = dict(mpl.rcParams)
    for case in CASES.values():
        case(sample)
    assert dict(mpl.rcParams) == before


def test_figures_do_not_pile_up(sample: pd.DataFrame) -> None:
    table = CASES["terms"].table(sample)
    assert plt.get_fignums() == []
    kept = weakref.ref(charts.terms(table))
    gc.collect()
    assert kept() is None
