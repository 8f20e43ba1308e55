"""One document's bytes: encodings, the fields of the article, its identity, and what is told of it."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import CorpusError
from analytics.read.document import Reading, guarded
from analytics.schema import NAMES

from .prose import PROSE

Read = Callable[..., Reading]


def article(header: str = "", body: str = "正文說股市急升。") -> str:
    return f"---\ntitle: 港股急升\n{header}---\n\n{body}\n"


def row_of(reading: Reading) -> dict[str, object]:
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    return reading.rows[0]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


# --- bytes


@pytest.mark.parametrize(
    "junk",
    [
        bytes(range(256)) * 8,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(255, 0, -1)) * 3,
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + bytes(range(128, 256)) * 4,
        b"\0" * 4096,
    ],
    ids=["all", "png", "jpeg", "zeros"],
)
def test_binary_junk_is_an_error(read_one: Read, junk: bytes) -> None:
    reading = read_one(junk)
    assert reading.rows == []
    assert [problem.severity for problem in reading.problems].count("error") == 1


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff", "\u3000"])
def test_an_empty_file_is_an_error(read_one: Read, content: str) -> None:
    assert codes(read_one(content)) == ["empty_file"]


@given(st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff", "\n\n", "\ufeff\ufeff"]), PROSE)
def test_line_ends_and_byte_order_marks_change_nothing(
    read_one: Read, end: str, before: str, prose: str
) -> None:
    text = article("date: 2025-02-08\ntags: [AI]\n", prose)
    assert read_one((before + text).replace("\n", end)) == read_one(text)


# --- fields


def test_a_row_has_every_column_in_order_but_what_is_counted_of_many_at_once(read_one: Read) -> None:
    assert [*row_of(read_one(article()))] == [name for name in NAMES if name not in ("characters", "tokens")]


@pytest.mark.parametrize(
    ("header", "column", "value"),
    [
        ("lang: [zh-HK]\n", "lang", "zh-HK"),
        ("language: zh-TW\n", "lang", "zh-TW"),
        ("source: 港聲報\n", "outlet", "港聲報"),
        ("link: https://www.harbour.example/1\n", "outlet", "harbour.example"),
        ("categories: [harbour, 財經]\nlink: https://www.harbour.example/1\n", "outlet", "harbour"),
        ("section: 財經\n", "section", "財經"),
        ("link: https://a.example/即時-國際-題目\n", "section", "國際"),
        ("summary: 港股急升 ...\n", "summary", ""),
        ("summary: 恒指升三百點。\n", "summary", "恒指升三百點。"),
        ("description: <p>恒指<b>升</b>三百點。</p>\n", "summary", "恒指升三百點。"),
        ("tags: AI\n", "tags", ["AI"]),
        ("tags: AI, 港股，樓市、科技\n", "tags", ["AI", "港股", "樓市", "科技"]),
        ("tags: [AI, AI, 港股]\n", "tags", ["AI", "港股"]),
        ("tags: null\n", "tags", []),
        ("tags: ['']\n", "tags", []),
        ("keywords: [AI]\n", "tags", ["AI"]),
        ("category: 財經\n", "categories", ["財經"]),
        ("categories:\n- [財經, 港股]\n- 科技\n", "categories", ["財經", "港股", "科技"]),
        ("tags:\n- name: AI\n  slug: ai\n", "tags", ["AI"]),
        ("tags: \"['AI', '港股']\"\n", "tags", ["AI", "港股"]),
    ],
)
def test_a_field_is_read_from_each_of_its_names_and_forms(
    read_one: Read, header: str, column: str, value: object
) -> None:
    assert row_of(read_one(article(header)))[column] == value


def test_the_more_telling_name_wins_and_the_other_is_kept(read_one: Read) -> None:
    row = row_of(read_one(article("date: 2025-02-08\npublished: 2025-02-09\n")))
    assert str(row["published"]).startswith("2025-02-08")
    assert json.loads(str(row["extra"])) == {"published": "2025-02-09"}


def test_an_empty_name_gives_way_to_the_next(read_one: Read) -> None:
    row = row_of(read_one(article('date: ""\npublished: 2025-02-09\n')))
    assert str(row["published"]).startswith("2025-02-09")


# --- documents that were never published


@pytest.mark.parametrize(
    ("content", "path", "code"),
    [
        (article("draft: true\n"), "a.md", "draft"),
        (article("Draft: yes\n"), "a.md", "draft"),
        (article("published: false\n"), "a.md", "draft"),
        (article("status: draft\n"), "a.md", "draft"),
        (article(), "README.md", "site_file"),
        ("---\ntitle: 搜尋\nlayout: search\n---\n", "page/search/index.md", "site_file"),
        (article(), "docs/readme.zh-tw.md", "site_file"),
        ('{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}', "layouts/single.html", "site_file"),
        (
            "---\nlayout: default\n---\n{% for post in site.posts %}<a>{{ post.title }}</a>{% endfor %}",
            "index.html",
            "site_file",
        ),
    ],
)
def test_what_is_no_published_article_is_skipped_with_its_reason(
    read_one: Read, content: str, path: str, code: str
) -> None:
    reading = read_one(content, path)
    assert reading.rows == []
    assert [(problem.code, problem.severity) for problem in reading.problems] == [(code, "skipped")]


def test_a_readme_with_a_date_is_an_article(read_one: Read) -> None:
    assert len(read_one(article("date: 2025-01-31\n"), "2025/mtr/README.md").rows) == 1


def test_entities_that_were_escaped_twice_are_decoded_in_the_body(read_one: Read) -> None:
    row = row_of(read_one(article(body="AT&amp;amp;T&amp;nbsp;表示&amp;quot;反對&amp;quot;。")))
    assert row["body"] == 'AT&T 表示"反對"。'


@pytest.mark.parametrize("header", ["draft: false\n", "published: true\n", "status: publish\n"])
def test_what_is_published_is_read(read_one: Read, header: str) -> None:
    reading = read_one(article(header))
    assert len(reading.rows) == 1
    assert codes(reading) == ["date_missing"]


# --- dates beside the header


def test_a_day_in_the_files_name_stands_in_for_a_missing_date(read_one: Read) -> None:
    reading = read_one(article(), "_posts/2025-01-31-mtr-fare.md")
    assert str(row_of(reading)["published"]) == "2025-01-31 00:00:00+08:00"
    assert codes(reading) == ["date_from_path"]


@pytest.mark.parametrize("key", ["updated", "lastmod", "dateModified", "last_modified", "更新時間"])
def test_the_day_of_the_last_change_stands_in_for_a_missing_date(read_one: Read, key: str) -> None:
    reading = read_one(article(f"{key}: 2025-01-31\n"))
    assert str(row_of(reading)["published"]) == "2025-01-31 00:00:00+08:00"
    assert codes(reading) == ["date_of_change"]


def test_a_day_in_the_files_name_counts_before_the_last_change(read_one: Read) -> None:
    reading = read_one(article("updated: 2025-02-08\n"), "_posts/2025-01-31-mtr-fare.md")
    assert codes(reading) == ["date_from_path"]


def test_a_day_in_the_files_name_does_not_replace_a_date(read_one: Read) -> None:
    reading = read_one(article("date: 昨日\n"), "_posts/2025-01-31-mtr-fare.md")
    assert row_of(reading)["published"] is None
    assert codes(reading) == ["date_unreadable"]


def test_the_next_key_is_read_where_a_date_is_not_understood(read_one: Read) -> None:
    row = row_of(read_one(article("date: 昨日\npub_date: 2025-01-31\n")))
    assert str(row["published"]).startswith("2025-01-31")


def test_a_date_of_greenwich_is_no_local_time(read_one: Read) -> None:
    row = row_of(read_one(article("date_gmt: 2025-01-31T23:30:00\n")))
    assert str(row["published"]) == "2025-02-01 07:30:00+08:00"


# --- pages of HTML, and names of files


def test_a_page_tells_its_fields_in_its_head(read_one: Read) -> None:
    page = (
        "<html lang='zh-HK'><head><meta property='og:title' content='港股急升'>"
        "<meta property='article:published_time' content='2025-01-31T23:30:00Z'>"
        "<meta property='og:site_name' content='港聲報'><link rel='canonical' href='https://a.example/1'>"
        "</head><body><p>正文。</p></body></html>"
    )
    row = row_of(read_one(page, "a.html"))
    assert [row[name] for name in ("title", "outlet", "lang", "source_url", "body")] == [
        *("港股急升", "港聲報", "zh-HK", "https://a.example/1", "正文。")
    ]
    assert str(row["published"]).startswith("2025-02-01 07:30")


def test_an_xhtml_page_with_its_declaration_is_read(read_one: Read) -> None:
    page = "<?xml version='1.0' encoding='utf-8'?><html><head><title>甲</title></head><body><p>乙。</p></body></html>"
    assert row_of(read_one(page, "a.html"))["body"] == "乙。"


@pytest.mark.parametrize(
    ("path", "header", "lang"),
    [
        ("index.zh-cn.md", "", "zh-CN"),
        ("index.en.md", "", "en"),
        ("index.md", "", None),
        ("a.en.md", "language: zh-HK\n", "zh-HK"),
    ],
)
def test_the_files_name_tells_the_language_where_the_header_does_not(
    read_one: Read, path: str, header: str, lang: str | None
) -> None:
    assert row_of(read_one(article(header), path))["lang"] == lang


# --- identity


def test_the_identity_is_of_what_is_said_and_not_of_where(read_one: Read) -> None:
    one, other = read_one(article(), "a.md"), read_one(article(), "2025/02/b.md")
    assert row_of(one)["id"] == row_of(other)["id"]


@pytest.mark.parametrize(
    "other",
    [
        article("date: 2025-02-09\n"),
        article("date: 2025-02-08\nurl: https://a.example/1\n"),
        article("date: 2025-02-08\n", "正文說股市急跌。"),
        article("date: 2025-02-08\n").replace("港股", "美股"),
    ],
    ids=["date", "address", "body", "headline"],
)
def test_another_date_address_headline_or_body_is_another_article(read_one: Read, other: str) -> None:
    assert row_of(read_one(other))["id"] != row_of(read_one(article("date: 2025-02-08\n")))["id"]


def test_page_furniture_does_not_change_the_identity(read_one: Read) -> None:
    assert row_of(read_one(article("sidebar: right\n")))["id"] == row_of(read_one(article()))["id"]


# --- what is told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (article("date: 2025-02-08\n"), []),
        (article(), [("date", "date_missing")]),
        (article("date: 上星期三\n"), [("date", "date_unreadable")]),
        (article("date: 2025-02-08\n", ""), [("body", "body_empty")]),
        ("---\ndate: 2025-02-08\n---\n正文。", [("title", "title_missing")]),
    ],
)
def test_what_is_suspect_is_told_and_the_article_kept(
    read_one: Read, content: str, told: list[tuple[str, str]]
) -> None:
    reading = read_one(content)
    assert len(reading.rows) == 1
    assert [(problem.field, problem.code) for problem in reading.problems] == told
    assert {problem.severity for problem in reading.problems} <= {"warning"}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("---\ndate: 2025-02-08\ntitle: 外電: 裁員\n---\n正文。", 3),
        ("\n\n---\ndate: 2025-02-08\ntitle: 外電: 裁員\n---\n正文。", 5),
        ("\ufeff---\r\ndate: 2025-02-08\r\ntitle: 外電: 裁員\r\n---\r\n正文。", 3),
        ("---\ntitle: 甲\ntitle: 甲\n---\n正文。", 3),
    ],
)
def test_a_warning_names_the_line_in_the_file(read_one: Read, content: str, line: int) -> None:
    told = [problem.line for problem in read_one(content).problems if problem.line]
    assert told == [line]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("---\ntitle: 甲\n乙\n丙: [\n---\n正文。", 4),
        ("\n---\ntitle: 甲\n乙\n丙: [\n---\n正文。", 5),
        ("+++\ntitle = '甲'\ndate = \n+++\n正文。", 3),
        ('\n{"title": "甲",\n "date": x}\n正文。', 3),
        ("---\ntitle: 甲\n\n正文。", 1),
    ],
    ids=["yaml", "yaml lower", "toml", "json", "open"],
)
def test_an_error_names_the_line_in_the_file(read_one: Read, content: str, line: int) -> None:
    reading = read_one(content)
    assert reading.rows == []
    assert [(problem.code, problem.line) for problem in reading.problems] == [("header_broken", line)]


def test_a_fault_of_the_reader_costs_one_document() -> None:
    def fails() -> Reading:
        raise CorpusError("兩行\n訊息")

    (problem,) = guarded("a.md", fails).problems
    assert (problem.path, problem.code, problem.severity) == ("a.md", "unreadable", "error")
    assert "CorpusError: 兩行 訊息" in problem.message
