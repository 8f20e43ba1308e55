"""Names that an article itself shows."""

import pytest

from analytics.text.lexicon import Lexicon, load_lexicon
from analytics.text.tokens import Segmenter

SHIPPED = load_lexicon()


def tokens(*texts: str, without: str = "") -> list[str]:
    """The tokens of texts, each an article of its own, with a lexicon that lacks a name."""
    words = {word: rest for word, rest in SHIPPED.words.items() if word not in without.split()}
    cuts = Segmenter(Lexicon(words, SHIPPED.stop, SHIPPED.names)).cuts(texts)
    return [cuts.narrow[start:end] for start, end in zip(cuts.starts, cuts.ends, strict=True)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("公民黨", "公民黨表示反對。梁議員批評公民黨立場。"),  # a head after a word
        ("支聯會", "警方拘捕支聯會成員，支聯會發聲明。支聯會成立。"),  # a character before a word
        ("運輸署", "他向運輸署查詢。"),  # the proper name before a word for a body
        ("宏福苑", "居民搬離宏福苑。"),
        ("逃犯條例", "他們反對修訂《逃犯條例》。"),  # a title
    ],
)
def test_a_name_that_no_list_has_is_whole_where_the_article_shows_it(name: str, text: str) -> None:
    assert tokens(text, without=name).count(name) == text.count(name)


def test_a_name_shown_by_its_title_is_whole_elsewhere_in_the_same_article_only() -> None:
    shown, other = "《逃犯條例》惹爭議，修訂逃犯條例須諮詢", "修訂逃犯條例須諮詢"
    assert tokens(shown, other, without="逃犯條例").count("逃犯條例") == 2


def test_a_name_is_found_where_the_model_cut_across_it() -> None:
    text = "支聯會成員，支聯會聲明，支聯會成立，但支聯會指拒絕"
    assert tokens(text, without="支聯會").count("支聯會") == 4


def test_the_cut_of_an_article_does_not_depend_on_others() -> None:
    one, other = "公民黨表示反對。", "公民黨支持。"
    apart = tokens(one, without="公民黨") + tokens(other, without="公民黨")
    assert tokens(one, other, without="公民黨") == apart


@pytest.mark.parametrize("text", ["他的黨友。我的黨友。", "陳同學說。陳同學笑。", "《我的家》和《我的家》"])
def test_function_words_and_forms_of_address_make_no_names(text: str) -> None:
    assert not {"的黨", "陳同學", "我的家"} & set(tokens(text))
