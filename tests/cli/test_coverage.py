"""Commands of coverage."""

import json

import pytest

from .runs import Run


def test_the_header_of_trend_is_exactly_this(run: Run, press: str) -> None:
    outcome = run("trend", press, "--entity", "deepseek", "--freq", "week", "--format", "csv")
    assert outcome.text.splitlines()[0] == "period,matching,total,share,low,high,mentions,partial"
    assert [line.split(",")[:4] for line in outcome.text.splitlines()[1:]] == [
        ["2025-01-20", "1", "1", "1.0"],
        ["2025-01-27", "0", "1", "0.0"],
        ["2025-02-03", "1", "1", "1.0"],
    ]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        (["-e", "deepseek", "--period", "2025-02-09"], ["@市場焦點"]),
        (["-e", "deepseek", "--freq", "month", "--period", "2025-01-20"], ["DeepSeek推新模型"]),
        (["--by", "tags", "--value", "天氣"], ["年卅晚天氣清涼"]),
        (["--by", "tags", "--value", ""], ["讀者來函"]),
        (["--by", "outlet", "--value", "港聲報", "--period", "2025-01-20"], ["DeepSeek推新模型"]),
        (["-e", "deepseek", "--by", "outlet", "--value", "海傍日報"], ["讀者來函"]),
        (["-q", "天文台 OR 股價"], ["DeepSeek推新模型", "年卅晚天氣清涼", "@市場焦點"]),
    ],
    ids=str,
)
def test_behind_lists_the_articles_of_a_row(
    run: Run, press: str, asked: list[str], titles: list[str]
) -> None:
    assert [row["title"] for row in json.loads(run("behind", press, *asked, "-f", "json").text)] == titles
