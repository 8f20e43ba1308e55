"""One table says which keys and columns mean what, however they are spelt."""

from collections.abc import Callable

import pytest

from analytics.read.document import Reading
from analytics.read.keys import KEYS, column_of, folded, keys_by_column

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
