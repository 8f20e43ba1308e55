"""What was computed from a table is used again for that table alone, and within its bound."""

import gc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analytics
from analytics.errors import ArgumentError
from analytics.measures.engine.tokens import tokens_of
from analytics.text import prepared as kept
from analytics.text.entities import Names
from analytics.text.folded import folded_field
from analytics.text.match import find_in
from analytics.text.prepared import forget_prepared, keep_prepared, prepared, prepared_bytes

from ..measures.words.tables import table

WORDS = ("輝達", "股價", "AI", "港鐵", "。")
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4
)


@pytest.fixture(autouse=True)
def emptied():
    forget_prepared()
    yield
    keep_prepared(1000)
    forget_prepared()


def articles_of(texts: list[str]) -> pd.DataFrame:
    return table(*texts)


def answers(articles: pd.DataFrame) -> tuple[object, ...]:
    """Return what questions of texts and of words answer."""
    spans = find_in(articles, [Names("輝達")], "body")[1][0]
    tokens = tokens_of(articles)
    words = [tokens.writings["written"].iloc[number] for number in tokens.spelling.tolist()]
    return spans.text.tolist(), spans.start.tolist(), words, tokens.edges.tolist()


def plainly(articles: pd.DataFrame) -> tuple[object, ...]:
    """Return the same of a copy that shares no memory with the table, while nothing is kept."""
    copy = pd.DataFrame(
        {name: pd.array(articles[name].tolist(), dtype=articles.dtypes[name]) for name in ("body", "tokens")}
    )
    held = dict(kept._KEPT._values)
    forget_prepared()
    found = answers(copy)
    kept._KEPT._values.update(held)
    return found


def assigned(articles: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    count = len(articles)
    repeated = other.iloc[np.arange(count) % len(other)]
    return articles.assign(body=repeated["body"].array, tokens=repeated["tokens"].array)


def one_cell(articles: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    articles.iloc[0, articles.columns.get_loc("body")] = other["body"].iloc[0]
    return articles


STEPS = {
    "assign": assigned,
    "one cell": one_cell,
    "filter": lambda articles, _: articles[articles["body"].str.contains("輝達|港鐵")],
    "sort": lambda articles, _: articles.sort_values("body"),
    "concat": lambda articles, other: pd.concat([articles, other], ignore_index=True),
    "reset": lambda articles, _: articles.reset_index(drop=True),
    "head": lambda articles, _: articles.head(2),
    "backwards": lambda articles, _: articles.iloc[::-1],
    "copy": lambda articles, _: articles.copy(),
    "swap": lambda articles, _: articles.assign(title=articles["body"].array, body=articles["title"].array),
    "fresh": lambda _, other: other,
}


@settings(max_examples=50)
@given(TEXTS, st.lists(st.tuples(st.sampled_from(sorted(STEPS)), TEXTS), max_size=5))
def test_whatever_is_done_to_a_table_its_own_texts_and_words_are_counted(
    texts: list[str], steps: list[tuple[str, list[str]]]
) -> None:
    articles = articles_of(texts)
    earlier = articles, answers(articles)
    for name, other in steps:
        changed = STEPS[name](articles, articles_of(other))
        if len(changed):
            assert answers(changed) == plainly(changed)
        if name != "one cell":
            assert answers(earlier[0]) == earlier[1]
        articles = changed if len(changed) else articles
        earlier = articles, answers(articles)


@settings(max_examples=50)
@given(st.lists(TEXTS, min_size=2, max_size=12))
def test_a_table_in_the_memory_of_one_that_is_gone_is_another_table(tables: list[list[str]]) -> None:
    for texts in tables:
        articles = articles_of(texts)
        assert answers(articles) == plainly(articles)
        del articles
        gc.collect(
            0
        )  # the youngest alone: a whole collection takes a second where other tests left much behind


def test_a_second_question_folds_nothing() -> None:
    articles = articles_of(["輝達 股價"])
    assert folded_field(articles, "body") is folded_field(articles, "body")
    assert tokens_of(articles) is tokens_of(articles)


def test_other_columns_and_another_index_change_nothing() -> None:
    articles = articles_of(["輝達 股價", "港鐵"])
    first = folded_field(articles, "body")
    assert folded_field(articles.assign(outlet="甲").set_index("id"), "body") is first


def test_what_was_computed_goes_with_its_table() -> None:
    articles = articles_of(["輝達 股價"])
    answers(articles)
    assert prepared_bytes() > 0
    del articles
    gc.collect()
    assert prepared_bytes() == 0


def test_what_was_used_longest_ago_is_dropped_beyond_the_bound() -> None:
    columns = [pd.Series([f"甲{number}"], dtype="str") for number in range(3)]
    make = {
        number: prepared(column, "test", lambda: np.zeros(50_000)) for number, column in enumerate(columns)
    }
    prepared(columns[0], "test", lambda: np.ones(1))
    keep_prepared(0.9)
    again = [
        prepared(column, "test", lambda: np.ones(1)) is make[number] for number, column in enumerate(columns)
    ]
    assert again == [True, False, True]


def test_nothing_is_kept_under_a_bound_of_nothing() -> None:
    keep_prepared(0)
    articles = articles_of(["輝達 股價"])
    assert answers(articles) == answers(articles)
    assert prepared_bytes() == 0


def test_a_bound_below_nothing_is_refused() -> None:
    with pytest.raises(ArgumentError, match="0 or more"):
        keep_prepared(-1)


def test_a_table_can_be_emptied_by_hand() -> None:
    articles = articles_of(["輝達 股價"])
    answers(articles)
    analytics.forget_prepared()
    assert prepared_bytes() == 0


def test_a_column_that_arrow_does_not_hold_is_computed_each_time() -> None:
    column = pd.Series(["甲"], dtype=object)
    assert prepared(column, "test", lambda: np.zeros(1)) is not prepared(column, "test", lambda: np.zeros(1))


def test_a_table_collected_while_kept_values_are_counted_is_dropped_afterwards() -> None:
    class Ending:
        """A value during whose counting a table is collected."""

        @property
        def nbytes(self) -> int:
            if len(others) == 2:
                others.clear()
            return 8

    forget_prepared()
    column = pd.Series(["輝達"], dtype="str")
    others: list[pd.Series] = []
    prepared(column, "kind", Ending)
    for text in "急升":
        others.append(pd.Series([text], dtype="str"))
        prepared(others[-1], "kind", lambda: np.zeros(1))
    assert not others
    assert prepared_bytes() == 8
