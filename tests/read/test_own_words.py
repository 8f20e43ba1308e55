"""A corpus that is read with the names that it proposes itself."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analytics import health, load, load_lexicon
from analytics.errors import ArgumentError

NAMES = ("卡絲楚", "覃炳沁")
# each name in twelve surroundings
BEFORE = [
    "昨晚據報",
    "有人見到",
    "外界批評",
    "記者查詢",
    "警方拘捕",
    "議員追問",
    "居民感謝",
    "法庭傳召",
    "專家指出",
    "消息透露",
    "文件提及",
    "大會邀請",
]
AFTER = [
    "已經離開",
    "拒絕回應",
    "發表聲明",
    "出席會議",
    "承認控罪",
    "獲准保釋",
    "計劃擴建",
    "成立公司",
    "公布業績",
    "取消活動",
    "提出上訴",
    "接受訪問",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve articles that name two things that no dictionary lists."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = tmp_path / "articles"
    place.mkdir()
    for number, (before, after) in enumerate(zip(BEFORE, AFTER, strict=True)):
        body = "。".join(f"{before}{name}{after}" for name in NAMES)
        (place / f"{number:02}.md").write_text(
            f"---\ntitle: 第{number}則\ndate: 2025-01-{number + 1:02}\n---\n\n{body}。\n", encoding="utf-8"
        )
    return place


def test_a_corpus_proposes_its_own_names_which_are_whole(folder: Path) -> None:
    corpus = load(folder, words="auto")
    assert set(NAMES) <= set(corpus.words["word"])
    assert all(set(NAMES) <= set(tokens) for tokens in corpus.articles["tokens"])


def test_names_are_proposed_only_where_they_are_asked_for(folder: Path) -> None:
    assert load(folder).words.empty


@pytest.mark.parametrize("how", [{"cache": False}, {"cache": False, "workers": 2}, {}])
def test_the_same_corpus_proposes_the_same_names_however_it_is_read(
    folder: Path, how: dict[str, bool | int]
) -> None:
    first = load(folder, words="auto").words
    assert load(folder, words="auto", **how).words.equals(first)


def test_names_follow_the_state_of_the_corpus(folder: Path) -> None:
    before = load(folder, words="auto").words
    (folder / "99.md").write_text(
        "---\ntitle: 一則\ndate: 2025-02-01\n---\n\n據悉覃炳沁說。由覃炳沁做。\n", encoding="utf-8"
    )
    after = load(folder, words="auto").words
    counts = [table.set_index("word").at["覃炳沁", "frequency"] for table in (before, after)]
    assert counts[1] == counts[0] + 2


def test_health_says_how_many_names_and_which_first(folder: Path) -> None:
    corpus = load(folder, words="auto")
    value = health(corpus).set_index("item")["value"]
    assert int(value["own_words"]) == len(corpus.words)
    assert value["first_own_words"].split("、") == corpus.words["word"].head(10).tolist()


@pytest.mark.parametrize("read", [lambda folder: load_lexicon(words="auto")])
def test_own_names_without_a_corpus_are_refused(folder: Path, read: Callable[[Path], object]) -> None:
    with pytest.raises(ArgumentError, match="give it to load"):
        read(folder)
