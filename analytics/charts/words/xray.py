"""The x-ray: a stroke for every occurrence of a term, along the running text of the corpus."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import period, tick
from ..canvas.chart import expect, register, tooltip
from ..canvas.layout import NOTE, axes, compose, nothing, room, width_of
from ..canvas.theme import FAINT, INK, MAIN, SOFT, drawing, shorten, text_width
from ..canvas.words import undated, value_label, word

_ROW, _LONGEST, _MOST = 26.0, 9, 12


_BINS = 300  # strokes nearer to each other than the paper can show are drawn as one


def xray(table: pd.DataFrame, ax: Axes | None = None, *, by: str = "term") -> Axes:
    """Draw a lexical dispersion plot: a row a term, or a row an outlet, a stroke an occurrence.

    Parameters
    ----------
    table : DataFrame
        As `analytics.xray` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    by : {"term", "outlet"}
        What has a row of its own; at most twelve, of outlets those with most strokes.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import analytics
    >>> ax = xray(analytics.xray(analytics.load("data/sample").articles, ["deepseek", "nvidia"]))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['DeepSeek', '英偉達']
    """
    expect(table, "xray", ("term", "published", "outlet", "place"))
    terms = [str(term) for term in provenance(table).details.get("terms") or table["term"].unique()]
    title = either("詞語在語料中的位置", "Where the terms stand in the corpus")
    if by == "outlet":
        title = either(f"各媒體何時用上「{'、'.join(terms)}」", f"When each outlet uses {', '.join(terms)}")
    subtitle = either(
        "每劃是一次出現；由左至右是全部文章的文字，按發布時間排列",
        "A stroke an occurrence; left to right all text in order of publication",
    )
    with drawing():
        ax = axes(ax)
        if table.empty:
            return nothing(ax, table, title, subtitle)
        rows = terms[:_MOST] if by == "term" else _outlets(table)
        labels = [str(row) if by == "term" else value_label(row, "outlet") for row in rows]
        short = [shorten(label, _LONGEST) for label in labels]
        counts = []
        for place, row in enumerate(rows):
            own = table[table[by].isna() if row is None else table[by] == row]
            counts.append(len(own))
            lines = ax.vlines(own["place"], place - 0.36, place + 0.36, color=MAIN, linewidth=0.7, alpha=0.7)
            lines.set_rasterized(len(own) > 20 * _BINS)
            tooltip(ax, lines, f"{labels[place]}{either('：', ': ')}{len(own):,}{either('次', '')}")
        figures = [f"{count:,}" for count in counts]
        beside = max(text_width(text, 9.5) for text in (*figures, either("次數", "times"))) + 12
        left = room(short)
        ax.set(xlim=(0, 1), ylim=(len(rows) - 0.5, -0.5))
        ax.set_yticks(range(len(rows)), short, color=INK, fontsize=10)
        ax.hlines(range(len(rows)), 0, 1, color=FAINT, linewidth=0.5, zorder=0)
        for place, text in enumerate(figures):
            ax.annotate(
                text, (1, place), (beside, 0), xycoords=ax.get_yaxis_transform(), textcoords="offset points",
                ha="right", va="center", fontsize=9.5, color=INK, annotation_clip=False,
            )  # fmt: skip
        ax.annotate(
            either("次數", "times"), (1, 1), (beside, 4), xycoords="axes fraction", textcoords="offset points",
            ha="right", va="bottom", fontsize=NOTE, color=SOFT, annotation_clip=False,
        )  # fmt: skip
        _dates(ax, table, width_of(ax, left + beside + 8))
        ax.spines["bottom"].set_visible(False)
        compose(
            ax, title, subtitle, plot=_ROW * len(rows), left=left, right=beside + 4, above=18, below=44,
            notes=undated(table),
        )  # fmt: skip
        return register(ax, table, _words(title, labels, counts, table))


def _outlets(table: pd.DataFrame) -> list[object]:
    """The outlets with most strokes; None for articles that state none, last."""
    names = (
        table["outlet"].value_counts().sort_index(kind="stable").sort_values(ascending=False, kind="stable")
    )
    rows: list[object] = list(names.index[:_MOST])
    return rows + [None] * bool(table["outlet"].isna().any() and len(rows) < _MOST)


def _dates(ax: Axes, table: pd.DataFrame, width: float) -> None:
    """Write under the text when its periods begin: as many as have room, the year with the first of each."""
    ax.xaxis.set_minor_locator(NullLocator())
    freq, last, year = str(provenance(table).freq), -1e9, None
    places, labels = [], []
    for written, place in provenance(table).details.get("dates", []):
        date = pd.Timestamp(written)
        label = tick(date, freq)
        if (place - last) * width < text_width(label, 9) + 10:
            continue
        last = place
        named = either(f"{date.year}年", f"{date.year}")
        labels.append(label if date.year == year else f"{label}\n{named}")
        places.append(place)
        year = date.year
    ax.set_xticks(places, labels)
    ax.tick_params(axis="y", length=0)
    ax.tick_params(axis="x", length=3, labelsize=9)
    ax.set_xlabel(word(f"{freq}_axis"), loc="right", fontsize=NOTE)


def _words(title: str, labels: list[str], counts: list[int], table: pd.DataFrame) -> str:
    parts = [
        either(f"{label}{count:,}次", f"{label} {count:,}")
        for label, count in zip(labels, counts, strict=True)
    ]
    when = period(table["published"].dt.tz_localize(None).dt.normalize().mode()[0], "day")
    return either(
        f"詞語分布圖：{title}。{'、'.join(parts)}。出現最密的一天是{when}。",
        f"Lexical dispersion plot: {title}. {', '.join(parts)}. Densest day: {when}.",
    )
