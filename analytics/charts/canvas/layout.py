"""The sheet a chart stands on: title and notes around a plot, all measured in points; one size of letters for all."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from ...wording import either
from .chart import figure_of, png, register
from .theme import FAMILIES, INK, SOFT, text_width, wrapped
from .words import word

WIDTH = 403.2  # points: on a phone's 343 pixels letters of 9.5 points are still 8 pixels high


TITLE, SMALL, NOTE = 13.5, 9.5, 8.5


class ChartAxes(Axes):
    """Axes that JupyterLab shows as a picture when a cell ends with them, though pyplot does not know them."""

    def _repr_png_(self) -> bytes:
        return png(figure_of(self))


class ChartFigure(Figure):
    """A figure that JupyterLab shows though pyplot does not know it: charts never pile up in memory."""

    def _repr_png_(self) -> bytes:
        return png(self)


def axes(ax: Axes | None) -> Axes:
    """Return `ax`, or the axes of a new figure."""
    if ax is not None:
        return ax
    figure = ChartFigure(figsize=(WIDTH / 72, 3))
    figure.set_layout_engine("none")
    return figure.add_subplot(axes_class=ChartAxes)


def compose(
    ax: Axes,
    title: str,
    subtitle: str,
    *,
    plot: float,
    left: float = 4,
    right: float = 4,
    above: float = 16,
    below: float = 30,
    notes: list[str] | None = None,
) -> None:
    """Write title, subtitle and notes, and give the plot its place.

    Parameters
    ----------
    ax : matplotlib Axes
        The plot. In a figure that is not ours its place is left alone, and the title goes above it.
    title, subtitle : str
        What the chart is about; what is counted, out of what.
    plot : float
        Height of the plot.
    left, right, above, below : float
        Room around it for tick labels, values and axis labels.
    notes : list of str, optional
        What a reader must know: one paragraph at the foot.
    """
    figure = ax.get_figure(root=True)
    foot = "".join(notes or []) if title > "\u2e7f" else " ".join(notes or [])
    if not isinstance(figure, ChartFigure):
        ax.set_title(f"{title}\n{subtitle}", loc="left", fontsize=SMALL, color=INK, pad=above)
        ax.spines[["top", "right", "left"]].set_visible(False)
        ax.set_axisbelow(True)
        dress(ax)
        return
    lines = wrapped(title, TITLE, WIDTH - 8)
    lines = lines if len(lines) < 3 else [lines[0], lines[1][:-1] + "…"]
    titles = [(line, TITLE, 18.5, INK) for line in lines]
    titles += [(line, SMALL, 13.5, SOFT) for line in wrapped(subtitle, SMALL, WIDTH - 8)]
    feet = wrapped(foot, NOTE, WIDTH - 8) if foot else []
    head = sum(leading for _, _, leading, _ in titles) + 8
    height = head + above + plot + below + 12.5 * len(feet) + 4
    figure.set_size_inches(WIDTH / 72, height / 72)
    y = 0.0
    for line, size, leading, colour in titles:
        y += leading
        figure.text(4 / WIDTH, 1 - (y - 2) / height, line, fontsize=size, color=colour, va="baseline")
    for place, line in enumerate(feet):
        y = 12.5 * (len(feet) - place - 1) + 6
        figure.text(4 / WIDTH, y / height, line, fontsize=NOTE, color=SOFT, va="baseline")
    base = 12.5 * len(feet) + 4 + below
    ax.set_position((left / WIDTH, base / height, (WIDTH - left - right) / WIDTH, plot / height))
    dress(ax)


def multiples(
    first: Axes, count: int, title: str, subtitle: str, notes: list[str]
) -> tuple[list[Axes], float]:
    """Compose a sheet of small multiples, two beside each other; return the panels and their width in points."""
    columns = min(count, 2)
    left, right, gap, tall, between = 32.0, 22.0, 32.0, 82.0, 28.0
    plot = -(-count // columns) * (tall + between) - between
    compose(first, title, subtitle, plot=plot, left=left, right=right, above=20, below=34, notes=notes)
    box, figure = first.get_position(), first.get_figure(root=True)
    assert figure is not None
    wide, unit = (WIDTH - left - right - gap * (columns - 1)) / columns, box.height / plot
    panels = []
    for number in range(count):
        row, column = divmod(number, columns)
        x, y = left + column * (wide + gap), row * (tall + between) + tall
        place = (x / WIDTH, box.y1 - y * unit, wide / WIDTH, tall * unit)
        panels.append(figure.add_axes(place, axes_class=ChartAxes) if number else first)
        panels[-1].set_position(place)
    return panels, wide


def dress(ax: Axes) -> None:
    """Set the letters of axes that somebody else made: our fonts, and no mathematics between dollars."""
    for text in ax.findobj(Text):
        text.set_fontfamily(FAMILIES)
        text.set_parse_math(False)


def width_of(ax: Axes, beside: float = 70) -> float:
    """Return the width of a plot in points; on our own sheet, what `beside` points of labels leave of it."""
    figure = ax.get_figure(root=True)
    if figure is None or isinstance(figure, ChartFigure):
        return WIDTH - beside
    return float(ax.get_position().width * figure.get_figwidth() * 72)


def nothing(ax: Axes, table: pd.DataFrame, title: str, subtitle: str) -> Axes:
    """Say that there is nothing to draw, in the place of the plot and in words."""
    compose(ax, title, subtitle, plot=110, above=0, below=0)
    ax.set_axis_off()
    told = word("nothing")
    ax.text(0.5, 0.5, told, transform=ax.transAxes, ha="center", va="center", color=SOFT, fontsize=13)
    return register(ax, table, either(f"{title}：{told}。", f"{title}: {told}."))


def room(labels: list[str], size: float = 10) -> float:
    """Return the room that labels left of an axis need."""
    return max((text_width(label, size) for label in labels), default=0) + 8
