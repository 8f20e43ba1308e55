"""What pages say of several subjects, of two periods, and of the articles behind a figure."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from analytics import behind, charts, compare, distribution, load, trend, trends
from analytics.reports import say
from analytics.reports.page.tables import heading, readable

JANUARY, FEBRUARY = ("2025-01-01", "2025-01-26"), ("2025-01-27", "2025-02-28")


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    charts.language("zh-HK")
    yield
    charts.language("zh-HK")


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return load(Path("data/sample")).articles


def test_several_trends_are_told_the_most_covered_first(articles: pd.DataFrame) -> None:
    table = trends(articles, ["nvidia", "deepseek"])
    assert repr(say(table)) == (
        "這段時間有285篇有日期的文章，其中98篇（34.4%）提及DeepSeek、29篇（10.2%）提及「英偉達」。"
        "單一時段比例最高的是DeepSeek：2025年1月27日起一周，45篇之中有33篇，佔73.3%。"
    )
    charts.language("en")
    assert repr(say(table)) == (
        "Of 285 dated articles 98 (34.4%) mention DeepSeek, 29 (10.2%) mention Nvidia. The highest share in one "
        "period is DeepSeek's, in the week of 27 January 2025: 33 of 45, 73.3%."
    )


def test_two_periods_are_told_by_what_is_more_than_chance(articles: pd.DataFrame) -> None:
    table = compare(articles, ["openai", "nvidia", "deepseek"], JANUARY, FEBRUARY)
    assert repr(say(table)) == (
        "2025年1月1日至1月26日有63篇文章，2025年1月27日至2月28日有141篇。"
        "提及DeepSeek的比例由17.5%升至48.2%，相差30.8個百分點（95%置信區間17.0至41.8）。"
        "提及「英偉達」的比例由19.0%跌至5.7%，相差13.4個百分點（95%置信區間4.0至25.1）。"
        "其餘1個對象的變化不能排除是偶然。"
    )
    charts.language("en")
    assert "Nvidia fell from 19.0% to 5.7%, by 13.4 points (95% interval 4.0 to 25.1)." in repr(say(table))


def test_a_comparison_with_nothing_is_told(articles: pd.DataFrame) -> None:
    table = compare(articles, ["deepseek"], ("2023-01-01", "2023-12-31"), FEBRUARY)
    assert repr(say(table)) == "其中一段時期沒有文章，無從比較。"


def test_the_articles_behind_a_figure_are_counted_once(articles: pd.DataFrame) -> None:
    peak = trend(articles, "deepseek").loc[[4]]
    assert repr(say(behind(peak, articles))) == "背後共有33篇文章，來自6間媒體，合共81次提及DeepSeek。"
    tags = distribution(articles, "tags")
    assert repr(say(behind(tags, articles))) == f"背後共有{len(articles)}篇文章，來自6間媒體。"
    assert repr(say(behind(peak.assign(matching=0).head(0), articles))) == "背後沒有文章。"


def test_a_comparison_is_written_as_readers_know_it(articles: pd.DataFrame) -> None:
    table = compare(articles, ["nvidia", "alibaba"], JANUARY, FEBRUARY)
    shown = readable(table)
    assert shown[
        ["entity", "before_share", "before_interval", "difference", "difference_interval"]
    ].to_numpy().tolist() == [
        ["英偉達", "19.0%", "11.2%–30.4%", "−13.4", "−25.1至−4.0"],
        ["阿里巴巴", "0.0%", "0.0%–5.7%", "+14.9", "+7.3至+21.7"],
    ]
    assert shown["ratio"].tolist() == ["0.3", "∞"]
    charts.language("en")
    assert readable(table)["entity"].tolist() == ["Nvidia", "Alibaba"]


def test_every_column_has_a_heading_in_chinese(articles: pd.DataFrame) -> None:
    tables = [
        trends(articles, ["deepseek"]),
        compare(articles, ["deepseek"], JANUARY, FEBRUARY),
        behind(trend(articles, "deepseek"), articles),
    ]
    bare = {name for table in tables for name in readable(table) if heading(name, table) == name}
    assert bare == set()
