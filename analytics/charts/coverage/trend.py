"""Charts over time: the trend of one share, and small multiples by outlet."""

import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from ...wording import either
from ...wording.formats import percent, period
from ..canvas.chart import expect, register
from ..canvas.layout import NOTE, SMALL, axes, compose, nothing, width_of
from ..canvas.series import (
    date_ticks,
    draw_share,
    every_period,
    frequency_of,
    hatch,
    limit_of,
    peak_of,
    shade,
)
from ..canvas.theme import INK, SOFT, drawing, shorten, text_width
from ..canvas.words import named, subject_of, undated, word


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
