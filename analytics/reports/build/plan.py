"""The plan of a build: its arguments, checked before a folder is made or a kernel starts."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ...errors import BuildArgumentError, one_of
from ...measures.engine.periods import checked_day
from ...read.labels import load_labels
from ...read.listing import find
from ...read.zones import checked_zone
from ...schema import TIMEZONE
from ...secrecy import masked
from ...shipped import shipped
from ...text.lexicon import OWN_WORDS, load_lexicon
from ...wording import LANGUAGES
from ..page.inputs import Subject, as_parameter, located, subject_of
from ..page.render import Edition
from .check import machine_places, without_places
from .execute import CELL_SECONDS, NOTEBOOK_SECONDS
from .manifest import Manifest

_FILES = ("entities", "words", "stopwords", "labels", "codes")  # parameters that are paths

Event = dict[str, object]
Notify = Callable[[Event], None]


@dataclass(frozen=True)
class Plan:
    """What a build is asked to do.

    Attributes
    ----------
    notebooks : dict of str to Path
        Every report there is, by name.
    names : list of str
        The reports to build, sorted.
    folder : Path
        Where the pages go.
    parameters : dict
        What every notebook is about: the parameters that a page depends on.
    date, time : str
        Day of the build, and its time in ISO form, in Hong Kong.
    subject : Entity or Query
        Whose coverage is followed.
    keep : int
        Dated pages kept of each report.
    force : bool
        Whether to build what is unchanged too.
    cell_seconds, seconds : int
        Time that a cell, and a whole notebook, may take.
    notify : callable
        Called with each event.
    """

    notebooks: dict[str, Path]
    names: list[str]
    folder: Path
    parameters: dict[str, Any]
    date: str
    time: str
    subject: Subject
    keep: int
    force: bool
    cell_seconds: int
    seconds: int
    notify: Notify

    @property
    def corpus(self) -> str:
        """Folder, file, archive or address of the articles."""
        return str(self.parameters["corpus"])

    @property
    def language(self) -> str:
        """Language of the pages."""
        return str(self.parameters["language"])

    @property
    def label(self) -> str:
        """Name of the subject in that language."""
        return self.subject.label if self.language == "zh-HK" else self.subject.label_en

    @property
    def places(self) -> list[str]:
        """Folders of this machine that no page may show."""
        corpus = Path(self.corpus)
        notebooks = next(iter(self.notebooks.values())).parent
        return machine_places(*map(str, (corpus, corpus.parent, self.folder.resolve(), notebooks)))

    def without_secrets(self, text: str) -> str:
        """Return a text without secrets and without folders of this machine."""
        return without_places(masked(text, self.corpus), self.places)


@dataclass(frozen=True)
class Shared:
    """What all reports of one build have in common once the corpus is read.

    Attributes
    ----------
    edition : Edition
        What pages say about themselves.
    fingerprint : str
        Hash of the corpus' content.
    reading : dict
        Parameters that say who reads and counts; no page depends on them.
    snapshot : Path or None
        File of the corpus as it was read, for the notebooks; None where workers read it.
    before : Manifest
        What was built until now.
    """

    edition: Edition
    fingerprint: str
    reading: dict[str, str | None]
    snapshot: Path | None
    before: Manifest


def make_plan(
    names: Sequence[str] | None,
    *,
    notebooks: str | Path | Sequence[str | Path] | None,
    out: str | Path,
    keep: int,
    date: str | None = None,
    force: bool = False,
    cell_seconds: int = CELL_SECONDS,
    seconds: int = NOTEBOOK_SECONDS,
    notify: Notify | None = None,
    **parameters: Any,
) -> Plan:
    """Check the arguments of a build and return its plan. See `build_reports` for what they mean.

    Raises
    ------
    ReportError
        A name, the language or an option is wrong.
    EntityError, ArgumentError, CorpusError, ProjectError
        The entity, the entity pack, the date, the words, the labels or the time zone is wrong.
    """
    folders = [notebooks] if isinstance(notebooks, str | Path) else notebooks or [shipped("notebooks")]
    available = {name: path for folder in folders for name, path in available_reports(Path(folder)).items()}
    wanted: list[str] = []
    for name in [names] if isinstance(names, str) else names or available:
        given = _given_notebooks(name)
        available |= given
        wanted += list(given) or [one_of("report", name, list(available), BuildArgumentError)]
    one_of("language", str(parameters["language"]), list(LANGUAGES), BuildArgumentError)
    if keep < 1:
        raise BuildArgumentError(f"keep must be 1 or more, not {keep}")
    checked_zone(parameters["timezone"])
    parameters |= {name: _absolute(parameters.get(name)) for name in _FILES}
    pack = parameters["entities"]
    load_labels(parameters["labels"])
    words = None if parameters["words"] == OWN_WORDS else parameters["words"]
    if words or parameters["stopwords"]:  # a mistake shows here, not in every notebook
        load_lexicon(None, words, parameters["stopwords"] and Path(parameters["stopwords"]))
    parameters["corpus"] = _absolute(located(str(parameters["corpus"])))
    subject, *_ = [subject_of(each, pack) for each in (parameters["entity"], *(parameters["others"] or ()))]
    parameters["entity"] = as_parameter(parameters["entity"])
    parameters["others"] = [as_parameter(other) for other in parameters["others"] or ()] or None
    day, time = build_day(date)
    return Plan(
        notebooks=available,
        names=sorted(set(wanted)),
        folder=Path(out).expanduser(),
        parameters=parameters,
        date=day,
        time=time,
        subject=subject,
        keep=keep,
        force=force,
        cell_seconds=cell_seconds,
        seconds=seconds,
        notify=notify or (lambda event: None),
    )


def check_plan(names: Sequence[str] | None, **arguments: Any) -> None:
    """Check the arguments of a build without building: names, subjects, days, and that there is a corpus.

    Raises
    ------
    ReportError, EntityError, ArgumentError, CorpusError
        As `build_reports`.
    """
    plan = make_plan(names, **arguments)
    for name in ("start", "end"):
        checked_day(name, plan.parameters[name])
    find(plan.corpus)


def available_reports(folder: Path) -> dict[str, Path]:
    """Return the notebooks of a folder by name, sorted.

    Raises
    ------
    ReportError
        There are none.
    """
    found = {path.stem: path.resolve() for path in sorted(folder.glob("*.ipynb"))}
    if not found:
        raise BuildArgumentError(f"{folder}: no notebooks there; give a folder that holds .ipynb files")
    return found


def _given_notebooks(name: str) -> dict[str, Path]:
    """Return the notebooks that a name means by its path: a file, or all of a folder; nothing for a plain name."""
    path = Path(name).expanduser()
    if path.suffix != ".ipynb":
        return available_reports(path) if path.is_dir() else {}
    if not path.is_file():
        raise BuildArgumentError(f"{name}: no such notebook")
    return {path.stem: path.resolve()}


def build_day(date: str | None) -> tuple[str, str]:
    """Return the day of a build and its time: as given, as `SOURCE_DATE_EPOCH` says, or now in Hong Kong.

    >>> build_day("2025-03-31")
    ('2025-03-31', '2025-03-31T00:00:00+08:00')
    """
    day = checked_day("date", date)
    if day is not None:
        return f"{day:%Y-%m-%d}", f"{day:%Y-%m-%d}T00:00:00+08:00"
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch and not epoch.isdigit():
        raise BuildArgumentError(f"SOURCE_DATE_EPOCH: must be seconds since 1970, not {epoch!r}")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    here = now.astimezone(ZoneInfo(TIMEZONE))
    return f"{here:%Y-%m-%d}", here.isoformat(timespec="seconds")


def _absolute(place: object) -> str | None:
    """An address as it is, a path from the root: notebooks run in another folder."""
    if place is None:
        return None
    text = str(place)
    return text if "://" in text or text == OWN_WORDS else str(Path(text).expanduser().resolve())
