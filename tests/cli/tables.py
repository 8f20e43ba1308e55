"""Every command that gives a table: an example, and what the library gives for it."""

from collections.abc import Callable

import pandas as pd

import analytics


def listed(corpus: analytics.Corpus, matching: pd.Series) -> pd.DataFrame:
    """What `match` prints of the articles that match."""
    return corpus.articles.loc[matching, ["id", "published", "outlet", "title", "source_url"]].reset_index(
        drop=True
    )


TABLES: dict[str, tuple[list[str], Callable[[analytics.Corpus], pd.DataFrame]]] = {
    "check": ([], lambda corpus: corpus.problems),
    "trend": (["-e", "deepseek"], lambda corpus: analytics.trend(corpus, "deepseek")),
    "distribution": (["--by", "tags"], lambda corpus: analytics.distribution(corpus, "tags")),
    "outlets": (["-e", "deepseek"], lambda corpus: analytics.outlets(corpus, "deepseek")),
    "trends": (
        ["-e", "deepseek", "-e", "nvidia", "-q", "股價"],
        lambda corpus: analytics.trends(corpus, ["deepseek", "nvidia", analytics.Query("股價")]),
    ),
    "compare": (
        ["-e", "deepseek", "--before", "2025-01-20..2025-01-31", "--after", "2025-02-01..2025-02-09"],
        lambda corpus: analytics.compare(
            corpus, ["deepseek"], ("2025-01-20", "2025-01-31"), ("2025-02-01", "2025-02-09")
        ),
    ),
    "behind": (
        ["-e", "deepseek", "--period", "2025-02-04"],
        lambda corpus: analytics.behind(analytics.trend(corpus, "deepseek").loc[[2]], corpus),
    ),
    "terms": ([], analytics.terms),
    "mentions": (["-e", "deepseek"], lambda corpus: analytics.mentions(corpus, "deepseek")),
    "kwic": (["股價"], lambda corpus: analytics.kwic(corpus, "股價")),
    "aboutness": (["-e", "deepseek"], lambda corpus: analytics.aboutness(corpus, "deepseek")),
    "bursts": (["-e", "deepseek"], lambda corpus: analytics.bursts(corpus, "deepseek")),
    "keyness": (["股價"], lambda corpus: analytics.keyness(corpus, "股價")),
    "match": (["股價"], lambda corpus: listed(corpus, analytics.match(corpus, "股價"))),
    "headlines": (["-e", "deepseek"], lambda corpus: analytics.headlines(corpus, "deepseek")),
    "health": ([], analytics.health),
    "lexicon-coverage": ([], analytics.lexicon_coverage),
    "rising": (["--min-frequency", "1"], lambda corpus: analytics.rising(corpus, min_frequency=1)),
    "collocates": (
        ["deepseek", "--min-frequency", "1"],
        lambda c: analytics.collocates(c, "deepseek", min_frequency=1),
    ),
    "ngrams": (["--min-frequency", "1"], lambda corpus: analytics.ngrams(corpus, min_frequency=1)),
    "cooccurrence": (["--by", "entities"], lambda corpus: analytics.cooccurrence(corpus, "entities")),
    "gaps": ([], analytics.gaps),
    "anomalies": ([], analytics.anomalies),
    "boilerplate": (["--min-articles", "2"], lambda c: analytics.boilerplate(c, min_articles=2)),
    "stories": ([], analytics.stories),
    "syndicated": (["--min-articles", "1"], lambda corpus: analytics.syndicated(corpus, min_articles=1)),
    "dispersion": (["deepseek", "股價"], lambda c: analytics.dispersion(c, ["deepseek", "股價"])),
    "xray": (["deepseek"], lambda corpus: analytics.xray(corpus, ["deepseek"])),
    "diversity": ([], analytics.diversity),
    "concentration": (["--freq", "week"], lambda c: analytics.concentration(c, freq="week")),
    "syndication": (["-e", "deepseek"], lambda corpus: analytics.syndication(corpus, "deepseek")),
    "related": (["8e7327edeca12645"], lambda corpus: analytics.related(corpus, "8e7327edeca12645")),
    "threads": (["--similarity", "0.05"], lambda corpus: analytics.threads(corpus, similarity=0.05)),
    "first-to-publish": ([], analytics.first_to_publish),
    "timing": ([], analytics.timing),
    "decomposition": (
        ["-e", "deepseek", "--before", "2025-01-20..2025-01-31", "--after", "2025-02-01..2025-02-09"],
        lambda corpus: analytics.decomposition(
            corpus, "deepseek", ("2025-01-20", "2025-01-31"), ("2025-02-01", "2025-02-09")
        ),
    ),
    "new-words": (["--min-frequency", "2"], lambda corpus: analytics.new_words(corpus, min_frequency=2)),
}
