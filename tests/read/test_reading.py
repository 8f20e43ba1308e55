"""Reading end to end: what is written to a folder, and what comes out of load()."""

import gzip
import io
import json
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

import analytics
from analytics.errors import CorpusError
from analytics.read import cache

Write = Callable[[Mapping[str, str | bytes]], Path]

# In the form that a Hong Kong outlet's site gives: echo, captions twice, related links, source link.
ARTICLE = """---
title: "DeepSeek︱總工程師羅珀凡離開輝達  教授慨嘆「晶片業的損失」"
date: "2025-02-10 18:20:05"
summary: "DeepSeek︱總工程師羅珀凡離開輝達  教授慨嘆「晶片業的損失」   ..."
categories:
  - "harbourtimes"
lang:
  - "zh-HK"
tags:
  - "harbourtimes"
menu: ""
widgets:
  - "search"
---

![DeepSeek︱總工程師羅珀凡離開輝達  教授慨嘆「晶片業的損失」](https://img.harbour.example/1.jpg)

DeepSeek︱總工程師羅珀凡離開輝達 教授慨嘆「晶片業的損失」




內地初創DeepSeek近日再獲人才。曾在輝達工作的羅珀凡上月加入DeepSeek，負責壓縮模型。

羅珀凡在輝達三年  曾獲挽留
-------------

大學教授曹以訢說，羅珀凡是他教過最勤力的學生，輝達亦曾開出優厚條件。
 ![羅珀凡（左）與曹以訢在實驗室合照，攝於加入DeepSeek之前。](https://img.harbour.example/2.jpg)


羅珀凡（左）與曹以訢在實驗室合照，攝於加入DeepSeek之前。



 ![DeepSeek辦公室外觀。](https://img.harbour.example/3.jpg)


DeepSeek辦公室外觀。



**相關新聞：[DeepSeek︱輝達股價回穩 分析員料影響有限](https://www.harbour.example/realtime/1)**

曹以訢認為，羅珀凡的選擇並不罕見。

**相關新聞：[晶片︱輝達下周放榜](https://www.harbour.example/realtime/2)**

[harbourtimes](https://www.harbour.example/realtime/article/30/即時-科技-DeepSeek︱總工程師羅珀凡離開輝達)
"""
# word: (in the Markdown after the front matter, in the article's own prose)
COUNTS = {"DeepSeek": (10, 2), "羅珀凡": (9, 3), "輝達": (8, 2), "曹以訢": (4, 2)}


def read(root: Path, **options: object) -> analytics.Corpus:
    return analytics.load(root, **{"cache": False, **options})  # type: ignore[arg-type]


def codes(corpus: analytics.Corpus) -> list[str]:
    return corpus.problems["code"].tolist()


@pytest.fixture
def article(write_corpus: Write) -> pd.Series:
    return read(write_corpus({"a.md": ARTICLE})).articles.iloc[0]


@pytest.mark.parametrize(("word", "counts"), COUNTS.items())
def test_the_body_holds_the_articles_own_prose_and_nothing_twice(
    article: pd.Series, word: str, counts: tuple[int, int]
) -> None:
    assert ARTICLE.split("---", 2)[2].count(word) == counts[0]
    assert article["body"].count(word) == counts[1]


def test_each_part_of_the_dialect_has_its_column(article: pd.Series) -> None:
    assert article["title"] == "DeepSeek︱總工程師羅珀凡離開輝達 教授慨嘆「晶片業的損失」"
    assert article["topic"] == "DeepSeek"
    assert (article["outlet"], article["section"], article["lang"]) == ("harbourtimes", "科技", "zh-HK")
    assert article["published"].isoformat() == "2025-02-10T18:20:05+08:00"
    assert article["summary"] == ""
    assert list(article["headings"]) == ["羅珀凡在輝達三年 曾獲挽留"]
    assert list(article["captions"]) == [
        "羅珀凡（左）與曹以訢在實驗室合照，攝於加入DeepSeek之前。",
        "DeepSeek辦公室外觀。",
    ]
    assert list(article["related"]) == ["DeepSeek︱輝達股價回穩 分析員料影響有限", "晶片︱輝達下周放榜"]
    assert article["images"] == 3
    assert json.loads(article["extra"]) == {"menu": "", "widgets": ["search"]}


def test_tokens_are_the_titles_and_then_the_bodys(article: pd.Series) -> None:
    tokens = list(article["tokens"])
    split = tokens.index("\n")
    assert "".join(tokens[:split]) == article["title"].replace(" ", "")
    assert "".join(tokens[split + 1 :]) == "".join(article["body"].split()).replace("，", ",")


HTML = """---
title: 港鐵加開列車
date: 2025-01-31 23:30:00.000000000 +00:00
link: https://news.tramnews.example/1
categories: tramnews
---
<div><p>港鐵周六加開列車。</p><h2>安排</h2><p>班次加密。<img src="a.jpg" alt="月台人潮"></p>
<figure><img src="b.jpg"><figcaption>列車進站</figcaption></figure>
<p>相關新聞：<a href="https://x.example/2">巴士改道</a></p></div>
"""


def test_an_html_body_becomes_the_same_parts(write_corpus: Write) -> None:
    row = read(write_corpus({"a.html": HTML})).articles.iloc[0]
    assert row["body"] == "港鐵周六加開列車。\n\n班次加密。"
    assert list(row["headings"]) == ["安排"]
    assert list(row["captions"]) == ["月台人潮", "列車進站"]
    assert list(row["related"]) == ["巴士改道"]
    assert row["outlet"] == "tramnews"
    assert row["published"].isoformat() == "2025-02-01T07:30:00+08:00"


@pytest.mark.parametrize(
    ("header", "title", "line"),
    [
        ("title: 外電: 科企裁員\ndate: 2025-01-27", "外電: 科企裁員", 2),
        ("date: 2025-01-27\ntitle: [獨家] 樓市回暖", "[獨家] 樓市回暖", 3),
        ("title: DeepSeek #1 下載", "DeepSeek #1 下載", 2),
        ("title: #AI 熱潮", "#AI 熱潮", 2),
        ("title: @港鐵 請回應", "@港鐵 請回應", 2),
        ('title: "市民說"等咗好耐""', '市民說"等咗好耐"', 2),
    ],
)
def test_a_certain_repair_is_made_and_told_with_its_line(
    write_corpus: Write, header: str, title: str, line: int
) -> None:
    corpus = read(write_corpus({"a.md": f"---\n{header}\n---\n\n正文。\n"}))
    assert corpus.articles["title"].tolist() == [title]
    repairs = corpus.problems[corpus.problems["code"] == "yaml_repaired"]
    assert repairs[["path", "line", "field", "severity"]].to_numpy().tolist() == [
        ["a.md", line, "title", "warning"]
    ]


@pytest.mark.parametrize(
    "header", ["title: 甲\n乙\n丙: [", "- 甲\n- 乙: 丙\n: 丁", "title: 甲\n  bad: : x\n- z"], ids=range(3)
)
def test_a_header_beyond_certain_repair_is_an_error_and_the_run_goes_on(
    write_corpus: Write, header: str
) -> None:
    corpus = read(write_corpus({"bad.md": f"---\ntitle: 甲\n{header}\n---\n\n正文。\n", "good.md": ARTICLE}))
    assert corpus.ledger["articles"] == 1
    assert corpus.problems.query("severity == 'error'")["code"].tolist() == ["header_broken"]


def test_scalars_stay_text_until_the_schema_types_them(write_corpus: Write) -> None:
    header = "title: 404\ntags: [0700, 12:30, on]\ncode: 0005\nflag: off\n"
    row = read(write_corpus({"a.md": f"---\n{header}---\n\n正文。\n"})).articles.iloc[0]
    assert row["title"] == "404"
    assert list(row["tags"]) == ["0700", "12:30", "on"]
    assert json.loads(row["extra"]) == {"code": "0005", "flag": "off"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("toml.md", '+++\ntitle = "樓市回暖"\ndate = 2025-01-27T10:00:00+08:00\n+++\n\n成交上升。\n'),
        ("json.md", '{"title": "樓市回暖", "date": "2025-01-27 10:00"}\n\n成交上升。\n'),
        ("dots.md", "---\ntitle: 樓市回暖\ndate: 2025-01-27 10:00\n...\n\n成交上升。\n"),
        ("crlf.md", "---\r\ntitle: 樓市回暖\r\ndate: 2025-01-27 10:00\r\n---\r\n\r\n成交上升。\r\n"),
        ("bom.md", "\ufeff---\ntitle: 樓市回暖\ndate: 2025-01-27 10:00\n---\n\n成交上升。\n"),
        ("big5.md", "---\ntitle: 樓市回暖\ndate: 2025-01-27 10:00\n---\n\n成交上升。\n".encode("big5hkscs")),
        ("gb.md", "---\ntitle: 樓市回暖\ndate: 2025-01-27 10:00\n---\n\n成交上升。\n".encode("gb18030")),
    ],
    ids=lambda value: value if isinstance(value, str) and value.endswith(".md") else "",
)
def test_every_dialect_reads_the_same(write_corpus: Write, name: str, content: str | bytes) -> None:
    row = read(write_corpus({name: content})).articles.iloc[0]
    assert row[["title", "body"]].tolist() == ["樓市回暖", "成交上升。"]
    assert row["published"].isoformat() == "2025-01-27T10:00:00+08:00"


NASTY = {
    "good.md": ARTICLE,
    "copy/good.md": ARTICLE,
    "empty.md": "",
    "blank.txt": "  \n",
    "binary.md": bytes(range(256)) * 8,
    "open.md": "---\ntitle: 沒有結尾\n\n正文。",
    "plain.txt": "無標題的消息\n\n第二段。",
    "page.html": "<html lang='zh-HK'><head><title>網頁標題</title></head><body><p>網頁正文。</p></body></html>",
    "list.json": json.dumps(
        {"data": [{"title": "甲", "description": "<p>乙</p>", "pub_date": "2025-01-27"}, 5]}
    ),
    "other.json": '{"name": "not a list"',
    "lines.jsonl": '{"title": "丙", "text": "丁"}\n{broken\n\n{"title": "戊", "text": "己"}\n',
    "table.csv": "\ufefftitle,text,date,source\n庚,辛,2025-01-28,壬報\n,,,\n",
    "broken.zip": b"PK\x03\x04 no archive",
    "image.png": b"\x89PNG",
    ".hidden.md": ARTICLE,
}


def test_every_document_ends_as_an_article_or_as_an_error(write_corpus: Write) -> None:
    corpus = read(write_corpus(NASTY))
    told = corpus.ledger
    assert told["files"] == told["articles"] + told["rejected"]
    assert told["rejected"] == (corpus.problems["severity"] == "error").sum()
    assert told["articles"] == len(corpus.articles) == 7
    assert told["skipped"] == 1
    errors = corpus.problems.query("severity == 'error'")
    assert errors["path"].is_unique
    assert set(errors["path"]) == {
        *("good.md", "empty.md", "blank.txt", "binary.md", "open.md", "list.json#2", "other.json"),
        *("lines.jsonl#2", "table.csv#2", "broken.zip"),
    }


def test_tables_find_their_columns_and_their_html(write_corpus: Write) -> None:
    frame = pd.DataFrame(
        {
            "title": ["甲"],
            "maintext": ["<p>乙。</p><p>丙。</p>"],
            "seendate": ["20250127T233000Z"],
            "domain": ["a.example"],
        }
    )
    root = write_corpus({"x.txt": "佔位\n\n正文"})
    frame.to_parquet(root / "t.parquet")
    row = read(root).articles.query("title == '甲'").iloc[0]
    assert row["body"] == "乙。\n\n丙。"
    assert row["published"].isoformat() == "2025-01-28T07:30:00+08:00"
    assert row["outlet"] == "a.example"


def archives(root: Path) -> dict[str, Path]:
    zipped, tarred = root.parent / "a.zip", root.parent / "a.tar.gz"
    with zipfile.ZipFile(zipped, "w") as file:
        file.write(root / "2025" / "a.md", "2025/a.md")
    with gzip.open(tarred, "wb") as packed, tarfile.open(fileobj=packed, mode="w") as file:  # type: ignore[arg-type]
        info = tarfile.TarInfo("2025/a.md")
        data = (root / "2025" / "a.md").read_bytes()
        info.size = len(data)
        file.addfile(info, io.BytesIO(data))
    return {"zip": zipped, "tar": tarred, "file": root / "2025" / "a.md"}


@pytest.mark.parametrize("kind", ["zip", "tar", "file"])
def test_an_archive_or_a_single_file_gives_the_same_article(write_corpus: Write, kind: str) -> None:
    root = write_corpus({"2025/a.md": ARTICLE})
    whole, part = read(root), read(archives(root)[kind])
    assert part.articles["id"].tolist() == whole.articles["id"].tolist()
    assert part.ledger["files"] == 1


def test_ids_and_fingerprint_survive_moving_the_corpus(write_corpus: Write, tmp_path: Path) -> None:
    here = write_corpus({"a.md": ARTICLE, "b.txt": "另一則\n\n正文"})
    shutil.copytree(here, tmp_path / "elsewhere")
    first, second = read(here), read(tmp_path / "elsewhere")
    assert first.fingerprint == second.fingerprint
    assert first.articles["id"].tolist() == second.articles["id"].tolist()
    (tmp_path / "elsewhere" / "b.txt").write_text("另一則\n\n正文。")
    assert read(tmp_path / "elsewhere").fingerprint != first.fingerprint


def test_the_cache_reads_again_only_what_changed(write_corpus: Write) -> None:
    root = write_corpus({"a.md": ARTICLE, "b.txt": "另一則\n\n正文", "c.txt": "第三則\n\n正文"})
    first = read(root, cache=True)
    assert first.ledger["from_cache"] == 0
    again = read(root, cache=True)
    assert again.ledger["from_cache"] == 3
    pd.testing.assert_frame_equal(first.articles, again.articles)
    (root / "b.txt").write_text("另一則\n\n改了的正文")
    (root / "c.txt").unlink()
    (root / "a.md").touch()
    changed = read(root, cache=True)
    assert changed.ledger["from_cache"] == 1
    assert changed.articles["title"].tolist() == [first.articles["title"][0], "另一則"]
    assert "改了的正文" in changed.articles["body"].tolist()


def test_a_broken_cache_costs_time_and_never_data(
    write_corpus: Write, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("cache")  # other tests have the snapshots of the common one mapped
    monkeypatch.setattr(cache.platformdirs, "user_cache_dir", lambda name: str(folder / name))
    root = write_corpus({"a.md": ARTICLE})
    first = read(root, cache=True)
    for kept in (*folder.rglob("*.parquet"), *folder.rglob("*.snapshot")):
        kept.write_bytes(b"not what was written")
    with pytest.warns(UserWarning, match="a file of the cache was damaged"):
        again = read(root, cache=True)
    assert again.ledger["from_cache"] == 0
    pd.testing.assert_frame_equal(first.articles, again.articles)


def test_another_time_zone_is_another_table(write_corpus: Write) -> None:
    root = write_corpus({"a.md": ARTICLE})
    assert read(root, cache=True).articles["published"][0].hour == 18
    london = read(root, cache=True, timezone="Europe/London").articles["published"]
    assert london[0].isoformat() == "2025-02-10T18:20:05+00:00"


def test_workers_give_the_same_table(write_corpus: Write) -> None:
    files = {f"{n:03}.md": ARTICLE.replace("2025-02-10", f"2025-02-{n % 27 + 1:02}") for n in range(150)}
    root = write_corpus(files)
    pd.testing.assert_frame_equal(read(root, workers=1).articles, read(root, workers=2).articles)


def test_an_address_that_fsspec_knows_is_read(write_corpus: Write) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe("/news/2025/a.md", ARTICLE.encode())
    corpus = read("memory://news")  # type: ignore[arg-type]
    assert corpus.articles["path"].tolist() == ["2025/a.md"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda root: root / "nowhere", "no such file or folder"),
        (lambda root: root, "no articles in this folder"),
        (lambda root: root / "picture.png", "not a kind of file that holds articles"),
    ],
    ids=["nowhere", "empty", "picture"],
)
def test_what_cannot_be_a_corpus_is_a_clear_error(
    tmp_path: Path, make: Callable[[Path], Path], message: str
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(CorpusError, match=message):
        read(make(tmp_path))


def test_an_unknown_time_zone_is_a_clear_error(write_corpus: Write) -> None:
    with pytest.raises(CorpusError, match="unknown time zone 'Asia/HongKong'"):
        read(write_corpus({"a.md": ARTICLE}), timezone="Asia/HongKong")


def test_undated_articles_have_no_time_and_a_warning(write_corpus: Write) -> None:
    corpus = read(
        write_corpus({"a.md": ARTICLE.replace("2025-02-10 18:20:05", "上星期三"), "b.txt": "無日期\n\n正文"})
    )
    assert corpus.articles["published"].isna().all()
    assert corpus.ledger["undated"] == 2
    assert {"date_unreadable", "date_missing"} <= set(codes(corpus))


def test_no_bar_is_drawn_in_a_pipe(write_corpus: Write, capfd: pytest.CaptureFixture[str]) -> None:
    read(write_corpus({"a.md": ARTICLE}))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("link", ["閱讀原文", "原文", "Read the original"])
def test_a_link_to_the_original_gives_its_address_and_not_its_words_as_the_outlet(
    write_corpus: Write, link: str
) -> None:
    text = f"---\ntitle: 樓市回暖\ndate: 2025-01-27\n---\n\n成交上升。\n\n[{link}](https://www.harbour.example/1)\n"
    row = read(write_corpus({"a.md": text})).articles.iloc[0]
    assert row[["outlet", "source_url", "body"]].tolist() == [
        "harbour.example",
        "https://www.harbour.example/1",
        "成交上升。",
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[財經, 科技]", ["財經", "科技"]),
        ("財經", ["財經"]),
        ("財經, 科技", ["財經", "科技"]),
        ("財經、科技", ["財經", "科技"]),
        ("\n  - [財經, 港股]\n  - [科技]", ["財經", "港股", "科技"]),
        ("null", []),
        ("", []),
    ],
)
def test_categories_are_a_list_however_they_are_written(
    write_corpus: Write, written: str, expected: list[str]
) -> None:
    text = f"---\ntitle: 樓市回暖\ndate: 2025-01-27\ncategories: {written}\n---\n\n成交上升。\n"
    assert list(read(write_corpus({"a.md": text})).articles["categories"][0]) == expected


def test_shortcodes_and_code_are_no_prose(write_corpus: Write) -> None:
    text = '---\ntitle: 樓市回暖\n---\n\n{{< video src="x" >}}\n\n成交上升。\n\n```sh\necho 樓市\n```\n'
    assert read(write_corpus({"a.md": text})).articles["body"].tolist() == ["成交上升。"]


def test_entries_of_a_list_are_repaired_like_headlines(write_corpus: Write) -> None:
    text = "---\ntitle: 樓市回暖\ntags:\n  - #AI\n  - @港鐵\n  - 外電: 裁員\n---\n\n成交上升。\n"
    corpus = read(write_corpus({"a.md": text}))
    assert list(corpus.articles["tags"][0]) == ["#AI", "@港鐵", "外電: 裁員"]
    assert corpus.problems.query("code == 'yaml_repaired'")["line"].tolist() == [4, 5, 6]


def test_aliases_of_aliases_end_in_an_error_and_not_in_memory(write_corpus: Write) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    corpus = read(write_corpus({"bomb.md": f"---\ntitle: 甲\n{bomb}---\n\n正文。\n", "good.md": ARTICLE}))
    assert corpus.ledger["articles"] == 1
    assert codes(corpus) == ["header_broken"]


def test_half_a_surrogate_pair_in_json_costs_one_character(write_corpus: Write) -> None:
    corpus = read(write_corpus({"a.jsonl": '{"title": "港鐵\\ud83d加班", "text": "正文。"}\n'}))
    assert corpus.articles["title"].tolist() == ["港鐵\ufffd加班"]


def test_a_damaged_member_of_an_archive_leaves_the_others_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_STORED) as file:
        file.writestr("a.md", ARTICLE)
        file.writestr("b.txt", "另一則\n\n好的正文")
    data = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(data.replace("好的正文".encode(), "壞的正文".encode(), 1))
    corpus = read(tmp_path / "a.zip")
    assert corpus.ledger["articles"] == 1
    assert corpus.problems.query("severity == 'error'")["path"].tolist() == ["a.zip/b.txt"]


def test_warnings_of_a_duplicate_are_moot(write_corpus: Write) -> None:
    undated = ARTICLE.replace('date: "2025-02-10 18:20:05"\n', "")
    corpus = read(write_corpus({"a.md": undated, "b.md": undated}))
    assert corpus.problems[["path", "code"]].to_numpy().tolist() == [
        ["a.md", "date_missing"],
        ["b.md", "duplicate"],
    ]


def test_characters_are_chinese_ones_and_latin_words(write_corpus: Write) -> None:
    root = write_corpus(
        {"a.md": "DeepSeek升3.5%，市值 1兆。", "b.md": "---\ntitle: 題\n---\n", "c.md": "甲乙。"}
    )
    assert read(root).articles["characters"].tolist() == [8, 0, 2]
