"""The published files of a report: a page for each day, a stable name for the newest, the files of the charts."""

import re
import shutil
from pathlib import Path

from ...files import digest
from .files import digest_of, write
from .manifest import Success

LATEST = "latest.html"
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}\.html")
_CHARTS = re.compile(r"charts-[0-9a-f]{12}")


def charts_folder(files: dict[str, bytes]) -> str:
    """Return the name of the folder for the files of a page's charts: a hash of them, empty if there are none.

    >>> charts_folder({"01-trend.svg": b"<svg/>"})
    'charts-b699f2fc42ef'
    """
    if not files:
        return ""
    listed = "\n".join(f"{name} {digest(content)}" for name, content in sorted(files.items()))
    return f"charts-{digest(listed)[:12]}"


def publish(folder: Path, date: str, page: str, files: dict[str, bytes]) -> Path:
    """Publish the page of a day: first the files of its charts, then the page, last the stable name."""
    charts = charts_folder(files)
    for name, content in files.items():
        if digest_of(folder / charts / name) != digest(content):
            write(folder / charts / name, content)
    write(folder / f"{date}.html", page)
    write(folder / LATEST, page)
    failed_place(folder.resolve()).unlink(missing_ok=True)
    return folder / LATEST


def failed_place(folder: Path) -> Path:
    """Return where the notebook of a report that failed is kept: beside the public folder, never in it.

    >>> failed_place(Path("/srv/pages/02_mentions")).as_posix()
    '/srv/pages.failed/02_mentions.ipynb'
    """
    return folder.parent.with_name(f"{folder.parent.name}.failed") / f"{folder.name}.ipynb"


def intact(out: Path, last: Success) -> bool:
    """Return whether a published page is as it was: both copies of it, and every file of its charts."""
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
    """Return the dated pages of a report, the newest first."""
    return sorted((path for path in folder.glob("*.html") if _DATED.fullmatch(path.name)), reverse=True)


def prune(folder: Path, keep: int, shown: str) -> None:
    """Delete pages beyond the newest `keep`, and charts that no remaining page uses; never the page named `shown`."""
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
