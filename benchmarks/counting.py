"""Jobs of counting that have contenders, on loaded articles and on a cluster."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import numpy as np
import pandas as pd

import analytics

from .corpus import BEGIN, DAYS
from .job import FIRST, Done, articles_of, counted, job, text_bytes_of, timed

SUBJECT = "deepseek"  # whose neighbours are counted
MIDDLE = pd.Timestamp(
    BEGIN + timedelta(days=DAYS / 2), tz="Asia/Hong_Kong"
)  # keyness: what is after against before


@job
def trends(folder: Path) -> Done:
    """Count twenty entities by week, with shares and intervals."""
    return counted(folder, lambda articles: analytics.trends(articles, list(analytics.load_entities())))


@job
def mentions(folder: Path) -> Done:
    """List every mention of twenty entities with its sentence."""
    return counted(folder, lambda articles: analytics.mentions(articles, list(analytics.load_entities())))


@job
def terms(folder: Path) -> Done:
    """Count terms: frequency, articles, rate, TF-IDF, rank."""
    return counted(folder, analytics.terms)


@job
def keyness(folder: Path) -> Done:
    """Compare the terms of one part of the articles with those of the others: eleven statistics."""
    return counted(folder, lambda articles: analytics.keyness(articles, articles["published"] >= MIDDLE))


@job
def collocates(folder: Path) -> Done:
    """Count the neighbours of an entity."""
    return counted(folder, lambda articles: analytics.collocates(articles, SUBJECT))


@job
def stories(folder: Path) -> Done:
    """Find which articles tell the same story."""
    return counted(folder, analytics.stories)


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
    analytics.trends(articles.head(FIRST), list(analytics.load_entities()))


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
        pd.DataFrame(
            {"term": vectorizer.get_feature_names_out(), "g2": 2 * (parts[0] + parts[1])}
        ).sort_values("g2")
    return done


def _token_lists(articles: pd.DataFrame) -> list[list[str]]:
    """The tokens as lists of Python's texts, a term one object, as a notebook would hold them."""
    known: dict[str, str] = {}
    return [[known.setdefault(token, token) for token in tokens] for tokens in articles["tokens"]]


def _as_it_is(tokens: list[str]) -> list[str]:
    return tokens
