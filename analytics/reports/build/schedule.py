"""What a scheduler needs to build reports every day: a crontab line, systemd units or a GitHub workflow."""

import re
import shlex
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jinja2

from ...errors import ReportError, one_of

KINDS = ("cron", "systemd", "github")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_ENVIRONMENT = "LANG=C.UTF-8 PYTHONUNBUFFERED=1"
_HOURS = 2  # after which a build is ended, even if it hangs


def schedule(
    kind: str,
    corpus: str,
    out: str,
    *,
    arguments: Sequence[str] = (),
    at: str = "06:30",
    timezone: str = "Asia/Hong_Kong",
) -> str:
    """Return the text that makes a scheduler build reports every day.

    Parameters
    ----------
    kind : {"cron", "systemd", "github"}
        Which scheduler.
    corpus, out : str
        Articles, and folder of the pages. A workflow takes paths inside the repository; for the others a relative
        path is made absolute.
    arguments : sequence of str
        Further arguments of `analytics report`, such as `("--entity", "nvidia")`.
    at : str
        Time of day.
    timezone : str
        Time zone of `at`.

    Returns
    -------
    str
        The file, or the two units, with the place of each in a comment.

    Raises
    ------
    ReportError
        The kind, the time or the zone is wrong, or a path cannot be scheduled.

    Examples
    --------
    >>> schedule("cron", "news", "reports", at="6:30").splitlines()[2]
    'CRON_TZ=Asia/Hong_Kong'
    """
    one_of("scheduler", kind, list(KINDS), ReportError)
    found = _TIME.fullmatch(at)
    if not found:
        raise ReportError(f"at: not a time of day: {at!r}; write it as 06:30")
    for text in (corpus, out, timezone, *arguments):
        if any(ord(char) < 32 for char in text):
            raise ReportError(f"{text!r}: a line break or another control character cannot be scheduled")
    _zone(timezone)
    hour, minute = int(found[1]), int(found[2])
    values: dict[str, object] = {"hour": hour, "minute": minute, "timezone": timezone, "hours": _HOURS}
    if kind == "github":
        program = ["analytics"]
        for path in (corpus, out):
            if Path(path).is_absolute() or path.startswith("~"):
                raise ReportError(
                    f"{path}: a workflow runs in a fresh checkout; give a path inside the repository"
                )
        values["utc"] = (hour * 60 + minute - _minutes_ahead(timezone)) % 1440
    else:
        program = [sys.executable, "-m", "analytics"]
        corpus, out = absolute(corpus), absolute(out)
    command = [*program, "report", "--corpus", corpus, "--out", out, *arguments, "--log-json"]
    values |= {"command": command, "out": out, "log": f"{out.rstrip('/')}.log", "environment": _ENVIRONMENT}
    values |= {"shell": shlex.join, "systemd": _systemd_words, "yaml": _yaml_text}
    return _templates().get_template(f"{kind}.j2").render(values)


def _templates() -> jinja2.Environment:
    """Templates with `<< … >>` for values: a workflow's own expressions are written `${{ … }}`."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )


def absolute(path: str) -> str:
    """Return a path from the root, or an address as it is. A symbolic link stays one: it may point elsewhere later."""
    return path if "://" in path else str(Path(path).expanduser().absolute())


def _systemd_words(words: list[str]) -> str:
    """Return words as systemd reads them: quoted, with its special characters doubled or escaped."""
    escaped = str.maketrans({"\\": "\\\\", '"': '\\"', "%": "%%", "$": "$$"})
    return " ".join(f'"{word.translate(escaped)}"' for word in words)


def _yaml_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _zone(timezone: str) -> ZoneInfo:
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ReportError(f"unknown time zone {timezone!r}; write it as Asia/Hong_Kong") from None


def _minutes_ahead(timezone: str) -> int:
    """Return the minutes that a time zone is ahead of UTC.

    Raises
    ------
    ReportError
        The zone is unknown, or has summer time, so that no offset holds all year.
    """
    zone = _zone(timezone)
    offsets = {zone.utcoffset(datetime(2025, month, 15)) for month in range(1, 13)}
    offset = offsets.pop()
    if offsets or offset is None:
        raise ReportError(f"{timezone} has summer time, but a workflow's clock does not; give --timezone UTC")
    return int(offset.total_seconds() // 60)
