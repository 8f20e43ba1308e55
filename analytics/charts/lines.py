"""Charts over time: the trend of one share, and small multiples by outlet."""

import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from ..errors import ReportError
from .drawn import expect, register
from .series import (
    date_ticks,
    dates_below,
    draw_share,
    every_period,
    frequency_of,
    hatch,
    limit_of,
    peak_of,
    shade,
)
from .sheet import NOTE, SMALL, axes, compose, multiples, nothing, width_of
from .style import INK, SOFT, drawing, period, shorten, text_width
from .words import either, named, percent, subject_of, undated, value_label, word


def trend(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    bursts: pd.DataFrame | None = None,
    gaps: pd.DataFrame | None = None,
) -> Axes:
    """Draw a trend: the share with its interval, and under it the articles it is a share of.

    The line breaks where nothing was published. Periods covered only in part are open marks on dashed lines.

    Parameters
    ----------
    table : DataFrame
        As `analytics.trend` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes. The horizontal
        axis holds dates, so an analyst can mark one: `ax.axvline(pandas.Timestamp("2025-01-27"))`.
    bursts : DataFrame, optional
        As `analytics.bursts` returns it for the same `freq`: shaded, and numbered as in that table.
    gaps : DataFrame, optional
        As `analytics.gaps` returns it: those of the whole corpus are hatched. There the collector failed; where
        articles were published and none matches, the line is at zero.

    Returns
    -------
    matplotlib Axes
        The share's axes.

    Examples
    --------
    >>> import analytics
    >>> ax = trend(analytics.trend(analytics.load("data/sample").articles, "deepseek"))
    >>> ax.get_ylabel()
    '佔全部文章比例'
    """
    expect(table, "trend", ("period", "matching", "total", "share", "low", "high", "partial"))
    subject, freq = subject_of(table), frequency_of(table)
    title = either(f"提及{named(subject)}的文章比例", f"Share of articles that mention {subject}")
    subtitle = either(
        f"佔{word(freq)}全部文章的百分比；淺色帶為95%置信區間",
        f"% of all articles, {word(freq)}; light band: 95% confidence interval",
    )
    with drawing():
        ax = axes(ax)
        if not table["total"].sum():
            return nothing(ax, table, title, subtitle)
        shown = every_period(table, freq)
        strip = draw_share(ax, shown, freq, _with_label(shown))
        _label_peak_and_last(ax, shown, freq)
        if bursts is not None:
            shade(ax, bursts, freq)
        hatched = gaps is not None and hatch(ax, strip, gaps, freq, labelled=True)
        ax.set_ylabel(word("share"), rotation=0, ha="left", va="bottom", fontsize=SMALL)
        ax.yaxis.set_label_coords(-26 / width_of(ax), 1.055)
        who = shorten(subject, 14)
        caption = either(
            f"文章數目（淺色：全部；深色：提及{who}）", f"articles (light: all; dark: mention {who})"
        )
        strip.set_title(caption, loc="left", fontsize=NOTE, color=SOFT, pad=4)
        strip.set_xlabel(word(f"{freq}_axis"), loc="right", fontsize=NOTE)
        date_ticks(strip, shown["period"], freq, width_of(ax))
        compose(
            ax, title, subtitle,
            plot=212, left=30, right=40, above=20, below=48,
            notes=[word("partial")] * bool(table["partial"].any())
            + [word("silent")] * bool((table["total"] == 0).any())
            + [word("gaps")] * hatched
            + undated(table),
        )  # fmt: skip
        return register(ax, table, _trend_words(table, subject, freq), strip)


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
        raise ReportError(
            "this table has no periods: give `analytics.outlets` a `freq`, or draw it with `bars`"
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


def _label_peak_and_last(ax: Axes, table: pd.DataFrame, freq: str) -> None:
    known = table[table["share"].notna()]
    if len(known) < 2 or not known["matching"].any():
        return
    best, last = table.loc[peak_of(table)], known.iloc[-1]
    place = float(mdates.date2num(best["period"]))
    first, end = ax.get_xlim()
    label = percent(best["share"])
    half = text_width(label, SMALL) / 2 / width_of(ax) * (end - first)
    align = "left" if place - half < first else "center"
    ax.annotate(label, (place, best["share"] * 100), (0, 6), textcoords="offset points", ha=align, fontsize=SMALL,
                color=INK, annotation_clip=False, zorder=6)  # fmt: skip
    if last["period"] != best["period"]:
        at = (float(mdates.date2num(last["period"])), last["share"] * 100)
        ax.annotate(percent(last["share"]), at, (7, 0), textcoords="offset points", va="center", fontsize=SMALL,
                    color=INK, annotation_clip=False, zorder=6)  # fmt: skip


def _with_label(table: pd.DataFrame) -> float:
    peak = float(table["share"].max()) * 100
    return max(limit_of(table), min(peak * 1.12, 108.0))


def _trend_words(table: pd.DataFrame, subject: str, freq: str) -> str:
    matching, total = int(table["matching"].sum()), int(table["total"].sum())
    first, end = period(table["period"].iloc[0], freq), period(table["period"].iloc[-1], freq)
    range_ = first if len(table) == 1 else either(f"{first}至{end}", f"{first} to {end}")
    if not matching:
        return either(
            f"{range_}，{total}篇文章中沒有一篇提及{subject}。",
            f"{range_[:1].upper()}{range_[1:]}: none of {total} articles mentions {subject}.",
        )
    peak, last = table.loc[peak_of(table)], table.iloc[-1]
    silent = int((table["total"] == 0).sum())
    zh = (
        f"折線圖：提及{subject}的文章佔全部文章的比例，{word(freq)}計，{range_}。"
        f"{total}篇文章中有{matching}篇提及，佔{percent(matching / total)}。"
        f"最高為{period(peak['period'], freq)}，{peak['total']}篇中有{peak['matching']}篇，佔{percent(peak['share'])}；"
        f"最後一個時段{last['total']}篇中有{last['matching']}篇。"
    )
    en = (
        f"Line chart: share of articles that mention {subject}, {word(freq)}, {range_}. {matching} of {total} "
        f"articles do, {percent(matching / total)}. Peak, {period(peak['period'], freq)}: "
        f"{peak['matching']} of {peak['total']}, {percent(peak['share'])}; in the last period {last['matching']} of "
        f"{last['total']}."
    )
    if silent:
        zh += f"有{silent}個時段沒有任何文章。"
        en += f" Nothing was published in {silent} period{'s' * (silent > 1)}."
    return either(zh, en)


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
