"""The headline, its topic, and what stands in for it."""

from collections.abc import Callable

import pytest

from analytics.read.document import Reading

Read = Callable[..., Reading]


def row_of(reading: Reading) -> dict[str, object]:
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    return reading.rows[0]


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("DeepSeek︱輝達急挫", "DeepSeek"),
        ("DeepSeek｜輝達急挫挫挫", "DeepSeek"),
        ("港股 | 恒指收市升三百點", "港股"),
        ("港股︱急升", "港股"),
        ("港股丨恒指收市升三百點", "港股"),
        ("港股│恒指收市升三百點", "港股"),
        ("多區大雨｜天文台：黃雨｜料持續", "多區大雨"),
        ("恒指收市升三百點 | 港聲報", None),
        ("恒指收市升三百點", None),
        ("｜恒指收市升三百點", None),
        ("港股︱", None),
    ],
)
def test_the_topic_is_what_stands_before_the_bar(read_one: Read, title: str, topic: str | None) -> None:
    assert row_of(read_one(f'---\ntitle: "{title}"\n---\n正文。'))["topic"] == topic


@pytest.mark.parametrize(
    ("content", "path", "title"),
    [
        ("# 標題一行\n\n正文。", "a.md", "標題一行"),
        ("標題一行\n=====\n\n正文。", "a.md", "標題一行"),
        ("正文一行。", "news/港股急升.md", "港股急升"),
        ("正文一行。", "_posts/2025-01-31-港股急升.md", "港股急升"),
        ("正文一行。", "2025-01-31.md", "2025-01-31"),
        ("# 標題一行 {#top}\n\n正文。", "a.md", "標題一行"),
        ("正文一行。", "news/港股急升/index.zh-hk.md", "港股急升"),
        ("標題一行\n\n正文。", "a.txt", "標題一行"),
        ("# [標題](https://lion.example/1) **一行** `x`\n\n正文。", "a.md", "標題 一行 x"),
        ("- 交通\n\n```\n# 註解\n```\n\n## 標題一行\n\n正文。", "a.md", "標題一行"),
        ("- 交通\n---\n\n正文。", "港股急升.md", "港股急升"),
        ("<html><head><title>標題一行</title></head><body><p>正文。</p></body></html>", "a.html", "標題一行"),
        ("<h1>標題<b>一行</b></h1><p>正文。</p>", "a.html", "標題一行"),
    ],
)
def test_without_a_headline_the_first_heading_or_the_files_name_is_taken(
    read_one: Read, content: str, path: str, title: str
) -> None:
    assert row_of(read_one(content, path))["title"] == title


def test_a_heading_that_is_the_title_is_not_kept_twice(read_one: Read) -> None:
    row = row_of(read_one("# [港鐵加價](https://lion.example/1) **獨家**\n\n港鐵公司宣布加價，議員反對。\n"))
    assert (row["title"], row["headings"], row["body"]) == (
        "港鐵加價 獨家",
        [],
        "港鐵公司宣布加價，議員反對。",
    )


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("AT&amp;T 加價 &#8211; 議員&quot;反對&quot;", 'AT&T 加價 – 議員"反對"'),
        ("R&amp;amp;D&nbsp;開支", "R&D 開支"),
        ("&lt;em&gt;港鐵&lt;/em&gt;加價", "港鐵加價"),
        ("<em class='hit'>港鐵</em>加價", "港鐵加價"),
        ("Q&A：R&D開支 &copy", "Q&A：R&D開支 &copy"),
        ("List<T> 的用法", "List<T> 的用法"),
    ],
)
def test_a_headline_has_no_entities_and_no_tags(read_one: Read, written: str, title: str) -> None:
    assert row_of(read_one(f"---\ntitle: '{written}'\n---\n正文。".replace("'hit'", "hit")))["title"] == title
