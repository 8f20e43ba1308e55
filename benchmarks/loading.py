"""Jobs of loading, and what it is compared with."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import platformdirs

import analytics

from .job import Done, job, timed


@job
def load_cold(folder: Path) -> Done:
    """Read and segment everything, and write the cache."""
    _forget()
    with timed() as done:
        analytics.load(folder)
    return done


@job
def listing(folder: Path) -> Done:
    """List a folder and ask for size and time of each file: no cache can do without."""
    with timed() as done:
        folders = [str(folder)]
        while folders:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir():
                        folders.append(entry.path)
                    else:
                        entry.stat()
    return done


@job
def load_warm(folder: Path) -> Done:
    """Load again; nothing changed."""
    analytics.load(folder)
    with timed() as done:
        analytics.load(folder)
    return done


@job
def load_changed(folder: Path) -> Done:
    """Load again after one file changed; a first change has imported what reading needs."""
    analytics.load(folder)
    file = min(folder.rglob("*.md"))
    before = file.read_bytes()
    try:
        for note in ("後記：本報稍後更新。", "後記：本報已更新。"):
            file.write_bytes(before + f"\n{note}\n".encode())
            with timed() as done:
                analytics.load(folder)
    finally:
        file.write_bytes(before)
        analytics.load(folder)
    return done


@job
def hand_load(folder: Path) -> Done:
    """The notebook that most analysts write: python-frontmatter in a loop, jieba, a Counter."""
    import frontmatter
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    with timed() as done:
        rows: list[dict[str, Any]] = []
        counter: Counter[str] = Counter()
        for file in sorted(folder.rglob("*.md")):
            try:
                post = frontmatter.loads(file.read_text(encoding="utf-8"))
            except Exception:  # what such a notebook does with a broken header
                continue
            tokens = jieba.lcut(post.content)
            counter.update(tokens)
            rows.append({**post.metadata, "body": post.content, "tokens": tokens})
        pd.DataFrame(rows)
    return done


@job
def bare_limit(folder: Path) -> Done:
    """No less can be done: read the bytes, convert the script and cut the bodies, on all cores; keep nothing."""
    files = sorted(folder.rglob("*.md"))
    chunks = [files[first : first + 100] for first in range(0, len(files), 100)]
    with timed() as done, ProcessPoolExecutor() as pool:
        sum(pool.map(_cut_bodies, chunks))
    return done


def _cut_bodies(files: list[Path]) -> int:
    convert, cut = _cutter()
    return sum(len(cut(convert(_body(file.read_bytes().decode())))) for file in files)


@cache
def _cutter() -> tuple[Callable[[str], str], Callable[[str], list[str]]]:
    import rjieba
    from opencc import OpenCC

    return OpenCC("hk2s").convert, rjieba.Jieba().cut


def _body(text: str) -> str:
    return text.split("\n---\n", 1)[-1]


def _forget() -> None:
    """Delete the cache; the run has one of its own."""
    shutil.rmtree(Path(platformdirs.user_cache_dir("hk-media-analytics")) / "corpora", ignore_errors=True)


# ---- the whole report ----


@job
def report(folder: Path) -> Done:
    """Build all pages; the corpus has been read before."""
    analytics.load(folder)
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "analytics", "report", "--corpus", str(folder), "--out", out]
        with timed() as done:
            subprocess.run(command, check=True, stdout=sys.stderr)
        done.page_bytes = max(page.stat().st_size for page in Path(out).glob("*/latest.html"))
    return done
