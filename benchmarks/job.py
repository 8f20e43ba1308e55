"""What a job is: its name, what it gives back, and the articles that it counts."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

import analytics

FIRST = 100  # articles of the first call, untimed


@dataclass
class Done:
    """Seconds that a job took, and of each of its parts, if it has any.

    Also the bytes of the text it went over, or of its largest page, where these matter.
    """

    seconds: float = 0.0
    text_bytes: int = 0
    page_bytes: int = 0
    parts: dict[str, float] = field(default_factory=dict)


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


def articles_of(folder: Path) -> pd.DataFrame:
    """Return the articles of a corpus, read before or from the cache."""
    return analytics.load(folder).articles


def text_bytes_of(articles: pd.DataFrame) -> int:
    """Return the bytes of titles and bodies as UTF-8."""
    return sum(len(text.encode()) for name in ("title", "body") for text in articles[name].dropna())


def counted(folder: Path, count: Callable[[pd.DataFrame], object]) -> Done:
    """Time a measure of ours; a first call on a hundred articles has imported what it needs."""
    articles = articles_of(folder)
    count(articles.head(FIRST))
    with timed() as done:
        count(articles)
    done.text_bytes = text_bytes_of(articles)
    return done
