"""What a notebook displays: charts, tables and sentences, as HTML that needs no script and no style of its own."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ... import charts
from ...charts.canvas.chart import Axes, ChartAxes, csv_bytes, narrow_svg, svg_and_save
from ...errors import AnalyticsError, ReportError
from ...measures.engine.provenance import provenance
from ...wording import either, text
from .environment import FIGURES
from .escape import escaped
from .recognise import measure_of
from .tables import column_heading, readable, table_html

SOURCE = '<span class="source"></span>'  # under every chart; a page says here which corpus was counted
FILES = '<p class="files" data-stem="{}"></p>'  # a page links the files of the chart here
WHOLE = '<p class="files" data-whole="{}"></p>'  # a page links the whole of a table here
_FOLDED_ROWS = 200  # keeps a page of many years light
# Of a whole table: a list of mentions grows with the corpus, and pages are kept for weeks
_FILE_ROWS = 100_000
_BARE_ROWS = 25  # of a table at the end of a cell

Caption = str | tuple[str, str] | None


# JupyterLab aligns all cells right; a page has a style sheet of its own
_LAB_STYLE = (
    "<style>.scroll th,.scroll td{text-align:left!important}"
    ".scroll .number,.scroll .before{text-align:right!important}</style>"
)


@dataclass(frozen=True)
class Piece:
    """A piece of a page: HTML for readers, plain text for everything else."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        in_lab = FIGURES not in os.environ and "<table" in self.html
        return _LAB_STYLE + self.html if in_lab else self.html

    def __repr__(self) -> str:
        return self.text


def figure(ax: Axes, caption: Caption = None) -> Piece:
    """Show a chart with its alternative text, and with its table one click away.

    In a notebook that begins with `reports.parameters` a chart at the end of a cell is shown so by itself; this
    function adds a caption.

    Parameters
    ----------
    ax : matplotlib Axes
        What a chart of `analytics.charts` returned.
    caption : str or pair of str, optional
        A line under it; of a pair, the Chinese or the English one.

    Returns
    -------
    Piece
        A `<figure>` with inline SVG; where nothing was counted, a line that says so.

    Raises
    ------
    AnalyticsError
        The chart is not of `analytics.charts`, or a character has no glyph.

    Examples
    --------
    >>> from analytics import charts, load, trend
    >>> ax = charts.trend(trend(load("data/sample").articles, "deepseek"))
    >>> "<svg" in figure(ax).html
    True
    """
    described, drawn = charts.describe(ax), charts.data(ax)
    if _says_nothing(drawn):
        return Piece(f'<p class="none">{escaped(text("pages.chart.nothing"))}</p>', described)
    stem = _stem(drawn)
    svg = _for_both(svg_and_save(ax, stem), narrow_svg(ax)) if stem else charts.svg(ax)
    files = FILES.format(stem.name) if stem else ""
    under = f"<figcaption>{escaped(_in_language(caption))}{SOURCE}</figcaption>"
    data = _folded(text("pages.chart.data"), drawn, _FOLDED_ROWS)
    plot = f'<div class="plot" tabindex="0" role="img" aria-label="{escaped(described)}">{svg}</div>'
    return Piece(f"<figure>{plot}{under}{data}{files}</figure>", described)


def table(
    frame: pd.DataFrame,
    caption: Caption = None,
    *,
    top: int | None = None,
    by: Sequence[str] = (),
    folded: bool = False,
) -> Piece:
    """Show a table with the headings, shares and dates that readers know.

    In a notebook that begins with `reports.parameters` a table at the end of a cell is shown so by itself; this
    function chooses its rows, its groups and its caption.

    Parameters
    ----------
    frame : DataFrame
        Any tidy table. `low` and `high` become one column; a `title` with a `source_url` becomes a link.
    caption : str or pair of str, optional
        What it holds; of a pair, the Chinese or the English one.
    top : int, optional
        How many rows; a line below counts the rest.
    by : sequence of str
        Columns that stand once above the rows that share them.
    folded : bool
        Whether to show it only on a click.

    Returns
    -------
    Piece
        A `<table>` in a frame that scrolls by itself; where it has no rows, a line that says so. Where rows are left
        out, a build puts the whole table beside the page as CSV, up to 100,000 rows, and the page links it.

    Raises
    ------
    ReportError
        It is no DataFrame.

    Examples
    --------
    >>> table(pd.DataFrame({"outlet": ["海角日報"], "share": [0.25]})).text.split()
    ['媒體', '比例', '0', '海角日報', '25.0%']
    """
    if not isinstance(frame, pd.DataFrame):
        raise ReportError(f"expected a table, not {type(frame).__name__}; reports.figure shows a chart")
    label = _in_language(caption) or text("pages.table.label")
    shown = readable(frame.head(top) if top else frame)
    plain = shown.rename(columns={name: column_heading(str(name), frame) for name in shown}).to_string()
    if folded and len(frame):
        top = top or _FOLDED_ROWS
        return Piece(_folded(label, frame, top, _whole_file(frame, top)), plain)
    shown_rows = table_html(frame, label, titled=caption is not None, top=top, by=by)
    return Piece(shown_rows + _whole_file(frame, top), plain)


def sentence(written: str) -> Piece:
    """Show a sentence that code wrote.

    >>> sentence("每天都有文章。")
    每天都有文章。
    """
    return Piece(f"<p>{escaped(written)}</p>", written)


def show_bare() -> None:
    """Let charts and tables at the end of a notebook's cells show themselves as `figure` and `table` do.

    Outside a notebook it does nothing.
    """
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        return
    formatter = shell.display_formatter.formatters["text/html"]
    formatter.for_type(Axes, _chart_html)
    formatter.for_type(pd.DataFrame, _frame_html)
    if FIGURES in os.environ:  # a page takes the SVG: drawing a picture beside it takes as long again
        shell.display_formatter.formatters["image/png"].for_type(ChartAxes, _no_picture)


def _chart_html(ax: Axes) -> str | None:
    """Return a chart as HTML; None, which leaves the display to matplotlib, for axes of somebody else."""
    try:
        charts.describe(ax)
    except AnalyticsError:
        return None
    return figure(ax).html


def _no_picture(_: Axes) -> None:
    """Draw nothing."""


def _frame_html(frame: pd.DataFrame) -> str:
    return table(frame, top=_BARE_ROWS)._repr_html_()


def _in_language(caption: Caption) -> str:
    if caption is None or isinstance(caption, str):
        return caption or ""
    return either(*caption)


def _stem(drawn: pd.DataFrame) -> Path | None:
    """Return where a build wants the files of a chart, if there is one; a page links them by the name."""
    folder = os.environ.get(FIGURES)
    if not folder:
        return None
    number = len(list(Path(folder).glob("*.svg"))) + 1
    return Path(folder, f"{number:02d}-{provenance(drawn).measure or 'chart'}")


def _whole_file(frame: pd.DataFrame, top: int | None) -> str:
    """Write a table that is not shown whole as a file of the build; return where the page links it."""
    folder = os.environ.get(FIGURES)
    if not folder or top is None or len(frame) <= top:
        return ""
    number = len(list(Path(folder).glob("table-*.csv"))) + 1
    stem = f"table-{number:02d}-{measure_of(frame) or 'rows'}"
    Path(folder, f"{stem}.csv").write_bytes(csv_bytes(frame.head(_FILE_ROWS)))
    return WHOLE.format(stem)


def _for_both(wide: str, narrow: str | None) -> str:
    """Return a chart as drawn for screens and for phones; the style sheet of a page shows one of them."""
    if narrow is None:
        return wide
    return wide.replace("<svg", '<svg class="wide"', 1) + narrow.replace("<svg", '<svg class="narrow"', 1)


def _says_nothing(drawn: pd.DataFrame) -> bool:
    """Whether a chart would be blank, or a single bar of articles that state nothing."""
    columns = set(drawn.columns)
    if {"value", "matching"} <= columns:
        return not drawn.loc[drawn["value"].notna(), "matching"].any()
    if measure_of(drawn) == "outlets":
        return not drawn.loc[drawn["outlet"].notna(), "total"].any()
    return drawn.empty or ("total" in columns and not drawn["total"].any())


def _folded(label: str, frame: pd.DataFrame, top: int, files: str = "") -> str:
    inner = table_html(frame, label, titled=False, top=top)
    return f"<details><summary>{escaped(label)}</summary>{inner}{files}</details>"
