"""One hash over everything that a page is made from: a page is built again exactly when the hash changes."""

import json
import platform
import subprocess
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ...files import digest
from ...read.labels import load_labels
from ...shipped import shipped
from ...text.lexicon import OWN_WORDS
from ..page.coding import beside
from .files import digest_of

_LIBRARY = Path(__file__).parents[2]
_DATA = (
    "data/entities.toml",
    "data/words.txt",
    "data/people.txt",
    "data/name_parts.txt",
    "data/stopwords.txt",
)

# What a figure or a page can depend on, beside the library's own code.
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
    *("jieba", "rjieba", "opencc", "luqum", "nbclient", "nbconvert", "mistune", "jinja2"),
)


def input_hash(notebook: Path, parameters: dict[str, object], fingerprint: str) -> str:
    """Return the hash of everything that a page is made from.

    That is the notebook, the parameters with the content of the files they name, the content of the corpus and of the
    codes of people, the library's code, templates and word lists, and the versions of Python and of the packages.
    """
    files = {name: str(parameters.get(name) or "") for name in ("entities", "words", "stopwords")}
    labels = parameters.get("labels")
    inputs = {
        "notebook": digest_of(notebook),
        "parameters": parameters
        | dict.fromkeys(files, "")
        | {"labels": load_labels(str(labels) if labels else None).digest}
        | {"corpus": Path(str(parameters.get("corpus"))).name},
        "files": {
            name: file if file in ("", OWN_WORDS) else digest_of(Path(file)) for name, file in files.items()
        },
        "fingerprint": fingerprint,
        "codes": _codes(parameters),
        "library": _library(),
        "versions": versions(),
    }
    return digest(json.dumps(inputs, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that figures and pages depend on.

    >>> "pandas" in versions()
    True
    """
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def git_state() -> dict[str, object] | None:
    """Return the commit of the project and whether files differ from it; None if it is no git checkout."""
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


def _codes(parameters: dict[str, object]) -> list[str]:
    """Return the digests of the codes that a page would find: of the folder it is given, or beside the corpus."""
    given = parameters.get("codes")
    place = Path(str(given)) if given else beside(str(parameters.get("corpus") or ""))
    files = sorted(path for path in place.iterdir() if path.is_file()) if place and place.is_dir() else []
    return [f"{path.name} {digest_of(path)}" for path in files]


def _library() -> str:
    # computed for each build: code may change during a long session, and kernels read what is on the disk
    kinds = (".py", ".j2", ".css", ".js", ".toml", ".txt")
    code = sorted(path for path in _LIBRARY.rglob("*") if path.is_file() and path.suffix in kinds)
    parts = [(path.relative_to(_LIBRARY).as_posix(), digest_of(path)) for path in code]
    parts += [(name, digest_of(shipped(name))) for name in _DATA]
    return digest(json.dumps(parts))
