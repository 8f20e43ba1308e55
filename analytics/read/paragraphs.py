"""Paragraphs, and the template that each is a copy of: what it shares with copies in other articles."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..text.characters import IS_BLANK, IS_INVISIBLE, PLAIN_FORM
from ..text.fold import fold
from ..text.points import code_points

BREAK = "\n\n"  # stands between the paragraphs of a body
_TITLE, _MASK = "⟨title⟩", "⟨⟩"
_SHORTEST_TITLE = 4  # characters; shorter titles occur in paragraphs by chance
# What varies between copies of a template, in the match-copy: addresses, times, days and years
_ADDRESS = r"https?://[^\s]+|www\.[^\s]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_MAYBE_ADDRESS = r"https?://|www\.|@"  # a fast test before the exact pattern
_TIME = (
    r"\d{4}-\d{1,2}-\d{1,2}(?:t[\d:.]+z?)?|\d{1,2}:\d{2}(?::\d{2})?|\d{4}[/.]\d{1,2}[/.]\d{1,2}"
    r"|(?:\d{4} ?年 ?)?\d{1,2} ?月 ?\d{1,2} ?[日号]|\b(?:19|20)\d\d\b年?"
)
# What a line with a counter does not contain: a meaningful figure, or a clause
_FIGURE = r"\d[.,]\d|[。!?;,%]"
_LABEL = 30  # characters of the longest line that may be a counter
_NO_WORDS = r"^[\d\pP\pS]*$"  # a cell or an item that is only figures, a ruler, nothing
_BATCH = 2000  # texts folded at a time


def paragraph_keys(
    titles: Sequence[str], summaries: Sequence[str], bodies: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Return a number for the template of each paragraph: equal for copies, in every part of a corpus.

    Parameters
    ----------
    titles, summaries, bodies : sequence of str
        Of each article.

    Returns
    -------
    keys : numpy.ndarray of int64
        Of each article in turn, first its summary, then each paragraph of its body; 0 for one without words.
    sizes : numpy.ndarray of int64
        How many of them belong to each article: its paragraphs and 1.

    Examples
    --------
    >>> keys, sizes = paragraph_keys(["加價", "減價"], ["", ""], ["本報訊\\n\\n一", "本報訊"])
    >>> sizes.tolist(), bool(keys[1] == keys[4]), int(keys[0])
    ([3, 2], True, 0)
    """
    pieces = [[summary, *body.split(BREAK)] for summary, body in zip(summaries, bodies, strict=True)]
    sizes = np.array([len(piece) for piece in pieces], dtype=np.int64)
    texts = [text for piece in pieces for text in piece]
    encoded = templates(texts, folded(titles), np.repeat(np.arange(len(pieces)), sizes))
    return template_keys(encoded.dictionary)[encoded.indices.to_numpy(zero_copy_only=False)], sizes


def template_keys(names: pa.Array) -> np.ndarray:
    """Return a number for each template; 0, which no paragraph shares, for those without words.

    >>> int(template_keys(pa.array(["04", "本報訊"]))[0])
    0
    """
    keys = _hashes(names)
    keys[pc.match_substring_regex(names, _NO_WORDS).to_numpy(zero_copy_only=False)] = 0
    return keys


def outlet_keys(outlets: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """Return a number for the outlet of each article; articles that state none share one.

    >>> int(np.ptp(outlet_keys(pa.array(["港聲報", None, "港聲報"]))[[0, 2]]))
    0
    """
    encoded = _one_array(outlets).dictionary_encode()
    keys = np.append(_hashes(encoded.dictionary), 0)
    numbers = encoded.indices.fill_null(len(keys) - 1).to_numpy(zero_copy_only=False)
    return np.asarray(keys[numbers])


def _hashes(texts: pa.Array) -> np.ndarray:
    """Return a number for each text, int64."""
    letters = texts.cast(pa.large_binary()).to_pylist()
    digests = [blake2b(text, digest_size=8).digest() for text in letters]
    return np.frombuffer(b"".join(digests), ">i8").astype(np.int64)


def _one_array(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def templates(texts: Sequence[str], titles: Sequence[str], article: np.ndarray) -> pa.DictionaryArray:
    """Return the template of each paragraph: folded, without white space, variable parts masked.

    Parameters
    ----------
    texts : sequence of str
        The paragraphs.
    titles : sequence of str
        The headlines of the articles, folded.
    article : numpy.ndarray
        Position of the article of each paragraph.

    Examples
    --------
    >>> templates(["更新時間：2025年2月8日 13:05"], ["加價"], np.zeros(1, int)).to_pylist()
    ['更新时间:⟨⟩⟨⟩']
    """
    own = (titles[number] if len(titles[number]) >= _SHORTEST_TITLE else "\0" for number in article.tolist())
    titled = [text.replace(title, _TITLE) for text, title in zip(folded(texts), own, strict=True)]
    encoded = pa.array(titled, pa.large_string()).dictionary_encode()
    plain = encoded.dictionary
    addressed = pc.match_substring_regex(plain, _MAYBE_ADDRESS)
    whole = plain.filter(addressed)
    masked = pc.replace_substring_regex(whole, _ADDRESS, _MASK)
    # A paragraph that is only an address keeps it.
    masked = pc.if_else(pc.match_substring_regex(masked, r"\pL"), masked, whole)
    masked = pc.replace_with_mask(plain, addressed, masked)
    masked = pc.replace_substring_regex(masked, _TIME, _MASK)
    masked = pc.replace_substring_regex(masked, r"\s+", "")
    short = pc.less_equal(pc.utf8_length(masked), _LABEL)
    labels = masked.filter(short)
    counter = pc.match_substring_regex(labels, r"\pL")
    counter = pc.and_not(counter, pc.match_substring_regex(labels, f"{_FIGURE}|{_ADDRESS}"))
    labels = pc.if_else(counter, pc.replace_substring_regex(labels, r"\d+", _MASK), labels)
    masked = pc.replace_with_mask(masked, short, labels)
    names = masked.dictionary_encode()
    return pa.DictionaryArray.from_arrays(names.indices.take(encoded.indices), names.dictionary)


def folded(texts: Sequence[str]) -> list[str]:
    """Fold many texts, in batches that fit the processor's cache.

    >>> folded(["輝達", "ＡＩ"])
    ['辉达', 'ai']
    """
    plain = [text.replace("\0", "") for text in texts]
    batches = (plain[at : at + _BATCH] for at in range(0, len(plain), _BATCH))
    return [copy for batch in batches for copy in fold("\0".join(batch)).text.split("\0")]


def lengths_in_tokens(texts: pa.Array) -> np.ndarray:
    """Return how many characters of each text are in its tokens: all but white space and what shows nothing.

    >>> lengths_in_tokens(pa.array(["一 二\u200d", ""])).tolist()
    [2, 0]
    """
    size = pc.utf8_length(texts).to_numpy(zero_copy_only=False)
    codes = PLAIN_FORM.take(code_points("".join(texts.to_pylist())))
    solid = np.concatenate([[0], np.cumsum(~(IS_BLANK.take(codes) | IS_INVISIBLE.take(codes)))])
    ends = np.cumsum(size)
    return np.asarray(solid[ends] - solid[ends - size])
