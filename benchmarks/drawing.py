"""Every chart drawn from tables of a corpus, and every measure of the codes of a coded sample."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

import analytics
from analytics import charts

from .job import FIRST, Done, articles_of, job
from .measures import EACH

Make = Callable[[pd.DataFrame], pd.DataFrame]
_CODED, _CODES = Path("data/sample"), Path("data/codes")
_SEVEN = ["deepseek", "nvidia", "openai", "alibaba", "huawei", "apple", "tencent"]


def _validated(articles: pd.DataFrame) -> pd.DataFrame:
    codes = analytics.load_codes(_CODES)
    return analytics.validate(articles, codes, "deepseek", question="about")


def _corrected(articles: pd.DataFrame) -> pd.DataFrame:
    trend = analytics.trend(articles, "deepseek", freq="month")
    return analytics.correct(trend, articles, _validated(articles))


# The table that each chart draws: of the corpus, and of the sample that people coded.
DRAWN: dict[str, Make] = {
    **{
        name: EACH[name]
        for name in (
            *("trend", "outlets", "distribution", "timing", "decomposition", "compare", "kwic", "rising"),
            *("ngrams", "cooccurrence", "xray", "syndication", "threads"),
        )
    },
    "trends": lambda articles: analytics.trends(articles, _SEVEN),
    "terms": analytics.terms,
    "keyness": EACH["keyness_entity"],
    "collocates": lambda articles: analytics.collocates(articles, "deepseek"),
    "heatmap": lambda articles: analytics.distribution(articles, "section", freq="week"),
    "ranking": EACH["headlines"],
}
DRAWN_OF_CODES: dict[str, Make] = {
    "agreement": lambda articles: analytics.agreement(analytics.load_codes(_CODES)),
    "validate": _validated,
    "correct": _corrected,
}
OF_CODES: dict[str, Callable[[pd.DataFrame, pd.DataFrame], Any]] = {
    "agreement": lambda articles, codes: analytics.agreement(codes),
    "confusion": lambda articles, codes: analytics.confusion(codes),
    "disagreements": analytics.disagreements,
    "validate": lambda articles, codes: _validated(articles),
    "correct": lambda articles, codes: _corrected(articles),
    "misjudged": lambda articles, codes: analytics.misjudged(articles, _validated(articles)),
    "remedies": lambda articles, codes: analytics.remedies(articles, _validated(articles)),
    "sample_size": lambda articles, codes: analytics.sample_size(len(articles)),
}


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@job
def draw_charts(folder: Path) -> Done:
    """Draw each chart of a table that is there, and write it as SVG."""
    articles, coded = articles_of(folder), analytics.load(_CODED).articles
    charts.svg(charts.trend(DRAWN["trend"](articles.head(FIRST))))  # fonts are read at the first
    parts = {}
    for makes, of in ((DRAWN, articles), (DRAWN_OF_CODES, coded)):
        for name, make in makes.items():
            table, draw = make(of), getattr(charts, name)
            parts[f"chart_{name}"] = _seconds(lambda table=table, draw=draw: charts.svg(draw(table)))  # type: ignore[misc]
    return Done(sum(parts.values()), parts=parts)


@job
def count_codes(folder: Path) -> Done:
    """Call each measure of the codes of a sample: the shipped one, whatever the corpus."""
    coded, codes = analytics.load(_CODED).articles, analytics.load_codes(_CODES)
    parts = {name: _seconds(lambda count=count: count(coded, codes)) for name, count in OF_CODES.items()}  # type: ignore[misc]
    return Done(sum(parts.values()), parts=parts)
