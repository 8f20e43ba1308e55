"""The licences of what a lock installs: `python -m tools.licences` writes docs/licences.md."""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
# What a licence's name must hold one of; all of these let the library be used and passed on under its own.
PERMISSIVE = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|CC0|Unlicense|OFL|Zlib|0BSD")
# Weaker than copyleft of the whole, and why it does no harm.
EXPLAINED = {
    "certifi": "MPL 2.0: holds for its own file, a list of certificates, which is not changed",
    "fqdn": "MPL 2.0: holds for its own files, which are not changed",
    "hypothesis": "MPL 2.0: for tests alone",
    "pathspec": "MPL 2.0: for tests and builds alone",
    "pyromark": "MIT, by the file in the package; its metadata names none",
}


def locked(lock: Path) -> list[str]:
    """Return the names of a lock's packages."""
    return sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text("utf-8"), re.MULTILINE)))


def licence_of(name: str) -> str | None:
    """Return the licence that an installed package states; None where it is not installed here."""
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return None
    entries = stated.get_all("Classifier") or []
    classes = [entry.rpartition("::")[2].strip() for entry in entries if "License ::" in entry]
    return (
        stated.get("License-Expression")
        or "; ".join(classes)
        or (stated.get("License") or "").split("\n")[0]
        or "?"
    )


def not_permissive(lock: Path) -> dict[str, str]:
    """Return the packages of a lock whose licence is neither permissive nor explained."""
    stated = {name: licence_of(name) for name in locked(lock)}
    return {
        name: licence
        for name, licence in stated.items()
        if licence is not None and not PERMISSIVE.search(licence) and name not in EXPLAINED
    }


def page() -> str:
    """Return the page that lists them: what reports need, then what only development does."""
    run, every = locked(ROOT / "requirements-reports.lock"), locked(ROOT / "requirements.lock")
    parts = [
        "# Licences of the dependencies\n\nMade by `python -m tools.licences` from the locks; a test checks that each "
        "is permissive or explained. A package for another system, not installed where this was made, has a dash.\n"
    ]
    rest = sorted({*every} - {*run})
    for title, names in (("To count and to build reports", run), ("JupyterLab, clusters, development", rest)):
        rows = [f"| {name} | {EXPLAINED.get(name) or licence_of(name) or '–'} |" for name in names]
        parts.append(f"## {title}\n\n| package | licence |\n| --- | --- |\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    sys.exit(bool(not_permissive(ROOT / "requirements.lock")))
