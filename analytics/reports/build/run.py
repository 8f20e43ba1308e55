"""Run the notebooks of a build and publish each page; a report that fails stands alone."""

import asyncio
import json
import os
import time
from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode

from ...errors import AnalyticsError, ReportError
from ...files import PRIVATE, digest, temporary_folder
from ...read.snapshot import HANDED_OVER
from ...secrecy import shows_secret
from ..page.environment import FIGURES, VARIABLE
from ..page.render import render
from .check import check, check_outputs
from .execute import execute, in_background, read_notebook
from .failed_notebook import failed_notebook
from .files import write
from .input_hash import input_hash
from .kernels import KernelStarter
from .manifest import Report, Success
from .plan import Plan, Shared
from .published import LATEST, charts_folder, failed_place, intact, publish
from .result import Result

_KERNELS = 2  # at the same time: more only wait for each other on the small machines that builds run on


def run(plan: Plan, shared: Shared) -> tuple[list[Result], dict[str, Success]]:
    """Build the reports of a plan.

    Returns
    -------
    list of Result
        One for each report, in order of name.
    dict of str to Success
        What was published, by name.
    """
    results = in_background(_run_all(plan, shared))
    return [result for result, _ in results], {
        result.name: success for result, success in results if success is not None
    }


async def _run_all(plan: Plan, shared: Shared) -> list[tuple[Result, Success | None]]:
    free = asyncio.Semaphore(min(_KERNELS, os.cpu_count() or 1))

    async def run_one(name: str) -> tuple[Result, Success | None]:
        async with free:
            began = time.monotonic()
            result, success = await _run_one(plan.notebooks[name], plan, shared, starter)
        seconds = round(time.monotonic() - began, 1)
        error = {"error": result.error} if result.error else {}
        plan.notify({"event": "report", "name": name, "status": result.status, "seconds": seconds} | error)
        return replace(result, seconds=seconds), success and replace(success, seconds=seconds)

    def took(name: str) -> float:
        last = shared.before.reports.get(name, Report()).last_success
        return last.seconds if last else 0.0

    # what took longest last time begins first: it must not be left alone at the end
    first_longest = sorted(plan.names, key=lambda name: (-took(name), name))
    with KernelStarter() as starter:
        ended = await asyncio.gather(*(run_one(name) for name in first_longest))
    return sorted(ended, key=lambda pair: pair[0].name)


async def _run_one(
    path: Path, plan: Plan, shared: Shared, starter: KernelStarter
) -> tuple[Result, Success | None]:
    """Build one report, unless its page is there and made from the same inputs."""
    folder = plan.folder / path.stem
    result = Result(path.stem, folder / LATEST)
    last = shared.before.reports.get(path.stem, Report()).last_success
    inputs = input_hash(path, plan.parameters, shared.fingerprint)
    if last and not plan.force and last.inputs == inputs and intact(plan.folder, last):
        return replace(result, status="unchanged"), None
    notebook = None
    try:
        notebook = read_notebook(path)
        files = await _execute(notebook, path.parent, plan, shared, starter)
        page = _checked_page(notebook, files, plan, shared)
        publish(folder, plan.date, page, files)
    except Exception as error:  # whatever it was, the other reports are still built
        message = str(error) if isinstance(error, AnalyticsError) else f"{type(error).__name__}: {error}"
        if notebook is not None:
            _keep_failed(folder, notebook, message, plan)
        return replace(result, status="failed", error=plan.without_secrets(message)), None
    return result, _success(path.stem, page, files, inputs, last, plan)


async def _execute(
    notebook: NotebookNode, folder: Path, plan: Plan, shared: Shared, starter: KernelStarter
) -> dict[str, bytes]:
    """Run a notebook and return the files of its charts by name."""
    with temporary_folder() as figures:
        parameters = json.dumps(plan.parameters | shared.reading, ensure_ascii=False)
        environment = {VARIABLE: parameters, FIGURES: str(figures)}
        if shared.snapshot:
            environment[HANDED_OVER] = str(shared.snapshot)
        limits = {"cell_seconds": plan.cell_seconds, "seconds": plan.seconds}
        await execute(notebook, folder, environment, starter=starter, **limits)
        return {file.name: file.read_bytes() for file in sorted(figures.iterdir())}


def _checked_page(notebook: NotebookNode, files: dict[str, bytes], plan: Plan, shared: Shared) -> str:
    check_outputs(notebook)
    page = render(notebook, shared.edition, charts_folder(files))
    check(page, plan.places)
    if shows_secret(page, plan.corpus) or any(shows_secret(file, plan.corpus) for file in files.values()):
        raise ReportError("the page holds the value of a secret environment variable; it is not published")
    return page


def _success(
    name: str, page: str, files: dict[str, bytes], inputs: str, last: Success | None, plan: Plan
) -> Success:
    sha256, charts = digest(page), charts_folder(files)
    return Success(
        date=plan.date,
        page=f"{name}/{plan.date}.html",
        sha256=sha256,
        inputs=inputs,
        charts=f"{name}/{charts}" if charts else "",
        changed=last.changed if last and last.sha256 == sha256 else plan.time,
        seconds=0.0,
    )


def _keep_failed(folder: Path, notebook: NotebookNode, error: str, plan: Plan) -> None:
    """Keep a notebook that failed, with its outputs and its error, for whoever repairs it."""
    try:
        write(
            failed_place(folder.resolve()),
            failed_notebook(notebook, error, plan.without_secrets),
            mode=PRIVATE,
        )
    except ReportError:
        return  # the report failed already, and its error says why
