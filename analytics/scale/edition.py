"""What a worker must share with the client: the library's code and words, and the packages that shape tables."""

import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from ..errors import CorpusError
from ..files import digest
from ..read.cache import LIBRARIES
from ..shipped import PACKAGE, shipped

_CODE = ("schema.py", "read/*.py", "text/*.py", "measures/**/*.py", "scale/*.py")
_WORDS = ("data/entities.toml", "data/words.txt", "data/people.txt", "data/stopwords.txt")
_PACKAGES = ("pandas", "pyarrow", "numpy", "scipy", *LIBRARIES)
Edition = tuple[tuple[str, str], ...]


def _edition() -> Edition:
    return (
        ("code", _digest(sorted(file for pattern in _CODE for file in PACKAGE.glob(pattern)))),
        ("lexicon", _digest([shipped(name) for name in _WORDS])),
        ("Python", platform.python_version().rpartition(".")[0]),
        *((name, version(name)) for name in _PACKAGES),
    )


def _digest(files: Iterable[Path]) -> str:
    return digest("".join(digest(file.read_bytes()) for file in files))[:12]


EDITION = _edition()  # when it is imported: files that change later do not change a process that runs


def check_edition(wanted: Edition) -> None:
    """Refuse to work for a client of another edition; runs in a worker.

    >>> check_edition(EDITION)

    Raises
    ------
    CorpusError
        The worker runs other code, has other words, or other versions of packages.
    """
    if wanted != EDITION:
        raise CorpusError(f"a Dask worker on {platform.node()} runs another version: {_differences(wanted)}")


def _differences(wanted: Sequence[tuple[str, str]]) -> str:
    own, theirs = dict(EDITION), dict(wanted)
    return ", ".join(
        f"{name} {own.get(name)} in place of {theirs.get(name)}"
        for name in {**theirs, **own}
        if own.get(name) != theirs.get(name)
    )
