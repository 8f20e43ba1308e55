"""Values that differ in script, case or width alone are one value, in every measure over a column."""

from collections.abc import Callable

import pandas as pd
import pytest

import analytics as an
from analytics.measures.engine.provenance import provenance
from analytics.measures.engine.spellings import chosen_spellings, count_spellings


def made(*rows: tuple[str, list[str]]) -> pd.DataFrame:
    """Articles of a section with tags, one a day."""
    return an.articles(
        pd.DataFrame(
            {
                "title": [f"第{number}篇" for number in range(len(rows))],
                "text": [f"內文{number}。" * 9 for number in range(len(rows))],
                "date": [f"2025-01-{day:02}" for day in range(1, len(rows) + 1)],
                "section": [section for section, _ in rows],
                "tags": [tags for _, tags in rows],
            }
        )
    )


@pytest.fixture
def mixed() -> pd.DataFrame:
    return made(
        ("財經", ["國際", "AI"]),
        ("财经", ["国际", "ＡＩ"]),
        ("財經", ["國際", "国际"]),
        ("港聞", ["ai", "AI"]),
        ("", ["國際"]),
    )


def chosen(*values: str) -> dict[str, list[str]]:
    return chosen_spellings(count_spellings(pd.DataFrame({"section": values}), "section")).others


def test_two_scripts_are_one_row(mixed: pd.DataFrame) -> None:
    table = an.distribution(mixed, "section")
    assert table[["value", "matching"]].fillna("").to_numpy().tolist() == [["財經", 3], ["港聞", 1], ["", 1]]


def test_case_and_width_are_one_row_and_an_article_counts_once(mixed: pd.DataFrame) -> None:
    table = an.distribution(mixed, "tags")
    assert table[["value", "matching"]].to_numpy().tolist() == [["國際", 4], ["AI", 3]]


def test_the_table_says_which_spellings_it_merged(mixed: pd.DataFrame) -> None:
    details = provenance(an.distribution(mixed, "tags")).details
    assert details["spellings"] == {"國際": ["国际"], "AI": ["ai", "ＡＩ"]}


def test_a_setting_keeps_spellings_apart(mixed: pd.DataFrame) -> None:
    table = an.distribution(mixed, "section", merge_spellings=False)
    assert table["value"].dropna().tolist() == ["財經", "财经", "港聞"]
    assert "spellings" not in provenance(table).details


def test_the_label_is_in_the_script_of_most_values() -> None:
    assert chosen("港聞", "港聞", "體育", "财经", "财经", "財經") == {"財經": ["财经"]}


def test_the_label_is_simplified_in_a_simplified_corpus() -> None:
    assert chosen("财经", "国际", "体育", "財經", "財經") == {"财经": ["財經"]}


def test_in_one_script_the_most_frequent_spelling_is_the_label() -> None:
    assert chosen("Tech", "ＴＥＣＨ", "tech", "tech") == {"tech": ["Tech", "ＴＥＣＨ"]}


def test_a_spelling_with_blanks_between_characters_is_no_label() -> None:
    assert chosen("歐 巴 馬", "歐 巴 馬", "歐巴馬") == {"歐巴馬": ["歐 巴 馬"]}


def test_a_label_does_not_depend_on_the_period_or_the_subject(mixed: pd.DataFrame) -> None:
    one_day = an.distribution(mixed, "section", start="2025-01-02", end="2025-01-02")
    assert one_day["value"].tolist() == ["財經"]


@pytest.mark.parametrize("merge", [True, False])
def test_behind_lists_as_many_articles_as_a_merged_row_counts(mixed: pd.DataFrame, merge: bool) -> None:
    table = an.distribution(mixed, "tags", merge_spellings=merge)
    listed = an.behind(table, mixed).groupby("row").size()
    assert listed.tolist() == table["matching"].tolist()


@pytest.mark.parametrize(
    "count, apart",
    [
        (lambda table, merge: an.concentration(table, "section", merge_spellings=merge)["values"].item(), 3),
        (lambda table, merge: len(an.diversity(table, by="section", merge_spellings=merge)), 4),
        (lambda table, merge: len(an.cooccurrence(table, "tags", min_articles=1, merge_spellings=merge)), 4),
    ],
    ids=["concentration", "diversity", "cooccurrence"],
)
def test_every_measure_over_a_column_merges(
    mixed: pd.DataFrame, count: Callable[[pd.DataFrame, bool], int], apart: int
) -> None:
    assert count(mixed, False) == apart
    assert count(mixed, True) < apart


def test_the_sentence_names_the_spellings(mixed: pd.DataFrame) -> None:
    assert "「財經」（又作「财经」）" in repr(an.reports.say(an.distribution(mixed, "section")))
