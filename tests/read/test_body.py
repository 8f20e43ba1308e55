"""A body taken apart: prose, headings, captions, related links, source link — each thing once, in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.read.body import Parts, parts

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
    assert "港聲報" not in found.related


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
        ("首行\n次行", "首行次行"),
        ("市場指輝\n達急升", "市場指輝達急升"),
        ("DeepSeek\nV3", "DeepSeek V3"),
        ("甲  \n乙", "甲\n乙"),
        ("- [x] 甲項", "甲項"),
        ("甲[^1]乙\n\n[^1]: 註文", "甲乙\n\n註文"),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", "漢字"),
        ("首段。<video src='a'>不能播放</video>", "首段。"),
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
    ("text", "body"), [("首段。\n\n尾段。", "首段。\n\n尾段。"), ("首行。\n次行。", "首行。\n\n次行。"), ("AT&amp;T&nbsp;表示&hellip;", "AT&T 表示…"), ("&lt;p&gt;首&lt;/p&gt;&lt;p&gt;尾&lt;/p&gt;", "首\n\n尾")]
)  # fmt: skip
def test_plain_text_is_split_at_its_blank_lines_or_else_its_lines(text: str, body: str) -> None:
    assert parts(text, TITLE, form="text").body == body


@given(st.text(max_size=40), st.sampled_from(["markdown", "html", "text"]))
def test_any_text_can_be_taken_apart(text: str, form: str) -> None:
    found = parts(text, TITLE, form=form)
    assert not found.body or found.body == found.body.strip()


@given(
    st.lists(
        st.sampled_from(["首段說股市急升。", "次段說樓價回穩。", "尾段說天氣清涼。"]),
        min_size=1,
        max_size=3,
        unique=True,
    )
)
def test_prose_alone_comes_out_as_it_went_in(paragraphs: list[str]) -> None:
    assert taken("\n\n".join(paragraphs)).body == "\n\n".join(paragraphs)


# --- furniture


@pytest.mark.parametrize(
    "furniture",
    [
        "透過 [Google News](https://news.google.com/x) 追蹤獅山社",
        "[支持我們](https://pay.example/donate)",
        "© 2025 獅山報版權所有",
        "立即加入獅山報WhatsApp頻道",
        "請加入成為獅山報的月費訂戶，長期支持我們的工作。",
        "- [首頁](/)\n- [港聞](/hk)\n- [財經](/finance)",
        "https://lion.example/1",
        "來源：獅山社",
        "……",
    ],
)
def test_furniture_is_dropped(furniture: str) -> None:
    found = taken(f"首段。\n\n{furniture}")
    assert (found.body, found.related) == ("首段。", [])


def test_a_picture_of_a_follow_box_has_no_caption() -> None:
    box = "<div><img alt='google news'><span>透過 Google News</span><a href='https://n.example'>追蹤獅山社</a></div>"
    found = web(f"<p>首段。</p>{box}<p>尾段。</p>")
    assert (found.body, found.captions) == ("首段。\n\n尾段。", [])


@pytest.mark.parametrize(
    "credit",
    [
        f"原文鏈接：[{TITLE}](https://lion.example/1)",
        "作者：陳大文",
        "【撰文：陳大文】",
        "來源：獅山社　發布時間：2025-01-31",
        "本文轉自獅山報，經授權轉載。",
        "By Chan Tai Man",
        "2025-01-31 10:00",
        f"{TITLE} - 獅山報",
        f"【獅山報】{TITLE}",
        f"{TITLE}（獅山社）",
        "原文標題：港鐵加價",
        "文：陳大文",
    ],
)
def test_a_credit_above_the_text_is_no_prose(credit: str) -> None:
    assert taken(f"{credit}\n\n首段。").body == "首段。"


def test_a_credit_above_the_text_gives_the_address_of_the_original_and_no_outlet() -> None:
    found = taken(f"原文鏈接：[{TITLE}](https://lion.example/1)\n\n首段。")
    assert (found.source_url, found.source_name) == ("https://lion.example/1", None)
    assert taken("原文連結：https://lion.example/2\n\n首段。").source_url == "https://lion.example/2"


@pytest.mark.parametrize(
    "prose",
    [
        "來源地之一的越南宣布停止出口。",
        "作者在書中說：「港鐵加價，市民不滿，政府應檢討。」",
        "下載DeepSeek的人數急升，議員關注。",
        "據[獅山報](https://lion.example/1)報道，港鐵加價。",
        "[港鐵宣布加價。議員反對。](https://lion.example/1)",
        "最新消息：警方拘捕三人。",
        "相關報道：據[獅山報](https://lion.example/1)引述消息，港鐵加價。",
        "Like many of our readers, he left Facebook.",
    ],
)
def test_prose_that_looks_like_furniture_stays(prose: str) -> None:
    found = taken(f"{prose}\n\n尾段。")
    assert found.body.count("\n\n") == 1
    assert found.related == []


# --- lists of other articles


HEADLINES = ["港鐵宣布下月加價 議員反對", "恒指急升三百點 成交增加"]
LINKS = "".join(
    f"<li><span>list {n} of 2</span><a href='/{n}'>{line}</a></li>" for n, line in enumerate(HEADLINES, 1)
)


@pytest.mark.parametrize(
    "listing",
    [
        f"<section><h2>阅读更多</h2><span>list of 2 items</span><ul>{LINKS}</ul><span>end of list</span></section>",
        f"<section aria-label='更多相关内容'><ul>{LINKS}</ul></section>",
        f"<p>Read more:</p><ul>{LINKS}</ul>",
        f"<h3>推薦閱讀</h3><ul>{LINKS}</ul>",
        f"<ul>{LINKS}</ul>",
        f"<p>延伸閱讀<br><a href='/1'>{HEADLINES[0]}</a><br><a href='/2'>{HEADLINES[1]}</a></p>",
        f"<h3>相關新聞</h3><ol><li>{HEADLINES[0]}</li><li><a href='/2'>{HEADLINES[1]}</a>（獅山報）</li></ol>",
        f"<p><a href='/1'>{HEADLINES[0]}</a> 2025年1月31日</p><p><a href='/2'>{HEADLINES[1]}</a></p>",
    ],
)
def test_a_list_of_other_articles_is_related(listing: str) -> None:
    found = web(f"<p>首段。</p>{listing}<p>尾段。</p>")
    assert (found.body, found.related, found.headings) == ("首段。\n\n尾段。", HEADLINES, [])


def test_headlines_without_links_are_related_after_their_label() -> None:
    found = parts("首段說股市急升。\n\n相關新聞\n\n" + "\n\n".join(HEADLINES), TITLE, form="text")
    assert (found.body, found.related) == ("首段說股市急升。", HEADLINES)


def test_a_heading_like_a_label_without_links_stays_a_heading() -> None:
    assert taken("首段。\n\n## 相關內容\n\n尾段。").headings == ["相關內容"]


@pytest.mark.parametrize("href", ["#top", "#第一節"])
def test_a_table_of_contents_is_no_list_of_articles(href: str) -> None:
    assert taken(f"- [一、港鐵宣布下月加價 議員反對]({href})\n\n首段。").related == []


def test_a_heading_with_a_link_is_a_heading() -> None:
    assert taken(f"首段。\n\n## [{HEADLINES[0]}](https://lion.example/1)\n\n尾段。").headings == [
        HEADLINES[0]
    ]


# --- captions without a figure


@pytest.mark.parametrize(
    "markup",
    [
        "<p><img src=a.jpg><small>員工測試模型</small></p>",
        "<dl><dt><img src=a.jpg></dt><dd>員工測試模型</dd></dl>",
        "<img src=a.jpg><p>圖像來源，獅山社<br>員工測試模型</p>",
    ],
)
def test_a_line_that_belongs_to_a_picture_is_its_caption(markup: str) -> None:
    found = web(f"<p>首段。</p>{markup}<p>尾段。</p>")
    assert (found.body, found.captions) == ("首段。\n\n尾段。", ["員工測試模型"])


# --- a body that only repeats the headline, or itself


def test_a_headline_with_an_outlets_name_is_no_body() -> None:
    assert parts(f"{TITLE}\xa0\xa0獅山新聞網", TITLE, form="text").body == ""


def test_a_text_that_stands_twice_is_counted_once() -> None:
    text = "港鐵公司宣布加價三個百分點。\n\n市民感到不滿，促請延長優惠。"
    found = parts(f"{text}\n\n{text}", TITLE, form="text")
    assert (found.body, found.repeated, found.repeat_removed) == (text, True, True)


def test_a_headline_before_the_second_copy_is_dropped_with_it() -> None:
    text = "港鐵公司宣布加價三個百分點，議員批評加幅過高。\n\n市民感到不滿，促請延長優惠。"
    assert parts(f"{TITLE}\n\n{text}\n\n{TITLE}\n\n{text}", TITLE, form="text").body == text


@pytest.mark.parametrize("last", ["來源：獅山社", "本文轉自獅山報。"])
def test_a_line_below_the_text_that_names_its_source_is_no_prose(last: str) -> None:
    assert taken(f"首段。\n\n{last}").body == "首段。"


def test_a_few_words_and_a_colon_before_links_begin_no_sentence() -> None:
    found = taken("首段。\n\n另見：[港鐵宣布加價，議員反對](https://lion.example/1)\n\n末段。")
    assert (found.body, found.related) == ("首段。\n\n末段。", ["港鐵宣布加價，議員反對"])
    kept = taken("首段。\n\n他說：[港鐵宣布加價，議員反對](https://lion.example/1)是對的。")
    assert kept.related == []
