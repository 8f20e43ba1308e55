"""What stories do: copies over time, and who is first."""

import pandas as pd
import pytest

import analytics
from analytics.schema import empty

LEAD = (
    "一間本地初創公司周一公布，其開發的DeepSeek應用已通過多項測試，成績與海外大型企業的產品相若，而所用的運算資源只及對手一成。"
    "公司負責人表示，團隊去年開始研究如何減省記憶體用量，並在夏天完成首個版本。"
)
OTHER = "天文台預料，一股強烈冬季季候風會在未來兩三日影響華南沿岸，本港氣溫顯著下降，新界再低兩三度，市民外出要添衣。"


def table(*rows: tuple[str, str | None, str | None]) -> pd.DataFrame:
    """Articles of (body, outlet, published)."""
    frame = pd.DataFrame(
        {
            "id": [f"a{n}" for n in range(len(rows))],
            "path": [f"{n}.md" for n in range(len(rows))],
            "title": [f"題目{n}" for n in range(len(rows))],
            "body": [body for body, _, _ in rows],
            "outlet": pd.Series([outlet for _, outlet, _ in rows], dtype="str"),
            "published": pd.to_datetime([when for _, _, when in rows], format="mixed")
            .tz_localize("Asia/Hong_Kong")
            .as_unit("us"),
        }
    )
    return frame.reindex(columns=empty().columns).astype({"published": empty()["published"].dtype})


WEEKS = table(
    (LEAD, "港聲報", "2025-01-27 08:00"),
    (LEAD, "南風社", "2025-01-27 09:00"),
    (LEAD, "海傍日報", "2025-02-10 09:00"),
    (OTHER, "南風社", "2025-01-28 07:00"),
    (OTHER, "港聲報", "2025-01-28 10:00"),
)


def test_a_story_counts_once_in_the_period_of_its_earliest_article() -> None:
    result = analytics.syndication(WEEKS)
    assert result["articles"].tolist() == [4, 0, 1]
    assert result["stories"].tolist() == [2, 0, 0]
    assert result["copies"].tolist() == [2, 0, 1]


def test_shares_of_an_entity_are_of_articles_and_of_stories() -> None:
    result = analytics.syndication(WEEKS, "deepseek")
    assert result["article_share"].tolist() == pytest.approx([0.5, float("nan"), 1.0], nan_ok=True)
    assert result["story_share"].tolist() == pytest.approx([0.5, float("nan"), float("nan")], nan_ok=True)


def test_by_story_is_what_the_first_articles_give() -> None:
    firsts = WEEKS[analytics.stories(WEEKS)["first"]]
    by_story = analytics.trend(firsts, "deepseek", start="2025-01-27", end="2025-02-10")
    result = analytics.syndication(WEEKS, "deepseek")
    assert by_story["matching"].tolist() == result["stories"].tolist()
    assert by_story["total"].tolist() == result["total_stories"].tolist()


def test_the_first_of_a_story_is_who_published_it_earliest() -> None:
    result = analytics.first_to_publish(WEEKS).set_index("outlet")
    assert result["stories"].to_dict() == {"港聲報": 2, "南風社": 2, "海傍日報": 1}
    assert result["led"].to_dict() == {"港聲報": 1, "南風社": 1, "海傍日報": 0}
    assert result["median_delay"].to_dict() == {"港聲報": 3.0, "南風社": 1.0, "海傍日報": 14 * 24 + 1.0}


def test_outlets_of_the_same_minute_were_both_first() -> None:
    result = analytics.first_to_publish(
        table((LEAD, "港聲報", "2025-01-27 08:00"), (LEAD, "南風社", "2025-01-27 08:00"))
    )
    assert result["led"].tolist() == [1, 1]
    assert result["median_delay"].isna().all()


def test_a_story_that_one_outlet_tells_twice_has_no_first() -> None:
    result = analytics.first_to_publish(
        table((LEAD, "港聲報", "2025-01-27 08:00"), (LEAD, "港聲報", "2025-01-27 09:00"))
    )
    assert result.empty


def test_nothing_published_gives_no_rows() -> None:
    assert analytics.syndication(empty()).empty
    assert analytics.first_to_publish(empty()).empty
    assert analytics.syndicated(empty()).empty


def test_one_article_is_one_story_and_no_copy() -> None:
    result = analytics.syndication(table((LEAD, "港聲報", "2025-01-27 08:00")))
    assert result[["articles", "stories", "copies"]].to_numpy().tolist() == [[1, 1, 0]]
