"""Paragraphs: all paragraphs of a table, and the template that each is a copy of."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ...text.characters import IS_BLANK
from ...text.fold import fold
from ...text.points import code_points

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
_BATCH = 2000  # texts folded at a time


@dataclass(frozen=True)
class Paragraphs:
    """All paragraphs of a table: those of the bodies in order, then the summaries.

    Attributes
    ----------
    texts : pyarrow.Array
        The paragraphs.
    article : numpy.ndarray
        Position of the article of each paragraph.
    in_body : numpy.ndarray
        Whether the paragraph is in the body; otherwise it is the summary.
    template : numpy.ndarray
        Number of the paragraph's template in `templates`.
    templates : pyarrow.Array
        Each template once.
    outlet : numpy.ndarray, shape (articles,)
        Number of each article's outlet in `outlets`.
    outlets : Index
        Each outlet once; missing where articles state none.
    titles : list of str, length (articles,)
        The match-copy of each article's headline.
    """

    texts: pa.Array
    article: np.ndarray
    in_body: np.ndarray
    template: np.ndarray
    templates: pa.Array
    outlet: np.ndarray
    outlets: pd.Index
    titles: list[str]

    @property
    def number(self) -> np.ndarray:
        """A number for each template within an outlet."""
        return np.asarray(self.outlet[self.article] * max(len(self.templates), 1) + self.template)

    def among(self, found: pd.DataFrame) -> np.ndarray:
        """Whether each paragraph is one of those found."""
        templates = pc.index_in(_arrow(found["template"]), self.templates)
        template = templates.fill_null(-1).to_numpy(zero_copy_only=False)
        outlet = self.outlets.get_indexer(pd.Index(found["outlet"].astype("str")))
        known = (template >= 0) & (outlet >= 0)
        return np.isin(self.number, outlet[known] * max(len(self.templates), 1) + template[known])

    def texts_left(self, hit: np.ndarray, articles: np.ndarray) -> pa.Array:
        """The bodies of some articles without the paragraphs hit."""
        kept = ~hit & self.in_body & np.isin(self.article, articles)
        counts = np.bincount(np.searchsorted(articles, self.article[kept]), minlength=len(articles))
        offsets = pa.array(np.concatenate([[0], np.cumsum(counts)]), pa.int32())
        texts = self.texts.filter(pa.array(kept)).cast(pa.string())
        return pc.binary_join(pa.ListArray.from_arrays(offsets, texts), "\n\n")


def paragraphs_of(table: pd.DataFrame) -> Paragraphs:
    """Return the paragraphs of a table; each summary is one paragraph."""
    bodies = pc.split_pattern(_arrow(table["body"]), "\n\n")
    summaries = _arrow(table["summary"])
    every = np.arange(len(table))
    article = np.concatenate([np.repeat(every, bodies.value_lengths().to_numpy(zero_copy_only=False)), every])
    texts = pa.concat_arrays([bodies.flatten(), summaries])
    in_body = np.arange(len(texts)) < len(texts) - len(table)
    filled = pc.not_equal(pc.utf8_trim_whitespace(texts), "").to_numpy(zero_copy_only=False)
    texts, article, in_body = texts.filter(pa.array(filled)), article[filled], in_body[filled]
    titles = folded(table["title"].fillna("").tolist())
    encoded = _templates(texts.to_pylist(), titles, article)
    outlet, outlets = pd.factorize(pd.Index(table["outlet"].astype("str")), use_na_sentinel=False)
    template = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    outlet = outlet.astype(np.int64)
    return Paragraphs(texts, article, in_body, template, encoded.dictionary, outlet, outlets, titles)


def _templates(texts: list[str], titles: list[str], article: np.ndarray) -> pa.DictionaryArray:
    """Return the template of each paragraph: folded, without white space, variable parts masked."""
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
    templates = masked.dictionary_encode()
    return pa.DictionaryArray.from_arrays(templates.indices.take(encoded.indices), templates.dictionary)


def _arrow(column: pd.Series) -> pa.Array:
    """Return the texts of a column as one array; missing ones are empty."""
    texts = pa.array(column.astype("str").fillna(""), pa.large_string())
    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def folded(texts: list[str]) -> list[str]:
    """Fold many texts, in batches that fit the processor's cache."""
    plain = [text.replace("\0", "") for text in texts]
    batches = (plain[at : at + _BATCH] for at in range(0, len(plain), _BATCH))
    return [copy for batch in batches for copy in fold("\0".join(batch)).text.split("\0")]


def lengths_without_blanks(texts: pa.Array) -> np.ndarray:
    """Return the number of characters of each text, white space not counted."""
    size = pc.utf8_length(texts).to_numpy(zero_copy_only=False)
    blanks = np.concatenate([[0], np.cumsum(IS_BLANK[code_points("".join(texts.to_pylist()))])])
    ends = np.cumsum(size)
    return np.asarray(size - (blanks[ends] - blanks[ends - size]))
