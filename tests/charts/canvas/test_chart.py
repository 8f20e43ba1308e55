"""The finished chart: its words, its table, its files."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pandas as pd
import pytest

from analytics import charts
from analytics.charts.canvas.svg import LETTER_ID
from analytics.errors import ChartError

from ..tables import distribution_table, grid_table, terms_table, texts, trend_table


def test_the_same_chart_is_the_same_svg_in_another_process() -> None:
    code = (
        "import analytics, hashlib\n"
        "from analytics import charts\n"
        "pairs = analytics.cooccurrence(analytics.load('data/sample/waingon').articles, 'entities')\n"
        "print(hashlib.sha256(charts.svg(charts.cooccurrence(pairs)).encode()).hexdigest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout


def test_two_charts_on_a_page_share_no_id_but_those_of_equal_letters() -> None:
    drawn = (charts.trend(trend_table()), charts.distribution(distribution_table()))
    first, second = (dict(_named(charts.svg(ax))) for ax in drawn)
    shared = set(first) & set(second)
    assert shared
    assert all(re.fullmatch(LETTER_ID, name) and first[name] == second[name] for name in shared)


def _named(markup: str) -> Iterator[tuple[str, str | None]]:
    """Return the id of each element that has one, and its outline."""
    for element in ElementTree.fromstring(markup).iter():
        if "id" in element.attrib:
            yield element.attrib["id"], element.get("d")


def test_a_saved_svg_is_in_plain_colours_for_drawing_programs(tmp_path: Path) -> None:
    written = charts.save(charts.trend(trend_table()), tmp_path / "trend")[0].read_text(encoding="utf-8")
    assert "var(" not in written
    assert "xlink:href" in written


@pytest.mark.parametrize("name", ["trend", "distribution", "terms"])
def test_the_csv_is_the_table_behind_the_chart(name: str, tmp_path: Path) -> None:
    table = {"trend": trend_table(), "distribution": distribution_table(), "terms": terms_table()}[name]
    ax = getattr(charts, name)(table)
    pd.testing.assert_frame_equal(charts.data(ax), table)
    dates = ["period"] if "period" in table else []
    saved = pd.read_csv(charts.save(ax, tmp_path / name)[2], parse_dates=dates)
    pd.testing.assert_frame_equal(saved, table, check_dtype=False)


def test_rows_that_are_not_drawn_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    files = charts.save(charts.terms(terms_table(), top=2), tmp_path / "terms")
    assert [len(pd.read_csv(file)) for file in files[2:]] == [2, 5]


def test_the_same_chart_saves_the_same_bytes(tmp_path: Path) -> None:
    first, again = (
        charts.save(charts.heatmap(grid_table()), tmp_path / name / "chart") for name in ("a", "b")
    )
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in again]


def test_a_place_that_cannot_be_written_is_an_error_of_the_family(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ChartError, match="cannot be saved there"):
        charts.save(charts.terms(terms_table()), tmp_path / "file" / "chart")


def test_axes_of_somebody_else_have_no_alternative_text() -> None:
    with pytest.raises(ChartError, match="not drawn by"):
        charts.describe(mpl.figure.Figure().add_subplot())


def test_a_character_without_a_glyph_is_a_box_in_the_picture_and_itself_in_the_words() -> None:
    ax = charts.distribution(distribution_table(values=["科技🧧", "港聞"]))
    charts.svg(ax)
    assert "科技□" in texts(ax)
    assert "□：字體沒有的字符。" in "".join(texts(ax))
    assert "科技🧧" in charts.describe(ax)
    assert charts.data(ax)["value"].tolist() == ["科技🧧", "港聞"]


def test_no_note_on_boxes_where_every_character_has_its_glyph() -> None:
    assert not any("字體" in written for written in texts(charts.distribution(distribution_table())))


@pytest.mark.parametrize(("ending", "begins"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".csv", b"term,")])
def test_a_name_with_an_ending_asks_for_that_file_alone(tmp_path: Path, ending: str, begins: bytes) -> None:
    (file,) = charts.save(charts.terms(terms_table(), top=2), tmp_path / f"terms{ending}")
    assert list(tmp_path.iterdir()) == [file] and file.read_bytes().startswith(begins)


def test_a_kind_of_file_that_is_not_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ChartError, match=r"saved as \.svg, \.png and \.csv, not \.pdf"):
        charts.save(charts.terms(terms_table()), tmp_path / "terms.pdf")
