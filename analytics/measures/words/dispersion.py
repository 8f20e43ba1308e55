"""Dispersion: whether a term is used throughout or all at once, and where it stands in the corpus."""

from collections.abc import Sequence
from functools import partial
from typing import TypeAlias

import numpy as np
import pandas as pd

from ...errors import QueryError, one_of
from ...text.entities import Entity, as_entity, load_entities
from ...text.fields import texts
from ...text.fold import fold_word
from ...text.match import find_each
from .. import stats
from ..engine.periods import FREQUENCIES, days, period_of
from ..engine.subject import COVERAGE
from ..engine.tally import added, checked, each, summed, tally
from ..engine.tokens import Tokens, is_word, tokens_of

Word: TypeAlias = str | Sequence[str] | Entity
OVER = ("article", "outlet", *FREQUENCIES)
_TEXTS = [*COVERAGE, "tokens"]


def dispersion(
    articles: pd.DataFrame, terms: Word | Sequence[Word], *, over: str = "article"
) -> pd.DataFrame:
    """Measure how evenly terms or entities are spread over articles, outlets or periods.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    terms : str, Entity, or a sequence of them
        A key of the entity pack or an entity counts its mentions in title and body; any other word counts the tokens
        equal to it, whatever their case, width and script. A list among the items is names of one ad hoc entity.
    over : {"article", "outlet", "day", "week", "month", "quarter"}
        The parts. Articles that state no outlet are one part; undated ones are in no period.

    Returns
    -------
    DataFrame
        ===========  =======  ======================================================================
        term         str      the word, or the entity's label
        frequency    int64    occurrences in all parts
        parts        int64    parts that have words at all
        range        int64    parts in which it occurs
        dp           float64  Gries' deviation of proportions (2008): 0 even, towards 1 in one part
        dp_norm      float64  dp / (1 − the smallest part's share) (Lijffijt & Gries 2012), 0 to 1
        juilland_d   float64  Juilland's D with the population's standard deviation: 1 even
        carroll_d2   float64  Carroll's D2, relative entropy: 1 even
        rosengren_s  float64  Rosengren's S: 1 even
        kl           float64  Kullback-Leibler divergence in bits: 0 even
        ===========  =======  ======================================================================

        In the order given. Parts are as large as their words, marks not counted. All measures are missing where the
        term does not occur; `juilland_d` and `carroll_d2` also where there is one part only.

    Raises
    ------
    QueryError
        `over` is unknown.
    EntityError
        Names given ad hoc are too short.

    Examples
    --------
    >>> import analytics
    >>> table = dispersion(analytics.load("data/sample").articles, ["deepseek", "天氣"], over="week")
    >>> table["term"].tolist()
    ['DeepSeek', '天氣']
    """
    one_of("part", over, list(OVER), QueryError)
    wanted = _wanted(terms)
    if over == "article":
        spread, sizes = _over_articles(articles, wanted)
    else:
        spread, sizes = _over_parts(articles, wanted, over)
    result = pd.DataFrame(
        {
            "term": pd.Series([_label(word) for word in wanted], dtype="str"),
            "frequency": spread.pop("frequency"),
            "parts": np.full(len(wanted), int((sizes > 0).sum()), dtype=np.int64),
            "range": spread.pop("range").astype(np.int64),
            **spread,
        }
    )
    result.attrs = {"measure": "dispersion", "over": over}
    return result


def _over_articles(
    articles: pd.DataFrame, wanted: list[str | Entity]
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The spread over articles: how many have so many occurrences in so many words is all there is to know."""
    keys = ["word", "frequency", "size"]
    count = partial(_histogram, wanted=wanted)
    found = tally(checked(articles), count, added(*keys), columns=_TEXTS)
    columns: dict[str, list[np.ndarray]] = {}
    sizes = np.empty(0, dtype=np.int64)
    for word in range(len(wanted)):
        own = found[found["word"] == word]
        frequencies, sizes = (np.repeat(own[name].to_numpy(), own["texts"]) for name in keys[1:])
        told = stats.dispersion(frequencies[None], sizes) | {"frequency": frequencies.sum()[None]}
        for name, value in told.items():
            columns.setdefault(name, []).append(value)
    nothing = stats.dispersion(np.empty((0, 0)), np.empty(0)) | {"frequency": np.empty(0, dtype=np.int64)}
    return {name: np.concatenate(columns.get(name, [empty])) for name, empty in nothing.items()}, sizes


def _histogram(part: pd.DataFrame, wanted: list[str | Entity]) -> pd.DataFrame:
    tokens = tokens_of(part)
    sizes = np.bincount(tokens.article[is_word(tokens.vocabulary)[tokens.term]], minlength=len(part))
    found = _occurrences(part, tokens, wanted)
    cell = found["word"].to_numpy() * len(part) + found["row"].to_numpy()
    table = pd.DataFrame(
        {
            "word": np.repeat(np.arange(len(wanted)), len(part)),
            "frequency": np.bincount(cell, minlength=len(wanted) * len(part)),
            "size": np.tile(sizes, len(wanted)),
            "texts": 1,
        }
    )
    return summed(table.astype("int64"), ["word", "frequency", "size"])


def _over_parts(
    articles: pd.DataFrame, wanted: list[str | Entity], over: str
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The spread over outlets or periods."""
    columns = [*_TEXTS, "outlet" if over == "outlet" else "published"]
    found = tally(
        checked(articles),
        partial(_of_parts, wanted=wanted, over=over),
        each(sizes=added("part"), frequencies=added("word", "part")),
        columns=columns,
    )
    parts, counts = found["sizes"]["part"], found["frequencies"]
    number = pd.Index(parts).get_indexer(pd.Index(counts["part"]))
    frequencies = np.zeros((len(wanted), len(parts)), dtype=np.int64)
    frequencies[counts["word"].to_numpy(), number] = counts["frequency"]
    sizes = found["sizes"]["size"].to_numpy()
    return stats.dispersion(frequencies, sizes) | {"frequency": frequencies.sum(axis=1)}, sizes


def _of_parts(part: pd.DataFrame, wanted: list[str | Entity], over: str) -> dict[str, pd.DataFrame]:
    name = part["outlet"].astype("str") if over == "outlet" else period_of(days(part), over)
    name = name.reset_index(drop=True)
    kept = np.ones(len(part), dtype=bool) if over == "outlet" else name.notna().to_numpy()
    tokens = tokens_of(part)
    sizes = np.bincount(tokens.article[is_word(tokens.vocabulary)[tokens.term]], minlength=len(part))
    found = _occurrences(part, tokens, wanted)
    found = found[kept[found["row"]]]
    counts = pd.DataFrame({"word": found["word"], "part": name.iloc[found["row"]].array, "frequency": 1})
    return {
        "sizes": summed(pd.DataFrame({"part": name, "size": sizes})[kept], ["part"]),
        "frequencies": summed(counts, ["word", "part"]),
    }


def _words_in(part: pd.DataFrame) -> np.ndarray:
    """How many words each article has."""
    tokens = tokens_of(part)
    return np.bincount(tokens.article[is_word(tokens.vocabulary)[tokens.term]], minlength=len(part))


def _wanted(terms: Word | Sequence[Word]) -> list[str | Entity]:
    """What to look for: an entity, or a word that stands for itself."""
    asked = [terms] if isinstance(terms, (str, Entity)) else list(terms)
    pack = load_entities()
    return [pack.get(word.casefold(), word) if isinstance(word, str) else as_entity(word) for word in asked]


def _label(word: str | Entity) -> str:
    return word.label if isinstance(word, Entity) else word


def _occurrences(articles: pd.DataFrame, tokens: Tokens, wanted: list[str | Entity]) -> pd.DataFrame:
    """One row an occurrence: number of the word, position of the article, and where in it, 0 to 1."""
    columns = {"word": np.int64, "row": np.int64, "within": float}
    parts = [pd.DataFrame({name: np.empty(0, dtype) for name, dtype in columns.items()})]
    entities = {place: word for place, word in enumerate(wanted) if isinstance(word, Entity)}
    titles = articles["title"].str.len().fillna(0).to_numpy(dtype=np.int64) + 1
    length = titles + articles["body"].str.len().fillna(0).to_numpy(dtype=np.int64)
    for field in COVERAGE:
        table = texts(articles, field)
        at = table["row"].to_numpy()
        for place, spans in zip(entities, find_each(table["text"], list(entities.values())), strict=True):
            row = at[spans.text]
            start = spans.start + (titles[row] if field == "body" else 0)
            parts.append(pd.DataFrame({"word": place, "row": row, "within": start / length[row]}))
    plain = {place: fold_word(word) for place, word in enumerate(wanted) if isinstance(word, str)}
    if plain:
        size = np.bincount(tokens.article, minlength=len(articles))
        begin = np.cumsum(size) - size
        folded = pd.Index(tokens.vocabulary, dtype="str")
        for place, word in plain.items():
            at = np.flatnonzero(tokens.term == folded.get_indexer([word])[0])
            row = tokens.article[at]
            parts.append(pd.DataFrame({"word": place, "row": row, "within": (at - begin[row]) / size[row]}))
    return pd.concat(parts, ignore_index=True).astype(columns)
