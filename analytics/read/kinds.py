"""Which files hold articles, told by their names."""

from pathlib import PurePosixPath

DOCUMENTS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
}
TABLES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".xlsx", ".xml", ".rss", ".atom")
ARCHIVES = (".zip", ".tar.gz", ".tgz", ".tar")
_SUFFIXES = (*DOCUMENTS, *TABLES, *ARCHIVES)
_ENDINGS = frozenset(_SUFFIXES)


def is_known(name: str) -> bool:
    """Whether a file of this name may hold articles.

    >>> is_known("2025/A.MD"), is_known("cover.jpg")
    (True, False)
    """
    ending = name[name.rfind(".") :].lower()
    if ending != ".gz":
        return ending in _ENDINGS
    return name.lower().endswith(".tar.gz") or is_known(name[:-3])


def is_wanted(path: str) -> bool:
    """Whether a member of an archive is read: of a known kind, and neither hidden nor a system's own.

    >>> is_wanted("news/a.md"), is_wanted("__MACOSX/a.md"), is_wanted(".git/a.md")
    (True, False, False)
    """
    pieces = PurePosixPath(path).parts
    return is_known(path) and not any(
        (piece.startswith(".") and piece != ".") or piece == "__MACOSX" for piece in pieces
    )


def kinds_told() -> str:
    """Return the known endings, for a message."""
    return ", ".join(_SUFFIXES)


def spelt(name: str) -> str:
    r"""Return a file's name as text, bytes of it that are no UTF-8 spelt out: `\xb4`."""
    return (
        name
        if name.isascii()
        else name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    )
