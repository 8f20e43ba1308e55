"""An article that its outlet repeats under another number is counted once, and nothing else is."""

import json
from pathlib import Path

import pytest

import analytics

ROW = {
    "title": "港鐵加價",
    "text": "港鐵公司宣布加價。",
    "date": "2025-01-31 09:00",
    "source": "獅山報",
    "url": "https://a.example/1",
}


def load(folder: Path, *changes: dict[str, object], **options: bool) -> analytics.Corpus:
    lines = [json.dumps({**ROW, **change}) for change in changes]
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return analytics.load(folder, cache=False, progress=False, **options)


def test_headline_text_and_day_under_another_address_are_a_copy(tmp_path: Path) -> None:
    corpus = load(tmp_path, {}, {"url": "https://a.example/2", "date": "2025-01-31 18:00"})
    assert corpus.articles["path"].tolist() == ["a.jsonl#1"]
    assert corpus.problems[["path", "field", "code", "message"]].to_numpy().tolist() == [
        ["a.jsonl#2", "body", "duplicate", "the same article as a.jsonl#1"]
    ]


def test_spellings_of_an_outlet_are_one_outlet(tmp_path: Path) -> None:
    assert len(load(tmp_path, {}, {"url": "https://a.example/2", "source": "狮山报"})) == 1


def test_the_ledger_counts_copies_among_the_rejected(tmp_path: Path) -> None:
    ledger = load(tmp_path, {}, {"url": "https://a.example/2"}, {}).ledger
    assert [ledger[name] for name in ("files", "articles", "rejected", "duplicates")] == [3, 1, 2, 2]


@pytest.mark.parametrize(
    "change",
    [
        {"source": "維港報"},
        {"title": "港鐵不加價"},
        {"text": "港鐵公司宣布減價。"},
        {"date": "2025-02-01 09:00"},
    ],
)
def test_what_differs_in_one_of_them_is_no_copy(tmp_path: Path, change: dict[str, object]) -> None:
    assert len(load(tmp_path, {}, {"url": "https://a.example/2", **change})) == 2


@pytest.mark.parametrize("missing", [{"text": ""}, {"source": None, "url": None}])
def test_without_a_text_or_an_outlet_nothing_can_be_said(tmp_path: Path, missing: dict[str, object]) -> None:
    other = {"url": "https://a.example/2", **missing, "date": "2025-01-31 18:00"}
    assert len(load(tmp_path, missing, other)) == 2


def test_copies_are_kept_on_request_with_a_warning(tmp_path: Path) -> None:
    corpus = load(tmp_path, {}, {"url": "https://a.example/2"}, copies=True)
    assert len(corpus) == 2
    assert corpus.problems[["path", "code", "severity"]].to_numpy().tolist() == [
        ["a.jsonl#2", "copy", "warning"]
    ]
    assert corpus.ledger["files"] == corpus.ledger["articles"] + corpus.ledger["rejected"]


def test_the_same_article_twice_is_never_kept_twice(tmp_path: Path) -> None:
    assert load(tmp_path, {}, {}, copies=True).articles["id"].is_unique


def test_health_counts_copies_as_duplicates(tmp_path: Path) -> None:
    table = analytics.health(load(tmp_path, {}, {"url": "https://a.example/2"})).set_index("item")["value"]
    assert table["duplicates"] == "1"


def test_the_cache_finds_the_same_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "corpus"
    folder.mkdir()
    first = load(folder, {}, {"url": "https://a.example/2"})
    for _ in range(2):
        again = analytics.load(folder, progress=False)
        assert again.problems.equals(first.problems)
        assert again.articles["id"].equals(first.articles["id"])
