"""Write docs/counting.md: how counts change from naive counting to this library's, on the sample corpus.

`python docs/counting.py` rewrites the page; a test holds the committed page to what this gives.
"""

from pathlib import Path

import analytics
from analytics.read.document import decode
from analytics.read.header import HeaderError, split
from analytics.text.entities import as_entity
from analytics.text.match import find

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"
PAGE = Path(__file__).with_suffix(".md")

# The entities shown, and the name that a hand-made notebook would search for.
SHOWN = {"deepseek": "DeepSeek", "nvidia": "英偉達", "trump": "特朗普"}

STEPS = [
    ("the whole file", "`text.count(name)` over the file as it lies there"),
    ("the body", "the same without the front matter"),
    ("title and prose", "headline echoes, captions, related links and the source link taken out"),
    ("case, width, script", "the name on the match-copy, at Latin word edges"),
    ("every name", "all names of the entity pack, voided where an `unless` context says so"),
]


def main() -> None:
    """Rewrite the page."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """Return the page."""
    corpus = analytics.load(SAMPLE, cache=False)
    articles = corpus.articles
    raw = {path: _raw(path) for path in articles["path"]}
    example = _example(articles, raw)
    parts = [
        "# How counts change\n",
        "From counting a word in files to counting what is published, on the sample corpus "
        f"({len(articles)} articles; `python docs/counting.py` writes this page). Each step keeps what the one before "
        "it did.\n",
        _table(
            ["step", "what is counted"], [[f"{n}. {name}", told] for n, (name, told) in enumerate(STEPS, 1)]
        ),
        "## In sum\n",
        "Mentions, and in brackets the articles that have at least one.\n",
        _table(["step", *(f"{name} ({key})" for key, name in SHOWN.items())], _sums(articles, raw)),
        "Steps 1 to 3 fall: what is taken out is the same words standing there a second time, or other articles' "
        "headlines. Steps 4 and 5 rise: what is put back are the spellings and regional names that a search for one "
        "word misses.\n",
        "## In one article\n",
        f"`{example['path']}`, “{example['title']}”, {example['outlet']}:\n",
        _table(["step", *SHOWN.values()], _steps_of(example, raw[example["path"]])),
        f"In the file: pictures {example['images']}, captions {len(example['captions'])}, related links "
        f"{len(example['related'])}, headings {len(example['headings'])}; each stands in a column of its own, where it "
        'can be counted when it is asked for (`analytics.mentions(articles, "deepseek", fields=["captions"])`).\n',
        "## Article by article\n",
        f"DeepSeek in every article of {example['outlet']} in the week of 27 January 2025, step by step:\n",
        _table(
            ["article", *(str(n) for n in range(1, len(STEPS) + 1))],
            _week_of(articles, example["outlet"], raw),
        ),
        "## Segmentation\n",
        "Words are cut with the Hong Kong lexicon (`data/words.txt`) and the entity names held together:\n",
        _table(["text", "tokens"], [[text, " / ".join(analytics.segment(text))] for text in SENTENCES]),
    ]
    return "\n".join(parts)


SENTENCES = [
    "立法會議員在灣仔討論人工智能",
    "佢哋話DeepSeek-V3嘅成本平咗好多",
    "輝達市值一日蒸發5,890億美元，跌17%",
    "港鐵2025年1月27日起加開列車",
]


def _raw(path: str) -> str:
    return decode(path, (SAMPLE / path).read_bytes())[0]


def _counts(key: str, name: str, title: str, body: str, raw: str) -> list[int]:
    try:
        rest = split(raw)[2]
    except HeaderError:
        rest = raw
    texts = [title, body]
    return [
        raw.count(name),
        rest.count(name),
        sum(text.count(name) for text in texts),
        len(find(texts, as_entity([name]))),
        len(find(texts, as_entity(key))),
    ]


def _sums(articles, raw: dict[str, str]) -> list[list[str]]:  # type: ignore[no-untyped-def]
    columns = []
    for key, name in SHOWN.items():
        rows = [
            _counts(key, name, title, body, raw[path])
            for path, title, body in articles[["path", "title", "body"]].itertuples(index=False)
        ]
        columns.append(
            [f"{sum(step):,} ({sum(count > 0 for count in step):,})" for step in zip(*rows, strict=True)]
        )
    return [
        [f"{n}. {name}", *figures]
        for n, ((name, _), *figures) in enumerate(zip(STEPS, *columns, strict=True), 1)
    ]


def _steps_of(article, raw: str) -> list[list[str]]:  # type: ignore[no-untyped-def]
    columns = [_counts(key, name, article["title"], article["body"], raw) for key, name in SHOWN.items()]
    rows = zip(STEPS, *columns, strict=True)
    return [[f"{n}. {name}", *map(str, figures)] for n, ((name, _), *figures) in enumerate(rows, 1)]


def _week_of(articles, outlet: str, raw: dict[str, str]) -> list[list[str]]:  # type: ignore[no-untyped-def]
    chosen = articles[
        analytics.match(
            articles, analytics.Query(f'outlet:"{outlet}" AND published:[2025-01-27 TO 2025-02-02]')
        )
    ]
    chosen = chosen.sort_values("published")
    return [
        [title.replace("|", "\\|"), *map(str, _counts("deepseek", "DeepSeek", title, body, raw[path]))]
        for path, title, body in chosen[["path", "title", "body"]].itertuples(index=False)
    ]


def _example(articles, raw: dict[str, str]):  # type: ignore[no-untyped-def]
    """The article in which naive counting of DeepSeek is furthest off."""
    off = [
        counts[0] - counts[-1]
        for path, title, body in articles[["path", "title", "body"]].itertuples(index=False)
        for counts in [_counts("deepseek", "DeepSeek", title, body, raw[path])]
    ]
    return articles.iloc[off.index(max(off))]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


if __name__ == "__main__":
    main()
