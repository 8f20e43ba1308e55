"""Pieces of sentences: whom a table counts, when something was, how names are listed."""

from collections.abc import Iterable

import pandas as pd

from ...measures.engine.provenance import provenance
from ...measures.engine.rows import ENOUGH as ENOUGH
from ...wording import either, text
from ...wording.formats import days, percent, period, points


def paragraph(*sentences: str) -> str:
    """Return sentences as one paragraph; empty ones are left out.

    >>> paragraph("有一篇。", "", "沒有日期。")
    '有一篇。沒有日期。'
    """
    return either("", " ").join(filter(None, sentences))


def clauses(*parts: str) -> str:
    """Return parts as one sentence, separated by semicolons; empty ones are left out.

    >>> clauses("甲佔一半", "乙佔一成")
    '甲佔一半；乙佔一成。'
    """
    return either("；", "; ").join(filter(None, parts)) + either("。", ".")


def named(name: str) -> str:
    """Write a name inside a sentence.

    >>> named("DeepSeek"), named("英偉達")
    ('DeepSeek', '「英偉達」')
    """
    return name if name.isascii() else text("sentences.common.named", name=name)


def quoted(name: object) -> str:
    """Write a word of the articles inside a sentence.

    >>> quoted("AI")
    '「AI」'
    """
    return text("sentences.common.quoted", name=name)


def subject_of(table: pd.DataFrame) -> str:
    """Return what a table counts, ready to stand in a sentence."""
    origin = provenance(table)
    label = either(origin.label, origin.label_en)
    return named(label) if label else text("sentences.common.subject")


def label_of(table: pd.DataFrame, label: str) -> str:
    """Return what one of a table's several subjects is called, ready to stand in a sentence."""
    return named(either(label, provenance(table).labels_en.get(label, label)))


def quoted_name(table: pd.DataFrame, name: object) -> str:
    """Write a word or a subject of a table inside a sentence, a subject in the language that is set."""
    return quoted(either(str(name), provenance(table).labels_en.get(str(name), str(name))))


def in_period(date: pd.Timestamp | str, freq: str | None) -> str:
    """Return a period as a sentence has it.

    >>> in_period("2025-01-27", "week")
    '2025年1月27日起一周'
    """
    known = freq if freq in ("day", "week") else "month"
    return text(f"sentences.common.in_{known}", period=period(pd.Timestamp(date), freq))


def full_date(date: pd.Timestamp | str) -> str:
    """Return a day with its year.

    >>> full_date("2025-01-27")
    '2025年1月27日'
    """
    return period(pd.Timestamp(date), "day")


def range_of(table: pd.DataFrame, side: str) -> str:
    """Return from when to when one of two periods compared lasts; `side` is `before` or `after`."""
    asked = provenance(table).details.get(side) or ()
    if len(asked) != 2:
        return text(f"sentences.compare.{side}")
    return days(*(pd.Timestamp(day) for day in asked))


def counts(row: pd.Series) -> dict[str, object]:
    """Return the matching and all articles of a row and their share, as sentences write them."""
    return {
        "matching": int(row["matching"]),
        "total": int(row["total"]),
        "share": percent(row["share"]),
    }


def size(difference: float) -> str:
    """Return a difference in percentage points without its sign.

    >>> size(-0.134)
    '13.4'
    """
    return points(abs(difference)).lstrip("+")


def lasting(row: pd.Series) -> str:
    """Return from when to when something lasted, and for how many days."""
    first, last, count = pd.Timestamp(row["start"]), pd.Timestamp(row["end"]), int(row["days"])
    if count == 1:
        return text("sentences.common.one_day", day=full_date(first))
    return text("sentences.common.days", days=days(first, last), count=count)


def listed(names: Iterable[object], most: int = 3) -> str:
    """Return the first few names as a sentence lists them.

    >>> listed(["模型", "晶片"])
    '「模型」、「晶片」'
    """
    return joined(quoted(name) for name in list(names)[:most])


def tied(values: pd.Series, shown: int = 1, *, inside: bool = False) -> str:
    """Say how many more rows have the value of the last one shown, of the highest; nothing where none has.

    With `inside` the text stands inside brackets, otherwise it brings its own.

    >>> tied(pd.Series([5, 5, 5, 2])), tied(pd.Series([5, 5]), inside=True), tied(pd.Series([5, 4]))
    ('（另有2個並列）', '，另有1個並列', '')
    """
    ordered = values.sort_values(ascending=False, kind="stable").to_numpy()
    count = int((ordered[shown:] == ordered[shown - 1]).sum()) if len(ordered) > shown else 0
    key = "sentences.common.tied_inside" if inside else "sentences.common.tied"
    return text(key, count=count) if count else ""


def rounded(*parts: float, total: float) -> str:
    """Say that figures are rounded, where the parts of a sum in percentage points do not add up as written.

    >>> rounded(0.2794, -0.4027, total=-0.1233)
    '經四捨五入，直接加減略有出入'
    >>> rounded(0.3, -0.1, total=0.2)
    ''
    """
    off = abs(sum(round(part * 100, 1) for part in parts) - round(total * 100, 1))
    return text("sentences.common.rounded") if off > 0.05 else ""


def spellings_of(table: pd.DataFrame, most: int = 3) -> str:
    """Say which values of a table have several spellings; nothing where none has."""
    merged = provenance(table).details.get("spellings") or {}
    parts = [
        text("sentences.common.spelled", label=named(label), others=listed(others))
        for label, others in list(merged.items())[:most]
    ]
    if not parts:
        return ""
    key = "spellings" if len(merged) <= most else "spellings_more"
    return text(f"sentences.common.{key}", parts=joined(parts), count=len(merged))


def joined(parts: Iterable[str]) -> str:
    """Return parts of a list as one text.

    >>> joined(["甲", "乙"])
    '甲、乙'
    """
    return either("、", ", ").join(parts)
