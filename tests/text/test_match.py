"""Names in texts: which are found, where, and whose they are."""

import math
import unicodedata

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text import points
from analytics.text.entities import Alias, Entity, load_entities
from analytics.text.fold import fold, fold_word
from analytics.text.match import find, find_each, find_in
from analytics.text.query import Query


def found(text: str, entity: Entity) -> list[str]:
    spans = find([text], entity)
    return [text[start:end] for start, end in zip(spans.start.tolist(), spans.end.tolist(), strict=True)]


def named(*names: str, unless: tuple[str, ...] = ()) -> Entity:
    return Entity("x", "x", "x", tuple(Alias(name, "") for name in names), unless)


# --- finding


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("DeepSeek-V3獲好評", ["DeepSeek"]),
        ("試用DeepSeek模型", ["DeepSeek"]),
        ("#DeepSeek", ["DeepSeek"]),
        ("ＤｅｅｐＳｅｅｋ（深度求索）", ["ＤｅｅｐＳｅｅｋ", "深度求索"]),
        ("DEEPSEEK’s", ["DEEPSEEK"]),
        ("DeepSeeker", []),
        ("MyDeepSeek", []),
        ("DeepSeek2", []),
    ],
)
def test_a_latin_name_is_found_between_latin_edges(text: str, names: list[str]) -> None:
    assert found(text, load_entities()["deepseek"]) == names


def test_the_longest_of_names_that_begin_together_is_found() -> None:
    assert found("深度求索公司", named("深度", "深度求索")) == ["深度求索"]


def test_the_leftmost_of_names_that_cross_is_found() -> None:
    assert found("港交所有限", named("港交所", "所有限")) == ["港交所"]


def test_a_name_is_told_by_its_alias_and_its_region() -> None:
    nvidia = load_entities()["nvidia"]
    spans = find(["台灣稱輝達，香港稱英偉達，又名NVIDIA"], nvidia)
    assert [nvidia.aliases[number].region for number in spans.alias.tolist()] == ["tw", "hk", "latin"]


def test_missing_texts_hold_no_match_and_keep_their_number() -> None:
    spans = find([None, math.nan, "輝達", "", "輝達"], load_entities()["nvidia"])  # type: ignore[list-item]
    assert spans.text.tolist() == [2, 4]


def test_no_text_gives_no_match() -> None:
    assert len(find([], load_entities()["nvidia"])) == 0


def test_a_name_does_not_reach_over_the_gap_between_two_texts() -> None:
    assert len(find(["輝", "達"], load_entities()["nvidia"])) == 0


def test_a_context_voids_the_name_inside_it_and_no_other() -> None:
    entity = named("輝達", unless=("光輝達",))
    spans = find(["光輝達致，輝達股價"], entity)
    assert spans.start.tolist() == [5]


def test_a_context_does_not_void_a_name_that_reaches_beyond_it() -> None:
    assert found("光輝達公司", named("輝達公司", unless=("光輝達",))) == ["輝達公司"]


def test_a_voided_name_makes_room_for_a_shorter_one_beside_it() -> None:
    assert found("特朗普大廈", named("特朗普大", "朗普", unless=("特朗普大廈",))) == []
    assert found("蘋果日報社", named("蘋果日報", "日報社", unless=("蘋果日報",))) == ["日報社"]


def test_a_context_is_folded_like_the_text() -> None:
    assert found("光辉达到顶点", named("輝達", unless=("光輝達",))) == []


def test_finding_in_chunks_is_finding_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["輝達升", None, "無關", "NVIDIA與英偉達"] * 3
    whole = find(texts, load_entities()["nvidia"])
    monkeypatch.setattr(points, "_TOGETHER", 5)
    parts = find(texts, load_entities()["nvidia"])
    assert {name: value.tolist() for name, value in vars(parts).items()} == {
        name: value.tolist() for name, value in vars(whole).items()
    }


def test_several_entities_are_found_as_each_alone() -> None:
    texts, entities = ["OpenAI與輝達", "輝達"], [load_entities()["openai"], load_entities()["nvidia"]]
    assert [len(spans) for spans in find_each(texts, entities)] == [
        len(find(texts, entity)) for entity in entities
    ]


def plainly(text: str, entity: Entity) -> list[tuple[int, int, int]]:
    """Mentions by the definition alone, a place at a time: alias, start, end."""
    copy = fold(text)
    origin = copy.origins[0].tolist()
    # the letters of the alphabet that is tried; a mark is a letter wherever it stands
    kinds = [
        unicodedata.category(char if char == "\u0301" else text[at])
        for char, at in zip(copy.text, origin, strict=True)
    ]
    letter = [kind in ("Lu", "Ll", "Mn") for kind in kinds]

    def standing(name: str) -> list[tuple[int, int]]:
        return [(at, at + len(name)) for at in range(len(copy.text)) if copy.text.startswith(name, at)]

    def edged(low: int, high: int) -> bool:
        places = [place for place in (low, high) if 0 < place < len(letter)]
        return not any(letter[place - 1] and letter[place] for place in places)

    voids = [span for context in entity.unless for span in standing(fold_word(context))]
    found = [
        (low, -high, alias)
        for alias, name in enumerate(fold_word(alias.text) for alias in entity.aliases)
        for low, high in standing(name)
        if edged(low, high) and not any(begin <= low and high <= end for begin, end in voids)
    ]
    mentions, free = [], 0
    for low, high, alias in sorted(found):
        if low >= free:
            free = -high
            start, end = (int(place[0]) for place in copy.original(np.array([low]), np.array([-high])))
            mentions.append((alias, start, end))
    return mentions


@given(
    st.lists(st.text("輝辉達达光到AIａ愛.-㎡…\u0301\u200b 。x", max_size=14), max_size=5),
    st.sampled_from([5, 1 << 19]),
)
def test_what_is_found_is_what_the_definition_says(texts: list[str], together: int) -> None:
    entities = [
        named("輝達", "輝光", "AI-x", "達到", unless=("光輝達到", "x")),
        named("AI", "m2", "...", "愛AI", unless=()),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(points, "_TOGETHER", together)
        for column in (texts, pd.Series(texts, dtype="str")):
            for entity, spans in zip(entities, find_each(column, entities), strict=True):
                rows = zip(
                    *(part.tolist() for part in (spans.text, spans.alias, spans.start, spans.end)),
                    strict=True,
                )
                expected = [(n, *told) for n, text in enumerate(texts) for told in plainly(text, entity)]
                assert list(rows) == expected


# --- weak names


APPLE = Entity(
    "apple", "蘋果公司", "Apple", [Alias("蘋果", "hk", weak=True), "Apple Inc"], ["蘋果日報"], ["iPhone"]
)


def titles_naming(articles: list[tuple[str, str]], entity: Entity) -> list[int]:
    table = pd.DataFrame(articles, columns=["title", "body"], dtype="str")
    return find_in(table, [entity], "title")[1][0].text.tolist()


@pytest.mark.parametrize(
    ("title", "body", "found"),
    [
        ("蘋果豐收", "果農笑。", False),
        ("蘋果新機", "iPhone今日開售。", True),
        ("蘋果新機", "Apple Inc今日公布。", True),
        ("蘋果與iPhone", "", True),
        ("蘋果豐收", "《蘋果日報》報道。", False),
        ("蘋果豐收", "蘋果又豐收。", False),
        ("蘋果日報iPhone版", "", False),
        ("Apple Inc", "", True),
    ],
)
def test_a_weak_name_counts_where_title_or_body_supports_it(title: str, body: str, found: bool) -> None:
    assert bool(titles_naming([(title, body)], APPLE)) is found


def test_an_article_supports_its_own_names_alone() -> None:
    assert titles_naming([("蘋果豐收", ""), ("蘋果新機", "iPhone"), ("蘋果", "")], APPLE) == [1]


def test_a_text_alone_is_its_own_article() -> None:
    assert find(["蘋果豐收", "蘋果iPhone", None], APPLE).text.tolist() == [1]


def test_a_query_of_an_entity_asks_for_support_too() -> None:
    table = pd.DataFrame({"title": ["蘋果新機", "蘋果"], "body": ["iPhone", ""]}, dtype="str")
    query = Query("entity:apple", fields=("title",), entities={"apple": APPLE})
    assert query.found_in(table).matching.tolist() == [True, False]
