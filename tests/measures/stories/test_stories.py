"""Stories: which articles tell the same thing."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analytics
from analytics.errors import ArgumentError
from analytics.measures.stories import stories as stories_module
from analytics.schema import empty
from analytics.text.prepared import forget_prepared

LEAD = (
    "一間本地初創公司周一公布，其開發的語言模型已通過多項測試，成績與海外大型企業的產品相若，而所用的運算資源只及對手一成。"
    "公司負責人表示，團隊去年開始研究如何減省記憶體用量，並在夏天完成首個版本。"
)
REST = "有大學教授認為，成果反映本地人才具備競爭力，但要轉化為可持續的業務，仍須配合資金及市場。公司計劃下月起邀請企業試用。"
OTHER = "天文台預料，一股強烈冬季季候風會在未來兩三日影響華南沿岸，本港氣溫顯著下降，新界再低兩三度，市民外出要添衣。"


def table(*rows: tuple[str, str | None, str | None]) -> pd.DataFrame:
    """Articles of (body, outlet, published)."""
    frame = pd.DataFrame(
        {
            "id": [f"a{n}" for n in range(len(rows))],
            "path": [f"{n}.md" for n in range(len(rows))],
            "title": [f"題目：{body[:12]}" for body, _, _ in rows],
            "body": [body for body, _, _ in rows],
            "outlet": pd.Series([outlet for _, outlet, _ in rows], dtype="str"),
            "published": pd.to_datetime([when for _, _, when in rows], format="mixed")
            .tz_localize("Asia/Hong_Kong")
            .as_unit("us"),
        }
    )
    return frame.reindex(columns=empty().columns).astype({"published": empty()["published"].dtype})


def test_a_reprint_belongs_to_the_story_of_the_earliest_article() -> None:
    articles = table(
        (LEAD + REST, "港聲報", "2025-01-27 12:00"),
        (OTHER, "港聲報", "2025-01-27"),
        (LEAD + REST, "南風社", "2025-01-27 09:00"),
    )
    result = analytics.stories(articles)
    assert result["story"].tolist() == ["a2", "a1", "a2"]
    assert result["first"].tolist() == [False, True, True]
    assert result["articles"].tolist() == [2, 1, 2]
    assert result["outlets"].tolist() == [2, 1, 2]
    assert result["delay"].tolist() == [3.0, 0.0, 0.0]


def test_an_edited_copy_and_a_half_of_it_are_the_same_story() -> None:
    edited = LEAD.replace("周一", "昨日") + REST
    articles = table(
        (LEAD + REST, "甲報", "2025-01-27"), (edited, "乙報", "2025-01-28"), (REST, "丙報", "2025-01-28")
    )
    assert analytics.stories(articles)["story"].tolist() == ["a0", "a0", "a0"]
    assert analytics.stories(articles, same="verbatim")["story"].tolist() == ["a0", "a0", "a2"]


def test_the_same_text_years_apart_is_another_story() -> None:
    articles = table(*[(OTHER, "天文台", f"{year}-09-16 10:00") for year in (2018, 2023, 2025)])
    assert analytics.stories(articles)["first"].all()
    assert analytics.stories(articles, days=365 * 8)["story"].nunique() == 1


def test_within_no_days_only_copies_of_the_same_day_are_one_story() -> None:
    dates = "2025-01-27 08:00", "2025-01-27 23:00", "2025-01-28 08:00"
    articles = table(*[(LEAD + REST, outlet, date) for outlet, date in zip("甲乙丙", dates, strict=True)])
    assert analytics.stories(articles, days=0)["story"].nunique() == 2


@pytest.mark.parametrize(("days", "stories"), [(3, 1), (2, 2)])
def test_days_is_the_longest_distance_of_two_articles_of_a_story(days: int, stories: int) -> None:
    articles = table((LEAD + REST, "甲報", "2025-01-27"), (LEAD + REST, "乙報", "2025-01-30 23:00"))
    assert analytics.stories(articles, days=days)["story"].nunique() == stories


def test_an_undated_copy_does_not_join_two_stories() -> None:
    articles = table((OTHER, "甲報", "2018-09-16"), (OTHER, "乙報", None), (OTHER, "丙報", "2025-09-16"))
    assert analytics.stories(articles)["story"].tolist() == ["a0", "a0", "a2"]


def test_rows_that_have_only_a_title_are_joined_by_it() -> None:
    articles = table(("", "甲報", "2025-01-27"), ("", "乙報", "2025-01-27"), ("", "丙報", "2025-01-27"))
    articles["title"] = ["港鐵荃灣綫信號故障 列車服務延誤", "港鐵荃灣綫信號故障　列車服務延誤", "天氣報告"]
    result = analytics.stories(articles)
    assert result["story"].tolist() == ["a0", "a0", "a2"]
    assert (
        analytics.provenance(result).details["by_headline"] == 2
    )  # a headline of four letters joins nothing


@pytest.mark.parametrize(("title", "stories"), [("港鐵今早信號故障", 1), ("港鐵今早信號壞", 2)])
def test_a_headline_of_eight_letters_stands_for_a_text(title: str, stories: int) -> None:
    articles = table(("", "甲報", "2025-01-27"), ("", "乙報", "2025-01-27")).assign(title=title)
    assert analytics.stories(articles)["story"].nunique() == stories


def test_a_stub_that_recurs_in_place_of_texts_joins_nothing() -> None:
    stub = "本網站內容只供訂戶閱讀，請登入或訂閱後繼續瀏覽，多謝支持我們的新聞工作。"
    rows = [(stub, "甲報", f"2025-01-{day:02d}") for day in range(1, 13)]
    articles = table(*rows)
    articles["title"] = [
        "地鐵延誤",
        "颱風逼近",
        "股市急跌",
        "電影上映",
        "議會休會",
        "疫苗抵港",
        "油價上升",
        "渡輪相撞",
        "學童失蹤",
        "寒流襲港",
        "樓價回落",
        "選舉揭曉",
    ]
    assert analytics.stories(articles)["first"].all()


PARAGRAPHS = (LEAD, REST, OTHER)


@given(st.integers(0, 2), st.booleans())
def test_a_copy_without_any_paragraph_and_in_the_other_script_is_the_same_story(
    left_out: int, simplified: bool
) -> None:
    from opencc import OpenCC

    copy = "\n\n".join(text for number, text in enumerate(PARAGRAPHS) if number != left_out)
    copy = OpenCC("hk2s").convert(copy) if simplified else copy
    articles = table(("\n\n".join(PARAGRAPHS), "甲報", "2025-01-27"), (copy, "乙報", "2025-01-28"))
    assert analytics.stories(articles)["story"].nunique() == 1


def test_a_wrong_argument_is_told() -> None:
    with pytest.raises(ArgumentError, match="did you mean 'verbatim'"):
        analytics.stories(empty(), same="verbatm")
    with pytest.raises(ArgumentError, match="0 or more"):
        analytics.stories(empty(), days=-1)


def test_script_and_width_make_no_other_story() -> None:
    from opencc import OpenCC

    articles = table(
        (LEAD + REST, "甲報", "2025-01-27"), (OpenCC("hk2s").convert(LEAD + REST), "乙报", "2025-01-28")
    )
    assert analytics.stories(articles)["story"].nunique() == 1


def test_articles_without_body_and_headline_are_stories_of_their_own() -> None:
    articles = table(("", "甲報", "2025-01-27"), ("", "乙報", "2025-01-27")).assign(title="")
    assert analytics.stories(articles)["articles"].tolist() == [1, 1]


def test_an_undated_copy_is_never_the_first() -> None:
    result = analytics.stories(table((LEAD + REST, "甲報", None), (LEAD + REST, "乙報", "2025-01-28")))
    assert result["story"].tolist() == ["a1", "a1"]
    assert pd.isna(result["delay"][0])


def test_filtered_tables_keep_their_index() -> None:
    articles = table(
        (LEAD, "甲報", "2025-01-27"), (OTHER, "乙報", "2025-01-27"), (LEAD, "丙報", "2025-01-28")
    )
    result = analytics.stories(articles.iloc[[0, 2]])
    assert result.index.tolist() == [0, 2]
    assert len(articles.iloc[[0, 2]][result["first"]]) == 1


def test_stories_of_nothing_and_of_one_article() -> None:
    assert list(analytics.stories(empty()).columns) == [
        "id",
        "story",
        "first",
        "articles",
        "outlets",
        "delay",
    ]
    assert analytics.stories(table((LEAD, "甲報", "2025-01-27")))["first"].tolist() == [True]


def test_copies_by_the_hundred_are_one_story() -> None:
    articles = table(*[(LEAD + REST, "甲報", f"2025-01-27 00:{n:02d}") for n in range(60)])
    assert analytics.stories(articles)["story"].nunique() == 1


def test_a_body_shorter_than_a_shingle_is_a_story_of_its_own() -> None:
    articles = table(
        ("有圖", "甲報", "2025-01-27"), ("有圖", "乙報", "2025-01-27"), ("", "丙報", "2025-01-27")
    )
    assert analytics.stories(articles)["first"].all()


def test_thousands_of_copies_are_joined_and_nothing_else_is() -> None:
    copies = [(LEAD, "甲報", "2025-01-27")] * 3000
    told_ = analytics.stories(table(*copies, (OTHER, "乙報", "2025-01-28")))
    assert told_["articles"].tolist() == [3000] * 3000 + [1]


def test_the_order_of_the_articles_makes_no_other_story() -> None:
    articles = table(
        (LEAD, "甲報", "2025-01-27"), (OTHER, "乙報", "2025-01-27"), (LEAD, "丙報", "2025-01-28")
    )
    there = analytics.stories(articles).set_index("id")["story"]
    back = analytics.stories(articles.iloc[::-1]).set_index("id")["story"]
    assert there.to_dict() == back.to_dict()


def test_an_article_with_a_date_alone_comes_after_the_others_of_its_day() -> None:
    articles = table((LEAD + REST, "甲報", "2025-01-27"), (LEAD + REST, "乙報", "2025-01-27 08:00"))
    result = analytics.stories(articles.assign(date_only=[True, False]))
    assert result["story"].tolist() == ["a1", "a1"]
    assert pd.isna(result["delay"][0]) and result["delay"][1] == 0


def test_bodies_are_compared_once_for_all_questions_about_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = analytics.load("data/sample").articles
    compared: list[int] = []
    alike = stories_module.alike
    monkeypatch.setattr(
        stories_module, "alike", lambda *rest, **named: (compared.append(1), alike(*rest, **named))[1]
    )
    forget_prepared()
    first = analytics.stories(articles)
    analytics.syndicated(articles)
    analytics.syndication(articles)
    analytics.first_to_publish(articles)
    pd.testing.assert_frame_equal(analytics.stories(articles), first)
    assert len(compared) == 1
    analytics.stories(articles, days=3)
    analytics.stories(articles, same="verbatim")
    assert len(compared) == 3


@pytest.mark.parametrize("column", ["title", "outlet", "published", "body"])
def test_a_changed_column_is_never_answered_from_what_was_kept(column: str) -> None:
    articles = analytics.load("data/sample").articles
    analytics.stories(articles)
    changed = articles.copy()
    changed[column] = (
        changed[column].iloc[::-1].to_numpy() if column == "published" else changed[column].iloc[0]
    )
    changed = changed.astype({column: articles[column].dtype})
    kept = analytics.stories(changed)
    forget_prepared()
    pd.testing.assert_frame_equal(kept, analytics.stories(changed))
