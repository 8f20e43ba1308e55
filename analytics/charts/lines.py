"""Charts over time: the trend of one share, and small multiples by outlet."""

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .drawn import register, tooltip
from .style import (
    BAND,
    FAINT,
    INK,
    MAIN,
    PAPER,
    SECOND,
    SOFT,
    NotebookFigure,
    axes,
    drawing,
    head,
    period,
    shorten,
    tick_labels,
)
from .words import either, percent, value_label, word

_WIDTH_DAYS = {"day": 0.8, "week": 5.6, "month": 24, "quarter": 72}


def trend(table: pd.DataFrame, ax: Axes | None = None, *, bursts: pd.DataFrame | None = None) -> Axes:
    """Draw a trend: the share with its interval, over the number of all articles.

    Parameters
    ----------
    table : DataFrame
        As `analytics.trend` returns it.
    bursts : DataFrame, optional
        As `analytics.bursts` returns it for the same `freq`: shaded, and numbered as in that table.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.

    Returns
    -------
    matplotlib Axes
        Its figure knows the table and the chart in words.

    Examples
    --------
    >>> import analytics
    >>> ax = trend(analytics.trend(analytics.load("data/sample").articles, "deepseek"))
    >>> "DeepSeek" in ax.figure.axes[0].get_title()
    True
    """
    with drawing():
        ax = axes(ax)
        freq = table.attrs.get("freq", "week")
        subject = _subject(table)
        title = either(f"提及{_spaced(subject)}的文章比例", f"Share of articles that mention {subject}")
        head(ax, title, _subtitle(table, freq), above=20)
        if _empty(ax, table):
            return register(ax, table, either(f"{subject}：沒有數據。", f"{subject}: no data."))
        totals = ax.twinx()
        totals.set_zorder(ax.get_zorder() - 1)
        ax.patch.set_visible(False)
        bars = totals.bar(
            table["period"], table["total"], width=_WIDTH_DAYS[freq], color=FAINT, alpha=0.55, linewidth=0
        )
        for bar, row in zip(bars, table.itertuples(), strict=True):
            tooltip(ax, bar, f"{period(row.period, freq)}：{word('total')} {row.total}")
        totals.set_ylim(0, max(table["total"].max() * 2.6, 1))
        totals.yaxis.set_major_locator(MaxNLocator(3, integer=True))
        totals.set_ylabel(word("total"), rotation=0, ha="right", va="bottom")
        totals.yaxis.set_label_coords(1.0, 1.02)
        if bursts is not None:
            _shade(ax, bursts, freq)
        _share_line(ax, table, freq)
        ax.set_ylabel(word("share"), rotation=0, ha="left", va="bottom")
        ax.yaxis.set_label_coords(0.0, 1.02)
        _date_ticks(ax, table["period"], freq)
        return register(ax, table, _trend_words(table, subject, freq))


def outlets(table: pd.DataFrame, top: int = 6) -> Axes:
    """Draw small multiples: each outlet's share of its own output over time, on equal axes.

    Parameters
    ----------
    table : DataFrame
        As `analytics.outlets` with a `freq` returns it.
    top : int
        How many outlets, those with most articles.

    Returns
    -------
    matplotlib Axes
        The first panel; its figure knows the table and the chart in words.
    """
    freq = table.attrs.get("freq") or "week"
    subject = _subject(table)
    names = list(table.groupby("outlet", sort=False, dropna=False)["total"].sum().nlargest(top).index)
    with drawing():
        rows = max(1, -(-len(names) // 3))
        figure = NotebookFigure(figsize=(7.2, 1.0 + 1.75 * rows), layout="constrained")
        figure.suptitle(
            either(f"各媒體提及{_spaced(subject)}的比例", f"Share of each outlet's articles that mention {subject}"),
            x=0.01, ha="left", fontsize=13,
        )  # fmt: skip
        panels = figure.subplots(rows, 3, sharex=True, sharey=True, squeeze=False).ravel()
        for panel in panels[len(names) :]:
            panel.set_visible(False)
        if not names:
            panels[0].set_visible(True)
            _empty(panels[0], table.head(0))
            return register(panels[0], table, either(f"{subject}：沒有數據。", f"{subject}: no data."))
        for number, (panel, name) in enumerate(zip(panels, names, strict=False)):
            own = table[table["outlet"].isna() if not isinstance(name, str) else table["outlet"] == name]
            _share_line(panel, own, freq)
            label = shorten(value_label(name, "outlet"), 9)
            count = int(own["total"].sum())
            panel.set_title(f"{label}　{count}" + either("篇", ""), fontsize=10.5, color=INK)
            _date_ticks(panel, own["period"], freq, most=3)
            panel.tick_params(labelbottom=number + 3 >= len(names))
        return register(panels[0], table, _outlets_words(table, names, subject))


def _shade(ax: Axes, bursts: pd.DataFrame, freq: str) -> None:
    half = pd.Timedelta(days=_WIDTH_DAYS[freq] / 1.6)
    for row in bursts.itertuples():
        span = ax.axvspan(row.start - half, row.end + half, color=SECOND, alpha=0.13, linewidth=0)
        tooltip(ax, span, either(f"升溫時段{row.burst}", f"burst {row.burst}"))
        middle = row.start + (row.end - row.start) / 2
        ax.annotate(
            str(row.burst), (middle, 1), (0, -3), xycoords=("data", "axes fraction"), textcoords="offset points",
            ha="center", va="top", fontsize=10, color=SECOND,
        )  # fmt: skip


def _share_line(ax: Axes, table: pd.DataFrame, freq: str) -> None:
    share, when = table["share"] * 100, table["period"]
    ax.fill_between(when, table["low"] * 100, table["high"] * 100, color=BAND, alpha=0.18, linewidth=0)
    ax.plot(when, share, color=MAIN, linewidth=2, solid_capstyle="round")
    for row, value in zip(table.itertuples(), share, strict=True):
        if np.isfinite(value):
            face = PAPER if row.partial else MAIN
            (mark,) = ax.plot([row.period], [value], "o", ms=4.6, mfc=face, mec=MAIN, mew=1.3)
            told = either(
                f"{period(row.period, freq)}：{row.matching}篇，佔{row.total}篇的{value:.1f}%",
                f"{period(row.period, freq)}: {row.matching} of {row.total}, {value:.1f}%",
            )
            tooltip(ax, mark, told)
    top = np.nanmax([float(share.max()) * 1.35 if share.notna().any() else np.nan, ax.get_ylim()[1] * 0, 4])
    ax.set_ylim(0, min(104, max(top, ax.get_ylim()[1] if ax.lines[:-1] else top)))
    ax.yaxis.set_major_locator(MaxNLocator(4))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}%"))
    ax.grid(axis="y")
    pad = _WIDTH_DAYS[freq]
    first, last = mdates.date2num(when.min()), mdates.date2num(when.max())
    ax.set_xlim(first - pad, last + pad)


def _date_ticks(ax: Axes, dates: pd.Series, freq: str, most: int = 7) -> None:
    places, labels = tick_labels(dates, freq, most)
    ax.set_xticks(mdates.date2num(dates.iloc[places]), labels)


def _subtitle(table: pd.DataFrame, freq: str) -> str:
    parts = [
        word(freq),
        either("陰影為95%信賴區間，淺灰柱為全部文章", "shaded: 95% interval; grey bars: all articles"),
    ]
    if len(table) and table["partial"].any():
        parts.append(word("partial"))
    return either("；", "; ").join(parts)


def _empty(ax: Axes, table: pd.DataFrame) -> bool:
    if len(table) and table["total"].sum() > 0:
        return False
    ax.set_axis_off()
    ax.text(
        0.5, 0.5, word("nothing"), transform=ax.transAxes, ha="center", va="center", color=SOFT, fontsize=13
    )
    return True


def _subject(table: pd.DataFrame) -> str:
    zh, en = table.attrs.get("entity"), table.attrs.get("entity_en")
    return str(either(zh or "", en or zh or "")) or word("all")


def _spaced(subject: str) -> str:
    return f" {subject} " if subject[:1].isascii() else f"「{subject}」"


def _trend_words(table: pd.DataFrame, subject: str, freq: str) -> str:
    matching, total = int(table["matching"].sum()), int(table["total"].sum())
    whole = table[~table["partial"] & table["share"].notna()]  # a period of one day makes no peak
    whole = whole if whole["matching"].any() else table[table["share"].notna()]
    if not matching:
        return either(
            f"{period(table['period'].iloc[0], freq)}至{period(table['period'].iloc[-1], freq)}，"
            f"{total}篇文章中沒有一篇提及{subject}。",
            f"None of {total} articles mentions {subject}.",
        )
    peak, last = whole.loc[whole["share"].idxmax()], table.iloc[-1]
    return either(
        f"折線圖：提及{subject}的文章佔全部文章的比例，{word(freq)}計。"
        f"{total}篇文章中有{matching}篇提及，佔{percent(matching / total)}。"
        f"最高為{period(peak['period'], freq)}，{peak['total']}篇中有{peak['matching']}篇，佔{percent(peak['share'])}；"
        f"最後一個時段{last['total']}篇中有{last['matching']}篇。",
        f"Line chart: share of articles that mention {subject}, {word(freq)}. {matching} of {total} articles do, "
        f"{percent(matching / total)}. The peak is the {period(peak['period'], freq)}: {peak['matching']} of "
        f"{peak['total']}, {percent(peak['share'])}; in the last period {last['matching']} of {last['total']}.",
    )


def _outlets_words(table: pd.DataFrame, names: list[object], subject: str) -> str:
    sums = table.groupby("outlet", sort=False, dropna=False)[["matching", "total"]].sum()
    parts = []
    for name in names:
        matching, total = (
            int(count) for count in sums.loc[sums.index.isna() if name != name else [name]].iloc[0]
        )
        share = percent(matching / total) if total else "–"
        parts.append(f"{value_label(name, 'outlet')} {share}")
    return either(
        f"小型多圖：各媒體提及{subject}的文章佔其本身文章的比例。整段時期計，" + "、".join(parts) + "。",
        f"Small multiples: share of each outlet's own articles that mention {subject}. Over the whole range: "
        + ", ".join(parts) + ".",
    )  # fmt: skip
