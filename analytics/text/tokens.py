"""Segmentation: from a text to its tokens, cut on the original characters.

Latin words, model names, numbers with their units, dates and addresses are found first, as single tokens. Runs of
Chinese characters are converted to Simplified ones where that keeps their length, and cut with jieba's dictionary and
model. The cuts are then applied to the original characters. On Traditional text the dictionary alone would miss most
words.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .article_names import ArticleNames
from .characters import EVERY, HAN, IS_BLANK, IS_HAN, IS_INVISIBLE, PLAIN_FORM, narrow_form
from .engines import dictionary, simplifier
from .fixed_names import FixedNames, names_of
from .lexicon import Lexicon, load_lexicon
from .people import PeopleFinder
from .points import code_points, pieces, ranges, text_of
from .special import SpecialTokens

BOUNDARY = "\n"  # the token between the title and the body: no window crosses it

_WORD, _MARK = 0xE000, 0xE001  # what jieba sees of a word found before it, and of a mark that it would join
# How strongly a name without a frequency holds together against its neighbours, by length
_WEIGHTS = {1: 1, 2: 1000, 3: 200, 4: 50}
_JOINED = [ord(mark) for mark in "+#&._%-"]


@dataclass(frozen=True)
class Cuts:
    """Where the tokens of several texts are.

    Attributes
    ----------
    narrow : str
        The texts, one line end after each, in half-width forms and without invisible characters.
    codes : numpy.ndarray, shape (len(narrow),)
        Its code points.
    starts, ends : numpy.ndarray, shape (tokens,)
        Span of each token in `narrow`, in order; only white space lies between them.
    bounds : numpy.ndarray, shape (texts + 1,)
        Where each text begins in `narrow`.
    places : numpy.ndarray, shape (len(narrow),)
        Where each character of `narrow` stands in the joined originals.
    """

    narrow: str
    codes: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    bounds: np.ndarray
    places: np.ndarray

    @property
    def counts(self) -> np.ndarray:
        """The number of tokens of each text."""
        return np.diff(np.searchsorted(self.starts, self.bounds))

    @property
    def encoded(self) -> pa.DictionaryArray:
        """All tokens, as numbers into their dictionary.

        Tokens hold every character but white space, in order, so that their lengths alone separate them.
        """
        solid = self.codes[~IS_BLANK.take(self.codes)]
        edges = np.concatenate([[0], np.cumsum(self.ends - self.starts)])
        return pieces(solid, edges[:-1], edges[1:]).dictionary_encode()


class Segmenter:
    """Cuts texts with one lexicon's words. Deterministic, and independent of every other segmenter."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._jieba = dictionary()
        self._to_simplified = simplifier()
        mixed = []
        never = []
        for word, (frequency, tag) in lexicon.words.items():
            if re.search(r"\s", word):
                continue
            if not re.fullmatch(f"[{HAN}]+", word):
                if not re.fullmatch(r"[A-Za-z0-9]+(?:[-.'&][A-Za-z0-9]+)*", word):  # these hold by themselves
                    mixed.append(narrow_form(word))
                continue
            least = _WEIGHTS.get(len(word), _WEIGHTS[4]) if frequency is None else frequency
            if least == 0 and len(word) == 2:
                never.append(self._convert(word))
            for form in {word, self._convert(word)}:
                weight = max(least, self._jieba.suggest_freq(form)) if least else 0
                self._jieba.add_word(form, weight, tag)
        self._special = SpecialTokens(mixed)
        self._never = frozenset(never)
        self._never_first = np.zeros(EVERY, dtype=bool)
        self._never_first[code_points("".join(word[0] for word in never))] = True
        self._people = PeopleFinder(self._jieba.has_word)
        han_names = {name: held for name, held in lexicon.names.items() if re.fullmatch(f"[{HAN}]+", name)}
        self._fixed = FixedNames(names_of(han_names, self._convert))
        stop = {self._convert(word) for word in lexicon.stop}
        self._names = ArticleNames(self._jieba.has_word, self._tag, stop.__contains__, self._people.forms)

    def cuts(self, texts: Sequence[str]) -> Cuts:
        """Cut several texts at once.

        >>> found = Segmenter(load_lexicon()).cuts(["輝達急升", "ＡＩ"])
        >>> [found.narrow[start:end] for start, end in zip(found.starts, found.ends)], found.counts.tolist()
        (['輝達', '急升', 'AI'], [2, 1])
        """
        joined = "".join([f"{text}\n" for text in texts])
        codes = PLAIN_FORM.take(code_points(joined))
        visible = ~IS_INVISIBLE.take(codes)
        places = np.flatnonzero(visible)
        bounds = np.concatenate([[0], np.cumsum([len(text) + 1 for text in texts])]).astype(np.int64)
        if len(places) < len(codes):
            codes = codes[places]
            bounds = np.searchsorted(places, bounds)
        narrow = text_of(codes)
        return Cuts(narrow, codes, *self._cut(narrow, codes, bounds), bounds, places)

    def _cut(self, narrow: str, codes: np.ndarray, bounds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Cut a text: each word that is not of Chinese characters alone is one character to jieba."""
        first, after = self._special.spans(narrow, codes)
        kept = np.ones(len(codes) + 1, dtype=np.int32)
        np.add.at(kept, first + 1, -1)  # all but its first character
        np.add.at(kept, after, 1)
        kept[1:] = np.cumsum(kept[1:] - 1) + 1
        at = np.flatnonzero(kept[:-1] > 0)
        masked = codes[at]
        masked[np.isin(masked, _JOINED) | ((masked >= 0xD800) & (masked <= _WORD))] = _MARK
        masked[np.searchsorted(at, first)] = _WORD
        begins, lengths = self._words(self._simplified(masked), np.searchsorted(at, bounds))
        kinds = masked[begins] if len(begins) else masked[:0]
        starts = at[begins] if len(begins) else begins
        ends = starts + lengths
        ends[kinds == _WORD] = after
        solid = ~IS_BLANK.take(kinds)
        return starts[solid], ends[solid]

    def _words(self, text: str, bounds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Cut a text in Simplified characters; return where each token begins, and its length."""
        codes = code_points(text)
        edges = self._parted(text, codes, _edges(self._jieba.cut(text)))
        document = np.searchsorted(bounds, np.arange(len(codes)), side="right")
        other = np.concatenate([[-1], np.flatnonzero(~IS_HAN.take(codes)), [len(codes)]])
        edges = self._recut(codes, edges, other, self._people.spans(text, codes, edges, document))
        whole, crossed = self._names.spans(text, codes, edges, document, bounds)
        edges = self._recut(codes, _without_inner(edges, whole), other, crossed)
        edges = self._recut(codes, edges, other, self._fixed.spans(codes, edges))
        return edges[:-1], np.diff(edges)

    def _parted(self, text: str, codes: np.ndarray, edges: np.ndarray) -> np.ndarray:
        """Part the words of two characters that the lexicon says are none: the model may have joined them."""
        doubtful = (np.diff(edges) == 2) & self._never_first.take(codes.take(edges[:-1]))
        starts = edges[:-1][doubtful].tolist()
        inner = [start + 1 for start in starts if text[start : start + 2] in self._never]
        return np.sort(np.append(edges, inner), kind="stable") if inner else edges

    def _tag(self, word: str) -> str:
        """Return the part of speech of a word of the dictionary or the model; empty where it is cut."""
        (_, tag), *more = self._jieba.tag(word)
        return "" if more else str(tag)

    def _recut(
        self, codes: np.ndarray, edges: np.ndarray, other: np.ndarray, names: list[tuple[int, int]]
    ) -> np.ndarray:
        """Cut the runs of Chinese characters that have these names again, the names being one token each."""
        if not names:
            return edges
        starts, ends = np.array(names, dtype=np.int64).T
        run = np.searchsorted(other, starts, side="right")
        runs = run[np.diff(run, prepend=-1) > 0]
        firsts, lasts = other[runs - 1] + 1, other[runs]
        inside = np.zeros(len(codes) + 1, dtype=bool)
        inside[ranges(firsts, lasts - firsts)] = True
        untouched = edges[~inside[edges]]
        inside[ranges(starts + 1, ends - starts - 1)] = False
        kept = np.flatnonzero(inside)
        shown = codes[kept]
        shown[np.searchsorted(kept, starts)] = _WORD
        # a line end after each run, so that no word crosses from one to the next
        after = np.searchsorted(kept, lasts)
        shown = np.insert(shown, after, ord("\n"))
        again = _edges(self._jieba.cut(text_of(shown)))[:-1]
        places = np.insert(kept, after, lasts)[again[shown[again] != ord("\n")]]
        return np.sort(np.concatenate([untouched, places]), kind="stable")

    def _simplified(self, masked: np.ndarray) -> str:
        """The text in Simplified characters, where that keeps the length of every run of Chinese ones."""
        text = text_of(masked)
        simplified: str = self._to_simplified.convert(text)
        if len(simplified) == len(text):
            fixed = ~IS_HAN.take(masked)
            if np.array_equal(code_points(simplified)[fixed], masked[fixed]):
                return simplified
        return re.sub(f"[{HAN}]+", lambda run: self._convert(run[0]), text)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the span of each token of `text`, in order; only blanks and invisible characters lie between them."""
        found = self.cuts([text])
        ends = found.places[found.ends - 1] + 1
        yield from zip(found.places[found.starts].tolist(), ends.tolist(), strict=True)

    def tokens(self, text: str) -> list[str]:
        """Return the tokens of `text` in half-width forms.

        >>> Segmenter(load_lexicon()).tokens("ＤｅｅｐＳｅｅｋ-V3工程師曾任職輝達，升3.5%")
        ['DeepSeek-V3', '工程師', '曾', '任職', '輝達', ',', '升', '3.5%']
        """
        found = self.cuts([text])
        return [found.narrow[start:end] for start, end in zip(found.starts, found.ends, strict=True)]

    def knows(self, word: str) -> bool:
        """Whether the dictionary or the lexicon lists a word of Chinese characters.

        >>> cutter = Segmenter(load_lexicon())
        >>> cutter.knows("立法會"), cutter.knows("潘梓正")
        (True, False)
        """
        return len(word) == 1 or self._jieba.has_word(word) or self._jieba.has_word(self._convert(word))

    def is_name(self, word: str, cohesion: float) -> bool:
        """Whether a string that recurs in a corpus is a name, by how it is cut (see `ArticleNames.is_name`)."""
        tokens = self.tokens(self._convert(word))
        if len(word) == 2 and self._people.is_surname(tokens[0][0]):  # a piece of a name: 陳浩 of 陳浩然
            return False
        return self._names.is_name(tokens, cohesion)

    def _convert(self, han: str) -> str:
        simplified = self._to_simplified.convert(han)
        return simplified if len(simplified) == len(han) else han


def segment(text: str, lexicon: Lexicon | None = None) -> list[str]:
    """Return the tokens of `text` as they stand in it, in order: every character but blanks and invisible ones.

    Parameters
    ----------
    text : str
        Any text.
    lexicon : Lexicon, optional
        Its words stay whole; without it, the lexicon that comes with the library.

    Examples
    --------
    >>> segment("立法會議員討論１，２００億元撥款")
    ['立法會', '議員', '討論', '１，２００億', '元', '撥款']
    """
    return [text[start:end] for start, end in segmenter(lexicon or load_lexicon()).spans(text)]


def _edges(words: Sequence[str]) -> np.ndarray:
    """Return where each token begins, and the length of the text."""
    return np.cumsum([0, *map(len, words)], dtype=np.int64)


def _without_inner(edges: np.ndarray, spans: list[tuple[int, int]]) -> np.ndarray:
    """Return the edges that are inside none of the spans."""
    if not spans:
        return edges
    starts, ends = np.array(spans, dtype=np.int64).T
    inner = np.zeros(int(edges[-1]) + 1, dtype=bool)
    inner[ranges(starts + 1, ends - starts - 1)] = True
    outer: np.ndarray = edges[~inner[edges]]
    return outer


_SEGMENTERS: dict[str, Segmenter] = {}
_LOCK = threading.Lock()


def segmenter(lexicon: Lexicon) -> Segmenter:
    """Return the segmenter of `lexicon`, made once in a process.

    >>> segmenter(load_lexicon()) is segmenter(load_lexicon())
    True
    """
    with _LOCK:
        if lexicon.key not in _SEGMENTERS:
            _SEGMENTERS[lexicon.key] = Segmenter(lexicon)
        return _SEGMENTERS[lexicon.key]
