"""Characters, entities and line ends of a text as written."""

import pytest

from analytics.read.cleaning import decode_entities, join_lines, line_key, spaces, visible


def test_every_kind_of_white_space_becomes_one_blank() -> None:
    assert spaces("\u3000獅山\u00a0\u3000 科技\u200b\ufeff\t\n") == "獅山 科技"


@pytest.mark.parametrize(
    "text",
    ["輝\u2060達", "輝\u00ad達", "輝\u200b達", "輝\ufeff達", "輝\x08達", "輝\x1f達", "輝\x7f達", "輝\x9f達", "輝\u200d達", "輝\u202e達"],
)  # fmt: skip
def test_what_shows_nothing_hides_no_name(text: str) -> None:
    assert visible(text) == "輝達"


def test_joiners_of_emoji_stay() -> None:
    assert visible("👩\u200d💻") == "👩\u200d💻"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028"])
def test_every_line_end_is_one(end: str) -> None:
    assert visible(f"甲{end}乙") == "甲\n乙"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("輝\n達", "輝達"),
        ("輝達，\n急升", "輝達，急升"),
        ("輝達\n，急升", "輝達，急升"),
        ("他說\n「升」", "他說「升」"),
        ("他說\n“升”", "他說“升”"),
        ("輝達，\nDeepSeek", "輝達，DeepSeek"),
        ("輝\n\n  達\n急升", "輝達急升"),
        ("カタ\nカナ", "カタカナ"),
        ("Deep\nSeek", "Deep Seek"),
        ("輝達\nDeepSeek", "輝達 DeepSeek"),
        ("he said\n“up”", "he said “up”"),
        ("서울\n시민", "서울 시민"),
        ("輝", "輝"),
    ],
)
def test_a_line_end_is_a_blank_between_words_and_nothing_between_chinese(lines: str, joined: str) -> None:
    assert join_lines(lines) == joined


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("&quot;升&quot;&hellip;", '"升"…'),
        ("R&amp;amp;D", "R&D"),
        ("&#x6e2f;&#37941;", "港鐵"),
        ("Q&A;", "Q&A;"),
    ],
)
def test_entities_are_decoded_as_often_as_they_were_escaped(text: str, decoded: str) -> None:
    assert decode_entities(text) == decoded


@pytest.mark.parametrize("other", ["輝達 (NVIDIA)", "辉达（nvidia）", "**輝達**_Nvidia_"])
def test_two_writings_of_a_line_share_a_key(other: str) -> None:
    assert line_key(other) == line_key("輝達NVIDIA")
