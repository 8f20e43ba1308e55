"""Charts of values: ranked bars, terms, and the heat map of periods and values."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .drawn import register, tooltip
from .lines import _empty, _spaced, _subject
from .style import (
    FAINT,
    GRID,
    INK,
    MAIN,
    PAPER,
    SECOND,
    SOFT,
    axes,
    drawing,
    head,
    period,
    shorten,
    tick_labels,
)
from .words import either, percent, value_label, word

_NATURAL = ("weekday", "hour")
_SCALE = LinearSegmentedColormap.from_list("depth", ["#e9f1f6", "#a9cbe0", "#4f97c1", "#0a5c8f", "#062f4f"])


def bars(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 20) -> Axes:
    """Draw ranked bars of a distribution, or of outlets by their share.

    Parameters
    ----------
    table : DataFrame
        As `analytics.distribution` or `analytics.outlets` without a `freq` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many bars.

    Returns
    -------
    matplotlib Axes
        Its figure knows the table and the chart in words.
    """
    own = "outlet" in table.columns
    by = "outlet" if own else str(table.attrs.get("by", ""))
    shown = table.rename(columns={"outlet": "value"})
    shown = shown if by in _NATURAL else shown.head(top)
    subject = _subject(table)
    title = (
        either(
            f"各媒體提及{_spaced(subject)}的比例", f"Share of each outlet's articles that mention {subject}"
        )
        if own
        else either(f"{subject}按{word(by)}分布", f"All articles, by {word(by)}")
        if not table.attrs.get("entity")
        else either(
            f"提及{_spaced(subject)}的文章按{word(by)}分布", f"Articles that mention {subject}, by {word(by)}"
        )
    )
    with drawing():
        ax = axes(ax, height=1.1 + 0.29 * max(len(shown), 4))
        note = word("share_own") if own else word("articles")
        head(ax, title, note + either("；橫線為95%信賴區間", "; whiskers: 95% interval") * own)
        if _empty(ax, shown):
            return register(ax, table, f"{title}{either('：沒有數據。', ': no data.')}")
        length = shown["share"] * 100 if own else shown["matching"]
        place = np.arange(len(shown))[::-1]
        colours = [MAIN if isinstance(value, str) else SOFT for value in shown["value"]]
        drawn = ax.barh(place, length.fillna(0), height=0.66, color=colours)
        labels = [value_label(value, by) for value in shown["value"]]
        for mark, label, row in zip(drawn, labels, shown.itertuples(), strict=True):
            share = percent(row.share) if row.share == row.share else "–"
            tooltip(ax, mark, f"{label}：{row.matching} / {row.total}（{share}）")
            reach = row.high * 100 if own and row.high == row.high else mark.get_width()
            note = f"{share}　{row.matching}/{row.total}" if own else f"{row.matching:,}　{share}"
            ax.text(reach, mark.get_y() + 0.33, f" {note}", va="center", fontsize=9.5, color=SOFT)
        if own:
            ax.hlines(place, shown["low"] * 100, shown["high"] * 100, color=INK, linewidth=1)
        ax.set_yticks(place, [shorten(label) for label in labels], color=INK)
        ax.set_xlim(0, max(float(np.nanmax(shown["high"] * 100 if own else length)), 1) * 1.22)
        ax.xaxis.set_major_locator(MaxNLocator(4, integer=not own))
        if own:
            ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}%"))
        ax.grid(axis="x")
        ax.spines["bottom"].set_visible(False)
        return register(ax, table, _ranked_words(title, labels, shown, own))


def terms(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 30) -> Axes:
    """Draw the most frequent terms: bars of occurrences, diamonds of the articles that use them.

    Parameters
    ----------
    table : DataFrame
        As `analytics.terms` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many terms.

    Returns
    -------
    matplotlib Axes
        Its figure knows the table and the chart in words.
    """
    shown = table.head(top)
    title = either("最常見的詞語", "Most frequent terms")
    with drawing():
        ax = axes(ax, height=1.1 + 0.25 * max(len(shown), 4))
        head(
            ax,
            title,
            either(
                "柱為出現次數，菱形為出現於多少篇文章", "bars: occurrences; diamonds: articles that use it"
            ),
        )
        if not len(shown):
            _empty(ax, pd.DataFrame({"total": []}))
            return register(ax, table, f"{title}{either('：沒有數據。', ': no data.')}")
        place = np.arange(len(shown))[::-1]
        drawn = ax.barh(place, shown["frequency"], height=0.66, color=MAIN)
        ax.plot(
            shown["document_frequency"], place, "D", ms=5, mfc=SECOND, mec=PAPER, mew=0.8, linestyle="none"
        )
        for mark, row in zip(drawn, shown.itertuples(), strict=True):
            count = (
                f"{word('frequency')} {row.frequency}，{word('document_frequency')} {row.document_frequency}"
            )
            tooltip(ax, mark, f"{row.term}：{count}")
            ax.text(
                mark.get_width(),
                mark.get_y() + 0.33,
                f" {row.frequency:,}",
                va="center",
                fontsize=9,
                color=SOFT,
            )
        ax.set_yticks(place, [shorten(term) for term in shown["term"]], color=INK)
        ax.set_xlim(0, shown["frequency"].max() * 1.12)
        ax.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        ax.grid(axis="x")
        ax.spines["bottom"].set_visible(False)
        first = shown.iloc[0]
        listed = either("、", ", ").join(f"{row.term} {row.frequency}" for row in shown.head(5).itertuples())
        words = either(
            f"橫條圖：最常見的{len(shown)}個詞語及其出現次數。首五位為{listed}；「{first['term']}」見於{first['document_frequency']}篇文章。",
            f"Bar chart: the {len(shown)} most frequent terms. First: {listed}; "
            f"{first['term']!r} stands in {first['document_frequency']} articles.",
        )
        return register(ax, table, words)


def keyness(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 15) -> Axes:
    """Draw the key terms of both sides: the target's to the right, the reference's to the left.

    Parameters
    ----------
    table : DataFrame
        As `analytics.keyness` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many terms a side. Only those whose conservative log ratio is not 0.

    Returns
    -------
    matplotlib Axes
        Its figure knows the table and the chart in words.
    """
    telling = table[table["log_ratio_low"] != 0]
    ours = telling[telling["log_likelihood"] > 0].head(top)
    theirs = telling[telling["log_likelihood"] < 0].tail(top)
    shown = pd.concat([ours, theirs])
    target = str(table.attrs.get("target") or "")
    other = str(table.attrs.get("reference") or either("其餘文章", "all other articles"))
    title = either(f"{target}的關鍵詞", f"Key terms: {target}")
    with drawing():
        ax = axes(ax, height=1.2 + 0.25 * max(len(shown), 4))
        note = either(
            f"對數似然值G²；向右屬「{target}」，向左屬「{other}」", f"G²; right: {target}, left: {other}"
        )
        head(ax, title, note)
        if not len(shown):
            _empty(ax, pd.DataFrame({"total": []}))
            return register(ax, table, f"{title}{either('：沒有數據。', ': no data.')}")
        place = np.arange(len(shown))[::-1]
        colours = [MAIN] * len(ours) + [SECOND] * len(theirs)
        drawn = ax.barh(place, shown["log_likelihood"], height=0.66, color=colours)
        for mark, row in zip(drawn, shown.itertuples(), strict=True):
            tooltip(
                ax,
                mark,
                f"{row.term}：G² {row.log_likelihood:.1f}（{row.target_frequency} / {row.reference_frequency}）",
            )
            right = row.log_likelihood >= 0
            ax.annotate(
                shorten(row.term), (0, mark.get_y() + 0.33), (-4 if right else 4, 0), textcoords="offset points",
                ha="right" if right else "left", va="center", fontsize=9.5,
            )  # fmt: skip
        ax.axvline(0, color=SOFT, linewidth=0.8)
        ax.set_yticks([])
        reach = float(shown["log_likelihood"].abs().max()) * 1.05
        least = reach * 0.25  # room for the labels on the other side
        ax.set_xlim(
            min(float(theirs["log_likelihood"].min()) * 1.05 if len(theirs) else 0, -least),
            max(float(ours["log_likelihood"].max()) * 1.05 if len(ours) else 0, least),
        )
        ax.xaxis.set_major_locator(MaxNLocator(5))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):g}"))
        ax.grid(axis="x")
        ax.spines["bottom"].set_visible(False)
        first = either("、", ", ").join(ours["term"].head(5))
        last = either("、", ", ").join(theirs["term"].iloc[::-1].head(5))
        words = either(
            f"橫條圖：{title}。「{target}」最突出的是{first or '（無）'}；「{other}」最突出的是{last or '（無）'}。",
            f"Bar chart: {title}. Strongest for {target}: {first or 'none'}; for {other}: {last or 'none'}.",
        )
        return register(ax, table, words)


def heatmap(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 15, value: str = "matching") -> Axes:
    """Draw a heat map of periods and values.

    Parameters
    ----------
    table : DataFrame
        As `analytics.distribution` with a `freq` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many values, those with most articles.
    value : {"matching", "share"}
        What the colour says. Periods without any article are hatched: that is not zero.

    Returns
    -------
    matplotlib Axes
        Its figure knows the table and the chart in words.
    """
    by, freq = str(table.attrs.get("by", "")), str(table.attrs.get("freq") or "week")
    subject = _subject(table)
    mentioning = either(f"提及{_spaced(subject)}的文章", f"Articles that mention {subject}")
    counted = mentioning if table.attrs.get("entity") else either(word("all"), "All articles")
    title = either(f"{counted}：{word(by)}與時間", f"{counted}, by {word(by)} and time")
    sums = table.groupby("value", sort=False, dropna=False)["matching"].sum()
    names = list(sums.index if by in _NATURAL else sums.nlargest(top).index)
    with drawing():
        ax = axes(ax, height=1.5 + 0.29 * max(len(names), 4))
        note = word("share") if value == "share" else word("articles")
        head(ax, title, either("；", "; ").join([word(freq), note, word("no_articles")]))
        if _empty(ax, table):
            return register(ax, table, f"{title}{either('：沒有數據。', ': no data.')}")
        grid = table.pivot_table(index="value", columns="period", values=value, sort=False, dropna=False)
        grid = grid.reindex(pd.Index(names)) if not any(name != name for name in names) else grid.loc[names]
        cells = grid.to_numpy(dtype=float) * (100 if value == "share" else 1)
        silent = table.groupby("period")["total"].first().reindex(grid.columns).to_numpy() == 0
        for place in np.flatnonzero(silent):
            corner = (place - 0.5, -0.5)
            ax.add_patch(
                Rectangle(corner, 1, len(names), facecolor="none", edgecolor=FAINT, hatch="////", lw=0)
            )
        cells[:, silent] = np.nan
        image = ax.pcolormesh(np.arange(cells.shape[1]), np.arange(len(names)), cells, cmap=_SCALE,
                              vmin=0, edgecolors=PAPER, linewidth=0.8)  # fmt: skip
        bar = ax.figure.colorbar(image, ax=ax, pad=0.015, shrink=0.8, aspect=26)
        bar.outline.set_visible(False)
        bar.ax.yaxis.set_major_locator(MaxNLocator(4, integer=value == "matching"))
        if value == "share":
            bar.ax.yaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}%"))
        labels = [value_label(name, by) for name in names]
        ax.set_yticks(np.arange(len(names)), [shorten(label) for label in labels], color=INK)
        ax.invert_yaxis()
        ax.set_xticks(*tick_labels(pd.Series(grid.columns), freq))
        ax.tick_params(length=0)
        ax.spines["bottom"].set_color(GRID)
        row, column = (
            np.unravel_index(np.nanargmax(cells), cells.shape) if np.isfinite(cells).any() else (0, 0)
        )
        most = f"{cells[row, column]:.0f}" + (either("篇", " articles") if value == "matching" else "%")
        when = period(grid.columns[column], freq)
        words = either(
            f"熱力圖：{counted}按{word(by)}及時間分布，共{len(names)}項、{len(grid.columns)}個時段。最多的一格是{when}的{labels[row]}，{most}。",
            f"Heat map: {counted}, by {word(by)} and time, {len(names)} rows and {len(grid.columns)} periods. "
            f"The highest cell is {labels[row]} in the {when}: {most}.",
        )
        return register(ax, table, words)


def _ranked_words(title: str, labels: list[str], shown: pd.DataFrame, own: bool) -> str:
    order = shown.assign(label=labels).sort_values(
        "share" if own else "matching", ascending=False, kind="stable"
    )
    parts = [
        f"{row.label} {percent(row.share) if own and row.share == row.share else row.matching}"
        for row in order.head(3).itertuples()
    ]
    total = int(shown["total"].max()) if not own else int(shown["total"].sum())
    return either(
        f"橫條圖：{title}，共{len(shown)}項、{total}篇文章。最高為" + "、".join(parts) + "。",
        f"Bar chart: {title}; {len(shown)} rows, {total} articles. Highest: " + ", ".join(parts) + ".",
    )
