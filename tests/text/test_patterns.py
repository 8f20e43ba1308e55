"""Word edges: words, phrases, wildcards and entity names agree on them, beside any character."""

import unicodedata
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.mentions.match import match
from analytics.schema import empty
from analytics.text.characters import IS_LETTER
from analytics.text.entities import Entity, load_entities
from analytics.text.fold import FoldedColumn, fold
from analytics.text.match import find
from analytics.text.patterns import close_together
from analytics.text.query import Query

_SPECIAL = "×÷،।™①½²㎡ªǅʰـ_-·’あｱ가ㄅ日⽇〇々㊀é\u0301\u200b\u2060\u00ad\ufe0f\u3000\u00a0"


def _characters() -> list[str]:
    """Some characters of every general category, spread over its code points, and those that once went wrong."""
    by_category: dict[str, list[str]] = {}
    for code in range(1, 0x30000):
        by_category.setdefault(unicodedata.category(chr(code)), []).append(chr(code))
    by_category.pop("Cs")
    spread = [char for chars in by_category.values() for char in chars[:: max(1, len(chars) // 60)]]
    return [*_SPECIAL, *spread]


CHARACTERS = _characters()


def table(titles: list[str]) -> pd.DataFrame:
    rows = pd.DataFrame({"title": titles, "body": ""}, dtype="str").reindex(columns=empty().columns)
    return rows.astype({"title": "str", "body": "str", "published": empty()["published"].dtype})


@pytest.mark.parametrize("form", ["DeepSeek{}平台", "平台{}DeepSeek", "A{}DeepSeek", "DeepSeek{}A"])
@pytest.mark.parametrize("query", ["DeepSeek", "D?epSeek", '"Deep?Seek"', "Deep*k"])
def test_a_query_and_an_entity_find_a_name_beside_the_same_characters(form: str, query: str) -> None:
    titles = [form.format(char) for char in CHARACTERS]
    entity = np.zeros(len(titles), dtype=bool)
    entity[find(titles, load_entities()["deepseek"]).text] = True
    wanted = query.replace("?", " ") if query.startswith('"') else query
    if wanted == '"Deep Seek"':
        titles = [title.replace("DeepSeek", "Deep Seek") for title in titles]
    found = match(table(titles), Query(wanted)).to_numpy()
    assert [char for char, one, two in zip(CHARACTERS, entity, found, strict=True) if one != two] == []


def test_a_name_ends_where_a_character_of_the_text_is_no_letter() -> None:
    marks = [char for char in CHARACTERS if not IS_LETTER[ord(char)] and fold(char).text]
    spans = find([f"{char}DeepSeek{char}" for char in marks], load_entities()["deepseek"])
    assert sorted(set(range(len(marks))) - set(spans.text.tolist())) == []


@pytest.mark.parametrize("text", ["DeepSeek™平台", "DeepSeek①：來歷", "DeepSeek½價", "DeepSeek×阿里雲", "阿里雲÷DeepSeek", "DeepSeek।", "DeepSeek،"])  # fmt: skip
def test_marks_that_fold_into_letters_are_marks(text: str) -> None:
    assert len(find([text], load_entities()["deepseek"])) == 1
    assert match(table([text]), Query("DeepSeek")).tolist() == [True]


def test_a_letter_of_the_copy_alone_is_found_by_its_letters() -> None:
    assert match(table(["面積50㎡", "約5 km²"]), Query("㎡")).tolist() == [True, False]
    assert match(table(["DeepSeek™平台"]), Query('"DeepSeek TM"')).tolist() == [False]
    assert len(find(["商標™"], Entity("tm", "", "", ["TM"]))) == 1


@pytest.mark.parametrize(
    ("title", "query", "found"),
    [
        ("立法會 議員 反對 ， 特朗普 回應", "立法會議員", True),
        ("市場指輝\n達急升", "輝達", True),
        ("市場指輝\r\n達急升", "輝達", True),
        ("四川 普及教育 新政策", "川普", False),
        ("記者 特 朗 普 報道", "特朗普", True),
        ("立法會\n\n議員", "立法會議員", False),
    ],
)
def test_a_query_finds_words_across_blanks_that_only_interrupt(title: str, query: str, found: bool) -> None:
    assert match(table([title]), Query(query)).tolist() == [found]
    assert bool(len(find([title], Entity("x", "", "", [query])))) is found


def places_close_together(text: str, words: tuple[str, ...], most: int) -> set[tuple[int, int]]:
    """Go through the definition of `close_together` place by place; every character of the text counts."""
    found = [(at, at + len(word), number) for number, word in enumerate(words) for at in range(len(text))]
    found = sorted(place for place in found if text.startswith(words[place[2]], place[0]))
    latest: dict[int, tuple[int, int, int]] = {}
    close: set[tuple[int, int]] = set()
    for place in found:
        latest[place[2]] = place
        together = sorted(latest.values())
        between = [after[0] - before[1] for before, after in pairwise(together)]
        if len(together) == len(words) and min(between) >= 0 and sum(between) <= most:
            close |= {(start, end) for start, end, _ in together}
    return close


@given(
    st.text("甲乙丙丁", max_size=24),
    st.lists(
        st.sampled_from(["甲", "乙", "丙", "甲乙", "乙丙", "丁丙甲"]), min_size=2, max_size=3, unique=True
    ),
    st.integers(0, 6),
)
def test_words_close_together_are_those_of_the_definition(text: str, words: list[str], most: int) -> None:
    column = FoldedColumn([text])
    starts, ends = close_together(column, np.zeros(1, dtype=np.int64), words, most)
    found = set(zip(starts.tolist(), ends.tolist(), strict=True))
    assert found == places_close_together(column.text, tuple(words), most)
