"""load(): the ledger, duplicates, the cache, the fingerprint, and a table whose columns never vary."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import fsspec
import pandas as pd
import platformdirs
import pyarrow as pa
import pytest

import analytics
from analytics.errors import CorpusError, EntityError
from analytics.read import chunk as chunk_module
from analytics.read.listing import Unit
from analytics.schema import NAMES, PROBLEM_COLUMNS, TEXTS, to_pandas

Write = Callable[[Mapping[str, str | bytes]], Path]


def article(title: str = "港股急升", header: str = "date: 2025-02-08\n", body: str = "恒指升三百點。") -> str:
    return f"---\ntitle: {title}\n{header}---\n\n{body}\n"


def read(root: Path | str, **options: object) -> analytics.Corpus:
    return analytics.load(root, **{"cache": False, **options})  # type: ignore[arg-type]


def zipped(members: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


# --- the table

DTYPES = {
    "published": "datetime64[us, Asia/Hong_Kong]",
    "images": "int64",
    "characters": "int64",
    "date_only": "bool",
    "tokens": "list<item: dictionary<values=string, indices=int32, ordered=0>>[pyarrow]",
    **dict.fromkeys(
        ("categories", "tags", "boilerplate", "headings", "captions", "related"),
        "list<item: string>[pyarrow]",
    ),
}


@pytest.mark.parametrize(
    "content", [article(), "", "---\ntitle: [\n丙\n---\n"], ids=["one", "none", "broken"]
)
@pytest.mark.parametrize("cache", [True, False])
def test_the_columns_and_their_dtypes_never_vary(write_corpus: Write, content: str, cache: bool) -> None:
    root = write_corpus({"a.md": content})
    for _ in range(2):
        corpus = read(root, cache=cache)
        assert tuple(corpus.articles.columns) == NAMES
        told = {name: str(dtype) for name, dtype in corpus.articles.dtypes.items()}
        assert told == {name: DTYPES.get(name, "str") for name in NAMES}


@pytest.mark.parametrize("content", [article(), article(header="")])
def test_the_problems_have_the_same_columns_with_and_without_any(write_corpus: Write, content: str) -> None:
    problems = read(write_corpus({"a.md": content})).problems
    assert tuple(problems.columns) == PROBLEM_COLUMNS
    assert {name: str(dtype) for name, dtype in problems.dtypes.items()} == {
        name: "Int64" if name == "line" else "str" for name in PROBLEM_COLUMNS
    }


def test_articles_stand_in_order_of_path_and_rows_of_a_table_in_theirs(write_corpus: Write) -> None:
    rows = "".join(json.dumps({"title": f"第{number}則", "text": "正文。"}) + "\n" for number in range(12))
    root = write_corpus({"c.md": article("丙"), "b.jsonl": rows, "a/a.md": article("甲")})
    assert read(root).articles["title"].tolist() == ["甲", *(f"第{n}則" for n in range(12)), "丙"]


def test_missing_texts_are_missing_and_not_the_word_for_it(write_corpus: Write) -> None:
    row = read(write_corpus({"a.md": article()})).articles.iloc[0]
    assert [bool(pd.isna(row[name])) for name in ("topic", "outlet", "section", "lang", "source_url")] == [
        True
    ] * 5


def test_a_corpus_cannot_be_changed_by_assignment(write_corpus: Write) -> None:
    corpus = read(write_corpus({"a.md": article()}))
    with pytest.raises(AttributeError):
        corpus.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        corpus.ledger["files"] = 0  # type: ignore[index]


def test_a_corpus_tells_itself(write_corpus: Write) -> None:
    corpus = read(write_corpus({"a.md": article("<x>港股</x>"), "b.md": ""}))
    assert repr(corpus) == (
        "Corpus('corpus': 2 files = 1 articles + 1 rejected; 0 repaired, 0 undated; 2025-02-08 to 2025-02-08)"
    )
    assert "&lt;x&gt;港股&lt;/x&gt;" in corpus._repr_html_()
    assert len(corpus) == 1


def test_list_columns_hold_texts() -> None:
    empty = to_pandas(pa.table({"tags": pa.array([], TEXTS)}))
    assert str(empty.dtypes["tags"]) == DTYPES["tags"]


# --- the ledger

NASTY: dict[str, str | bytes] = {
    "good.md": article(),
    "again/good.md": article(),
    "empty.md": "",
    "junk.md": bytes(range(256)) * 4,
    "zeros.txt": b"\0" * 100,
    "open.md": "---\ntitle: 沒有結尾\n",
    "deep.md": "---\na: " + "[" * 2000 + "\n---\n",
    "itself.md": "---\ntitle: 甲\na: &a [*a]\n---\n正文。",
    "template.md": "---\ntitle: 範本\n{{ title }}: 甲\n---\n正文。",
    "half.json": '[{"title": "港\\ud83d股", "text": "正文。"}, 5]',
    "word.json": '"一句話"',
    "deep.jsonl": "[" * 100_000 + '\n{"title": "甲", "text": "乙。"}\n{broken\n',
    "bom.csv": "\ufefftitle,text,date\n丙,丁。,2025-02-08\n,,\n,,2025-02-09\n",
    "none.csv": "title,text\n",
    "no.parquet": b"PAR1",
    "comment.html": "<!-- 只有註解 -->",
    "xhtml.html": "<?xml version='1.0' encoding='utf-8'?><html><body><h1>戊</h1><p>己。</p></body></html>",
    "address.md": article("庚", "link: https://[獨家]/1\n"),
    "broken.zip": b"PK\x03\x04",
    "good.zip": zipped({"a.md": article("辛"), "b.md": "", "in/c.csv": "title,text\n壬,癸。\n"}),
    "picture.png": b"\x89PNG",
}


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("nasty")
    for name, content in NASTY.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.mark.parametrize("options", [{"workers": 1}, {"workers": 2}, {"cache": True}, {"cache": True}])
def test_files_are_articles_and_rejected_over_a_nasty_folder(nasty: Path, options: dict[str, object]) -> None:
    corpus = read(nasty, **options)
    told = dict(corpus.ledger)
    assert told["files"] == told["articles"] + told["rejected"] == 27
    assert told["articles"] == len(corpus.articles) == 10
    errors = corpus.problems.query("severity == 'error'")
    assert errors["path"].is_unique
    assert not set(errors["path"]) & set(corpus.articles["path"])
    assert corpus.problems["message"].str.contains("please report").sum() == 0


def test_warnings_are_told_of_articles_only_once_something_is_rejected(nasty: Path) -> None:
    corpus = read(nasty)
    warnings = corpus.problems.query("severity == 'warning'")
    assert set(warnings["path"]) - set(corpus.problems.query("severity == 'error'")["path"]) <= set(
        corpus.articles["path"]
    )


def test_a_fault_of_the_reader_costs_one_document(
    write_corpus: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: str, *_: object) -> None:
        raise KeyError(path)

    monkeypatch.setattr("analytics.read.units.read_document", fails)
    corpus = read(write_corpus({"a.md": article(), "b.jsonl": '{"title": "甲", "text": "乙。"}'}))
    assert corpus.articles["path"].tolist() == ["b.jsonl#1"]
    assert corpus.problems.query("severity == 'error'")["path"].tolist() == ["a.md"]


def test_the_ledger_counts_repairs_undated_skipped_and_bytes(write_corpus: Write) -> None:
    files = {
        "a.md": article("外電: 裁員"),
        "b.md": article("甲", "date: 上星期三\n"),
        "c.md": article("乙\x08丙"),
        "d.png": "",
    }
    told = read(write_corpus(files)).ledger
    assert [told[name] for name in ("files", "articles", "repaired", "undated", "skipped", "from_cache")] == [
        *(3, 3, 2, 1, 1, 0)
    ]
    assert told["bytes"] == sum(len(text.encode()) for text in files.values())


# --- duplicates


def test_the_same_article_twice_is_kept_once_and_the_other_told(write_corpus: Write) -> None:
    corpus = read(write_corpus({"b.md": article(), "a.md": article(), "c.txt": "另一則\n\n正文。"}))
    assert corpus.articles["path"].tolist() == ["a.md", "c.txt"]
    told = corpus.problems.query("code == 'duplicate'")
    assert told[["path", "field", "severity", "message"]].to_numpy().tolist() == [
        ["b.md", "id", "error", "the same article as a.md"]
    ]


def test_a_duplicate_has_no_other_problem(write_corpus: Write) -> None:
    corpus = read(write_corpus({"a.md": article(header=""), "b.md": article(header="")}))
    assert corpus.problems[["path", "code"]].to_numpy().tolist() == [
        ["a.md", "date_missing"],
        ["b.md", "duplicate"],
    ]


def test_an_article_in_another_encoding_is_a_duplicate(write_corpus: Write) -> None:
    text = article(body="內地人工智能公司發布新模型，恒生指數收市急升三百點，市民外出應帶備衣物。")
    corpus = read(write_corpus({"a.md": text, "b.md": text.encode("big5hkscs"), "c.md": "\ufeff" + text}))
    assert corpus.articles["path"].tolist() == ["a.md"]


def test_the_same_text_of_another_outlet_is_another_article(write_corpus: Write) -> None:
    one, other = (article(header=f"link: https://{host}.example/1\n") for host in "ab")
    assert len(read(write_corpus({"a.md": one, "b.md": other}))) == 2


# --- fingerprint


def test_the_fingerprint_is_of_names_and_content(write_corpus: Write, tmp_path: Path) -> None:
    root = write_corpus({"a.md": article(), "2025/b.md": article("甲")})
    first = read(root).fingerprint
    shutil.copytree(root, tmp_path / "copy")
    os.utime(tmp_path / "copy" / "a.md", (1, 1))
    assert read(tmp_path / "copy").fingerprint == first
    (tmp_path / "copy" / "a.md").write_text(article() + " ", encoding="utf-8")
    assert read(tmp_path / "copy").fingerprint != first


def test_the_fingerprint_is_the_same_from_the_cache_and_with_workers(write_corpus: Write) -> None:
    root = write_corpus({f"{number:03}.md": article(f"第{number}則") for number in range(70)})
    first = read(root).fingerprint
    assert {
        read(root, **options).fingerprint for options in ({"cache": True}, {"cache": True}, {"workers": 2})
    } == {first}


# --- cache


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The paths of the documents that are read in a test."""
    seen: list[str] = []
    whole = chunk_module.read_unit

    def noted(unit: Unit, *rest: object) -> object:
        seen.append(unit.path)
        return whole(unit, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(chunk_module, "read_unit", noted)
    yield seen


def test_what_did_not_change_is_not_read_again(write_corpus: Write, opened: list[str]) -> None:
    root = write_corpus({"a.md": article("甲"), "b.md": article("乙"), "c.csv": "title,text\n丙,丁。\n"})
    read(root, cache=True)
    assert opened == ["a.md", "b.md", "c.csv"]
    opened.clear()
    assert read(root, cache=True).ledger["from_cache"] == 3
    assert opened == []


def test_what_was_touched_and_is_equal_is_not_read_again(write_corpus: Write, opened: list[str]) -> None:
    root = write_corpus({"a.md": article("甲")})
    read(root, cache=True)
    opened.clear()
    os.utime(root / "a.md", (1, 1))
    assert read(root, cache=True).ledger["from_cache"] == 1
    assert opened == []


def test_what_changed_at_equal_length_is_read_again(write_corpus: Write, opened: list[str]) -> None:
    root = write_corpus({"a.md": article("甲"), "b.md": article("乙")})
    read(root, cache=True)
    opened.clear()
    (root / "b.md").write_text(article("丙"), encoding="utf-8")
    os.utime(root / "b.md", (1, 1))
    assert read(root, cache=True).articles["title"].tolist() == ["甲", "丙"]
    assert opened == ["b.md"]


def test_what_was_deleted_disappears_and_what_came_is_added(write_corpus: Write, opened: list[str]) -> None:
    root = write_corpus({"a.md": article("甲"), "b.md": article("乙")})
    read(root, cache=True)
    opened.clear()
    (root / "a.md").unlink()
    assert read(root, cache=True).articles["title"].tolist() == ["乙"]
    (root / "c.md").write_text(article("丙"), encoding="utf-8")
    assert read(root, cache=True).articles["title"].tolist() == ["乙", "丙"]
    assert opened == ["c.md"]


def test_errors_and_warnings_come_from_the_cache_as_they_were(write_corpus: Write) -> None:
    root = write_corpus({"a.md": "", "b.md": article("外電: 裁員", ""), "c.jsonl": "{broken\n5\n"})
    first, again = read(root, cache=True), read(root, cache=True)
    assert again.ledger["from_cache"] == 3
    pd.testing.assert_frame_equal(first.problems, again.problems)
    pd.testing.assert_frame_equal(first.articles, again.articles)


@pytest.mark.parametrize(
    "options", [{"timezone": "Europe/London"}, {"words": ["急升三百"]}, {"words": ["恒指升"]}]
)
def test_another_zone_or_lexicon_is_another_cache(
    write_corpus: Write, opened: list[str], options: dict[str, object]
) -> None:
    root = write_corpus({"a.md": article()})
    read(root, cache=True)
    opened.clear()
    assert read(root, cache=True, **options).ledger["from_cache"] == 0
    assert opened == ["a.md"]


def test_without_a_cache_nothing_is_written(
    write_corpus: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name: str(tmp_path / "cache" / name))
    root = write_corpus({"a.md": article()})
    read(root, cache=False)
    assert not (tmp_path / "cache").exists()
    read(root, cache=True)
    assert (tmp_path / "cache").exists()


def test_a_corpus_is_never_written_to(write_corpus: Write) -> None:
    root = write_corpus({"a.md": article()})
    before = sorted(path.name for path in root.rglob("*"))
    read(root, cache=True, workers=2)
    assert sorted(path.name for path in root.rglob("*")) == before


def test_an_address_is_cached_by_content() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/cached/a.md", article("甲").encode())
    read("memory://cached", cache=True)
    assert read("memory://cached", cache=True).ledger["from_cache"] == 1
    memory.pipe("/cached/a.md", article("乙").encode())
    assert read("memory://cached", cache=True).articles["title"].tolist() == ["乙"]


# --- lexicons, zones, workers


def test_user_words_are_whole_in_this_corpus_and_in_no_other(write_corpus: Write) -> None:
    root = write_corpus({"a.md": article(body="羅珀凡上任，研究晶片股。")})
    before = list(read(root).articles["tokens"][0])
    assert {"羅珀凡", "晶片股"} <= set(read(root, words=["羅珀凡", "晶片股"]).articles["tokens"][0])
    assert list(read(root).articles["tokens"][0]) == before
    assert "晶片股" not in before


def test_names_of_an_own_pack_are_whole(write_corpus: Write, tmp_path: Path) -> None:
    pack = tmp_path / "pack.toml"
    pack.write_text('[lion]\nhk = ["獅巖科創"]\n', encoding="utf-8")
    root = write_corpus({"a.md": article(body="狮岩科创上市，獅巖科創急升。")})
    tokens = list(read(root, entities=pack).articles["tokens"][0])
    assert "獅巖科創" in tokens


def test_a_wrong_pack_is_told_before_anything_is_read(write_corpus: Write, tmp_path: Path) -> None:
    pack = tmp_path / "pack.toml"
    pack.write_text('[lion]\nhk = ["獅"]\n', encoding="utf-8")
    with pytest.raises(EntityError, match=r"pack\.toml:2: entity 'lion': name '獅' is shorter"):
        read(write_corpus({"a.md": article()}), entities=pack)


@pytest.mark.parametrize("timezone", ["Asia/HongKong", "", "Asia", "../etc/passwd", "/etc", "香港"])
def test_an_unknown_zone_is_a_clear_error(write_corpus: Write, timezone: str) -> None:
    with pytest.raises(CorpusError, match="unknown time zone"):
        read(write_corpus({"a.md": article()}), timezone=timezone)


def test_times_are_given_in_the_zone_asked_for(write_corpus: Write) -> None:
    root = write_corpus({"a.md": article(header="date: 2025-01-31T23:30:00Z\n")})
    assert read(root).articles["published"][0].isoformat() == "2025-02-01T07:30:00+08:00"
    assert str(read(root, timezone="UTC").articles["published"].dtype) == "datetime64[us, UTC]"


def test_workers_and_none_give_the_same_of_everything(nasty: Path) -> None:
    alone, pooled = read(nasty, workers=1), read(nasty, workers=2)
    pd.testing.assert_frame_equal(alone.articles, pooled.articles)
    pd.testing.assert_frame_equal(alone.problems, pooled.problems)


# --- progress


@pytest.mark.parametrize("progress", [None, False])
def test_no_bar_is_drawn_in_a_pipe(write_corpus: Write, progress: bool | None) -> None:
    root = write_corpus({"a.md": article()})
    code = f"import analytics; analytics.load({str(root)!r}, cache=False, progress={progress})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "latest.html").write_text("<h1>報告</h1><p>不是文章。</p>", "utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text(
        "---\noutlet: 獅山報\ndate: 2025-01-02\n---\n# 一\n\n正文。", "utf-8"
    )
    (tmp_path / "analytics.toml").write_text(
        'corpus = "articles"\ntimezone = "Europe/London"\n[outlets."獅山報"]\nowner = "獅山集團"\n', "utf-8"
    )
    return tmp_path


def test_a_projects_folder_is_read_as_its_settings_say(project: Path) -> None:
    corpus = analytics.load(project, cache=False)
    assert corpus.articles["path"].tolist() == ["a.md"]
    assert (corpus.timezone, corpus.articles["owner"].tolist()) == ("Europe/London", ["獅山集團"])


def test_what_load_is_given_goes_before_the_project(project: Path) -> None:
    corpus = analytics.load(project, cache=False, timezone="Asia/Tokyo", labels={"values": {"要聞": "港聞"}})
    assert corpus.timezone == "Asia/Tokyo"
    assert corpus.articles["owner"].isna().all()
