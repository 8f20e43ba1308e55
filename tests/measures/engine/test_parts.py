"""Every measure gives the same table, to the last bit, whether the articles lie in one table or in parts."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analytics
from analytics import Query

from ..parts import Parts

JANUARY, FEBRUARY = ("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28")
WORDS, PARTS = ["deepseek", "市場", "沒有這個詞"], ("article", "outlet", "week")
OF = ("tags", "categories", "topic", "entities")
BY = ("categories", "tags", "outlet", "section", "topic", "lang", "weekday", "hour")

CODES = analytics.load_codes("data/codes")
CODES = CODES[CODES["id"].isin(CODES["id"].unique()[:40])]
COUNTED = pd.DataFrame()  # of articles that were not coded


def size(articles: Any) -> int:
    return len(ids_of(articles))


def ids_of(articles: Any) -> list[str]:
    """The ids of all articles, whatever engine holds them."""
    if isinstance(articles, Parts):
        return [each for piece in articles.pieces for each in piece["id"]]
    return list(articles["id"])


def holds(articles: Any) -> bool:
    """Whether all coded articles are among these."""
    return set(CODES["id"]) <= set(ids_of(articles))


def validated(articles: Any) -> pd.DataFrame:
    return analytics.validate(articles, CODES, "deepseek", question="mentions")


# One line a claim: what is asked of a table, whatever engine holds it.
ASKED: dict[str, Callable[[Any], pd.DataFrame]] = {
    "trend": lambda a: analytics.trend(a, "deepseek"),
    "trend of a query": lambda a: analytics.trend(a, Query("輝達 AND NOT title:蘋果"), end="2025-04-30"),
    "trends": lambda a: analytics.trends(
        a, ["deepseek", "nvidia", analytics.Names("騰訊", "Tencent")], freq="day"
    ),
    "outlets": lambda a: analytics.outlets(a, "nvidia", freq="month"),
    **{f"distribution by {by}": lambda a, by=by: analytics.distribution(a, by, freq="month") for by in BY},
    "distribution of an entity": lambda a: analytics.distribution(a, "tags", entity="deepseek"),
    "concentration": lambda a: analytics.concentration(a, "section", entity="deepseek", freq="month"),
    "compare": lambda a: analytics.compare(a, ["deepseek", "nvidia"], JANUARY, FEBRUARY),
    "decomposition": lambda a: analytics.decomposition(a, "deepseek", JANUARY, FEBRUARY),
    "timing": lambda a: analytics.timing(a, "deepseek"),
    "terms": analytics.terms,
    "known share": analytics.lexicon_coverage,
    "keyness": lambda a: analytics.keyness(a, "deepseek"),
    "rising": lambda a: analytics.rising(a, freq="month"),
    "boilerplate": analytics.boilerplate,
    "boilerplate of few": lambda a: analytics.boilerplate(a, min_articles=2, min_share=0),
    "without boilerplate": lambda a: analytics.terms(analytics.without_boilerplate(a)),
    "health": analytics.health,
    "gaps": analytics.gaps,
    "anomalies": lambda a: analytics.anomalies(a, today="2025-03-01"),
    "collocates": lambda a: analytics.collocates(a, "deepseek"),
    "collocates of a word": lambda a: analytics.collocates(a, "市場", window=2, min_frequency=1),
    **{f"{n}-grams": lambda a, n=n: analytics.ngrams(a, length=n, min_frequency=2) for n in (2, 3, 4)},
    **{f"cooccurrence of {of}": lambda a, of=of: analytics.cooccurrence(a, of, min_articles=1) for of in OF},
    **{f"dispersion over {o}s": lambda a, o=o: analytics.dispersion(a, WORDS, by=o) for o in PARTS},
    "xray": lambda a: analytics.xray(a, WORDS),
    "bursts": lambda a: analytics.bursts(a, "deepseek", freq="week"),
    "stories": analytics.stories,
    "syndicated": analytics.syndicated,
    "syndication": lambda a: analytics.syndication(a, "deepseek"),
    "first_to_publish": analytics.first_to_publish,
    "threads": lambda a: analytics.threads(a, similarity=0.05),
    "related": lambda a: first_related(a),
    "new words": lambda a: analytics.new_words(a, min_frequency=3),
    "mentions": lambda a: analytics.mentions(a, ["nvidia", "deepseek"], fields=["title", "body", "captions"]),
    "headlines": lambda a: analytics.headlines(a, "deepseek", periods=2, each=3),
    "kwic": lambda a: pd.DataFrame(analytics.kwic(a, analytics.Query('"輝達 股價"~10'))),
    "kwic, sorted": lambda a: pd.DataFrame(analytics.kwic(a, "DeepSeek", sort="left")),
    "match": lambda a: analytics.match(a, analytics.Query("DeepSeek OR 港鐵")).to_frame(),
    "aboutness": lambda a: analytics.aboutness(a, "deepseek"),
    "diversity": lambda a: analytics.diversity(a, by="section"),
    "sample": lambda a: (
        analytics.sample(a, 5, by=["outlet", "matching"], entity="deepseek") if size(a) else COUNTED
    ),
    "disagreements": lambda a: analytics.disagreements(a, CODES) if holds(a) else COUNTED,
    "validate": lambda a: validated(a) if holds(a) else COUNTED,
    "misjudged": lambda a: analytics.misjudged(a, validated(a), codes=CODES) if holds(a) else COUNTED,
    "remedies": lambda a: (
        analytics.remedies(a, validated(a), unless=["新的DeepSeek"]) if holds(a) else COUNTED
    ),
    "correct": lambda a: (
        analytics.correct(analytics.trend(a, "deepseek", freq="month"), a, validated(a))
        if holds(a)
        else COUNTED
    ),
    "behind": lambda a: analytics.behind(analytics.distribution(a, "tags", entity="nvidia"), a),
}


def first_related(articles: Any) -> pd.DataFrame:
    """What is most like the first article: `analytics.related`, of a table that may have none."""
    ids = analytics.stories(articles)["id"]
    return analytics.related(articles, ids.iloc[0]) if len(ids) else pd.DataFrame()


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    return analytics.load("data/sample").articles


@pytest.mark.parametrize("name", ASKED)
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_parts_give_the_same_table_as_the_whole(sample: pd.DataFrame, name: str, data: st.DataObject) -> None:
    size = data.draw(st.sampled_from([len(sample), 60, 7, 1, 0]), "articles")
    cuts = data.draw(st.lists(st.integers(0, size), max_size=5), "cuts")
    whole, parts = sample.head(size), Parts.of(sample.head(size), cuts)
    expected, given_back = ASKED[name](whole), ASKED[name](parts)
    pd.testing.assert_frame_equal(given_back, expected, check_exact=True)
    assert given_back.attrs == expected.attrs
