"""What charts call a table's subjects and articles, from the table's provenance."""

import pandas as pd

from ...measures.engine.provenance import provenance
from ...wording import either, has, text
from ...wording.columns import value
from ...wording.formats import named


def subject_of(table: pd.DataFrame) -> str:
    """Return what a table counts, in the language that is set; a general name where the table does not say."""
    origin = provenance(table)
    return either(origin.label, origin.label_en) or text("charts.common.some_subject")


def named_subject(table: pd.DataFrame) -> str:
    """Return what a table counts, as it stands inside a sentence."""
    return named(subject_of(table)) if provenance(table).label else subject_of(table)


def label_of(table: pd.DataFrame, label: str) -> str:
    """Return the name of one of a table's subjects in the language that is set."""
    return either(label, provenance(table).labels_en.get(label, label))


def articles_of(table: pd.DataFrame) -> str:
    """Return which articles a table counts: those that mention its subject, all, or just articles if it is unknown."""
    origin = provenance(table)
    if origin.label:
        return text("charts.common.mentioning", subject=named_subject(table))
    return text("charts.common.all_articles" if origin.measure else "charts.common.some_articles")


def kind_of(by: str | None) -> str:
    """Return the name of a column whose values are counted.

    >>> kind_of("outlet"), kind_of("desk"), kind_of(None)
    ('媒體', 'desk', '類別')
    """
    key = f"charts.by.{by or 'value'}"
    return text(key) if has(key) else str(by)


def value_label(content: object, by: str | None) -> str:
    """Return how a value of a column is written: weekdays and hours by name, a missing value as not stated.

    >>> value_label("6", "weekday"), value_label(13, "hour"), value_label(None, "desk"), value_label("港聞", None)
    ('星期六', '下午1時', '（未註明）', '港聞')
    """
    if content is None or content != content:
        return value(None, by if by and has(f"values.missing.{by}") else "value")
    return value(content, by or "value")


def undated(table: pd.DataFrame) -> list[str]:
    """Return the note on articles without a date; no note where there are none."""
    count = provenance(table).undated
    return [text("charts.note.undated", count=count)] if count else []


def denominator_notes(table: pd.DataFrame, broken: bool, *, smoothed: bool = False) -> list[str]:
    """Return the notes on what a share is a share of: outside totals, and periods without any articles or total."""
    if provenance(table).details.get("outside_totals"):
        return [*[text("charts.note.no_total")] * broken, text("charts.note.outside_totals")]
    return [text("charts.note.silent_smoothed" if smoothed else "charts.note.silent")] * broken


def undecided(table: pd.DataFrame) -> list[str]:
    """Return the note on stories of which dates alone do not say who was first; no note where there are none."""
    count = provenance(table).details.get("undecided", 0)
    return [text("charts.note.undecided", count=count)] if count else []


def rows_left_out(shown: int, total: int) -> list[str]:
    """Return the note on rows that are not drawn; no note where all are."""
    return [text("charts.note.first_rows", shown=shown, total=total)] if shown < total else []


def capitalised(written: str) -> str:
    """Return a text with a capital at its beginning, as English titles have it.

    >>> capitalised("articles that mention X")
    'Articles that mention X'
    """
    return written[:1].upper() + written[1:]
