"""The tables whose sentences are kept, and the files that keep them. `make golden` writes the files anew."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

import analytics as an
from analytics.reports import say
from analytics.wording import LANGUAGES, language

FOLDER = Path(__file__).parents[1] / "golden"
ROOT = Path(__file__).parents[3]
JANUARY, FEBRUARY, MARCH = (
    ("2025-01-01", "2025-01-26"),
    ("2025-01-27", "2025-02-28"),
    ("2025-03-01", "2025-03-31"),
)
SUBJECTS = ["deepseek", "nvidia", "openai", "alibaba", "trump"]

TABLES: dict[str, Callable[[an.Corpus], pd.DataFrame]] = {
    "trend": lambda c: an.trend(c, "deepseek"),
    "trend by month": lambda c: an.trend(c, "nvidia", freq="month"),
    "trend by day": lambda c: an.trend(c, "nvidia", freq="day", start="2025-01-27", end="2025-02-05"),
    "trend of one week": lambda c: an.trend(c, "deepseek", start="2025-01-27", end="2025-02-02"),
    "trend of nothing": lambda c: an.trend(c, an.Names("海底撈")),
    "trend outside the corpus": lambda c: an.trend(c, "deepseek", start="2023-01-01", end="2023-01-31"),
    "trends": lambda c: an.trends(c, SUBJECTS),
    "trends by quarter": lambda c: an.trends(c, ["nvidia", "deepseek"], freq="quarter"),
    "outlets": lambda c: an.outlets(c, "deepseek"),
    "outlets by week": lambda c: an.outlets(c, "openai", freq="week"),
    "outlets of nothing": lambda c: an.outlets(c, an.Names("海底撈")),
    **{
        f"distribution by {by}": lambda c, by=by: an.distribution(c, by)
        for by in ("outlet", "section", "categories", "tags", "topic", "lang", "weekday", "hour")
    },
    "distribution of articles that mention": lambda c: an.distribution(c, "tags", entity="nvidia"),
    "distribution by week": lambda c: an.distribution(c, "section", freq="week"),
    "distribution of nothing": lambda c: an.distribution(c, "tags", entity=an.Names("海底撈")),
    "concentration": lambda c: an.concentration(c, "section"),
    "concentration by week": lambda c: an.concentration(c, "section", freq="week"),
    "compare": lambda c: an.compare(c, SUBJECTS, JANUARY, FEBRUARY),
    "compare, later": lambda c: an.compare(c, SUBJECTS, FEBRUARY, MARCH),
    "compare with nothing": lambda c: an.compare(c, ["deepseek"], ("2023-01-01", "2023-12-31"), FEBRUARY),
    "decomposition": lambda c: an.decomposition(c, "deepseek", JANUARY, FEBRUARY),
    "decomposition, falling": lambda c: an.decomposition(c, "deepseek", FEBRUARY, MARCH),
    "bursts": lambda c: an.bursts(c, "deepseek"),
    "bursts by week": lambda c: an.bursts(c, "deepseek", freq="week"),
    "bursts of nothing": lambda c: an.bursts(c, an.Names("海底撈")),
    "timing": lambda c: an.timing(c),
    "headlines": lambda c: an.headlines(c, "deepseek"),
    "headlines of nothing": lambda c: an.headlines(c, an.Names("海底撈")),
    "behind": lambda c: an.behind(an.trend(c, "deepseek").loc[[4]], c),
    "behind of all articles": lambda c: an.behind(an.distribution(c, "tags"), c),
    "mentions": lambda c: an.mentions(c, "trump"),
    "mentions of nothing": lambda c: an.mentions(c, an.Names("海底撈")),
    "kwic": lambda c: an.kwic(c, "deepseek"),
    "aboutness": lambda c: an.aboutness(c, "deepseek"),
    "aboutness of nothing": lambda c: an.aboutness(c, an.Names("海底撈")),
    "terms": lambda c: an.terms(c),
    "keyness": lambda c: an.keyness(c, "deepseek"),
    "keyness against another": lambda c: an.keyness(
        c, an.Query("DeepSeek AND NOT entity:openai"), reference=an.Query("entity:openai AND NOT DeepSeek")
    ),
    "rising": lambda c: an.rising(c),
    "collocates": lambda c: an.collocates(c, "deepseek"),
    "collocates of nothing": lambda c: an.collocates(c, an.Names("海底撈")),
    "ngrams": lambda c: an.ngrams(c),
    "ngrams, sorted by frequency": lambda c: an.ngrams(c, length=3).sort_values("frequency", ascending=False),
    "cooccurrence of tags": lambda c: an.cooccurrence(c, "tags"),
    "cooccurrence of entities": lambda c: an.cooccurrence(c, "entities"),
    "dispersion": lambda c: an.dispersion(c, ["模型", "晶片", "deepseek"]),
    "xray": lambda c: an.xray(c, ["模型", "晶片"]),
    "diversity": lambda c: an.diversity(c, by="outlet"),
    "new_words": lambda c: an.new_words(c),
    "lexicon_coverage": lambda c: an.lexicon_coverage(c),
    "stories": lambda c: an.stories(c),
    "syndicated": lambda c: an.syndicated(c),
    "syndication": lambda c: an.syndication(c),
    "syndication of articles that mention": lambda c: an.syndication(c, "deepseek", freq="month"),
    "first_to_publish": lambda c: an.first_to_publish(c),
    "threads": lambda c: an.threads(c, similarity=0.06),
    "threads of nothing": lambda c: an.threads(c, similarity=1),
    "related": lambda c: an.related(c, c.articles["id"].iloc[0]),
    "health": lambda c: an.health(c),
    "health of a table": lambda c: an.health(c.articles),
    "problems": lambda c: c.problems,
    "gaps": lambda c: an.gaps(c),
    "gaps after a silence": lambda c: an.gaps(silenced(c)),
    "anomalies": lambda c: an.anomalies(c),
    "anomalies after a silence": lambda c: an.anomalies(silenced(c)),
    "boilerplate": lambda c: an.boilerplate(c),
    "sample": lambda c: an.sample(c, 50),
    "sample in strata": lambda c: an.sample(c, 60, by="outlet", equal=True),
    "sample of all": lambda c: an.sample(c, 500),
    "sample of constructed weeks": lambda c: an.sample(c, constructed_weeks=2),
    "agreement": lambda c: an.agreement(codes(), repeats=200),
    "confusion": lambda c: an.confusion(codes()),
    "disagreements": lambda c: an.disagreements(c, codes()),
    "disagreements on nothing": lambda c: an.disagreements(c, codes().query("coder == 'invented A'")),
    "validate": lambda c: validated(c),
    "validate of one coder": lambda c: an.validate(
        c, codes(), "deepseek", question="tone", value="critical", coder="invented A"
    ),
    "misjudged": lambda c: an.misjudged(c, validated(c), codes=codes()),
    "remedies": lambda c: an.remedies(c, validated(c), codes=codes()),
    "remedies that mend nothing": lambda c: an.remedies(c, validated(c), aliases=["海底撈"]),
    "correct": lambda c: an.correct(an.trend(c, "deepseek", freq="month"), c, validated(c)),
    "correct outlets": lambda c: an.correct(an.outlets(c, "deepseek"), c, validated(c)),
    "correct a distribution": lambda c: an.correct(
        an.distribution(c, "section", entity="deepseek"), c, validated(c)
    ),
}


def codes() -> pd.DataFrame:
    """The invented codes of the sample."""
    return an.load_codes(ROOT / "data" / "codes")


def validated(corpus: an.Corpus) -> pd.DataFrame:
    """The count of DeepSeek against them."""
    return an.validate(corpus, codes(), "deepseek", question="about")


def silenced(corpus: an.Corpus) -> pd.DataFrame:
    """The articles without those of two weeks, and without an outlet's of three more."""
    articles = corpus.articles
    day = articles["published"].dt.strftime("%Y-%m-%d")
    gone = day.between("2025-02-03", "2025-02-16")
    alone = day.between("2025-02-20", "2025-03-12") & (articles["outlet"] == "電車軌")
    return articles[~(gone | alone).fillna(False)]


def tables() -> dict[str, pd.DataFrame]:
    """Every table, counted from the sample."""
    corpus = an.load(ROOT / "data" / "sample", cache=False)  # never what another version of the code read
    return {name: count(corpus) for name, count in TABLES.items()}


def path_of(code: str) -> Path:
    """The file of a language."""
    return FOLDER / f"sentences.{code}.txt"


def sentences(counted: dict[str, pd.DataFrame], code: str) -> Iterator[tuple[str, str]]:
    """What every table says in a language."""
    before = language()
    language(code)
    try:
        for name, table in counted.items():
            yield name, repr(say(table))
    finally:
        language(before)


def written(counted: dict[str, pd.DataFrame], code: str) -> str:
    """The content of a language's file."""
    return "\n".join(f"{name}\n    {told}" for name, told in sentences(counted, code)) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    everything = tables()
    for each in LANGUAGES:
        path_of(each).write_text(written(everything, each), encoding="utf-8")
