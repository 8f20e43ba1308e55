"""Charts over time: the trend of one share, and small multiples by outlet."""

import pandas as pd
from matplotlib.axes import Axes

from ...errors import ChartError
from ...wording import either
from ...wording.formats import percent, period
from ..canvas.chart import expect, register
from ..canvas.layout import axes, multiples, nothing
from ..canvas.series import dates_below, draw_share, every_period, frequency_of, hatch, limit_of
from ..canvas.theme import drawing, shorten
from ..canvas.words import named, subject_of, undated, value_label, word


def outlets(table: pd.DataFrame, *, top: int = 6, gaps: pd.DataFrame | None = None) -> Axes:
    """Draw small multiples: each outlet's share of its own output over time, on equal axes.

    Parameters
    ----------
    table : DataFrame
        As `analytics.outlets` with a `freq` returns it.
    top : int
        How many outlets, those with most articles.
    gaps : DataFrame, optional
        As `analytics.gaps` returns it: those of the whole corpus are hatched in each panel, an outlet's in its own.

    Returns
    -------
    matplotlib Axes
        The first panel.

    Examples
    --------
    >>> import analytics
    >>> ax = outlets(analytics.outlets(analytics.load("data/sample").articles, "deepseek", freq="week"), top=2)
    >>> len(ax.figure.axes)  # two outlets: a line and its bars each
    4
    """
    expect(table, "outlets", ("period", "outlet", "matching", "total", "share", "low", "high", "partial"))
    if len(table) and table["period"].isna().any():
        raise ChartError(
            "this table has no periods: give `analytics.outlets` a `freq`, or draw it with `charts.distribution`"
        )
    subject, freq = subject_of(table), frequency_of(table)
    title = either(
        f"各媒體提及{named(subject)}的比例", f"Share of each outlet's articles that mention {subject}"
    )
    subtitle = either(
        f"佔該媒體{word(freq)}文章的百分比；淺色帶為95%置信區間；灰柱為該媒體全部文章",
        f"% of the outlet's articles, {word(freq)}; light band: 95% confidence interval; bars: all its articles",
    )
    sums = table.groupby("outlet", sort=False, dropna=False)[["matching", "total"]].sum()
    sums = sums[sums["total"] > 0].sort_values("total", ascending=False, kind="stable")
    with drawing():
        first = axes(None)
        if sums.empty:
            return nothing(first, table, title, subtitle)
        shown = sums.head(top)
        rest = len(sums) - len(shown)
        notes = [word("partial")] * bool(table["partial"].any()) + undated(table)
        notes += [
            either(
                f"只列文章最多的{top}間，其餘{rest}間未列。", f"The {top} largest; {rest} more are not shown."
            )
        ] * bool(rest)
        if gaps is not None:
            notes += [word("gaps")] * bool((gaps["outlet"].isna() | gaps["outlet"].isin(shown.index)).any())
        panels, wide = multiples(first, len(shown), title, subtitle, notes)
        limit, strips = limit_of(table), []
        for panel, (name, counts) in zip(panels, shown.iterrows(), strict=True):
            own = table[table["outlet"].isna() if not isinstance(name, str) else table["outlet"] == name]
            part = every_period(own, freq)
            strip = draw_share(panel, part, freq, limit, small=True)
            if gaps is not None:
                hatch(panel, strip, gaps, freq, name)
            share = percent(counts["matching"] / counts["total"])
            label = shorten(value_label(name, "outlet"), 8)
            panel.set_title(f"{label}　{share}", fontsize=10, pad=4)
            strips.append(strip)
        dates_below(panels, strips, part["period"], freq, wide)
        drawn = table[table["outlet"].isin(shown.index)]
        return register(first, drawn, _outlets_words(table, shown, subject), *panels[1:], *strips)


def _outlets_words(table: pd.DataFrame, sums: pd.DataFrame, subject: str) -> str:
    parts = [
        f"{value_label(name, 'outlet')} {percent(counts['matching'] / counts['total'])}"
        for name, counts in sums.iterrows()
    ]
    peak = table.loc[table["matching"].idxmax()]
    when, who = period(peak["period"], frequency_of(table)), value_label(peak["outlet"], "outlet")
    return either(
        f"小型多圖：各媒體提及{subject}的文章佔其本身文章的比例。整段時期計，{'、'.join(parts)}。"
        f"單一時段最多的是{who}，{when}，{peak['total']}篇中有{peak['matching']}篇。",
        f"Small multiples: share of each outlet's own articles that mention {subject}. Over the whole range: "
        f"{', '.join(parts)}. Most in one period: {who}, {when}, {peak['matching']} of {peak['total']}.",
    )
