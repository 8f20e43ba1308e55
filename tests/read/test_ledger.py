"""What a reading says about itself."""

import pandas as pd

from analytics.read.ledger import grouped, problems_table
from analytics.read.problems import error, warning

PROBLEMS = problems_table(
    [
        warning("b.md", "date_missing", "no date of publication", field="date"),
        warning("a.md", "date_missing", "no date of publication", field="date"),
        warning("a.md", "title_missing", "no title; called 'a'", field="title"),
        error("c.md", "empty_file", "the file is empty"),
    ]
)


def test_like_problems_stand_together_with_the_first_as_example() -> None:
    assert grouped(PROBLEMS)[["code", "documents", "example"]].to_numpy().tolist() == [
        ["empty_file", 1, "c.md"],
        ["date_missing", 2, "a.md"],
        ["title_missing", 1, "a.md"],
    ]


def test_a_document_counts_once_in_a_group() -> None:
    twice = problems_table([warning("a.md", "yaml_repaired", text, field="title") for text in "ab"])
    assert grouped(twice)["documents"].tolist() == [1]


def test_no_problems_are_no_groups() -> None:
    assert isinstance(grouped(PROBLEMS.head(0)), pd.DataFrame)
    assert len(grouped(PROBLEMS.head(0))) == 0
