"""Kernels of a build, forked from one process that has imported what notebooks need.

Imports took a second and a half of each kernel, and each held a hundred megabytes of libraries of its own. A forked
kernel starts in milliseconds and shares them. This needs Linux; elsewhere kernels start as Jupyter starts them.

A build that is killed cannot end its kernels. It alone holds the writing end of a pipe, all kernels the other one: they
end where the pipe does, from their first moment on.
"""

import contextlib
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

# Of every kernel, and of the process that they are forked from: some are read once, at the start
ENVIRONMENT = {
    "MPLBACKEND": "agg",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONHASHSEED": "0",
    "TQDM_DISABLE": "1",
}
_MODULES = ("ipykernel.kernelapp", "matplotlib.pyplot", "scipy.stats")
_HEAVY = ("scan",)
_LAUNCHER = "ipykernel_launcher"


class KernelStarter:
    """Starts the kernels of a build; the process that they are forked from ends with it."""

    def __init__(self) -> None:
        self._server: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._lifeline = -1

    def __enter__(self) -> "KernelStarter":
        return self

    def __exit__(self, *error: object) -> None:
        if self._channel and self._server:
            self._channel.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.wait(1)
            self._server.kill()
            self._server.wait()
            os.close(self._lifeline)

    def prepare(self, manager: AsyncKernelManager) -> bool:
        """Let a kernel be forked, where that can be done; return whether it is."""
        if sys.platform != "linux":
            return False
        own: Any = {"kernel_id": "", "kernel_spec": manager.kernel_spec, "parent": manager}
        manager.provisioner = _Forked(self, **own)
        return True

    def start(self, command: Sequence[str], environment: Mapping[str, str], folder: str) -> "ForkedKernel":
        """Fork a kernel.

        Raises
        ------
        RuntimeError
            The process that kernels are forked from has ended.
        """
        if self._channel is None:
            self._channel, theirs = socket.socketpair()
            watched, self._lifeline = os.pipe()
            code = f"from {__name__} import serve; serve({theirs.fileno()}, {watched})"
            self._server = subprocess.Popen(
                [sys.executable, "-c", code],
                env={**os.environ, **ENVIRONMENT},
                pass_fds=[theirs.fileno(), watched],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
            theirs.close()
            os.close(watched)
        order = {"command": command, "environment": environment, "folder": folder}
        answer = b""
        with contextlib.suppress(OSError):
            self._channel.sendall(json.dumps(order).encode() + b"\n")
            answer = self._channel.recv(32)
        if not answer:
            raise RuntimeError("the process that starts kernels has ended")
        return ForkedKernel(int(answer))


class _Forked(LocalProvisioner):
    """What Jupyter asks for a kernel."""

    def __init__(self, starter: KernelStarter, **options: Any) -> None:
        super().__init__(**options)
        self._starter = starter

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Fork the kernel that a command would start."""
        kernel: Any = self._starter.start(cmd, options["env"], str(options["cwd"]))
        self.process = kernel
        self.pid = self.pgid = kernel.pid
        return self.connection_info


class ForkedKernel:
    """A process that another one started, with the methods of `subprocess.Popen` that Jupyter uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        try:
            self._handle: int | None = os.pidfd_open(pid)
        except ProcessLookupError:
            self._handle = None

    def poll(self) -> int | None:
        """Return None while the process lives; then 1, because only its parent knows its status."""
        return self._ended(0)

    def wait(self) -> int | None:
        """Wait for the end of the process."""
        return self._ended(None)

    def _ended(self, seconds: float | None) -> int | None:
        if self._handle is not None:
            if not select.select([self._handle], [], [], seconds)[0]:
                return None
            os.close(self._handle)
            self._handle = None
        return 1

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, if it lives."""
        if self._handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)


def serve(handle: int, lifeline: int) -> None:
    """Import what notebooks need, then fork a kernel for each order, until the build closes the channel.

    Parameters
    ----------
    handle : int
        The channel: a socket.
    lifeline : int
        A pipe that ends with the build, and every kernel with it.
    """
    os.set_inheritable(lifeline, False)  # what a notebook starts must not hold it
    for module in _MODULES:
        importlib.import_module(module)
    for module in ("analytics", "analytics.charts"):
        package = importlib.import_module(module)
        for name in set(package.__all__) - {*_HEAVY}:
            getattr(package, name)
    signal.signal(signal.SIGCHLD, _forget_ended)
    # OpenBLAS ends its threads before a fork by itself
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
    channel = socket.socket(fileno=handle)
    with channel.makefile("r", encoding="utf-8") as orders:
        for order in orders:
            pid = os.fork()
            if not pid:
                os.close(handle)
                _become_kernel(lifeline, **json.loads(order))
            channel.sendall(str(pid).encode())


def _forget_ended(*_: object) -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _end_with(lifeline: int) -> None:
    """Wait for the end of a pipe, then end this process and what it started."""
    os.read(lifeline, 1)
    os.killpg(0, signal.SIGKILL)


def _become_kernel(
    lifeline: int, command: Sequence[str], environment: Mapping[str, str], folder: str
) -> NoReturn:
    """Be what a command would start."""
    status = 1
    try:
        os.setsid()
        threading.Thread(target=_end_with, args=[lifeline], daemon=True).start()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        # As the launcher of kernels does; IPython puts the working folder there
        sys.path[:] = [place for place in sys.path if place]
        # Without it, a kernel tells a user how to end it
        parent = f"--IPKernelApp.parent_handle={os.getppid()}"
        sys.argv = [*command[command.index(_LAUNCHER) :], parent]
        importlib.import_module("ipykernel.kernelapp").launch_new_instance()
        status = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
