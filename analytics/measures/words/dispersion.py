"""Dispersion: how evenly a term is spread over articles, outlets or periods."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from ...errors import ArgumentError, one_of
from ..engine.periods import FREQUENCIES, days, period_of
from ..engine.provenance import Provenance, attach
from ..engine.spellings import spelling_keys
from ..engine.subject import Subject
from ..engine.tally import Articles, Table, checked, merge_each, merge_sums, sum_by, tally
from ..engine.tokens import tokens_of
from ..stats.dispersion import dispersion as dispersion_of
from .occurrences import Word, columns_for, label_of, labels_en_of, occurrences, words_of

PARTS = ("article", "outlet", *FREQUENCIES)


def dispersion(
    articles: Articles, terms: Subject | Sequence[Subject], *, by: str = "article"
) -> pd.DataFrame:
    """Measure how evenly terms or entities are spread over articles, outlets or periods.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    terms : str, Entity, Query, or a sequence of them
        Counted in titles and bodies, as in `trend`. A single character is counted where it is a word by itself.
    by : {"article", "outlet", "day", "week", "month", "quarter"}
        What the parts are. Articles that state no outlet are one part; undated articles are in no period.

    Returns
    -------
    DataFrame
        ===========  =======  ======================================================================
        term         str      the word, or the entity's label
        frequency    int64    occurrences in all parts
        parts        int64    parts that have words
        range        int64    parts in which it occurs
        dp           float64  Gries' deviation of proportions (2008): 0 is even, near 1 is all in one part
        dp_norm      float64  dp / (1 − the smallest part's share) (Lijffijt & Gries 2012), 0 to 1
        juilland_d   float64  Juilland's D with the population's standard deviation: 1 is even
        carroll_d2   float64  Carroll's D2, relative entropy: 1 is even
        rosengren_s  float64  Rosengren's S: 1 is even
        kl           float64  Kullback-Leibler divergence, bits: 0 is even
        ===========  =======  ======================================================================

        In the order of `terms`. The size of a part is its number of words, without punctuation. All measures are
        missing if the term does not occur; `juilland_d` and `carroll_d2` also if there is one part only.

    Raises
    ------
    ArgumentError
        `by` is unknown.
    EntityError
        A name is too short, or nearly equals one of the pack.

    See Also
    --------
    charts.ranking : Draws this table.
    xray : Where in the corpus the terms occur.

    Examples
    --------
    >>> import analytics
    >>> table = dispersion(analytics.load("data/sample").articles, ["deepseek", "天氣"], by="week")
    >>> table["term"].tolist()
    ['DeepSeek', '天氣']
    """
    one_of("parts", by, list(PARTS), ArgumentError)
    table = checked(articles)
    wanted = words_of(terms, table, "dispersion")
    spread, sizes = _over_articles(table, wanted) if by == "article" else _over_parts(table, wanted, by)
    result = pd.DataFrame(
        {
            "term": pd.Series([label_of(word) for word in wanted], dtype="str"),
            "frequency": spread.pop("frequency"),
            "parts": np.full(len(wanted), int((sizes > 0).sum()), dtype=np.int64),
            "range": spread.pop("range").astype(np.int64),
            **spread,
        }
    )
    return attach(result, Provenance("dispersion", labels_en=labels_en_of(wanted), by=by))


def _over_articles(articles: Table, wanted: list[Word]) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Measure the spread over articles from a histogram: number of articles by occurrences and length."""
    keys = ["word", "frequency", "size"]
    count = partial(_histogram, wanted=wanted)
    found = tally(articles, count, merge_sums(*keys), columns=columns_for(wanted))
    columns: dict[str, list[np.ndarray]] = {}
    sizes = np.empty(0, dtype=np.int64)
    for word in range(len(wanted)):
        own = found[found["word"] == word]
        frequencies, sizes = (np.repeat(own[name].to_numpy(), own["texts"]) for name in keys[1:])
        measured = dispersion_of(frequencies[None], sizes) | {"frequency": frequencies.sum()[None]}
        for name, value in measured.items():
            columns.setdefault(name, []).append(value)
    nothing = dispersion_of(np.empty((0, 0)), np.empty(0)) | {"frequency": np.empty(0, dtype=np.int64)}
    return {name: np.concatenate(columns.get(name, [empty])) for name, empty in nothing.items()}, sizes


def _histogram(part: pd.DataFrame, wanted: list[Word]) -> pd.DataFrame:
    tokens = tokens_of(part)
    sizes = tokens.words_of_articles
    found = occurrences(part, tokens, wanted)
    cell = found["word"].to_numpy() * len(part) + found["row"].to_numpy()
    table = pd.DataFrame(
        {
            "word": np.repeat(np.arange(len(wanted)), len(part)),
            "frequency": np.bincount(cell, minlength=len(wanted) * len(part)),
            "size": np.tile(sizes, len(wanted)),
            "texts": 1,
        }
    )
    return sum_by(table.astype("int64"), ["word", "frequency", "size"])


def _over_parts(articles: Table, wanted: list[Word], by: str) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Measure the spread over outlets or periods."""
    columns = [*columns_for(wanted), "outlet" if by == "outlet" else "published"]
    found = tally(
        articles,
        partial(_count_by_part, wanted=wanted, by=by),
        merge_each(sizes=merge_sums("part"), frequencies=merge_sums("word", "part")),
        columns=columns,
    )
    parts, counts = found["sizes"]["part"], found["frequencies"]
    number = pd.Index(parts).get_indexer(pd.Index(counts["part"]))
    frequencies = np.zeros((len(wanted), len(parts)), dtype=np.int64)
    frequencies[counts["word"].to_numpy(), number] = counts["frequency"]
    sizes = found["sizes"]["size"].to_numpy()
    return dispersion_of(frequencies, sizes) | {"frequency": frequencies.sum(axis=1)}, sizes


def _count_by_part(part: pd.DataFrame, wanted: list[Word], by: str) -> dict[str, pd.DataFrame]:
    name = spelling_keys(part["outlet"]) if by == "outlet" else period_of(days(part), by)
    name = name.reset_index(drop=True)
    kept = np.ones(len(part), dtype=bool) if by == "outlet" else name.notna().to_numpy()
    tokens = tokens_of(part)
    sizes = tokens.words_of_articles
    found = occurrences(part, tokens, wanted)
    found = found[kept[found["row"]]]
    counts = pd.DataFrame({"word": found["word"], "part": name.iloc[found["row"]].array, "frequency": 1})
    return {
        "sizes": sum_by(pd.DataFrame({"part": name, "size": sizes})[kept], ["part"]),
        "frequencies": sum_by(counts, ["word", "part"]),
    }
