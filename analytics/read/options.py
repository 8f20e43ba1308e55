"""The parameters of a reading, together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ..project import project_at
from ..schema import TIMEZONE
from ..text.entities import Entity, entities_to_json, load_entities
from ..text.lexicon import load_lexicon
from .keys import column_pairs
from .labels import Labels, load_labels
from .limits import checked_limits
from .settings import Settings
from .zones import checked_zone


@dataclass(frozen=True)
class Options:
    """The parameters of `load`, which tells their meaning."""

    entities: str | Path | None = None
    words: str | Path | Iterable[str] | None = None
    columns: Mapping[str, str] | None = None
    timezone: str = TIMEZONE
    copies: bool = False
    boilerplate: bool = False
    limits: Mapping[str, int] | None = None
    links: bool = False
    labels: str | Path | Mapping[str, Any] | None = None
    cache: bool = True
    workers: int | None = None
    progress: bool | None = None

    @cached_property
    def said(self) -> Labels:
        """What the analyst says of outlets and values."""
        return load_labels(self.labels)

    @property
    def kept(self) -> str:
        """What is kept in the table and said of its values; tells finished tables of the same rows apart."""
        return f"copies={self.copies} boilerplate={self.boilerplate} labels={self.said.digest}"

    @cached_property
    def pack(self) -> dict[str, Entity]:
        """The entity pack by key."""
        return load_entities(self.entities)

    @property
    def own_pack(self) -> str | None:
        """The entity pack as a table brings it to the measures; None where it is the shipped one."""
        return None if self.entities is None else entities_to_json(self.pack)

    @property
    def settings(self) -> Settings:
        """What the rows depend on.

        Raises
        ------
        CorpusError, EntityError, ArgumentError
            The time zone, the pack, the words, the columns or the limits are wrong.
        """
        checked_zone(self.timezone)
        lexicon = load_lexicon(self.pack.values() if self.entities else None, self.words)
        most = checked_limits(self.limits)
        return Settings(self.timezone, lexicon, column_pairs(self.columns), most, self.links)


def with_project(source: str | Path, options: Options) -> tuple[str | Path, Options]:
    """Return the corpus and the options of a project where `source` is its folder; what was given goes first."""
    project = project_at(source)
    if project is None:
        return source, options
    stated = project.settings
    given: dict[str, Any] = {
        name: getattr(options, name) or stated.get(name) for name in ("entities", "words", "labels")
    }
    if options.timezone == TIMEZONE:
        given["timezone"] = stated.get("timezone", TIMEZONE)
    return stated.get("corpus", source), replace(options, **given)
