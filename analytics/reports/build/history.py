"""The pages of a report: one a day of build, a stable name for the newest, and the charts' files beside them."""

import re
import shutil
from pathlib import Path

from .files import digest, digest_of, write
from .manifest import Success

LATEST = "latest.html"
FAILED = "failed.ipynb"
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}\.html")
_CHARTS = re.compile(r"charts-[0-9a-f]{12}")


def charts_folder(files: dict[str, bytes]) -> str:
    """Return the name of the folder for a page's charts: the same charts, the same name.

    >>> charts_folder({"01-trend.svg": b"<svg/>"})
    'charts-b699f2fc42ef'
    """
    if not files:
        return ""
    told = "\n".join(f"{name} {digest(content)}" for name, content in sorted(files.items()))
    return f"charts-{digest(told.encode())[:12]}"


def publish(folder: Path, date: str, page: str, files: dict[str, bytes]) -> Path:
    """Publish a page of a day and its charts' files: first the files, then the page, last the stable name."""
    charts = charts_folder(files)
    for name, content in files.items():
        if digest_of(folder / charts / name) != digest(content):
            write(folder / charts / name, content)
    write(folder / f"{date}.html", page)
    write(folder / LATEST, page)
    (folder / FAILED).unlink(missing_ok=True)
    return folder / LATEST


def intact(out: Path, last: Success) -> bool:
    """Return whether the files of a page that was published are as they were: both pages, and every chart's."""
    page = out / last.page
    if not digest_of(page) == digest_of(page.with_name(LATEST)) == last.sha256:
        return False
    if not last.charts:
        return True
    try:
        files = {file.name: file.read_bytes() for file in (out / last.charts).iterdir()}
    except OSError:
        return False
    return charts_folder(files) == Path(last.charts).name


def dated(folder: Path) -> list[Path]:
    """Return the pages of a report by date, the newest first."""
    return sorted((path for path in folder.glob("*.html") if _DATED.fullmatch(path.name)), reverse=True)


def prune(folder: Path, keep: int, shown: str) -> None:
    """Take away pages older than the newest `keep`, never the one that is shown; and charts of none that stays."""
    pages = dated(folder)
    kept = [page for place, page in enumerate(pages) if place < keep or page.name == shown]
    for page in set(pages) - set(kept):
        page.unlink(missing_ok=True)
    kept += [folder / LATEST] if (folder / LATEST).exists() else []
    used = {
        name for page in kept for name in _CHARTS.findall(page.read_text(encoding="utf-8", errors="replace"))
    }
    for charts in folder.glob("charts-*"):
        if _CHARTS.fullmatch(charts.name) and charts.name not in used:
            shutil.rmtree(charts, ignore_errors=True)
