"""The explorer: its tables are those of the library, its call gives them again, and its controls answer."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import analytics
from analytics.explorer import Explorer, State, View
from analytics.explorer.mistakes import mistakes
from analytics.explorer.targets import targets
from analytics.schema import empty
from analytics.wording import language


@pytest.fixture(scope="module")
def corpus() -> analytics.Corpus:
    return analytics.load("data/sample")


@pytest.fixture
def explorer(corpus: analytics.Corpus) -> Explorer:
    return analytics.explore(corpus)


def called(state: State, corpus: analytics.Corpus) -> dict[str, object]:
    """What the state's call gives when it is run."""
    names: dict[str, object] = {"analytics": analytics, "corpus": corpus}
    exec(state.call(corpus.entities), names)
    return names


STATES = [
    State(),
    State(entity="nvidia", freq="month"),
    State(entity="", query='股價 AND NOT title:"收市"'),
    State(entity="deepseek", query="股價", freq="day", start="2025-01-20", end="2025-02-10"),
    State(outlets=("電車軌", "南潮社"), freq="quarter"),
    State(by_story=True, period="2025-01-27"),
    State(by_story=True, outlets=("維岸日報",), start="2025-02-01"),
    State(entity="特朗普"),
    State(entity="港鐵"),
    State(entity="深度求索, DS"),
    State(entity="港鐵", query="啟德"),
    State(entity="", query="entity:nvidia AND 股價"),
    State(others=("nvidia", "港鐵"), period="2025-01-27"),
    State(others=("nvidia",), query="股價", outlets=("電車軌",), by_story=True),
]


@pytest.mark.parametrize("state", STATES)
def test_the_call_gives_the_table_that_is_shown(state: State, corpus: analytics.Corpus) -> None:
    shown = View(corpus.articles).table(state)
    table = called(state, corpus)["table"]
    assert isinstance(table, pd.DataFrame)
    assert_frame_equal(shown, table)
    assert analytics.provenance(shown) == analytics.provenance(table)


@settings(max_examples=25)
@given(
    st.sampled_from(["deepseek", "trump", "hkex"]),
    st.sampled_from(["day", "week", "month"]),
    st.sets(st.sampled_from(["電車軌", "南潮社", "麦垛新闻"])),
    st.booleans(),
)
def test_any_state_is_what_its_call_gives(entity: str, freq: str, outlets: set[str], by_story: bool) -> None:
    corpus = analytics.load("data/sample")
    state = State(entity=entity, freq=freq, outlets=tuple(sorted(outlets)), by_story=by_story)
    assert_frame_equal(View(corpus.articles).table(state), called(state, corpus)["table"])  # type: ignore[arg-type]


def test_the_articles_listed_are_as_many_as_the_period_counts(corpus: analytics.Corpus) -> None:
    view, state = View(corpus.articles), State(period="2025-01-27")
    table = view.table(state)
    ledger = view.ledger(state, table)
    assert len(ledger) == table.loc[table["period"] == "2025-01-27", "matching"].item()
    assert set(ledger["id"]) == set(called(state, corpus)["ledger"]["id"])  # type: ignore[index]


def test_a_control_moved_changes_table_chart_and_call(explorer: Explorer) -> None:
    own = explorer._widgets
    before = own["chart"].value
    own["freq"].value = "month"
    own["start"].value = date(2025, 2, 1)
    assert len(explorer.table) == 2
    assert own["chart"].value != before
    assert "freq='month', start='2025-02-01'" in own["call"].value


def test_a_period_clicked_lists_its_articles_and_joins_the_call(explorer: Explorer) -> None:
    explorer._widgets["period"].value = "2025-01-27"
    assert explorer.ledger is not None
    assert len(explorer.ledger) == 33
    assert "33篇提及" in explorer._widgets["articles"].value
    assert "analytics.behind(" in explorer._widgets["call"].value


def test_a_period_stays_chosen_while_the_table_has_it(explorer: Explorer) -> None:
    explorer._widgets["period"].value = "2025-01-27"
    explorer._widgets["entity"].value = "OpenAI"
    assert explorer.state.period == "2025-01-27"
    explorer._widgets["freq"].value = "month"
    assert (explorer.state.period, explorer.ledger) == ("", None)


def test_a_wrong_query_is_told_under_its_field_and_no_old_chart_stands_beside_it(explorer: Explorer) -> None:
    own = explorer._widgets
    own["period"].value = "2025-01-27"
    before = own["chart"].value
    own["query"].value = "股價 AND ("
    assert "^" in own["query_error"].value
    assert "查詢未完" in own["query_error"].value
    shown = ("chart", "articles", "call", "entity_error")
    assert [own[name].value for name in shown] == ["", "", "", ""]
    assert (own["targets"].options, len(own["period"].options)) == ((), 1)
    assert "更正" in own["status"].value
    own["query"].value = ""
    assert own["query_error"].value == ""
    assert own["chart"].value == before


def test_an_unknown_entity_is_told_with_the_near_miss(explorer: Explorer) -> None:
    explorer._widgets["entity"].value = "deepsek"
    assert "是否指「deepseek」" in explorer._widgets["entity_error"].value


def test_an_english_explorer_tells_errors_in_english(corpus: analytics.Corpus) -> None:
    language("en")
    try:
        own = analytics.explore(corpus, State(entity="deepsek"))._widgets
        assert "did you mean &#x27;deepseek&#x27;" in own["entity_error"].value.replace("'", "&#x27;")
        assert own["entity"].description == "Subject"
    finally:
        language("zh-HK")


WRONG_QUERIES = {
    "股價 AND (": "未完",
    '"股價': "引號",
    "股價 )": "位置",
    "股價 and 輝達": "大寫",
    "nosuch:股價": "欄名",
    "title:(body:股價)": "欄名",
    '"輝達"~10': "兩個詞",
    "股價~2": "不支援",
    "title:[1 TO 2]": "日期",
    "published:2025-13": "日期",
    "published:[2025-02-01 TO 2025-01-01]": "結束日期",
    "entity:nobody": "對象",
}


@pytest.mark.parametrize("query", WRONG_QUERIES)
def test_what_is_wrong_with_a_query_is_told_in_chinese(query: str, corpus: analytics.Corpus) -> None:
    message = mistakes(State(query=query), corpus.entities)["query"]
    assert WRONG_QUERIES[query] in message.split("\n")[0]
    assert message.split("\n")[1].strip() == query


def test_a_range_that_ends_before_it_starts_is_told_under_the_dates(explorer: Explorer) -> None:
    own = explorer._widgets
    own["start"].value, own["end"].value = date(2025, 3, 1), date(2025, 2, 1)
    assert "早於" in own["dates_error"].value
    assert own["chart"].value == ""


def test_no_subject_and_no_query_is_told_under_the_subject(explorer: Explorer) -> None:
    explorer._widgets["entity"].value = ""
    assert "請選一個對象" in explorer._widgets["entity_error"].value


def test_a_name_that_no_article_has_is_said_to_be_not_found(explorer: Explorer) -> None:
    explorer._widgets["entity"].value = "不存在的公司"
    assert "找不到" in explorer._widgets["status"].value
    assert "「不存在的公司」" in explorer._widgets["status"].value
    explorer._widgets["entity"].value = "OpenAI"
    assert "找不到" not in explorer._widgets["status"].value


def test_the_explorer_says_that_it_is_busy_until_it_has_answered(explorer: Explorer) -> None:
    said: list[str] = []
    explorer._widgets["status"].observe(lambda change: said.append(change["new"]), names="value")
    explorer._widgets["freq"].value = "month"
    assert "計算中" in said[0]
    assert "計算中" not in said[-1]


def test_each_period_of_the_chart_has_a_button_over_it_that_opens_it(explorer: Explorer) -> None:
    own = explorer._widgets
    days = [day for _, day in own["targets"].options]
    assert days == [f"{day:%Y-%m-%d}" for day in explorer.table["period"]]
    own["targets"].value = "2025-01-27"
    assert explorer.state.period == own["period"].value == "2025-01-27"
    assert explorer.ledger is not None and len(explorer.ledger) == 33
    own["period"].value = "2025-02-03"
    assert own["targets"].value == "2025-02-03"


def test_the_buttons_lie_side_by_side_over_the_plot(explorer: Explorer) -> None:
    style = explorer._widgets["chart"].value
    found = re.findall(r"nth-child\(\d+\){left:([\d.]+)%;width:([\d.]+)%}", style)
    assert len(found) == len(explorer.table)
    for (left, width), (following, _) in pairwise(found):
        assert float(left) + float(width) == pytest.approx(float(following), abs=0.05)


TOTALS = dict.fromkeys(pd.date_range("2024-01-01", "2025-03-31").strftime("%Y-%m-%d"), 100)


def test_more_periods_than_buttons_fit_share_them_and_open_the_busiest(corpus: analytics.Corpus) -> None:
    from analytics import charts

    table = analytics.trend(corpus.articles, "deepseek", freq="day", totals=TOTALS)
    ax = charts.trend(table)
    charts.svg(ax)
    buttons = targets(table, ax, ".x")
    assert len(buttons.options) == 120
    busiest = table.loc[table["matching"].idxmax(), "period"]
    assert f"{busiest:%Y-%m-%d}" in dict(buttons.options).values()


def test_articles_open_in_place_with_their_mentions_marked(explorer: Explorer) -> None:
    explorer._widgets["period"].value = "2025-01-27"
    shown = explorer._widgets["articles"].value
    assert explorer.ledger is not None
    assert shown.count("<details>") == len(explorer.ledger) == 33
    assert shown.count("<mark>") == explorer.ledger["mentions"].sum()


def test_several_subjects_are_on_one_chart_and_can_be_removed(explorer: Explorer) -> None:
    own = explorer._widgets
    own["add"].value = "英偉達"
    own["add"].value = "港鐵"
    assert own["add"].value == ""
    assert explorer.state.others == ("nvidia", "港鐵")
    assert explorer.table["entity"].unique().tolist() == ["DeepSeek", "英偉達", "港鐵"]
    assert "trends(articles, ['deepseek', 'nvidia', analytics.Names('港鐵')]" in own["call"].value
    own["period"].value = "2025-01-27"
    assert own["articles"].value.count("<h3>") == 3
    assert [button.description for button in own["others"].children] == ["移除英偉達", "移除港鐵"]
    own["others"].children[0].click()
    own["others"].children[0].click()
    assert "entity" not in explorer.table


def test_a_wrong_subject_to_add_stays_in_its_field_and_the_chart_too(explorer: Explorer) -> None:
    own = explorer._widgets
    before = own["chart"].value
    own["add"].value = "nvidai"
    assert "是否指" in own["add_error"].value
    assert (own["chart"].value, explorer.state.others) == (before, ())


def test_a_sixth_subject_is_refused(corpus: analytics.Corpus) -> None:
    explorer = analytics.explore(corpus, State(others=("nvidia", "openai", "trump", "hkex")))
    explorer._widgets["add"].value = "港鐵"
    assert "5個對象" in explorer._widgets["add_error"].value


def test_an_empty_corpus_and_undated_articles_can_be_explored(corpus: analytics.Corpus) -> None:
    assert analytics.explore(empty()).table.empty
    undated = corpus.articles[corpus.articles["published"].isna()]
    assert analytics.explore(undated).table.empty
    assert len(analytics.explore(corpus.articles.head(1)).table) <= 1


def test_stories_are_found_once_while_the_outlets_stay(
    corpus: analytics.Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analytics.explorer import view as module

    asked: list[int] = []
    find = module.stories
    monkeypatch.setattr(module, "stories", lambda part: asked.append(len(part)) or find(part))
    view = View(corpus.articles)
    for freq in ("day", "week", "month"):
        view.table(State(freq=freq, by_story=True))
    view.table(State(outlets=("電車軌",), by_story=True))
    assert len(asked) == 2


def test_what_is_no_corpus_is_refused() -> None:
    with pytest.raises(analytics.CorpusError):
        analytics.explore(7)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> analytics.Corpus:
    """The sample with a pack of one entity of its own."""
    pack = tmp_path_factory.mktemp("pack") / "own.toml"
    pack.write_text('[mtr]\nhk = ["港鐵"]\nlatin = ["MTR"]\nlabel = { zh = "港鐵公司" }\n', encoding="utf-8")
    return analytics.load("data/sample", entities=pack)


@pytest.mark.parametrize(
    "state",
    [State(entity="mtr"), State(entity="MTR"), State(entity="mtr", query="啟德"), State(entity="啟德")],
)
def test_the_call_gives_the_table_of_an_own_pack_too(state: State, own: analytics.Corpus) -> None:
    table = called(state, own)["table"]
    assert isinstance(table, pd.DataFrame)
    assert table["matching"].sum() > 0
    assert_frame_equal(View(own.articles).table(state), table)


def test_the_control_offers_the_entities_of_the_own_pack(own: analytics.Corpus) -> None:
    explorer = analytics.explore(own, State(entity="mtr"))
    assert explorer._widgets["entity"].options == ("港鐵公司",)
    assert explorer._widgets["entity"].value == "港鐵公司"
    assert explorer.state.entity == "mtr"


def test_a_query_in_the_field_of_names_is_refused_with_the_way_out(explorer: Explorer) -> None:
    explorer._widgets["entity"].value = "輝達*"
    assert "改寫在「查詢」一欄" in explorer._widgets["entity_error"].value


def test_the_way_out_of_a_near_miss_is_a_comma(explorer: Explorer) -> None:
    explorer._widgets["entity"].value = "deepsek,"
    assert explorer._widgets["entity_error"].value == ""
    assert explorer.table["matching"].sum() == 0


def test_a_period_says_how_many_articles_match_of_how_many(explorer: Explorer) -> None:
    labels = dict(explorer._widgets["period"].options)
    (label,) = [label for label, day in labels.items() if day == "2025-01-27"]
    assert label.endswith("45篇之中33篇")


def test_the_articles_with_most_mentions_come_first_then_the_earliest(corpus: analytics.Corpus) -> None:
    view, state = View(corpus.articles), State(period="2025-01-27")
    ledger = view.ledger(state, view.table(state))
    assert ledger["mentions"].is_monotonic_decreasing
    tied = ledger[ledger["mentions"] == 1]
    assert len(tied) > 1 and tied["published"].is_monotonic_increasing


def test_the_calendar_controls_begin_and_end_with_the_corpus(
    explorer: Explorer, corpus: analytics.Corpus
) -> None:
    days = corpus.articles["published"].dropna().dt.date
    for name in ("start", "end"):
        control = explorer._widgets[name]
        assert (control.min, control.max) == (days.min(), days.max())


def test_the_chart_is_the_trend_of_the_table(explorer: Explorer) -> None:
    from analytics import charts

    assert charts.svg(charts.trend(explorer.table)) in explorer._widgets["chart"].value


def test_an_explorer_of_nothing_opens_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = f'corpus = "{Path("data/sample").absolute()}"\nentity = "nvidia"\nothers = ["openai"]\nlanguage = "en"'
    (tmp_path / "analytics.toml").write_text(f'{settings}\n[outlets."電車軌"]\nowner = "甲集團"', "utf-8")
    monkeypatch.chdir(tmp_path)
    try:
        explorer = analytics.explore()
    finally:
        said = language()
        language("zh-HK")
    assert (explorer.state.entity, explorer.state.others, said) == ("nvidia", ("openai",), "en")
    assert "owner" in explorer.view.articles


def test_outside_a_project_an_explorer_of_nothing_opens_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    explorer = analytics.explore()
    assert len(explorer.view.articles) == 288
    names = {"analytics": analytics}
    exec(explorer._widgets["call"].value, names)
    assert_frame_equal(names["table"], explorer.table)


def test_an_explorer_reads_a_place() -> None:
    assert analytics.explore("data/sample").state.entity == "deepseek"
