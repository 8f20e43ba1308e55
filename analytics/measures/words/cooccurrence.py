"""Co-occurrence: which tags, categories, topics or entities occur in the same articles."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from ...errors import ArgumentError, one_of
from ...text.collation import by_strokes
from ...text.entities import Entity
from ...text.fields import texts
from ...text.match import SUPPORT_FIELDS
from ..engine.provenance import Provenance, attach
from ..engine.request import checked_fields
from ..engine.spellings import NO_SPELLINGS, Spellings, chosen_spellings, count_spellings, spelling_keys
from ..engine.subject import COVERAGE, Subject, mention_counts_each, pack_of, subjects, with_names
from ..engine.tally import Articles, checked, merge_each, merge_sums, sum_by, tally
from ..stats.association import association


def cooccurrence(
    articles: Articles,
    by: str = "tags",
    *,
    entities: Sequence[Subject] | None = None,
    min_articles: int = 2,
    fields: Sequence[str] = COVERAGE,
    merge_spellings: bool = True,
) -> pd.DataFrame:
    """Count which tags, categories, topics or entities occur in the same articles.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    by : {"tags", "categories", "topic", "entities"}
        What is paired.
    entities : sequence of str or Entity, optional
        The entities to pair; by default all of the corpus' pack.
    min_articles : int
        Fewest articles that have both.
    fields : sequence of str
        Text fields to look for entities in.
    merge_spellings : bool
        Whether spellings of a value that differ in script, case or width alone are one value, as in `distribution`.

    Returns
    -------
    DataFrame
        ==============  =======  ======================================================================
        first           str      the more frequent of the two
        second          str      the less frequent of the two
        together        int64    articles that have both
        first_articles  int64    articles that have the first
        second_articles int64    articles that have the second
        jaccard         float64  together / articles that have either, 0 to 1
        log_likelihood  float64  G², four cells, negative below the expected frequency
        pmi             float64  log2(together / expected by chance), bits
        ==============  =======  ======================================================================

        Sorted by `together`, descending, then by `log_likelihood`, descending. An article has one topic, so topics
        make no pairs.

    See Also
    --------
    charts.cooccurrence : Draws this table as a network.

    Examples
    --------
    >>> import analytics
    >>> pairs = cooccurrence(analytics.load("data/sample").articles, "entities")
    >>> bool((pairs["together"] <= pairs["second_articles"]).all())
    True
    """
    one_of("column", by, ["tags", "categories", "topic", "entities"], ArgumentError)
    table, known = checked(articles), None
    within = checked_fields(fields)
    if by == "entities":
        wanted = list(pack_of(table).values()) if entities is None else entities
        known = [
            with_names(subject, "cooccurrence")
            for subject in subjects(wanted, table, "cooccurrence", several=True)
        ]
    columns = ["id", *(dict.fromkeys([*within, *SUPPORT_FIELDS]) if known is not None else [by])]
    merged = merge_spellings and known is None
    count = partial(_count_part, by=by, entities=known, fields=within, merged=merged)
    merge = merge_each(
        names=merge_sums("name"),
        pairs=merge_sums("a", "b"),
        articles=sum,
        spellings=merge_sums("value", "written"),
    )
    found = tally(table, count, merge, columns=columns)
    spelled = chosen_spellings(found["spellings"]) if merged else Spellings()
    if merged:
        found["names"] = found["names"].assign(name=spelled.shown(found["names"]["name"]))
        found["pairs"] = found["pairs"].assign(**{side: spelled.shown(found["pairs"][side]) for side in "ab"})
    result = _pair_table(found, known, min_articles)
    details = {"articles": int(found["articles"])} | spelled.details({*result["first"], *result["second"]})
    labels_en = {entity.label: entity.label_en for entity in known or ()}
    return attach(result, Provenance("cooccurrence", labels_en=labels_en, by=by, details=details))


def _pair_table(found: dict[str, Any], entities: list[Entity] | None, min_articles: int) -> pd.DataFrame:
    """Return the pairs with their measures of association, sorted."""
    single, pairs = found["names"].set_index("name")["articles"], found["pairs"]
    pairs = pairs[pairs["together"] >= max(min_articles, 1)]
    a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
    counts = [single.loc[names].to_numpy() for names in (a, b)]
    order = (
        single.index
        if entities is not None
        else pd.Index(single.index.to_series().sort_values(key=by_strokes))
    )
    places = [order.get_indexer(pd.Index(names)) for names in (a, b)]
    # Ties go by name, by strokes; entities by their order in the pack.
    swap = (counts[0] < counts[1]) | (counts[0] == counts[1]) & (places[0] > places[1])
    a, b = np.where(swap, b, a), np.where(swap, a, b)
    first, second = np.where(swap, counts[1], counts[0]), np.where(swap, counts[0], counts[1])
    together, size = pairs["together"].to_numpy(), int(found["articles"])
    result = pd.DataFrame(
        {
            "first": pd.Series(_labels(a, entities), dtype="str"),
            "second": pd.Series(_labels(b, entities), dtype="str"),
            "together": together,
            "first_articles": first,
            "second_articles": second,
            "jaccard": together / np.maximum(first + second - together, 1),
            "log_likelihood": association(together, first, second, size, "g2"),
            "pmi": association(together, first, second, size, "pmi"),
        }
    )
    return result.sort_values(
        ["together", "log_likelihood", "first", "second"],
        ascending=[False, False, True, True],
        key=by_strokes,
        ignore_index=True,
    )


def _labels(names: np.ndarray, entities: list[Entity] | None) -> list[str]:
    return names.tolist() if entities is None else [entities[number].label for number in names.tolist()]


def _count_part(
    part: pd.DataFrame, by: str, entities: list[Entity] | None, fields: tuple[str, ...], merged: bool
) -> dict[str, Any]:
    """Count the articles of a part that have each name and each pair of names; an entity is known by its number."""
    names, row, number = _present(part, by, entities, fields, merged)
    present = csr_array((np.ones(len(row), dtype=np.int64), (row, number)), shape=(len(part), len(names)))
    both = (present.T @ present).tocoo()
    upper = both.row < both.col
    single = pd.DataFrame({"name": names, "articles": np.bincount(number, minlength=len(names))})
    a, b = names[both.row[upper]], names[both.col[upper]]
    pairs = pd.DataFrame({"a": a, "b": b, "together": both.data[upper].astype(np.int64)})
    kind = "str" if entities is None else "int64"
    return {
        "names": sum_by(single.astype({"name": kind, "articles": "int64"}), ["name"]),
        "pairs": sum_by(pairs.astype({"a": kind, "b": kind}), ["a", "b"]),
        "articles": len(part),
        "spellings": count_spellings(part, by) if merged else NO_SPELLINGS,
    }


def _present(
    articles: pd.DataFrame, by: str, entities: list[Entity] | None, fields: tuple[str, ...], merged: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the sorted names, and (row, number) pairs: which article has which name, each once."""
    if entities is not None:
        found = [np.flatnonzero(counts) for counts in mention_counts_each(articles, entities, fields)]
        number = np.repeat(np.arange(len(entities)), [len(rows) for rows in found])
        return np.arange(len(entities)), np.concatenate([*found, np.empty(0, np.int64)]), number
    table = texts(articles, by).dropna(subset="text")
    if merged:
        table["text"] = spelling_keys(table["text"]).array
    table = table.drop_duplicates(["row", "text"])
    number, names = pd.factorize(table["text"], sort=True)
    return np.asarray(names, dtype=object), table["row"].to_numpy(), number
