"""What the tables of mentions say: where exactly a name stands, and how much articles are about it."""

import pandas as pd

from ...wording import text
from .phrases import paragraph, quoted, subject_of, tied

_ABOUT, _PASSING = (
    0.5,
    0.25,
)  # aboutness from which an article is about the subject, and below which it is in passing


def mentions(table: pd.DataFrame) -> str:
    """Say how many mentions there are, and under which name most."""
    if table.empty:
        return text("sentences.mentions.none")
    names = table["alias"].value_counts()
    return paragraph(
        text(
            "sentences.mentions.whole",
            articles=table["id"].nunique(),
            count=len(table),
            in_title=int((table["field"] == "title").sum()),
        ),
        text(
            f"sentences.mentions.{'names' if len(names) > 1 else 'only'}",
            names=len(names),
            name=quoted(names.index[0]),
            times=int(names.iloc[0]),
            tied=tied(names, inside=True),
        ),
    )


def kwic(table: pd.DataFrame) -> str:
    """Say how many places a query has."""
    if table.empty:
        return text("sentences.kwic.none")
    return text("sentences.kwic.whole", articles=table["id"].nunique(), count=len(table))


def aboutness(table: pd.DataFrame) -> str:
    """Say how many articles are about the subject, treat it in part, or mention it in passing."""
    score = table.loc[table["score"] > 0, "score"]
    if score.empty:
        return text("sentences.common.never", subject=subject_of(table))
    only = int(table.loc[score.index, "title_only"].sum()) if "title_only" in table else 0
    about, passing = int((score >= _ABOUT).sum()), int((score < _PASSING).sum())
    groups = text(
        "sentences.aboutness.groups",
        named=len(score),
        subject=subject_of(table),
        about=about,
        between=len(score) - about - passing,
        passing=passing,
    )
    return paragraph(groups, text("sentences.aboutness.title_only", count=only) if only else "")
