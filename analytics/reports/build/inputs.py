"""What a page is made from: one hash over all of it, so that a page is built anew exactly when something changed."""

import json
import platform
import subprocess
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ...shipped import shipped
from .files import digest, digest_of

_LIBRARY = Path(__file__).parents[2]
_DATA = ("data/entities.toml", "data/words.txt", "data/stopwords.txt")


# what a figure or a page can depend on, beside the library's own code
_PACKAGES = (
    *(
        "hk-media-analytics",
        "pandas",
        "pyarrow",
        "numpy",
        "scipy",
        "matplotlib",
        "noto-cjk-sans-otc",
        "networkx",
    ),
    *(
        "jieba",
        "rjieba",
        "opencc",
        "luqum",
        "rensa",
        "nbclient",
        "nbconvert",
        "mistune",
        "jinja2",
    ),
)


def inputs_of(notebook: Path, parameters: dict[str, object], fingerprint: str) -> str:
    """Return the hash of all that a page is made from.

    The notebook, the parameters, the corpus' content, the library's code, templates and word lists, the versions of
    Python and of the packages it stands on.
    """
    told = {
        "notebook": digest_of(notebook),
        "parameters": parameters,
        "fingerprint": fingerprint,
        "library": _library(),
        "versions": versions(),
    }
    return digest(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that figures and pages depend on.

    >>> "pandas" in versions()
    True
    """
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def git_state() -> dict[str, object] | None:
    """Return the commit of the project and whether files differ from it; None where it is no git checkout."""
    if not (_LIBRARY.parent / ".git").exists():  # installed, perhaps inside somebody else's checkout
        return None
    try:
        sha = _git("rev-parse", "HEAD")
        return {"sha": sha, "dirty": bool(_git("status", "--porcelain", "--untracked-files=no"))}
    except (OSError, subprocess.SubprocessError):
        return None


def _git(*arguments: str) -> str:
    where = ["git", "-C", str(_LIBRARY.parent)]
    return subprocess.run(
        [*where, *arguments], capture_output=True, text=True, timeout=20, check=True
    ).stdout.strip()


def _library() -> str:
    # anew for each build: a session may last longer than the code stays as it is, and kernels read what is there
    kinds = (".py", ".j2", ".css", ".toml", ".txt")
    code = sorted(path for path in _LIBRARY.rglob("*") if path.is_file() and path.suffix in kinds)
    parts = [(path.relative_to(_LIBRARY).as_posix(), digest_of(path)) for path in code]
    parts += [(name, digest_of(shipped(name))) for name in _DATA]
    return digest(json.dumps(parts).encode())
