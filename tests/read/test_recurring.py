"""Which paragraphs recur in an outlet, and which of them are left out of the bodies."""

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analytics
from analytics import boilerplate

PLACES = [
    "西貢",
    "屯門",
    "赤柱",
    "大澳",
    "長洲",
    "沙頭角",
    "深水埗",
    "荔景",
    "青衣",
    "鰂魚涌",
    "柴灣",
    "坪洲",
    "太和",
    "粉嶺",
    "將軍澳",
]
EVENTS = [
    "渡輪加價",
    "街市重開",
    "巴士改道",
    "暗渠爆裂",
    "圖書館延長開放",
    "龍舟奪標",
    "老樹倒塌",
    "校舍擴建",
    "夜市開檔",
    "纜車檢修",
    "診所遷址",
    "寵物公園落成",
    "漁獲大減",
    "泳灘關閉",
    "燈會取消",
]
BIO = "作者為退休教師，曾任教三十年，著有散文集兩冊。"


def headlines(number: int) -> list[str]:
    """Different headlines: none shares more than one word with another."""
    pairs = [
        (place, event)
        for shift in range(15)
        for place, event in zip(PLACES, EVENTS[shift:] + EVENTS[:shift], strict=True)
    ]
    return [place + event for place, event in pairs[:number]]


def text_of(title: str) -> str:
    return f"就{title[2:]}一事，{title[:2]}街坊昨日到場了解。"


def press(
    number: int, *recurring: str, within: int | None = None, titles: list[str] | None = None
) -> pd.DataFrame:
    """Rows of one outlet; the first `within` of them end with the recurring paragraphs."""
    titles = titles or headlines(number)
    bodies = [
        "\n\n".join([text_of(title), *(recurring if within is None or n < within else ())])
        for n, title in enumerate(titles)
    ]
    return pd.DataFrame({"title": titles, "text": bodies, "outlet": "港聲報"})


def test_a_line_under_every_article_is_left_out_of_the_bodies() -> None:
    table = analytics.articles(press(8, "（綜合報道）"))
    assert table["body"].tolist() == [text_of(title) for title in headlines(8)]
    assert [list(lines) for lines in table["boilerplate"]] == [["（綜合報道）"]] * 8


def test_tokens_and_length_follow() -> None:
    with_line, without = (analytics.articles(press(8, *lines)) for lines in (["（綜合報道）"], []))
    assert [list(tokens) for tokens in with_line["tokens"]] == [list(tokens) for tokens in without["tokens"]]
    assert with_line["characters"].tolist() == without["characters"].tolist()


def test_what_is_left_out_can_be_counted_by_naming_its_column() -> None:
    table = analytics.articles(press(8, "（綜合報道）"))
    assert not analytics.match(table, analytics.Query("綜合報道")).any()
    assert analytics.match(table, analytics.Query("綜合報道"), fields=("title", "body", "boilerplate")).all()


def test_it_stays_in_the_bodies_where_that_is_asked_for() -> None:
    table = analytics.articles(press(8, "（綜合報道）"), boilerplate=True)
    assert table["body"].str.endswith("（綜合報道）").all()
    assert table["boilerplate"].list.len().sum() == 0


def test_20_articles_are_enough_in_an_outlet_of_any_size() -> None:
    """An author's lines: every hundredth article of a large paper."""
    few, many = (analytics.articles(press(225, BIO, within=within)) for within in (4, 20))
    assert few["body"].str.contains("退休教師").sum() == 4
    assert many["body"].str.contains("退休教師").sum() == 0
    large = pd.concat([press(225, BIO, within=20), *[press(225)] * 9], ignore_index=True)
    assert analytics.articles(large)["body"].str.contains("退休教師").sum() == 0


def test_the_background_of_a_running_story_is_prose() -> None:
    background = "海底隧道工程去年三月動工，造價四百億元。"
    titles = [
        "隧道工程再延誤",
        "議員促公開隧道帳目",
        "隧道附近樓宇傾斜",
        "隧道承辦商換人",
        "運輸署料隧道明年通車",
        "隧道收費未定",
    ]
    others = press(60)
    table = analytics.articles(pd.concat([press(6, background, titles=titles), others], ignore_index=True))
    assert table["body"].str.contains("四百億元").sum() == 6


@pytest.mark.parametrize("number", [6, 19])
def test_the_only_text_of_an_article_stays(number: int) -> None:
    frame = press(number)
    frame["text"] = "本篇只供紙本讀者。"
    assert (analytics.articles(frame)["body"] != "").all()


def test_a_stub_in_place_of_the_text_of_20_articles_is_left_out() -> None:
    frame = press(20)
    frame["text"] = "本篇只供紙本讀者。"
    table = analytics.articles(frame)
    assert (table["body"] == "").all()
    assert table["characters"].sum() == 0


def test_numbered_headlines_make_no_stub() -> None:
    frame = press(40, titles=[f"第{n}篇" for n in range(40)])
    frame["text"] = "一場大雨，街道變成小溪。"
    assert (analytics.articles(frame)["body"] != "").all()


def test_a_text_of_nothing_but_lines_that_recur_stays_whole() -> None:
    frame = press(12, "圖片由讀者提供")
    frame.loc[:5, "text"] = "（綜合報道）\n\n圖片由讀者提供"
    bodies = analytics.articles(frame)["body"]
    assert (bodies[:6] == "（綜合報道）\n\n圖片由讀者提供").all()
    assert not bodies[6:].str.contains("圖片由讀者").any()


def test_a_summary_that_recurs_is_left_out_too() -> None:
    frame = press(8).assign(summary="港聲報：香港人的新聞。")
    table = analytics.articles(frame)
    assert (table["summary"] == "").all()
    assert [list(lines) for lines in table["boilerplate"]] == [["港聲報：香港人的新聞。"]] * 8


def test_what_is_left_out_is_listed_all_the_same() -> None:
    kept, left_out = (
        analytics.articles(press(8, "（綜合報道）", BIO), boilerplate=keep) for keep in (True, False)
    )
    assert boilerplate(left_out)["text"].tolist() == [BIO, "（綜合報道）"]
    assert_frame_equal(boilerplate(left_out), boilerplate(kept))


def test_spellings_of_an_outlet_are_one_outlet() -> None:
    frame = press(8, "（綜合報道）")
    frame["outlet"] = ["港聲報", "港声报"] * 4
    assert not analytics.articles(frame)["body"].str.contains("綜合").any()


@pytest.mark.parametrize("form", ["csv", "parquet", "json"])
def test_a_saved_table_is_read_back_as_it_was(tmp_path: Path, form: str) -> None:
    for n, row in enumerate(press(8, "（綜合報道）").itertuples()):
        text = f"---\ntitle: {row.title}\noutlet: {row.outlet}\n---\n\n{row.text}\n"
        (tmp_path / f"{n}.md").write_text(text, encoding="utf-8")
    table = analytics.load(tmp_path, cache=False).articles
    saved = tmp_path / "saved" / f"table.{form}"
    saved.parent.mkdir()
    if form == "json":
        table.to_json(saved, orient="records", force_ascii=False)
    else:
        getattr(table, f"to_{form}")(saved)
    back = analytics.load(saved, cache=False)
    assert back.ledger["boilerplate"] == 8
    for name in ("id", "body", "characters"):
        assert back.articles[name].tolist() == table[name].tolist()
    assert [list(lines) for lines in back.articles["boilerplate"]] == [["（綜合報道）"]] * 8


def test_the_ledger_tells_how_many_paragraphs_of_how_many_articles(tmp_path: Path) -> None:
    press(8, "（綜合報道）", BIO, within=7).to_csv(tmp_path / "a.csv", index=False)
    corpus = analytics.load(tmp_path, cache=False)
    assert (corpus.ledger["boilerplate"], corpus.ledger["boilerplate_articles"]) == (14, 7)
    kept = analytics.load(tmp_path, cache=False, boilerplate=True)
    assert (kept.ledger["boilerplate"], kept.fingerprint) == (0, corpus.fingerprint)


def test_kept_or_left_out_is_not_mixed_up_by_the_cache(tmp_path: Path) -> None:
    press(8, "（綜合報道）").to_csv(tmp_path / "a.csv", index=False)
    for keep in (False, True, False, True):
        corpus = analytics.load(tmp_path, boilerplate=keep)
        assert corpus.articles["body"].str.contains("綜合").any() == keep
