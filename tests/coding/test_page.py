"""The coding page as text: it holds everything, asks for nothing, and no text in it becomes code."""

import json
import re

import pandas as pd
import pytest

import analytics
from analytics.errors import ArgumentError, CorpusError


@pytest.fixture(scope="module")
def drawn() -> pd.DataFrame:
    return analytics.sample(analytics.load("data/sample"), 6, by="matching", entity="deepseek", equal=True)


@pytest.fixture(scope="module")
def book() -> analytics.Codebook:
    return analytics.load_codebook("data/codes/codebook.toml")


def data_of(page: str) -> dict:
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


def test_the_page_holds_every_article_with_its_chance(drawn: pd.DataFrame, book: analytics.Codebook) -> None:
    data = data_of(analytics.coding_page(drawn, book, "Chan"))
    assert [article["id"] for article in data["articles"]] == drawn["id"].tolist()
    assert [article["probability"] for article in data["articles"]] == drawn["probability"].tolist()


def test_blind_pages_hold_no_mentions(drawn: pd.DataFrame, book: analytics.Codebook) -> None:
    data = data_of(analytics.coding_page(drawn, book, "Chan"))
    assert data["blind"] is True
    assert not any(article["marks"] for article in data["articles"])


def test_marks_are_where_the_mentions_are(drawn: pd.DataFrame, book: analytics.Codebook) -> None:
    data = data_of(analytics.coding_page(drawn, book, "Chan", mark="deepseek"))
    marked = [
        article[field][start:end] for article in data["articles"] for field, start, end in article["marks"]
    ]
    assert marked == analytics.mentions(drawn, "deepseek")["text"].tolist()


def test_a_title_with_a_script_stays_text(drawn: pd.DataFrame, book: analytics.Codebook) -> None:
    title = "</script><script>alert(1)</script>"
    page = analytics.coding_page(drawn.assign(title=title), book, title)
    assert page.count("</script>") == 2
    assert data_of(page)["articles"][0]["title"] == title


def test_nothing_of_the_page_lies_elsewhere(drawn: pd.DataFrame, book: analytics.Codebook) -> None:
    page = analytics.coding_page(drawn, book, "Chan")
    shell = re.sub(r"<script.*?</script>|<style>.*?</style>", "", page, flags=re.DOTALL)
    assert not re.search(r"https?:|src=", shell)
    assert "default-src &#39;none&#39;" in shell


@pytest.mark.parametrize("coder", ["", "  ", None])
def test_a_coder_needs_a_name(drawn: pd.DataFrame, book: analytics.Codebook, coder: object) -> None:
    with pytest.raises(ArgumentError, match="needs a name"):
        analytics.coding_page(drawn, book, coder)  # type: ignore[arg-type]


def test_pages_of_another_sample_have_another_digest(drawn: pd.DataFrame, book: analytics.Codebook) -> None:
    one, other = (
        data_of(analytics.coding_page(table, book, "Chan"))["sample"] for table in (drawn, drawn.head(3))
    )
    assert one != other


def test_a_corpus_is_no_sample(book: analytics.Codebook) -> None:
    with pytest.raises(CorpusError, match="not a sample"):
        analytics.coding_page(analytics.load("data/sample").articles, book, "Chan")


def test_sentences_cover_the_text(drawn: pd.DataFrame, book: analytics.Codebook) -> None:
    (article, *_) = data_of(analytics.coding_page(drawn, book, "Chan"))["articles"]
    body = [article["body"][start:end] for field, start, end in article["sentences"] if field == "body"]
    assert "".join(body) == article["body"].replace("\n", "")
