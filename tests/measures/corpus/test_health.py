"""What is in a corpus and what ails it."""

from pathlib import Path

import pytest

from analytics import health, load
from analytics.errors import CorpusError


def test_health_of_a_folder_by_hand(folder: Path) -> None:
    table = health(load(folder, cache=False))
    assert table.dtypes.astype(str).to_dict() == {"item": "str", "value": "str"}
    assert dict(table.itertuples(index=False)) == {
        "files": "6",
        "articles": "4",
        "rejected": "2",
        "repaired": "0",
        "undated": "1",
        "duplicates": "1",
        "duplicate_share": "20.0%",
        "skipped": "1",
        "outlets": "2",
        "first": "2025-01-06",
        "last": "2025-01-10",
        "days": "3",
        "silent_days": "2",
        "gap_days": "0",
        "suspect_dates": "0",
        "stopped": "0",
        "characters": str(len("工務小組通過撥款氣溫跌至八度寄自灣仔健兒出賽")),
        "empty_bodies": "0",
        "error_pages": "0",
        "stubs": "0",
        "headings": "0",
        "boilerplate": "0",
        "everywhere": "",
        "own_words": "0",
        "first_own_words": "",
    }


def test_health_counts_every_document_once(folder: Path) -> None:
    value = health(load(folder, cache=False)).set_index("item")["value"].astype(str)
    assert int(value["files"]) == int(value["articles"]) + int(value["rejected"])


def test_health_of_undated_articles_has_no_first_and_last_day(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 讀者來函\n---\n\n寄自灣仔。\n", encoding="utf-8")
    value = health(load(tmp_path, cache=False)).set_index("item")["value"]
    assert value[["first", "last", "days", "silent_days", "undated"]].tolist() == ["", "", "0", "0", "1"]


def test_health_of_a_table_leaves_empty_what_only_the_reading_knows(folder: Path) -> None:
    corpus = load(folder, cache=False)
    of_corpus, of_table = (health(given).set_index("item")["value"] for given in (corpus, corpus.articles))
    unknown = ["files", "rejected", "repaired", "duplicates", "duplicate_share", "skipped"]
    unknown += ["own_words", "first_own_words"]
    assert of_table[unknown].tolist() == [""] * 8
    assert of_table.drop(unknown).to_dict() == of_corpus.drop(unknown).to_dict()


def test_health_of_what_is_neither_corpus_nor_table_is_refused() -> None:
    with pytest.raises(CorpusError, match="expected an article table"):
        health({"articles": 3})  # type: ignore[arg-type]
