"""New words."""

import pytest

import analytics
from analytics import errors
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


@pytest.mark.parametrize("arguments", [{"max_length": 1}, {"max_length": 6}, {"min_frequency": 1}])
def test_lengths_and_frequencies_that_make_no_sense_are_refused(arguments: dict[str, int]) -> None:
    with pytest.raises(errors.ArgumentError):
        analytics.new_words(empty(), **arguments)


def test_the_neighbours_are_the_characters_beside_a_word_or_the_end_of_a_line() -> None:
    body = FILLER + "甲陳灝洸天\n\n陳灝洸地。乙陳灝洸\n\n陳灝洸"
    row = (
        analytics.new_words(table_of({"body": body}), min_frequency=2, min_entropy=0)
        .set_index("word")
        .loc["陳灝洸"]
    )
    assert row["frequency"] == 4
    assert row["left_entropy"] == row["right_entropy"] == 1.5  # two of four are line ends


def test_every_article_is_counted_once() -> None:
    articles = table_of({"title": "甲陳灝洸乙", "body": NAMES}, {"body": FILLER + "丙陳灝洸丁。戊陳灝洸己"})
    row = analytics.new_words(articles, min_frequency=3).set_index("word").loc["陳灝洸"]
    assert (row["frequency"], row["document_frequency"]) == (11, 2)
