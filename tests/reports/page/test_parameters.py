import json
from pathlib import Path

import pandas as pd
import pytest

import analytics
from analytics import (
    ArgumentError,
    EntityError,
    Names,
    Query,
    ReportError,
    charts,
    load,
    load_entities,
    trend,
)
from analytics.reports import parameters
from analytics.reports.page.inputs import as_parameter


@pytest.fixture(autouse=True)
def chinese_after():
    yield
    charts.language("zh-HK")


@pytest.fixture(scope="module")
def corpus():
    return load("data/sample")


def given_by_a_build(monkeypatch, **values):
    monkeypatch.setenv("ANALYTICS_PARAMETERS", json.dumps(values))


def test_the_values_in_the_notebook_hold_where_no_build_says_otherwise():
    given = parameters(entity="nvidia", start="2025-01-01", end=None)
    assert (given.entity.key, given.start, given.end, given.language) == (
        "nvidia",
        "2025-01-01",
        None,
        "zh-HK",
    )


def test_a_build_overrides_the_notebook(monkeypatch):
    given_by_a_build(monkeypatch, entity="huawei", end="2025-03-31", language="en")
    given = parameters(entity="nvidia", end=None)
    assert (given.entity.key, given.end, given.language) == ("huawei", "2025-03-31", "en")


def test_the_language_reaches_the_charts(monkeypatch):
    given_by_a_build(monkeypatch, language="en")
    parameters()
    assert charts.language() == "en"


def test_several_names_of_one_subject_reach_the_notebook(monkeypatch):
    wanted = Names("深度求索", "DeepSeek", label="深度")
    given_by_a_build(monkeypatch, entity=as_parameter(wanted))
    assert parameters().entity == wanted


@pytest.mark.parametrize(
    ("wanted", "label"),
    [
        ("nvidia", "英偉達"),
        ("輝達", "英偉達"),
        ("港鐵", "港鐵"),
        ("深度求索,DeepSeek", "深度求索"),
        (Names("海底撈", "火鍋", label="火鍋店"), "火鍋店"),
        (Query("DeepSeek AND 股價"), "DeepSeek AND 股價"),
    ],
)
def test_every_kind_of_subject_is_followed_in_a_notebook_and_in_a_build(monkeypatch, wanted, label):
    assert parameters(entity=wanted).entity.label == label
    given_by_a_build(monkeypatch, entity=as_parameter(wanted), others=[as_parameter(wanted)])
    given = parameters(entity="tencent")
    assert (given.entity.label, [other.label for other in given.others]) == (label, [label])


def test_a_list_is_not_one_subject():
    with pytest.raises(ArgumentError, match=r"Names\('深度求索', 'DeepSeek'\)"):
        parameters(entity=["深度求索", "DeepSeek"])


def test_a_pack_of_ones_own_names_the_subject(monkeypatch, tmp_path, corpus):
    pack = tmp_path / "pack.toml"
    pack.write_text('[mtr]\nhk = ["港鐵"]\nlatin = ["MTR"]\n', encoding="utf-8")
    given_by_a_build(monkeypatch, entity="MTR", entities=str(pack))
    given = parameters()
    assert (given.entity.key, given.compared(corpus)) == ("mtr", [given.entity])
    assert {alias.text for alias in given.entity.aliases} == {"港鐵", "MTR"}


def test_each_story_counts_once_where_that_is_asked_for(corpus):
    assert len(parameters(by_story=True).articles(corpus)) < len(corpus) == len(parameters().articles(corpus))


def test_boilerplate_counts_where_that_is_asked_for(corpus):
    with_all = parameters(boilerplate=True).read()
    assert len(with_all) == len(corpus)
    assert with_all.articles["body"].str.len().sum() > corpus.articles["body"].str.len().sum()


def test_words_labels_and_the_time_zone_shape_the_corpus(tmp_path, corpus):
    (tmp_path / "words.txt").write_text("洛杉磯山火\n", "utf-8")
    (tmp_path / "labels.toml").write_text('[outlets."電車軌"]\nowner = "甲集團"', "utf-8")
    given = parameters(
        words=tmp_path / "words.txt", labels=tmp_path / "labels.toml", timezone="Europe/London"
    )
    own = given.read()
    assert own.timezone == "Europe/London" and "甲集團" in set(own.articles["owner"])
    assert len(own) == len(corpus) and "owner" not in corpus.articles
    tokens, before = (set(table["tokens"].explode()) for table in (own.articles, corpus.articles))
    assert "洛杉磯山火" in tokens - before


def test_a_page_says_what_does_not_count(monkeypatch, corpus):
    assert repr(parameters().note()) == ""
    number = corpus.ledger["boilerplate"]
    assert number == corpus.ledger["boilerplate_articles"] > 10
    left_out = f"{number}篇文章共有{number}段在同一媒體重複出現的套語，不計在內。"
    assert repr(parameters().note(corpus)) == left_out
    given_by_a_build(monkeypatch, by_story=True, boilerplate=True)
    assert repr(parameters().note(corpus)) == (
        "內容大致相同的文章當作同一則新聞，只計最早一篇。在同一媒體多篇文章重複出現的段落也計算在內。"
    )


def test_a_query_brings_the_words_it_finds_to_measures_of_names(corpus):
    words = parameters(entity=Query("港股 OR 恒指 OR 沒有這個詞")).names(corpus)
    assert {alias.text for alias in words.aliases} == {"港股", "恒指"}


def test_an_unknown_parameter_is_refused_with_the_near_miss(monkeypatch):
    given_by_a_build(monkeypatch, entitiy="huawei")
    with pytest.raises(ReportError, match="unknown parameter 'entitiy'; did you mean 'entity'"):
        parameters()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("corpus", 5),
        ("start", False),
        ("language", None),
        ("entity", []),
        ("entity", ""),
        ("by_story", 1),
        ("others", [1]),
    ],
)
def test_a_value_of_another_type_is_refused(monkeypatch, name, value):
    given_by_a_build(monkeypatch, **{name: value})
    with pytest.raises(ReportError, match=f"{name} must be"):
        parameters()


def test_an_unknown_entity_is_refused_with_the_near_miss(monkeypatch):
    given_by_a_build(monkeypatch, entity="deepsek")
    with pytest.raises(EntityError, match="did you mean 'deepseek'"):
        parameters()


def test_an_unknown_language_is_refused():
    with pytest.raises(ReportError, match="did you mean 'zh-HK'"):
        parameters(language="zh-TW")


def test_broken_json_is_told_where(monkeypatch):
    monkeypatch.setenv("ANALYTICS_PARAMETERS", "{entity")
    with pytest.raises(ReportError, match="ANALYTICS_PARAMETERS: not JSON"):
        parameters()


def test_a_corpus_of_the_project_is_found_from_the_notebooks_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert parameters(corpus="data/entities.toml").corpus.endswith("data/entities.toml")


def test_the_range_selects_dated_articles_only(lonely):
    corpus = load(lonely)
    assert len(parameters(start="2025-02-01").select(corpus)) == 1
    assert len(parameters(end="2025-02-01").select(corpus)) == 0
    assert len(parameters().select(corpus)) == 1


@pytest.mark.parametrize(
    ("end", "frequency"),
    [("2025-02-20", "day"), ("2025-06-30", "week"), ("2030-01-01", "month"), ("2060-01-01", "quarter")],
)
def test_longer_ranges_are_counted_in_longer_periods(lonely, end, frequency):
    assert parameters(start="2025-02-10", end=end).frequency(load(lonely)) == frequency


def test_a_corpus_without_dates_has_a_frequency_too(lonely):
    corpus = load(lonely)
    corpus.articles["published"] = pd.Series(
        pd.NaT, index=corpus.articles.index, dtype=corpus.articles["published"].dtype
    )
    assert parameters().frequency(corpus) == "week"


def test_the_halves_of_a_range_meet_and_leave_no_day_out(corpus):
    halves = parameters(start="2025-01-01", end="2025-01-10").halves(corpus)
    assert halves == {"before": ("2025-01-01", "2025-01-05"), "after": ("2025-01-06", "2025-01-10")}


def test_after_a_single_day_comes_an_empty_half(corpus):
    halves = parameters(start="2025-01-05", end="2025-01-05").halves(corpus)
    assert halves == {"before": ("2025-01-05", "2025-01-05"), "after": ("2025-01-06", "2025-01-06")}


def test_an_entity_is_compared_with_those_of_the_pack_that_are_mentioned_most(corpus):
    others = parameters().compared(corpus, most=2)
    assert others[0].key == "deepseek"
    matching = {entity.label: trend(corpus, entity)["matching"].sum() for entity in load_entities().values()}
    del matching["DeepSeek"]
    assert (
        sorted((matching[entity.label] for entity in others[1:]), reverse=True)
        == sorted(matching.values(), reverse=True)[:2]
    )


def test_an_entity_is_not_compared_with_itself(corpus):
    assert [entity.key for entity in parameters(others=["deepseek", "nvidia"]).compared(corpus)] == [
        "deepseek",
        "nvidia",
    ]


def test_a_build_says_whom_to_compare_with(monkeypatch, corpus):
    given_by_a_build(monkeypatch, others=["openai"])
    assert [entity.key for entity in parameters().compared(corpus)] == ["deepseek", "openai"]


def test_others_must_be_a_list(monkeypatch):
    given_by_a_build(monkeypatch, others="openai")
    with pytest.raises(ReportError, match="others must be a list of texts or null"):
        parameters()


def test_one_stray_date_makes_no_quarters_of_a_month_of_news() -> None:
    days = [*(f"2025-01-{day:02d}" for day in range(1, 31)), *(f"2025-01-{day:02d}" for day in range(1, 31))]
    frame = pd.DataFrame({"title": [f"第{n}則" for n in range(61)], "date": [*days, "1970-01-01"]})
    articles = analytics.articles(frame)
    assert parameters().frequency(articles) == "week"
    assert parameters().halves(articles)["before"] == ("2025-01-01", "2025-01-15")


def test_a_page_says_at_its_top_that_nobody_mentions_its_subject_and_whom_they_mention() -> None:
    articles = analytics.load_sample().articles
    said = str(parameters(entity="司徒拔萃,").note(articles)).splitlines()
    assert said[0] == (
        "沒有一篇文章提及「司徒拔萃」，本頁的圖表因此沒有內容。文章庫最常提及的是DeepSeek、英偉達、阿里巴巴。"
    )
    assert "最常提及" not in str(parameters(entity="deepseek").note(articles))


def test_nobody_is_suggested_where_the_pack_is_not_mentioned(tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text('[nobody]\nhk = ["司徒拔萃"]\n', "utf-8")
    articles = analytics.load_sample().articles
    said = str(parameters(entity="司徒拔萃", entities=str(pack)).note(articles))
    assert "可用自己的名單" in said and "最常提及" not in said


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project that says much, and a folder in it as the current one."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "stop.txt").write_text("公司", "utf-8")
    (tmp_path / "words.txt").write_text("青川嶼電", "utf-8")
    (tmp_path / "analytics.toml").write_text(
        f"""corpus = "{Path("data/sample").absolute()}"
        entity = "nvidia"
        others = ["openai"]
        language = "en"
        timezone = "Europe/London"
        words = "words.txt"
        stopwords = "stop.txt"
        [outlets."電車軌"]
        owner = "甲集團"
        """,
        "utf-8",
    )
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


def test_outside_a_build_a_notebook_works_on_its_project(project):
    given = parameters()
    assert (given.entity.key, [other.key for other in given.others]) == ("nvidia", ["openai"])
    assert (given.language, given.timezone) == ("en", "Europe/London")
    assert "公司" in given.lexicon.stop and "青川嶼電" in given.lexicon.words
    read = given.read()
    assert read.timezone == "Europe/London"
    assert set(read.articles["owner"].dropna()) == {"甲集團"}


def test_what_a_notebook_says_goes_before_its_project(project):
    given = parameters(entity="tencent", language="zh-HK", timezone="Asia/Tokyo")
    assert (given.entity.key, given.language, given.timezone) == ("tencent", "zh-HK", "Asia/Tokyo")
    assert given.others[0].key == "openai"


def test_in_a_build_only_the_build_says_what_a_notebook_works_on(project, monkeypatch):
    given_by_a_build(monkeypatch, entity="huawei")
    given = parameters()
    assert (given.entity.key, given.language, given.others, given.labels) == ("huawei", "zh-HK", (), None)
