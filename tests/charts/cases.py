"""Every chart over the sample: the table it draws, and how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

import analytics
from analytics import charts

from .tables import WHOLE, gaps_table

HALVES = {"before": ("2025-01-01", "2025-02-14"), "after": ("2025-02-15", "2025-03-31")}
RIVALS = ["deepseek", "openai", "nvidia", "alibaba"]
SEVEN = ["deepseek", "nvidia", "openai", "alibaba", "huawei", "apple", "tencent"]
BURSTS = pd.DataFrame(
    {"burst": [1], "start": [pd.Timestamp("2025-01-24")], "end": [pd.Timestamp("2025-02-06")]}
)
Articles = pd.DataFrame
SAMPLE = analytics.load(Path(__file__).parents[2] / "data" / "sample")


@dataclass(frozen=True)
class Case:
    """A chart: the table of the sample that it draws, and the function that draws it."""

    table: Callable[[Articles], pd.DataFrame]
    draw: Callable[[pd.DataFrame], Axes]

    def __call__(self, articles: Articles) -> Axes:
        return self.draw(self.table(articles))


def behind(articles: Articles) -> pd.DataFrame:
    return analytics.behind(analytics.trend(articles, "deepseek").head(4), articles)


def codes() -> pd.DataFrame:
    return analytics.load_codes(Path(__file__).parents[2] / "data" / "codes")


def of_coded(make: Callable[[Articles], pd.DataFrame]) -> Callable[[Articles], pd.DataFrame]:
    """Make a table of the sample, whose articles are all needed; of fewer articles its first rows."""
    return lambda articles: make(SAMPLE.articles).head(len(articles))


def validated(articles: Articles) -> pd.DataFrame:
    return analytics.validate(articles, codes(), "deepseek", question="about")


def corrected(articles: Articles, table: pd.DataFrame) -> pd.DataFrame:
    return analytics.correct(table, articles, validated(articles))


def related(articles: pd.DataFrame) -> pd.DataFrame:
    """What is most like the first article; of no articles, a table without rows."""
    whole = articles if len(articles) else analytics.load("data/sample").articles
    table = analytics.related(whole, whole["id"].iloc[0])
    return table if len(articles) else table.head(0)


CASES = {
    "trend": Case(lambda a: analytics.trend(a, "deepseek"), charts.trend),
    "trend_daily": Case(lambda a: analytics.trend(a, "nvidia", freq="day"), charts.trend),
    "trend_marked": Case(
        lambda a: analytics.trend(a, "deepseek", freq="day"),
        partial(charts.trend, gaps=WHOLE, bursts=BURSTS),
    ),
    "trends": Case(lambda a: analytics.trends(a, RIVALS), charts.trends),
    "trends_panels": Case(lambda a: analytics.trends(a, SEVEN), charts.trends),
    "outlets": Case(lambda a: analytics.outlets(a, "deepseek"), charts.outlets),
    "outlets_panels": Case(lambda a: analytics.outlets(a, "deepseek", freq="week"), charts.outlets),
    "distribution": Case(lambda a: analytics.distribution(a, "section"), charts.distribution),
    "distribution_hour": Case(
        lambda a: analytics.distribution(a, "hour", entity="deepseek"), charts.distribution
    ),
    "heatmap": Case(lambda a: analytics.distribution(a, "section", freq="week"), charts.heatmap),
    "heatmap_share": Case(
        lambda a: analytics.outlets(a, "deepseek", freq="month"), partial(charts.heatmap, value="share")
    ),
    "heatmap_gaps": Case(
        lambda a: analytics.distribution(a, "outlet", freq="week"),
        partial(
            charts.heatmap,
            gaps=gaps_table((None, "2025-02-10", "2025-02-19"), ("電車軌", "2025-03-01", "2025-03-05")),
        ),
    ),
    "timing": Case(analytics.timing, charts.timing),
    "compare": Case(lambda a: analytics.compare(a, RIVALS, **HALVES), charts.compare),
    "decomposition": Case(lambda a: analytics.decomposition(a, "deepseek", **HALVES), charts.decomposition),
    "syndication": Case(analytics.syndication, charts.syndication),
    "kwic": Case(lambda a: analytics.kwic(a, "deepseek"), charts.kwic),
    "terms": Case(analytics.terms, charts.terms),
    "keyness": Case(lambda a: analytics.keyness(a, "deepseek"), charts.keyness),
    "rising": Case(lambda a: analytics.rising(a, freq="week"), charts.rising),
    "collocates": Case(lambda a: analytics.collocates(a, "deepseek"), charts.collocates),
    "ngrams": Case(lambda a: analytics.ngrams(a, length=3), charts.ngrams),
    "cooccurrence": Case(lambda a: analytics.cooccurrence(a, "entities"), charts.cooccurrence),
    "xray": Case(lambda a: analytics.xray(a, RIVALS), charts.xray),
    "xray_outlets": Case(lambda a: analytics.xray(a, "deepseek"), partial(charts.xray, by="outlet")),
    "behind": Case(behind, charts.ranking),
    "headlines": Case(lambda a: analytics.headlines(a, "deepseek"), charts.ranking),
    "concentration": Case(lambda a: analytics.concentration(a, "section", freq="month"), charts.ranking),
    "syndicated": Case(analytics.syndicated, charts.ranking),
    "first_to_publish": Case(analytics.first_to_publish, charts.ranking),
    "threads": Case(lambda a: analytics.threads(a, similarity=0.06), charts.threads),
    "related": Case(related, charts.ranking),
    "dispersion": Case(lambda a: analytics.dispersion(a, RIVALS), charts.ranking),
    "diversity": Case(analytics.diversity, charts.ranking),
    "new_words": Case(analytics.new_words, charts.ranking),
    "anomalies": Case(analytics.anomalies, charts.ranking),
    "agreement": Case(of_coded(lambda _: analytics.agreement(codes(), repeats=200)), charts.agreement),
    "validate": Case(of_coded(validated), charts.validate),
    "correct": Case(
        of_coded(lambda a: corrected(a, analytics.trend(a, "deepseek", freq="month"))), charts.correct
    ),
    "correct_outlets": Case(
        of_coded(lambda a: corrected(a, analytics.outlets(a, "deepseek"))),
        partial(charts.correct, by="estimated"),
    ),
    "remedies": Case(of_coded(lambda a: analytics.remedies(a, validated(a))), charts.ranking),
    "boilerplate": Case(analytics.boilerplate, charts.ranking),
}
