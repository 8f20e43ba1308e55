"""Each outlet's share of its own articles: small multiples over time, or ranked bars of the whole range."""

import pandas as pd
from matplotlib.axes import Axes

from ...errors import ChartError
from ...measures.engine.provenance import provenance
from ...measures.engine.rows import ENOUGH, highest, rows
from ...wording import text
from ...wording.formats import listed, percent, period
from ..canvas.axes import panel_dates
from ..canvas.bars import Column
from ..canvas.chart import redrawable
from ..canvas.labels import named_subject, rows_left_out, undated, value_label
from ..canvas.layout import Words, axes, finish, nothing, panel_space, panels
from ..canvas.letters import shorten
from ..canvas.periods import every_period, frequency_of, without_strays
from ..canvas.share import density_note, draw_share, hatch_gaps, limit_of
from ..canvas.tables import GAPS, INTERVAL, SHARES, at_least_one, checked
from .share_bars import share_bars


@redrawable
def outlets(
    table: pd.DataFrame, ax: Axes | None = None, *, top: int | None = None, gaps: pd.DataFrame | None = None
) -> Axes:
    """Draw each outlet's share of its own articles.

    A table with periods becomes small multiples on equal axes; one without becomes ranked bars with their intervals.

    Parameters
    ----------
    table : DataFrame
        As `analytics.outlets` returns it.
    ax : matplotlib Axes, optional
        Where to draw the bars; otherwise a new figure. Small multiples always need a figure of their own.
    top : int, optional
        How many outlets: those with most articles over time (6 unless given), or with the highest share (20);
        outlets of fewer than ten articles stand behind all others.
    gaps : DataFrame, optional
        As `analytics.gaps` returns it: over time, the gaps of the whole corpus are hatched in each panel and those
        of an outlet in its own.

    Returns
    -------
    matplotlib Axes
        The bars, or the first panel.

    Raises
    ------
    ChartError
        The table lacks columns, or `ax` is given for small multiples.

    Examples
    --------
    >>> import analytics
    >>> articles = analytics.load("data/sample").articles
    >>> ax = outlets(analytics.outlets(articles, "deepseek", freq="week"), top=2)
    >>> len(ax.figure.axes)  # two outlets: a line and its articles each
    4
    >>> len(outlets(analytics.outlets(articles, "deepseek"), top=3).get_yticklabels())
    3
    """
    table = checked(table, "outlets", period="day", outlet="text", **SHARES, **INTERVAL, partial="flag")
    if not table["period"].notna().any():
        return _bars(table, axes(ax), at_least_one(top or 20))
    if ax is not None:
        raise ChartError("small multiples need a figure of their own; leave out `ax`")
    return _panels(table, at_least_one(top or 6), None if gaps is None else checked(gaps, "gaps", **GAPS))


def _panels(table: pd.DataFrame, top: int, gaps: pd.DataFrame | None) -> Axes:
    subject, freq, first = named_subject(table), frequency_of(table), axes(None)
    title = text("charts.outlets.title", subject=subject)
    subtitle = text("charts.outlets.subtitle_panels", freq=text(f"charts.freq.{freq}"))
    kept, notes = without_strays(table, "total")
    sums = kept.groupby("outlet", sort=False, dropna=False)[["matching", "total"]].sum()
    sums = sums[sums["total"] > 0].sort_values("total", ascending=False, kind="stable")
    if sums.empty:
        return nothing(first, Words(title, subtitle), table)
    shown = sums.head(top)
    grid, width = panels(first, len(shown))
    limit, strips, hatched = limit_of(kept), [], False
    for panel, (name, counts) in zip(grid, shown.iterrows(), strict=True):
        own = kept[kept["outlet"].isin([name])]
        part = every_period(own, freq, like=kept)
        strip = draw_share(panel, part, freq, limit, small=True)
        if gaps is not None:
            hatched |= hatch_gaps(panel, strip, gaps, freq, outlet=name)
        share = percent(counts["matching"] / counts["total"])
        panel.set_title(f"{shorten(value_label(name, 'outlet'), 8)}　{share}", fontsize=10, pad=4)
        strips.append(strip)
    panel_dates(grid, strips, part["period"], freq, width)
    drawn = kept[kept["outlet"].isin(shown.index)]
    notes = [
        *[text("charts.note.partial")] * bool(drawn["partial"].any()),
        *density_note(len(part)),
        *notes,
        *undated(table),
        *[text("charts.outlets.largest", shown=len(shown), total=len(sums))] * (len(shown) < len(sums)),
        *[text("charts.note.gaps")] * hatched,
    ]
    words = Words(title, subtitle, _alt_panels(drawn, shown, subject, freq), notes)
    others = [*grid[1:], *strips]
    return finish(first, words, panel_space(len(grid)), drawn, *others, whole=table, grid=grid)


def _bars(table: pd.DataFrame, ax: Axes, top: int) -> Axes:
    title = text("charts.outlets.title", subject=named_subject(table))
    subtitle = text("charts.outlets.subtitle_bars")
    if not table["total"].sum():
        return nothing(ax, Words(title, subtitle), table)
    # Highest share first; outlets without a share or without a name last.
    order = table.assign(unnamed=table["outlet"].isna())
    order["few"] = order["total"] < ENOUGH  # 1 of 1 is no highest share
    order = order.sort_values(["unnamed", "few", "share"], ascending=[True, True, False], kind="stable")
    shown = order.drop(columns=["unnamed", "few"]).head(top)
    labels = [value_label(name, "outlet") for name in shown["outlet"]]
    pairs = zip(shown["matching"].astype(int), shown["total"].astype(int), strict=True)
    counts = Column(text("charts.column.of_all"), [f"{matching:,}／{total:,}" for matching, total in pairs])
    space = share_bars(ax, shown, labels, shown["outlet"].isna(), counts, text("charts.outlets.axis"))
    origin = provenance(table)
    few = (shown["total"] < ENOUGH).any() and (shown["total"] >= ENOUGH).any()
    notes = [
        *[text("charts.outlets.few", enough=ENOUGH)] * bool(few),
        *rows_left_out(int(shown["outlet"].count()), int(order["outlet"].count())),
        *(undated(table) if origin.start or origin.end else []),  # without a range they count
    ]
    words = Words(title, subtitle, _alt_bars(title, labels, shown), notes)
    return finish(ax, words, space, shown, whole=table)


def _alt_panels(drawn: pd.DataFrame, sums: pd.DataFrame, subject: str, freq: str) -> str:
    shares = listed(
        f"{value_label(name, 'outlet')} {percent(counts['matching'] / counts['total'])}"
        for name, counts in sums.iterrows()
    )
    peak = highest(drawn, "matching")
    return text(
        "charts.outlets.alt_panels",
        subject=subject,
        shares=shares,
        outlet=value_label(peak["outlet"], "outlet"),
        period=period(peak["period"], freq),
        matching=int(peak["matching"]),
        total=int(peak["total"]),
    )


def _alt_bars(title: str, labels: list[str], shown: pd.DataFrame) -> str:
    highest = listed(
        text(
            "charts.outlets.alt_outlet",
            label=label,
            share=percent(row.share),
            matching=int(row.matching),
            total=int(row.total),
        )
        for label, row in zip(labels[:3], rows(shown.head(3)), strict=True)
    )
    total, stated = int(shown["total"].sum()), int(shown["outlet"].notna().sum())
    return text("charts.outlets.alt_bars", title=title, rows=stated, total=total, highest=highest)
