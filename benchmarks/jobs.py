"""What is measured: each job alone in a process of its own, `python -m benchmarks.jobs NAME FOLDER`.

A job prepares what it needs untimed, then returns a `Done`: the seconds of the work alone. To add a job: a function
from a corpus' folder to a `Done`, with `@job`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import platformdirs

import analytics

from .corpus import BEGIN, DAYS

SUBJECT = "deepseek"  # whose neighbours are counted
MIDDLE = pd.Timestamp(
    BEGIN + timedelta(days=DAYS / 2), tz="Asia/Hong_Kong"
)  # keyness: what is after against before
_FIRST = 100  # articles of the first call, untimed


@dataclass
class Done:
    """Seconds that a job took, and the bytes of the text it went over, or of its largest page, where these matter."""

    seconds: float = 0.0
    text_bytes: int = 0
    page_bytes: int = 0


JOBS: dict[str, Callable[[Path], Done]] = {}


def job(function: Callable[[Path], Done]) -> Callable[[Path], Done]:
    """Make a function a job, under its own name."""
    JOBS[function.__name__] = function
    return function


@contextmanager
def timed() -> Iterator[Done]:
    """Measure the block's wall-clock seconds."""
    done = Done()
    began = time.perf_counter()
    yield done
    done.seconds = time.perf_counter() - began


# ---- loading ----


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
    """Load again after one file changed."""
    analytics.load(folder)
    file = min(folder.rglob("*.md"))
    before = file.read_bytes()
    try:
        file.write_bytes(before + "\n後記：本報稍後更新。\n".encode())
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


# ---- counting, from loaded articles ----


def _counted(folder: Path, count: Callable[[pd.DataFrame], object]) -> Done:
    """Time a measure of ours; a first call on a hundred articles has imported what it needs."""
    articles = _articles(folder)
    count(articles.head(_FIRST))
    with timed() as done:
        count(articles)
    done.text_bytes = _text_bytes(articles)
    return done


@job
def trends(folder: Path) -> Done:
    """Count twenty entities by week, with shares and intervals."""
    return _counted(folder, lambda articles: analytics.trends(articles, list(analytics.load_entities())))


@job
def mentions(folder: Path) -> Done:
    """List every mention of twenty entities with its sentence."""
    return _counted(folder, lambda articles: analytics.mentions(articles, list(analytics.load_entities())))


@job
def terms(folder: Path) -> Done:
    """Count terms: frequency, articles, rate, TF-IDF, rank."""
    return _counted(folder, analytics.terms)


@job
def keyness(folder: Path) -> Done:
    """Compare the terms of one part of the articles with those of the others: eleven statistics."""
    return _counted(folder, lambda articles: analytics.keyness(articles, articles["published"] >= MIDDLE))


@job
def collocates(folder: Path) -> Done:
    """Count the neighbours of an entity."""
    return _counted(folder, lambda articles: analytics.collocates(articles, SUBJECT))


@job
def stories(folder: Path) -> Done:
    """Find which articles tell the same story."""
    return _counted(folder, analytics.stories)


# ---- on a cluster ----


@contextmanager
def _workers(count: int) -> Iterator[str]:
    """Workers that have each read, and counted, a hundred articles; yields a folder for the cache."""
    from analytics import scale

    with tempfile.TemporaryDirectory() as cache, scale.cluster(workers=count) as client:
        client.run(_read_and_counted)
        analytics.scan("data/sample", cache=cache)
        yield cache


def _read_and_counted() -> None:
    articles = analytics.load("data/sample", cache=False, workers=1).articles
    analytics.trends(articles.head(_FIRST), list(analytics.load_entities()))


def _scanned(folder: Path, workers: int) -> Done:
    """Let workers read and segment everything."""
    with _workers(workers) as cache, timed() as done:
        analytics.scan(folder, cache=cache)
    return done


def _counted_by(folder: Path, workers: int) -> Done:
    with _workers(workers) as cache:
        articles = analytics.scan(folder, cache=cache)
        with timed() as done:
            analytics.trends(articles, list(analytics.load_entities()))
    return done


@job
def scan_one(folder: Path) -> Done:
    """Scan with one worker."""
    return _scanned(folder, 1)


@job
def scan_two(folder: Path) -> Done:
    """Scan with two workers."""
    return _scanned(folder, 2)


@job
def trends_by_one(folder: Path) -> Done:
    """Count twenty entities with one worker."""
    return _counted_by(folder, 1)


@job
def trends_by_two(folder: Path) -> Done:
    """Count twenty entities with two workers."""
    return _counted_by(folder, 2)


@job
def hand_trends(folder: Path) -> Done:
    """The same by pandas: a pattern an entity, `str.count`, weeks as periods."""
    articles = _articles(folder)
    wanted = {
        key: "|".join(re.escape(alias.text) for alias in entity.aliases)
        for key, entity in analytics.load_entities().items()
    }
    with timed() as done:
        weeks = articles["published"].dt.tz_localize(None).dt.to_period("W-SUN")
        text = articles["title"].str.cat(articles["body"], sep="\n")
        for pattern in wanted.values():
            counts = text.str.count(pattern, flags=re.IGNORECASE)
            (counts > 0).groupby(weeks).sum()
    done.text_bytes = _text_bytes(articles)
    return done


@job
def vectorizer_terms(folder: Path) -> Done:
    """The same tokens by scikit-learn's CountVectorizer: frequency and articles alone."""
    tokens = _token_lists(_articles(folder))
    from sklearn.feature_extraction.text import CountVectorizer

    with timed() as done:
        vectorizer = CountVectorizer(analyzer=_as_it_is)
        matrix = vectorizer.fit_transform(tokens)
        pd.DataFrame(
            {
                "term": vectorizer.get_feature_names_out(),
                "frequency": np.asarray(matrix.sum(axis=0)).ravel(),
                "articles": np.bincount(matrix.indices, minlength=matrix.shape[1]),
            }
        ).sort_values("frequency", ascending=False)
    return done


@job
def vectorizer_keyness(folder: Path) -> Done:
    """The same two sets by CountVectorizer: two sums and G²."""
    articles = _articles(folder)
    chosen = (articles["published"] >= MIDDLE).to_numpy()
    tokens = _token_lists(articles)
    from sklearn.feature_extraction.text import CountVectorizer

    with timed() as done:
        vectorizer = CountVectorizer(analyzer=_as_it_is)
        matrix = vectorizer.fit_transform(tokens)
        a, b = (np.asarray(matrix[mask].sum(axis=0)).ravel() for mask in (chosen, ~chosen))
        together = (a + b) / (a.sum() + b.sum())
        with np.errstate(divide="ignore", invalid="ignore"):
            parts = [np.where(x > 0, x * np.log(x / (x.sum() * together)), 0) for x in (a, b)]
        pd.DataFrame(
            {"term": vectorizer.get_feature_names_out(), "g2": 2 * (parts[0] + parts[1])}
        ).sort_values("g2")
    return done


def _articles(folder: Path) -> pd.DataFrame:
    return analytics.load(folder).articles


def _text_bytes(articles: pd.DataFrame) -> int:
    return sum(len(text.encode()) for name in ("title", "body") for text in articles[name].dropna())


def _token_lists(articles: pd.DataFrame) -> list[list[str]]:
    """The tokens as lists of Python's texts, a term one object, as a notebook would hold them."""
    known: dict[str, str] = {}
    return [[known.setdefault(token, token) for token in tokens] for tokens in articles["tokens"]]


def _as_it_is(tokens: list[str]) -> list[str]:
    return tokens


if __name__ == "__main__":
    name, folder = sys.argv[1:]
    print(json.dumps(asdict(JOBS[name](Path(folder)))))
