"""Small corpora that sentences stumble over: one article, no dates, only hits, ties, headlines alone and their kind."""

from collections.abc import Callable

import pandas as pd

import analytics as an

BODY = "{name}今日公布新模型{number}，市場反應熱烈。\n\n分析員認為{name}的做法值得留意，其他公司會跟隨第{number}步。"
OTHER = "天文台預測明日有雨，氣溫介乎{number}至二十度。\n\n市民外出要帶備雨具，留意最新消息。"
ENGLISH = (
    "{name} released a new model today, number {number}.\n\nAnalysts said that {name} changed the market."
)

Row = dict[str, object]


def row(number: int, name: str = "DeepSeek", body: str = BODY, **own: object) -> Row:
    """An article; what is not said is made up from its number."""
    told: Row = {
        "title": f"{name}推出第{number}個模型",
        "body": body.format(name=name, number=number),
        "published": f"2025-01-{number % 27 + 1:02} {number % 24:02}:{number % 59:02}",
        "outlet": ("港聲報", "海傍日報", "獅山報")[number % 3],
        "section": ("財經", "港聞")[number % 2],
        "tags": ["AI", ("模型", "市場")[number % 2]],
        "categories": ["科技"],
    }
    return told | own


def mixed(size: int, **own: object) -> list[Row]:
    """Articles about DeepSeek and about the weather in turn."""
    return [row(number) | own if number % 2 else row(number, "天文台", OTHER) | own for number in range(size)]


CORPORA: dict[str, list[Row]] = {
    "one article": [row(1)],
    "one article that matches nothing": [row(1, "天文台", OTHER)],
    "one outlet": mixed(24, outlet="港聲報"),
    "no outlet": mixed(12, outlet=None),
    "undated": mixed(12, published=None),
    "only hits": [row(number) for number in range(14)],
    "ties": [row(number, tags=[f"標籤{number % 4}"]) for number in range(24)],
    "headlines alone": mixed(24, body=""),
    "English": [
        row(number, body=ENGLISH, title=f"DeepSeek model {number}", outlet=("Harbour Post", "Lion Rock")[number % 2],
            section="Business", tags=["AI"], categories=["Tech"]) for number in range(16)
    ],
    "one day": mixed(24, published="2025-01-27 09:00"),
    "dates without times": mixed(24, published="2025-01-27"),
    "a stray date": [*mixed(30), row(31, published="1970-01-01")],
    "an emoji as a tag": mixed(14, tags=["🔥", "AI"]),
    "no tags": mixed(14, tags=[], categories=[], section=None),
    "the same article twice": [*mixed(6), *[row(9, outlet=name) for name in ("港聲報", "海傍日報", "獅山報")]],
    "two days far apart": [row(1, published="2019-03-04 08:00"), row(2, published="2025-01-27 21:00")],
    "falling": [row(n, *(() if n < 13 or n % 4 == 0 else ("天文台", OTHER)), published=f"2025-01-{n + 1:02}") for n in range(27)],
    "headlines alone about it": [row(number, body="") for number in range(12)] + mixed(12),
    "signs in the texts": [row(number, tags=["A&B <b>", "{tag}", "50%"], outlet="100毛") for number in range(12)],
}  # fmt: skip


def made(rows: list[Row]) -> pd.DataFrame:
    """The article table of a corpus."""
    return an.articles(pd.DataFrame(rows))


BEFORE, AFTER = ("2025-01-01", "2025-01-14"), ("2025-01-15", "2025-01-31")
SUBJECTS = ["deepseek", "nvidia", an.Names("天文台")]
NOTHING = an.Names("海底撈")

# Every measure that has a sentence, asked as a notebook asks it.
ASKED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    **{f"trend by {freq}": lambda a, freq=freq: an.trend(a, "deepseek", freq=freq) for freq in ("day", "quarter")},
    "trend of nothing": lambda a: an.trend(a, NOTHING),
    "trends": lambda a: an.trends(a, SUBJECTS, freq="week"),
    "outlets": lambda a: an.outlets(a, "deepseek"),
    **{f"distribution by {by}": lambda a, by=by: an.distribution(a, by) for by in ("outlet", "section", "categories", "tags", "topic", "lang", "weekday", "hour")},
    "distribution of a subject": lambda a: an.distribution(a, "tags", entity="deepseek"),
    "distribution of nothing": lambda a: an.distribution(a, "tags", entity=NOTHING),
    "distribution by week": lambda a: an.distribution(a, "section", freq="week"),
    "concentration": lambda a: an.concentration(a, "section"),
    "concentration by week": lambda a: an.concentration(a, "section", freq="week"),
    "compare": lambda a: an.compare(a, SUBJECTS, BEFORE, AFTER),
    "compare one": lambda a: an.compare(a, ["deepseek"], BEFORE, AFTER),
    "decomposition": lambda a: an.decomposition(a, "deepseek", BEFORE, AFTER),
    "bursts": lambda a: an.bursts(a, "deepseek"),
    "timing": an.timing,
    "headlines": lambda a: an.headlines(a, "deepseek"),
    "behind": lambda a: an.behind(an.trend(a, "deepseek"), a),
    "behind of all": lambda a: an.behind(an.distribution(a, "tags"), a),
    "mentions": lambda a: an.mentions(a, "deepseek"),
    "kwic": lambda a: an.kwic(a, "deepseek", sort="right"),
    "aboutness": lambda a: an.aboutness(a, "deepseek"),
    "terms": an.terms,
    "keyness": lambda a: an.keyness(a, "deepseek"),
    "keyness of nothing": lambda a: an.keyness(a, NOTHING),
    "rising": lambda a: an.rising(a, freq="week"),
    "collocates": lambda a: an.collocates(a, "deepseek"),
    "collocates of nothing": lambda a: an.collocates(a, NOTHING),
    "ngrams": lambda a: an.ngrams(a, length=3),
    "cooccurrence of tags": lambda a: an.cooccurrence(a, "tags"),
    "cooccurrence of entities": lambda a: an.cooccurrence(a, "entities"),
    **{f"dispersion by {by}": lambda a, by=by: an.dispersion(a, ["市場", "deepseek", "天文台"], by=by) for by in ("article", "week")},
    "xray": lambda a: an.xray(a, ["市場", "deepseek"]),
    "diversity": lambda a: an.diversity(a, by="outlet"),
    "new_words": an.new_words,
    "lexicon_coverage": an.lexicon_coverage,
    "stories": an.stories,
    "syndicated": an.syndicated,
    "syndication": lambda a: an.syndication(a, freq="week"),
    "first_to_publish": an.first_to_publish,
    "health": an.health,
    "gaps": an.gaps,
    "anomalies": an.anomalies,
    "boilerplate": an.boilerplate,
}  # fmt: skip
