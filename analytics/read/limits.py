"""What one document may cost: sizes, nesting and time. Over a limit the document is an error, and the rest is read."""

import re
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, fields
from math import inf

from ..errors import ArgumentError, one_of


@dataclass(frozen=True)
class Limits:
    """What one document may cost. `load(limits={"body": 5_000_000})` changes a limit by its name.

    Attributes
    ----------
    file : int
        Bytes of a table or an archive.
    document : int
        Bytes of any other file, and of a member of an archive that is no table.
    header : int
        Characters of front matter, and of all its values after aliases are replaced by what they stand for.
    body : int
        Characters of a body, or of a cell of a table; pictures within the text, scripts and styles do not count.
    values : int
        Values in front matter.
    nesting : int
        Levels of lists and mappings in front matter.
    attributes : int
        Attributes of one HTML element.
    rows, cells : int
        Rows of a table; columns of one row.
    members : int
        Files in an archive.
    unpacked : int
        Bytes of everything in one compressed file, archive, workbook or Parquet file.
    ratio : int
        How many times its own size a compressed file may hold, beyond `free` bytes.
    free : int
        Bytes that any compressed file may hold, however small it is.
    archives : int
        Levels of archives within archives.
    seconds : int
        Processor time of one document or row; a table may take as much for each million bytes until its rows are known.
    """

    file: int = 1_000_000_000
    document: int = 16_000_000
    header: int = 500_000
    body: int = 1_000_000
    values: int = 50_000
    nesting: int = 500
    attributes: int = 1_000
    rows: int = 2_000_000
    cells: int = 5_000
    members: int = 200_000
    unpacked: int = 2_000_000_000
    ratio: int = 100
    free: int = 32_000_000
    archives: int = 5
    seconds: int = 10


class OverLimit(Exception):  # noqa: N818 - it is no fault of the program
    """A document costs more than it may; the message says which limit it is over."""


class OutOfTime(BaseException):
    """A document took too long. It passes every `except Exception`, so that nothing goes on with half a document."""


DEFAULTS = Limits()
_LIMITS: ContextVar[Limits] = ContextVar("limits", default=DEFAULTS)


def limits() -> Limits:
    """Return the limits in force.

    >>> limits().ratio
    100
    """
    return _LIMITS.get()


@contextmanager
def in_force(chosen: Limits) -> Iterator[None]:
    """Read under these limits for a while; clocks run meanwhile, where the system has a timer of processor time.

    Only the main thread of a process can be interrupted: elsewhere the other limits alone hold.
    """
    before = _LIMITS.set(chosen)
    # one timer for all documents: setting it for each would take a twentieth of the time of reading
    ticks = hasattr(signal, "setitimer") and _is_main() and not signal.getitimer(signal.ITIMER_VIRTUAL)[0]
    handler = signal.signal(signal.SIGVTALRM, _tick) if ticks else None
    if ticks:
        signal.setitimer(signal.ITIMER_VIRTUAL, _TICK, _TICK)
    try:
        yield
    finally:
        if ticks:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, handler)
        _LIMITS.reset(before)


def checked_limits(changes: Mapping[str, int] | None) -> Limits:
    """Return the default limits with some changed.

    >>> checked_limits({"body": 5_000_000}).body
    5000000

    Raises
    ------
    ArgumentError
        There is no limit of such a name, or its value is no whole number above 0.
    """
    names = [limit.name for limit in fields(Limits)]
    for name, value in (changes or {}).items():
        one_of("limit", name, names, ArgumentError)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise ArgumentError(f"limits: {name!r} must be a whole number above 0, not {value!r}")
    return Limits(**{**asdict(DEFAULTS), **(changes or {})})


def check(name: str, size: int, what: str) -> None:
    """Refuse what is over a limit.

    Parameters
    ----------
    name : str
        The limit.
    size : int
        How much there is.
    what : str
        What there is too much of, for the message.

    Raises
    ------
    OverLimit
        There is more than the limit allows.

    Examples
    --------
    >>> check("body", 10, "characters in the body")
    """
    most = getattr(limits(), name)
    if size > most:
        raise OverLimit(f"more than {most:,} {what}; load(limits={{{name!r}: …}}) allows more")


def check_unpacked(size: int, packed: int) -> None:
    """Refuse what a compressed file holds if that is too much, or many times the file's own size.

    >>> check_unpacked(5_000_000, 1_000)

    Raises
    ------
    OverLimit
        It holds more than `unpacked` bytes; or more than `free` bytes and more than `ratio` times its size.
    """
    check("unpacked", size, "bytes unpacked")
    most = limits()
    if size > most.free and size > most.ratio * packed:
        raise OverLimit(
            f"it would unpack to more than {most.ratio} times its size; load(limits={{'ratio': …}}) allows more"
        )


_TICK = 0.2  # seconds


class clock:  # noqa: N801 - it is used like a function
    """End what runs inside after some seconds of processor time; never, if they are 0.

    Regular expressions are ended too, a call into a library in C when it returns. What runs inside another clock keeps
    that one's end. Clocks run under `in_force` only.

    Raises
    ------
    OutOfTime
        It took longer.
    """

    now = 0  # ticks of the timer so far: asking the system for the time would take longer than reading a line
    ends = inf  # the tick at which the clock ends that runs in the main thread

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        self.starts = bool(self.seconds) and clock.ends == inf and _is_main()
        if self.starts:
            clock.ends = clock.now + self.seconds / _TICK + 1

    def __exit__(self, *_: object) -> None:
        if self.starts:
            clock.ends = inf


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()


def _tick(*_: object) -> None:
    clock.now += 1
    if clock.now > clock.ends:
        raise OutOfTime


_PICTURE = re.compile(
    r"data:[a-z]++/[a-z0-9.+-]++(?:;(?!base64,)[a-z0-9=-]++)*+;base64,[A-Za-z0-9+/=%\s]++", re.IGNORECASE
)


def fitting(body: str) -> str:
    """Return a body without ballast.

    Raises
    ------
    OverLimit
        It is too long all the same.

    Examples
    --------
    >>> fitting("正文。")
    '正文。'
    """
    body = without_ballast(body)
    check("body", len(body), "characters in the body")
    return body


def without_ballast(text: str) -> str:
    """Return a long text without pictures written into it, scripts and styles; a text within the limit as it is.

    >>> with in_force(checked_limits({"body": 20})):
    ...     without_ballast("<script>let a = 1</script><img src='data:image/png;base64,iVBORw0KGgo='>正文")
    "<img src='data:,'>正文"
    """
    if len(text) <= limits().body:
        return text
    text = _PICTURE.sub("data:,", text)
    lower = text.lower()
    if len(lower) != len(text):
        return text
    for name in ("script", "style"):
        kept: list[str] = []
        place = 0
        while (begin := lower.find(f"<{name}", place)) >= 0:
            end = lower.find(f"</{name}>", begin)
            if end < 0:
                break
            kept.append(text[place:begin])
            place = end + len(name) + 3
        text = "".join([*kept, text[place:]])
        lower = text.lower()
    return text
