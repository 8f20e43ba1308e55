"""Every sentence is the one that was reviewed, and every figure in it is one of its table's."""

import inspect
import re
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest

import analytics as an
from analytics.measures.engine.provenance import provenance
from analytics.reports.page.recognise import measure_of
from analytics.reports.sentences import SENTENCES
from analytics.wording import LANGUAGES, catalogue
from analytics.wording.columns import written
from analytics.wording.formats import percent, points

from .golden import TABLES, path_of, sentences, tables
from .golden import written as golden

CHINESE_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年第\d季")
FIGURE = re.compile(r"(?<![A-Za-z0-9.,])[+−]?\d[\d,]*(?:\.\d+)?%?")
MEASURES = {name for name in an.__all__ if name.islower() and inspect.isfunction(getattr(an, name))}
# These return no table, or a table of articles.
WITHOUT = {
    *(
        "articles",
        "explore",
        "load",
        "load_entities",
        "load_lexicon",
        "match",
        "provenance",
        "scan",
        "segment",
    ),
    "without_boilerplate",
}


@pytest.fixture(scope="module")
def counted() -> dict[str, pd.DataFrame]:
    return tables()


@pytest.fixture(scope="module")
def told(counted: dict[str, pd.DataFrame]) -> dict[str, str]:
    return dict(sentences(counted, "zh-HK"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_sentence_is_the_one_that_was_reviewed(counted: dict[str, pd.DataFrame], code: str) -> None:
    assert golden(counted, code) == path_of(code).read_text(encoding="utf-8"), (
        "review, then run `make golden`"
    )


def test_every_measure_with_a_table_has_a_sentence() -> None:
    assert set(SENTENCES) == MEASURES - WITHOUT | {"problems"}


def test_every_sentence_is_kept(counted: dict[str, pd.DataFrame]) -> None:
    assert {measure_of(table) for table in counted.values()} == set(SENTENCES)


# --- figures


def cells(table: pd.DataFrame) -> Iterator[str]:
    """Every cell as tables write it; a difference also without its sign."""
    measure = measure_of(table)
    for name in table:
        for content in table[name]:
            if np.ndim(content) == 0:
                shown = written(content, str(name), measure)
                yield from (shown, shown.lstrip("+−"))


def derived(table: pd.DataFrame) -> Iterator[str]:
    """How many rows and values there are, what columns add up to, and what part one sum is of another."""
    yield f"{len(table):,}"
    flat = [name for name in table if len(table) and not is_list(table[name])]
    yield from (f"{table[name].nunique():,}" for name in flat)
    numbers = table.select_dtypes("number")
    groups = [name for name in ("entity", "outlet", "kind", "term", "field") if name in table]
    sums = pd.concat([numbers.sum().to_frame().T, *(numbers.groupby(table[name]).sum() for name in groups)])
    for _, row in sums.iterrows():
        for total in row:
            yield f"{total:,.0f}"
            yield from (points(total), points(abs(total)).lstrip("+"))
            yield from (percent(total / other) for other in row if other and total <= other)
    for name in groups:
        counts = table.groupby(name).agg(["size"] if "id" not in table else {"id": ["size", "nunique"]})
        yield from (f"{count:,}" for count in counts.to_numpy().ravel())
    details = provenance(table).details.values()
    yield from (f"{detail:,}" for detail in details if isinstance(detail, int))
    yield f"{provenance(table).undated:,}"


def is_list(column: pd.Series) -> bool:
    return any(np.ndim(content) for content in column)


# What only one measure's sentence counts, counted here a second time.
OWN: dict[str, Callable[[pd.DataFrame], list[float]]] = {
    "aboutness": lambda table: [
        (table["score"] > 0).sum(),
        (table["score"] >= 0.5).sum(),
        table["score"].between(0.25, 0.5, "left").sum(),
        table["score"].between(0, 0.25, "neither").sum(),
    ],
    "keyness": lambda table: [
        ((table["p_adjusted"] < 0.05) & (table["log_ratio_low"] * sign > 0)).sum() for sign in (1, -1)
    ],
    "outlets": lambda table: [(table.groupby("outlet")["matching"].sum() > 0).sum()],
    "distribution": lambda table: [
        table.loc[table["value"].isna(), "matching"].sum(),
        (table["value"].notna() & (table["matching"] > 0)).sum(),
    ],
    "behind": lambda table: [table.drop_duplicates("id")["mentions"].sum()],
    "mentions": lambda table: [
        table["alias"].value_counts().iloc[:1].sum(),
        (table["field"] == "title").sum(),
    ],
    "compare": lambda table: [((table["difference_low"] < 0) & (table["difference_high"] > 0)).sum()],
    "stories": lambda table: [(~table["first"]).sum()],
    "problems": lambda table: [
        (table["severity"] == level).sum() for level in ("error", "skipped", "warning")
    ],
}


def nightly(table: pd.DataFrame) -> list[str]:
    whole = table[table["outlet"].isna()]
    night = whole[~whole["hour"].between(6, 21)]["matching"].sum()
    return [f"{night:,}", percent(night / whole["total"].max())]


def allowed(table: pd.DataFrame) -> set[str]:
    measure = str(measure_of(table))
    found = set(cells(table)) | set(derived(table))
    if measure in OWN:
        found |= {f"{figure:,}" for figure in OWN[measure](table)}
    if measure == "timing":
        found |= set(nightly(table))
    if measure == "health":
        found |= {f"{int(text):,}" for text in table["value"] if text.isdigit()}
    return found


def constants(measure: str) -> set[str]:
    """Figures that stand in the text itself: thresholds, the level of an interval."""
    texts = " ".join(entry["zh"] for entry in catalogue("sentences")[measure].values())
    return set(FIGURE.findall(re.sub(r"\{[^}]*\}", " ", texts))) | {"10", "500"}


def dates(table: pd.DataFrame) -> set[str]:
    """Every date of a table and of its provenance, as sentences write them."""
    days = [day for name in table.select_dtypes("datetime") for day in table[name].dropna().unique()]
    details = provenance(table).details
    days += [pd.Timestamp(day) for side in ("before", "after") for day in details.get(side) or ()]
    if measure_of(table) == "health":
        days += [pd.Timestamp(text) for text in table["value"] if re.fullmatch(r"\d{4}-\d\d-\d\d", text)]
    return {
        form
        for day in map(pd.Timestamp, days)
        for form in (
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.month}月{day.day}日",
            f"{day.year}年{day.month}月",
        )
    }


@pytest.mark.parametrize("name", TABLES)
def test_every_figure_of_a_sentence_is_in_its_table(
    counted: dict[str, pd.DataFrame], told: dict[str, str], name: str
) -> None:
    table = counted[name]
    prose = re.sub(r"「[^」]*」", "", told[name])  # words of the articles hold figures of their own
    assert set(CHINESE_DATE.findall(prose)) <= dates(table)
    figures = set(FIGURE.findall(CHINESE_DATE.sub(" ", prose)))
    assert figures - allowed(table) - constants(str(measure_of(table))) == set()
