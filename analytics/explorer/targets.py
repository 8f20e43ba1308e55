"""Targets: one button over each period of the chart, so that a click on a point opens it.

The buttons are one `ToggleButtons` widget, laid over the picture: mouse, keyboard and screen reader reach them without
any script of our own. A chart of very many periods has a button for several of them; it opens the one with most
articles.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from ..charts.canvas.labels import label_of
from ..measures.engine.provenance import provenance
from ..wording import text
from ..wording.formats import listed, period

_MOST = 120  # buttons: narrower ones cannot be hit, and each is a stop of the Tab key


@dataclass(frozen=True)
class Targets:
    """The buttons of a chart.

    Attributes
    ----------
    options : list of tuple
        What each button is called, and the first day of its period.
    style : str
        The rules that lay each button over its period.
    """

    options: list[tuple[str, str]]
    style: str


def period_options(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the periods of a trend as a control lists them: what it says of each, and its first day."""
    freq = provenance(table).freq
    options = []
    for first, rows in table.groupby("period"):
        total = int(rows["total"].iloc[0])
        if "entity" in rows:
            names = (label_of(table, name) for name in rows["entity"])
            each = zip(names, rows["matching"], strict=True)
            counts = listed(text("explorer.period.count_named", name=name, matching=n) for name, n in each)
        else:
            counts = text("explorer.period.count", total=total, matching=int(rows["matching"].iloc[0]))
        day = pd.Timestamp(first)  # type: ignore[arg-type]
        label = text("explorer.period.option", period=period(day, freq), counts=counts)
        options.append((label, f"{day:%Y-%m-%d}"))
    return options


def targets(table: pd.DataFrame, ax: Axes, prefix: str) -> Targets:
    """Return the buttons over a chart that has been drawn.

    Parameters
    ----------
    table : DataFrame
        The trend or trends that the chart shows.
    ax : matplotlib Axes
        The chart.
    prefix : str
        The selector of the widget that holds the buttons.
    """
    matching = table.groupby("period")["matching"].sum()
    days = pd.DatetimeIndex(matching.index)
    if not len(days):
        return Targets([], "")
    x, width, height = mdates.date2num(days), ax.figure.bbox.width, ax.figure.bbox.height
    step = float(np.median(np.diff(x))) if len(x) > 1 else 1.0
    limits = ax.bbox.x0 / width, ax.bbox.x1 / width
    left, right = (
        np.clip(ax.transData.transform(np.column_stack([edge, np.zeros(len(x))]))[:, 0] / width, *limits)
        for edge in (x - step / 2, x + step / 2)
    )
    inside = np.flatnonzero(right > left)  # a stray date may lie outside the chart
    top = 1 - ax.bbox.y1 / height
    bottom = 1 - min(each.bbox.y0 for each in ax.figure.axes) / height
    labels = period_options(table)
    options, rules = [], []
    for group in np.array_split(inside, min(len(inside), _MOST)) if len(inside) else ():
        options.append(labels[group[np.argmax(matching.to_numpy()[group])]])
        begin, end = left[group[0]] * 100, right[group[-1]] * 100
        rules.append(
            f"{prefix} button:nth-child({len(options)}){{left:{begin:.2f}%;width:{max(end - begin, 0.3):.2f}%}}"
        )
    rules.append(f"{prefix} button{{top:{top * 100:.2f}%;height:{(bottom - top) * 100:.2f}%}}")
    return Targets(options, "".join(rules))
