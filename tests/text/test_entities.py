"""Which entity is meant, and packs that are refused."""

import os
from dataclasses import asdict
from pathlib import Path

import pytest

from analytics import errors
from analytics.text.entities import (
    Alias,
    Entity,
    Names,
    as_entity,
    entity_from_json,
    find_entity,
    load_entities,
    near_miss,
)


def named(*names: str) -> Entity:
    return Entity("x", "x", "x", tuple(Alias(name, "") for name in names))


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
        ("[lion]\nhk = ['獅山科技']\ntw = ['獅山科技', '']\n", r"pack\.toml:3: entity 'lion': a name is empty"),
        ("[lion]\nhk = ['獅山科技']\nunless = ['']\n", r"pack\.toml:3: entity 'lion': a context is empty"),
        ("[lion]\nhk = '獅山科技'\n", r"pack\.toml:2: entity 'lion': 'hk' must be a list of names"),
        ("[lion]\n\nhk = ['獅山科技', 5]\n", r"pack\.toml:3: entity 'lion': 'hk' must be a list of names"),
        ("[lion]\nhk = ['獅山科技']\nunless = '石獅山'\n", r"pack\.toml:3: entity 'lion': 'unless' must be a list"),
        ("[lion]\nhk = ['獅山科技']\nlabel = '獅山'\n", r"pack\.toml:3: entity 'lion': label must be a table"),
        ("lion = '獅山科技'\n", r"pack\.toml:1: entity 'lion': must be a table"),
        ("[lion]\nhk = ['獅山科技']\ntaiwan = []\n", r"pack\.toml:3: entity 'lion': unknown field 'taiwan'"),
        ("[lion]\nhk = ['獅山科技']\nweak = ['獅山']\n", r"pack\.toml:3: entity 'lion': '獅山' is in 'weak' but is no name"),
        ("[lion]\nhk = ['獅山']\nweak = ['獅山']\n", r"pack\.toml:3: entity 'lion': every name is weak"),
        ("[lion]\nhk = ['獅山']\nonly_with = ['科技']\n", r"pack\.toml:3: entity 'lion': 'only_with' supports weak"),
        ("[lion]\nhk = ['獅山科技']\n[tiger]\n# 同名\ncn = ['狮山科技']\n", r"pack\.toml:5: entity 'tiger': name"),
    ],
)  # fmt: skip
def test_a_wrong_pack_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(errors.EntityError, match=message):
        load_entities(pack(tmp_path, text))


def test_weak_names_are_marked_and_words_that_support_them_kept(tmp_path: Path) -> None:
    lion = load_entities(
        pack(tmp_path, "[lion]\nhk = ['獅山科技', '獅山']\nweak = ['獅山']\nonly_with = ['科技股']\n")
    )["lion"]
    assert [alias.weak for alias in lion.aliases] == [False, True]
    assert lion.only_with == ("科技股",)
    assert entity_from_json(asdict(lion)) == lion


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


# --- entities made by hand


def test_names_given_as_plain_texts_become_aliases() -> None:
    assert Entity("z", "澤", "Z", ("甲乙", " 丙丁 ")).aliases == (Alias("甲乙"), Alias("丙丁"))


@pytest.mark.parametrize(
    "names", [("甲", "乙"), ("甲乙", ""), (), ("A\u200b",), (5,), "甲乙", (Alias("甲", "hk"),)]
)
def test_an_entity_whose_names_would_match_by_chance_is_refused(names: object) -> None:
    with pytest.raises(errors.EntityError, match="entity 'z'"):
        Entity("z", "澤", "Z", names)  # type: ignore[arg-type]


def test_an_entity_with_an_empty_context_is_refused() -> None:
    with pytest.raises(errors.EntityError, match="'unless'"):
        Entity("z", "澤", "Z", ("甲乙",), ("",))


def test_names_are_one_subject_called_by_the_label_or_the_first_name() -> None:
    entity = Names("深度求索", "DeepSeek")
    assert (entity.key, entity.label_en, len(entity.aliases)) == ("深度求索", "深度求索", 2)
    named_entity = Names("港鐵", "MTR", label="港鐵公司", label_en="MTR Corporation")
    assert (named_entity.key, named_entity.label, named_entity.label_en) == (
        "港鐵公司",
        "港鐵公司",
        "MTR Corporation",
    )


@pytest.mark.parametrize("names", [(), ("港",), ("深度求索", "")])
def test_names_that_would_match_by_chance_make_no_subject(names: tuple[str, ...]) -> None:
    with pytest.raises(errors.EntityError):
        Names(*names)


# --- looking a name up


@pytest.mark.parametrize("name", ["trump", "特朗普", "川普", "TRUMP", "Ｔｒｕｍｐ", " 特朗普 "])
def test_an_entity_is_found_by_its_key_and_by_any_of_its_names(name: str) -> None:
    found = find_entity(name, load_entities())
    assert found is not None and found.key == "trump"


def test_a_key_goes_before_a_name_of_another_entity() -> None:
    pack = {"甲乙": Entity("甲乙", "", "", ["丙丁"]), "戊己": Entity("戊己", "", "", ["甲乙"])}
    assert find_entity("甲乙", pack) is pack["甲乙"]


@pytest.mark.parametrize(
    ("name", "known"),
    [("deepsek", "deepseek"), ("Nvida", "Nvidia"), ("特郎普", "特朗普"), ("Trmp", "Trump"), ("deepseeks", "deepseek")],
)  # fmt: skip
def test_a_misspelt_name_is_near_the_right_one(name: str, known: str) -> None:
    near = near_miss(name, load_entities())
    assert near is not None and near.casefold() == known.casefold()


@pytest.mark.parametrize(
    "name", ["港鐵", "騰訊音樂", "DeepSeek-V3", "Meta AI", "Apple Watch", "zzzz", "特朗普", "華衛", "trump"]
)
def test_another_name_is_no_misspelling(name: str) -> None:
    assert near_miss(name, load_entities()) is None
