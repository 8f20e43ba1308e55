"""How far reading has come, on standard error: a bar on a terminal, a line in a notebook, nothing elsewhere."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

Step = TypeVar("Step")

PATIENCE = 2.0  # seconds before anything is shown
_BUILD = "ANALYTICS_FIGURES"  # set while a report is built: its page shows no progress


class _Display(Protocol):
    def show(self, share: float) -> None: ...

    def close(self) -> None: ...


class _Bar:
    """A bar that goes when it is full."""

    def __init__(self, files: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%")
        console = Console(stderr=True)
        self._progress = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
        self._task = self._progress.add_task(f"reading {_files(files)}", total=1.0)
        self._progress.start()

    def show(self, share: float) -> None:
        self._progress.update(self._task, completed=share)

    def close(self) -> None:
        self._progress.stop()


class _Line:
    """A line that is written over."""

    def __init__(self, files: int) -> None:
        self._files = files

    def show(self, share: float) -> None:
        print(f"\rreading {_files(self._files)}: {share:3.0%}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        print(file=sys.stderr, flush=True)


def with_progress(steps: Iterable[Step], total: int, files: int, progress: bool | None) -> Iterable[Step]:
    """Return the steps; while they are gone through, show how far that has come.

    Parameters
    ----------
    steps : iterable
        What is done.
    total : int
        How many steps there are.
    files : int
        How many files are read in them.
    progress : bool, optional
        True: from the first step on; False: never; by default after two seconds, if somebody looks on.

    Examples
    --------
    >>> list(with_progress("ab", 2, 900, None))
    ['a', 'b']
    """
    terminal = sys.stderr.isatty()
    if progress is None:
        progress = (terminal or _in_notebook()) and _BUILD not in os.environ
        return _followed(steps, total, files, PATIENCE, terminal) if progress else steps
    return _followed(steps, total, files, 0.0, terminal) if progress else steps


def _files(number: int) -> str:
    return f"{number:,} file{'s' * (number != 1)}"


def _in_notebook() -> bool:
    """Return whether standard error is the output of a notebook's cell."""
    return type(sys.stderr).__module__.startswith("ipykernel")


def _followed(
    steps: Iterable[Step], total: int, files: int, patience: float, terminal: bool
) -> Iterator[Step]:
    began = time.monotonic()
    display: _Display | None = None
    try:
        for done, step in enumerate(steps, 1):
            yield step
            if display is None and time.monotonic() - began >= patience:
                display = _Bar(files) if terminal else _Line(files)
            if display is not None:
                display.show(done / total)
    finally:
        if display is not None:
            display.close()
