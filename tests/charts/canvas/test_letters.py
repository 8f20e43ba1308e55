"""Fonts: which characters can be drawn, and how texts are cut and broken."""

import pytest

from analytics.charts.canvas.letters import drawable, shorten, text_width, wrapped


@pytest.mark.parametrize("char", list("嘅咗啲喺嚟衞綫裏啩喎冚唥𨋢𡃁㷫"))
def test_hong_kong_characters_have_their_glyphs(char: str) -> None:
    assert drawable(char) == char


@pytest.mark.parametrize(
    ("written", "shown"), [("ภาษา", "□□□□"), ("👨‍👩‍👧", "□□□"), ("\ue000", "□"), ("a\nb", "a\nb")]
)
def test_every_other_character_is_a_box(written: str, shown: str) -> None:
    assert drawable(written) == shown


def test_shortened_labels_fit_their_width() -> None:
    assert shorten("北部都會區發展策略諮詢委員會", 6) == "北部都會區…"
    assert shorten("DeepSeek", 6) == "DeepSeek"


def test_lines_are_no_wider_than_asked_and_keep_every_character() -> None:
    written = "與之前所有時段比較；圓點愈大，愈有把握（對數似然值G²）" * 3
    lines = wrapped(written, 9.5, 200)
    assert "".join(lines) == written
    assert max(text_width(line, 9.5) for line in lines) <= 200
    assert not [line for line in lines if line[0] in "，。；：、）"]


def test_a_latin_word_is_not_broken() -> None:
    assert "(log-likelihood G²)" not in wrapped("the stronger the evidence (log-likelihood G²)", 9.5, 180)[0]
    assert all(not line.startswith("²") for line in wrapped("the evidence (log-likelihood G²)", 9.5, 120))
