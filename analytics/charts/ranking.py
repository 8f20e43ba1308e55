"""A row a bar: the tables of measures that are lists rather than curves."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..errors import ChartError, one_of
from ..measures.engine.provenance import provenance
from ..wording import either
from ..wording.formats import day, period
from .canvas.chart import expect, register
from .canvas.layout import axes, compose, nothing, room
from .canvas.theme import BAR, drawing, shorten
from .canvas.words import KINDS, named, subject_of, value_label, word
from .coverage.distribution import Column, ranked

_ROW, _LONGEST = 18.0, 17


@dataclass(frozen=True)
class _Look:
    """How a measure's table is drawn; texts in Chinese and English."""

    title: tuple[str, str]
    label: str  # the column that names a bar
    length: str  # the column that is its length
    axis: tuple[str, str]
    figures: tuple[tuple[str, str, str, str], ...]  # column, its two headings, and how its cells are written


_WHOLE, _TENTH, _EXACT, _SHARE = "{:,.0f}", "{:,.1f}", "{:.3f}", "{:.1%}"


_ARTICLES, _OUTLET = ("articles", "篇數", "articles", _WHOLE), ("outlet", "媒體", "outlet", "{}")


_MENTIONS = ("mentions", "次數", "times", _WHOLE)
_BY_MENTIONS = ("title", "mentions", ("提及次數", "mentions"), (_OUTLET, _MENTIONS))
_LOOKS = {
    "behind": _Look(
        ("所選時段提及{subject}的文章", "Articles behind the chosen rows: {subject}"),
        *_BY_MENTIONS,
    ),
    "headlines": _Look(
        ("最忙時段提及{subject}的標題", "Headlines of the busiest periods: {subject}"),
        *_BY_MENTIONS,
    ),
    "concentration": _Look(
        ("報道集中於少數{by}的程度", "How far coverage is held by few: {by}"),
        "period",
        "hhi",
        ("赫芬達爾指數：1為全歸一項", "Herfindahl–Hirschman index: 1 where one holds all"),
        (
            _ARTICLES,
            ("values", "項", "values", _WHOLE),
            ("hhi", "HHI", "HHI", _EXACT),
            ("evenness", "均勻度", "evenness", _EXACT),
        ),
    ),
    "syndicated": _Look(
        ("流傳最廣的新聞", "The stories that went furthest"),
        "title",
        "articles",
        ("文章數目", "articles"),
        (
            ("outlet", "首發媒體", "first", "{}"),
            _ARTICLES,
            ("outlets", "媒體數", "outlets", _WHOLE),
        ),
    ),
    "first_to_publish": _Look(
        ("誰最先報道", "Who is first"),
        "outlet",
        "share",
        ("佔該媒體有份報道的新聞", "share of the stories that the outlet told"),
        (
            ("led", "首發", "led", _WHOLE),
            ("stories", "新聞", "stories", _WHOLE),
            ("share", "佔比", "share", _SHARE),
        ),
    ),
    "dispersion": _Look(
        ("用得平均，還是集中一時", "Spread out or all at once"),
        "term",
        "dp",
        ("DP：0為平均，1為集中", "DP: 0 even, 1 in one part"),
        (
            ("frequency", "次數", "times", _WHOLE),
            ("range", "見於", "in", _WHOLE),
            ("parts", "部分", "of parts", _WHOLE),
            ("dp", "DP", "DP", _EXACT),
        ),
    ),
    "diversity": _Look(
        ("用詞的變化", "How varied the vocabulary is"),
        "value",
        "mtld",
        ("MTLD：愈高，用詞愈多變", "MTLD: the higher, the more varied"),
        (
            _ARTICLES,
            ("tokens", "詞", "tokens", _WHOLE),
            ("mattr", "MATTR", "MATTR", _EXACT),
            ("mtld", "MTLD", "MTLD", _TENTH),
        ),
    ),
    "new_words": _Look(
        ("詞典未收的詞", "Words that the dictionary lacks"),
        "word",
        "frequency",
        ("出現次數", "occurrences"),
        (
            ("frequency", "次數", "times", _WHOLE),
            ("document_frequency", "篇數", "articles", _WHOLE),
            ("cohesion", "凝固度", "cohesion", _TENTH),
        ),
    ),
    "anomalies": _Look(
        ("像是採集出錯之處", "What looks like a fault of collection"),
        "kind",
        "articles",
        ("文章數目", "articles"),
        (_OUTLET, ("start", "由", "from", "{}"), _ARTICLES),
    ),
    "boilerplate": _Look(
        ("重複出現的套語", "Paragraphs that stand in many articles"),
        "text",
        "articles",
        ("文章數目", "articles"),
        (_OUTLET, _ARTICLES, ("share", "佔比", "share", _SHARE)),
    ),
}


def ranking(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 15) -> Axes:
    """Draw the table of a measure that is a list: a bar a row, in the table's order, with its figures beside it.

    Parameters
    ----------
    table : DataFrame
        As `analytics.behind`, `headlines`, `concentration`, `syndicated`, `first_to_publish`, `dispersion`,
        `diversity`, `new_words`, `anomalies` or `boilerplate` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    top : int
        How many rows.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table is of another measure, or lacks columns.

    Examples
    --------
    >>> import analytics
    >>> ax = ranking(analytics.first_to_publish(analytics.load("data/sample").articles))
    >>> len(ax.get_yticklabels())
    6
    """
    measure = str(provenance(table).measure)
    look = _LOOKS[one_of("table for a ranking", measure, list(_LOOKS), ChartError)]
    expect(table, measure, (look.label, look.length, *(name for name, *_ in look.figures)))
    by = str(provenance(table).by)
    blanks = {"subject": subject_of(table), "by": word(by) if by != "None" else ""}
    title = either(
        look.title[0].format(**blanks | {"subject": named(blanks["subject"])}), look.title[1].format(**blanks)
    )
    shown = table.head(top)
    notes = []
    if len(shown) < len(table):
        notes = [
            either(
                f"只列首{len(shown)}項，共{len(table):,}項。", f"The first {len(shown)} of {len(table):,}."
            )
        ]
    with drawing():
        ax = axes(ax)
        if shown[look.length].isna().all():
            return nothing(ax, table, title, either(*look.axis))
        freq = provenance(table).freq
        labels = [_named(value, look.label, by, freq) for value in shown[look.label]]
        figures = [
            Column(either(zh, en), [_written(value, form, freq) for value in shown[name]])
            for name, zh, en, form in look.figures
        ]
        told = [
            f"{label}{either('：', ': ')}"
            + either("，", ", ").join(f"{column.heading} {column.cells[row]}" for column in figures)
            for row, label in enumerate(labels)
        ]
        share = (look.length, _SHARE) in {(name, form) for name, *_, form in look.figures}
        lengths = shown[look.length].fillna(0).to_numpy(dtype=float) * (100 if share else 1)
        _, right = ranked(ax, labels, lengths, [BAR] * len(shown), figures, told, longest=_LONGEST)
        ax.set_xlim(0, max(float(np.max(lengths)) * 1.02, 1e-9))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}" + "%" * share))
        ax.xaxis.set_major_locator(MaxNLocator(4, integer=table[look.length].dtype.kind in "iu"))
        left = room([shorten(label, _LONGEST) for label in labels])
        compose(
            ax,
            title,
            either(*look.axis),
            plot=_ROW * len(shown),
            left=left,
            right=right,
            below=20,
            notes=notes,
        )
        first = either("；", "; ").join(told[:3])
        words = either(f"橫條圖：{title}。首位：{first}。", f"Bar chart: {title}. First: {first}.")
        return register(ax, shown, words)


def _named(value: object, label: str, by: str, freq: str | None) -> str:
    if label == "period" and pd.isna(value):
        return word("whole")
    if label == "kind":
        return either(*KINDS[str(value)])
    return value_label(None, by) if pd.isna(value) else value_label(_written(value, "{}", freq), by)


def _written(value: object, form: str, freq: str | None) -> str:
    if isinstance(value, pd.Timestamp):
        return period(value, freq) if freq else day(value)
    if isinstance(value, str):
        return shorten(value, _LONGEST)
    return "–" if pd.isna(value) else form.format(value)
