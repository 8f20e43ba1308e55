"""What did not change since the last snapshot is taken from there, and the result is that of a cold load."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import platformdirs
import pytest

import analytics
from analytics.read import finished, runs

Write = Callable[[dict[str, str]], Path]
OUTLETS = ("獅山報", "獅山報", "狮山报", "Harbour", "harbour")
FOOTER = "本報記者從現場報道，如有更新將另行通知讀者。"


@pytest.fixture(autouse=True)
def short_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name: str(tmp_path / "cache" / name))
    monkeypatch.setattr(runs, "_RUN", 4)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The number of runs that each look into the cache asked for."""
    numbers: list[int] = []
    plain = finished.read_runs

    def counted(some: list[runs.Run], timezone: str) -> object:
        numbers.append(len(some))
        return plain(some, timezone)

    monkeypatch.setattr(finished, "read_runs", counted)
    yield numbers


def article(number: int, draw: random.Random | None = None) -> str:
    draw = draw or random.Random(number)
    date = f"2025-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    words = "".join(chr(draw.randint(0x4E00, 0x9FA5)) for _ in range(30))
    lines = [f"title: 第{words[:6]}號消息", f"outlet: {draw.choice(OUTLETS)}", f"date: {date}"]
    footer = f"\n\n{FOOTER}" if draw.random() < 0.3 else ""
    return "---\n" + "\n".join(lines) + f"\n---\n\n輝達今日公布{words}。\n\n市民回應{words[::-1]}。{footer}\n"


def same(changed: analytics.Corpus, cold: analytics.Corpus) -> None:
    pd.testing.assert_frame_equal(changed.articles, cold.articles)
    pd.testing.assert_frame_equal(changed.problems, cold.problems)
    assert changed.fingerprint == cold.fingerprint
    ledgers = [
        {name: value for name, value in corpus.ledger.items() if name not in ("seconds", "from_cache")}
        for corpus in (changed, cold)
    ]
    assert ledgers[0] == ledgers[1]


def change(root: Path, draw: random.Random) -> None:
    """Do one thing to a corpus that people and programs do."""
    files = sorted(file for file in root.rglob("*") if file.is_file())
    file = draw.choice(files)
    new = root / draw.choice("abc") / f"{draw.randrange(10**6):06}.md"
    what = draw.choice(
        ["edit", "edit", "add", "delete", "rename", "touch", "copy", "empty", "table", "again"]
    )
    if what == "edit":
        file.write_text(article(0, draw), encoding="utf-8")
    elif what == "add":
        new.write_text(article(0, draw), encoding="utf-8")
    elif what == "delete" and len(files) > 5:
        file.unlink()
    elif what == "rename":
        file.rename(new.with_suffix(file.suffix))
    elif what == "touch":
        os.utime(file, (1, draw.randrange(10**6)))
    elif what == "copy":
        new.with_suffix(file.suffix).write_bytes(file.read_bytes())
    elif what == "empty":
        file.write_bytes(b"")
    elif what == "table":
        rows = (
            f'{{"title": "列{n}", "text": "正文{draw.random()}。", "media": "獅山報"}}\n' for n in range(3)
        )
        new.with_suffix(".jsonl").write_text("".join(rows), encoding="utf-8")
    elif what == "again":  # an article of a table, a second time in it
        for table in root.rglob("*.jsonl"):
            table.write_text(table.read_text(encoding="utf-8") * 2, encoding="utf-8")


@pytest.mark.parametrize("seed", range(6))
def test_after_any_changes_the_table_is_that_of_a_cold_load(
    write_corpus: Write, seed: int, asked: list[int]
) -> None:
    draw = random.Random(seed)
    root = write_corpus(
        {f"{folder}/{number:03}.md": article(number) for number in range(20) for folder in "abc"}
    )
    options = {"copies": seed % 2 == 1, "boilerplate": seed % 3 == 1}
    analytics.load(root, **options)
    whole = asked[0]
    for _ in range(12):
        for _ in range(draw.randint(1, 2)):
            change(root, draw)
        same(analytics.load(root, **options), analytics.load(root, cache=False, **options))
    assert min(asked) < whole / 2


def test_one_changed_file_asks_for_its_run_alone(write_corpus: Write, asked: list[int]) -> None:
    root = write_corpus({f"{number:03}.md": article(number) for number in range(60)})
    analytics.load(root)
    with (root / "030.md").open("a", encoding="utf-8") as file:
        file.write("\n市民稍後再回應。\n")
    corpus = analytics.load(root)
    assert asked[-1] == 1
    assert corpus.ledger["from_cache"] == 59


def test_a_removed_file_leaves_its_run(write_corpus: Write, asked: list[int]) -> None:
    root = write_corpus({f"{number:03}.md": article(number) for number in range(60)})
    analytics.load(root)
    (root / "030.md").unlink()
    analytics.load(root)
    kept = {
        path for file in (root.parent / "cache").rglob("*.parquet") for path in pd.read_parquet(file)["path"]
    }
    assert "030.md" not in kept and len(kept) == 59


def test_a_copy_whose_original_goes_comes_back(write_corpus: Write) -> None:
    root = write_corpus({f"{number:03}.md": article(number) for number in range(40)})
    (root / "039.md").write_text(article(0), encoding="utf-8")
    assert analytics.load(root).ledger["duplicates"] == 1
    (root / "000.md").unlink()
    same(analytics.load(root), analytics.load(root, cache=False))
    assert analytics.load(root).ledger["duplicates"] == 0


def test_words_that_nobody_uses_any_more_go_in_the_end(write_corpus: Write) -> None:
    root = write_corpus({f"{number:03}.md": article(number) for number in range(40)})
    analytics.load(root)
    sizes = []
    for number in range(100, 130):
        (root / "020.md").write_text(article(number), encoding="utf-8")
        tokens = analytics.load(root).articles["tokens"].array._pa_array
        sizes.append(len(tokens.chunk(0).values.dictionary))
    assert max(sizes) < 1.3 * sizes[0]


def test_one_table_has_one_dictionary(write_corpus: Write) -> None:
    root = write_corpus({f"{number:03}.md": article(number) for number in range(60)})
    analytics.load(root)
    (root / "030.md").write_text(article(99), encoding="utf-8")
    chunks = analytics.load(root).articles["tokens"].array._pa_array.chunks
    assert len({tuple(chunk.values.dictionary.to_pylist()) for chunk in chunks}) == 1 < len(chunks)
