"""A change split in two: what the outlets changed, and what their mix changed."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import percent, points
from ..canvas.chart import expect, register, tooltip
from ..canvas.layout import NOTE, SMALL, axes, compose, nothing, room
from ..canvas.theme import BAR, GRID, INK, SECOND, SOFT, drawing, shorten
from ..canvas.words import named, subject_of, undated, value_label
from .compare import side_days

_ROW, _LONGEST = 30.0, 9


_PARTS = {"within": -0.17, "between": 0.17}  # and where in its row each bar lies


def decomposition(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 10) -> Axes:
    """Draw each outlet's part of a change: within above, between below; the whole first.

    Parameters
    ----------
    table : DataFrame
        As `analytics.decomposition` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    top : int
        How many outlets, those with most articles; the others are added up in one row.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import analytics
    >>> articles = analytics.load("data/sample").articles
    >>> january, february = ("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28")
    >>> ax = decomposition(analytics.decomposition(articles, "deepseek", january, february))
    >>> ax.get_yticklabels()[0].get_text()
    '整體'
    """
    expect(table, "decomposition", ("outlet", "before_share", "after_share", *_PARTS, "change"))
    subject = subject_of(table)
    title = either(
        f"提及{named(subject)}的比例：變化從何而來", f"Where the change in coverage of {subject} comes from"
    )
    before, after = (side_days(table, side) for side in ("before", "after"))
    subtitle = either(
        f"百分點，{before}與{after}比較。上：媒體本身的比例變了；下：媒體的組合變了",
        f"Points, {before} against {after}. Upper: own shares changed; lower: the mix of outlets changed",
    )
    with drawing():
        ax = axes(ax)
        if table.empty or table["change"].isna().all():
            return nothing(ax, table, title, subtitle)
        names, shown = _rows(table, top)
        for place, (name, row) in enumerate(zip(names, shown.to_dict("records"), strict=True)):
            for (part, shift), colour in zip(_PARTS.items(), (BAR, SECOND), strict=True):
                mark = ax.barh(place + shift, row[part] * 100, height=0.3, color=colour)[0]
                tooltip(ax, mark, f"{name}{either('：', ': ')}{_named(part)} {points(row[part])}")
            style: dict[str, Any] = {"xycoords": ax.get_yaxis_transform(), "textcoords": "offset points"}
            ax.annotate(
                points(row["change"]), (1, place), (40, 0), ha="right", va="center", fontsize=SMALL, color=INK,
                annotation_clip=False, **style,
            )  # fmt: skip
        ax.annotate(
            either("合計", "both"), (1, 1), (40, 4), xycoords="axes fraction", textcoords="offset points",
            ha="right", fontsize=NOTE, color=SOFT, annotation_clip=False,
        )  # fmt: skip
        ax.axvline(0, color=SOFT, linewidth=0.8)
        ax.axhline(0.5, color=GRID, linewidth=0.8)
        short = [shorten(name, _LONGEST) for name in names]
        ax.set_yticks(range(len(names)), short, color=INK, fontsize=10)
        ax.set_ylim(len(names) - 0.5, -0.5)
        ax.xaxis.set_major_locator(MaxNLocator(5))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:+g}" if value else "0"))
        ax.grid(axis="x", color=GRID, linewidth=0.7)
        ax.tick_params(axis="both", length=0)
        ax.tick_params(axis="x", labelsize=9)
        ax.spines["bottom"].set_visible(False)
        ax.set_xlabel(either("百分點", "points"), loc="left", fontsize=NOTE)
        compose(
            ax, title, subtitle,
            plot=_ROW * len(names), left=room(short), right=48, above=18, below=34, notes=undated(table),
        )  # fmt: skip
        return register(ax, table, _words(table, title))


def _rows(table: pd.DataFrame, top: int) -> tuple[list[str], pd.DataFrame]:
    """The whole, the outlets shown, and those left added up."""
    parts = [*_PARTS, "change"]
    names = [value_label(name, "outlet") for name in table["outlet"].head(top)]
    rows = [table[parts].sum(), *(row for _, row in table[parts].head(top).iterrows())]
    if len(table) > top:
        names.append(either(f"其餘{len(table) - top}間", f"{len(table) - top} others"))
        rows.append(table[parts].iloc[top:].sum())
    return [either("整體", "The whole"), *names], pd.DataFrame(rows)


def _named(part: str) -> str:
    return either(*{"within": ("媒體本身", "within"), "between": ("媒體組合", "between")}[part])


def _words(table: pd.DataFrame, title: str) -> str:
    within, between, change = (float(table[name].sum()) for name in (*_PARTS, "change"))
    shares = [
        percent(provenance(table).details[f"{side}_share"])
        for side in ("before", "after")
        if f"{side}_share" in provenance(table).details
    ]
    range_ = either("由{}變為{}，", "from {} to {}, ").format(*shares) if len(shares) == 2 else ""
    return either(
        f"橫條圖：{title}。整體比例{range_}變化{points(change)}；其中媒體本身的變化佔{points(within)}，媒體組合佔{points(between)}。",
        f"Bar chart: {title}. The whole share went {range_}{points(change)}; within outlets {points(within)}, "
        f"between them {points(between)}.",
    )
