"""What a notebook displays: figures, tables and sentences, as HTML that needs no script and no style of its own."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ... import charts
from ...charts.canvas.chart import Axes, svg_saved
from ...measures.engine.provenance import provenance
from ...wording import either
from .parameters import FIGURES
from .tables import framed, heading, readable
from .words import escaped

SOURCE = '<span class="source"></span>'  # under every chart; a page says here what corpus it was counted from
FILES = '<p class="files" data-stem="{}"></p>'  # and here where the files of the chart are
_MOST_ROWS = 400  # of a folded table: keeps a page of many years light


@dataclass(frozen=True)
class Piece:
    """A piece of a page: HTML for readers, plain text for everything else."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def figure(ax: Axes, caption: str | tuple[str, str] | None = None) -> Piece:
    """Show a chart with its words for those who cannot see it, and the table behind it one click away.

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
    ReportError
        A character has no glyph.

    Examples
    --------
    >>> from analytics import charts, load, trend
    >>> ax = charts.trend(trend(load("data/sample").articles, "deepseek"))
    >>> "<svg" in figure(ax).html
    True
    """
    said, behind = charts.describe(ax), charts.data(ax)
    if _says_nothing(behind):
        return Piece(f'<p class="none">{either("沒有數據可畫。", "There is nothing to draw.")}</p>', said)
    stem = _stem(behind)
    drawn = svg_saved(ax, stem) if stem else charts.svg(ax)
    files = FILES.format(stem.name) if stem else ""
    under = f"<figcaption>{escaped(_told(caption)) if caption else ''}{SOURCE}</figcaption>"
    data = _folded(either("圖表背後的數據", "The data behind this chart"), behind, _MOST_ROWS)
    return Piece(
        f'<figure><div class="plot" tabindex="0" role="img" aria-label="{escaped(said)}">{drawn}</div>'
        f"{under}{data}{files}</figure>",
        said,
    )


def table(
    frame: pd.DataFrame,
    caption: str | tuple[str, str] | None = None,
    *,
    top: int | None = None,
    by: Sequence[str] = (),
    folded: bool = False,
) -> Piece:
    """Show a table with the headings, shares and dates that readers know.

    Parameters
    ----------
    frame : DataFrame
        Any tidy table. `low` and `high` become one column; a `title` with a `source_url` becomes a link.
    caption : str or pair of str, optional
        What it holds; of a pair, the Chinese or the English one.
    top : int, optional
        How many rows; what is left out is counted below.
    by : sequence of str
        Columns that stand once above the rows that share them.
    folded : bool
        Whether to show it only on a click.

    Returns
    -------
    Piece
        A `<table>` in a frame that scrolls by itself; where it has no rows, a line that says so.

    Examples
    --------
    >>> table(pd.DataFrame({"outlet": ["海角日報"], "share": [0.25]})).text.split()
    ['媒體', '比例', '0', '海角日報', '25.0%']
    """
    label = _told(caption) if caption else either("表", "Table")
    shown = readable(frame.head(top) if top else frame)
    text = shown.rename(columns={name: heading(name, frame) for name in shown}).to_string()
    if folded and len(frame):
        return Piece(_folded(label, frame, top or _MOST_ROWS), text)
    return Piece(framed(frame, label, titled=caption is not None, top=top, by=by), text)


def sentence(text: str) -> Piece:
    """Show a sentence that code wrote.

    >>> sentence("每天都有文章。")
    每天都有文章。
    """
    return Piece(f"<p>{escaped(text)}</p>", text)


def _told(caption: str | tuple[str, str]) -> str:
    return caption if isinstance(caption, str) else either(*caption)


def _stem(behind: pd.DataFrame) -> Path | None:
    """Where a build wants the files of a chart, if one does; the page marks the place of their links by the name."""
    folder = os.environ.get(FIGURES)
    if not folder:
        return None
    number = len(list(Path(folder).glob("*.svg"))) + 1
    return Path(folder, f"{number:02d}-{provenance(behind).measure or 'chart'}")


def _says_nothing(behind: pd.DataFrame) -> bool:
    """Whether a chart would be blank, or one bar of articles that state nothing."""
    columns = set(behind.columns)
    if {"value", "matching"} <= columns:
        return not behind.loc[behind["value"].notna(), "matching"].any()
    if provenance(behind).measure == "outlets":
        return not behind.loc[behind["outlet"].notna(), "total"].any()
    return behind.empty or ("total" in columns and not behind["total"].any())


def _folded(label: str, frame: pd.DataFrame, top: int) -> str:
    inner = framed(frame, label, titled=False, top=top)
    return f"<details><summary>{escaped(label)}</summary>{inner}</details>"
