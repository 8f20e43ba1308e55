"""Bodies without the paragraphs that recur: these go to the column `boilerplate`, and tokens and length follow."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..errors import CorpusError
from ..text.length import lengths
from ..text.tokens import BOUNDARY
from .paragraphs import BREAK, lengths_in_tokens
from .recurring import Recurring, keys_and_sizes

NEEDED = ("path", "outlet", "paragraphs", "summary", "body", "boilerplate")  # columns it looks at
CHANGED = ("summary", "body", "boilerplate", "characters", "tokens")  # columns that follow


def separated(rows: pa.Table, found: Recurring) -> pa.Table:
    """Return rows with the paragraphs found moved from `body` and `summary` to `boilerplate`.

    Tokens are not cut again, so those of an article stay as they were read.

    Parameters
    ----------
    rows : pyarrow.Table
        The columns `NEEDED`, and any others; of these, `characters` and `tokens` follow.
    found : Recurring
        What is moved.

    Raises
    ------
    CorpusError
        The tokens of an article are not those of its body.
    """
    if not len(found.pairs) or not len(rows) or not {*CHANGED} & {*rows.column_names}:
        return rows
    keys, sizes = keys_and_sizes(rows.column("paragraphs"))
    moved = found.moved(rows.column("outlet"), keys, sizes)
    if not moved.any():
        return rows
    article = np.repeat(np.arange(len(rows)), sizes)
    changed = np.unique(article[moved])
    inside = np.isin(article, changed)
    moved, article = moved[inside], np.searchsorted(changed, article[inside])
    some = rows.take(pa.array(changed))
    texts, is_body = _texts(some, sizes[changed])
    bodies = _joined(texts, article, is_body & ~moved, len(changed), BREAK)
    new = {
        "summary": _joined(texts, article, ~is_body & ~moved, len(changed), ""),
        "body": bodies,
        "boilerplate": _lists(some.column("boilerplate"), texts.filter(pa.array(moved)), article[moved]),
    }
    if "characters" in rows.column_names:
        new["characters"] = pa.array(lengths(bodies.to_pylist()))
    place = np.full(len(rows), -1)
    place[changed] = np.arange(len(changed))
    for name, values in new.items():
        rows = _set(rows, name, _put(rows.column(name), values, place))
    if "tokens" in rows.column_names:
        own = _tokens(rows, texts.filter(pa.array(is_body)), article[is_body], moved[is_body], changed)
        rows = _set(rows, "tokens", own)
    return rows


def moved_counts(rows: pa.Table, found: Recurring) -> dict[str, int | float]:
    """Return how many paragraphs `separated` leaves out of the bodies, and of how many articles."""
    keys, sizes = keys_and_sizes(rows.column("paragraphs"))
    article = np.repeat(np.arange(len(sizes)), sizes)
    left_out = np.bincount(article[found.moved(rows.column("outlet"), keys, sizes)], minlength=len(sizes))
    left_out += pc.list_value_length(rows.column("boilerplate")).fill_null(0).to_numpy()
    return {"boilerplate": int(left_out.sum()), "boilerplate_articles": int((left_out > 0).sum())}


def columns_for(wanted: Sequence[str]) -> list[str]:
    """Return the columns that must be read for `separated` to give the wanted ones.

    >>> columns_for(["title"]), len(columns_for(["title", "body"]))
    (['title'], 7)
    """
    return list(dict.fromkeys([*wanted, *(NEEDED if {*CHANGED} & {*wanted} else ())]))


def _texts(rows: pa.Table, sizes: np.ndarray) -> tuple[pa.Array, np.ndarray]:
    """Return the paragraphs of articles, first the summary of each, and whether each is of the body."""
    bodies = pc.split_pattern(rows.column("body").combine_chunks().fill_null("").cast(pa.string()), BREAK)
    starts = np.cumsum(sizes) - sizes
    is_body = np.ones(int(sizes.sum()), dtype=bool)
    is_body[starts] = False
    source = np.empty(len(is_body), dtype=np.int64)
    source[~is_body] = np.arange(len(rows))
    source[is_body] = len(rows) + np.arange(int(is_body.sum()))
    summaries = rows.column("summary").combine_chunks().fill_null("").cast(pa.string())
    return pa.concat_arrays([summaries, bodies.flatten()]).take(pa.array(source)), is_body


def _joined(texts: pa.Array, article: np.ndarray, kept: np.ndarray, number: int, mark: str) -> pa.Array:
    return pc.binary_join(_grouped(texts.filter(pa.array(kept)), article[kept], number), mark)


def _grouped(texts: pa.Array, article: np.ndarray, number: int) -> pa.ListArray:
    ends = np.cumsum(np.bincount(article, minlength=number))
    return pa.ListArray.from_arrays(pa.array(np.concatenate([[0], ends]), pa.int32()), texts)


def _lists(before: pa.ChunkedArray, texts: pa.Array, article: np.ndarray) -> pa.ListArray:
    """Return what was in the lists before, and the texts of each article after it."""
    lists = before.combine_chunks()
    old = lists.flatten().cast(pa.string())
    of_old = np.repeat(
        np.arange(len(lists)), pc.list_value_length(lists).fill_null(0).to_numpy(zero_copy_only=False)
    )
    order = np.argsort(np.concatenate([of_old, article]), kind="stable")
    every = pa.concat_arrays([old, texts]).take(pa.array(order))
    return _grouped(every, np.concatenate([of_old, article])[order], len(lists))


def _put(column: pa.ChunkedArray, values: pa.Array, place: np.ndarray) -> pa.Array:
    """Return a column with other values for some rows: those that have a place among them."""
    both = pa.concat_arrays([column.combine_chunks(), values.cast(column.type)])
    return both.take(pa.array(np.where(place >= 0, len(column) + place, np.arange(len(column)))))


def _set(rows: pa.Table, name: str, values: pa.Array) -> pa.Table:
    at = rows.schema.get_field_index(name)
    return rows.set_column(at, rows.schema.field(at), values)


def _tokens(
    rows: pa.Table, texts: pa.Array, article: np.ndarray, moved: np.ndarray, changed: np.ndarray
) -> pa.ListArray:
    """Return the token lists; changed articles lose the tokens of the paragraphs that are moved.

    Tokens hold every character but white space, in order: their lengths tell which paragraph each is from.
    """
    lists = rows.select(["tokens"]).unify_dictionaries().column(0).combine_chunks()
    counts = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    flat = lists.flatten()
    words = flat.dictionary
    own = counts[changed]
    before = np.cumsum(own) - own
    of_token = np.repeat(np.arange(len(changed)), own)
    token = np.arange(len(of_token)) + ((np.cumsum(counts) - counts)[changed] - before)[of_token]
    codes = flat.indices.to_numpy(zero_copy_only=False)[token]
    edge = pc.equal(words, BOUNDARY).to_numpy(zero_copy_only=False)[codes]
    edges = np.cumsum(edge) - edge
    body = np.flatnonzero(edges - edges[before[of_token]] > 0)
    token, of_token = token[body], of_token[body]
    long = pc.utf8_length(words).to_numpy(zero_copy_only=False)[codes[body]]
    size = lengths_in_tokens(texts)
    in_tokens = np.bincount(of_token, weights=long, minlength=len(changed))
    wrong = np.flatnonzero(in_tokens != np.bincount(article, weights=size, minlength=len(changed)))
    if len(wrong):
        raise CorpusError(
            f"{rows.column('path')[int(changed[wrong[0]])]}: its tokens are not those of its headline and body; "
            "read the articles again with load(…)"
        )
    out = moved[np.searchsorted(np.cumsum(size), np.cumsum(long) - long, side="right")]
    kept = np.ones(len(flat), dtype=bool)
    kept[token[out]] = False
    left = counts.astype(np.int64)
    left[changed] -= np.bincount(of_token[out], minlength=len(changed))
    return pa.ListArray.from_arrays(
        pa.array(np.concatenate([[0], np.cumsum(left)]), pa.int32()),
        pa.DictionaryArray.from_arrays(flat.indices.filter(pa.array(kept)), words),
    )
