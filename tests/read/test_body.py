"""A body taken apart: prose, headings, captions, related links, source link — each thing once, in its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.read import body
from analytics.read.body import Parts, key, parts, spaces

TITLE = "科技︱獅山初創推出模型 獲輝達投資"


def taken(markdown: str, title: str = TITLE) -> Parts:
    return parts(markdown, title, form="markdown")


def web(source: str, title: str = TITLE) -> Parts:
    return parts(source, title, form="html")


# --- echoes


@pytest.mark.parametrize(
    "echo",
    [
        "科技︱獅山初創推出模型 獲輝達投資",
        "科技｜獅山初創推出模型　　獲輝達投資",
        "獅山初創推出模型獲輝達投資",
        "**科技︱獅山初創推出模型 獲輝達投資**",
        "# 獅山初創推出模型 獲輝達投資",
        "科技︱獅山初創推出模型 獲輝達投資\n====",
    ],
)
def test_the_headline_said_again_is_no_body(echo: str) -> None:
    found = taken(f"{echo}\n\n首段。")
    assert (found.body, found.headings) == ("首段。", [])


def test_the_headline_quoted_later_is_body() -> None:
    assert taken("首段。\n\n獅山初創推出模型 獲輝達投資").body == "首段。\n\n獅山初創推出模型 獲輝達投資"


def test_the_lead_picture_that_repeats_the_headline_has_no_caption() -> None:
    found = taken(f"![{TITLE}](https://img.harbour.example/1.jpg)\n\n首段。")
    assert (found.captions, found.images, found.body) == ([], 1, "首段。")


# --- captions


def test_a_caption_written_twice_is_counted_once() -> None:
    found = taken("首段。\n ![羅珀凡在實驗室](https://a.example/1.jpg)\n\n\n羅珀凡在實驗室\n\n\n尾段。")
    assert (found.body, found.captions) == ("首段。\n\n尾段。", ["羅珀凡在實驗室"])


def test_a_caption_repeated_in_other_spaces_and_marks_is_the_same() -> None:
    found = taken("![羅珀凡（左）在實驗室。](a.jpg)\n\n羅珀凡(左)  在實驗室\n\n尾段。")
    assert (found.body, len(found.captions)) == ("尾段。", 1)


def test_a_short_caption_is_taken_out_right_after_its_picture_only() -> None:
    found = taken("![羅珀凡](a.jpg)\n\n羅珀凡\n\n首段。\n\n羅珀凡\n\n尾段。")
    assert (found.body, found.captions) == ("首段。\n\n羅珀凡\n\n尾段。", ["羅珀凡"])


def test_prose_that_only_mentions_the_caption_stays() -> None:
    assert taken("![羅珀凡在實驗室](a.jpg)\n\n圖為羅珀凡在實驗室。").body == "圖為羅珀凡在實驗室。"


def test_one_caption_under_two_pictures_stands_once() -> None:
    found = taken("![羅珀凡在實驗室](a.jpg)\n\n![羅珀凡在實驗室](b.jpg)\n\n首段。")
    assert (found.captions, found.images) == (["羅珀凡在實驗室"], 2)


@pytest.mark.parametrize(
    "alt", ["", "image", "圖片", "圖1", "IMG_2051.jpg", "Screenshot_2025-02-08.png", "1"]
)
def test_a_picture_whose_text_says_nothing_has_no_caption(alt: str) -> None:
    found = taken(f"![{alt}](a.jpg)\n\n首段。")
    assert (found.captions, found.images) == ([], 1)


def test_a_figures_caption_is_a_caption() -> None:
    found = web("<p>首段。</p><figure><img src=a.jpg><figcaption>獅山實驗室外觀</figcaption></figure>")
    assert (found.body, found.captions, found.images) == ("首段。", ["獅山實驗室外觀"], 1)


# --- headings


@pytest.mark.parametrize("heading", ["下月擴招\n-----", "下月擴招\n=====", "## 下月擴招", "### 下月擴招 ###"])
def test_a_heading_is_kept_apart_from_prose(heading: str) -> None:
    found = taken(f"首段。\n\n{heading}\n\n尾段。")
    assert (found.body, found.headings) == ("首段。\n\n尾段。", ["下月擴招"])


# --- related links


@pytest.mark.parametrize(
    "label", ["相關新聞：", "相關報道：", "相关报道:", "延伸閱讀：", "更多新聞：", "推薦閱讀︰", "Related:", "Related news: ", "▶相關文章："]
)  # fmt: skip
def test_a_related_link_is_another_articles_headline(label: str) -> None:
    found = taken(f"首段。\n\n**{label}[輝達下周放榜](https://a.example/2)**\n\n尾段。")
    assert (found.body, found.related) == ("首段。\n\n尾段。", ["輝達下周放榜"])


@pytest.mark.parametrize("heading", ["相關新聞", "## 相關新聞", "**延伸閱讀**", "Related"])
def test_a_list_under_a_label_is_related(heading: str) -> None:
    listing = "- [輝達下周放榜](https://a.example/2)\n- [港股急升](https://a.example/3)"
    found = taken(f"首段。\n\n{heading}\n\n{listing}\n\n編輯：陳大文")
    assert (found.body, found.related) == ("首段。\n\n編輯：陳大文", ["輝達下周放榜", "港股急升"])
    assert found.headings == []


@pytest.mark.parametrize(
    "prose",
    [
        "相關報道指出，輝達將放榜。",
        "More than 300 people came.",
        "Related parties denied it.",
        "更多新聞工作者到場採訪。",
    ],
)
def test_prose_that_begins_like_a_label_stays_prose(prose: str) -> None:
    found = taken(f"首段。\n\n{prose}")
    assert (found.body, found.related) == (f"首段。\n\n{prose}", [])


def test_a_link_in_prose_stays_prose() -> None:
    found = taken("據[港聲報](https://a.example/2)報道，獅山擴招。\n\n尾段。")
    assert found.body == "據港聲報報道，獅山擴招。\n\n尾段。"


# --- source link


def test_the_last_link_is_the_source() -> None:
    found = taken("首段。\n\n[港聲報](https://www.harbour.example/realtime/article/3/即時-財經-獅山)")
    assert (found.body, found.source_name) == ("首段。", "港聲報")


@pytest.mark.parametrize(
    "last", ["來源：[港聲報](https://a.example/1)", "Source: [港聲報](https://a.example/1)"]
)
def test_a_label_before_the_source_is_no_name(last: str) -> None:
    assert taken(f"首段。\n\n{last}").source_name == "港聲報"


@pytest.mark.parametrize(
    "last",
    [
        "詳見[港聲報](https://a.example/1)。",
        "[輝達股價回穩，分析員料影響有限](https://a.example/1)",
        "[港聲報](https://a.example/1)、[山頂報](https://b.example/1)",
        "[港聲報](/contact)",
        "[支持我們](https://pay.example/donate)",
        "- [甲](https://www.harbour.example/article/1)\n- [乙](https://www.harbour.example/article/2)",
    ],
)
def test_another_last_link_is_no_source(last: str) -> None:
    found = taken(f"首段。\n\n{last}")
    assert found.source_url is None
    assert found.body.startswith("首段。\n\n")


def test_an_address_with_blanks_and_chinese_is_still_an_address() -> None:
    found = taken("首段。\n\n[港聲報](https://a.example/realtime/3/即時-港聞-獅山 初創)")
    assert found.source_url == (
        "https://a.example/realtime/3/%E5%8D%B3%E6%99%82-%E6%B8%AF%E8%81%9E-%E7%8D%85%E5%B1%B1%20%E5%88%9D%E5%89%B5"
    )


# --- Markdown as newsrooms write it


@pytest.mark.parametrize(
    ("markdown", "body"),
    [
        ("　　首段。\n\n　　尾段。", "首段。\n\n尾段。"),
        ("    首段縮排四格。", "首段縮排四格。"),
        ("**獅山科技**公布，*新模型*上市。", "獅山科技公布，新模型上市。"),
        ("獅山**「新模型」**上市。", "獅山「新模型」上市。"),
        ("利潤<10%，市值>1兆。", "利潤<10%，市值>1兆。"),
        ("AT&amp;T與R&D", "AT&T與R&D"),
        ("首行\n次行", "首行 次行"),
        ("- 甲項\n- 乙項", "甲項\n\n乙項"),
        ("> 引述一句。", "引述一句。"),
        ("<p>首段。</p>\n\n尾段。", "首段。\n\n尾段。"),
        ("首段。<!-- 編輯註 -->", "首段。"),
        ("首段。\n\n```\ncode\n```\n\n尾段。", "首段。\n\n尾段。"),
        ("首段。![圖](https://a.example/1.j", "首段。"),
    ],
)
def test_markdown_becomes_plain_prose(markdown: str, body: str) -> None:
    assert taken(markdown).body == body


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("<p>首段。</p><p>尾段。</p>", "首段。\n\n尾段。"),
        ("首段。<br><br>尾段。", "首段。\n\n尾段。"),
        ("<div>首段。<div>內層。</div>尾段。</div>", "首段。\n\n內層。\n\n尾段。"),
        ("<p>獅山<b>科技</b>&nbsp;公布</p>", "獅山科技 公布"),
        ("<p>首段。</p><script>var a=1</script><style>p{}</style><nav>目錄</nav>", "首段。"),
        ("<?xml version='1.0' encoding='utf-8'?><html><body><p>首段。</p></body></html>", "首段。"),
        ("<!-- 只有註解 -->", ""),
        ("", ""),
    ],
)
def test_html_becomes_plain_prose(source: str, body: str) -> None:
    assert web(source).body == body


@pytest.mark.parametrize(
    ("text", "body"), [("首段。\n\n尾段。", "首段。\n\n尾段。"), ("首行。\n次行。", "首行。\n\n次行。"), ("<b>不是標記", "<b>不是標記")]
)  # fmt: skip
def test_plain_text_is_parted_at_its_blank_lines_or_else_its_lines(text: str, body: str) -> None:
    assert parts(text, TITLE, form="text").body == body


@given(st.text(max_size=40), st.sampled_from(["markdown", "html", "text"]))
def test_any_text_can_be_taken_apart(text: str, form: str) -> None:
    found = parts(text, TITLE, form=form)
    assert not found.body or found.body == found.body.strip()


@given(
    st.lists(
        st.sampled_from(["首段說股市急升。", "次段說樓價回穩。", "尾段說天氣清涼。"]), min_size=1, max_size=4
    )
)
def test_prose_alone_comes_out_as_it_went_in(paragraphs: list[str]) -> None:
    assert taken("\n\n".join(paragraphs)).body == "\n\n".join(paragraphs)


def test_every_kind_of_white_space_becomes_one_blank() -> None:
    assert spaces("\u3000獅山\u00a0\u3000 科技\u200b\ufeff\t\n") == "獅山 科技"


@pytest.mark.parametrize("other", ["輝達 (NVIDIA)", "辉达（nvidia）", "**輝達**_Nvidia_"])
def test_two_writings_of_a_line_share_a_key(other: str) -> None:
    assert key(other) == key("輝達NVIDIA")


# --- a long block is told by its head


PIECES = st.sampled_from(
    ["維港渡輪今日停航", "AI晶片", "Cafe", "\u0301", "\u200b", "「", "……", "ﬁ", "㎡", "𠝹", " "]
)
LINES = st.builds(  # some of them with something odd where a head ends
    lambda before, odd, after: "渡輪停航" * 3 + "x" * before + odd + after,
    st.integers(0, 6),
    st.sampled_from(["e\u0301", "\u200b", "\u0301", "ﬁ", ""]),
    st.lists(PIECES, min_size=1, max_size=3).map("".join),
)


@given(st.lists(LINES, min_size=1, max_size=4), st.data())
def test_what_a_head_tells_the_whole_text_would_tell(lines: list[str], data: st.DataObject) -> None:
    title = data.draw(st.sampled_from(lines))
    drawn = data.draw(st.lists(st.tuples(st.sampled_from(["p", "heading", "image", "caption"]), LINES)))
    blocks = [
        *drawn,
        *(("p", line + data.draw(st.sampled_from(["", "。", "\u0301", "後續"]))) for line in lines),
    ]

    def sorted_out() -> body.Parts:
        return body._sort([body._Block(kind, text) for kind, text in blocks], title)

    by_head = sorted_out()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body, "_HEAD", re.compile("(?!)"))
        assert by_head == sorted_out()
