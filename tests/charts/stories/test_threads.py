"""Time lines of threads."""

import pandas as pd

import analytics
from analytics import charts


def test_a_row_is_a_thread_and_a_dot_a_day(sample: pd.DataFrame) -> None:
    table = analytics.threads(sample, similarity=0.06)
    ax = charts.threads(table)
    assert len(ax.get_yticklabels()) == table["thread"].nunique()
    days = table.assign(day=table["published"].dt.normalize()).drop_duplicates(["thread", "day"])
    dots = [mark for mark in ax.collections if len(mark.get_offsets()) == 1 and mark.get_zorder() == 2]
    assert len(dots) == len(days)


def test_marks_are_bounded(sample: pd.DataFrame) -> None:
    table = analytics.threads(sample, similarity=0.06).head(1)
    times = pd.date_range("2025-01-01", periods=700, tz="Asia/Hong_Kong")
    long = pd.concat([table] * 700, ignore_index=True).assign(published=times)
    assert len(charts.threads(long).collections) <= 61


def test_threads_that_are_not_drawn_are_counted(sample: pd.DataFrame) -> None:
    table = analytics.threads(sample, similarity=0.06)
    assert len(charts.threads(table, top=2).get_yticklabels()) == 2
