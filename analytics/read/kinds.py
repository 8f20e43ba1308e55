"""Which files hold articles, as their names say."""

import re
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

# Folders of site generators: templates, what they built, and what they need
_SITE_FOLDERS = re.compile(r"(?:^|/)(?:_layouts|_includes|_site|_sass|_plugins|archetypes|node_modules)/")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_DRAFTS = re.compile(r"(?:^|/)_drafts/")
_LIST_PAGE = re.compile(r"(?:^|/)_index(?:\.[a-z-]{2,10})?\.(?:md|markdown|html?)$", re.IGNORECASE)
_ABOUT_SITE = re.compile(
    r"(?:^|/)(?:readme|license|licence|changelog|contributing|code_of_conduct|security|404)"
    r"(?:[._-][a-z-]{2,10})?\.(?:md|markdown|txt|html?)$",
    re.IGNORECASE,
)


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


def is_about_site(path: str) -> bool:
    """Whether a file is usually about the site or the repository that it lies in: `README.md`, `LICENSE.txt`.

    >>> is_about_site("themes/readme.zh-tw.md"), is_about_site("news/a.md")
    (True, False)
    """
    return _ABOUT_SITE.search(path) is not None and not _SITE_FOLDERS.search(path)


def skip_reason(path: str) -> tuple[str, str] | None:
    """Return the problem code and the reason why a file holds no article, as far as its path says.

    Examples
    --------
    >>> skip_reason("content/posts/_index.md")
    ('list_page', 'a list page of the site, not an article')
    >>> skip_reason("_posts/2025-01-31-mtr.md")
    """
    if "_" not in path and not _SITE_FOLDERS.search(path):  # as nearly always
        return None
    if _DRAFTS.search(path):
        return "draft", "a draft, by its folder"
    if _LIST_PAGE.search(path):
        return "list_page", "a list page of the site, not an article"
    if _SITE_FOLDERS.search(path):
        return "site_file", "a file of the site itself, not an article"
    return None


def known_endings() -> str:
    """Return the known endings, for a message."""
    return ", ".join(_SUFFIXES)


def printable(name: str) -> str:
    r"""Return a file's name as text in one line; bytes that are not UTF-8 become `\xb4`, a line end `\n`.

    >>> printable("a\nb.md")
    'a\\nb.md'
    """
    if name.isascii() and name.isprintable():
        return name
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return text if text.isprintable() else _CONTROL.sub(lambda found: repr(found[0])[1:-1], text)
