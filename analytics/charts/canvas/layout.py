"""The sheet a chart stands on: title, subtitle and notes around a plot, all measured in points."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Text

from ...wording import either, text
from .chart import ChartAxes, ChartFigure, figure_of, register
from .letters import FAMILIES, drawable, wrapped
from .sheet import is_narrow, panel_columns, sheet_width
from .theme import INK, NOTE, SMALL, SOFT, TITLE

_PANEL_LEFT, _PANEL_RIGHT, _PANEL_GAP, _PANEL_HEIGHT, _PANEL_BETWEEN = 32.0, 22.0, 32.0, 82.0, 28.0


@dataclass(frozen=True)
class Words:
    """What a chart says: title, what is counted out of what, alternative text, and notes at the foot."""

    title: str
    subtitle: str
    alt: str = ""
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Space:
    """Height of a plot and the space around it, in points."""

    plot: float
    left: float = 4
    right: float = 4
    above: float = 16
    below: float = 30


def axes(ax: Axes | None) -> Axes:
    """Return `ax`, or the axes of a new figure."""
    if ax is not None:
        return ax
    figure = ChartFigure(figsize=(sheet_width() / 72, 3))
    figure.set_layout_engine("none")
    return figure.add_subplot(axes_class=ChartAxes)


def panels(first: Axes, count: int) -> tuple[list[Axes], float]:
    """Return the axes of small multiples and their width in points; `finish` places them."""
    columns = panel_columns(count)
    figure = figure_of(first)
    own = [first, *(figure.add_axes((0, 0, 0.1, 0.1), axes_class=ChartAxes) for _ in range(count - 1))]
    return own, (sheet_width() - _PANEL_LEFT - _PANEL_RIGHT - _PANEL_GAP * (columns - 1)) / columns


def panel_space(count: int) -> Space:
    """Return the space that `count` panels need."""
    rows = -(-count // panel_columns(count))
    plot = rows * (_PANEL_HEIGHT + _PANEL_BETWEEN) - _PANEL_BETWEEN
    return Space(plot, left=_PANEL_LEFT, right=_PANEL_RIGHT, above=20, below=34)


def finish(
    ax: Axes,
    words: Words,
    space: Space,
    drawn: pd.DataFrame,
    *others: Axes,
    whole: pd.DataFrame | None = None,
    grid: Sequence[Axes] = (),
) -> Axes:
    """Write the words around a plot, place it, and remember what it shows.

    Parameters
    ----------
    ax : matplotlib Axes
        The plot; nothing may be drawn on it afterwards.
    words : Words
        Title, subtitle, alternative text, notes.
    space : Space
        Height of the plot and the space around it.
    drawn : DataFrame
        The rows that are drawn.
    *others : matplotlib Axes
        Further axes of the same chart.
    whole : DataFrame, optional
        The whole table, where some of its rows are not drawn.
    grid : sequence of matplotlib Axes
        Panels of small multiples, to be placed over the plot.
    """
    title, subtitle = drawable(words.title), drawable(words.subtitle)
    boxes = _replace_unknown(ax, others) or (title, subtitle) != (words.title, words.subtitle)
    notes = [*words.notes, *[text("charts.note.no_glyph")] * boxes]
    shown = replace(words, title=title, subtitle=subtitle, notes=[drawable(note) for note in notes])
    if isinstance(figure_of(ax), ChartFigure):
        _compose(ax, shown, space)
        _place(grid)
    else:
        ax.set_title(f"{title}\n{subtitle}", loc="left", fontsize=SMALL, color=INK, pad=space.above)
        ax.spines[["top", "right", "left"]].set_visible(False)
        ax.set_axisbelow(True)
    for own in (ax, *others):
        _dress(own)
    return register(ax, drawn, words.alt, *others, whole=whole)


def nothing(ax: Axes, words: Words, table: pd.DataFrame) -> Axes:
    """Say that there is nothing to draw, in the place of the plot and in the alternative text."""
    ax.set_axis_off()
    nothing_drawn = text("charts.common.nothing")
    ax.text(
        0.5, 0.5, nothing_drawn, transform=ax.transAxes, ha="center", va="center", color=SOFT, fontsize=13
    )
    words = replace(words, alt=text("charts.common.nothing_alt", title=words.title), notes=())
    return finish(ax, words, Space(110, above=0, below=0), table)


def width_of(ax: Axes, beside: float = 70) -> float:
    """Return the width of a plot in points; on a chart's own sheet, what `beside` points of labels leave of it."""
    figure = figure_of(ax)
    if isinstance(figure, ChartFigure):
        return sheet_width() - beside
    return float(ax.get_position().width * figure.get_figwidth() * 72)


def _compose(ax: Axes, words: Words, space: Space) -> None:
    figure = figure_of(ax)
    full = sheet_width()
    titles = wrapped(words.title, TITLE, full - 8)
    if len(titles) > 2 and not is_narrow():
        titles = [titles[0], titles[1][:-1] + "…"]
    head = [(line, TITLE, 18.5, INK) for line in titles]
    head += [(line, SMALL, 13.5, SOFT) for line in wrapped(words.subtitle, SMALL, full - 8)]
    foot = either("", " ").join(words.notes)
    feet = wrapped(foot, NOTE, full - 8) if foot else []
    height = sum(leading for _, _, leading, _ in head) + 8 + space.above + space.plot + space.below
    height += 12.5 * len(feet) + 4
    figure.set_size_inches(full / 72, height / 72)
    y = 0.0
    for line, size, leading, colour in head:
        y += leading
        figure.text(4 / full, 1 - (y - 2) / height, line, fontsize=size, color=colour, va="baseline")
    for place, line in enumerate(feet):
        y = 12.5 * (len(feet) - place - 1) + 6
        figure.text(4 / full, y / height, line, fontsize=NOTE, color=SOFT, va="baseline")
    base = 12.5 * len(feet) + 4 + space.below
    width = full - space.left - space.right
    ax.set_position((space.left / full, base / height, width / full, space.plot / height))


def _place(grid: Sequence[Axes]) -> None:
    """Place the panels of small multiples over the plot, whose place the first of them has."""
    if not grid:
        return
    columns, box = panel_columns(len(grid)), grid[0].get_position()
    full = sheet_width()
    width = (box.width * full - _PANEL_GAP * (columns - 1)) / columns
    unit = box.height / panel_space(len(grid)).plot
    for number, panel in enumerate(grid):
        row, column = divmod(number, columns)
        bottom = box.y1 - (row * (_PANEL_HEIGHT + _PANEL_BETWEEN) + _PANEL_HEIGHT) * unit
        left = box.x0 + column * (width + _PANEL_GAP) / full
        panel.set_position((left, bottom, width / full, _PANEL_HEIGHT * unit))


def _replace_unknown(ax: Axes, others: Sequence[Axes]) -> bool:
    """Replace characters that no font can show by boxes; return whether there were any."""
    replaced = False
    for own in (ax, *others):
        for axis in (own.xaxis, own.yaxis):
            labels = [label.get_text() for label in axis.get_ticklabels()]
            shown = [drawable(label) for label in labels]
            if shown != labels:  # the axis writes its labels again whenever they are drawn
                axis.set_ticks(axis.get_ticklocs(), shown)
                replaced = True
        for artist in own.findobj(Text):
            written = artist.get_text()
            if drawable(written) != written:
                artist.set_text(drawable(written))
                replaced = True
    return replaced


def _dress(ax: Axes) -> None:
    """Use the charts' fonts on axes of somebody else, too, and read no text as mathematics."""
    for artist in ax.findobj(Text):
        artist.set_fontfamily(FAMILIES)
        artist.set_parse_math(False)
