"""Entities: whom articles name, under which names, in which contexts not; and the packs that list them."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import EntityError, one_of
from ..shipped import shipped
from .fold import fold_word

REGIONS = ("latin", "hk", "tw", "cn")


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
