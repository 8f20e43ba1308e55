"""The parameters of a reading, together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ..project import project_at
from ..schema import TIMEZONE
from .labels import Labels, load_labels


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
