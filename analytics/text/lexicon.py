"""User words, stop words and entity names: what segmentation and term tables know besides the dictionary."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from ..errors import ArgumentError, CorpusError
from ..shipped import shipped
from .entities import Entity, load_entities
from .fold import fold_word
from .special import is_address

OWN_WORDS = "auto"  # what `words` says where a corpus is read with the names that it proposes itself
_PACK_WEIGHT = 6_000  # names of entities hold against common words: 臉書 in 滿臉書卷 is rare


@dataclass(frozen=True)
class Lexicon:
    """Words that stay whole, and words that term tables leave out. Lexicons do not influence each other.

    Attributes
    ----------
    words : dict of str to (int or None, str)
        User words with their frequency and part of speech. The frequency is a weight on the scale of the dictionary's
        sixty million tokens; None: high enough to stay whole; 0: never a word.
    stop : frozenset of str
        Stop words, folded.
    names : dict of str to tuple of str
        Names that are never split, each with the contexts in which it is no name.
    """

    words: Mapping[str, tuple[int | None, str]] = field(default_factory=dict)
    stop: frozenset[str] = frozenset()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """A hash of the whole lexicon: part of the cache's key."""
        words = sorted((word, *rest) for word, rest in self.words.items())
        contents = repr((words, sorted(self.stop), sorted(self.names.items())))
        return hashlib.sha256(contents.encode()).hexdigest()[:16]

    def is_stop(self, term: str) -> bool:
        """Whether a term table leaves `term` out: a stop word, a mark, a bare number or an address.

        >>> lexicon = load_lexicon()
        >>> [lexicon.is_stop(term) for term in ["的", "，", "2025", "www.a.example", "輝達", "5G"]]
        [True, True, True, True, False, False]
        """
        folded = fold_word(term)
        return folded in self.stop or not re.search(r"[^\W\d_]", folded) or is_address(folded)


def load_lexicon(
    entities: Iterable[Entity] | None = None,
    words: str | Path | Iterable[str] | None = None,
    stop: Path | None = None,
) -> Lexicon:
    """Return the lexicon made of entity names, user words and stop words.

    Parameters
    ----------
    entities : iterable of Entity, optional
        Their names stay whole; without it, the names of the pack that comes with the library.
    words : path or iterable of str, optional
        User words: a file in jieba's own format (`word freq tag`, the last two optional), or the words.
    stop : path, optional
        A file of stop words to add; a word with `-` before it is taken off the list instead.

    Raises
    ------
    ArgumentError
        `words` is "auto": only `load` knows the corpus whose names these are.
    CorpusError
        A file cannot be read, or a line of the user words is not in jieba's format.

    Examples
    --------
    >>> "潘梓正" in load_lexicon(words=["潘梓正"]).words
    True
    """
    if str(words) == OWN_WORDS:
        raise ArgumentError(
            'words="auto" takes the names that a corpus proposes itself, for which it must be read as a whole: '
            'give it to load, and load(…, words="auto").words["word"] to anything else'
        )
    if entities is None and words is None and stop is None:
        return _shipped_lexicon()
    return _lexicon(entities, words, stop)


@lru_cache(maxsize=1)
def _shipped_lexicon() -> Lexicon:
    """Return the lexicon that most corpora are read with. Reading and hashing it again takes 5 ms each time."""
    return _lexicon(None, None, None)


def _lexicon(
    entities: Iterable[Entity] | None, words: str | Path | Iterable[str] | None, stop: Path | None
) -> Lexicon:
    names = {
        alias.text: tuple(context for context in entity.unless if alias.text in context)
        for entity in (load_entities().values() if entities is None else entities)
        for alias in entity.aliases
        if not re.search(r"\s", alias.text)
    }
    known: dict[str, tuple[int | None, str]] = dict.fromkeys(names, (_PACK_WEIGHT, "nz")) | _shipped_words()
    if isinstance(words, (str, Path)):
        known |= _words_of(Path(words))
    elif words is not None:
        known |= {word.strip(): (None, "") for word in words if word.strip()}
    stops = set(_stops_of(shipped("data/stopwords.txt")))
    for word in _stops_of(stop) if stop else []:
        if word.startswith("-") and len(word) > 1:
            stops.discard(word[1:])
        else:
            stops.add(word)
    return Lexicon(known, frozenset(stops), names)


def _stops_of(path: Path) -> list[str]:
    lines = _lines_of(path)
    return [fold_word(word) for line in lines if not line.startswith("#") for word in line.split()]


def _lines_of(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read as a UTF-8 list of words ({error})") from None


@lru_cache(maxsize=1)
def _shipped_words() -> dict[str, tuple[int | None, str]]:
    """Return the words that come with the library; every line is `word frequency tag`."""
    lines = (line.split() for line in _lines_of(shipped("data/words.txt")) if line and line[0] != "#")
    return {word: (int(frequency), tag) for word, frequency, tag in lines}


def _words_of(path: Path) -> dict[str, tuple[int | None, str]]:
    """Read a user dictionary as jieba does: its own pattern parses each line."""
    from jieba import re_userdict  # it takes a quarter of a second

    words = {}
    for number, line in enumerate(_lines_of(path), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parsed = re_userdict.match(line.strip())
        if not parsed or re.search(r"\s", parsed.group(1).strip()):
            raise CorpusError(f"{path}:{number}: not `word freq tag` with single blanks: {line!r}")
        word, frequency, tag = parsed.groups()
        words[word.strip()] = (int(frequency) if frequency else None, (tag or "").strip())
    return words
