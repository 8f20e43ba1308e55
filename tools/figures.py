"""Which figures a sentence may have: those of its table, written as tables write them, and what they add up to.

`python -m tools.figures FOLDER` counts every table of every page from a corpus of your own, in Chinese and in English,
and prints each sentence that has a figure or a date that its table does not hold.
"""

import argparse
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd

from analytics import reports
from analytics.measures.engine.provenance import provenance
from analytics.reports.page.recognise import measure_of
from analytics.wording import LANGUAGES, catalogue
from analytics.wording.columns import written
from analytics.wording.formats import percent, points

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年第\d季"
    rf"|(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}}|Q\d \d{{4}}"
)
TIME = re.compile(r"\d{2}:\d{2}|(?:凌晨|清晨|上午|正午|中午|下午|傍晚|晚上|午夜|翌晨)\d{1,2}時")
FIGURE = re.compile(r"(?<![A-Za-z0-9.,])[+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")


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
    yield from (f"{len(detail):,}" for detail in details if isinstance(detail, list | dict))
    yield f"{provenance(table).undated:,}"


def is_list(column: pd.Series) -> bool:
    """Whether a column holds lists."""
    return any(np.ndim(content) for content in column)


def ties(table: pd.DataFrame) -> set[int]:
    """How many rows have the same value as others, or are tied with the first, the second and the third."""
    found = set()
    for name in table:
        if str(table[name].dtype).startswith("list"):
            continue
        groups = [table[name], table.loc[table["total"] >= 10, name] if "total" in table else table[name]]
        for values in groups:
            found |= {int(size) - shown for size in values.value_counts() for shown in (0, 1, 2, 3)}
    return {count for count in found if count > 0}


# What only one measure's sentence counts, counted here a second time.
OWN: dict[str, Callable[[pd.DataFrame], list[float]]] = {
    "agreement": lambda table: [len(provenance(table).details["coders"])],
    "confusion": lambda table: [
        table.loc[table["first_value"] == table["second_value"], "articles"].sum(),
        table.loc[table["first_value"] != table["second_value"], "articles"].max(),
    ],
    "disagreements": lambda table: [*table["question"].value_counts().head(1)],
    "aboutness": lambda table: [
        (table["score"] > 0).sum(),
        (table["title_only"] & (table["score"] > 0)).sum(),
        (table["score"] >= 0.5).sum(),
        table["score"].between(0.25, 0.5, "left").sum(),
        table["score"].between(0, 0.25, "neither").sum(),
    ],
    "keyness": lambda table: [
        *(((table["p_adjusted"] < 0.05) & (table["log_ratio_low"] * sign > 0)).sum() for sign in (1, -1)),
        len(sure := table[(table["p_adjusted"] < 0.05) & (table["log_ratio_low"] != 0)]),
        (sure["article_p_adjusted"] < 0.05).sum(),
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
    "diversity": lambda table: [
        round(row.tokens / row.articles) for row in table.itertuples() if row.articles
    ],
    "stories": lambda table: [(~table["first"]).sum()],
    "problems": lambda table: [
        (table["severity"] == level).sum() for level in ("error", "skipped", "warning")
    ],
}


def nightly(table: pd.DataFrame) -> list[str]:
    """What a table of hours adds up to at night."""
    whole = table[table["outlet"].isna()]
    night = whole[~whole["hour"].between(6, 21)]["matching"].sum()
    total = whole["total"].max() if len(whole) else 0
    return [f"{night:,}", percent(night / total)] if total else []


def allowed(table: pd.DataFrame) -> set[str]:
    """Every figure that a sentence about a table may have."""
    measure = str(measure_of(table))
    found = set(cells(table)) | set(derived(table)) | {f"{count:,}" for count in ties(table)}
    if measure in OWN:
        found |= {f"{figure:,}" for figure in OWN[measure](table)}
    if measure == "timing":
        found |= set(nightly(table))
    if measure == "correct":
        details = provenance(table).details
        found |= {percent(details[name]) for name in ("sensitivity", "specificity")}
        found |= {percent(np.average(table[name], weights=table["total"])) for name in ("share", "corrected")}
        found.add(f"{table['estimated'].notna().sum()}")
    if measure == "health":
        found |= {f"{int(text):,}" for text in table["value"] if text.isdigit()}
    return found


def constants(measure: str) -> set[str]:
    """Figures that stand in the text itself: thresholds, the level of an interval."""
    entries = [*catalogue("sentences")[measure].values(), *catalogue("sentences")["common"].values()]
    texts = " ".join(entry[form] for entry in entries for form in ("zh", "en"))
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
            f"{day.year}年第{day.quarter}季",
            f"{day.day} {day:%B} {day.year}",
            f"{day:%B} {day.year}",
            f"Q{day.quarter} {day.year}",
        )
    }


def without_names(table: pd.DataFrame, said: str) -> str:
    """Return a sentence without what it quotes, and without the names in its table."""
    prose = re.sub(r"「[^」]*」|“[^”]*”", "", said)
    origin = provenance(table)
    names = {*origin.subjects, *origin.labels_en.values(), *origin.details.get("spellings", {})}
    for column in table.select_dtypes("str"):
        if column not in ("item", "value") or "item" not in table:
            names |= set(table[column].dropna())
    for name in sorted(filter(None, names), key=len, reverse=True):
        if not re.fullmatch(rf"[\d.,%]+|{MONTHS}", name):  # these may be part of a figure or of a date
            edge = r"\b" if name.isascii() and name.isalnum() else ""  # not a letter of a month
            prose = re.sub(f"{edge}{re.escape(name)}{edge}", "", prose)
    return prose


def unknown_figures(table: pd.DataFrame, said: str) -> set[str]:
    """Return the dates and figures of a sentence that its table does not hold."""
    prose = without_names(table, said)  # words of the articles hold figures of their own
    figures = set(FIGURE.findall(TIME.sub(" ", DATE.sub(" ", prose))))
    foreign = figures - allowed(table) - constants(str(measure_of(table)))
    return foreign | set(DATE.findall(prose)) - dates(table)


def said_by(notebook: Path, given: dict[str, Any]) -> list[tuple[pd.DataFrame, str]]:
    """Run the code of a notebook with parameters; return each table of which something was said, and what."""
    found: list[tuple[pd.DataFrame, str]] = []
    say = reports.say

    def listen(table: pd.DataFrame) -> object:
        piece = say(table)
        found.append((table, repr(piece)))
        return piece

    cells = nbformat.read(notebook, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    os.environ["ANALYTICS_PARAMETERS"] = json.dumps(given)
    reports.say = listen
    try:
        exec(compile(code, notebook.name, "exec"), {"display": lambda *_: None})
    finally:
        reports.say = say
        del os.environ["ANALYTICS_PARAMETERS"]
    return found


def main() -> int:
    """Check every sentence of the pages of a corpus; return 1 if one has a figure that its table does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", help="folder, file or archive of articles")
    parser.add_argument("--entity", default="deepseek", help="whose coverage is followed")
    options = parser.parse_args()
    checked = wrong = 0
    for language in LANGUAGES:
        for notebook in sorted(NOTEBOOKS.glob("*.ipynb")):
            given = {
                "corpus": str(Path(options.corpus).resolve()),
                "entity": options.entity,
                "language": language,
            }
            for table, said in said_by(notebook, given):
                checked += 1
                if figures := unknown_figures(table, said):
                    wrong += 1
                    print(f"{language} {notebook.stem}: {', '.join(sorted(figures))} in: {said}")
    print(f"{checked} sentences, {wrong} with figures that their tables do not hold")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
