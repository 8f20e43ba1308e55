"""Take the pictures of pages that README and tutorial show: `python docs/screenshots.py`.

It builds the sample's pages, opens them in Chromium and writes small PNGs beside this file. Playwright and Chromium are
among what the tests need.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from analytics.reports import build_reports

HERE = Path(__file__).parent
MOST_BYTES = 150_000
# Each picture: the report, the width and the height of the window, and what stands at its top.
PICTURES = {
    "report": ("02_mentions", 900, 1060, "#s1"),
    "phone": ("02_mentions", 390, 844, "#s1"),
}


def take(out: Path = HERE) -> list[Path]:
    """Build the pages and write every picture; return the files."""
    with TemporaryDirectory() as folder, _browser() as page:
        names = sorted({report for report, *_ in PICTURES.values()})
        for result in build_reports(names, out=folder):
            if not result.ok:
                raise SystemExit(f"{result.name}: {result.error}")
        return [_shot(page, Path(folder), out / f"{name}.png", *asked) for name, asked in PICTURES.items()]


def _shot(page: Page, folder: Path, file: Path, report: str, width: int, height: int, start: str) -> Path:
    page.set_viewport_size({"width": width, "height": height})
    page.goto((folder / report / "latest.html").as_uri())
    page.evaluate("place => document.querySelector(place).scrollIntoView()", start)
    page.screenshot(path=file)
    with Image.open(file) as picture:  # a page has few colours
        picture.convert("RGB").quantize(64).save(file, optimize=True)
    if file.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{file.name} has {file.stat().st_size:,} bytes, more than {MOST_BYTES:,}")
    return file


@contextmanager
def _browser() -> Iterator[Page]:
    with sync_playwright() as playwright:
        own = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        path = own if Path(own).exists() else None  # otherwise the one that Playwright installed
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser.new_page(color_scheme="light", reduced_motion="reduce")
        finally:
            browser.close()


if __name__ == "__main__":
    for written in take(Path(sys.argv[1]) if sys.argv[1:] else HERE):
        print(f"{written.name}: {written.stat().st_size:,} bytes")
