"""The figures at the top of a page: how many articles, what share of all, and which way the share went last."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ...errors import ReportError
from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import percent
from ..sentences.phrases import counted, in_period
from . import words
from .pieces import Piece
from .words import escaped

_BEFORE = {
    "day": ("前一日", "the day before"),
    "week": ("前一周", "the week before"),
    "month": ("前一個月", "the month before"),
    "quarter": ("前一季", "the quarter before"),
}


@dataclass(frozen=True)
class Change:
    """The share of the last whole period beside that of the period before it.

    Attributes
    ----------
    period : Timestamp
        First day of the later period.
    share, before : float
        Share of the later and of the earlier period, 0 to 1.
    apart : bool
        Whether the 95 % intervals of the two do not overlap.
    """

    period: pd.Timestamp
    share: float
    before: float
    apart: bool

    @property
    def points(self) -> float:
        """By how many percentage points the share rose."""
        return (self.share - self.before) * 100


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
    >>> from analytics import load, trend
    >>> change = latest(trend(load("data/sample").articles, "deepseek", freq="month"))
    >>> change.period.month, round(change.points, 1)
    (3, -11.5)
    """
    whole = (~table["partial"].astype(bool)).to_numpy().nonzero()[0]
    if len(whole) < 2 or whole[-1] - whole[-2] != 1:
        return None
    before, last = table.iloc[whole[-2]], table.iloc[whole[-1]]
    if pd.isna(before["share"]) or pd.isna(last["share"]):
        return None
    apart = bool(last["low"] > before["high"] or last["high"] < before["low"])
    return Change(last["period"], float(last["share"]), float(before["share"]), apart)


def summary(items: Mapping[str, object] | pd.Series | pd.DataFrame) -> Piece:
    """Show key figures in a row.

    Parameters
    ----------
    items : mapping, Series or DataFrame
        Name to number, date or text, with names as `analytics.health` has them or any text. Or a table of
        `analytics.trend`: then the articles that mention the entity, their share of all, and the change of the share
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
    >>> summary(trend(load("data/sample").articles, "deepseek"))
    98 篇文章提及DeepSeek
    34.4% 佔285篇有日期的文章
    少1.0個百分點 比例較前一周
    2025年3月24日起一周，有19.0%的文章提及DeepSeek，較前一周少1.0個百分點；兩者的95%置信區間重疊，差異可能只是偶然。
    """
    if isinstance(items, pd.DataFrame):
        return _of_trend(items)
    return _row(
        [(_figure_of(content), "", words.name(str(key), words.FACTS)) for key, content in items.items()]
    )


def _of_trend(table: pd.DataFrame) -> Piece:
    if provenance(table).measure != "trend":
        raise ReportError("key figures come from a table of `analytics.trend`, or from names with numbers")
    who, freq = counted(table), str(provenance(table).freq)
    does = either(f"提及{who}", f"mention {who}") if who else either("合乎條件", "meet the condition")
    before = either(*_BEFORE[freq])
    matching, total = int(table["matching"].sum()), int(table["total"].sum())
    share = percent(matching / total) if total else "–"
    facts = [
        (f"{matching:,}", "", either(f"篇文章{does}", f"articles {does}")),
        (share, "", either(f"佔{total:,}篇有日期的文章", f"of {total:,} dated articles")),
    ]
    change = latest(table)
    if change is None:
        nothing = either(f"比例較{before}：沒有可比的時段", f"on {before}: no periods to compare")
        return _row([*facts, ("–", "", nothing)])
    figure, unit, told = _moved(change, before)
    when, share = in_period(change.period, freq), percent(change.share)
    zh = f"{when}，有{share}的文章{does}，{told}。"
    en = f"{when[0].upper()}{when[1:]}, {share} of the articles {does}, {told}."
    return _row([*facts, (figure, unit, either(f"比例較{before}", f"on {before}"))], either(zh, en))


def _moved(change: Change, before: str) -> tuple[str, str, str]:
    """By how much a share moved, in what unit, and both in words."""
    size = f"{abs(change.points):.1f}"
    if size == "0.0":
        return either("相若", "level"), "", either(f"與{before}相若", f"level with {before}")
    rose = change.points > 0
    figure, unit = (
        either("多" if rose else "少", "up " if rose else "down ") + size,
        either("個百分點", " points"),
    )
    doubt = either(
        "兩者的95%置信區間重疊，差異可能只是偶然", "the 95% intervals overlap, so this may be chance"
    )
    told = either(f"較{before}{figure}{unit}", f"{figure}{unit} on {before}")
    return figure, unit, told if change.apart else f"{told}{either('；', '; ')}{doubt}"


def _row(facts: list[tuple[str, str, str]], said: str = "") -> Piece:
    """Figures with their units and names, and a sentence below."""
    cells = "".join(
        f"<div><dt>{escaped(label)}</dt><dd>{escaped(figure)}"
        + f"<small>{escaped(unit)}</small>" * bool(unit)
        + "</dd></div>"
        for figure, unit, label in facts
    )
    lines = [f"{figure}{unit} {label}" for figure, unit, label in facts] + ([said] if said else [])
    below = f"<p>{escaped(said)}</p>" if said else ""
    return Piece(f'<dl class="facts">{cells}</dl>{below}', "\n".join(lines))


def _figure_of(content: object) -> str:
    text = str(content).strip()
    return f"{int(text):,}" if text.isdigit() else text or "–"
