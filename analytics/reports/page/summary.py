"""The figures at the top of a page: how many articles, what share of all, and which way the share went last."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ...errors import ReportError
from ...measures.stats.proportions import newcombe
from ...wording import has, text
from ...wording.formats import percent
from ..sentences.phrases import in_period, subject_of
from .escape import escaped
from .pieces import Piece
from .recognise import frequency_of, measure_of


@dataclass(frozen=True)
class Change:
    """The share of the last whole period beside that of the period before it.

    Attributes
    ----------
    period : Timestamp
        First day of the later period.
    share, before : float
        Share of the later and of the earlier period, 0 to 1.
    low, high : float
        95 % interval of the difference (Newcombe 1998, method 10).
    """

    period: pd.Timestamp
    share: float
    before: float
    low: float
    high: float

    @property
    def points(self) -> float:
        """By how many percentage points the share rose."""
        return (self.share - self.before) * 100

    @property
    def sure(self) -> bool:
        """Whether the interval of the difference excludes zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class _Fact:
    figure: str
    label: str
    unit: str = ""


def latest(table: pd.DataFrame) -> Change | None:
    """Compare the last two whole periods of a trend.

    Parameters
    ----------
    table : DataFrame
        What `analytics.trend` returned.

    Returns
    -------
    Change or None
        None where there are no two whole periods side by side, or nothing was published in one of them: a period that
        is covered in part is never compared, and no other is taken in its place.

    Examples
    --------
    >>> weeks = {"period": pd.to_datetime(["2025-01-06", "2025-01-13"]), "matching": [20, 45], "total": [100, 100]}
    >>> change = latest(pd.DataFrame(weeks | {"share": [0.2, 0.45], "partial": [False, False]}))
    >>> f"{change.points:+.1f}", change.sure
    ('+25.0', True)
    """
    whole = (~table["partial"].astype(bool)).to_numpy().nonzero()[0]
    if len(whole) < 2 or whole[-1] - whole[-2] != 1:
        return None
    pair = table.iloc[[whole[-1], whole[-2]]]
    if pair["share"].isna().any():
        return None
    (later, later_total), (earlier, earlier_total) = pair[["matching", "total"]].to_numpy()
    low, high = newcombe(later, later_total, earlier, earlier_total)
    share, before = pair["share"]
    return Change(pair["period"].iloc[0], float(share), float(before), float(low), float(high))


def summary(items: Mapping[str, object] | pd.Series | pd.DataFrame) -> Piece:
    """Show key figures in a row.

    Parameters
    ----------
    items : mapping, Series or DataFrame
        Name to number, date or text, with names as `analytics.health` has them or any text. Or a table of
        `analytics.trend`: then the articles that mention the subject, their share of all, and the change of the share
        in the last whole period, in figures and in words.

    Returns
    -------
    Piece
        A `<dl>`; what is empty shows as a dash.

    Raises
    ------
    ReportError
        A table of another measure.

    Examples
    --------
    >>> summary({"articles": 1234})
    1,234 篇文章
    >>> from analytics import load, trend
    >>> summary(trend(load("data/sample").articles, "deepseek", freq="month"))
    9... 篇文章提及DeepSeek
    ...% 佔28...篇有日期的文章
    少...個百分點 比例較前一個月
    2025年3月，有23...%的文章提及DeepSeek，較前一個月少...個百分點；差額的95%置信區間包含零，難以斷定是升是跌。
    """
    if isinstance(items, pd.DataFrame):
        return _of_trend(items)
    return _row([_Fact(_figure(content), _label(str(name), content)) for name, content in items.items()])


def _of_trend(table: pd.DataFrame) -> Piece:
    if measure_of(table) != "trend":
        raise ReportError("key figures come from a table of `analytics.trend`, or from names with numbers")
    subject = subject_of(table)
    matching, total = int(table["matching"].sum()), int(table["total"].sum())
    facts = [
        _Fact(f"{matching:,}", text("pages.summary.articles", count=matching, subject=subject)),
        _Fact(percent(matching / total) if total else "–", text("pages.summary.share", total=total)),
    ]
    freq = frequency_of(table) or "week"
    before, change = text(f"pages.summary.{freq}"), latest(table)
    if change is None:
        return _row([*facts, _Fact("–", text("pages.summary.no_change", before=before))])
    figure, unit, moved = _moved(change, before)
    when = in_period(change.period, freq)
    moved = text(
        "pages.summary.latest",
        when=when[0].upper() + when[1:],
        share=percent(change.share),
        subject=subject,
        moved=moved,
    )
    return _row([*facts, _Fact(figure, text("pages.summary.change", before=before), unit)], moved)


def _moved(change: Change, before: str) -> tuple[str, str, str]:
    """Return by how much a share moved, in what unit, and both in words."""
    size = f"{abs(change.points):.1f}"
    if size == "0.0":
        return text("pages.summary.level"), "", text("pages.summary.level_with", before=before)
    figure = text(f"pages.summary.{'more' if change.points > 0 else 'less'}", points=size)
    unit = text("pages.summary.points")
    moved = text("pages.summary.moved", before=before, moved=figure, unit=unit)
    return figure, unit, moved if change.sure else text("pages.summary.unsure", moved=moved)


def _row(facts: list[_Fact], below: str = "") -> Piece:
    """Return figures with their units and labels in a row, and a sentence below."""
    cells = "".join(
        f"<div><dt>{escaped(fact.label)}</dt><dd>{escaped(fact.figure)}"
        + f"<small>{escaped(fact.unit)}</small>" * bool(fact.unit)
        + "</dd></div>"
        for fact in facts
    )
    lines = [f"{fact.figure}{fact.unit} {fact.label}" for fact in facts] + ([below] if below else [])
    paragraph = f"<p>{escaped(below)}</p>" if below else ""
    return Piece(f'<dl class="facts">{cells}</dl>{paragraph}', "\n".join(lines))


def _label(name: str, content: object) -> str:
    key, shown = f"values.item.{name}", str(content).strip()
    return text(key, count=int(shown) if shown.isdigit() else 0) if has(key) else name


def _figure(content: object) -> str:
    shown = str(content).strip()
    return f"{int(shown):,}" if shown.isdigit() else shown or "–"
