"""Agreement of coders: a bar for each question and coefficient, with its interval."""

import pandas as pd
from matplotlib.axes import Axes

from ...wording import text
from ...wording.columns import value
from ...wording.formats import listed, pair
from ..canvas.bars import Bars, Column, draw_bars
from ..canvas.chart import redrawable
from ..canvas.labels import rows_left_out
from ..canvas.layout import Words, axes, finish, nothing
from ..canvas.tables import at_least_one, checked
from ..canvas.theme import BAR, FAINT, INK

_LOWEST = -0.5  # where the axis is cut: a lower coefficient says no more


@redrawable
def agreement(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 30) -> Axes:
    """Draw how far coders agree: each coefficient of each question, with its interval.

    Bars are pale where the interval reaches below 0.667, the least that is asked of α for tentative conclusions.

    Parameters
    ----------
    table : DataFrame
        As `analytics.agreement` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many rows, in the table's order.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks columns.

    Examples
    --------
    >>> import analytics
    >>> ax = agreement(analytics.agreement(analytics.load_codes("data/codes"), repeats=50), top=5)
    >>> len(ax.get_yticklabels())
    5
    """
    numbers = dict.fromkeys(("articles", "estimate", "low", "high"), "number")
    texts = dict.fromkeys(("question", "coders", "coefficient"), "text")
    table = checked(table, "agreement", **texts, **numbers)
    shown = table.head(at_least_one(top))
    words = Words(text("charts.agreement.title"), text("charts.agreement.subtitle"))
    ax = axes(ax)
    if shown["estimate"].isna().all():
        return nothing(ax, words, table)
    several = shown["coders"].nunique() > 1
    labels = [_label(row, several) for row in shown.to_dict("records")]
    estimates = [
        "–" if number != number else f"{number:.2f}".replace("-", "−") for number in shown["estimate"]
    ]
    counts = [f"{int(count):,}" for count in shown["articles"]]
    columns = [
        Column(text("charts.column.articles"), counts),
        Column(text("charts.agreement.estimate"), estimates),
    ]
    tooltips = [
        pair(label, listed([estimate, text("charts.common.count", count=int(count))]))
        for label, estimate, count in zip(labels, estimates, shown["articles"], strict=True)
    ]
    low, high, lengths = (shown[name].clip(lower=_LOWEST) for name in ("low", "high", "estimate"))
    bars = Bars(
        labels, lengths.fillna(0).to_numpy(dtype=float), columns, tooltips, limit=1.0,
        colours=[BAR if bound >= 0.667 else FAINT for bound in shown["low"]], longest=18, row=18,
    )  # fmt: skip
    space = draw_bars(ax, bars)
    ax.hlines(range(len(shown)), low, high, color=INK, linewidth=0.9)
    ax.set_xlim(min(0.0, float(low.min(skipna=True) or 0) * 1.02), 1.0)
    notes = [text("charts.agreement.note"), *rows_left_out(len(shown), len(table))]
    alt = text(
        "charts.agreement.alt", title=words.title, first=text("charts.common.between").join(tooltips[:4])
    )
    return finish(ax, Words(words.title, words.subtitle, alt, notes), space, shown, whole=table)


def _label(row: dict[object, object], several: bool) -> str:
    name = pair(str(row["question"]), value(row["coefficient"], "coefficient"))
    return f"{name} · {row['coders']}" if several else name
