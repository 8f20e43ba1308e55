"""Key terms: what sets two sets of articles apart, each side's terms on its own side."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ...measures.engine.provenance import provenance
from ...measures.engine.rows import rows
from ...wording import text
from ...wording.formats import listed
from ..canvas.axes import numbers_on, values_below
from ..canvas.chart import redrawable, tooltip
from ..canvas.labels import subject_of
from ..canvas.layout import Space, Words, axes, finish, nothing, width_of
from ..canvas.letters import label_width, shorten
from ..canvas.tables import at_least_one, checked
from ..canvas.theme import BAR, INK, NOTE, SECOND, SMALL, SOFT

_ROW = 17.0


@redrawable
def keyness(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 15) -> Axes:
    """Draw the key terms of both sides: those of the target to the right, those of the reference to the left.

    Parameters
    ----------
    table : DataFrame
        As `analytics.keyness` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many terms a side. Only terms whose conservative log ratio is not 0 are drawn.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks columns.

    Examples
    --------
    >>> frequencies = {"target_frequency": [40], "reference_frequency": [2]}
    >>> table = pd.DataFrame({"term": ["模型"], **frequencies, "log_likelihood": [52.0], "log_ratio_low": [2.4]})
    >>> keyness(table).get_xlabel()
    '對數似然值G²'
    """
    numbers = dict.fromkeys(
        ("target_frequency", "reference_frequency", "log_likelihood", "log_ratio_low"), "number"
    )
    table = checked(table, "keyness", term="text", **numbers)
    telling = table[table["log_ratio_low"] != 0].sort_values("log_likelihood", ascending=False, kind="stable")
    ours = telling[telling["log_likelihood"] > 0].head(at_least_one(top))
    theirs = telling[telling["log_likelihood"] < 0].tail(top)
    shown = telling.loc[[*ours.index, *theirs.index]]
    target = subject_of(table) if provenance(table).label else text("charts.keyness.target")
    other = str(provenance(table).details.get("reference") or text("charts.keyness.reference"))
    title = text("charts.keyness.title", target=target)
    subtitle = text("charts.keyness.subtitle", target=target, reference=other)
    ax = axes(ax)
    if shown.empty:
        return nothing(ax, Words(title, subtitle), table)
    _draw(ax, shown)
    first, last = listed(ours["term"].head(5)), listed(theirs["term"].iloc[::-1].head(5))
    none = text("charts.common.none")
    alt = text(
        "charts.keyness.alt",
        title=title,
        target=target,
        reference=other,
        first=first or none,
        last=last or none,
    )
    space = Space(_ROW * len(shown), above=6, below=34, left=14, right=14)
    return finish(ax, Words(title, subtitle, alt, [text("charts.keyness.tokens")]), space, shown, whole=table)


def _draw(ax: Axes, shown: pd.DataFrame) -> None:
    labels = [shorten(str(term), 11) for term in shown["term"]]
    colours = [BAR if value > 0 else SECOND for value in shown["log_likelihood"]]
    drawn = ax.barh(range(len(shown)), shown["log_likelihood"], height=0.64, color=colours)
    style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": SMALL, "color": INK}
    for place, (mark, row) in enumerate(zip(drawn, rows(shown), strict=True)):
        written = text(
            "charts.keyness.tooltip",
            label=row.term,
            value=f"{row.log_likelihood:.1f}".replace("-", "−"),
            target=int(row.target_frequency),
            reference=int(row.reference_frequency),
        )
        tooltip(ax, mark, written)
        right = row.log_likelihood > 0
        ax.annotate(
            labels[place], (0, place), (-5 if right else 5, 0), ha="right" if right else "left", **style
        )
    _scale(ax, shown["log_likelihood"], label_width(labels, SMALL))
    ax.axvline(0, color=SOFT, linewidth=0.8)
    ax.set_yticks([])
    ax.set_ylim(len(shown) - 0.5, -0.5)
    values_below(ax)
    ax.set_xlabel(text("charts.column.log_likelihood"), loc="left", fontsize=NOTE)


def _scale(ax: Axes, values: pd.Series, label: float) -> None:
    """Give both sides one scale, and each side the space that the labels of the other need."""
    high, low = max(values.max(), 0.0), min(values.min(), 0.0)
    space = (high - low) * label / max(width_of(ax, 28) - label, 1)
    ax.set_xlim(min(low * 1.03, -space), max(high * 1.03, space))
    ax.xaxis.set_major_locator(MaxNLocator(5))
    numbers_on(ax, "x", absolute=True)
