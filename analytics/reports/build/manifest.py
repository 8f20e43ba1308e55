"""The manifest: what was built from what, when, and with which result; the last success apart from the last attempt."""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from .files import write

NAME = "manifest.json"
_SCHEMA = 1


@dataclass(frozen=True)
class Success:
    """A page that was published.

    Attributes
    ----------
    date : str
        Day of the build, in Hong Kong.
    page : str
        Path of the page of that day, from the output folder.
    sha256 : str
        Of the page.
    inputs : str
        Hash of all that it was made from.
    charts : str
        Folder of its charts' files, from the output folder; empty where it has none.
    changed : str
        Time at which the page's content last changed, in Hong Kong.
    seconds : float
        How long it took.
    """

    date: str
    page: str
    sha256: str
    inputs: str
    charts: str
    changed: str
    seconds: float


@dataclass(frozen=True)
class Attempt:
    """The last build of a report.

    Attributes
    ----------
    date : str
        Day of the build, in Hong Kong.
    status : str
        `built`, `unchanged` or `failed`.
    error : str
        What failed; else empty.
    seconds : float
        How long it took.
    """

    date: str
    status: str
    error: str
    seconds: float


_Entry = TypeVar("_Entry", Attempt, Success)


@dataclass(frozen=True)
class Report:
    """What is known of one report.

    Attributes
    ----------
    title, description : str
        Of its page, as the index shows them.
    last_attempt : Attempt or None
        How its last build ended.
    last_success : Success or None
        The page that readers see.
    """

    title: str = ""
    description: str = ""
    last_attempt: Attempt | None = None
    last_success: Success | None = None


@dataclass
class Manifest:
    """`manifest.json` of an output folder.

    Attributes
    ----------
    schema : int
        Of this file: 1.
    date : str
        Day of the last build, in Hong Kong.
    git : dict or None
        `sha` and `dirty` of the project; None where it is no git checkout.
    versions : dict
        Of Python, the library and the packages that it stands on.
    corpus : dict
        `name`, `fingerprint` and the ledger's counts.
    parameters : dict
        What was asked for, without secrets.
    reports : dict of str to Report
        By name.
    """

    schema: int = _SCHEMA
    date: str = ""
    git: dict[str, object] | None = None
    versions: dict[str, str] = field(default_factory=dict)
    corpus: dict[str, object] = field(default_factory=dict)
    parameters: dict[str, object] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)

    def save(self, folder: Path) -> None:
        """Write it into a folder, whole or not at all."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        write(folder / NAME, text + "\n")


def read_manifest(folder: Path) -> Manifest:
    """Read a folder's manifest; a missing or damaged one is empty: it costs a rebuild, no page."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        reports = {name: _report(entry) for name, entry in told["reports"].items()}
        if told["schema"] != _SCHEMA:
            return Manifest()
        known = {one.name for one in fields(Manifest)}
        return Manifest(
            **{name: value for name, value in told.items() if name in known} | {"reports": reports}
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Manifest()


def _report(told: dict[str, Any]) -> Report:
    attempt, success = told["last_attempt"], told["last_success"]
    return Report(
        str(told["title"]),
        str(told["description"]),
        _typed(Attempt(**attempt)) if attempt else None,
        _typed(Success(**success)) if success else None,
    )


def _typed(entry: _Entry) -> _Entry:
    """An entry whose values are texts, and its duration a number; anything else is damage."""
    for one in fields(entry):
        kinds = (int, float) if one.name == "seconds" else str
        if not isinstance(getattr(entry, one.name), kinds):
            raise TypeError(f"{one.name} is of another type")
    return entry
