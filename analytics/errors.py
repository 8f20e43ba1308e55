"""The errors a user may meet. Each says what is wrong, where, and what to do."""

from difflib import get_close_matches
from numbers import Integral

from .secrecy import without_credentials


class AnalyticsError(Exception):
    """Top of the family: catching it catches every mistake this library reports.

    Its message shows no credentials, whatever address it names.

    >>> CorpusError("ftp://wong:hunter22@news.example: no such host")
    CorpusError('ftp://***@news.example: no such host')
    """

    def __init__(self, *parts: object) -> None:
        super().__init__(*(without_credentials(one) if isinstance(one, str) else one for one in parts))


class CorpusError(AnalyticsError):
    """A corpus cannot be found or read, or a table lacks the columns of one."""


class ArgumentError(AnalyticsError, ValueError):
    """An argument is wrong: a field, a frequency, a date, a number, a name."""


class EntityError(ArgumentError):
    """An entity is unknown, or an entity pack is wrong."""


class QueryError(ArgumentError):
    """The text of a query is wrong."""


class ChartError(AnalyticsError):
    """A chart cannot be drawn from this table, or cannot be saved."""


class ReportError(AnalyticsError):
    """A report cannot be built or must not be published."""


class BuildArgumentError(ReportError, ArgumentError):
    """A name of a report, the language or an option of a build is wrong; nothing was begun."""


class BuildLockedError(ReportError):
    """Another build holds the output folder."""


class ProjectError(AnalyticsError):
    """The settings of a project, `analytics.toml`, or labels of outlets cannot be read or are wrong."""


class MissingExtraError(AnalyticsError, ImportError):
    """A part of the library is used whose packages are not installed."""


def one_of(kind: str, given: str, known: list[str], error: type[AnalyticsError]) -> str:
    """Return `given` if it is in `known`; otherwise raise `error` and offer the near miss.

    >>> one_of("frequency", "week", ["day", "week"], ArgumentError)
    'week'
    """
    if given in known:
        return given
    near = get_close_matches(str(given), known, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    raise error(f"unknown {kind} {given!r}; {hint}")


def unknown_name(module: str, name: str, known: list[str]) -> AttributeError:
    """Return the error about a name that a module does not have, with the near miss.

    >>> str(unknown_name("analytics", "trens", ["trend", "trends"]))
    "analytics has no 'trens'; did you mean 'trends'?"
    """
    near = get_close_matches(name, known, n=1)
    return AttributeError(f"{module} has no {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))


def whole_number(name: str, given: int, least: int = 1) -> int:
    """Return `given` if it is a whole number of `least` or more; otherwise raise an error that names the parameter.

    >>> whole_number("window", 5)
    5
    """
    if isinstance(given, bool) or not isinstance(given, Integral) or given < least:
        raise ArgumentError(f"{name} must be a whole number, {least} or more, not {given!r}")
    return given
