"""What runs a build every day: a crontab line, a systemd service with its timer, a GitHub workflow."""

import re
import shlex
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...errors import ReportError, one_of

KINDS = ("cron", "systemd", "github")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_ENVIRONMENT = {"LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
_HOURS = 2  # after which a build is ended, whatever hangs


@dataclass(frozen=True)
class Job:
    """A build to be repeated.

    Attributes
    ----------
    corpus, out : str
        Articles, and folder of the pages.
    arguments : tuple of str
        Further arguments of `analytics report`, such as `("--entity", "nvidia")`.
    at : str
        Time of the day, `06:30`.
    timezone : str
        Of that time.
    """

    corpus: str
    out: str
    arguments: tuple[str, ...] = ()
    at: str = "06:30"
    timezone: str = "Asia/Hong_Kong"

    def command(self, python: str, corpus: str, out: str) -> list[str]:
        """Return the words of the command."""
        return [
            python,
            "-m",
            "analytics",
            "report",
            "--corpus",
            corpus,
            "--out",
            out,
            *self.arguments,
            "--log-json",
        ]


def schedule(kind: str, job: Job) -> str:
    """Return what a scheduler needs, ready to be put in its place.

    Parameters
    ----------
    kind : {"cron", "systemd", "github"}
        Which scheduler.
    job : Job
        What to repeat.

    Raises
    ------
    ReportError
        The kind or the time is wrong, or a path holds a line break.

    Examples
    --------
    >>> schedule("cron", Job("news", "reports", at="6:30")).splitlines()[2]
    'CRON_TZ=Asia/Hong_Kong'
    """
    one_of("scheduler", kind, list(KINDS), ReportError)
    found = _TIME.fullmatch(job.at)
    if not found:
        raise ReportError(f"at: not a time of the day: {job.at!r}; write it as 06:30")
    for text in (job.corpus, job.out, job.timezone, *job.arguments):
        if any(ord(char) < 32 for char in text):
            raise ReportError(f"{text!r}: a line break or another control character cannot be scheduled")
    hour, minute = int(found[1]), int(found[2])
    return {"cron": _cron, "systemd": _systemd, "github": _github}[kind](job, hour, minute)


def _here(path: str) -> str:
    return path if "://" in path else str(Path(path).expanduser().resolve())


def _local(job: Job) -> tuple[list[str], str]:
    """The command with absolute paths, and the folder that a scheduler must be able to write."""
    out = _here(job.out)
    return job.command(sys.executable, _here(job.corpus), out), out


def _cron(job: Job, hour: int, minute: int) -> str:
    words, out = _local(job)
    log = shlex.quote(f"{out.rstrip('/')}.log")
    settings = " ".join(f"{name}={value}" for name, value in _ENVIRONMENT.items())
    line = f"mkdir -p {shlex.quote(out)} && {settings} {shlex.join(words)} >> {log} 2>&1"
    return (
        "# Every day; a build that still runs keeps the next one out (exit status 75).\n"
        "# Where cron knows no CRON_TZ, the time is the machine's own.\n"
        f"CRON_TZ={job.timezone}\n"
        f"{minute} {hour} * * * {line.replace('%', chr(92) + '%')}\n"
    )


def _systemd(job: Job, hour: int, minute: int) -> str:
    words, _ = _local(job)
    settings = "\n".join(f'Environment="{name}={value}"' for name, value in _ENVIRONMENT.items())
    return f"""# ~/.config/systemd/user/analytics-report.service
[Unit]
Description=Coverage reports of a corpus of news
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
{settings}
ExecStart={" ".join(_quoted(word) for word in words)}
# 75: another build is at work in the folder
SuccessExitStatus=75
TimeoutStartSec={_HOURS}h
KillMode=control-group
Nice=10
NoNewPrivileges=true
PrivateTmp=true
ProtectSystem=full
UMask=0022

# ~/.config/systemd/user/analytics-report.timer
[Unit]
Description=Coverage reports, every day

[Timer]
OnCalendar=*-*-* {hour:02d}:{minute:02d}:00 {job.timezone}
Persistent=true
RandomizedDelaySec=60

[Install]
WantedBy=timers.target
"""


def _quoted(word: str) -> str:
    """A word as systemd reads it: quoted, with its own signs doubled."""
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") + '"'


def _github(job: Job, hour: int, minute: int) -> str:
    for path in (job.corpus, job.out):
        if Path(path).is_absolute() or path.startswith("~"):
            raise ReportError(
                f"{path}: a workflow runs in a fresh checkout; give a path inside the repository"
            )
    words = job.command("analytics", job.corpus, job.out)[3:]
    command = shlex.join(["analytics", *words]).replace("${{", "$ {{")
    utc = (hour * 60 + minute - _offset(job.timezone)) % 1440
    return f"""name: reports
on:
  schedule:
    - cron: "{utc % 60} {utc // 60} * * *"  # {hour:02d}:{minute:02d} {job.timezone}
  workflow_dispatch:

permissions:
  contents: read
  pages: write
  id-token: write

concurrency:
  group: reports
  cancel-in-progress: false

jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: {_HOURS * 60}
    environment:
      name: github-pages
      url: ${{{{ steps.pages.outputs.page_url }}}}
    env:
      LANG: C.UTF-8
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
          cache: pip
          cache-dependency-path: requirements.lock
      - name: Pages of the last build
        uses: actions/cache@v4
        with:
          path: {_yaml(job.out)}
          key: reports-${{{{ github.run_id }}}}
          restore-keys: reports-
      - name: Install
        run: |
          python -m pip install --require-hashes --requirement requirements.lock
          python -m pip install --no-deps --no-build-isolation --editable .
      - name: Build
        run: |
          {command}
      - uses: actions/upload-pages-artifact@v3
        if: ${{{{ !cancelled() }}}}
        with:
          path: {_yaml(job.out)}
      - id: pages
        if: ${{{{ !cancelled() }}}}
        uses: actions/deploy-pages@v4
"""


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _offset(timezone: str) -> int:
    """Minutes that a time zone is ahead of UTC; a zone with summer time has none that holds all year."""
    try:
        zone = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ReportError(f"unknown time zone {timezone!r}; write it as Asia/Hong_Kong") from None
    ahead = {zone.utcoffset(datetime(2025, month, 15)) for month in range(1, 13)}
    if len(ahead) != 1 or None in ahead:
        raise ReportError(f"{timezone} has summer time, a workflow's clock has none; give --timezone UTC")
    (offset,) = ahead
    return int(offset.total_seconds() // 60) if offset is not None else 0
