"""Chinese is sorted by strokes or by pinyin, never by code point."""

import pandas as pd
import pytest

from analytics.errors import ArgumentError
from analytics.text.collation import by_strokes, sort_keys
from analytics.text.fold import fold_word


def in_order(words: str, order: str = "strokes") -> list[str]:
    names = words.split()
    keys = sort_keys([fold_word(name) for name in names], order).to_pylist()
    return [name for _, name in sorted(zip(keys, names, strict=True))]


def test_fewer_strokes_come_first() -> None:
    assert in_order("龍 港 國 王 一 張 丁 林") == ["一", "丁", "王", "林", "國", "張", "港", "龍"]


def test_a_simplified_character_has_the_strokes_of_its_traditional_form() -> None:
    assert in_order("龙 港 国 一") == ["一", "国", "港", "龙"]


def test_a_prefix_comes_before_a_longer_word() -> None:
    assert in_order("香港人 香港 香") == ["香", "香港", "香港人"]


def test_signs_digits_and_latin_letters_come_before_chinese() -> None:
    assert in_order("一 z 5 ＡＩ") == ["5", "ＡＩ", "z", "一"]


def test_characters_of_hong_kong_have_a_place() -> None:
    assert in_order("龘 啲 𨋢 一") == ["一", "啲", "𨋢", "龘"]


def test_a_character_without_a_place_stands_after_those_that_have_one() -> None:
    assert in_order("\U00030a5d 龘") == ["龘", "\U00030a5d"]


def test_pinyin_sorts_by_syllable() -> None:
    assert in_order("張 一 東 港 阿 王", "pinyin") == ["阿", "東", "港", "王", "一", "張"]


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(ArgumentError, match="strokes, pinyin"):
        sort_keys(["一"], "radicals")


def test_the_same_name_in_other_spellings_stands_together() -> None:
    names = pd.Series(["東鐵", "ＡＢ", "丁", "东铁", "ab", "林"], dtype="str")
    assert names.sort_values(key=by_strokes).tolist() == ["ab", "ＡＢ", "丁", "东铁", "東鐵", "林"]


def test_the_order_does_not_depend_on_that_of_the_rows() -> None:
    names = pd.Series(["東鐵", "东铁"], dtype="str")
    assert names[::-1].sort_values(key=by_strokes).tolist() == names.sort_values(key=by_strokes).tolist()


def test_missing_names_stay_missing_and_numbers_stay_as_they_are() -> None:
    table = pd.DataFrame({"number": [1, 1, 2], "name": pd.Series([None, "一", "丁"], dtype="str")})
    found = table.sort_values(["number", "name"], key=by_strokes)
    assert found.index.tolist() == [1, 0, 2]
