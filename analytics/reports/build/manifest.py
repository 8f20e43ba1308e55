"""The manifest: what was built from what, when, and how it ended; for each report its last attempt and last success."""

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
        Path of that day's page, relative to the output folder.
    sha256 : str
        Hash of the page.
    inputs : str
        Hash of everything that it was made from.
    charts : str
        Folder of its charts' files, relative to the output folder; empty if it has none.
    changed : str
        When the page's content last changed, in Hong Kong.
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
        Why it failed; else empty.
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
        Title and first paragraph of its page, as the index shows them.
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
        Version of this file's format: 1.
    date : str
        Day of the last build, in Hong Kong.
    git : dict or None
        `sha` and `dirty` of the project; None if it is no git checkout.
    versions : dict
        Versions of Python, the library and its packages.
    corpus : dict
        `name`, `fingerprint` and the ledger's counts.
    parameters : dict
        What the build was asked for, without secrets.
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
        """Write it into a folder, completely or not at all."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        write(folder / NAME, text + "\n")


def read_manifest(folder: Path) -> Manifest:
    """Read a folder's manifest. A missing or damaged one counts as empty: it costs a rebuild, not a page."""
    try:
        written = json.loads((folder / NAME).read_text(encoding="utf-8"))
        reports = {name: _report(entry) for name, entry in written["reports"].items()}
        if written["schema"] != _SCHEMA:
            return Manifest()
        known = {own.name for own in fields(Manifest)}
        return Manifest(
            **{name: value for name, value in written.items() if name in known} | {"reports": reports}
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Manifest()


def _report(written: dict[str, Any]) -> Report:
    attempt, success = written["last_attempt"], written["last_success"]
    return Report(
        str(written["title"]),
        str(written["description"]),
        _typed(Attempt(**attempt)) if attempt else None,
        _typed(Success(**success)) if success else None,
    )


def _typed(entry: _Entry) -> _Entry:
    """Return an entry if its duration is a number and its other values are texts; anything else is damage."""
    for own in fields(entry):
        kinds = (int, float) if own.name == "seconds" else str
        if not isinstance(getattr(entry, own.name), kinds):
            raise TypeError(f"{own.name} is of another type")
    return entry
