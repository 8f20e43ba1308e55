"""Dispersion: whether a term is used throughout or all at once, and where it stands in the corpus."""

from collections.abc import Sequence
from functools import partial
from typing import TypeAlias

import numpy as np
import pandas as pd

from ..errors import QueryError, one_of
from ..text.entities import Entity, as_entity, load_entities
from ..text.fields import texts
from ..text.fold import fold_word
from ..text.match import find_each
from . import stats
from .periods import FREQUENCIES, days, extent, period_of
from .tally import COVERAGE, added, checked, each, strung, summed, tally
from .tokens import Tokens, is_word, tokens_of

Word: TypeAlias = str | Sequence[str] | Entity

OVER = ("article", "outlet", *FREQUENCIES)
_TEXTS = [*COVERAGE, "tokens"]
_PLACED = ["id", "published", "outlet", "path", *_TEXTS]
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
    table, wanted = checked(articles), _wanted(terms)
    known = extent(table)
    clock = tally(table, _clock, added("published"), columns=["published", "tokens"])
    shared = clock.loc[clock["texts"] > 1, "published"]
    found = tally(table, partial(_hits, wanted=wanted), strung, columns=_PLACED)
    crowded = shared[shared.isin(found["published"])]
    beside = tally(table, partial(_beside, moments=crowded), strung, columns=["published", "path", "tokens"])
    begin = clock["size"].cumsum() - clock["size"]
    total = max(int(clock["size"].sum()), 1)
    earlier = begin.iloc[clock["published"].searchsorted(found["published"])].to_numpy(dtype=np.int64)
    beside = beside.sort_values(["published", "path"], kind="stable")
    ahead = beside.groupby("published")["size"].cumsum() - beside["size"]
    ahead.index = pd.MultiIndex.from_frame(beside[["published", "path"]])
    own = pd.MultiIndex.from_frame(found[["published", "path"]])
    earlier = earlier + ahead.reindex(own).fillna(0).to_numpy(dtype=np.int64)
    place = (earlier + found["within"].to_numpy() * found["size"].to_numpy()) / total
    labels = [_label(word) for word in wanted]
    result = pd.DataFrame(
        {
            "term": pd.Series(labels, dtype="str").iloc[found["word"]].array,
            **{name: found[name].array for name in ("id", "published", "outlet")},
            "place": place,
            "within": found["within"].to_numpy(),
            "word": found["word"].to_numpy(),
            "path": found["path"].array,
        }
    )
    result = result.sort_values(["word", "place", "path"], kind="stable", ignore_index=True)
    result = result.drop(columns=["word", "path"])
    last_first = (
        (known.last - known.first).days if known.first is not None and known.last is not None else None
    )
    freq = "week" if last_first is not None and last_first < _LONG / 4 else "month"
    day = clock["published"].dt.tz_localize(None).dt.normalize().astype("datetime64[us]")
    first = (begin / total).groupby(period_of(day, freq).array).first()
    result.attrs = {"measure": "xray", "undated": known.undated, "terms": labels, "freq": freq}
    result.attrs["dates"] = [[f"{date:%Y-%m-%d}", float(at)] for date, at in first.items()]
    return result


def _clock(part: pd.DataFrame) -> pd.DataFrame:
    """The words and the articles of each moment of publication."""
    dated = part[part["published"].notna()]
    table = pd.DataFrame({"published": dated["published"].array, "size": _words_in(dated), "texts": 1})
    return summed(table, ["published"])


def _hits(part: pd.DataFrame, wanted: list[str | Entity]) -> pd.DataFrame:
    """The occurrences in a part, with what places them in the running text."""
    dated = part[part["published"].notna()]
    found = _occurrences(dated, tokens_of(dated), wanted)
    told = dated[["id", "published", "outlet", "path"]].iloc[found["row"]].reset_index(drop=True)
    return told.assign(word=found["word"], within=found["within"], size=_words_in(dated)[found["row"]])


def _beside(part: pd.DataFrame, moments: pd.Series) -> pd.DataFrame:
    """The articles of the moments that several share: there the path tells which stands first."""
    table = part[part["published"].isin(moments)]
    return table[["published", "path"]].assign(size=_words_in(table))


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
