"""The four notebooks, really run, and their pages in a real browser."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from analytics.reports import build

NAMES = ["01_overview", "02_mentions", "03_categories_tags", "04_terms"]
SAMPLE = Path(__file__).parents[2] / "data" / "sample"
CONTRAST = """() => {
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = node => {
    for (; node; node = node.parentElement) {
      const colour = rgb(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return rgb(getComputedStyle(document.body).backgroundColor);
  };
  const poor = new Set();
  for (const node of document.querySelectorAll("body *:not(svg *)")) {
    const own = [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
    if (!own || node.closest(".skip")) continue;
    const [a, b] = [light(rgb(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.add(node.tagName + "." + node.className + " " + node.textContent.trim().slice(0, 30));
  }
  return [...poor];
}"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The pages of the sample, built as a user does: by the command line, in an empty home."""
    out, home = tmp_path_factory.mktemp("sample"), tmp_path_factory.mktemp("home")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "JUPYTER"))}
    command = [sys.executable, "-m", "analytics", "report", "--corpus", SAMPLE, "--out", out]
    done = subprocess.run(
        command, env={**kept, "HOME": str(home)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def single(tmp_path_factory, lonely):
    """The pages of a corpus of one article, in which the entity never occurs, in English."""
    out = tmp_path_factory.mktemp("single")
    results = build(corpus=lonely, out=out, entity="tencent", language="en")
    assert [result.error for result in results] == [""] * len(NAMES)
    return out


@pytest.fixture(params=["sample", "single"])
def pages(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["desktop", "phone", "dark"])
def opened(request, browser):
    """Open a page; return it with everything it asked for and everything it complained of."""
    context = browser.new_context(
        viewport={"width": 390 if request.param == "phone" else 1280, "height": 900},
        color_scheme="dark" if request.param == "dark" else "light",
    )
    view = context.new_page()
    asked, told = [], []
    view.on("request", lambda call: asked.append(call.url))
    view.on("console", lambda line: told.append(line.text))
    view.on("pageerror", lambda error: told.append(str(error)))

    def open_page(path):
        view.goto(path.as_uri())
        for fold in view.locator("details > summary").all():
            fold.click()
        return view, asked, told

    yield open_page
    context.close()


def every(pages):
    return [pages / f"{name}.html" for name in [*NAMES, "index"]]


def trees(pages):
    return [html.fromstring(path.read_text(encoding="utf-8")) for path in every(pages)]


def test_every_page_stands_alone_and_fits(pages, opened):
    for path in every(pages):
        view, asked, told = opened(path)
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert told == []
        width, room = view.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= room, f"{path.name} is {width} wide in {room}"
        assert view.evaluate(CONTRAST) == []


def test_frames_that_scroll_can_be_reached_by_keyboard(pages, opened):
    for path in every(pages):
        view, *_ = opened(path)
        stuck = """() => [...document.querySelectorAll("body *")].filter(node =>
          ["auto", "scroll"].includes(getComputedStyle(node).overflowX) && node.scrollWidth > node.clientWidth
          && node.tabIndex < 0).map(node => node.className)"""
        assert view.evaluate(stuck) == []


def test_a_page_prints(sample, browser):
    view = browser.new_page(color_scheme="dark")
    view.goto((sample / "02_mentions.html").as_uri())
    assert view.pdf(format="A4").startswith(b"%PDF")
    view.emulate_media(media="print")
    assert view.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    view.close()


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


def test_no_code_no_prompt_and_no_chatter_is_shown(pages):
    for tree in trees(pages):
        shown = tree.find("body").text_content()
        assert not re.search(r"In \[|Out\[|import |Warning|given\.|\bnan\b|NaT|None(?! of)", shown)


def test_the_index_lists_every_report_by_relative_links(pages):
    tree = trees(pages)[-1]
    assert tree.xpath("//main//h2/a/@href") == [f"{name}.html" for name in NAMES]
    assert len(tree.xpath("//li[@class='built']")) == len(NAMES)


def test_pages_are_light(sample):
    assert all(path.stat().st_size < 1_000_000 for path in every(sample))


def test_pages_are_in_the_language_asked_for(sample, single):
    assert {tree.get("lang") for tree in trees(sample)} == {"zh-HK"}
    assert {tree.get("lang") for tree in trees(single)} == {"en"}
    for tree in trees(single):
        stated = re.sub(r"[「（：，。]", "", tree.find(".//h1").text_content())
        assert not re.search(r"[\u4e00-\u9fff]", stated)


def test_the_headlines_behind_the_peaks_lead_to_their_originals(sample):
    links = html.fromstring((sample / "02_mentions.html").read_text(encoding="utf-8")).xpath(
        "//main//table//a/@href"
    )
    assert len(links) >= 10
    assert all(link.startswith("https://") for link in links)


def test_an_entity_that_never_occurs_is_said_so(single):
    shown = (single / "02_mentions.html").read_text(encoding="utf-8")
    assert "None of the 1 dated articles mentions Tencent." in shown
    assert "No dated article mentions Tencent: no headlines to list." in shown


def test_a_corpus_without_tags_is_said_so(single):
    assert "No article states its tag." in (single / "03_categories_tags.html").read_text(encoding="utf-8")


def test_the_footer_says_what_was_counted_and_how_to_cite_it(sample):
    for tree in trees(sample):
        footer = tree.find(".//footer").text_content()
        assert re.search(r"個檔案 = .+篇文章 \+ .+個", footer)
        assert "指紋" in footer and "hk-media-analytics" in footer and "sample" in footer


def test_a_rebuild_is_the_same_to_the_byte(single, lonely, tmp_path):
    build(NAMES[1:3], corpus=lonely, out=tmp_path, entity="tencent", language="en")
    for name in NAMES[1:3]:
        assert (tmp_path / f"{name}.html").read_bytes() == (single / f"{name}.html").read_bytes()
