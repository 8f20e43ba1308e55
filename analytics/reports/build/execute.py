"""Run one notebook from top to bottom in a fresh kernel, which ends with it."""

import asyncio
import os
import re
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from ...errors import ReportError
from ...files import temporary_folder
from .client import MOST_OUTPUT, BoundedClient, join_streams
from .kernels import ENVIRONMENT, KernelStarter

CELL_SECONDS = 600
NOTEBOOK_SECONDS = 1800
_LONGEST_SOCKET = 90  # a Unix socket's path ends at 107 bytes; jupyter_client adds to the folder's
ANSI = re.compile(r"\x1b\[[0-9;]*m")
_T = TypeVar("_T")
# What a kernel runs first. A build that is killed cannot end its kernels, and a kernel that ends itself (ipykernel
# looks once a second) leaves what it started: this looks more often, and ends them all; a forked kernel has a pipe for
# that. It also cuts texts that are too long for a page before they are sent: one of 1 GB took 4 GB in the build.
_FIRST = """
def _begin():
    import os, signal, threading, time
    parent = {parent}
    def end_with_build():
        while os.getppid() == parent:
            time.sleep(0.2)
        os.killpg(0, signal.SIGKILL)
    if parent and os.name == "posix" and os.getpgrp() == os.getpid():
        threading.Thread(target=end_with_build, daemon=True).start()
    def cut(value):
        if isinstance(value, dict):
            return {{key: cut(inner) for key, inner in value.items()}}
        return [cut(inner) for inner in value] if isinstance(value, list) else (
            value[:{most}] if isinstance(value, str) else value
        )
    session = get_ipython().kernel.session
    send = session.send
    def bounded(stream, message, content=None, *rest, **named):
        if isinstance(message, dict) and "content" in message:
            message["content"] = cut(message["content"])
        return send(stream, message, cut(content), *rest, **named)
    session.send = bounded
_begin()
del _begin
"""


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook from its file.

    Raises
    ------
    ReportError
        It is not a notebook.
    """
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
        return notebook
    except (OSError, ValueError, nbformat.ValidationError) as bad:
        raise ReportError(f"{path.name}: not a notebook ({_line(str(bad))})") from None


async def execute(
    notebook: NotebookNode,
    folder: Path,
    environment: Mapping[str, str],
    *,
    starter: KernelStarter | None = None,
    cell_seconds: int = CELL_SECONDS,
    seconds: int = NOTEBOOK_SECONDS,
) -> NotebookNode:
    """Run a notebook and return it with its outputs; if it fails, it holds the outputs up to there.

    Parameters
    ----------
    notebook : NotebookNode
        As `read_notebook` gives it.
    folder : Path
        Working folder of the kernel.
    environment : mapping of str
        Environment variables of the kernel, added to those of this process.
    starter : KernelStarter, optional
        What starts the kernel; by default it starts as Jupyter starts it.
    cell_seconds, seconds : int
        Time that a cell, and the whole notebook, may take.

    Raises
    ------
    ReportError
        A cell failed, the time ran out or the kernel died; the message names the cell.
    """
    reached: list[int] = []

    def where() -> str:
        return f"code cell {len(reached)}" if reached else "before the first cell"

    with temporary_folder() as own_folder:
        manager = _manager(str(own_folder))
        forked = starter is not None and starter.prepare(manager)
        _prepare_kernel(own_folder, 0 if forked else os.getpid())
        client = BoundedClient(
            notebook,
            km=manager,
            timeout=cell_seconds,
            record_timing=False,
            store_widget_state=False,
            on_cell_execute=lambda cell, cell_index: reached.append(cell_index),
            resources={"metadata": {"path": str(folder)}},
        )
        # Without anybody's start-up files, and leaving none behind
        own = {**ENVIRONMENT, "IPYTHONDIR": str(own_folder)}
        limit = asyncio.timeout(seconds)
        try:
            async with limit:
                await client.async_execute(env={**os.environ, **own, **environment})
        except CellExecutionError as bad:
            raise ReportError(f"{where()}: {bad.ename}: {_line(bad.evalue)}") from None
        except CellTimeoutError:
            raise ReportError(f"{where()}: no end within {cell_seconds} s") from None
        except TimeoutError:
            raise ReportError(f"{where()}: stopped after {seconds} s") from None
        except DeadKernelError:
            # nbclient mistakes a cancelled task, or the end of the time, for a dead kernel
            task = asyncio.current_task()
            if task and task.cancelling():
                raise asyncio.CancelledError from None
            if limit.expired():
                raise ReportError(f"{where()}: stopped after {seconds} s") from None
            if not client.overflowing:
                raise ReportError(f"{where()}: the kernel died (killed, or out of memory)") from None
        except RuntimeError as bad:
            raise ReportError(f"the kernel did not start: {_line(str(bad))}") from None
        finally:
            await _end(client, manager)
            join_streams(notebook)
        if client.overflowing:
            raise ReportError(f"{where()}: more than {MOST_OUTPUT // 1_000_000} MB of output")
        return notebook


def in_background(coroutine: Coroutine[None, None, _T]) -> _T:
    """Run a coroutine in a thread of its own and wait for it.

    A build then also works where a loop is already running, as in JupyterLab. An interrupt here cancels the coroutine
    there, so that its kernels end too.

    >>> in_background(asyncio.sleep(0, "done"))
    'done'
    """

    async def alone() -> _T:
        try:
            return await coroutine
        finally:
            left = asyncio.all_tasks() - {asyncio.current_task()}  # tasks of libraries: end them quietly too
            for own in left:
                own.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    loop = asyncio.new_event_loop()
    task = loop.create_task(alone())
    try:
        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(loop.run_until_complete, task)
            try:
                return done.result()
            except BaseException:
                loop.call_soon_threadsafe(task.cancel)
                raise
    finally:
        loop.close()


def _manager(folder: str) -> AsyncKernelManager:
    """Return a kernel of this Python, reached through a socket file where possible: then no port is open."""
    sockets = os.name == "posix" and len(folder) < _LONGEST_SOCKET
    return AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True),
        transport="ipc" if sockets else "tcp",
        connection_file=str(Path(folder, "k.json")),
    )


async def _end(client: BoundedClient, manager: AsyncKernelManager) -> None:
    if client.kc is not None:
        client.kc.stop_channels()
    if client.ending is not None:  # two ends at once get into each other's way
        await asyncio.wait([client.ending])
    if manager.has_kernel:
        await manager.shutdown_kernel(now=True)


def _line(text: str, longest: int = 300) -> str:
    lines = [line.strip() for line in ANSI.sub("", text).splitlines() if line.strip()]
    first = lines[0] if lines else ""
    return first if len(first) <= longest else first[:longest] + "…"


def _prepare_kernel(profile: Path, parent: int) -> None:
    """Write the start-up file by which a kernel ends with its parent (0: no matter), and sends no text without end."""
    startup = profile / "profile_default" / "startup"
    startup.mkdir(parents=True)
    code = _FIRST.format(most=MOST_OUTPUT + 1, parent=parent)
    (startup / "00-first.py").write_text(code, encoding="utf-8")
