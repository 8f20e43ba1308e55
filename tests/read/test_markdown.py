"""Plain paragraphs go past the Markdown parser, and come out as they would from it."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analytics.read import markdown as markdown_module
from analytics.read.body import parts
from analytics.read.markdown import to_html

LINES = st.text("輝達升，。！「」 　\u00a0AIb1.)-+*#=>|:_`[](~&\\\u200b\u200d\x0b\x85", max_size=14)
PIECES = st.one_of(
    st.lists(LINES, min_size=1, max_size=3).map("\n".join),
    st.sampled_from(
        [
            "首段寫恒指。",
            "第二段\n分兩行寫。",
            "- 一項\n- 兩項",
            "1. 第一\n2. 第二",
            "> 引述一句。",
            "標題\n----",
            "# 標題",
            "甲 | 乙\n--- | ---\n丙 | 丁",
            "![員工測試](https://a.example/1.jpg)",
            "首段。\n ![員工 測試](https://a.example/1.jpg)\n後段",
            "![](https://a.example/1.jpg)\n![圖](https://a.example/(2).jpg)",
            '首段。![圖](https://a.example/1.jpg "題")',
            "**相關新聞：[另一則](https://a.example/2)**",
            "    縮排一行",
            "  　全形空格開頭",
            "兩格換行  \n下一行",
            "***",
            "AT&T &amp; 港聲",
            "https://a.example/3?x=1&y=2",
        ]
    ),
)


@settings(max_examples=400)
@given(pieces=st.lists(PIECES, max_size=7), gap=st.sampled_from(["\n\n", "\n \n", "\n\n\n", "\n"]))
@example(pieces=["- 一項", "接着一段", "- 另一項"], gap="\n\n")
def test_the_short_way_and_the_parser_take_a_body_apart_alike(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    short = parts(text, "題目", form="markdown")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown_module, "_WIDE", re.compile(""))
        whole = parts(text, "題目", form="markdown")
    assert short == whole


def test_plain_paragraphs_do_go_past_the_parser() -> None:
    html, plain = to_html("輝達急升。\n\n恒指造好，\n成交增加。")
    assert plain == [[("p", "輝達急升。"), ("p", "恒指造好， 成交增加。")]]
    assert "輝達" not in html


def test_pictures_on_lines_of_their_own_do_too() -> None:
    html, plain = to_html("首段。\n ![員工 測試](https://a.example/1.jpg)\n後段。")
    assert plain == [[("p", "首段。"), ("image", "員工 測試"), ("p", "後段。")]]
    assert "img" not in html


@pytest.mark.parametrize("wide", ["<b>粗</b>", "```\n碼\n```", "[一]: https://a.example", "甲\t乙"])
def test_a_body_whose_markup_may_reach_over_blank_lines_is_parsed_as_a_whole(wide: str) -> None:
    assert to_html(f"輝達急升。\n\n{wide}")[1] == []
