"""What was wrong with a document, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One problem of one document.

    Attributes
    ----------
    path : str
        The document, relative to the corpus root.
    line : int or None
        The line in the file, from 1.
    field : str
        The field concerned; empty where it is the whole document.
    code : str
        Machine-readable kind, such as `yaml_repaired`.
    severity : str
        `error`: the document is not among the articles, because it cannot be read; `skipped`: it is not among them,
        because it is no published article (a draft, a list page, a file of a site's theme); `warning`: it is among
        them, but was repaired or is suspect.
    message : str
        What is wrong, for a reader.
    """

    path: str
    line: int | None
    field: str
    code: str
    severity: str
    message: str


def error(path: str, code: str, message: str, *, line: int | None = None, field: str = "") -> Problem:
    """Return a problem that keeps its document out of the articles.

    >>> error("a.md", "empty_file", "the file is empty").severity
    'error'
    """
    return Problem(path, line, field, code, "error", message)


def skipped(path: str, code: str, message: str, *, field: str = "") -> Problem:
    """Return a problem that says why a readable document is not among the articles.

    >>> skipped("a.md", "draft", "a draft", field="draft").severity
    'skipped'
    """
    return Problem(path, None, field, code, "skipped", message)


def warning(path: str, code: str, message: str, *, line: int | None = None, field: str = "") -> Problem:
    """Return a problem of a document that is among the articles all the same.

    >>> warning("a.md", "date_missing", "no date", field="date").severity
    'warning'
    """
    return Problem(path, line, field, code, "warning", message)
