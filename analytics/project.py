"""A project: a folder with `analytics.toml`, which says once what commands and notebooks there work on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from .errors import ProjectError, one_of
from .label_tables import TABLES, check_label_tables, line_of, read_toml

FILE = "analytics.toml"
_PLACES = ("corpus", "out", "notebooks", "entities", "words", "stopwords", "labels")


@dataclass(frozen=True)
class Project:
    """What `analytics.toml` says.

    Attributes
    ----------
    folder : Path
        The folder of the file; relative places in it start there.
    settings : mapping of str to object
        Its values by key. Places are absolute, or addresses. `labels` is this file where it has the tables `outlets`
        or `values`.
    """

    folder: Path
    settings: Mapping[str, Any] = field(default_factory=dict)


def find_project(start: Path | None = None) -> Project | None:
    """Return the project of a folder: the nearest `analytics.toml` there or above; None where there is none.

    Parameters
    ----------
    start : Path, optional
        The folder to begin at; by default the current one.

    Raises
    ------
    ProjectError
        The file cannot be read, or a key or value in it is wrong; the message names its line.
    """
    begin = (start or Path.cwd()).absolute()
    for folder in (begin, *begin.parents):
        if (folder / FILE).is_file():
            return read_project(folder / FILE)
    return None


def read_project(path: Path) -> Project:
    """Read and check an `analytics.toml`.

    Raises
    ------
    ProjectError
        The file cannot be read, or a key or value in it is wrong; the message names its line.
    """
    written, text = read_toml(path)
    tables = {key: written.pop(key) for key in TABLES if key in written}
    check_label_tables(tables, lambda *keys: ProjectError(f"{path}, line {line_of(text, *keys)}"))
    settings: dict[str, Any] = {"labels": str(path.absolute())} if tables else {}
    for key, value in written.items():
        place = f"{path}, line {line_of(text, key)}"
        try:
            one_of("key", key, [*_CHECKS, *TABLES], ProjectError)
            if key == "labels" and tables:
                raise ProjectError(f"labels names a file: put {' and '.join(tables)} into it")
            what, holds = _CHECKS[key]
            if not holds(value):
                raise ProjectError(f"{key} must be {what}, not {value!r}")
        except ProjectError as error:
            raise ProjectError(f"{place}: {error}") from None
        is_place = key in _PLACES and (key, value) != ("words", "auto")
        settings[key] = _absolute(str(value), path.parent) if is_place else value
    return Project(path.parent, MappingProxyType(settings))


def project_at(place: str | Path) -> Project | None:
    """Return the project whose folder a place is; None where it is another folder, a file or an address.

    >>> project_at("https://example.org/articles.zip") is None
    True
    """
    folder = Path(place).expanduser()
    if "://" in str(place) or not (folder / FILE).is_file():
        return None
    return read_project(folder.absolute() / FILE)


def corpus_of(place: str) -> str:
    """Return the corpus that a place means: that of the project where it is a project's folder, or the place itself.

    >>> corpus_of("https://example.org/articles.zip")
    'https://example.org/articles.zip'
    """
    project = project_at(place)
    return place if project is None else str(project.settings.get("corpus", place))


def _absolute(place: str, folder: Path) -> str:
    return place if "://" in place else str((folder / Path(place).expanduser()).absolute())


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_zone(value: object) -> bool:
    try:
        return _is_text(value) and bool(ZoneInfo(str(value)))
    except (KeyError, ValueError, OSError):
        return False


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


# Each key, what its value must be, and how that is checked.
_CHECKS: dict[str, tuple[str, Callable[[object], bool]]] = {
    "corpus": ("a folder, file, archive or address", _is_text),
    "out": ("a folder", _is_text),
    "notebooks": ("a folder of notebooks", _is_text),
    "entities": ("an entity pack, a .toml file", _is_text),
    "words": ('a file of words, or "auto"', _is_text),
    "labels": ("a .toml file with the tables outlets and values", _is_text),
    "stopwords": ("a file of stop words", _is_text),
    "timezone": ("a time zone such as Asia/Hong_Kong", _is_zone),
    "language": ('"zh-HK" or "en"', lambda value: value in ("zh-HK", "en")),
    "entity": ("a key or name of the entity pack", _is_text),
    "others": ("a list of keys or names of the entity pack", _are_texts),
    "keep": ("a whole number, 1 or more", _is_whole),
}
