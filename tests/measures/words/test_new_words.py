"""New words."""

import analytics
from analytics.schema import empty

from ..mentions.tables import table_of

FILLER = "".join(chr(code) for code in range(0x5000, 0x50A0))  # characters that stand once each


NAMES = FILLER + "".join(
    f"{a}陳灝洸{b}。" for a, b in zip("甲乙丙丁戊己庚辛", "天地人日月星風雨", strict=True)
)


def test_a_name_that_keeps_its_shape_among_changing_neighbours_is_proposed() -> None:
    proposed = analytics.new_words(table_of({"body": NAMES}), min_frequency=3)
    assert proposed["word"].tolist()[0] == "陳灝洸"
    row = proposed.iloc[0]
    assert (row["frequency"], row["document_frequency"]) == (8, 1)
    assert row["left_entropy"] == row["right_entropy"] == 3.0


def test_a_known_word_and_a_piece_of_a_longer_word_are_not_proposed() -> None:
    body = NAMES + "".join(
        f"{a}立法會{b}。" for a, b in zip("甲乙丙丁戊己庚辛", "天地人日月星風雨", strict=True)
    )
    words = set(analytics.new_words(table_of({"body": body}), min_frequency=3)["word"])
    assert "陳灝洸" in words
    assert not words & {"立法會", "立法", "陳灝", "灝洸"}


def test_a_listed_word_is_no_longer_new() -> None:
    lexicon = analytics.load_lexicon(words=["陳灝洸"])
    assert "陳灝洸" not in set(
        analytics.new_words(table_of({"body": NAMES}), min_frequency=3, lexicon=lexicon)["word"]
    )


def test_new_words_of_nothing_are_none() -> None:
    assert len(analytics.new_words(empty())) == 0
    assert len(analytics.new_words(table_of({"body": "短。"}))) == 0
