"""What looks like a fault of collection is listed; what an outlet always does is not."""

import pandas as pd
import pytest

from analytics import anomalies, load
from analytics.errors import ArgumentError
from analytics.measures.corpus.anomalies import KINDS
from analytics.measures.corpus.texts import KINDS as TEXT_KINDS

from ..calendars import TableOf, daily, dated, without
from ..parts import Parts


def of_kind(table: pd.DataFrame, kind: str) -> list[tuple[str | None, int]]:
    part = table[table["kind"] == kind]
    return [
        (outlet if isinstance(outlet, str) else None, int(count))
        for outlet, count in zip(part["outlet"], part["articles"], strict=True)
    ]


@pytest.fixture(scope="module")
def quarter(table_of: TableOf) -> pd.DataFrame:
    """Two dailies of January to March 2025, nothing wrong with them."""
    return daily(table_of, {"港聲報": 4, "海傍日報": 3}, "2025-01-01", "2025-03-31")


def test_nothing_is_found_where_nothing_is_wrong(quarter: pd.DataFrame) -> None:
    assert anomalies(quarter).empty


def test_a_collector_gap_is_listed_with_what_was_to_be_expected(quarter: pd.DataFrame) -> None:
    row = anomalies(without(quarter, "2025-02-11", "2025-02-13")).iloc[0]
    assert (row["kind"], row["articles"], row["expected"]) == ("gap", 0, pytest.approx(21))
    assert (f"{row['start']:%m-%d}", f"{row['end']:%m-%d}") == ("02-11", "02-13")


def test_an_outlet_that_stops_is_listed_with_the_days_it_lacks(quarter: pd.DataFrame) -> None:
    found = anomalies(without(quarter, "2025-03-10", "2025-03-31", outlet="海傍日報"))
    row = found[found["kind"] == "stopped"].iloc[0]
    assert row["outlet"] == "海傍日報"
    assert (f"{row['start']:%m-%d}", f"{row['end']:%m-%d}") == ("03-10", "03-31")


def test_an_outlet_that_starts_late_is_listed(quarter: pd.DataFrame) -> None:
    found = anomalies(without(quarter, "2025-01-01", "2025-01-20", outlet="海傍日報"))
    assert of_kind(found, "started") == [("海傍日報", 0)]


def test_an_outlet_that_misses_the_last_days_only_has_not_stopped(quarter: pd.DataFrame) -> None:
    assert (
        of_kind(anomalies(without(quarter, "2025-03-26", "2025-03-31", outlet="海傍日報")), "stopped") == []
    )


def test_when_hardly_anything_comes_any_more_no_outlet_is_blamed(
    table_of: TableOf, quarter: pd.DataFrame
) -> None:
    late = dated(table_of, [("南潮社", "2025-04-20 09:00"), ("南潮社", "2025-05-02 10:00")])
    assert of_kind(anomalies(pd.concat([quarter, late], ignore_index=True)), "stopped") == []


def test_many_articles_on_one_second_are_listed_as_an_instant(
    table_of: TableOf, quarter: pd.DataFrame
) -> None:
    crawled = dated(table_of, [("港聲報", "2025-02-20 03:14:15")] * 12)
    found = anomalies(pd.concat([quarter, crawled], ignore_index=True))
    assert of_kind(found, "instant") == [("港聲報", 12)]
    assert found.loc[found["kind"] == "instant", "share"].iloc[0] == pytest.approx(12 / (90 * 4 + 12))


def test_a_morning_edition_on_the_same_second_each_day_is_no_instant(table_of: TableOf) -> None:
    days = pd.date_range("2025-01-01", "2025-02-28", freq="D")
    rows = [("維岸日報", day + pd.Timedelta(hours=6)) for day in days for _ in range(15)]
    rows += [("維岸日報", day + pd.Timedelta(hours=12, minutes=n)) for day in days for n in (3, 17, 44)]
    assert of_kind(anomalies(dated(table_of, rows)), "instant") == []


def test_midnight_stamps_are_no_instant_but_days_without_a_time(table_of: TableOf) -> None:
    days = pd.date_range("2025-01-01", "2025-02-28", freq="D")
    found = anomalies(dated(table_of, [("眾聲", day) for day in days for _ in range(6)]))
    assert of_kind(found, "instant") == []
    assert of_kind(found, "date_only") == [(None, 59 * 6)]


def test_an_outlet_with_some_days_without_a_time_is_named(table_of: TableOf, quarter: pd.DataFrame) -> None:
    plain = dated(table_of, [("海傍日報", "2025-02-03")] * 3)
    found = anomalies(pd.concat([quarter, plain], ignore_index=True))
    assert of_kind(found, "date_only") == [(None, 3), ("海傍日報", 3)]


def test_the_share_of_days_without_a_time_counts_undated_articles_too(table_of: TableOf) -> None:
    rows = [("眾聲", "2025-02-03")] * 8 + [("眾聲", None)] * 2
    found = anomalies(dated(table_of, rows))
    own = found.set_index("kind").loc["date_only"]
    assert (own["articles"], own["share"]) == (8, 0.8)


def test_a_day_with_many_times_any_other_is_crowded(table_of: TableOf, quarter: pd.DataFrame) -> None:
    crawl = pd.date_range("2025-02-20 01:00:00", periods=60, freq="7s")
    found = anomalies(
        pd.concat([quarter, dated(table_of, [("港聲報", at) for at in crawl])], ignore_index=True)
    )
    assert of_kind(found, "crowded_day") == [("港聲報", 64)]


def test_a_busy_news_day_is_not_crowded(table_of: TableOf, quarter: pd.DataFrame) -> None:
    busy = pd.date_range("2025-02-26 08:00:00", periods=12, freq="41min")
    found = anomalies(
        pd.concat([quarter, dated(table_of, [("港聲報", at) for at in busy])], ignore_index=True)
    )
    assert found.empty


def test_what_is_dated_after_the_day_of_reading_is_a_future_date(quarter: pd.DataFrame) -> None:
    assert of_kind(anomalies(quarter, today="2025-03-30"), "future") == [
        (None, 7),
        ("港聲報", 4),
        ("海傍日報", 3),
    ]


def test_without_a_day_of_reading_the_clock_is_not_asked(table_of: TableOf) -> None:
    coming = daily(table_of, {"港聲報": 2}, "2999-01-01", "2999-02-28")
    assert anomalies(coming).empty


def test_what_is_dated_after_its_own_collection_is_a_future_date(quarter: pd.DataFrame) -> None:
    table = quarter.copy()
    table.loc[[5, 6], "extra"] = ['{"fetch_date": "2024-12-01T08:00:00"}', '{"fetch_date": "2025-06-01"}']
    assert of_kind(anomalies(table), "future")[0] == (None, 1)


def test_future_dates_of_articles_that_state_no_outlet_are_told_of_the_whole_corpus(
    table_of: TableOf,
) -> None:
    press = daily(table_of, {None: 2}, "2025-01-01", "2025-01-31")
    assert of_kind(anomalies(press, today="2025-01-30"), "future") == [(None, 2)]


def test_a_date_far_from_all_others_is_a_stray_and_told_once(
    table_of: TableOf, quarter: pd.DataFrame
) -> None:
    table = pd.concat([quarter, dated(table_of, [("港聲報", "2099-01-01 10:00")])], ignore_index=True)
    assert of_kind(anomalies(table), "stray") == [(None, 1), ("港聲報", 1)]
    told = anomalies(table, today="2025-04-01")
    assert (of_kind(told, "future"), of_kind(told, "stray")) == ([(None, 1), ("港聲報", 1)], [])


def test_undated_articles_are_counted_by_outlet_the_most_unusual_first(quarter: pd.DataFrame) -> None:
    table = quarter.copy()
    table.loc[table.index[table["outlet"] == "港聲報"][:2], "published"] = pd.NaT
    table.loc[table.index[table["outlet"] == "海傍日報"][:9], "published"] = pd.NaT
    found = anomalies(table)
    assert of_kind(found, "undated") == [(None, 11), ("海傍日報", 9), ("港聲報", 2)]
    assert found[found["kind"] == "undated"]["p"].iloc[1:].is_monotonic_increasing


def test_duplicates_and_repairs_are_told_of_a_corpus_and_not_of_a_table(write_corpus) -> None:  # type: ignore[no-untyped-def]
    article = "---\ntitle: {}\ndate: 2025-01-06 09:00:00\noutlet: {}\n---\n\n正文。\n"
    corpus = load(
        write_corpus(
            {
                "a.md": article.format("年宵開鑼", "港聲報"),
                "b.md": article.format("年宵開鑼", "港聲報"),
                "c.md": article.format("花市: 減價", "海傍日報"),
            }
        ),
        cache=False,
    )
    found = anomalies(corpus)
    assert of_kind(found, "duplicates") == [(None, 1), ("港聲報", 1)]
    assert found.loc[found["kind"] == "duplicates", "share"].tolist() == pytest.approx([1 / 3, 1 / 2])
    assert of_kind(found, "repaired") == [(None, 1), ("海傍日報", 1)]
    assert anomalies(corpus.articles).empty


def test_kinds_stand_in_their_order_the_whole_corpus_first(quarter: pd.DataFrame) -> None:
    table = without(without(quarter, "2025-02-11", "2025-02-13"), "2025-03-10", "2025-03-31", "海傍日報")
    table.loc[[0, 300], "published"] = pd.NaT
    found = anomalies(table, today="2025-03-20")
    place = found["kind"].map(KINDS.index)
    assert place.is_monotonic_increasing
    assert place.nunique() > 2
    assert of_kind(found, "undated")[0][0] is None


@pytest.mark.parametrize("rows", [[], [0], [6]], ids=["empty", "one article", "one undated"])
def test_hardly_any_articles_give_the_same_columns(press: pd.DataFrame, rows: list[int]) -> None:
    found = anomalies(press.iloc[rows])
    assert found.dtypes.astype(str).to_dict() == anomalies(press).dtypes.astype(str).to_dict()
    assert of_kind(found, "undated") == ([(None, 1)] if rows == [6] else [])


def test_a_day_of_reading_that_is_no_date_is_refused(press: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="today: not a date: '31/3/2025'"):
        anomalies(press, today="31/3/2025")


def test_anomalies_are_the_same_when_the_articles_lie_in_parts(
    table_of: TableOf, quarter: pd.DataFrame
) -> None:
    crawled = dated(table_of, [("港聲報", "2025-02-20 03:14:15")] * 72 + [(None, "2025-02-21 00:00:00")] * 3)
    stray = dated(table_of, [("海傍日報", "1970-01-01 00:00"), (None, "2099-01-01 08:00")])
    table = without(quarter, "2025-02-11", "2025-02-13")
    table = pd.concat([without(table, "2025-03-10", "2025-03-31", "海傍日報"), crawled, stray])
    table = table.sample(frac=1, random_state=2, ignore_index=True)
    table.loc[[3, 300], "published"] = pd.NaT
    table.loc[[4, 5], "extra"] = '{"fetch_date": "2024-12-01T08:00:00"}'
    found = anomalies(Parts.of(table, [0, 5, 90, 91, 400]), today="2025-03-25")  # type: ignore[arg-type]
    assert set(KINDS) - set(found["kind"]) == {"started", "duplicates", "repaired", *TEXT_KINDS}
    pd.testing.assert_frame_equal(found, anomalies(table, today="2025-03-25"), check_exact=True)


def test_a_day_of_collection_that_is_no_day_is_passed_over(quarter: pd.DataFrame) -> None:
    table = quarter.copy()
    table.loc[[5, 6], "extra"] = ['{"fetch_date": "2024-13-01"}', '{"fetch_date": "2024-12-01"}']
    assert of_kind(anomalies(table), "future")[0] == (None, 1)


def test_the_input_stays_as_it_was(quarter: pd.DataFrame) -> None:
    before = quarter.copy(deep=True)
    anomalies(quarter)
    pd.testing.assert_frame_equal(quarter, before)
