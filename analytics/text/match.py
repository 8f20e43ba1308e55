"""Entities and where a text names them: aliases -> spans of the original text."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import EntityError, one_of
from ..shipped import shipped
from .fold import FoldedColumn, code_points, fold_word

REGIONS = ("latin", "hk", "tw", "cn")
_CHUNK = 1 << 19  # characters folded at once: so many stay in the processor's cache
_BLOCK = 256  # texts handed over at once


@dataclass(frozen=True)
class Alias:
    """One name of an entity and the region that uses it."""

    text: str
    region: str


@dataclass(frozen=True)
class Entity:
    """Something that articles are about, under all its names.

    Attributes
    ----------
    key : str
        What commands and functions call it.
    label, label_en : str
        What charts call it, in Chinese and in English.
    aliases : tuple of Alias
        Its names.
    unless : tuple of str
        Contexts that void a name standing inside them.
    """

    key: str
    label: str
    label_en: str
    aliases: tuple[Alias, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spans:
    """Matches, one an element: text number, alias number, and the span in the original text."""

    text: np.ndarray
    alias: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def __len__(self) -> int:
        return len(self.text)


def load_entities(path: str | Path | None = None) -> dict[str, Entity]:
    """Return the entities of a pack, by key; without `path`, those of the pack that is shipped.

    Raises
    ------
    EntityError
        The pack is not readable, holds an empty or one-character alias, or gives one alias to two entities.

    Examples
    --------
    >>> load_entities()["nvidia"].label
    '英偉達'
    """
    file = shipped("data/entities.toml") if path is None else Path(path)
    try:
        return dict(_read_pack(file, file.stat().st_mtime_ns))
    except OSError as error:
        raise EntityError(
            f"{file}: cannot be read ({error.strerror}); give the path of an entity pack"
        ) from None


@lru_cache(maxsize=16)
def _read_pack(file: Path, _changed: int) -> dict[str, Entity]:
    try:
        source = file.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(source)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EntityError(f"{file}: not a TOML file ({error})") from None
    lines = source.splitlines()

    def fail(key: str, wanted: str | None, message: str) -> EntityError:
        """The error, with the line where the entity has `wanted`: a quoted name, or the name of a list."""
        begin = next((n for n, line in enumerate(lines, 1) if line.strip().startswith(f"[{key}]")), 1)
        text = re.escape(wanted or "")
        told = re.compile("(?!)" if wanted is None else rf"[\"']{text}[\"']|^\s*{text}\s*=")
        place = next((n for n, line in enumerate(lines[begin:], begin + 1) if told.search(line)), begin)
        return EntityError(f"{file.name}:{place}: entity {key!r}: {message}")

    def names(key: str, table: dict[str, object], name: str) -> list[str]:
        texts = table.get(name, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise fail(key, name, f"{name!r} must be a list of names in quotes")
        if not all(fold_word(text).strip() for text in texts):
            empty = next(text for text in texts if not fold_word(text).strip())
            raise fail(key, empty, f"{'a context' if name == 'unless' else 'an alias'} is empty; remove it")
        return texts

    owners: dict[str, str] = {}
    entities = {}
    for key, table in tables.items():
        if not isinstance(table, dict):
            raise fail(key, None, "must be a table with latin, hk, tw, cn and unless")
        for name in table:
            one_of(f"name in entity {key!r} of {file.name}", name, [*REGIONS, "label", "unless"], EntityError)
        aliases = []
        for region in REGIONS:
            for text in names(key, table, region):
                if len(fold_word(text).strip()) < 2:
                    raise fail(
                        key, text, f"alias {text!r} is shorter than two characters; it would match by chance"
                    )
                owner = owners.setdefault(fold_word(text).strip(), key)
                if owner != key:
                    raise fail(
                        key, text, f"alias {text!r} belongs to {owner!r} already; keep it in one of them"
                    )
                aliases.append(Alias(text.strip(), region))
        if not aliases:
            raise fail(key, None, "has no alias; give it at least one name")
        label = table.get("label", {})
        if not isinstance(label, dict) or not all(isinstance(text, str) for text in label.values()):
            raise fail(key, "label", "label must be a table of texts: { zh = …, en = … }")
        zh = label.get("zh", key)
        entities[key] = Entity(
            key, zh, str(label.get("en", zh)), tuple(aliases), tuple(names(key, table, "unless"))
        )
    return entities


def as_entity(wanted: str | Sequence[str] | Entity, known: dict[str, Entity] | None = None) -> Entity:
    """Return the entity that `wanted` means: a key of the pack, names given ad hoc, or an entity itself.

    Raises
    ------
    EntityError
        The key is unknown (the message offers the near miss) or a name given ad hoc is too short.

    Examples
    --------
    >>> as_entity("deepseek").label
    'DeepSeek'
    >>> as_entity(["深度求索", "DeepSeek"]).key
    '深度求索'
    """
    if isinstance(wanted, Entity):
        return wanted
    if isinstance(wanted, str):
        known = load_entities() if known is None else known
        if wanted not in known and wanted.casefold() in known:
            wanted = wanted.casefold()
        return known[one_of("entity", wanted, list(known), EntityError)]
    names = list(wanted) if isinstance(wanted, Iterable) else [wanted]
    if not names or not all(isinstance(name, str) and len(fold_word(name).strip()) >= 2 for name in names):
        raise EntityError(f"names given ad hoc must be texts of two characters or more, not {names!r}")
    names = [name.strip() for name in names]
    return Entity(names[0], names[0], names[0], tuple(Alias(name, "") for name in names))


def find(texts: Iterable[str | None], entity: Entity) -> Spans:
    """Find every mention of `entity` in `texts`: leftmost, longest, none overlapping another.

    Parameters
    ----------
    texts : iterable of str or None
        The texts; None and NaN hold no match.
    entity : Entity
        Latin names match at Latin word edges only; a match inside an `unless` context is void.

    Returns
    -------
    Spans
        In order of text, then place. `alias` counts in `entity.aliases`.

    Examples
    --------
    >>> spans = find(["OpenAI與DeepSeek-V3", None, "深度求索"], as_entity("deepseek"))
    >>> spans.text.tolist(), spans.start.tolist(), spans.end.tolist()
    ([0, 2], [7, 0], [15, 4])
    """
    return find_each(texts, [entity])[0]


def find_each(texts: Iterable[str | None], entities: Sequence[Entity]) -> list[Spans]:
    """Find every mention of each of several entities; the texts are folded and searched once for all of them.

    >>> [len(spans) for spans in find_each(["OpenAI與輝達"], [as_entity("openai"), as_entity("nvidia")])]
    [1, 1]
    """
    matcher = _Matcher(entities)
    found: list[list[tuple[np.ndarray, ...]]] = [[] for _ in entities]

    def search(chunk: list[str], first: int) -> None:
        for parts, part in zip(found, matcher.find(FoldedColumn(chunk), first), strict=True):
            parts.append(part)

    chunk: list[str] = []
    first, size = 0, 0
    for number, text in enumerate(_one_by_one(texts) if hasattr(texts, "iloc") else texts):
        chunk.append(text if isinstance(text, str) else "")
        size += len(chunk[-1])
        if size > _CHUNK:
            search(chunk, first)
            chunk, first, size = [], number + 1, 0
    search(chunk, first)
    return [Spans(*(np.concatenate(part) for part in zip(*parts, strict=True))) for parts in found]


def _one_by_one(column: Any) -> Iterator[str | None]:
    """The texts of pandas' column: it hands over single ones slowly, and all at once in memory new each time."""
    for at in range(0, len(column), _BLOCK):
        yield from column.iloc[at : at + _BLOCK].to_numpy(dtype=object)


class _Matcher:
    """All names and contexts of all entities, searched at once; what is found is sorted out by entity.

    A place is a candidate where the first two characters of a pattern stand; the few that there are, are compared
    with the rest of those patterns alone.
    """

    def __init__(self, entities: Sequence[Entity]) -> None:
        names = [[fold_word(alias.text) for alias in entity.aliases] for entity in entities]
        contexts = [[fold_word(context) for context in entity.unless] for entity in entities]
        patterns = [[*own, *voids] for own, voids in zip(names, contexts, strict=True)]
        flat = [pattern for own in patterns for pattern in own]
        named = [
            place < len(own) for own, all_ in zip(names, patterns, strict=True) for place in range(len(all_))
        ]
        self.owner = np.repeat(np.arange(len(entities)), [len(own) for own in patterns])
        self.first = np.concatenate([[0], np.cumsum([len(own) for own in patterns])])
        self.context = ~np.array(named, dtype=bool)
        self.left = ~self.context & np.array([_latin(pattern[0]) for pattern in flat], dtype=bool)
        self.right = ~self.context & np.array([_latin(pattern[-1]) for pattern in flat], dtype=bool)
        self.codes = [code_points(pattern) for pattern in flat]
        self.lengths = np.array([len(codes) for codes in self.codes], dtype=np.int64)
        longer = [number for number, codes in enumerate(self.codes) if len(codes) > 1]
        self.single = [number for number, codes in enumerate(self.codes) if len(codes) == 1]
        self.starters, self.seconds = np.zeros((2, 0x110000), dtype=bool)
        self.starters[[self.codes[number][0] for number in longer]] = True
        self.seconds[[self.codes[number][1] for number in longer]] = True
        beginning: dict[int, list[int]] = {}  # first two characters -> patterns
        for number in longer:
            beginning.setdefault(_pair(*self.codes[number][:2].tolist()), []).append(number)
        self.pairs = np.array(sorted(beginning), dtype=np.int64)
        self.begun = [beginning[pair] for pair in sorted(beginning)]

    def find(self, column: FoldedColumn, first: int) -> list[tuple[np.ndarray, ...]]:
        """Return for each entity the text, alias, start and end of its matches."""
        codes = column.codes
        pattern, start = self._places(codes)
        end = start + self.lengths[pattern]
        fits = ~(self.left[pattern] & _LATIN[codes[start - 1]]) & ~(self.right[pattern] & _LATIN[codes[end]])
        fitting = np.flatnonzero(fits)
        owner = self.owner[pattern[fitting]]
        by_owner = np.argsort(owner, kind="stable")
        bounds = np.searchsorted(owner[by_owner], np.arange(len(self.first)))
        found: list[tuple[np.ndarray, ...]] = []
        for number in range(len(self.first) - 1):
            own = fitting[by_owner[bounds[number] : bounds[number + 1]]]
            void = self._void(self.context[pattern[own]], start[own], end[own])
            keep = own[_leftmost_longest(start[own], end[own], ~void)]
            text, begin, finish = column.locate(start[keep], end[keep])
            found.append((text + first, pattern[keep] - self.first[number], begin, finish))
        return found

    def _places(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Every occurrence of every pattern, overlapping or not: pattern and start, by end, then start."""
        patterns, starts = [], []
        for number in self.single:
            starts.append(np.flatnonzero(codes == self.codes[number][0]))
            patterns.append(np.full(len(starts[-1]), number))
        at, pair = self._begun(codes)
        bounds = np.searchsorted(pair, np.arange(len(self.pairs) + 1))
        for place in np.flatnonzero(np.diff(bounds)).tolist():
            for number in self.begun[place]:
                places, wanted = at[bounds[place] : bounds[place + 1]], self.codes[number]
                places = places[places + len(wanted) <= len(codes)]
                for offset in range(2, len(wanted)):
                    places = places[codes[places + offset] == wanted[offset]]
                patterns.append(np.full(len(places), number))
                starts.append(places)
        pattern, start = (np.concatenate([np.empty(0, np.int64), *parts]) for parts in (patterns, starts))
        order = np.lexsort((start, start + self.lengths[pattern]))
        return pattern[order], start[order]

    def _begun(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where the first two characters of a pattern stand, and which pair they are, in the order of pairs."""
        at = np.flatnonzero(self.starters.take(codes))  # never in the gap at the end: a place follows each
        second = codes.take(at + 1)
        near = self.seconds.take(second)
        at = at[near]
        pairs = codes.take(at).astype(np.int64) << 32 | second[near]
        pair = np.searchsorted(self.pairs, pairs)
        hit = np.flatnonzero(pair < len(self.pairs))
        hit = hit[self.pairs[pair[hit]] == pairs[hit]]
        hit = hit[np.argsort(pair[hit], kind="stable")]
        return at[hit], pair[hit]

    @staticmethod
    def _void(context: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Contexts themselves, and matches that lie inside one."""
        void = context.copy()
        for low, high in zip(start[context].tolist(), end[context].tolist(), strict=True):
            near = slice(np.searchsorted(end, low), np.searchsorted(end, high, side="right"))
            void[near] |= start[near] >= low
        return void


def _leftmost_longest(start: np.ndarray, end: np.ndarray, candidate: np.ndarray) -> np.ndarray:
    """Indices of the matches to keep, in order of place."""
    order = np.flatnonzero(candidate)
    order = order[np.lexsort((-end[order], start[order]))]
    if len(order) > 1 and (start[order][1:] < np.maximum.accumulate(end[order])[:-1]).any():
        kept, free = [], 0
        for index in order.tolist():
            if start[index] >= free:
                kept.append(index)
                free = end[index]
        order = np.array(kept, dtype=np.int64)
    return order


def _pair(first: int, second: int) -> int:
    return int(first) << 32 | int(second)


def _latin(char: str) -> bool:
    return char.isalnum() and char < "\u1100"


_LATIN = np.zeros(0x110000, dtype=bool)
_LATIN[:0x1100] = [_latin(chr(code)) for code in range(0x1100)]
