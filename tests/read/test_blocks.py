"""A body in any form becomes blocks, each with its links."""

import pytest

from analytics.read.blocks import Block, blocks_of, first_heading


@pytest.mark.parametrize(
    ("block", "only"),
    [
        (Block("p", "港鐵加價", [("港鐵加價", "/1")]), True),
        (Block("p", "港鐵加價 2025年1月31日", [("港鐵加價", "/1")]), True),
        (Block("p", "港聞｜財經", [("港聞", "/1"), ("財經", "/2")]), True),
        (Block("p", "見港聞。", [("港聞", "/1")]), False),
        (Block("p", "港聞在此", [("港聞", "/1")]), False),
        (Block("p", "港聞"), False),
    ],
)
def test_a_block_of_links_alone_is_known(block: Block, only: bool) -> None:
    assert block.only_links == only


def test_each_paragraph_has_its_own_links() -> None:
    source = "<p>甲<a href='/1'>一</a><br><br>乙<a href='/2'>二</a></p>"
    assert [block.links for block in blocks_of(source, "html")] == [[("一", "/1")], [("二", "/2")]]


def test_a_link_around_paragraphs_is_in_each_of_them() -> None:
    assert [block.links for block in blocks_of("<a href='/1'><h3>題</h3><p>文</p></a>", "html")] == [
        [("題", "/1")],
        [("文", "/1")],
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "<iframe src=a>",
        "<iframe src=a/>",
        "<video src=a>",
        "<textarea>",
        "<script src=a />",
        "<svg/>",
        "<nav>",
    ],
)
def test_an_element_that_nothing_closes_hides_no_text(opening: str) -> None:
    assert [block.text for block in blocks_of(f"<p>首</p>{opening}<p>尾</p>", "html")] == ["首", "尾"]


@pytest.mark.parametrize(
    "name", ["iframe", "video", "script", "style", "noscript", "nav", "aside", "svg", "button"]
)
def test_what_an_element_hides_is_no_text(name: str) -> None:
    assert [block.text for block in blocks_of(f"<p>首</p><{name}>隱</{name}><p>尾</p>", "html")] == [
        "首",
        "尾",
    ]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("港鐵公司宣布\n加價。\n\n尾段。", ["港鐵公司宣布加價。", "尾段。"]),
        ("甲：一\n乙：二\n\n尾段。", ["甲：一\n乙：二", "尾段。"]),
        ("陳大文\n李小明\n\n港鐵公司昨日宣布明年調整票價。", ["陳大文\n李小明", "港鐵公司昨日宣布明年調整票價。"]),
        ("港鐵加價\n港鐵公司昨日宣布明年調整票價，議員批評。", ["港鐵加價", "港鐵公司昨日宣布明年調整票價，議員批評。"]),
        ("港鐵公司昨日宣布明年調整票價，議\n員批評加幅過高，市民要求政府檢討\n機制。", ["港鐵公司昨日宣布明年調整票價，議員批評加幅過高，市民要求政府檢討機制。"]),
        ("首段。<!-- 註 - 解 -->\n\n```\n碼\n```\n\n尾段。", ["首段。", "尾段。"]),
        ("首[段](https://a.example)。\n尾段。", ["首段。", "尾段。"]),
    ],
)  # fmt: skip
def test_wrapped_lines_of_plain_text_are_one(text: str, paragraphs: list[str]) -> None:
    assert [block.text for block in blocks_of(text, "text")] == paragraphs


@pytest.mark.parametrize(
    ("text", "form", "heading"),
    [
        ("# [港鐵加價](https://lion.example/1) **獨家**", "markdown", "港鐵加價 獨家"),
        ("```\n# 註\n```\n\n題目\n====", "markdown", "題目"),
        ("<h2>港鐵<b>加價</b></h2>", "html", "港鐵加價"),
        ("港鐵加價\n\n首段。", "text", "港鐵加價"),
        ("首段。", "markdown", None),
        ("長" * 61, "text", None),
        ("", "text", None),
    ],
)
def test_the_first_heading_is_its_text(text: str, form: str, heading: str | None) -> None:
    assert first_heading(blocks_of(text, form), form) == heading


@pytest.mark.parametrize("name", ["b", "div", "span"])
def test_text_that_lies_deep_is_not_lost(name: str) -> None:
    assert [block.text for block in blocks_of(f"<{name}>" * 300 + "尾", "html")] == ["尾"]
