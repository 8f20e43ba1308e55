"""The charts of words and stories: what they draw, say, and do with nothing."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pandas as pd
import pytest

import analytics
from analytics import ReportError, charts
from analytics.schema import empty

HALVES = {"before": ("2025-01-01", "2025-02-14"), "after": ("2025-02-15", "2025-03-31")}
RANKED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "behind": lambda articles: analytics.behind(analytics.trend(articles, "deepseek"), articles),
    "headlines": lambda articles: analytics.headlines(articles, "deepseek"),
    "concentration": lambda articles: analytics.concentration(articles, "section", freq="month"),
    "syndicated": analytics.syndicated,
    "first_to_publish": analytics.first_to_publish,
    "dispersion": lambda articles: analytics.dispersion(articles, ["deepseek", "openai"]),
    "diversity": analytics.diversity,
    "new_words": analytics.new_words,
    "anomalies": analytics.anomalies,
    "boilerplate": analytics.boilerplate,
}
DRAWN: dict[str, Callable[[pd.DataFrame], object]] = {
    "timing": lambda articles: charts.timing(analytics.timing(articles)),
    "syndication": lambda articles: charts.syndication(analytics.syndication(articles)),
    "decomposition": lambda articles: charts.decomposition(
        analytics.decomposition(articles, "deepseek", **HALVES)
    ),
    "xray": lambda articles: charts.xray(analytics.xray(articles, ["deepseek", "模型"])),
    "network": lambda articles: charts.cooccurrence(analytics.cooccurrence(articles, "entities")),
    "collocates": lambda articles: charts.collocates(analytics.collocates(articles, "deepseek")),
    "ngrams": lambda articles: charts.ngrams(analytics.ngrams(articles, length=3)),
    "rising": lambda articles: charts.rising(analytics.rising(articles)),
    "kwic": lambda articles: charts.kwic(analytics.kwic(articles, "deepseek")),
    **{
        f"{name} ranked": lambda articles, measure=measure: charts.ranking(measure(articles))
        for name, measure in RANKED.items()
    },
}
WORDS = {  # the beginning of what each says of the sample
    "timing": ("熱力圖：", "Heat map: "),
    "syndication": ("堆疊柱圖：", "Stacked bars: "),
    "decomposition": ("橫條圖：", "Bar chart: "),
    "xray": ("詞語分布圖：", "Lexical dispersion plot: "),
    "network": ("網絡圖：", "Network: "),
    "collocates": ("橫條圖：", "Bar chart: "),
    "ngrams": ("橫條圖：", "Bar chart: "),
    "rising": ("點圖：", "Dot plot: "),
    "kwic": ("上下文索引：", "Concordance: "),
    **{f"{name} ranked": ("橫條圖：", "Bar chart: ") for name in RANKED},
}


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    return analytics.load("data/sample").articles


@pytest.fixture(autouse=True)
def chinese_after() -> Iterator[None]:
    yield
    charts.language("zh-HK")


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_of_nothing_says_so(name: str) -> None:
    ax = DRAWN[name](empty())
    assert charts.describe(ax).endswith("沒有數據。")  # type: ignore[arg-type]
    assert charts.svg(ax)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_says_itself_in_both_languages(sample: pd.DataFrame, name: str) -> None:
    said = []
    for code in ("zh-HK", "en"):
        charts.language(code)
        said.append(charts.describe(DRAWN[name](sample)))  # type: ignore[arg-type]
    assert tuple(text[: len(begin)] for text, begin in zip(said, WORDS[name], strict=True)) == WORDS[name]


@pytest.mark.parametrize("name", DRAWN)
def test_marks_carry_tooltips(sample: pd.DataFrame, name: str) -> None:
    assert charts.svg(DRAWN[name](sample)).count("<title>") >= 2  # type: ignore[arg-type]


@pytest.mark.parametrize("name", DRAWN)
def test_one_article_can_be_drawn(sample: pd.DataFrame, name: str) -> None:
    assert charts.svg(DRAWN[name](sample.head(1)))  # type: ignore[arg-type]


def test_an_outlet_that_is_not_there_is_refused(sample: pd.DataFrame) -> None:
    with pytest.raises(ReportError, match="did you mean '電車軌'"):
        charts.timing(analytics.timing(sample), outlet="電車規")


def test_nodes_that_avoid_each_other_are_not_tied(sample: pd.DataFrame) -> None:
    pairs = analytics.cooccurrence(sample, "entities")
    shown = charts.data(charts.cooccurrence(pairs))
    assert (shown["log_likelihood"] > 0).all()
    assert len(set(shown["first"]) | set(shown["second"])) <= 30


def test_a_network_is_the_same_picture_in_every_process() -> None:
    code = (
        "import analytics, hashlib\n"
        "from analytics import charts\n"
        "pairs = analytics.cooccurrence(analytics.load('data/sample').articles, 'entities')\n"
        "print(hashlib.sha256(charts.svg(charts.cooccurrence(pairs)).encode()).hexdigest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout


def test_an_xray_by_outlet_has_a_row_an_outlet(sample: pd.DataFrame) -> None:
    ax = charts.xray(analytics.xray(sample, "deepseek"), by="outlet")
    assert "電車軌" in [label.get_text() for label in ax.get_yticklabels()]


def test_outlets_beyond_those_shown_are_added_up(sample: pd.DataFrame) -> None:
    table = analytics.decomposition(sample, "deepseek", **HALVES)
    ax = charts.decomposition(table, top=2)
    assert ax.get_yticklabels()[-1].get_text() == f"其餘{len(table) - 2}間"
