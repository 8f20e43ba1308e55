"""Names of bodies, places and things that no dictionary lists: what the article itself shows of them.

A word recurs in the same article beside a character that never stands alone there (公民|黨, 支|聯會), it is the title
of a law, a newspaper or a book in 《》, or the proper name before the word for a body or a place (運輸|署, 宏福|苑).
Names of three characters and more are then taken at the other places of the article too, where the dictionary's model
cut across them.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from ..shipped import shipped
from .characters import IS_HAN
from .points import code_points

_SIZE = 0x10000
_NOUNS = ("n", "j", "x")  # tags of jieba: nouns, abbreviations, and words that it does not list
_MOST = 300  # names of an article that are looked for elsewhere in it
_OPENED = 3  # places that show a name whose second part is a word of the dictionary
_OPENED_BITS, _COMPOUND_BITS, _CERTAIN_BITS = (
    9.0,
    10.0,
    12.0,
)  # cohesion of a name of a corpus whose parts are words
_TITLE = range(3, 5)  # characters of a title that may be a name; longer ones are phrases
_LEFT_MARK, _RIGHT_MARK = ord("《"), ord("》")
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd: spreads numbers of articles over 64 bits
Span = tuple[int, int]


class ArticleNames:
    """Finds names among the tokens of articles, by what each article shows.

    Parameters
    ----------
    knows : callable
        Says whether a token is a word of the dictionary.
    tag : callable
        Gives the part of speech of a word, as the dictionary has it; empty where it is none.
    is_function : callable
        Says whether a word is a function word, which is no part of a name.
    forms : frozenset of str
        Forms of address: they follow a surname.
    """

    def __init__(
        self,
        knows: Callable[[str], bool],
        tag: Callable[[str], str],
        is_function: Callable[[str], bool],
        forms: frozenset[str],
    ) -> None:
        self._knows = knows
        self._tag = lru_cache(maxsize=1 << 14)(tag)
        self._is_function = is_function
        self._forms = forms

    def spans(
        self, text: str, codes: np.ndarray, edges: np.ndarray, document: np.ndarray, bounds: np.ndarray
    ) -> tuple[list[Span], list[Span]]:
        """Return the names that tokens make up, and those that tokens cut across; each in order.

        Parameters
        ----------
        text : str
            The articles, in Simplified characters.
        codes : numpy.ndarray
            Its code points.
        edges : numpy.ndarray
            Where each token begins, and the length of the text.
        document : numpy.ndarray
            The number of the article that each character belongs to, from 1.
        bounds : numpy.ndarray
            Where each article begins.
        """
        joined = list(self._joined(text, codes, edges, document))
        named: dict[int, set[str]] = {}
        for start, end in sorted({*joined, *self._titles(text, codes, edges)}):
            own = named.setdefault(int(document[start]), set())
            if end - start > 2 and len(own) < _MOST:
                own.add(text[start:end])
        is_edge = np.zeros(len(codes) + 1, dtype=bool)
        is_edge[edges] = True
        whole, cut = set(joined), set()
        for number, name in ((number, name) for number, own in named.items() for name in own):
            last = int(bounds[number]) if number < len(bounds) else len(text)
            start = text.find(name, int(bounds[number - 1]), last)
            while start >= 0:
                end = start + len(name)
                if is_edge[start] and is_edge[end]:
                    whole.add((start, end))
                elif self._is_separable(text, edges, start, end):
                    cut.add((start, end))
                start = text.find(name, end, last)
        return _longest(whole), _longest(cut)

    def _joined(
        self, text: str, codes: np.ndarray, edges: np.ndarray, document: np.ndarray
    ) -> Iterator[Span]:
        """Yield the spans of two neighbouring tokens that make a name."""
        begins, lengths = edges[:-1], np.diff(edges)
        kind = _parts().take(codes.take(begins))
        single = (lengths == 1) & (kind > _HAN)
        word = (kind > 0) & (lengths > 1) & (lengths < 4)
        headed = word[:-1] & single[1:] & (kind[1:] & _HEAD > 0)
        opened = single[:-1] & (kind[:-1] & _OPENER > 0) & (word[1:] | single[1:] & (kind[1:] & _OPENER > 0))
        suffixed = (headed & (kind[1:] & _SUFFIX > 0) & (lengths[:-1] == 2))[headed | opened]
        left = np.flatnonzero(headed | opened)
        starts, ends, seams = begins[left], edges[left + 2], edges[left + 1]
        article = document.take(starts).astype(np.uint64)
        keys = np.zeros(len(left), dtype=np.uint64)
        for shift in range(4):  # a pair has up to four characters of the basic plane
            inside = starts + shift < ends
            keys = keys << np.uint64(16) | codes.take(starts + shift, mode="clip").astype(np.uint64) * inside
        keys = (keys ^ (seams - starts).astype(np.uint64) << np.uint64(62)) + article * _SPREAD
        _, pair, times = np.unique(keys, return_inverse=True, return_counts=True)
        single[left[headed[left]] + 1] = False  # a head after another word does not stand alone
        lone = begins[single]
        singles = np.sort(document.take(lone) * _SIZE + codes.take(lone))
        judged: dict[int, bool] = {}
        for place in np.flatnonzero((times[pair] > 1) | suffixed).tolist():
            number = int(pair[place])
            if number not in judged:
                start, seam, end = int(starts[place]), int(seams[place]), int(ends[place])
                beside = start if seam - start == 1 else seam
                wanted = int(document[start]) * _SIZE + int(codes[beside])
                alone = int(np.subtract(*np.searchsorted(singles, [wanted + 1, wanted])))
                a, b, count = text[start:seam], text[seam:end], int(times[number])
                judged[number] = (
                    bool(suffixed[place]) and self._is_noun(a) and not self._is_function(a)
                ) or (count > 1 and self._is_name(a, b, count, alone))
            if judged[number]:
                yield int(starts[place]), int(ends[place])

    def _is_name(self, first: str, second: str, count: int, alone: int) -> bool:
        """Whether two tokens that recur side by side in an article make a name.

        Parameters
        ----------
        first, second : str
            The tokens; one of them has a single character.
        count : int
            How often they stand side by side in the article.
        alone : int
            How often the single character is a token there.
        """
        if second in self._forms or any(map(self._is_function, (first, second, first[0]))):
            return False
        if len(first) > 1:
            return alone <= count and self._is_noun(first)
        if len(second) > 1 and not self._knows(second):
            return True
        return count >= _OPENED and alone == count and self._is_noun(second)

    def _is_noun(self, word: str) -> bool:
        """Whether a word may stand before a head: a noun, or a verb or adjective that is used as one."""
        return self._tag(word).startswith((*_NOUNS, "v", "a", "l", "b"))

    def is_name(self, tokens: Sequence[str], cohesion: float) -> bool:
        """Whether a string that recurs in a corpus is a name.

        Parameters
        ----------
        tokens : sequence of str
            How the dictionary cuts it, in Simplified characters.
        cohesion : float
            How much more often its parts stand together than by chance, in bits.
        """
        if len(tokens) == 1:
            return not self._knows(tokens[0])
        if any(map(self._is_function, tokens)):
            return False
        parts = _parts()
        if len(tokens) > 2:  # syllables of a foreign name
            words = [word for word in tokens if len(word) > 1 and self._knows(word)]
            return cohesion >= _COMPOUND_BITS and all(self._tag(word).startswith("nr") for word in words)
        first, second = tokens
        if len(second) == 1:
            headed = bool(parts[ord(second)] & _HEAD) and self._is_noun(first)
            return len(first) > 1 and (headed or cohesion >= _CERTAIN_BITS)
        if len(first) == 1:
            opens = parts[ord(first)] & (_OPENER | _HEAD) == _OPENER or not self._knows(second)
            return bool(opens) and second not in self._forms and cohesion >= _OPENED_BITS
        return cohesion >= _COMPOUND_BITS and all(self._tag(word).startswith(_NOUNS) for word in tokens)

    def _titles(self, text: str, codes: np.ndarray, edges: np.ndarray) -> Iterator[Span]:
        """Yield the spans of short titles that hold no function word."""
        for mark in np.flatnonzero(codes == _LEFT_MARK).tolist():
            end = text.find("》", mark + 1, mark + 2 + _TITLE[-1])
            if end - mark - 1 in _TITLE and IS_HAN.take(codes[mark + 1 : end]).all():
                low, high = np.searchsorted(edges, [mark + 1, end])
                tokens = edges[low : high + 1].tolist()
                words = [text[a:b] for a, b in pairwise(tokens)]
                if not any(map(self._is_function, words)):
                    yield mark + 1, end

    def _is_separable(self, text: str, edges: np.ndarray, start: int, end: int) -> bool:
        """Whether a name cuts no word of the dictionary: only words that the dictionary's model made up."""
        for place in (start, end):
            right = int(np.searchsorted(edges, place))
            if edges[right] != place:
                first, last = int(edges[right - 1]), int(edges[right])
                if (first <= start and end <= last) or self._knows(text[first:last]):
                    return False
        return True


def _longest(spans: set[Span]) -> list[Span]:
    """Return the spans that are in no longer one and overlap none before them, in order."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


_HAN, _HEAD, _OPENER, _SUFFIX = 1, 2, 4, 8


@lru_cache(maxsize=1)
def _parts() -> np.ndarray:
    """Return for each character whether it is Chinese, a head, an opener or a suffix, as bits."""
    parts = IS_HAN.astype(np.uint8)
    bits = {"head": _HEAD, "opener": _OPENER, "suffix": _SUFFIX}
    for line in shipped("data/name_parts.txt").read_text(encoding="utf-8").splitlines():
        name, _, characters = line.partition(" ")
        if name in bits:
            parts[code_points(characters.replace(" ", ""))] |= bits[name]
    return parts
