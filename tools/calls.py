"""The calls that `make same` makes before and after a change, and the names that changed in between.

Everything here is plain JSON, because another version of the library has to understand it. A dictionary with one
key stands for a value that only the child process can make: `tools.compute` lists them in `VALUES`.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

# new name -> old name; a later rename adds a line
OLD_FUNCTIONS = {
    "collocates": "collocations",
    "first_to_publish": "leads",
    "lexicon_coverage": "known_share",
}
# function -> new parameter -> old parameter
OLD_PARAMETERS = {
    "cooccurrence": {"by": "of"},
    "dispersion": {"by": "over"},
    "syndicated": {"min_articles": "least"},
    "new_words": {"max_length": "longest"},
}
# function -> new column -> old column
OLD_COLUMNS: dict[str, dict[str, str]] = {}


class Call(NamedTuple):
    """One call of a measure, under its new names."""

    function: str
    arguments: list[Any]
    keywords: dict[str, Any]

    def __str__(self) -> str:
        """The call as a line of code, with the markers as they are."""
        keywords = [f"{name}={value!r}" for name, value in self.keywords.items()]
        return f"{self.function}({', '.join([*map(repr, self.arguments), *keywords])})"


def names(*several: str) -> dict[str, Any]:
    """Return the marker for several names of one subject."""
    return {"names": list(several)}


def query(text: str) -> dict[str, Any]:
    """Return the marker for a query."""
    return {"query": text}


ALL: dict[str, Any] = {"articles": "all"}
LATE: dict[str, Any] = {"mask": "second"}  # the articles of the second half, as a boolean Series
HALVES: list[Any] = [{"half": "first"}, {"half": "second"}]
MIDDLE: dict[str, Any] = {"start": {"day": 0.25}, "end": {"day": 0.75}}
ENTITY: dict[str, Any] = {"entity": "nvidia"}

NAMED = names("深度求索", "DeepSeek")
SUBJECTS: list[Any] = [
    "deepseek",
    ENTITY,
    NAMED,
    query('"輝達 股價"~10 OR 模型'),
    query("title:AI OR entity:trump"),
    LATE,
]
SEVERAL: list[Any] = ["deepseek", "nvidia", names("港鐵", "MTR"), query("股價 OR 模型")]
KEYS = ["deepseek", "nvidia", "openai", "trump"]
FREQS = ("day", "week", "month")
COLUMNS = ("outlet", "section", "lang", "topic", "tags", "categories")


def on(function: str, *arguments: Any, **keywords: Any) -> Call:
    """Return a call with all articles as its first argument."""
    return Call(function, [ALL, *arguments], keywords)


def _coverage() -> Iterator[Call]:
    for subject in SUBJECTS:
        yield from (on("trend", subject, freq=freq) for freq in FREQS)
        yield from (
            on(name, subject, fields=["title"]) for name in ("trend", "outlets", "timing", "headlines")
        )
        yield from (on(name, subject) for name in ("outlets", "timing", "headlines", "bursts"))
        yield on("decomposition", subject, *HALVES)
        yield on("distribution", "outlet", entity=subject)
        yield on("concentration", "outlet", entity=subject)
    yield from (on("trends", SEVERAL, freq=freq) for freq in FREQS)
    yield on("trends", KEYS, window=1, **MIDDLE)
    yield on("compare", SEVERAL, *HALVES)
    yield on("compare", KEYS, *HALVES, fields=["title"])
    for column in COLUMNS:
        yield on("distribution", column)
        yield on("distribution", column, entity="deepseek", freq="week")
        yield on("concentration", column)
        yield on("concentration", column, freq="month", **MIDDLE)
    yield on("outlets", "deepseek", freq="month", **MIDDLE)
    yield on("timing")
    yield on("timing", **MIDDLE)
    yield on("headlines", "deepseek", freq="month", periods=5, each=2)
    yield on("bursts", "deepseek", freq="week", s=1.5, gamma=0.5)
    for counted in (
        on("trend", "deepseek"),
        on("trends", SEVERAL),
        on("distribution", "tags", entity="nvidia"),
    ):
        yield Call("behind", [{"call": counted}, ALL], {})
        yield Call("behind", [{"call": counted, "rows": 2}, ALL], {})


def _mentions() -> Iterator[Call]:
    yield from (on("aboutness", subject) for subject in ("deepseek", NAMED, ENTITY))
    yield from (on("mentions", subject) for subject in ("deepseek", KEYS, [ENTITY, "openai"]))
    yield on("mentions", KEYS, fields=["title", "captions"])
    yield on("kwic", "DeepSeek")
    yield from (on("kwic", query("股價 OR 模型"), width=20, sort=side) for side in (None, "left", "right"))
    yield on("kwic", ENTITY)
    yield from (
        on("match", query(text))
        for text in ("輝達", "title:AI OR entity:trump", '"股價 急挫"~10 AND NOT 模型')
    )


def _words() -> Iterator[Call]:
    yield on("terms")
    yield on("keyness", "deepseek")
    yield on("keyness", LATE, min_frequency=1)
    yield on("keyness", LATE, {"mask": "first"}, min_frequency=2)
    yield on(
        "rising", freq="month"
    )  # compares every period with all before it: days of a long corpus take minutes
    yield on("rising", freq="week", top=3, min_frequency=1, start={"day": 0.5}, end={"day": 0.6})
    yield from (on("collocates", subject) for subject in ("deepseek", "模型", NAMED))
    yield on("collocates", ENTITY, window=2, min_frequency=1)
    yield from (on("ngrams", length=length) for length in (2, 3, 4))
    yield from (on("cooccurrence", by=column) for column in ("tags", "categories"))
    yield on("cooccurrence", by="entities", entities=KEYS, min_articles=1)
    yield on("cooccurrence", by="entities")
    yield from (on("dispersion", ["deepseek", "模型"], by=part) for part in ("article", "outlet", "week"))
    yield on("xray", ["deepseek", "模型", ENTITY])
    yield from (on("diversity", by=column) for column in COLUMNS[:4])
    yield on("diversity", window=20)
    yield on("new_words")
    yield on("new_words", max_length=3, min_frequency=2, min_cohesion=1.0, min_entropy=0.5)
    yield on("lexicon_coverage")


def _stories() -> Iterator[Call]:
    yield on("stories")
    yield from (on("syndicated", min_articles=least) for least in (2, 3))
    yield on("first_to_publish")
    yield from (on("threads", days=days) for days in (3, 10))
    yield from (on("related", {"id": place}) for place in (0, 5))
    yield from (on("syndication", freq=freq) for freq in FREQS)
    yield from (on("syndication", subject) for subject in SUBJECTS)


def _corpus() -> Iterator[Call]:
    yield on("health")
    yield on("gaps")
    yield on("anomalies", today="2026-01-31")
    yield on("boilerplate")
    yield on("boilerplate", min_articles=2, min_share=0.0)
    yield on("without_boilerplate")


def _small(calls: list[Call]) -> Iterator[Call]:
    """The first call of every measure once more: on no article, and on one."""
    first = {call.function: call for call in reversed(calls) if call.arguments[0] == ALL}
    for size in ("none", "one"):
        for call in first.values():
            yield call._replace(arguments=[{"articles": size}, *call.arguments[1:]])


CALLS = [*_coverage(), *_mentions(), *_words(), *_stories(), *_corpus()]
CALLS += _small(CALLS)
