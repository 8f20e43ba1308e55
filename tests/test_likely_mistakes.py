"""The likeliest mistakes of newcomers: each is one short message that says the way out."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import analytics
from analytics import AnalyticsError, Entity, Names, Query, charts, reports

Case = Callable[[pd.DataFrame, Path], object]
FIRST, SECOND = ("2025-01-01", "2025-02-15"), ("2025-02-01", "2025-02-28")
MISTAKES: dict[str, tuple[Case, str]] = {
    # reading
    "no such folder": (lambda a, p: analytics.load(p / "x"), "no such file or folder; give a folder of articles"),
    "empty folder": (lambda a, p: analytics.load(p / "empty"), "no articles in this folder; it should hold .md"),
    "only pictures": (lambda a, p: analytics.load(p / "pictures"), "no articles in this folder"),
    "a document of Word": (lambda a, p: analytics.load(p / "a.docx"), "not a kind of file that holds articles; known"),
    "a DataFrame to load": (lambda a, p: analytics.load(a), "analytics.articles(frame) makes an article table"),
    "two corpora in a list": (lambda a, p: analytics.load(["x", "y"]), "reads one folder, file, archive or address"),
    "nothing to load": (lambda a, p: analytics.load(None), "not NoneType"),
    "a zone by its letters": (lambda a, p: analytics.load(p / "t.csv", timezone="HKT"), "such as 'Asia/Hong_Kong'"),
    "no such pack": (lambda a, p: analytics.load(p / "t.csv", entities="own.toml"), "give the path of an entity pack"),
    "a pack that is no TOML": (lambda a, p: analytics.load(p / "t.csv", entities=p / "bad.toml"), "line 1"),
    "a pack without names": (lambda a, p: analytics.load(p / "t.csv", entities=p / "pack.toml"), "give it at least one"),
    "no such words": (lambda a, p: analytics.load(p / "t.csv", words="none.txt"), "cannot be read"),
    "a column misspelt": (lambda a, p: analytics.load(p / "t.csv", columns={"foo": "titel"}), "known columns: title"),
    "a frame without texts": (lambda a, p: analytics.articles(pd.DataFrame({"x": [1]})), "there are 'x'; looked for title"),
    "a dictionary for a frame": (lambda a, p: analytics.articles({"title": ["a"]}), "give pd.DataFrame(…)"),
    # subjects
    "a list for one": (lambda a, p: analytics.trend(a, ["deepseek", "nvidia"]), "use trends(…) for several"),
    "a key misspelt": (lambda a, p: analytics.trend(a, "deepsek"), "did you mean 'deepseek'?"),
    "a query as a string": (lambda a, p: analytics.trend(a, "deepseek AND 股價"), "write Query('deepseek AND 股價')"),
    "an empty name": (lambda a, p: analytics.trend(a, ""), "two characters or more"),
    "a name of one character": (lambda a, p: Names("港"), "two characters or more"),
    "a number": (lambda a, p: analytics.trend(a, 5), "expected a key or name of the entity pack"),
    "an entity without names": (lambda a, p: Entity("x", "甲", "X", ()), "give it at least one"),
    "a mask of another table": (lambda a, p: analytics.trend(a, pd.Series([True])), "make it from this table"),
    "half a query": (lambda a, p: Query("(deepseek AND"), "the query ends too soon"),
    "a field misspelt": (lambda a, p: Query("headline:deepseek"), "did you mean 'headings'?"),
    # arguments
    "a length of pandas": (lambda a, p: analytics.trend(a, "deepseek", freq="W"), "known: day, week, month, quarter"),
    "a length misspelt": (lambda a, p: analytics.trend(a, "deepseek", freq="weekly"), "did you mean 'week'?"),
    "a day of Europe": (lambda a, p: analytics.trend(a, "deepseek", start="01/02/2025"), "write it as 2025-01-27"),
    "the end first": (lambda a, p: analytics.trend(a, "deepseek", start="2025-03-01", end="2025-01-01"), "ends (2025-01-01)"),
    "a field that is none": (lambda a, p: analytics.trend(a, "deepseek", fields=["text"]), "known: title, summary, body"),
    "a column in the singular": (lambda a, p: analytics.distribution(a, "category"), "did you mean 'categories'?"),
    "a month for two days": (lambda a, p: analytics.compare(a, "deepseek", before="2025-01", after=SECOND), "must be two days"),
    "periods that overlap": (lambda a, p: analytics.compare(a, "deepseek", before=FIRST, after=SECOND), "must be over when"),
    "too long a sequence": (lambda a, p: analytics.ngrams(a, length=9), "length must be 2 to 5"),
    "a side that is none": (lambda a, p: analytics.kwic(a, "deepseek", sort="middle"), "known: left, right"),
    "a path for a table": (lambda a, p: analytics.trend("data/sample", "deepseek"), "such as load(…).articles, not str"),
    "columns left out": (lambda a, p: analytics.trend(a[["title", "body"]], "deepseek"), "analytics.articles(frame) makes one"),
    "the subject first": (lambda a, p: analytics.trend("deepseek", a), "articles come first, then what is counted"),
    "tables in a list": (lambda a, p: analytics.trend([a, a], "deepseek"), "pd.concat(…) makes one of several"),
    "a measure of a measure": (lambda a, p: analytics.trend(analytics.terms(a), "deepseek"), "a table of analytics.terms; give articles"),
    "articles and rows swapped": (lambda a, p: analytics.behind(a, analytics.trend(a, "deepseek")), "a table of analytics.trend"),
    "times as text": (lambda a, p: analytics.trend(a.assign(published=a["published"].astype(str)), "deepseek"), "apply pandas.to_datetime"),
    "a window below none": (lambda a, p: analytics.collocates(a, "deepseek", window=-3), "window must be a whole number, 1 or more, not -3"),
    "half a window": (lambda a, p: analytics.collocates(a, "deepseek", window=2.5), "whole number, 1 or more, not 2.5"),
    "a width as text": (lambda a, p: analytics.kwic(a, "deepseek", width="30"), "whole number, 1 or more, not '30'"),
    "an even window": (lambda a, p: analytics.trends(a, ["deepseek"], window=4), "window must be odd"),
    "two columns at once": (lambda a, p: analytics.distribution(a, ["outlet", "section"]), "known: categories, tags, outlet"),
    "a year as a number": (lambda a, p: analytics.trend(a, "deepseek", start=2025), "write it as 2025-01-27"),
    "no subjects": (lambda a, p: analytics.trends(a, []), "give at least one subject"),
    "names in a list": (lambda a, p: Names(["深度求索", "DeepSeek"]), "names stand one by one"),
    "an unknown article": (lambda a, p: analytics.related(a, "nope"), "see the column id"),
    "a script for articles": (lambda a, p: analytics.load(__file__), "not a kind of file that holds articles; known"),
    "labels misspelt": (lambda a, p: analytics.load(p / "t.csv", labels=p / "labels.toml"), "line 2: unknown key 'nmae'; did you mean 'name'?"),
    # charts and pages
    "a chart of articles": (lambda a, p: charts.trend(a), "count the articles with it first"),
    "a chart of a corpus": (lambda a, p: charts.trend(analytics.load_sample()), "not Corpus; count with it first"),
    "a table to save": (lambda a, p: charts.save(analytics.terms(a), p / "x.png"), "expected what a chart function returned, not DataFrame"),
    "a PDF": (lambda a, p: charts.save(charts.terms(analytics.terms(a)), p / "x.pdf"), "saved as .svg, .png and .csv"),
    "a table as a figure": (lambda a, p: reports.figure(analytics.terms(a)), "not drawn by analytics.charts"),
    "a chart as a table": (lambda a, p: reports.table(charts.terms(analytics.terms(a))), "reports.figure shows a chart"),
    "a sentence of articles": (lambda a, p: reports.say(a), "give a measure's table"),
    "no rows at all": (lambda a, p: charts.terms(analytics.terms(a), top=0), "a number of rows, 1 or more"),
    "a column for a chart": (lambda a, p: charts.trend(a["title"]), "draws a table of `analytics.trend`, not Series"),
    "a table of another measure": (lambda a, p: charts.trend(analytics.outlets(a, "deepseek").drop(columns="period")), "`analytics.outlets` made"),
    "a folder that is closed": (lambda a, p: charts.save(charts.trend(analytics.trend(a, "deepseek")), "/proc/x/y"), "cannot be saved there"),
    "a language by half": (lambda a, p: charts.language("zh"), "known: zh-HK, en"),
    "pages in half a language": (lambda a, p: reports.build_reports(language="zh", out=p / "o"), "known: zh-HK, en"),
    "a report misspelt": (lambda a, p: reports.build_reports(["01_overveiw"], out=p / "o"), "did you mean '01_overview'?"),
    "pages of nothing": (lambda a, p: reports.build_reports(corpus=p / "x", out=p / "o"), "no such file or folder"),
    "a sentence for any table": (lambda a, p: reports.say(pd.DataFrame({"a": [1]})), "give a measure's table"),
    "a ledger that is none": (lambda a, p: analytics.behind(analytics.terms(a), a), "give one of trend, trends"),
}  # fmt: skip


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return analytics.load_sample().articles


@pytest.fixture
def places(tmp_path: Path) -> Path:
    for name in ("empty", "pictures"):
        (tmp_path / name).mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"\x89PNG")
    (tmp_path / "a.docx").write_bytes(b"PK")
    (tmp_path / "t.csv").write_text("foo,bar\n1,2\n")
    (tmp_path / "bad.toml").write_text("[x\n")
    (tmp_path / "labels.toml").write_text('[outlets.a]\nnmae = "x"\n')
    (tmp_path / "pack.toml").write_text('[a]\nlabel = "x"\n')
    return tmp_path


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_the_way_out(mistake: str, articles: pd.DataFrame, places: Path) -> None:
    make, way_out = MISTAKES[mistake]
    with pytest.raises(AnalyticsError) as raised:
        make(articles, places)
    message = str(raised.value)
    assert way_out in message
    assert len(message.splitlines()[0]) < 420


def test_a_table_without_known_columns_names_those_it_has(places: Path) -> None:
    (problem,) = analytics.load(places / "t.csv", cache=False).problems["message"]
    assert "there are 'foo', 'bar'" in problem and "load(columns=" in problem


def test_a_name_misspelt_is_an_attribute_error_with_the_near_miss() -> None:
    for module, name, near in (
        (analytics, "trens", "trends"),
        (charts, "trnd", "trend"),
        (reports, "tabel", "table"),
    ):
        with pytest.raises(AttributeError, match=f"did you mean '{near}'"):
            getattr(module, name)


def test_a_report_is_named_by_a_text_or_a_list(tmp_path: Path) -> None:
    with pytest.raises(AnalyticsError, match="did you mean '01_overview'"):
        reports.build_reports("01_overveiw", out=tmp_path / "o")
