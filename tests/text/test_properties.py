"""What must hold for any text: properties of folding, matching and segmentation."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import analytics
from analytics.errors import CorpusError, EntityError
from analytics.text.characters import INVISIBLE
from analytics.text.entities import Alias, Entity, as_entity, load_entities
from analytics.text.fold import FoldedColumn, fold, fold_word
from analytics.text.lexicon import load_lexicon
from analytics.text.match import find
from analytics.text.tokens import Segmenter, segment

# Texts in which names, widths, marks and zero-width characters meet.
MIXED = st.lists(
    st.one_of(
        st.sampled_from([
            *("DeepSeek", "ＤｅｅｐＳｅｅｋ", "深度求索", "輝達", "英偉達", "英伟达", "NVDA", "OpenAI", "AI", "A股", "5G"),
            *("，", "。", "……", "—", "-", " ", "\u3000", "\u200b", "\ufeff", "e\u0301", "ﾊﾞ", "㎡", "½", "3.5%", "1,200億"),
            *("光輝達到", "\n", "嘅", "咗", "衞", "裏", "GPT-4o", "https://a.example/x?y=1", "US$5.6", "2025年1月27日"),
        ]),
        st.text(max_size=6),
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(MIXED)
@example("e\u200b\u0301İ")
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text


@given(MIXED)
def test_each_character_of_the_copy_points_at_what_it_was_made_from(text: str) -> None:
    copy = fold(text)
    if copy.offsets is None:
        assert len(copy.text) == len(text)
    for char, start, end in zip(copy.text, *(part.tolist() for part in copy.origins), strict=True):
        assert 0 <= start < end <= len(text)
        assert char in fold(text[start:end]).text


@given(st.lists(MIXED, min_size=1, max_size=5))
def test_a_match_points_at_a_name_in_the_original(texts: list[str]) -> None:
    entity = load_entities()["nvidia"]
    names = {fold_word(alias.text) for alias in entity.aliases}
    spans = find(texts, entity)
    for number, alias, start, end in zip(*(part.tolist() for part in vars(spans).values()), strict=True):
        found = texts[number][start:end]
        assert fold_word(found) == fold_word(entity.aliases[alias].text)
        assert fold_word(found) in names


@given(st.lists(MIXED, min_size=1, max_size=5))
def test_no_match_overlaps_another(texts: list[str]) -> None:
    overlapping = Entity(
        "x", "x", "x", tuple(Alias(name, "") for name in ("深度", "深度求索", "求索", "DeepSeek", "Deep"))
    )
    spans = find(texts, overlapping)
    places = list(zip(spans.text.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True))
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places))


@given(st.lists(MIXED, max_size=5))
def test_finding_in_a_column_is_finding_in_each_text(texts: list[str]) -> None:
    entity = load_entities()["deepseek"]
    together = find(texts, entity)
    apart = [
        (n, int(s), int(e))
        for n, text in enumerate(texts)
        for s, e in zip(*vars_of(find([text], entity)), strict=True)
    ]
    assert (
        list(zip(together.text.tolist(), together.start.tolist(), together.end.tolist(), strict=True))
        == apart
    )


def vars_of(spans: analytics.text.match.Spans) -> tuple[list[int], list[int]]:
    return spans.start.tolist(), spans.end.tolist()


@given(MIXED)
def test_segmentation_keeps_every_non_blank_character_in_order(text: str) -> None:
    tokens = segment(text)
    visible = re.sub(f"[{INVISIBLE}]", "", text)
    assert re.sub(f"[{INVISIBLE}]", "", "".join("".join(tokens).split())) == "".join(visible.split())
    assert all(tokens)


@given(st.lists(st.text(max_size=8), min_size=1, max_size=4), st.data())
def test_a_column_locates_each_place_in_its_text(texts: list[str], data: st.DataObject) -> None:
    column = FoldedColumn(texts)
    filled = [at for at, char in enumerate(column.text) if char != "\0"]
    if not filled:
        return
    import numpy as np

    at = data.draw(st.sampled_from(filled))
    number, start, end = (int(part[0]) for part in column.locate(np.array([at]), np.array([at + 1])))
    assert column.text[at] in fold(texts[number][start:end]).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OpenAI與AI不同，MAIN也不是", ["AI"]),
        ("AIGC、AI、生成式AI模型、#AI", ["AI", "AI", "AI"]),
        ("ＡＩ時代", ["ＡＩ"]),
    ],
)
def test_latin_names_match_at_latin_edges(text: str, expected: list[str]) -> None:
    spans = find([text], as_entity(["AI"]))
    assert [text[start:end] for start, end in zip(*vars_of(spans), strict=True)] == expected


@pytest.mark.parametrize(
    ("key", "text", "count"),
    [
        ("deepseek", "DeepSeek-V3、DeepSeek模型、#DeepSeek、Deep\u200bSeek", 4),
        ("nvidia", "輝達、英偉達、英伟达、NVIDIA；光輝達到頂點", 4),
        ("trump", "川普、特朗普；四川普通話", 2),
        ("baidu", "百度；攝氏三百度", 1),
        ("apple", "蘋果公司、蘋果日報、青蘋果", 1),
        ("huawei", "華為；中華為本", 1),
        ("hang-seng-index", "恒指、恆生指數", 2),
        ("hang-seng-index", "梁頌恆指出，恒指升；梁恒指出：不同意", 1),
        ("hang-seng-index", "恒指出現回吐", 1),
        ("baidu", "眾裏尋他千百度，百度百科說", 0),
        ("apple", "《蘋果》停刊後，蘋果記者失業", 0),
        ("apple", "蘋果豐收，一日一蘋果", 0),
        ("apple", "蘋果推出新iPhone，蘋果股價升", 2),
        ("meta", "她在Facebook發文，再在臉書回應", 0),
        ("meta", "臉書母公司Meta裁員", 2),
        ("gemini", "我家的狗叫Gemini", 0),
        ("gemini", "Google的Gemini升級", 1),
        ("google", "透過 Google News追蹤；可在Google搜索到", 0),
    ],
)
def test_packs_hold_regional_names_and_void_chance_ones(key: str, text: str, count: int) -> None:
    assert len(find([text], load_entities()[key])) == count


def test_the_pack_has_the_entities_promised() -> None:
    promised = {
        *(
            "deepseek",
            "openai",
            "chatgpt",
            "nvidia",
            "huawei",
            "alibaba",
            "qwen",
            "bytedance",
            "doubao",
            "tencent",
        ),
        *(
            "baidu",
            "meta",
            "google",
            "gemini",
            "microsoft",
            "apple",
            "liang-wenfeng",
            "trump",
            "hkex",
            "hang-seng-index",
        ),
    }
    assert promised <= set(load_entities())


@pytest.mark.parametrize(
    ("pack", "message"),
    [
        (
            '[a]\nhk = ["輝達"]\n\n[b]\ntw = ["辉达"]\n',
            r"pack\.toml:5: entity 'b': name '辉达' belongs to 'a' already",
        ),
        (
            '[a]\nhk = ["甲公司", "乙"]\n',
            r"pack\.toml:2: entity 'a': name '乙' is shorter than two characters",
        ),
        ('[a]\nlatin = [\n  "",\n]\n', r"pack\.toml:3: entity 'a': a name is empty"),
        ("[a]\nhk = []\n", r"pack\.toml:1: entity 'a': has no name"),
        ('[a]\nhongkong = ["甲公司"]\n', r"pack\.toml:2: entity 'a': unknown field 'hongkong'"),
        ("[a\n", "not a TOML file"),
    ],
)
def test_a_wrong_pack_is_told_with_file_and_line(tmp_path: Path, pack: str, message: str) -> None:
    file = tmp_path / "pack.toml"
    file.write_text(pack, encoding="utf-8")
    with pytest.raises(EntityError, match=message):
        load_entities(file)


def test_a_missing_pack_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(EntityError, match="cannot be read"):
        load_entities(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("DeepSeek-V3和GPT-4o及R1", ["DeepSeek-V3", "和", "GPT-4o", "及", "R1"]),
        ("5G與A股、H20", ["5G", "與", "A股", "、", "H20"]),
        ("升3.5%至1,200億", ["升", "3.5%", "至", "1,200億"]),
        ("2025年1月27日 US$5.6", ["2025年1月27日", "US$5.6"]),
        ("見https://a.example/x?y=1。", ["見", "https://a.example/x?y=1", "。"]),
        ("OpenAI用AI", ["OpenAI", "用", "AI"]),
        ("立法會議員", ["立法會", "議員"]),
        ("佢哋喺灣仔搭港鐵", ["佢哋", "喺", "灣仔", "搭", "港鐵"]),
        ("引發輝達股價波動", ["引發", "輝達", "股價", "波動"]),
    ],
)
def test_tokens_that_plain_segmentation_breaks_stay_whole(text: str, tokens: list[str]) -> None:
    assert segment(text) == tokens


def test_full_width_forms_are_the_same_tokens_as_half_width_ones() -> None:
    cutter = Segmenter(load_lexicon())
    assert cutter.tokens("ＤｅｅｐＳｅｅｋ－Ｖ３升３．５％") == cutter.tokens("DeepSeek-V3升3.5%")


@pytest.mark.parametrize("text", ["工程師潘梓珊上任", "工程师潘梓珊上任"])
def test_a_user_word_holds_in_either_script(text: str) -> None:
    assert text[3:6] in segment(text, load_lexicon(words=["潘梓珊"]))


def test_user_words_come_from_a_file_in_jiebas_format(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("潘梓珊 5 nr\n\n山頂纜車站 n\n海濱\n", encoding="utf-8")
    lexicon = load_lexicon(words=file)
    assert {"潘梓珊", "山頂纜車站", "海濱"} <= set(lexicon.words)
    assert segment("潘梓珊在山頂纜車站", lexicon) == ["潘梓珊", "在", "山頂纜車站"]


def test_a_user_word_wins_over_the_model_even_with_a_frequency_of_one(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("潘梓珊 1 nr\n", encoding="utf-8")
    assert "潘梓珊" in segment("曾任工程師的潘梓珊獲獎", load_lexicon(words=file))


def test_two_lexicons_in_one_process_do_not_leak_into_each_other() -> None:
    text = "研究晶片股急挫原因"
    before = segment(text, load_lexicon())
    assert "晶片股" in segment(text, load_lexicon(words=["晶片股"]))
    assert segment(text, load_lexicon()) == before
    assert "晶片股" not in before


def test_stop_words_can_be_added_and_taken_off(tmp_path: Path) -> None:
    file = tmp_path / "stop.txt"
    file.write_text("# 本社的\n模型\n-我們\n", encoding="utf-8")
    plain, own = load_lexicon(), load_lexicon(stop=file)
    assert [lexicon.is_stop("模型") for lexicon in (plain, own)] == [False, True]
    assert [lexicon.is_stop("我们") for lexicon in (plain, own)] == [True, False]


@pytest.mark.parametrize("term", ["的", "嘅", "這", "这", "，", "2025", "the", "……"])
def test_function_words_marks_and_bare_numbers_are_stop_words(term: str) -> None:
    assert load_lexicon().is_stop(term)


def test_a_list_of_words_that_cannot_be_read_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read as a UTF-8 list of words"):
        load_lexicon(words=tmp_path / "none.txt")
