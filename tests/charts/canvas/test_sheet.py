"""The narrow sheet: every chart fits a phone, with letters large enough to read."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pandas as pd
import pytest
from matplotlib.axes import Axes

from analytics import charts
from analytics.charts.canvas.chart import figure_of, narrow_svg
from analytics.charts.canvas.sheet import NARROW, WIDE, is_narrow, narrow_sheet, sheet_width
from analytics.wording import language

from ..cases import CASES
from ..tables import trend_table

_PHONE = 358  # pixels that a page of 390 has for a chart
_SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=["zh-HK", "en"])
def each_language(request: pytest.FixtureRequest) -> Iterator[None]:
    language(request.param)
    yield
    language("zh-HK")


def letters(markup: str) -> list[tuple[float, float]]:
    """Return the left edge, and the size in pixels on a phone, of each text of a chart."""
    root = ElementTree.fromstring(markup)
    scale = _PHONE / float(root.get("viewBox", "").split()[2])
    found = [
        re.match(r"translate\(([-\d.]+) [-\d.]+\) scale\(([\d.]+)", group.get("transform", ""))
        for group in root.iter(f"{_SVG}g")
    ]
    return [(float(text[1]), float(text[2]) * 100 * scale) for text in found if text]


@pytest.mark.parametrize("name", CASES)
def test_every_chart_fits_a_phone_with_letters_of_eleven_pixels(
    sample: pd.DataFrame, name: str, each_language: None
) -> None:
    markup = narrow_svg(CASES[name](sample))
    assert markup is not None
    assert f'viewBox="0 0 {NARROW:g} ' in markup
    drawn = letters(markup)
    assert min(size for _, size in drawn) >= 11
    assert all(-1 <= left <= NARROW for left, _ in drawn)


def test_letters_on_the_wide_sheet_would_be_too_small_on_a_phone() -> None:
    assert min(size for _, size in letters(charts.svg(charts.trend(trend_table())))) < 11


def test_a_phone_gets_no_tooltips() -> None:
    assert "<title>" not in str(narrow_svg(charts.trend(trend_table())))


def test_the_sheet_is_wide_again_afterwards() -> None:
    with narrow_sheet():
        assert (is_narrow(), sheet_width()) == (True, NARROW)
    assert (is_narrow(), sheet_width()) == (False, WIDE)


def test_drawing_for_a_phone_leaves_the_chart_as_it_was() -> None:
    ax = charts.trend(trend_table())
    before = charts.svg(ax)
    narrow_svg(ax)
    assert charts.svg(ax) == before


def _line(ax: Axes) -> None:
    ax.axhline(20)


def _title(ax: Axes) -> None:
    ax.set_title("my title")


def _words(ax: Axes) -> None:
    figure_of(ax).text(0.5, 0.5, "mine")


@pytest.mark.parametrize("change", [_line, _title, _words])
def test_what_an_analyst_drew_on_a_chart_is_not_lost_on_a_phone(change: object) -> None:
    ax = charts.trend(trend_table())
    change(ax)  # type: ignore[operator]
    assert narrow_svg(ax) is None


def test_a_chart_on_axes_of_ones_own_is_not_drawn_again() -> None:
    assert narrow_svg(charts.trend(trend_table(), charts.trend(trend_table()))) is None
