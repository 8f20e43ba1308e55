"""Trend: counts by period, subjects, fields, ranges and mistakes."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analytics import Entity, Names, Query, distribution, load_entities, outlets, trend
from analytics.errors import ArgumentError, CorpusError, EntityError
from analytics.measures.engine.provenance import provenance, subject_from_json
from analytics.text.entities import Alias

from .tables import DISTRIBUTION, OUTLETS, TREND, TableOf, assert_same, dtypes_of, expected


@pytest.fixture(scope="module")
def everywhere() -> dict[str, object]:
    return {
        "published": "2025-01-27",
        "title": "科技股造好",
        "body": "大市反覆。",
        "summary": "騰訊領漲",
        "headings": ["騰訊業績", "後市展望"],
        "captions": ["騰訊總部", "騰訊大樓外貌"],
        "related": ["騰訊回購", "騰訊派息", "騰訊裁員"],
    }


CALLS = {
    "trend": (lambda articles, **asked: trend(articles, "deepseek", **asked), TREND),
    "outlets": (lambda articles, **asked: outlets(articles, "deepseek", **asked), OUTLETS),
    "tags": (lambda articles, **asked: distribution(articles, "tags", **asked), DISTRIBUTION),
    "hour": (
        lambda articles, **asked: distribution(articles, "hour", entity="deepseek", **asked),
        DISTRIBUTION,
    ),
}


Call = Callable[..., pd.DataFrame]


def frozen(articles: pd.DataFrame) -> list[object]:
    content = [articles[name].astype(object).map(str).tolist() for name in articles]
    return [list(articles.columns), dtypes_of(articles), list(articles.index), dict(articles.attrs), content]


RANGE = {"start": "2025-01-13", "end": "2025-02-16"}


def test_trend_counts_matching_and_total_articles_and_mentions(press: pd.DataFrame) -> None:
    wanted = expected(
        {
            "period": pd.to_datetime(["2025-01-20", "2025-01-27", "2025-02-03", "2025-02-10"]),
            "matching": [1, 2, 0, 0],
            "total": [2, 3, 0, 1],
            "mentions": [2, 4, 0, 0],
            "partial": [False, False, False, True],
        },
        TREND,
    )
    assert_same(trend(press, "deepseek"), wanted)


def test_share_is_missing_when_nothing_was_published(press: pd.DataFrame) -> None:
    silent = trend(press, "deepseek").iloc[2]
    assert silent["total"] == 0
    assert silent[["share", "low", "high"]].isna().all()


def test_share_is_zero_when_others_were_published(press: pd.DataFrame) -> None:
    last = trend(press, "deepseek").iloc[3]
    assert (last["share"], last["low"]) == (0.0, 0.0)
    assert last["high"] > 0


def test_trend_is_zero_filled_over_the_whole_range_asked_for(press: pd.DataFrame) -> None:
    table = trend(press, "deepseek", freq="month", start="2024-11-01", end="2025-04-30")
    assert table["period"].dt.strftime("%Y-%m").tolist() == [
        "2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-04",
    ]  # fmt: skip
    assert table["total"].tolist() == [0, 0, 4, 2, 0, 0]
    assert table["share"].isna().tolist() == [True, True, False, False, True, True]


def test_undated_articles_are_on_no_day_and_counted_beside(press: pd.DataFrame) -> None:
    table = trend(press, "deepseek", freq="day", start="2000-01-01", end="2030-12-31")
    assert table["total"].sum() == 6
    assert provenance(table).undated == 1


def test_attrs_say_what_the_table_is_about(press: pd.DataFrame) -> None:
    origin = provenance(trend(press, "nvidia", freq="month"))
    assert (origin.measure, origin.label, origin.label_en, origin.freq) == (
        "trend",
        "英偉達",
        "Nvidia",
        "month",
    )
    assert (origin.by, origin.start, origin.end) == (None, None, None)
    assert (origin.fields, origin.undated) == (("title", "body"), 1)
    assert subject_from_json(origin.subjects["英偉達"]) == load_entities()["nvidia"]


@pytest.mark.parametrize(("fine", "coarse"), [("day", "week"), ("day", "month"), ("month", "quarter")])
def test_a_coarser_share_is_the_ratio_of_sums(press: pd.DataFrame, fine: str, coarse: str) -> None:
    finer, coarser = trend(press, "deepseek", freq=fine), trend(press, "deepseek", freq=coarse)
    code = {"week": "W-SUN", "month": "M", "quarter": "Q"}[coarse]
    sums = finer.groupby(finer["period"].dt.to_period(code))[["matching", "total", "mentions"]].sum()
    assert coarser[["matching", "total", "mentions"]].to_numpy().tolist() == sums.to_numpy().tolist()
    ratio = sums["matching"] / sums["total"].where(sums["total"] > 0)
    assert coarser["share"].to_numpy() == pytest.approx(ratio.to_numpy(), nan_ok=True)


def test_a_coarser_share_is_not_the_mean_of_finer_shares(press: pd.DataFrame) -> None:
    quarter = trend(press, "deepseek", freq="quarter")["share"].iloc[0]
    assert quarter == 3 / 6
    assert quarter != trend(press, "deepseek", freq="week")["share"].mean()


def test_trend_takes_names_given_ad_hoc(press: pd.DataFrame) -> None:
    table = trend(press, Names("深度求索", "英偉達"))
    assert table["matching"].tolist() == [0, 2, 0, 0]
    assert table["mentions"].tolist() == [0, 3, 0, 0]
    assert provenance(table).label == "深度求索"


def test_trend_takes_a_query(press: pd.DataFrame) -> None:
    assert trend(press, Query("DeepSeek AND NOT 模型"))["matching"].tolist() == [0, 1, 0, 0]


def test_trend_takes_articles_chosen_by_a_condition(press: pd.DataFrame) -> None:
    chosen = press["body"].str.len() > 10
    assert trend(press, chosen)["matching"].tolist() == [1, 2, 0, 0]


def test_a_condition_made_from_the_whole_table_serves_a_part_of_it(press: pd.DataFrame) -> None:
    chosen = press["outlet"] == "港聲報"
    assert trend(press.iloc[::-1].head(5), chosen)["matching"].sum() == 1


def test_trend_takes_a_table_whose_index_repeats_itself(press: pd.DataFrame) -> None:
    twice = pd.concat([press, press])
    assert trend(twice, "deepseek")["matching"].tolist() == [2, 4, 0, 0]


def test_trend_takes_articles_in_any_order(press: pd.DataFrame) -> None:
    assert_same(trend(press.sample(frac=1, random_state=7), "deepseek"), trend(press, "deepseek"))


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("deepseek", "ＤｅｅｐＳｅｅｋ"),
        ("deepseek", "DEEPSEEK"),
        ("deepseek", "deepseek-V3"),
        ("deepseek", "#DeepSeek"),
        ("deepseek", "DeepSeek模型"),
        ("deepseek", "Deep\u200bSeek"),
        ("deepseek", "深度求索"),
        ("nvidia", "輝達"),
        ("nvidia", "辉达"),
        ("nvidia", "英偉達"),
        ("nvidia", "英伟达"),
        ("nvidia", "NVIDIA"),
        ("huawei", "华为"),
    ],
)
def test_case_width_and_script_make_no_difference(table_of: TableOf, entity: str, text: str) -> None:
    articles = table_of({"published": "2025-01-27", "body": f"消息指{text}再有新動作。"})
    assert trend(articles, entity)["mentions"].tolist() == [1]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("OpenAI公布", 0),
        ("MAIN BOARD", 0),
        ("AIGC", 0),
        ("生成式AI熱潮", 1),
        ("AI、AI晶片及OpenAI", 2),
        ("「ＡＩ」", 1),
    ],
)
def test_latin_names_match_at_latin_edges_only(table_of: TableOf, text: str, mentions: int) -> None:
    articles = table_of({"published": "2025-01-27", "title": text})
    assert trend(articles, Names("AI"))["mentions"].tolist() == [mentions]


def test_a_context_voids_a_name_inside_it(table_of: TableOf) -> None:
    aliases = (Alias("百度", "hk"),)
    articles = table_of({"published": "2025-01-27", "body": "焗爐調至三百度。百度公布業績。"})
    assert trend(articles, Entity("百度", "百度", "Baidu", aliases))["mentions"].tolist() == [2]
    assert trend(articles, Entity("百度", "百度", "Baidu", aliases, ("三百度",)))["mentions"].tolist() == [1]


@pytest.mark.parametrize(
    ("fields", "mentions"),
    [
        (("title",), 0), (("body",), 0), (("summary",), 1), (("headings",), 1), (("captions",), 2),
        (("related",), 3), (("captions", "related"), 5), (("related", "related"), 3), ("captions", 2),
    ],
)  # fmt: skip
def test_fields_count_apart(
    table_of: TableOf, everywhere: dict[str, object], fields: tuple[str, ...], mentions: int
) -> None:
    table = trend(table_of(everywhere), "tencent", fields=fields)
    assert table["mentions"].tolist() == [mentions]
    assert table["matching"].tolist() == [int(mentions > 0)]


def test_captions_and_related_links_are_not_coverage_unless_asked(
    table_of: TableOf, everywhere: dict[str, object]
) -> None:
    articles = table_of(everywhere)
    assert trend(articles, "tencent")["mentions"].sum() == 0
    assert outlets(articles, "tencent")["matching"].sum() == 0
    assert len(distribution(articles, "tags", entity="tencent")) == 0


def test_a_name_across_the_end_of_the_title_is_no_mention(table_of: TableOf) -> None:
    articles = table_of({"published": "2025-01-27", "title": "市場看好騰", "body": "訊息有待證實。"})
    assert trend(articles, "tencent")["mentions"].tolist() == [0]


@pytest.mark.parametrize(("call", "dtypes"), CALLS.values(), ids=CALLS)
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"freq": "day"},
        {"freq": "quarter", "fields": ("related",)},
        {"start": "2026-01-01"},
        {"end": "2025-01-22"},
    ],
    ids=str,
)
def test_columns_never_depend_on_an_arguments_value(
    press: pd.DataFrame, call: Call, dtypes: dict[str, str], asked: dict[str, str]
) -> None:
    assert dtypes_of(call(press, **asked)) == dtypes


@pytest.mark.parametrize(("call", "dtypes"), CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("rows", [[], [0], [6]], ids=["empty", "one article", "all undated"])
@pytest.mark.parametrize("freq", ["week", "day"])
def test_hardly_any_articles_give_the_same_columns(
    press: pd.DataFrame, call: Call, dtypes: dict[str, str], rows: list[int], freq: str
) -> None:
    table = call(press.iloc[rows], freq=freq)
    assert dtypes_of(table) == dtypes
    assert bool(len(table)) == (rows == [0])


def test_no_articles_at_all_in_a_range_are_zeros_without_shares(press: pd.DataFrame) -> None:
    table = trend(press.head(0), "deepseek", start="2025-01-01", end="2025-01-31", freq="month")
    assert table[["matching", "total", "mentions"]].to_numpy().tolist() == [[0, 0, 0]]
    assert table["share"].isna().all()


def test_an_entity_that_never_occurs_has_a_share_of_zero(press: pd.DataFrame) -> None:
    table = trend(press, "bytedance")
    assert table["matching"].tolist() == [0] * 4
    assert table["share"].fillna(-1).tolist() == [0, 0, -1, 0]


@pytest.mark.parametrize(("call", "_"), CALLS.values(), ids=CALLS)
def test_the_articles_are_never_changed(press: pd.DataFrame, call: Call, _: object) -> None:
    articles = press.copy(deep=True)
    articles.attrs = {"kept": "yes"}
    before = frozen(articles)
    call(articles, freq="week")
    call(articles)
    assert frozen(articles) == before


@settings(deadline=None, max_examples=15)
@given(st.lists(st.booleans(), min_size=7, max_size=7), st.sampled_from(["day", "week", "month"]))
def test_counts_of_two_halves_add_up_to_the_whole(
    table_of: TableOf, press: pd.DataFrame, chosen: list[bool], freq: str
) -> None:
    half = np.array(chosen)
    parts = [press[half], press[~half]]
    whole = trend(press, "deepseek", freq=freq, **RANGE)
    halves = [trend(part, "deepseek", freq=freq, **RANGE) for part in parts]
    numbers = ["matching", "total", "mentions"]
    assert_frame_equal(whole[numbers], halves[0][numbers] + halves[1][numbers])
    for measure, key in [
        (lambda part: outlets(part, "deepseek", freq=freq, **RANGE), "outlet"),
        (lambda part: distribution(part, "tags", freq=freq, **RANGE), "value"),
    ]:
        keys = ["period", key]
        sum_by = (
            pd.concat([measure(part) for part in parts]).fillna({key: ""}).groupby(keys)["matching"].sum()
        )
        of_whole = measure(press).fillna({key: ""}).groupby(keys)["matching"].sum()
        assert sum_by.reindex(of_whole.index, fill_value=0).tolist() == of_whole.tolist()
        assert sum_by.sum() == of_whole.sum()


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 6), max_size=12), st.sampled_from(["deepseek", "nvidia"]))
def test_the_interval_holds_the_share_in_any_sample(
    press: pd.DataFrame, rows: list[int], entity: str
) -> None:
    table = trend(press.iloc[rows], entity)
    known = table[table["total"] > 0]
    assert (table["share"].isna() == (table["total"] == 0)).all()
    assert ((known["low"] >= 0) & (known["low"] <= known["share"])).all()
    assert ((known["share"] <= known["high"]) & (known["high"] <= 1)).all()
    assert (table["matching"] <= table[["total", "mentions"]].min(axis=1)).all()


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"entity": "deepsek"}, EntityError, "unknown entity 'deepsek'; did you mean 'deepseek'?"),
        ({"entity": []}, ArgumentError, "counts one subject"),
        ({"entity": "中"}, EntityError, "two characters or more"),
        ({"entity": 5}, ArgumentError, "not int"),
        ({"entity": None}, ArgumentError, "not NoneType"),
        ({"freq": "weekly"}, ArgumentError, "unknown frequency 'weekly'; did you mean 'week'?"),
        ({"fields": ("titel",)}, ArgumentError, "unknown field 'titel'; did you mean 'title'?"),
        ({"fields": ("caption",)}, ArgumentError, "did you mean 'captions'?"),
        ({"fields": ()}, ArgumentError, "give at least one field"),
        ({"start": "27/1/2025"}, ArgumentError, "start: not a date"),
        ({"start": "2025-02-01", "end": "2025-01-01"}, ArgumentError, "before it starts"),
    ],
    ids=str,
)
@pytest.mark.parametrize("measure", [trend, outlets])
def test_a_wrong_argument_is_told_what_and_what_to_do(
    press: pd.DataFrame, measure: Call, asked: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as told:
        measure(press, **{"entity": "deepseek", **asked})
    assert message in str(told.value)


def test_a_mistake_is_told_on_an_empty_table_too(press: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="unknown frequency"):
        outlets(press.head(0), "deepseek", freq="weekly")


def test_what_is_no_article_table_is_refused() -> None:
    with pytest.raises(CorpusError, match=r"expected an article table, such as load.*, not list"):
        trend([{"title": "恒指收升"}], "deepseek")  # type: ignore[arg-type]


def test_the_columns_a_table_lacks_are_named(press: pd.DataFrame) -> None:
    with pytest.raises(CorpusError, match="the article table lacks the columns tags, body"):
        trend(press.drop(columns=["body", "tags"]), "deepseek")


def test_times_that_are_text_are_refused(press: pd.DataFrame) -> None:
    with pytest.raises(CorpusError, match="column published holds str, not times"):
        trend(press.assign(published=press["published"].astype("str")), "deepseek")


def test_a_condition_must_be_true_or_false_for_each_article(press: pd.DataFrame) -> None:
    with pytest.raises(ArgumentError, match="must be boolean, True or False for each, not str"):
        trend(press, press["title"])
    with pytest.raises(ArgumentError, match="make it from this table"):
        trend(press, press["title"].head(3).notna())


def test_a_condition_over_a_repeating_index_is_refused_with_the_way_out(press: pd.DataFrame) -> None:
    twice = pd.concat([press, press])
    with pytest.raises(ArgumentError, match="reset_index"):
        trend(twice, twice["title"].notna())
