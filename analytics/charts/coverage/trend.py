"""The share of articles that mention a subject, over time."""

import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from ...wording import text
from ...wording.formats import between, percent, period
from ..canvas.axes import date_axis, name_dates, name_height
from ..canvas.chart import redrawable
from ..canvas.labels import denominator_notes, named_subject, subject_of, undated
from ..canvas.layout import Space, Words, axes, finish, nothing, width_of
from ..canvas.letters import shorten, text_width
from ..canvas.periods import every_period, frequency_of, without_strays
from ..canvas.share import MOST_POINTS, density_note, draw_share, hatch_gaps, limit_of, peak_of, shade_bursts
from ..canvas.tables import GAPS, INTERVAL, SHARES, checked
from ..canvas.theme import INK, NOTE, SMALL, SOFT


@redrawable
def trend(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    bursts: pd.DataFrame | None = None,
    gaps: pd.DataFrame | None = None,
) -> Axes:
    """Draw a trend: the share with its interval and, on a strip below, the articles it is a share of.

    The line breaks where nothing was published. Partial periods are open marks on dashed lines.

    Parameters
    ----------
    table : DataFrame
        As `analytics.trend` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure. The horizontal axis holds dates:
        `ax.axvline(pandas.Timestamp("2025-01-27"))` marks one.
    bursts : DataFrame, optional
        As `analytics.bursts` returns it for the same `freq`: shaded, and numbered as in that table.
    gaps : DataFrame, optional
        As `analytics.gaps` returns it: the gaps of the whole corpus are hatched. There data are missing; where
        articles were published and none matches, the line is at zero.

    Returns
    -------
    matplotlib Axes
        The axes of the share.

    Raises
    ------
    ChartError
        The table lacks columns, or has several rows for one period.

    Examples
    --------
    >>> import analytics
    >>> ax = trend(analytics.trend(analytics.load("data/sample").articles, "deepseek"))
    >>> ax.get_ylabel()
    '佔全部文章比例'
    """
    table = checked(table, "trend", period="day", **SHARES, **INTERVAL, partial="flag")
    freq = frequency_of(table)
    title = text("charts.trend.title", subject=named_subject(table))
    subtitle = text("charts.trend.subtitle", freq=text(f"charts.freq.{freq}"))
    ax = axes(ax)
    if not table["total"].sum():
        return nothing(ax, Words(title, subtitle), table)
    drawn, notes = without_strays(table, "total")
    shown = every_period(drawn, freq)
    if len(shown) > MOST_POINTS:  # no interval is drawn then
        subtitle = text("charts.trends.subtitle", freq=text(f"charts.freq.{freq}"))
    strip = draw_share(ax, shown, freq, _limit(shown))
    _label_peak_and_last(ax, shown)
    if bursts is not None:
        shade_bursts(ax, checked(bursts, "bursts", start="day", end="day", burst="number"), freq)
    hatched = gaps is not None and hatch_gaps(ax, strip, checked(gaps, "gaps", **GAPS), freq, labelled=True)
    _name_axes(ax, strip, shown, freq, subject_of(table))
    notes = [
        *[text("charts.note.partial")] * bool(shown["partial"].any()),
        *denominator_notes(table, bool((shown["total"] == 0).any())),
        *[text("charts.note.gaps")] * hatched,
        *density_note(len(shown)),
        *notes,
        *undated(table),
    ]
    words = Words(title, subtitle, _alt(shown, named_subject(table), freq), notes)
    return finish(ax, words, Space(212, left=30, right=40, above=20, below=48), drawn, strip, whole=table)


def _name_axes(ax: Axes, strip: Axes, shown: pd.DataFrame, freq: str, subject: str) -> None:
    name_height(ax, text("charts.common.share"), width_of(ax))
    caption = text("charts.trend.strip", subject=shorten(subject, 14))
    strip.set_title(caption, loc="left", fontsize=NOTE, color=SOFT, pad=4)
    name_dates(strip, freq)
    date_axis(strip, shown["period"], freq, width_of(ax))


def _label_peak_and_last(ax: Axes, table: pd.DataFrame) -> None:
    known = table[table["share"].notna()]
    if len(known) < 2 or not known["matching"].any():
        return
    best, last = peak_of(table), known.iloc[-1]
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


def _limit(table: pd.DataFrame) -> float:
    """Return the top of the axis, with space for the label of the peak."""
    return max(limit_of(table), min(float(table["share"].max()) * 112, 108.0))


def _alt(table: pd.DataFrame, subject: str, freq: str) -> str:
    matching, total = (int(table.loc[table["total"] > 0, name].sum()) for name in ("matching", "total"))
    span = between(period(table["period"].iloc[0], freq), period(table["period"].iloc[-1], freq))
    if not matching:
        return text("charts.trend.alt_none", span=span, total=total, subject=subject)
    peak, last = peak_of(table), table.iloc[-1]
    silent = int((table["total"] == 0).sum())
    sentence = text(
        "charts.trend.alt",
        subject=subject,
        freq=text(f"charts.freq.{freq}"),
        span=span,
        matching=matching,
        total=total,
        share=percent(matching / total),
        peak=period(peak["period"], freq),
        peak_matching=int(peak["matching"]),
        peak_total=int(peak["total"]),
        peak_share=percent(peak["share"]),
        last_matching=int(last["matching"]),
        last_total=int(last["total"]),
    )
    return sentence + (text("charts.common.alt_silent", silent=silent) if silent else "")
