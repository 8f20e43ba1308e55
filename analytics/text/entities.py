"""Entity packs: the names of entities by region, and which entity a name means."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import EntityError, one_of
from ..shipped import shipped
from .characters import LETTER
from .entity import SHORTEST_NAME, Alias, Entity, Names
from .fold import fold_word

__all__ = ["Alias", "Entity", "Names", "as_entity", "find_entity", "load_entities", "near_miss"]

REGIONS = ("latin", "hk", "tw", "cn")
_PACK_FIELDS = (*REGIONS, "label", "unless", "weak", "only_with")
_NEARLY_EQUAL = 0.8  # difflib's ratio: one wrong letter in a name of five


def find_entity(name: str, pack: Mapping[str, Entity]) -> Entity | None:
    """Return the entity of a pack with this key or name; case, width and script make no difference.

    Parameters
    ----------
    name : str
        A key or any name of the pack.
    pack : mapping of str to Entity
        The entities by key.

    Returns
    -------
    Entity or None
        None where the pack has no such key or name. A key goes before a name.

    Examples
    --------
    >>> find_entity("特朗普", load_entities()).key
    'trump'
    >>> find_entity("港鐵", load_entities()) is None
    True
    """
    if name in pack:
        return pack[name]
    wanted = fold_word(name).strip()
    named = {fold_word(alias.text): entity for entity in pack.values() for alias in entity.aliases}
    return {**named, **{fold_word(key): entity for key, entity in pack.items()}}.get(wanted)


def near_miss(name: str, pack: Mapping[str, Entity]) -> str | None:
    """Return the key or name of a pack that `name` is probably a misspelling of.

    A name in Latin letters may differ in a letter or two, a Chinese name of three characters or more in one
    character. A longer name that holds a known one as a whole word is another name, not a misspelling.

    Parameters
    ----------
    name : str
        What was asked for.
    pack : mapping of str to Entity
        The entities by key.

    Returns
    -------
    str or None
        As the pack writes it; None where nothing is close, or `name` itself is a key or name.

    Examples
    --------
    >>> near_miss("deepsek", load_entities()), near_miss("特郎普", load_entities())
    ('deepseek', '特朗普')
    >>> near_miss("騰訊音樂", load_entities()) is None
    True
    """
    wanted = fold_word(name).strip()
    names = [alias.text for entity in pack.values() for alias in entity.aliases]
    known = {fold_word(text): text for text in (*names, *pack)}
    if wanted in known:
        return None
    if re.search(f"[{LETTER}]", wanted):
        close = get_close_matches(wanted, list(known), n=5, cutoff=_NEARLY_EQUAL)
        other = re.compile("|".join(rf"\b{re.escape(text)}\b" for text in close) or "(?!)")
        return None if not close or other.search(wanted) else known[close[0]]
    for text, written in known.items():
        differing = sum(one != two for one, two in zip(text, wanted, strict=False))
        if len(text) == len(wanted) >= 3 and differing == 1:
            return written
    return None


def as_entity(wanted: str | Sequence[str] | Entity, known: Mapping[str, Entity] | None = None) -> Entity:
    """Return the entity that `wanted` means: a key or name of the pack, names of one subject, or an entity itself.

    Raises
    ------
    EntityError
        The key is unknown (the message offers the near miss) or one of the names is too short.

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
        pack = load_entities() if known is None else known
        return find_entity(wanted, pack) or pack[one_of("entity", wanted, list(pack), EntityError)]
    names = list(wanted) if isinstance(wanted, Iterable) else [wanted]
    if not names or not all(isinstance(name, str) for name in names):
        raise EntityError(f"names must be texts of two characters or more, not {names!r}")
    return Names(*names)


def load_entities(path: str | Path | None = None) -> dict[str, Entity]:
    """Return the entities of a pack, by key; without `path`, those of the pack that comes with the library.

    Raises
    ------
    EntityError
        The pack cannot be read, has an empty or one-character name, or gives one name to two entities. The message
        names the file and the line.

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
    pack = _Pack(file.name, source.splitlines())
    return {key: pack.entity(key, table) for key, table in tables.items()}


class _Pack:
    """A pack as it is read: makes entities, and errors that name the line."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name = name
        self.lines = lines
        self.owners: dict[str, str] = {}

    def entity(self, key: str, table: object) -> Entity:
        """Return the entity that a table of the pack describes."""
        if not isinstance(table, dict):
            raise self.error(key, None, f"must be a table with {', '.join(_PACK_FIELDS)}")
        for name in table:
            try:
                one_of("field", name, list(_PACK_FIELDS), EntityError)
            except EntityError as unknown:
                raise self.error(key, name, str(unknown)) from None
        weak = {fold_word(text).strip(): text for text in self.names(key, table, "weak")}
        aliases = [
            self.alias(key, text, region, weak)
            for region in REGIONS
            for text in self.names(key, table, region)
        ]
        for text in weak.values():
            raise self.error(key, "weak", f"{text!r} is in 'weak' but is no name; list it under a region too")
        if not aliases:
            raise self.error(key, None, "has no name; give it at least one")
        label = table.get("label", {})
        if not isinstance(label, dict) or not all(isinstance(text, str) for text in label.values()):
            raise self.error(key, "label", "label must be a table of texts: { zh = …, en = … }")
        zh = str(label.get("zh", key))
        contexts = (self.names(key, table, field) for field in ("unless", "only_with"))
        entity = Entity(key, zh, str(label.get("en", zh)), aliases, *contexts)
        if entity.only_with and not any(alias.weak for alias in aliases):
            raise self.error(key, "only_with", "'only_with' supports weak names, and no name is in 'weak'")
        if entity.support is None:
            raise self.error(key, "weak", "every name is weak; give words that support them in 'only_with'")
        return entity

    def alias(self, key: str, text: str, region: str, weak: dict[str, str]) -> Alias:
        """Return a name, checked: long enough, and no other entity's; it is taken out of `weak`."""
        folded = fold_word(text).strip()
        if len(folded) < SHORTEST_NAME:
            raise self.error(
                key, text, f"name {text!r} is shorter than two characters; it would match by chance"
            )
        owner = self.owners.setdefault(folded, key)
        if owner != key:
            raise self.error(key, text, f"name {text!r} belongs to {owner!r} already; keep it in one of them")
        return Alias(text.strip(), region, weak.pop(folded, None) is not None)

    def names(self, key: str, table: dict[str, object], field: str) -> list[str]:
        """Return the texts that a field of an entity lists."""
        texts = table.get(field, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise self.error(key, field, f"{field!r} must be a list of names in quotes")
        for text in texts:
            if not fold_word(text).strip():
                what = "a name" if field in (*REGIONS, "weak") else "a context"
                raise self.error(key, text, f"{what} is empty; remove it")
        return texts

    def error(self, key: str, wanted: str | None, message: str) -> EntityError:
        """Return the error, with the line on which the entity has `wanted`: a quoted text, or a field."""
        begin = next((n for n, line in enumerate(self.lines, 1) if line.strip().startswith(f"[{key}]")), 1)
        text = re.escape(wanted or "")
        pattern = re.compile("(?!)" if wanted is None else rf"[\"']{text}[\"']|^\s*{text}\s*=")
        following = enumerate(self.lines[begin:], begin + 1)
        place = next((number for number, line in following if pattern.search(line)), begin)
        return EntityError(f"{self.name}:{place}: entity {key!r}: {message}")


PACK = "entities"  # where `attrs` of an article table keep the pack that the table was loaded with


def entities_to_json(pack: Mapping[str, Entity]) -> str:
    """Return a pack as one string, to be kept in `attrs` of a table.

    >>> entities_from_json(entities_to_json(load_entities())) == load_entities()
    True
    """
    return json.dumps([asdict(entity) for entity in pack.values()], ensure_ascii=False)


def entities_from_json(written: str) -> dict[str, Entity]:
    """Return the pack that `entities_to_json` wrote."""
    entities = [entity_from_json(each) for each in json.loads(written)]
    return {entity.key: entity for entity in entities}


def entity_from_json(written: Mapping[str, Any]) -> Entity:
    """Return the entity that has these plain values.

    >>> from dataclasses import asdict
    >>> nvidia = load_entities()["nvidia"]
    >>> entity_from_json(asdict(nvidia)) == nvidia
    True
    """
    lists = {name: tuple(value) for name, value in written.items() if isinstance(value, list | tuple)}
    aliases = tuple(Alias(**alias) for alias in written["aliases"])
    return Entity(**{**written, **lists, "aliases": aliases})
