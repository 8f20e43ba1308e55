"""One table says which keys and columns mean what, however they are spelt."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import analytics
from analytics.errors import ArgumentError
from analytics.read.document import Reading
from analytics.read.keys import KEYS, column_of, folded, keys_by_column, renamed

Read = Callable[..., Reading]


@pytest.mark.parametrize("key", ["publishedAt", "published_at", "Published At", "PUBLISHED-AT"])
def test_case_and_marks_between_words_do_not_matter(key: str) -> None:
    assert column_of(key) == "published"


def test_no_key_means_two_columns() -> None:
    spelt = [folded(key) for keys in KEYS.values() for key in keys]
    assert sorted(spelt) == sorted({folded(key): None for key in spelt})


def test_an_unknown_key_means_nothing() -> None:
    assert column_of("weather") is None


def test_the_most_telling_key_comes_first() -> None:
    assert keys_by_column(("link", "url", "original_url"))["source_url"] == ("original_url", "url", "link")


@pytest.mark.parametrize(
    "key", ["pubDate", "publishDate", "datePublished", "publishedAt", "date_publish", "Date"]
)
def test_the_date_of_front_matter_is_found_in_any_spelling(read_one: Read, key: str) -> None:
    (row,) = read_one(
        f"---\ntitle: 港鐵加價\n{key}: 2025-01-31T09:00:00+08:00\n---\n\n港鐵公司宣布加價。\n"
    ).rows
    assert str(row["published"]) == "2025-01-31 09:00:00+08:00"


def test_the_title_of_front_matter_is_found_in_any_spelling(read_one: Read) -> None:
    (row,) = read_one("---\nTitle: 港鐵加價\n---\n\n港鐵公司宣布加價。\n").rows
    assert row["title"] == "港鐵加價"


OWN = {"標題甲": "title", "meta.本文": "text", "日子": "date", "kop": "title", "dag": "date"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.md"])
def test_own_names_of_columns_are_read(tmp_path: Path, name: str) -> None:
    contents = {
        "a.jsonl": '{"標題甲": "港鐵加價", "meta": {"本文": "加價。"}, "日子": "2025-01-31", "title": "別的"}',
        "a.md": "---\nkop: 港鐵加價\ndag: 2025-01-31\n---\n\n加價。\n",
    }
    (tmp_path / name).write_text(contents[name], encoding="utf-8")
    (row,) = analytics.load(tmp_path, columns=OWN, cache=False).articles.to_dict("records")
    assert (row["title"], row["body"], f"{row['published']:%Y-%m-%d}") == ("港鐵加價", "加價。", "2025-01-31")


def test_a_key_that_gives_way_is_kept(tmp_path: Path) -> None:
    assert renamed({"甲": "港鐵", "title": "別的"}, [("甲", "title")]) == {"title": "港鐵", "title'": "別的"}


@pytest.mark.parametrize(
    ("columns", "hint"),
    [({"甲": "titel"}, "known columns: title"), ({"title": "甲"}, "write {'甲': 'title'}")],
)
def test_a_column_that_does_not_exist_is_refused(columns: dict[str, str], hint: str) -> None:
    with pytest.raises(ArgumentError, match=hint):
        analytics.load("data/sample", columns=columns)


def test_other_names_of_columns_are_another_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    corpus = tmp_path / "a.jsonl"
    corpus.write_text('{"甲": "港鐵加價", "text": "加價。"}', encoding="utf-8")
    analytics.load(corpus)
    assert analytics.load(corpus, columns={"甲": "title"}).articles["title"].tolist() == ["港鐵加價"]


def test_front_matter_may_have_chinese_keys(read_one: Read) -> None:
    (row,) = read_one("---\n標題: 港鐵加價\n日期: 2025年1月31日\n來源: 獅山報\n---\n\n加價。\n").rows
    assert (row["title"], row["outlet"], str(row["published"])[:10]) == ("港鐵加價", "獅山報", "2025-01-31")


def test_the_documentation_lists_the_keys_of_each_column() -> None:
    text = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
    section = text.split("## Keys and columns")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)
    assert {column: tuple(re.findall(r"`([^`]+)`", keys)) for column, keys in rows} == KEYS
