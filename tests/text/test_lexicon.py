"""User words, stop words and entity names: where they come from, and what is refused."""

from pathlib import Path

import pytest

from analytics.errors import CorpusError
from analytics.shipped import shipped
from analytics.text import lexicon
from analytics.text.entities import Alias, Entity
from analytics.text.lexicon import load_lexicon


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.txt"
    file.write_text("\ufeff# 本社人名\n羅珀凡 12 nr\n\n山頂纜車站\n海濱長廊 n\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("word", "told"), [("羅珀凡", (12, "nr")), ("山頂纜車站", (None, "")), ("海濱長廊", (None, "n"))]
)
def test_a_line_holds_a_word_and_perhaps_its_frequency_and_tag(
    words: Path, word: str, told: tuple[int | None, str]
) -> None:
    assert load_lexicon(words=words).words[word] == told


@pytest.mark.parametrize("line", ["羅珀凡\t12\tnr", "羅珀凡 nr 12", "羅 珀凡 12 nr", "羅珀凡 12 NR"])
def test_a_line_that_is_no_word_is_told_with_file_and_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "words.txt"
    file.write_text(f"曹以訢\n{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"words\.txt:2: not `word freq tag`"):
        load_lexicon(words=file)


def test_a_list_in_another_encoding_is_a_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_bytes("羅珀凡".encode("big5hkscs"))
    with pytest.raises(CorpusError, match="cannot be read as a UTF-8 list of words"):
        load_lexicon(words=file)


def test_words_given_as_a_list_are_stripped_and_blank_ones_left_out() -> None:
    known = load_lexicon(words=[" 羅珀凡 ", "", "\u3000"]).words
    assert "羅珀凡" in known
    assert not any(not word.strip() for word in known)


def test_entity_names_are_words_where_they_hold_no_blank() -> None:
    entity = Entity("lion", "獅山", "Lion", (Alias("獅山科技", "hk"), Alias("Lion Rock", "latin")))
    known = load_lexicon(entities=[entity]).words
    assert "獅山科技" in known
    assert "Lion Rock" not in known


def test_a_pack_of_ones_own_takes_the_place_of_the_shipped_names() -> None:
    assert "通義千問" in load_lexicon().words
    assert "通義千問" not in load_lexicon(entities=[]).words


def test_the_key_tells_lexicons_apart_and_equal_ones_not(words: Path) -> None:
    assert load_lexicon(words=words).key == load_lexicon(words=words).key
    assert load_lexicon(words=words).key != load_lexicon().key
    assert load_lexicon(words=["甲乙"]).key != load_lexicon(words=["甲丙"]).key


@pytest.mark.parametrize("term", ["輝達", "5G", "A股", "模型", "DeepSeek"])
def test_content_words_are_no_stop_words(term: str) -> None:
    assert not load_lexicon().is_stop(term)


@pytest.mark.parametrize("term", ["1,200億", "3.5%", "——", "２０２５", "\n"])
def test_stop_words_are_function_words_and_what_holds_no_letter(term: str) -> None:
    assert load_lexicon().is_stop(term) is (term != "1,200億")


def test_the_shipped_list_is_read_as_jieba_would() -> None:
    file = shipped("data/words.txt")
    assert lexicon._shipped_words() == lexicon._words_of(file)


@pytest.mark.parametrize("term", ["http://letter.example/news", "www.a.example", "desk@harbour.example"])
def test_addresses_are_no_terms(term: str) -> None:
    assert load_lexicon().is_stop(term)
