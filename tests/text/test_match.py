"""Names in texts: which are found, where, and whose they are; and packs that are refused."""

import math
import os
import pickle
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import errors
from analytics.read.header import HeaderError
from analytics.text import points
from analytics.text.fold import fold, fold_word
from analytics.text.match import Alias, Entity, as_entity, find, find_each, load_entities


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
    latin = re.compile(r"[^\W_]")

    def standing(name: str) -> list[tuple[int, int]]:
        return [(at, at + len(name)) for at in range(len(copy.text)) if copy.text.startswith(name, at)]

    def edged(name: str, low: int, high: int) -> bool:
        beside = copy.text[max(low - 1, 0) : low], copy.text[high : high + 1]
        pairs = zip(beside, (name[0], name[-1]), strict=True)
        return not any(
            own < "\u1100" and other < "\u1100" and latin.match(own) and latin.match(other)
            for other, own in pairs
        )

    voids = [span for context in entity.unless for span in standing(fold_word(context))]
    found = [
        (low, -high, alias)
        for alias, name in enumerate(fold_word(alias.text) for alias in entity.aliases)
        for low, high in standing(name)
        if edged(name, low, high) and not any(begin <= low and high <= end for begin, end in voids)
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
        named("輝達", "輝", "AI-x", "達", unless=("光輝達到", "x")),
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


# --- which entity is meant


def test_a_near_miss_is_offered() -> None:
    with pytest.raises(errors.EntityError, match=r"unknown entity 'deepsek'; did you mean 'deepseek'\?"):
        as_entity("deepsek")


def test_what_is_near_to_nothing_gets_the_list() -> None:
    with pytest.raises(errors.EntityError, match=r"unknown entity 'zzzz'; known: deepseek, "):
        as_entity("zzzz")


def test_a_key_may_be_written_in_capitals() -> None:
    assert as_entity("DeepSeek").key == "deepseek"


def test_an_entity_is_taken_as_it_is() -> None:
    entity = named("潘梓珊")
    assert as_entity(entity) is entity


def test_names_given_ad_hoc_are_stripped() -> None:
    assert [alias.text for alias in as_entity([" 深度求索 ", "DeepSeek"]).aliases] == ["深度求索", "DeepSeek"]


@pytest.mark.parametrize("wanted", [[], ["港"], ["  "], [""], ["A "], [5], 5, None, ["\u200b\u200b"]])
def test_names_that_would_match_by_chance_are_refused(wanted: object) -> None:
    with pytest.raises(errors.EntityError, match="two characters or more"):
        as_entity(wanted)  # type: ignore[arg-type]


# --- packs


def pack(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "pack.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[lion]\nhk = ['獅山科技']\ntw = ['獅山科技', '']\n", r"pack\.toml:3: entity 'lion': an alias is empty"),
        ("[lion]\nhk = ['獅山科技']\nunless = ['']\n", r"pack\.toml:3: entity 'lion': a context is empty"),
        ("[lion]\nhk = '獅山科技'\n", r"pack\.toml:2: entity 'lion': 'hk' must be a list of names"),
        ("[lion]\n\nhk = ['獅山科技', 5]\n", r"pack\.toml:3: entity 'lion': 'hk' must be a list of names"),
        ("[lion]\nhk = ['獅山科技']\nunless = '石獅山'\n", r"pack\.toml:3: entity 'lion': 'unless' must be a list"),
        ("[lion]\nhk = ['獅山科技']\nlabel = '獅山'\n", r"pack\.toml:3: entity 'lion': label must be a table"),
        ("lion = '獅山科技'\n", "entity 'lion': must be a table"),
        ("[lion]\nhk = ['獅山科技']\ntaiwan = []\n", "unknown name in entity 'lion' of pack.toml 'taiwan'"),
        ("[lion]\nhk = ['獅山科技']\n[tiger]\n# 同名\ncn = ['狮山科技']\n", r"pack\.toml:5: entity 'tiger': alias"),
    ],
)  # fmt: skip
def test_a_wrong_pack_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(errors.EntityError, match=message):
        load_entities(pack(tmp_path, text))


def test_a_pack_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert list(load_entities(pack(tmp_path, "\ufeff[lion]\nhk = ['獅山科技']\n"))) == ["lion"]


def test_an_entity_without_a_label_is_called_by_its_key(tmp_path: Path) -> None:
    lion = load_entities(pack(tmp_path, "[lion]\nhk = ['獅山科技']\n"))["lion"]
    assert (lion.label, lion.label_en) == ("lion", "lion")


def test_a_pack_that_changed_is_read_again(tmp_path: Path) -> None:
    file = pack(tmp_path, "[lion]\nhk = ['獅山科技']\n")
    load_entities(file)
    pack(tmp_path, "[tiger]\nhk = ['虎山科技']\n")
    os.utime(file, ns=(1, 1))
    assert list(load_entities(file)) == ["tiger"]


def test_changing_a_pack_that_was_loaded_changes_no_other() -> None:
    load_entities().clear()
    assert "deepseek" in load_entities()


# --- errors


FAMILY = [
    errors.AnalyticsError,
    errors.CorpusError,
    errors.EntityError,
    errors.QueryError,
    errors.ReportError,
]


@pytest.mark.parametrize("kind", FAMILY)
def test_an_error_survives_a_process_pool(kind: type[Exception]) -> None:
    copy = pickle.loads(pickle.dumps(kind("檔案 a.md:3：無法讀取")))
    assert (type(copy), str(copy)) == (kind, "檔案 a.md:3：無法讀取")


def test_an_error_with_a_line_survives_a_process_pool() -> None:
    copy = pickle.loads(pickle.dumps(HeaderError("the header is broken", 3)))
    assert (copy.message, copy.line) == ("the header is broken", 3)


@pytest.mark.parametrize("kind", FAMILY[1:])
def test_every_error_is_one_of_the_family(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.AnalyticsError)
