"""Paragraphs that recur from article to article are found; prose that recurs is left alone."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics import boilerplate, load, segment, stories, terms, without_boilerplate
from analytics.errors import ArgumentError, CorpusError

from ..calendars import TableOf
from ..parts import Parts

HEADLINES = [
    "西貢海鮮檔加租三成",
    "屯馬線信號故障延誤廿分鐘",
    "三甲醫院試行網上覆診",
    "維園年宵攤位底價下調",
    "小學派位結果公布",
    "大嶼山纜車停駛檢修",
    "的士司機拾金不昧",
    "銀髮義工教街坊寫揮春",
    "長洲太平清醮加開渡輪",
    "樓市成交連跌兩周",
    "龍舟隊隔廿年再奪冠",
    "街市翻新商戶憂客源流失",
]
OPENINGS = [
    "檔主說，新租約下月生效。",
    "港鐵派員沿路軌巡查。",
    "病人可在家中與醫生對話。",
    "食環署稱反應較去年冷淡。",
    "家長清早到校門等候。",
    "旅客改乘巴士上昂坪。",
    "失主回來時錢包原封不動。",
    "每人獲贈一張福字。",
    "船公司預留後備船隻。",
    "地產代理稱買家觀望。",
    "教練說靠的是清晨練習。",
    "工程為期一年半。",
]


def press_with(table_of: TableOf, *lines: str, number: int = 8, outlet: str = "港聲報") -> pd.DataFrame:
    """Articles of one outlet, each on another story, with these lines below."""
    return table_of(
        *(
            {
                "title": title,
                "body": "\n\n".join([opening, *(line.format(title=title, n=n) for line in lines)]),
                "outlet": outlet,
                "published": f"2025-02-{n + 1:02} 10:00",
            }
            for n, (title, opening) in enumerate(zip(HEADLINES[:number], OPENINGS, strict=False))
        )
    )


# --- what is found


def test_a_line_of_share_buttons_is_found_with_its_count_and_days(table_of: TableOf) -> None:
    found = boilerplate(press_with(table_of, "分享至 Facebook　WhatsApp　電郵"))
    row = found.iloc[0]
    assert (len(found), row["text"], row["articles"], row["share"]) == (
        1,
        "分享至 Facebook　WhatsApp　電郵",
        8,
        1.0,
    )
    assert (f"{row['first']:%m-%d}", f"{row['last']:%m-%d}", row["characters"]) == ("02-01", "02-08", 7)


@pytest.mark.parametrize(
    "line",
    [
        "The post {title} appeared first on 港聲報.",
        "本文網址：https://news.example/2025/{n}00/story.html",
        "更新時間：2025年2月{n}日 1{n}:05",
        "本文已有{n}23人閱讀",
        "© 202{n} 港聲報版權所有，不得轉載。",
        "投稿請電郵 desk{n}@press.example",
    ],
    ids=["own headline", "address", "date", "counter", "year", "e-mail"],
)
def test_a_template_is_found_whatever_it_is_filled_with(table_of: TableOf, line: str) -> None:
    assert boilerplate(press_with(table_of, line))["articles"].tolist() == [8]


def test_case_width_script_and_white_space_make_no_difference(table_of: TableOf) -> None:
    articles = press_with(table_of, "追蹤 Instagram 專頁")
    articles["body"] = articles["body"].where(
        articles.index % 2 == 0,
        articles["body"].str.replace("追蹤 Instagram 專頁", "追踪ＩＮＳＴＡＧＲＡＭ专页"),
    )
    assert boilerplate(articles)["articles"].tolist() == [8]


def test_a_stub_in_place_of_the_text_is_found(table_of: TableOf) -> None:
    articles = press_with(table_of)
    articles["body"] = "請訂閱本報以閱讀全文。"
    found = boilerplate(articles)
    assert found[["text", "articles"]].values.tolist() == [["請訂閱本報以閱讀全文。", 8]]


def test_a_summary_that_recurs_is_found(table_of: TableOf) -> None:
    articles = press_with(table_of)
    articles["summary"] = "港聲報：香港人的新聞。"
    assert boilerplate(articles)["text"].tolist() == ["港聲報：香港人的新聞。"]


def test_a_line_that_stands_twice_in_an_article_counts_once(table_of: TableOf) -> None:
    assert boilerplate(press_with(table_of, "（綜合報道）", "（綜合報道）"))["articles"].tolist() == [8]


def test_each_outlet_has_its_own(table_of: TableOf) -> None:
    ours = press_with(table_of, "（本報訊）", number=8)
    theirs = press_with(table_of, "（本報訊）", number=6, outlet="海傍日報")
    found = boilerplate(pd.concat([ours, theirs], ignore_index=True))
    assert found[["outlet", "articles"]].values.tolist() == [["港聲報", 8], ["海傍日報", 6]]


def test_articles_that_state_no_outlet_are_taken_together(table_of: TableOf) -> None:
    articles = press_with(table_of, "（本報訊）")
    articles["outlet"] = pd.Series([None] * 8, dtype=articles["outlet"].dtype)
    found = boilerplate(articles)
    assert (found["outlet"].isna().all(), found["articles"].tolist()) == (True, [8])
    assert without_boilerplate(articles)["body"].tolist() == OPENINGS[:8]


def test_most_articles_come_first(table_of: TableOf) -> None:
    articles = press_with(table_of, "（綜合報道）")
    articles.loc[:4, "body"] += "\n\n圖片：資料圖片"
    assert boilerplate(articles)["articles"].tolist() == [8, 5]


def test_undated_articles_have_no_first_day(table_of: TableOf) -> None:
    articles = press_with(table_of, "（綜合報道）")
    articles.loc[:, "published"] = pd.NaT
    assert boilerplate(articles)["first"].isna().all()


# --- what is not


def test_too_few_articles_make_no_boilerplate(table_of: TableOf) -> None:
    assert boilerplate(press_with(table_of, "（綜合報道）", number=4)).empty
    assert len(boilerplate(press_with(table_of, "（綜合報道）", number=4), min_articles=4)) == 1


def test_too_small_a_share_makes_no_boilerplate(table_of: TableOf) -> None:
    articles = press_with(table_of, number=12)
    articles.loc[:5, "body"] += "\n\n資深記者，曾任駐京特派員。"
    assert len(boilerplate(articles, min_share=0.5)) == 1
    assert boilerplate(articles, min_share=0.51).empty


def test_copies_of_one_article_are_no_boilerplate(table_of: TableOf) -> None:
    body = "天文台發出八號烈風信號。\n\n全港學校停課，渡輪停航。"
    copies = table_of(*({"title": "八號烈風信號生效", "body": body, "outlet": "港聲報"} for _ in range(9)))
    assert boilerplate(copies).empty


def test_updates_of_one_story_under_changing_headlines_are_no_boilerplate(table_of: TableOf) -> None:
    titles = [
        f"【{word}】八號烈風信號生效　全港學校停課" for word in ("快訊", "更新", "不斷更新", "持續更新")
    ]
    titles += [f"八號烈風信號生效　全港學校停課{word}" for word in ("（更新）", "（二）", "（三）")]
    body = "天文台發出八號烈風信號。\n\n全港學校停課，渡輪停航。"
    articles = table_of(*({"title": title, "body": body, "outlet": "港聲報"} for title in titles))
    assert boilerplate(articles).empty


def test_one_story_told_by_many_outlets_is_no_boilerplate(table_of: TableOf) -> None:
    body = "行政會議通過修訂草案，下周提交立法會首讀。"
    told = zip(HEADLINES, "甲乙丙丁戊己庚辛壬癸子丑", strict=True)
    articles = table_of(*({"title": t, "body": body, "outlet": f"{name}報"} for t, name in told))
    assert boilerplate(articles).empty


def test_a_sentence_whose_figures_are_the_news_is_no_template(table_of: TableOf) -> None:
    articles = press_with(table_of, "恒指收報2{n},345點，升1{n}8點，成交一千{n}百億元。")
    assert boilerplate(articles).empty


def test_a_price_in_a_short_line_is_no_counter(table_of: TableOf) -> None:
    assert boilerplate(press_with(table_of, "恒生指數 2{n},345.12")).empty


def test_bare_figures_and_bare_addresses_are_no_boilerplate(table_of: TableOf) -> None:
    assert boilerplate(press_with(table_of, "04", "https://link.example/{n}")).empty


# --- leaving it out


def test_without_boilerplate_only_the_paragraphs_found_are_gone(table_of: TableOf) -> None:
    articles = press_with(table_of, "分享至 Facebook", "（綜合報道）")
    assert without_boilerplate(articles)["body"].tolist() == OPENINGS[:8]


def test_tokens_and_length_are_those_of_what_is_left(table_of: TableOf) -> None:
    articles = press_with(table_of, "分享至 Facebook", "（綜合報道）")
    cleared = without_boilerplate(articles)
    wanted = [[*segment(t), "\n", *segment(b)] for t, b in zip(HEADLINES, OPENINGS[:8], strict=False)]
    assert [list(tokens) for tokens in cleared["tokens"]] == wanted
    assert cleared["characters"].tolist() == [len(text) - text.count("，") - 1 for text in OPENINGS[:8]]


def test_tokens_keep_the_cuts_of_the_words_that_the_corpus_was_read_with(write_corpus) -> None:  # type: ignore[no-untyped-def]
    files = {
        f"{n}.md": f"---\ntitle: {title}\noutlet: 港聲報\n---\n\n{opening}銀灘花園八座停水。\n\n（綜合報道）\n"
        for n, (title, opening) in enumerate(zip(HEADLINES, OPENINGS, strict=True))
    }
    articles = load(write_corpus(files), words=["銀灘花園八座"], cache=False).articles
    cleared = without_boilerplate(articles)
    assert all("銀灘花園八座" in list(tokens) for tokens in cleared["tokens"])
    assert not any("綜合" in list(tokens) for tokens in cleared["tokens"])


def test_a_boilerplate_summary_is_emptied(table_of: TableOf) -> None:
    articles = press_with(table_of)
    articles["summary"] = ["港聲報：香港人的新聞。"] * 7 + ["街坊有話說。"]
    assert without_boilerplate(articles)["summary"].tolist() == [""] * 7 + ["街坊有話說。"]


def test_articles_without_boilerplate_stay_as_they_were(table_of: TableOf) -> None:
    articles = press_with(table_of, "（綜合報道）", number=6)
    other = table_of(
        {"title": "無名小巷的補鞋匠", "body": "他每天七時開檔。\n\n風雨不改。", "outlet": "港聲報"}
    )
    both = pd.concat([articles, other], ignore_index=True)
    assert_frame_equal(without_boilerplate(both).iloc[[6]], both.iloc[[6]])


def test_doing_it_twice_changes_nothing_more(table_of: TableOf) -> None:
    once = without_boilerplate(press_with(table_of, "分享至 Facebook", "（綜合報道）"))
    assert_frame_equal(without_boilerplate(once), once)


def test_index_columns_and_dtypes_stay(table_of: TableOf) -> None:
    articles = press_with(table_of, "（綜合報道）").set_index(pd.Index(list("hgfedcba")))
    cleared = without_boilerplate(articles)
    assert cleared.index.tolist() == list("hgfedcba")
    assert cleared.dtypes.to_dict() == articles.dtypes.to_dict()


def test_an_index_that_repeats_itself_is_no_hindrance(table_of: TableOf) -> None:
    articles = press_with(table_of, "（綜合報道）").set_index(pd.Index([0] * 8))
    assert without_boilerplate(articles)["body"].tolist() == OPENINGS[:8]


def test_the_input_stays_as_it_was(table_of: TableOf) -> None:
    articles = press_with(table_of, "（綜合報道）")
    before = articles.copy(deep=True)
    without_boilerplate(articles)
    assert_frame_equal(articles, before)


def test_an_analyst_may_keep_some_of_what_was_found(table_of: TableOf) -> None:
    articles = press_with(table_of, "分享至 Facebook", "（綜合報道）")
    found = boilerplate(articles)
    cleared = without_boilerplate(articles, found[found["text"] == "（綜合報道）"])
    assert cleared["body"].tolist() == [f"{opening}\n\n分享至 Facebook" for opening in OPENINGS[:8]]


def test_what_was_found_in_a_year_can_be_left_out_of_a_day(table_of: TableOf) -> None:
    articles = press_with(table_of, "The post {title} appeared first on 港聲報.")
    cleared = without_boilerplate(articles.iloc[[3]], boilerplate(articles))
    assert cleared["body"].tolist() == [OPENINGS[3]]


def test_the_table_without_goes_into_other_measures(table_of: TableOf) -> None:
    cleared = without_boilerplate(press_with(table_of, "分享至 Facebook"))
    assert not terms(cleared)["term"].isin(["Facebook", "分享"]).any()
    assert stories(cleared)["story"].nunique() == 8


def test_a_slice_of_a_table_is_cleared_like_a_table_of_its_own(table_of: TableOf) -> None:
    articles = press_with(table_of, "（綜合報道）", number=12)
    part = articles.iloc[2:10]
    assert_frame_equal(without_boilerplate(part), without_boilerplate(part.copy(deep=True)))
    assert without_boilerplate(part)["body"].tolist() == OPENINGS[2:10]


# --- articles in parts


def long_press(table_of: TableOf) -> pd.DataFrame:
    """Many articles, some of no stated outlet, whose lines differ as templates do; one story under a few headlines."""
    number = 96
    lines = ["© 202{n} 港聲報版權所有", "（綜合報道）", "The post {title} appeared first on 港聲報."]
    rows = [
        {
            "title": f"{HEADLINES[n % 12]}{'甲乙丙丁戊己庚辛'[n // 12]}",
            "outlet": [None, "港聲報", "港聲報", "海傍日報"][n % 4],
            "published": [None, f"2025-02-{n % 28 + 1:02} 10:00"][n % 3 > 0],
            "summary": "港聲報：香港人的新聞。" if n % 5 else "",
        }
        for n in range(number)
    ]
    for n, row in enumerate(rows):
        row["body"] = "\n\n".join(
            [OPENINGS[n % 12], lines[n % 5 % 3].format(n=n % 10, title=row["title"]), f"第{n}位。"]
        )
    return table_of(*rows)


@pytest.mark.parametrize("least", [2, 5, 22])
def test_boilerplate_is_the_same_when_the_articles_lie_in_parts(table_of: TableOf, least: int) -> None:
    articles = long_press(table_of)
    found = boilerplate(articles, min_articles=least)
    assert len(found) >= {2: 10, 5: 9, 22: 1}[least]
    for cuts in ([1], [0, 30, 30, 95], range(0, 96, 12)):
        told = boilerplate(Parts.of(articles, cuts), min_articles=least)  # type: ignore[arg-type]
        assert_frame_equal(told, found, check_exact=True)


def test_a_paragraph_is_found_that_no_part_alone_has_often_enough(table_of: TableOf) -> None:
    parts = Parts.of(press_with(table_of, "（綜合報道）"), range(1, 8))
    assert boilerplate(parts)["articles"].tolist() == [8]  # type: ignore[arg-type]


def test_parts_are_cleared_of_what_recurs_in_the_whole(table_of: TableOf) -> None:
    articles = long_press(table_of)
    cleared = without_boilerplate(Parts.of(articles, [0, 3, 50]))  # type: ignore[arg-type]
    assert_frame_equal(pd.concat(cleared.pieces), without_boilerplate(articles))


# --- edges


@pytest.mark.parametrize("rows", [[], [0], [0, 1]], ids=["none", "one", "two"])
def test_hardly_any_articles_have_no_boilerplate_and_the_same_columns(
    table_of: TableOf, rows: list[int]
) -> None:
    articles = press_with(table_of, "（綜合報道）")
    found = boilerplate(articles.iloc[rows])
    assert len(found) == 0
    assert found.dtypes.to_dict() == boilerplate(articles).dtypes.to_dict()
    assert_frame_equal(without_boilerplate(articles.iloc[rows]), articles.iloc[rows])


def test_empty_bodies_are_no_paragraphs(table_of: TableOf) -> None:
    articles = table_of(*({"title": title, "body": "", "outlet": "港聲報"} for title in HEADLINES))
    assert boilerplate(articles).empty


def test_tokens_that_are_not_those_of_the_body_are_refused(table_of: TableOf) -> None:
    articles = press_with(table_of, "（綜合報道）")
    articles["body"] = "編者按：" + articles["body"]
    with pytest.raises(CorpusError, match=r"000\.md: its tokens are not those of its headline and body"):
        without_boilerplate(articles)


def test_a_table_of_something_else_is_refused(table_of: TableOf) -> None:
    articles = press_with(table_of)
    with pytest.raises(ArgumentError, match="no table of boilerplate"):
        without_boilerplate(articles, terms(articles))


@pytest.mark.parametrize("wrong", [{"min_articles": 1}, {"min_share": -0.1}, {"min_share": 2}])
def test_thresholds_out_of_range_are_refused(table_of: TableOf, wrong: dict[str, float]) -> None:
    with pytest.raises(ArgumentError, match="min_articles must be 2 or more"):
        boilerplate(press_with(table_of), **wrong)  # type: ignore[arg-type]


def test_how_many_articles_are_read_at_a_time_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = load("data/sample", boilerplate=True).articles
    expected = boilerplate(articles), without_boilerplate(articles)
    monkeypatch.setattr("analytics.measures.corpus.boilerplate._ROWS", 100)
    assert_frame_equal(boilerplate(articles), expected[0])
    assert_frame_equal(without_boilerplate(articles), expected[1])
