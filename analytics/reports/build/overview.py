"""The files that describe all reports of a folder: manifest, index and feed."""

from pathlib import Path

from ...files import digest
from ...read.corpus import Corpus
from ...secrecy import masked
from ...wording import either
from ..page.render import heading_of
from .check import check
from .feed import feed
from .files import digest_of, write
from .index import index
from .input_hash import git_state, versions
from .manifest import Attempt, Manifest, Report, Success
from .plan import Plan, Shared
from .published import prune
from .result import Result

_COUNTS = ("files", "articles", "rejected", "repaired", "undated")


def write_overview(
    plan: Plan, shared: Shared, corpus: Corpus, results: list[Result], published: dict[str, Success]
) -> None:
    """Write manifest, index and feed, and delete pages that are too old.

    Parameters
    ----------
    plan, shared
        What the build was asked to do, and over which corpus.
    corpus : Corpus
        The articles.
    results : list of Result
        How each report of this build ended.
    published : dict of str to Success
        The pages that this build published, by report.

    Raises
    ------
    ReportError
        A file cannot be written, or the index must not be published.
    """
    manifest = _manifest(plan, shared, corpus)
    for result in results:
        manifest.reports[result.name] = _entry(plan, shared, result, published.get(result.name))
    for name, report in manifest.reports.items():
        if report.last_success:
            prune(plan.folder / name, plan.keep, Path(report.last_success.page).name)
    manifest.save(plan.folder)
    page = index(manifest, plan.names, plan.folder, shared.edition, plan.notebooks)
    check(page, plan.places)
    write(plan.folder / "index.html", page)
    title = f"{either('報道分析報告', 'Coverage reports')} · {corpus.name}"
    atom = feed(manifest, title, author=shared.edition.libraries.split(",")[0])
    if digest_of(plan.folder / "feed.xml") != digest(atom):  # readers ask by its time
        write(plan.folder / "feed.xml", atom)


def _manifest(plan: Plan, shared: Shared, corpus: Corpus) -> Manifest:
    facts: dict[str, object] = {"name": corpus.name, "fingerprint": corpus.fingerprint}
    return Manifest(
        date=plan.date,
        git=git_state(),
        versions=versions(),
        corpus=facts | {name: int(corpus.ledger[name]) for name in _COUNTS},
        parameters=plan.parameters | {"corpus": masked(corpus.name)},
        reports={name: shared.before.reports.get(name, Report()) for name in plan.notebooks},
    )


def _entry(plan: Plan, shared: Shared, result: Result, success: Success | None) -> Report:
    """What the manifest says of a report after this build."""
    before = shared.before.reports.get(result.name, Report())
    attempt = Attempt(plan.date, result.status, result.error, result.seconds)
    title, description = heading_of(plan.notebooks[result.name], plan.language)
    if success is None:
        return Report(before.title or title, before.description or description, attempt, before.last_success)
    return Report(title, description, attempt, success)
