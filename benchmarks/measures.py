"""Every measure once on the articles of a corpus, and again as the second and later questions about one table."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

import analytics
from analytics import Query

from .job import JOBS, Done, articles_of, counted, job, text_bytes_of

Count = Callable[[pd.DataFrame], Any]
NAMES = ("openai", "nvidia", "trump", "模型", "股價", "立法會", "香港")
_QUERY = Query('"輝達 股價"~10 OR (模型 AND NOT 晶片)')
HALVES = (("2023-07-01", "2024-06-30"), ("2024-07-01", "2025-06-30"))


def _of(name: str, *arguments: Any, **keywords: Any) -> Count:
    """Return a function that calls a public measure with these arguments."""
    return lambda articles: getattr(analytics, name)(articles, *arguments, **keywords)


# Every measure by an entity where it takes a subject, then those that take a query by one.
_ENTITY = ("trend", "bursts", "timing", "headlines", "kwic", "match", "aboutness")
_PLAIN = ("rising", "ngrams", "diversity", "new_words", "lexicon_coverage", "syndicated", "syndication")
_PLAIN += ("first_to_publish", "threads", "without_boilerplate", "health", "gaps", "anomalies", "boilerplate")
EACH: dict[str, Count] = {
    **{name: _of(name, "deepseek") for name in _ENTITY},
    "outlets": _of("outlets", "deepseek", freq="week"),
    "distribution": _of("distribution", "tags", entity="deepseek"),
    "concentration": _of("concentration", "tags", entity="deepseek"),
    "compare": _of("compare", ["deepseek", "nvidia"], *HALVES),
    "decomposition": _of("decomposition", "deepseek", *HALVES),
    "behind": lambda articles: analytics.behind(analytics.trend(articles, "deepseek"), articles),
    "keyness_entity": _of("keyness", "deepseek"),
    "cooccurrence": _of("cooccurrence", "entities"),
    "dispersion": _of("dispersion", ["deepseek", "模型"]),
    "xray": _of("xray", ["deepseek", "模型"]),
    "related": lambda articles: analytics.related(articles, articles["id"].iloc[0]),
    "sample": _of("sample", 100),
    **{name: _of(name) for name in _PLAIN},
}
BY_QUERY = ("trend", "outlets", "bursts", "timing", "headlines", "kwic", "match", "aboutness", "keyness")
EACH |= {f"{name}_query": _of(name, _QUERY) for name in BY_QUERY}

# What an analyst asks of one table, another name each time.
ASKED: dict[str, Callable[[pd.DataFrame, str], Any]] = {
    **{
        name: partial(lambda articles, subject, name: getattr(analytics, name)(articles, subject), name=name)
        for name in ("trend", "outlets", "kwic", "match", "mentions", "headlines", "collocates", "keyness")
    },
    "distribution": lambda articles, subject: analytics.distribution(articles, "outlet", entity=subject),
    "terms": lambda articles, subject: analytics.terms(articles),
    "ngrams": lambda articles, subject: analytics.ngrams(articles),
    "match_near": lambda articles, subject: analytics.match(articles, Query(f'"{subject} 公司"~10')),
}


@job
def later_questions(folder: Path) -> Done:
    """Take the median time of the second and later questions of each kind, about one table."""
    articles = articles_of(folder)
    parts = {}
    for question, ask in ASKED.items():
        ask(articles, "deepseek")
        seconds = []
        for name in NAMES:
            began = time.perf_counter()
            ask(articles, name)
            seconds.append(time.perf_counter() - began)
        parts[f"again_{question}"] = statistics.median(seconds)
    return Done(sum(parts.values()), parts=parts)


@job
def articles(folder: Path) -> Done:
    """Load a table and read all its texts: what a measure's memory is above."""
    table = articles_of(folder)
    return Done(text_bytes=text_bytes_of(table))


JOBS.update({name: partial(counted, count=count) for name, count in EACH.items()})
