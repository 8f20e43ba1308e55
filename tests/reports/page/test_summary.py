import pandas as pd
import pytest
from lxml import html

from analytics import ReportError, charts, load, outlets, trend
from analytics.measures.engine.provenance import Provenance, attach
from analytics.reports import summary
from analytics.reports.page.summary import latest


@pytest.fixture
def english():
    charts.language("en")
    yield
    charts.language("zh-HK")


def weeks(*counts, partial=(), freq="week", **attrs):
    """A trend of so many of so many articles a week; `partial` lists the weeks covered in part."""
    table = pd.DataFrame(counts, columns=["matching", "total"])
    table.insert(0, "period", pd.date_range("2025-03-03", periods=len(table), freq="7D"))
    table["share"] = table["matching"] / table["total"].where(table["total"] > 0)
    table["low"], table["high"] = table["share"] - 0.02, table["share"] + 0.02
    table["partial"] = [place in partial for place in range(len(table))]
    origin = {"subjects": {"英偉達": {}}, "labels_en": {"英偉達": "Nvidia"}} | attrs
    return attach(table, Provenance("trend", freq=freq, **origin))


def test_the_last_whole_period_is_compared_with_the_one_before():
    change = latest(weeks((10, 100), (20, 100), (26, 100)))
    assert (change.period, change.share, change.before) == (pd.Timestamp("2025-03-17"), 0.26, 0.2)
    assert change.points == pytest.approx(6)


def test_a_period_covered_in_part_is_never_compared():
    change = latest(weeks((10, 100), (20, 100), (1, 1), partial=[2]))
    assert (change.share, change.before) == (0.2, 0.1)
    assert latest(weeks((10, 100), (20, 100), partial=[0])) is None


def test_nothing_is_compared_across_a_gap():
    assert latest(weeks((10, 100), (5, 10), (20, 100), partial=[1])) is None


@pytest.mark.parametrize("counts", [[(10, 100), (0, 0)], [(0, 0), (10, 100)], [(10, 100)], []])
def test_there_is_no_change_where_nothing_was_published(counts):
    assert latest(weeks(*counts)) is None


def test_a_change_is_sure_where_the_interval_of_the_difference_excludes_zero():
    assert latest(weeks((10, 100), (24, 100))).sure
    assert latest(weeks((24, 100), (10, 100))).sure
    assert not latest(weeks((10, 100), (12, 100))).sure


def test_overlapping_intervals_of_the_shares_do_not_make_a_change_chance():
    # 10 of 100 has 5.5 % to 17.4 %, 21 of 100 has 14.2 % to 30.0 %: they overlap. Their difference is above zero.
    change = latest(weeks((10, 100), (21, 100)))
    assert 0 < change.low < 0.02
    assert "包含零" not in repr(summary(weeks((10, 100), (21, 100))))


def test_a_trend_is_summed_up_in_figures_and_in_words():
    assert repr(summary(weeks((100, 1000), (232, 1000)))) == (
        "332 篇文章提及「英偉達」\n"
        "16.6% 佔2,000篇有日期的文章\n"
        "多13.2個百分點 比例較前一周\n"
        "2025年3月10日起一周，有23.2%的文章提及「英偉達」，較前一周多13.2個百分點。"
    )


def test_a_trend_is_summed_up_in_english(english):
    assert repr(summary(weeks((30, 100), (26, 100), freq="week"))) == (
        "56 articles mention Nvidia\n"
        "28.0% of 200 dated articles\n"
        "down 4.0 points change in share on the week before\n"
        "In the week of 10 March 2025: 26.0% of the articles mention Nvidia, down 4.0 points on the week before; "
        "the 95% interval of the difference includes zero, so it may be chance."
    )


@pytest.mark.parametrize(
    ("freq", "before"), [("day", "前一日"), ("week", "前一周"), ("month", "前一個月"), ("quarter", "前一季")]
)
def test_the_period_before_is_named_by_its_length(freq, before):
    assert f"較{before}多10.0個百分點" in repr(summary(weeks((1, 10), (2, 10), freq=freq)))


def test_a_share_that_hardly_moved_is_neither_more_nor_less():
    told = repr(summary(weeks((1000, 10_000), (1004, 10_000))))
    assert "相若 比例較前一周" in told and "與前一周相若。" in told and "0.0個百分點" not in told


def test_a_change_that_cannot_be_told_is_a_dash():
    assert repr(summary(weeks((1, 10), (0, 0)))).splitlines()[-1] == "– 比例較前一周：沒有可比的時段"


def test_a_trend_of_nothing_has_no_share():
    assert repr(summary(weeks((0, 0), (0, 0)))).splitlines()[:2] == [
        "0 篇文章提及「英偉達」",
        "– 佔0篇有日期的文章",
    ]


def test_a_table_that_does_not_say_whom_it_counts_is_summed_up_too():
    assert "2 篇文章提及所選對象" in repr(summary(weeks((2, 10), subjects={})))


def test_units_are_set_smaller_than_figures():
    tree = html.fromstring(f"<div>{summary(weeks((10, 100), (20, 100))).html}</div>")
    assert tree.xpath("//dd/small/text()") == ["個百分點"]
    assert tree.xpath("//dl/following-sibling::p")


def test_key_figures_have_names_and_thousands():
    assert repr(summary({"articles": "12345", "first": "", "自訂": 3})) == "12,345 篇文章\n– 最早一篇\n3 自訂"


def test_a_table_of_another_measure_is_refused(lonely):
    with pytest.raises(ReportError, match=r"table of `analytics\.trend`"):
        summary(outlets(load(lonely), "deepseek"))


def test_one_article_is_summed_up(lonely):
    assert repr(summary(trend(load(lonely), "deepseek"))).startswith(
        "1 篇文章提及DeepSeek\n100.0% 佔1篇有日期的文章\n–"
    )
