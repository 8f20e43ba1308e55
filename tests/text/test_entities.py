"""Which entity is meant, and packs that are refused."""

import os
from pathlib import Path

import pytest

from analytics import errors
from analytics.text.entities import Alias, Entity, as_entity, load_entities


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
