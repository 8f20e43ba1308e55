"""Segmentation: which cuts are made, and what never is cut."""

import re
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text.characters import HAN
from analytics.text.entities import load_entities
from analytics.text.lexicon import load_lexicon
from analytics.text.points import code_points
from analytics.text.special import SpecialTokens
from analytics.text.tokens import Segmenter, segment, segmenter

PROSE = st.lists(
    st.sampled_from(
        [
            "曾任職輝達的工程師",
            "DeepSeek-V3",
            "，",
            " ",
            "\u3000",
            "升3.5%",
            "立法會議員",
            "𠝹",
            "ＡＩ",
            "嘅",
            "2月8日",
        ]
    ),
    max_size=10,
).map("".join)


@given(PROSE)
def test_between_the_spans_stands_white_space_only(text: str) -> None:
    rest, end = [], 0
    for start, stop in segmenter(load_lexicon()).spans(text):
        assert end <= start < stop
        rest.append(text[end:start])
        end = stop
    assert "".join([*rest, text[end:]]).strip() == ""


@given(PROSE)
def test_the_same_text_is_cut_the_same_way_twice(text: str) -> None:
    assert segment(text) == segment(text)


@pytest.mark.parametrize("text", ["", " ", "\u3000\n\t"])
def test_white_space_has_no_tokens(text: str) -> None:
    assert segment(text) == []


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Qwen2.5-Max勝GPT-4o", ["Qwen2.5-Max", "勝", "GPT-4o"]),
        ("R1、V3.1", ["R1", "、", "V3.1"]),
        ("電郵desk@harbour.example查詢", ["電郵", "desk@harbour.example", "查詢"]),
        ("https://a.example/x見報", ["https://a.example/x", "見報"]),
        ("收報20,225.11點", ["收報", "20,225.11", "點"]),
        ("蒸發1兆美元", ["蒸發", "1兆", "美元"]),
        ("於2025-02-08刊登", ["於", "2025-02-08", "刊登"]),
        ("下午13:55開會", ["下午", "13:55", "開會"]),
        ("氣溫12℃", ["氣溫", "12℃"]),
        ("嗯……好！！", ["嗯", "……", "好", "！！"]),
        ("AT&T與C++", ["AT&T", "與", "C++"]),
        ("日文サイバー", ["日文", "サイバー"]),
    ],
)
def test_names_of_models_numbers_and_addresses_are_single_tokens(text: str, tokens: list[str]) -> None:
    assert segment(text) == tokens


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("引發輝達股價波動", "輝達"),
        ("英偉達急挫", "英偉達"),
        ("英伟达急挫", "英伟达"),
        ("工程師曾經任職", "工程師"),
        ("衞生防護中心公布", "衞生防護中心"),
    ],
)
def test_traditional_words_are_found_as_simplified_ones_are(text: str, word: str) -> None:
    assert word in segment(text)


def test_no_chinese_name_of_the_pack_is_ever_split() -> None:
    names = [
        alias.text
        for entity in load_entities().values()
        for alias in entity.aliases
        if alias.region in ("hk", "tw", "cn")
    ]
    assert [name for name in names if name not in segment(f"昨日，{name}，消息")] == []


def test_a_user_word_of_two_scripts_stays_whole_at_its_edges() -> None:
    lexicon = load_lexicon(words=["AI晶片"])
    assert segment("OpenAI晶片與AI晶片", lexicon)[-1] == "AI晶片"
    assert "OpenAI" in segment("OpenAI晶片", lexicon)


def test_a_user_word_within_a_latin_word_does_not_cut_it() -> None:
    assert segment("OpenAI與AI", load_lexicon(words=["AI"])) == ["OpenAI", "與", "AI"]


def test_characters_beyond_the_basic_plane_keep_their_place() -> None:
    assert "".join(segment("用刀𠝹開，𨋢壞咗")) == "用刀𠝹開，𨋢壞咗"


def test_a_line_break_is_no_token() -> None:
    assert segment("港股\n急升") == ["港股", "急升"]


def test_tokens_are_half_width_where_segments_stay_as_written() -> None:
    cutter = Segmenter(load_lexicon())
    assert cutter.tokens("ＡＩ，升") == ["AI", ",", "升"]
    assert segment("ＡＩ，升") == ["ＡＩ", "，", "升"]


def test_another_segmenter_leaves_this_one_alone() -> None:
    plain = Segmenter(load_lexicon())
    before = plain.tokens("羅珀凡上任")
    assert Segmenter(load_lexicon(words=["羅珀凡"])).tokens("羅珀凡上任") == ["羅珀凡", "上任"]
    assert plain.tokens("羅珀凡上任") == before


@pytest.mark.parametrize("first", ["", "import rjieba"])
def test_words_of_ours_are_not_added_to_the_dictionary_of_others(first: str) -> None:
    code = (
        f"{first}\nfrom analytics.text.lexicon import load_lexicon\nfrom analytics.text.tokens import segment\n"
        "ours = segment('寅卯灣渡輪停航', load_lexicon(words=['寅卯灣渡輪']))\n"
        "import rjieba\nprint(ours[0], '寅卯灣渡輪' in rjieba.cut('寅卯灣渡輪停航'), rjieba.Jieba().has_word('香港'))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["寅卯灣渡輪", "False", "True"]


def test_to_cut_needs_one_dictionary_and_no_second() -> None:
    code = "import sys, analytics.text.tokens as t; t.segment('渡輪'); print('rjieba' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


# --- names stay whole


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("臉書法務", ["臉書", "法務"]),
        ("輝達到場", ["輝達", "到場"]),
        ("在台中與台北", ["在", "台中", "與", "台北"]),
        ("在舞台中央", ["在", "舞台", "中央"]),
        ("教協會面", ["教協", "會面"]),
        ("李家超說明", ["李家超", "說明"]),
        ("支持度較林鄭月娥低", ["支持", "度", "較", "林鄭月娥", "低"]),
        ("支聯會成員", ["支聯會", "成員"]),
        ("建制派議員", ["建制派", "議員"]),
        ("嗰陣時有冇一啲", ["嗰陣時", "有冇", "一啲"]),
        ("佢噉樣跟住喺度", ["佢", "噉樣", "跟住", "喺度"]),
        ("唔知就係", ["唔", "知", "就", "係"]),
        ("佢就係話都係冇人唔會", ["佢", "就", "係", "話", "都", "係", "冇", "人", "唔", "會"]),
        ("是但求其入面", ["是但", "求其", "入面"]),
        ("佢哋而家咁樣", ["佢哋", "而家", "咁樣"]),
        ("依家點解唔使", ["依家", "點解", "唔使"]),
        ("邊個冇得去", ["邊個", "冇得", "去"]),
        ("係咪我哋嗰啲", ["係咪", "我哋", "嗰啲"]),
        ("屋苑輪候今早公布", ["屋苑", "輪候", "今早", "公布"]),
        ("香港特區政府與美國國務院", ["香港", "特區政府", "與", "美國", "國務院"]),
        ("立法院民眾黨團", ["立法院", "民眾黨", "團"]),
    ],
)
def test_names_and_cantonese_words_are_cut_whole(text: str, tokens: list[str]) -> None:
    assert segment(text) == tokens


@pytest.mark.parametrize(
    "name", ["台中", "台積電", "李家超", "黎智英", "林鄭月娥", "宏福苑", "支聯會", "反送中", "蔡英文", "教協", "臉書"]
)  # fmt: skip
@pytest.mark.parametrize(
    "form", ["昨日{}表示", "在{}說明", "對{}的回應", "指{}到場", "{}法務部門", "與{}會面"]
)
def test_a_name_of_the_lexicon_is_whole_between_common_words(name: str, form: str) -> None:
    assert name in segment(form.format(name))


def test_radicals_are_cut_as_the_ideographs_they_stand_for() -> None:
    cutter = Segmenter(load_lexicon())
    assert cutter.tokens("⽇本政府與⾹港政府") == ["日本", "政府", "與", "香港", "政府"]


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\u00ad", "\ufeff"])
def test_invisible_characters_do_not_cut_a_word_and_are_in_no_token(mark: str) -> None:
    text = f"立法{mark}會Deep{mark}Seek"
    assert Segmenter(load_lexicon()).tokens(text) == ["立法會", "DeepSeek"]
    assert segment(text) == [f"立法{mark}會", f"Deep{mark}Seek"]


@pytest.mark.parametrize(
    ("text", "tokens"), [("3×4", ["3", "×", "4"]), ("AI÷港股", ["AI", "÷", "港股"]), ("नमस्ते।", ["नमस्ते", "।"])]
)
def test_marks_between_letters_are_tokens_of_their_own(text: str, tokens: list[str]) -> None:
    assert segment(text) == tokens


@pytest.mark.parametrize("form", ["a.", "a-.", "1,111,", "a@", "http://!", "a_.+", "+."])
def test_special_tokens_of_an_adversarial_text_are_found_in_linear_time(form: str) -> None:
    special, seconds = SpecialTokens([]), []
    for size in (5000, 40000):
        text = form * (size // len(form)) + "!"
        codes = code_points(text)
        begin = time.process_time()
        special.spans(text, codes)
        seconds.append(time.process_time() - begin)
    assert (
        seconds[1] < 24 * seconds[0] + 0.05
    )  # eight times the text; a quadratic pattern takes 64 times as long


# --- names of the pack


_HAN_NAMES = [
    alias.text
    for entity in load_entities().values()
    for alias in entity.aliases
    if re.fullmatch(f"[{HAN}]{{2,}}", alias.text)
]
_AROUND = st.text(
    st.sampled_from("的法務到今年表示公司股價一在有中國大人出上了會時說對於市場香港達軟訊普"), max_size=6
)


@given(st.sampled_from(_HAN_NAMES), _AROUND, _AROUND)
def test_a_name_of_the_pack_is_never_split(name: str, before: str, after: str) -> None:
    text = before + name + after
    start, end = len(before), len(before) + len(name)
    for first, last in segmenter(load_lexicon()).spans(text):
        # no cut inside the name; a longer word may hold it
        assert not start < first < end and not start < last < end, (text, segment(text))
