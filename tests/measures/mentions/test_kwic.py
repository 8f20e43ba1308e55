"""Concordance, aboutness, new words, and counting queries."""

import math

import pandas as pd
import pytest
from wcwidth import wcswidth

import analytics
from analytics.errors import ArgumentError
from analytics.measures.engine.provenance import provenance
from analytics.schema import arrow_schema, empty, to_pandas


def table_of(*articles: dict[str, object]) -> pd.DataFrame:
    import pyarrow as pa

    rows = []
    for number, article in enumerate(articles):
        body = str(article.get("body", ""))
        title = str(article.get("title", f"題目{number}"))
        row: dict[str, object] = {"id": f"a{number}", "path": f"{number}.md", "title": title, "body": body}
        row |= {"summary": "", "images": 0, "characters": len(body), "extra": "{}"}
        row |= {name: [] for name in ("categories", "tags", "headings", "captions", "related")}
        row["tokens"] = [*analytics.segment(title), "\n", *analytics.segment(body)]
        published = pd.Timestamp(str(article.get("published", "2025-01-27"))).tz_localize("Asia/Hong_Kong")
        rows.append(row | {"published": published} | {k: v for k, v in article.items() if k != "published"})
    return to_pandas(pa.Table.from_pylist(rows, schema=arrow_schema()))


@pytest.fixture
def articles() -> pd.DataFrame:
    return table_of(
        {
            "title": "ＤｅｅｐＳｅｅｋ登頂",
            "body": "研究員稱DeepSeek模型省電。\n\n對手觀望。",
            "outlet": "港聲報",
        },
        {"title": "港股上升", "body": "恒指升三百點，DeepSeek概念股領漲。"},
    )


def test_kwic_shows_the_original_and_not_the_match_copy(articles: pd.DataFrame) -> None:
    lines = analytics.kwic(articles, "deepseek")
    assert lines["match"].tolist() == ["ＤｅｅｐＳｅｅｋ", "DeepSeek", "DeepSeek"]
    assert lines["right"].tolist()[0] == "登頂"


def test_kwic_lines_align_on_the_match_on_a_terminal(articles: pd.DataFrame) -> None:
    printed = str(analytics.kwic(articles, "DeepSeek", width=9)).split("\n")
    assert len({wcswidth(line[: line.index("〈")]) for line in printed}) == 1


def test_kwic_contexts_keep_to_their_width(articles: pd.DataFrame) -> None:
    lines = analytics.kwic(articles, "DeepSeek", width=9)
    assert all(wcswidth(text) <= 9 for side in ("left", "right") for text in lines[side])
    assert lines["left"].tolist() == ["", "研究員稱", "三百點，"]


@pytest.mark.parametrize(
    ("sort", "expected"), [("right", ["概念", "模型", "登頂"]), (None, ["登頂", "模型", "概念"])]
)
def test_kwic_sorts_by_context(articles: pd.DataFrame, sort: str | None, expected: list[str]) -> None:
    assert [right[:2] for right in analytics.kwic(articles, "DeepSeek", sort=sort)["right"]] == expected


def test_kwic_sorted_by_the_left_reads_backwards() -> None:
    lines = analytics.kwic(table_of({"body": "甲乙港股。丙甲港股。丁乙港股。"}), "港股", sort="left", width=4)
    assert [left[-1] for left in lines["left"]] == ["乙", "乙", "甲"]


def test_kwic_without_a_match_keeps_its_columns(articles: pd.DataFrame) -> None:
    lines = analytics.kwic(articles, "不存在")
    assert list(lines.columns) == list(analytics.kwic(articles, "DeepSeek").columns)
    assert str(lines) == "no match"
    assert lines._repr_html_() == "<p>no match</p>"


def test_kwic_in_a_notebook_escapes_the_text() -> None:
    page = analytics.kwic(table_of({"body": "港股<script>alert(1)</script>上升"}), "港股")._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_kwic_refuses_a_width_of_nothing(articles: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="width must be 1 or more"):
        analytics.kwic(articles, "DeepSeek", width=0)


def test_aboutness_is_nought_exactly_where_the_entity_is_not_named(articles: pd.DataFrame) -> None:
    scores = analytics.aboutness(articles, "openai")
    assert scores["score"].tolist() == [0.0, 0.0]


def test_aboutness_adds_its_four_features_as_documented(articles: pd.DataFrame) -> None:
    first = analytics.aboutness(articles, "deepseek").iloc[0]
    body = "研究員稱DeepSeek模型省電。\n\n對手觀望。"
    position = 1 - body.index("DeepSeek") / len(body)
    assert (first["title"], first["lead"], first["sentence_share"]) == (True, True, 0.5)
    assert math.isclose(first["score"], 0.35 + 0.20 + 0.30 * 1.0 + 0.15 * position)


def test_aboutness_tells_a_story_from_a_passing_mention() -> None:
    story = {"title": "DeepSeek登頂", "body": "DeepSeek登上榜首。\n\n公司未有回應。"}
    passing = {
        "title": "美股收市",
        "body": "道指升一成。\n\n科網股普遍上升。\n\n金價回落。\n\n有分析提及DeepSeek。",
    }
    scores = analytics.aboutness(table_of(story, passing), "deepseek")["score"]
    assert scores[0] >= 0.5
    assert 0 < scores[1] < 0.25


def test_coverage_can_be_cut_at_a_threshold_of_aboutness() -> None:
    story = {"title": "DeepSeek登頂", "body": "DeepSeek登上榜首。"}
    passing = {"title": "美股收市", "body": "道指升。\n\n金價跌。\n\n油價跌。\n\n有分析提及DeepSeek。"}
    articles = table_of(story, passing)
    about = analytics.aboutness(articles, "deepseek")["score"] >= 0.5
    assert analytics.trend(articles, "deepseek")["matching"].tolist() == [2]
    assert analytics.trend(articles, about)["matching"].tolist() == [1]


def test_a_query_is_counted_like_an_entity(articles: pd.DataFrame) -> None:
    table = analytics.trend(articles, analytics.Query("DeepSeek AND 恒指"))
    assert table[["matching", "total"]].to_numpy().tolist() == [[1, 2]]
    assert provenance(table).label == "DeepSeek AND 恒指"


def test_a_series_of_other_articles_is_refused(articles: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="one value for each"):
        analytics.trend(articles, pd.Series([True], index=[0]))
    with pytest.raises(ArgumentError, match="must be boolean"):
        analytics.trend(articles, pd.Series([1, 0]))


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


def test_known_share_counts_tokens_and_types() -> None:
    articles = table_of({"title": "立法會", "body": "立法會。"}).assign()
    share = analytics.lexicon_coverage(articles).iloc[0]
    assert share[["tokens", "unknown_tokens", "types", "unknown_types"]].tolist() == [2, 0, 1, 0]
    assert math.isnan(analytics.lexicon_coverage(empty()).iloc[0]["token_share"])


def test_kwic_of_an_entity_shows_all_its_names() -> None:
    articles = table_of({"title": "甲", "body": "輝達跌。英偉達再跌。Nvidia回應。"})
    nvidia = analytics.load_entities()["nvidia"]
    assert analytics.kwic(articles, nvidia)["match"].tolist() == ["輝達", "英偉達", "Nvidia"]
    ad_hoc = analytics.Entity("晶片 巨頭", "晶片 巨頭", "", nvidia.aliases)
    assert len(analytics.kwic(articles, ad_hoc)) == 3
