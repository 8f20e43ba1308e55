"""The notebooks, really run: what their pages hold. How they look in a browser is tested in `tests/browser`."""

import re
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from analytics.reports import build_reports


@pytest.fixture(scope="module")
def sample(built):
    """The pages of the sample, in Chinese."""
    return built("sample")


@pytest.fixture(scope="module")
def single(built):
    """The pages of a corpus of one article, in which the entity never occurs, in English."""
    return built("single")


@pytest.fixture(params=["sample", "single"])
def pages(request):
    return request.getfixturevalue(request.param)


def read(page):
    return html.fromstring(page.read_text(encoding="utf-8"))


def trees(pages):
    return [read(page) for page in pages.all]


def test_a_page_has_one_title_and_headings_in_order(pages):
    for tree in trees(pages):
        levels = [int(node.tag[1]) for node in tree.iter("h1", "h2", "h3", "h4")]
        assert levels.count(1) == 1 and levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert tree.findtext(".//h1") in tree.findtext(".//title")


def test_every_figure_says_itself_and_holds_its_table(pages):
    for tree in trees(pages):
        for figure in tree.iter("figure"):
            assert len(figure.find(".//*[@role='img']").get("aria-label")) > 15
            assert figure.find("details//table") is not None


def test_the_contents_lead_to_the_sections(pages):
    for tree in trees(pages)[:-1]:
        targets = tree.xpath("//nav[@class='contents']//a/@href")
        assert targets == [f"#{section.get('id')}" for section in tree.xpath("//main//h2")]


def test_summary_figures_stand_at_the_top(pages):
    for page in pages.reports:
        main = read(page).find(".//main")
        places = {node.get("class"): place for place, node in reversed(list(enumerate(main)))}
        assert places["front"] < places["contents"]
        if "validation" not in page.parent.name:  # without codes there are no figures to sum up
            assert places["front"] < places["facts"] < places["contents"]


def test_a_chart_says_what_it_was_counted_from(sample):
    for source in read(sample.of("mentions")).xpath("//figcaption/span[@class='source']"):
        assert re.match(r"資料：sample · 2025-01-02 至 2025-03-31 · 288篇文章$", source.text_content())


def test_no_code_no_prompt_and_no_chatter_is_shown(pages):
    for tree in trees(pages):
        shown = tree.find("body").text_content()
        assert not re.search(r"In \[|Out\[|import |Warning|given\.|\bnan\b|NaT|None(?! of)", shown)


def test_the_index_leads_to_every_report(pages):
    links = read(pages.index).xpath("//main//h2/a/@href")
    led_to = [(pages.index.parent / unquote(link)).read_bytes() for link in links]
    assert led_to == [page.read_bytes() for page in pages.reports]


def test_every_link_leads_somewhere(pages):
    for page in pages.all:
        tree = read(page)
        names = set(tree.xpath("//@id"))
        for link in tree.xpath("//a/@href"):
            told = urlsplit(link)
            if told.scheme:
                assert told.scheme in ("https", "http") and told.netloc, link
            elif told.path:
                assert (page.parent / unquote(told.path)).is_file(), f"{page}: {link}"
            else:
                assert told.fragment in names, f"{page}: {link}"


def test_links_to_the_outside_say_nothing_of_where_the_reader_comes_from(pages):
    for tree in trees(pages):
        assert set(tree.xpath("//a[starts-with(@href, 'http')]/@rel")) <= {"noreferrer"}
        assert not tree.xpath("//a[starts-with(@href, 'http')][not(@rel)]")


def test_pages_are_light(sample):
    assert all(page.stat().st_size < 1_000_000 for page in sample.all)


def test_pages_are_in_the_language_asked_for(sample, single):
    assert {tree.get("lang") for tree in trees(sample)} == {"zh-HK"}
    assert {tree.get("lang") for tree in trees(single)} == {"en"}
    for tree in trees(single):
        stated = re.sub(r"[「（：，。]", "", tree.find(".//h1").text_content())
        assert not re.search(r"[\u4e00-\u9fff]", stated)


def test_the_headlines_behind_the_peaks_lead_to_their_originals(sample):
    links = read(sample.of("mentions")).xpath("//main//table//a/@href")
    assert len(links) >= 10
    assert all(link.startswith("https://") for link in links)


def test_an_entity_that_never_occurs_is_said_so(single):
    shown = single.of("mentions").read_text(encoding="utf-8")
    assert "The one dated article does not mention Tencent." in shown
    assert "No dated article mentions Tencent, so there are no headlines to list." in shown


def test_a_corpus_without_tags_is_said_so(single):
    assert "No article states a tag." in single.of("categories").read_text(encoding="utf-8")


def test_the_footer_says_what_was_counted_and_how_to_cite_it(sample):
    for tree in trees(sample):
        footer = tree.find(".//footer").text_content()
        assert re.search(r"個檔案 = .+篇文章 \+ .+個", footer)
        assert "資料識別碼" in footer and "hk-media-analytics" in footer and "sample" in footer


def test_a_citation_names_the_report_and_whom_it_is_about(sample, single):
    assert (
        "〈報道走勢：DeepSeek〉，文章庫「sample」"
        in read(sample.of("mentions")).find(".//footer").text_content()
    )
    assert "“Coverage over time: Tencent”" in read(single.of("mentions")).find(".//footer").text_content()


def test_a_rebuild_is_the_same_to_the_byte(single, lonely, tmp_path):
    names = ["02_mentions", "03_categories_tags"]
    again = build_reports(names, corpus=lonely, out=tmp_path, entity="tencent", language="en")
    assert [result.page.read_bytes() for result in again] == [single.of(name).read_bytes() for name in names]
