"""Dispersion: whether a term is used throughout or all at once, and where it stands in the corpus."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd

from ..errors import QueryError, one_of
from ..text.fields import texts
from ..text.fold import fold_word
from ..text.match import Entity, as_entity, find_each, load_entities
from . import stats
from .periods import FREQUENCIES, days, period_of
from .tally import COVERAGE, checked
from .terms import is_word, tokens_of

Word: TypeAlias = str | Sequence[str] | Entity

OVER = ("article", "outlet", *FREQUENCIES)
_LONG = 400  # days of a corpus whose months, not its weeks, are marked along the text


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
    table = checked(articles)
    wanted = _wanted(terms)
    part = _parts(table, over)
    tokens = tokens_of(table)
    own = part[tokens.article]
    counted = is_word(tokens.vocabulary)[tokens.term] & (own >= 0)
    count = int(part.max(initial=-1)) + 1
    sizes = np.bincount(own[counted], minlength=count)
    found = _occurrences(table, wanted)
    found["part"] = part[found["row"]]
    found = found[found["part"] >= 0]
    cell = found["word"].to_numpy() * count + found["part"].to_numpy()
    frequencies = np.bincount(cell, minlength=len(wanted) * count).reshape(len(wanted), count)
    spread = stats.dispersion(frequencies, sizes)
    result = pd.DataFrame(
        {
            "term": pd.Series([_label(word) for word in wanted], dtype="str"),
            "frequency": frequencies.sum(axis=1).astype(np.int64),
            "parts": np.full(len(wanted), int((sizes > 0).sum()), dtype=np.int64),
            "range": spread.pop("range").astype(np.int64),
            **spread,
        }
    )
    result.attrs = {"measure": "dispersion", "over": over}
    return result


def xray(articles: pd.DataFrame, terms: Word | Sequence[Word]) -> pd.DataFrame:
    """Locate every occurrence of terms or entities in the running text of the corpus.

    The running text is titles and bodies in order of publication, as long as their words; it is what a lexical
    dispersion plot draws. Undated articles have no place in it: `attrs["undated"]` counts them.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    terms : str, Entity, or a sequence of them
        As `dispersion` takes them.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        term       str         the word, or the entity's label
        id         str         the article
        published  datetime64  when it was published, in the corpus' time zone
        outlet     str         who published it; missing where not stated
        place      float64     where in the running text of the corpus, 0 to 1
        within     float64     where in its own article, 0 to 1
        =========  ==========  ======================================================================

        Terms in the order given, then by place. `attrs["terms"]` names all of them, also those that never occur;
        `attrs["dates"]` tells where in the text each month, or week, begins.

    Raises
    ------
    EntityError
        Names given ad hoc are too short.

    Examples
    --------
    >>> import analytics
    >>> table = xray(analytics.load("data/sample").articles, "deepseek")
    >>> bool(table["place"].is_monotonic_increasing)
    True
    """
    table = checked(articles)
    wanted = _wanted(terms)
    dated = table[table["published"].notna()].sort_values(["published", "path"], kind="stable")
    tokens = tokens_of(dated)
    sizes = np.bincount(tokens.article[is_word(tokens.vocabulary)[tokens.term]], minlength=len(dated))
    begins = np.cumsum(sizes) - sizes
    found = _occurrences(dated, wanted)
    row = found["row"].to_numpy()
    place = (begins[row] + found["within"].to_numpy() * sizes[row]) / max(int(sizes.sum()), 1)
    labels = [_label(word) for word in wanted]
    result = pd.DataFrame(
        {
            "term": pd.Series(labels, dtype="str").iloc[found["word"]].array,
            "id": dated["id"].iloc[row].array,
            "published": dated["published"].iloc[row].array,
            "outlet": dated["outlet"].iloc[row].array,
            "place": place,
            "within": found["within"].to_numpy(),
            "word": found["word"].to_numpy(),
        }
    )
    result = result.sort_values(["word", "place"], kind="stable", ignore_index=True).drop(columns="word")
    day = days(dated)
    freq = "week" if len(day) and (day.max() - day.min()).days < _LONG / 4 else "month"
    first = pd.Series(begins / max(int(sizes.sum()), 1)).groupby(period_of(day, freq).array).first()
    result.attrs = {"measure": "xray", "undated": len(table) - len(dated), "terms": labels, "freq": freq}
    result.attrs["dates"] = [[f"{date:%Y-%m-%d}", float(at)] for date, at in first.items()]
    return result


def _wanted(terms: Word | Sequence[Word]) -> list[str | Entity]:
    """What to look for: an entity, or a word that stands for itself."""
    asked = [terms] if isinstance(terms, (str, Entity)) else list(terms)
    pack = load_entities()
    return [pack.get(word.casefold(), word) if isinstance(word, str) else as_entity(word) for word in asked]


def _label(word: str | Entity) -> str:
    return word.label if isinstance(word, Entity) else word


def _parts(articles: pd.DataFrame, over: str) -> np.ndarray:
    """The number of each article's part; −1 where it is in none."""
    if over == "article":
        return np.arange(len(articles))
    if over == "outlet":
        return pd.factorize(articles["outlet"], use_na_sentinel=False)[0].astype(np.int64)
    return pd.factorize(period_of(days(articles), over), sort=True)[0].astype(np.int64)


def _occurrences(articles: pd.DataFrame, wanted: list[str | Entity]) -> pd.DataFrame:
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
        tokens = tokens_of(articles)
        size = np.bincount(tokens.article, minlength=len(articles))
        begin = np.cumsum(size) - size
        folded = pd.Index([fold_word(term) for term in tokens.vocabulary])
        for place, word in plain.items():
            at = np.flatnonzero(tokens.term == folded.get_indexer([word])[0])
            row = tokens.article[at]
            parts.append(pd.DataFrame({"word": place, "row": row, "within": (at - begin[row]) / size[row]}))
    return pd.concat(parts, ignore_index=True).astype(columns)
