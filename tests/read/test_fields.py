"""Texts of front matter: lists, objects, entities, and words for missing values."""

import json
from collections.abc import Callable

import pytest

from analytics.read.document import Reading

Read = Callable[..., Reading]


def article(header: str = "", body: str = "正文說股市急升。") -> str:
    return f"---\ntitle: 港股急升\n{header}---\n\n{body}\n"


def row_of(reading: Reading) -> dict[str, object]:
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    return reading.rows[0]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_entities_of_other_fields_are_decoded(read_one: Read) -> None:
    row = row_of(read_one(article("tags: [AT&amp;T, R&amp;D]\nsource: A&amp;B\nsummary: 甲&nbsp;&hellip;\n")))
    assert (row["tags"], row["outlet"], row["summary"]) == (["AT&T", "R&D"], "A&B", "甲 …")


@pytest.mark.parametrize("word", ["nan", "None", "NULL", "N/A", "null", "<NA>", "NaT", "-"])
def test_a_word_for_a_missing_value_is_missing(read_one: Read, word: str) -> None:
    reading = read_one(
        article(
            f"source: '{word}'\nsection: '{word}'\nlang: '{word}'\ntags: ['{word}', AI]\ndate: '{word}'\n"
        )
    )
    row = row_of(reading)
    assert [row[name] for name in ("outlet", "section", "lang", "tags", "published")] == [
        None,
        None,
        None,
        ["AI"],
        None,
    ]
    assert codes(reading) == ["date_missing"]


@pytest.mark.parametrize(
    ("header", "tags", "categories"),
    [
        ("tags:\n  - name: 交通\n    slug: transport\n  - name: 票價\n", ["交通", "票價"], []),
        ("tags: [{name: 交通}, {label: 票價}]\n", ["交通", "票價"], []),
        ("tags:\n- {term: 交通, scheme: , label: }\n", ["交通"], []),
        ('tags: \'["交通, 運輸", "票價"]\'\n', ["交通, 運輸", "票價"], []),
        ("taxonomies:\n  tags: [交通]\n  categories: [港聞]\n", ["交通"], ["港聞"]),
        ("extra:\n  tags: [交通]\ntags: [票價]\n", ["票價"], []),
    ],
)
def test_tags_are_read_from_every_form_of_a_list(
    read_one: Read, header: str, tags: list[str], categories: list[str]
) -> None:
    row = row_of(read_one(article(header)))
    assert (row["tags"], row["categories"]) == (tags, categories)


def test_taxonomies_and_extra_of_a_toml_header_are_read(read_one: Read) -> None:
    header = '+++\ntitle = "港鐵加價"\ndate = 2025-01-31T09:00:00+08:00\n[taxonomies]\ntags = ["交通"]\ncategories = ["港聞"]\n'
    row = row_of(read_one(f'{header}[extra]\nsource = "獅山報"\nlang = "zh_HK"\n+++\n\n正文。'))
    assert [row[name] for name in ("tags", "categories", "outlet", "lang")] == [
        ["交通"],
        ["港聞"],
        "獅山報",
        "zh-HK",
    ]
    assert json.loads(str(row["extra"]))["extra"] == {"source": "獅山報", "lang": "zh_HK"}


@pytest.mark.parametrize(
    ("header", "extra"),
    [
        ("menu: ''\nwidgets: [search, recent]\n", {"menu": "", "widgets": ["search", "recent"]}),
        ("translations: [zh-HK]\nmath: false\n", {"translations": ["zh-HK"], "math": "false"}),
        ("lang: [zh-HK, en]\n", {"lang": ["zh-HK", "en"]}),
        ("source:\n  name: 港聲報\n  id: hk\n", {"source": {"name": "港聲報", "id": "hk"}}),
        ("lead:\n", {"lead": None}),
    ],
)
def test_nothing_of_the_front_matter_is_dropped(
    read_one: Read, header: str, extra: dict[str, object]
) -> None:
    assert json.loads(str(row_of(read_one(article(header)))["extra"])) == extra
