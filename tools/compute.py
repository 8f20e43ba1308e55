"""The child process of `make same`: makes every call with the version of the library that it was started with.

It is run as a script, `python compute.py REQUEST.json`, and imports nothing but the library, pandas and what Python
has, because the version it runs with may know no `tools`. It writes one pickle for each corpus and call:
`{"table": a DataFrame without attrs}`, or `{"error": "ErrorName: message"}`.
"""

import inspect
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

import analytics


def main(request: dict[str, Any]) -> None:
    """Make the calls of a request on each of its corpora and write the tables into its folder."""
    for number, corpus in enumerate(request["corpora"]):
        articles = _articles(corpus, request["articles"] and Path(f"{request['articles']}-{number}.pickle"))
        _write(Path(request["out"]) / f"{number}-articles.pickle", {"table": _plain(articles)})
        for index, (function, arguments, keywords) in enumerate(request["calls"]):
            made = Maker(articles, request["old_functions"], request["old_parameters"])
            try:
                result = {"table": _plain(made.call(function, arguments, keywords))}
            except Exception as error:  # a refusal is a result too: the other version has to refuse alike
                result = {"error": f"{type(error).__name__}: {error}"}
            _write(Path(request["out"]) / f"{number}-{index}.pickle", result)


def _articles(corpus: str, kept: Path | None) -> pd.DataFrame:
    """Read a corpus; with a file to keep it in, take what lies there, and write it there first if nothing does."""
    if kept is None:
        return analytics.load(corpus, cache=False, progress=False).articles
    if not kept.exists():
        _write(kept, _plain(analytics.load(corpus, cache=False, progress=False).articles))
    table: pd.DataFrame = pd.read_pickle(kept)
    return table


def _plain(table: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """Return a plain DataFrame without attrs: classes of the library move between versions."""
    frame = pd.DataFrame(table.to_frame() if isinstance(table, pd.Series) else table).copy()
    frame.attrs = {}
    return frame


def _write(file: Path, content: object) -> None:
    pd.to_pickle(content, file)


class Maker:
    """Turns the calls of a request into values of this version of the library, over one article table."""

    def __init__(self, articles: pd.DataFrame, old_functions: dict[str, str], old_parameters: dict[str, Any]):
        self.articles = articles
        self.old_functions = old_functions
        self.old_parameters = old_parameters

    def call(self, function: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Call a measure under the names that this version has."""
        name = function if hasattr(analytics, function) else self.old_functions.get(function, function)
        measure: Callable[..., Any] = getattr(analytics, name)
        known = inspect.signature(measure).parameters
        old = self.old_parameters.get(function, {})
        named = {key if key in known else old.get(key, key): self.value(keywords[key]) for key in keywords}
        return measure(*map(self.value, arguments), **named)

    def value(self, given: Any) -> Any:
        """Return what a marker stands for; anything else as it is."""
        if isinstance(given, list):
            return [self.value(one) for one in given]
        if not isinstance(given, dict):
            return given
        kind = next(iter(given))
        return VALUES[kind](
            self, **{("given" if key == kind else key): value for key, value in given.items()}
        )


def _part(maker: Maker, given: str) -> pd.DataFrame:
    return maker.articles.head({"all": len(maker.articles), "one": 1, "none": 0}[given])


def _names(_: Maker, given: list[str]) -> Any:
    """Several names of one subject; before there was `Names`, a list said so."""
    return analytics.Names(*given) if hasattr(analytics, "Names") else given


def _day(maker: Maker, given: float) -> str | None:
    """The day before which a share of the dated articles was published."""
    days = maker.articles["published"].dropna().sort_values()
    return days.iloc[int(given * (len(days) - 1))].strftime("%Y-%m-%d") if len(days) else None


def _half(maker: Maker, given: str) -> tuple[str | None, str | None]:
    middle = _day(maker, 0.5)
    before = middle and (pd.Timestamp(middle) - pd.Timedelta(days=1)).strftime("%Y-%m-%d")
    return (_day(maker, 0.0), before) if given == "first" else (middle, _day(maker, 1.0))


def _mask(maker: Maker, given: str) -> pd.Series:
    """The articles of one half of the time, as a condition."""
    middle = _day(maker, 0.5)
    late = maker.articles["published"] >= pd.Timestamp(middle or "2000-01-01").tz_localize("Asia/Hong_Kong")
    return late if given == "second" else ~late


def _table(maker: Maker, given: list[Any], rows: int | None = None) -> pd.DataFrame:
    """The table that another call gives, or its first rows."""
    table: pd.DataFrame = maker.call(*given)
    return table if rows is None else table.head(rows)


def _id(maker: Maker, given: int) -> str:
    """The id of an article; one that no article has where there are too few."""
    return str(maker.articles["id"].iloc[given]) if given < len(maker.articles) else "none"


# every marker: the key of a dictionary -> what makes the value
VALUES: dict[str, Callable[..., Any]] = {
    "articles": _part,
    "names": _names,
    "query": lambda _, given: analytics.Query(given),
    "entity": lambda _, given: analytics.load_entities()[given],
    "day": _day,
    "id": _id,
    "half": _half,
    "mask": _mask,
    "call": _table,
}

if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
