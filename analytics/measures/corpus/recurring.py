"""Paragraphs that stand in many articles of one outlet, under headlines that are not variations of one.

Most paragraphs occur only once, so exact counts would need much memory. A first pass fills counters of fixed size,
which rule out what cannot recur often enough; a second pass counts the rest exactly.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ...text.points import code_points
from ..engine.periods import days
from ..engine.sketch import may_reach, sketch
from ..engine.tally import Table, merge_each, merge_sums, sum_by, tally
from .paragraphs import Paragraphs, paragraphs_of

_COLUMNS = ["published", "outlet", "title", "summary", "body"]
_PAIR = ["outlet", "template"]
_FIGURES = r"^[\d\pP\pS]*\d[\d\pP\pS]*$"  # a cell or an item that is only figures
_ALIKE = 0.4  # share of character pairs from which two headlines are of one story
_SURELY = 20  # this many different headlines cannot be of one story
_ROUNDING = 1e-9  # tolerance, so that a share equal to the threshold passes
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd multiplier to combine outlet and template into one key
Groups = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class _Pairs:
    """Each (outlet, template) pair with its articles, each once.

    Attributes
    ----------
    paragraph : numpy.ndarray
        The first paragraph of each pair in each of its articles, pair by pair.
    starts, counts : numpy.ndarray, shape (pairs,)
        Start of each pair in `paragraph`, and its number of articles.
    """

    paragraph: np.ndarray
    starts: np.ndarray
    counts: np.ndarray


def recurring(articles: Table, min_articles: int, min_share: float) -> tuple[pd.DataFrame, int]:
    """Find the paragraphs that recur in an outlet.

    Parameters
    ----------
    articles : DataFrame
        The article table, whatever engine holds it.
    min_articles, min_share : int, float
        As in `boilerplate`.

    Returns
    -------
    found : DataFrame
        `outlet, template, articles, text, first, last` as in `boilerplate`, and `size`: all articles of the outlet.
    articles : int
        Number of articles.
    """
    most = max(min_articles, _SURELY)
    count: Callable[[pd.DataFrame], Any] = partial(_first_pass, min_articles=min_articles, most=most)
    merge = merge_each(sizes=merge_sums("outlet"), counters=sum, groups=_only_part)
    known = tally(articles, count, merge, columns=_COLUMNS)
    sizes = known["sizes"].assign(
        least=np.maximum(min_articles, min_share * known["sizes"]["size"] - _ROUNDING)
    )
    groups = known["groups"]
    if groups is None:
        count = partial(_second_pass, counters=known["counters"], sizes=sizes, most=most)
        groups = tally(articles, count, _merge_groups(most), columns=_COLUMNS)
    found = groups["pairs"].merge(sizes, on="outlet")
    found = found[found["articles"] >= found["least"]].reset_index(drop=True)
    numbered = found[_PAIR].assign(group=found.index)
    headlines = groups["headlines"].merge(numbered, on=_PAIR)
    number = _different(headlines["group"].to_numpy(), headlines["headline"], len(found))
    return found[number >= min_articles], int(sizes["size"].sum())


def _first_pass(part: pd.DataFrame, min_articles: int, most: int) -> dict[str, Any]:
    """First pass: fill the sketch; keep exact groups in case the corpus is one part."""
    parts = paragraphs_of(part)
    pairs = _pairs(parts)
    sizes = pd.DataFrame({"outlet": part["outlet"].astype("str").array, "size": 1})
    return {
        "sizes": sum_by(sizes, ["outlet"]),
        "counters": sketch(np.repeat(_keys(parts, pairs), pairs.counts)),
        "groups": _groups(part, parts, pairs, pairs.counts >= min_articles, most),
    }


def _only_part(parts: list[Groups | None]) -> Groups | None:
    """Keep groups only when there is a single part."""
    return parts[0] if len(parts) == 1 else None


def _second_pass(part: pd.DataFrame, counters: np.ndarray, sizes: pd.DataFrame, most: int) -> Groups:
    parts = paragraphs_of(part)
    pairs = _pairs(parts)
    least = sizes.set_index("outlet")["least"].reindex(parts.outlets).to_numpy()
    outlet = parts.outlet[parts.article[pairs.paragraph[pairs.starts]]]
    return _groups(part, parts, pairs, may_reach(counters, _keys(parts, pairs), least[outlet]), most)


def _pairs(parts: Paragraphs) -> _Pairs:
    order = np.lexsort((parts.article, parts.number))  # stable: keeps the order of paragraphs
    number, article = parts.number[order], parts.article[order]
    another = _changes(number)
    once = another | _changes(article)
    starts = np.flatnonzero(another[once])
    return _Pairs(order[once], starts, np.diff(starts, append=once.sum()))


def _changes(values: np.ndarray) -> np.ndarray:
    """Return whether each value differs from the previous one."""
    changes = np.ones(len(values), dtype=bool)
    changes[1:] = values[1:] != values[:-1]
    return changes


def _keys(parts: Paragraphs, pairs: _Pairs) -> np.ndarray:
    """Return a key for each pair that is the same in every part."""
    first = pairs.paragraph[pairs.starts]
    template = pd.util.hash_array(np.array(parts.templates.to_pylist(), dtype=object), categorize=False)
    outlet = pd.util.hash_array(parts.outlets.fillna("").to_numpy(dtype=object), categorize=False)
    own = outlet[parts.outlet[parts.article[first]]]
    return np.asarray(template[parts.template[first]] * _SPREAD + own)


def _groups(part: pd.DataFrame, parts: Paragraphs, pairs: _Pairs, kept: np.ndarray, most: int) -> Groups:
    """Count the kept pairs, apart from bare figures, and list the headlines of their articles."""
    first = pairs.paragraph[pairs.starts]
    figures = pc.match_substring_regex(parts.templates, _FIGURES).to_numpy(zero_copy_only=False)
    kept = kept & ~figures[parts.template[first]]
    first, counts = first[kept], pairs.counts[kept]
    article = parts.article[pairs.paragraph[np.repeat(kept, pairs.counts)]]
    group = np.repeat(np.arange(len(counts)), counts)
    by_group = pd.Series(days(part).to_numpy()[article]).groupby(group)
    table = pd.DataFrame(
        {
            "outlet": parts.outlets[parts.outlet[parts.article[first]]],
            "template": parts.templates.take(pa.array(parts.template[first])).to_pylist(),
            "articles": counts,
            "text": parts.texts.take(pa.array(first)).to_pylist(),
            "first": by_group.min().to_numpy(),
            "last": by_group.max().to_numpy(),
        }
    )
    table = table.astype({"outlet": "str", "template": "str", "articles": "int64", "text": "str"})
    table = table.astype({"first": "datetime64[us]", "last": "datetime64[us]"})
    code, distinct = pd.factorize(np.array(parts.titles, dtype=object)[article], sort=True)
    cell = np.sort(group * max(len(distinct), 1) + code)
    group, code = np.divmod(cell[_changes(cell)], max(len(distinct), 1))
    place = np.arange(len(group)) - np.searchsorted(group, group)
    group, code = group[place < most], code[place < most]
    headlines = table[_PAIR].iloc[group].assign(headline=pd.array(distinct, dtype="str").take(code))
    return {"pairs": table, "headlines": headlines.reset_index(drop=True)}


def _merge_groups(most: int) -> Callable[[list[Groups]], Groups]:
    return merge_each(pairs=_merge_pairs, headlines=partial(_merge_headlines, most=most))


def _merge_pairs(parts: list[pd.DataFrame]) -> pd.DataFrame:
    ways = {"articles": "sum", "text": "first", "first": "min", "last": "max"}
    return pd.concat(parts).groupby(_PAIR, as_index=False, dropna=False).agg(ways)


def _merge_headlines(parts: list[pd.DataFrame], most: int) -> pd.DataFrame:
    """Keep the first `most` headlines of each pair, which are enough to decide."""
    every = pd.concat(parts).drop_duplicates().sort_values([*_PAIR, "headline"], ignore_index=True)
    return every[every.groupby(_PAIR, dropna=False).cumcount() < most]


def _different(group: np.ndarray, headline: pd.Series, groups: int) -> np.ndarray:
    """Count the different headlines of each group; 1 where all are variations of one."""
    code, distinct = pd.factorize(headline.to_numpy(dtype=object))
    number = np.bincount(group, minlength=groups)
    few = (number < _SURELY)[group] if len(group) else np.zeros(0, dtype=bool)
    used, at = np.unique(code[few], return_inverse=True)
    points = code_points("\0" + "\0".join(distinct[used]) + "\0").astype(np.int64)
    of_title = np.cumsum(points == 0)[:-1] - 1
    inside = (points[:-1] != 0) & (points[1:] != 0)
    pair = pd.DataFrame(
        {"at": of_title[inside], "pair": (points[:-1] << 21 | points[1:])[inside]}
    ).drop_duplicates()
    spread = pd.DataFrame({"group": group[few], "at": at}).merge(pair, on="at")
    shared = spread.groupby(["group", "pair"]).size()
    both = (shared * (shared - 1)).groupby("group").sum() / shared.groupby("group").sum()
    alike = both / (number[both.index] - 1).clip(min=1) >= _ALIKE
    number[alike[alike].index] = 1
    return number
