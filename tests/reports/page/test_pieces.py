import pandas as pd
import pytest
from lxml import html

from analytics import charts, compare, distribution, load, mentions, stories, trend, xray
from analytics.reports import figure, table
from analytics.reports.page.environment import FIGURES
from analytics.reports.page.pieces import show_bare
from analytics.reports.page.tables import readable


@pytest.fixture(scope="module")
def corpus(lonely):
    return load(lonely)


@pytest.fixture
def english():
    charts.language("en")
    yield
    charts.language("zh-HK")


def cells(piece):
    return [cell.text_content() for cell in html.fromstring(piece.html).iter("td", "th")]


def test_shares_are_percentages_and_bounds_one_column():
    frame = pd.DataFrame({"outlet": ["海角日報"], "share": [0.25], "low": [0.1], "high": [0.5]})
    assert cells(table(frame)) == ["媒體", "比例", "95%置信區間", "海角日報", "25.0%", "10.0%–50.0%"]


def test_a_missing_share_is_a_dash_and_a_missing_outlet_is_said_to_be():
    frame = pd.DataFrame(
        {"outlet": [None], "share": [float("nan")], "low": [float("nan")], "high": [float("nan")]}
    )
    assert cells(table(frame))[3:] == ["（未註明）", "–", "–"]


def test_a_title_links_to_its_original_and_text_is_escaped():
    frame = pd.DataFrame({"title": ["<b>升</b>"], "source_url": ["https://haijiao.example/?a=1&b=2"]})
    (link,) = html.fromstring(table(frame).html).iter("a")
    assert (link.text, link.get("href")) == ("<b>升</b>", "https://haijiao.example/?a=1&b=2")


def test_what_no_font_can_draw_is_shown_as_unknown():
    assert cells(table(pd.DataFrame({"title": ["佢\ue3a1行"]})))[1] == "佢\ufffd行"


def test_only_addresses_of_the_web_become_links():
    frame = pd.DataFrame({"title": ["升"], "source_url": ["javascript:alert(1)"]})
    assert "<a" not in table(frame).html


def test_every_header_has_a_scope_and_the_frame_can_be_reached_by_keyboard():
    tree = html.fromstring(table(pd.DataFrame({"term": ["人工智能"], "frequency": [3]})).html)
    assert [cell.get("scope") for cell in tree.iter("th")] == ["col", "col", "row"]
    assert tree.get("tabindex") == "0" and tree.get("aria-label")


def test_rows_left_out_are_counted():
    piece = table(pd.DataFrame({"term": list("甲乙丙"), "frequency": [3, 2, 1]}), top=1)
    assert "其餘2項從略" in piece.html and "乙" not in piece.html


def test_shared_columns_stand_once_above_their_rows():
    weeks = pd.to_datetime(["2025-01-27", "2025-01-27", "2025-02-03"])
    frame = pd.DataFrame({"period": weeks, "matching": [2, 2, 1], "title": ["甲", "乙", "丙"]})
    groups = [
        name.text_content()
        for name in html.fromstring(table(frame, by=["period", "matching"]).html).iter("th")
    ]
    assert groups == ["標題", "2025年1月27日起一周　2篇", "甲", "乙", "2025年2月3日起一周　1篇", "丙"]


def test_a_table_without_rows_says_so():
    assert "沒有資料" in table(pd.DataFrame({"term": []}), "詞語").html


def test_a_list_of_headlines_is_a_list():
    piece = table(
        pd.DataFrame({"burst": [1], "headlines": [["晶片股急升", "港股跟升"]], "terms": [["晶片", "升"]]})
    )
    assert [item.text for item in html.fromstring(piece.html).iter("li")] == ["晶片股急升", "港股跟升"]
    assert cells(piece)[-1] == "晶片、升"


def test_what_stands_before_a_match_leans_on_it():
    tree = html.fromstring(
        table(pd.DataFrame({"left": ["微軟查"], "match": ["DeepSeek"], "right": ["外流"]})).html
    )
    assert [cell.get("class") for cell in tree.iter("td", "th")] == ["before", "date", "date"] * 2


def test_a_folded_table_is_one_click_away():
    piece = table(pd.DataFrame({"term": ["甲"]}), ("詞語", "Terms"), folded=True)
    assert piece.html.startswith("<details><summary>詞語</summary>")


def test_a_day_without_a_time_shows_no_midnight():
    stamps = pd.to_datetime(["2025-02-10 09:30", "2025-02-11 00:00"]).tz_localize("Asia/Hong_Kong")
    assert cells(table(pd.DataFrame({"published": stamps})))[1:] == ["2025-02-10 09:30", "2025-02-11"]


def test_headings_are_english_where_the_page_is(english):
    assert cells(table(pd.DataFrame({"outlet": ["A"], "total": [1]})))[:2] == ["Outlet", "All articles"]


def test_a_figure_has_its_words_and_its_table(corpus):
    ax = charts.trend(trend(corpus, "deepseek"))
    tree = html.fromstring(figure(ax, ("一句說明", "A line")).html)
    assert tree.find(".//*[@role='img']").get("aria-label") == charts.describe(ax)
    assert tree.findtext("figcaption") == "一句說明"
    assert "2025-02-10" in tree.find("details").text_content()


def test_a_build_draws_a_chart_for_screens_and_for_phones_under_one_label(corpus, tmp_path, monkeypatch):
    monkeypatch.setenv(FIGURES, str(tmp_path))
    tree = html.fromstring(figure(charts.trend(trend(corpus, "deepseek"))).html)
    (picture,) = tree.xpath(".//*[@role='img']")
    assert [drawn.get("class") for drawn in picture.iter("svg")] == ["wide", "narrow"]
    assert not picture.xpath(".//svg/@role | .//svg/@aria-label | .//*[@class='narrow']//title")


def test_in_a_notebook_a_chart_is_drawn_once(corpus):
    assert figure(charts.trend(trend(corpus, "deepseek"))).html.count("<svg") == 1


def test_a_chart_of_nothing_becomes_an_honest_line(corpus):
    piece = figure(charts.distribution(distribution(corpus, "tags")))
    assert "<svg" not in piece.html and "沒有數據可以畫成圖表" in piece.html


def test_the_sample_compared_is_written_as_readers_know_it(english):
    articles = load("data/sample").articles
    table = compare(
        articles, ["nvidia", "alibaba"], ("2025-01-01", "2025-01-26"), ("2025-01-27", "2025-02-28")
    )
    shown = readable(table)
    assert shown["entity"].tolist() == ["Nvidia", "Alibaba"]
    assert shown["before_interval"].tolist() == ["11.2%–30.4%", "0.0%–5.7%"]
    assert shown["difference_interval"].str.fullmatch(r"[+−]\d+\.\d to [+−]\d+\.\d").all()
    assert shown["ratio"].tolist()[1] == "∞"


def test_columns_of_one_name_have_the_heading_of_their_measure(corpus):
    places, mentioned = (
        cells(table(frame)) for frame in (xray(corpus, ["模型"]), mentions(corpus, "deepseek"))
    )
    told = cells(table(stories(corpus)))
    assert "文章中的位置" in places and "媒體本身" not in places
    assert "原文寫法" in mentioned and "段落" not in mentioned
    assert "最早一篇" in told and "首見" not in told


def test_identifiers_are_for_programs_and_stay_out_of_sight():
    frame = pd.DataFrame({"id": ["a1"], "story": ["a1"], "path": ["a.md"], "title": ["升"]})
    assert cells(table(frame)) == ["標題", "升"]


def test_the_path_of_a_problem_is_shown(corpus):
    problems = pd.DataFrame({"path": ["a.md"], "code": ["date_missing"]})
    problems.attrs["measure"] = "problems"
    assert cells(table(problems)) == ["檔案", "問題", "a.md", "沒有日期"]


def test_a_chart_of_no_term_becomes_an_honest_line():
    nothing = pd.DataFrame({"term": [], "frequency": [], "document_frequency": []})
    assert "<svg" not in figure(charts.terms(nothing)).html


def test_a_chart_and_a_table_at_the_end_of_a_cell_need_no_wrapper(corpus):
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    show_bare()
    counted = trend(corpus, "deepseek")
    assert "<figure>" in shell.display_formatter.format(charts.trend(counted))[0]["text/html"]
    assert "時段" in shell.display_formatter.format(counted)[0]["text/html"]
    InteractiveShell.clear_instance()


def test_the_whole_of_a_shortened_table_lies_beside_the_page(tmp_path, monkeypatch):
    monkeypatch.setenv(FIGURES, str(tmp_path))
    frame = pd.DataFrame({"outlet": [f"報{number}" for number in range(300)], "articles": range(300)})
    short, folded, whole = table(frame, top=20), table(frame, folded=True), table(frame.head(20), top=20)
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["table-01-rows.csv", "table-02-rows.csv"]
    assert 'data-whole="table-01-rows"' in short.html and 'data-whole="table-02-rows"' in folded.html
    assert "data-whole" not in whole.html
    assert pd.read_csv(tmp_path / "table-01-rows.csv").equals(frame)


def test_a_folded_table_does_not_grow_with_its_rows():
    sizes = [
        len(table(pd.DataFrame({"outlet": ["海角日報"] * rows, "articles": 1}), folded=True).html)
        for rows in (1_000, 100_000)
    ]
    assert sizes[1] - sizes[0] < 20
