"""The explorer: its tables are those of the library, its call gives them again, and its controls answer."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import analytics
from analytics.explorer import Explorer, State, View
from analytics.schema import empty


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
]


@pytest.mark.parametrize("state", STATES)
def test_the_call_gives_the_table_that_is_shown(state: State, corpus: analytics.Corpus) -> None:
    shown = View(corpus.articles).table(state)
    table = called(state, corpus)["table"]
    assert isinstance(table, pd.DataFrame)
    assert_frame_equal(shown, table)
    assert analytics.provenance(shown) == analytics.provenance(table)


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
    assert "33篇文章" in explorer._widgets["articles"].value
    assert "analytics.behind(" in explorer._widgets["call"].value


def test_a_period_stays_chosen_while_the_table_has_it(explorer: Explorer) -> None:
    explorer._widgets["period"].value = "2025-01-27"
    explorer._widgets["entity"].value = "OpenAI"
    assert explorer.state.period == "2025-01-27"
    explorer._widgets["freq"].value = "month"
    assert (explorer.state.period, explorer.ledger) == ("", None)


def test_a_wrong_query_is_told_in_place_and_the_chart_stays(explorer: Explorer) -> None:
    own = explorer._widgets
    before = own["chart"].value
    own["query"].value = "股價 AND ("
    assert "^" in own["error"].value
    assert own["chart"].value == before
    own["query"].value = ""
    assert own["error"].value == ""


def test_an_unknown_entity_is_told_with_the_near_miss(explorer: Explorer) -> None:
    explorer._widgets["entity"].value = "deepsek"
    assert "did you mean" in explorer._widgets["error"].value


def test_an_empty_corpus_and_undated_articles_can_be_explored(corpus: analytics.Corpus) -> None:
    assert analytics.explore(empty()).table.empty
    undated = corpus.articles[corpus.articles["published"].isna()]
    assert analytics.explore(undated).table.empty
    assert len(analytics.explore(corpus.articles.head(1)).table) <= 1


def test_texts_are_searched_once_for_a_subject(
    corpus: analytics.Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analytics.explorer import view as module

    asked: list[object] = []
    count = module.mention_counts
    monkeypatch.setattr(module, "mention_counts", lambda *given: asked.append(given[1]) or count(*given))
    view = View(corpus.articles)
    for freq in ("day", "week", "month"):
        view.table(State(freq=freq))
    assert len(asked) == 1


def test_what_is_no_corpus_is_refused() -> None:
    with pytest.raises(analytics.CorpusError):
        analytics.explore("data/sample")


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
    assert "write it in the field for queries" in explorer._widgets["error"].value


def test_the_way_out_of_a_near_miss_is_a_comma(explorer: Explorer) -> None:
    explorer._widgets["entity"].value = "deepsek,"
    assert explorer._widgets["error"].value == ""
    assert explorer.table["matching"].sum() == 0


def test_a_period_says_how_many_articles_match_of_how_many(explorer: Explorer) -> None:
    labels = dict(explorer._widgets["period"].options)
    (label,) = [label for label, day in labels.items() if day == "2025-01-27"]
    assert label.endswith("33 / 45")


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
