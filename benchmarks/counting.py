"""Jobs of counting that have contenders, on loaded articles and on a cluster."""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

import analytics

from .corpus import BEGIN, DAYS
from .job import FIRST, JOBS, Done, articles_of, counted, job, text_bytes_of, timed

SUBJECT = "deepseek"  # whose neighbours are counted
MIDDLE = pd.Timestamp(
    BEGIN + timedelta(days=DAYS / 2), tz="Asia/Hong_Kong"
)  # keyness compares what is after it


def _of_the_pack(measure: Callable[..., object], articles: pd.DataFrame) -> object:
    """Count the twenty entities of the pack."""
    return measure(articles, list(analytics.load_entities()))


_COUNTED: dict[str, Callable[[pd.DataFrame], object]] = {
    "trends": lambda articles: _of_the_pack(analytics.trends, articles),
    "mentions": lambda articles: _of_the_pack(analytics.mentions, articles),
    "terms": lambda articles: analytics.terms(articles),
    "keyness": lambda articles: analytics.keyness(articles, articles["published"] >= MIDDLE),
    "collocates": lambda articles: analytics.collocates(articles, SUBJECT),
    "stories": lambda articles: analytics.stories(articles),
}
JOBS.update({name: partial(counted, count=count) for name, count in _COUNTED.items()})


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
    _of_the_pack(analytics.trends, articles.head(FIRST))


def _scanned(folder: Path, workers: int) -> Done:
    """Let workers read and segment everything."""
    with _workers(workers) as cache, timed() as done:
        analytics.scan(folder, cache=cache)
    return done


def _counted_by(folder: Path, workers: int) -> Done:
    """Let workers count the twenty entities of the pack."""
    with _workers(workers) as cache:
        articles = analytics.scan(folder, cache=cache)
        with timed() as done:
            _of_the_pack(analytics.trends, articles)
    return done


for _number, _name in enumerate(("one", "two"), 1):
    JOBS[f"scan_{_name}"] = partial(_scanned, workers=_number)
    JOBS[f"trends_by_{_name}"] = partial(_counted_by, workers=_number)


@job
def hand_trends(folder: Path) -> Done:
    """The same by pandas: a pattern an entity, `str.count`, weeks as periods."""
    articles = articles_of(folder)
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
    done.text_bytes = text_bytes_of(articles)
    return done


@job
def vectorizer_terms(folder: Path) -> Done:
    """The same tokens by scikit-learn's CountVectorizer: frequency and articles alone."""
    tokens = _token_lists(articles_of(folder))
    from sklearn.feature_extraction.text import CountVectorizer

    with timed() as done:
        vectorizer = CountVectorizer(analyzer=_as_it_is)
        matrix = vectorizer.fit_transform(tokens)
        names, sums = vectorizer.get_feature_names_out(), np.asarray(matrix.sum(axis=0)).ravel()
        articles = np.bincount(matrix.indices, minlength=matrix.shape[1])
        table = pd.DataFrame({"term": names, "frequency": sums, "articles": articles})
        table.sort_values("frequency", ascending=False)
    return done


@job
def vectorizer_keyness(folder: Path) -> Done:
    """The same two sets by CountVectorizer: two sums and G²."""
    articles = articles_of(folder)
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
        names = vectorizer.get_feature_names_out()
        pd.DataFrame({"term": names, "g2": 2 * (parts[0] + parts[1])}).sort_values("g2")
    return done


def _token_lists(articles: pd.DataFrame) -> list[list[str]]:
    """The tokens as lists of Python's texts, a term one object, as a notebook would hold them."""
    known: dict[str, str] = {}
    return [[known.setdefault(token, token) for token in tokens] for tokens in articles["tokens"]]


def _as_it_is(tokens: list[str]) -> list[str]:
    return tokens
