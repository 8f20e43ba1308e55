"""The coding page, as coders use it: by keyboard, on a phone, closed and opened again, without a network."""

import json
from pathlib import Path

import pandas as pd
import pytest

import analytics
from analytics.wording import language

from .conftest import WINDOWS
from .test_pages_access import AXE, LISTEN, RUN

BOOK = """
title = "測試 <b>編碼表</b>"
instructions = "先讀全文 <script>alert(1)</script>"
[[question]]
key = "about"
ask = "是否以它為主題？"
kind = "yes-no"
[[question]]
key = "tone"
ask = "語氣"
kind = "ordinal"
values = ["負面", "中性", "正面"]
only_if = { about = "yes" }
[[question]]
key = "sources"
ask = "多少個消息來源？"
kind = "ratio"
max = 20
only_if = { about = "yes" }
[[question]]
key = "places"
ask = "標示提及之處"
kind = "spans"
only_if = { about = "yes" }
"""
STORED = "() => JSON.parse(localStorage.getItem(Object.keys(localStorage)[0])).answers"


@pytest.fixture(scope="module")
def drawn() -> pd.DataFrame:
    table = analytics.sample(analytics.load("data/sample"), 30)
    first = (
        "</script><script>document.title = 'broken'</script><img src=x onerror=alert(1)> & 「甲」😀乙。丙丁。"
    )
    table["title"] = [f"{first}{title}" if not n else title for n, title in enumerate(table["title"])]
    return table


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "codebook.toml"
    path.write_text(BOOK, encoding="utf-8")
    return path


@pytest.fixture
def page(tmp_path: Path, drawn: pd.DataFrame, book: Path) -> Path:
    path = tmp_path / "coding.html"
    written = analytics.coding_page(drawn, analytics.load_codebook(book), "陳大文")
    path.write_text(written, encoding="utf-8")
    return path


@pytest.fixture
def context(browser):
    context = browser.new_context(
        offline=True, viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    yield context
    context.close()


def opened(context, page: Path):
    view = context.new_page()
    view.asked, view.told = [], []
    view.on("request", lambda call: view.asked.append(call.url))
    view.on("console", lambda line: view.told.append(line.text))
    view.on("pageerror", lambda error: view.told.append(str(error)))
    view.goto(page.as_uri())
    return view


def exported(view, path: Path) -> dict:
    with view.expect_download() as download:
        view.keyboard.press("e")
    download.value.save_as(path)
    return json.loads(path.read_text("utf-8"))


def test_thirty_articles_by_keyboard_closed_reopened_and_exported(
    context, page, book, drawn, tmp_path
) -> None:
    view = opened(context, page)
    for number in range(18):
        view.keyboard.press("2" if number % 3 else "1")
        if number % 3 == 0:
            for key in ("3", "4", "Enter", "]", "m", "Enter"):
                view.keyboard.press(key)
    assert "18" in view.locator("#place").inner_text()
    view.close()
    view = opened(context, page)
    assert view.locator("#progress").evaluate("node => node.value") == 18
    for _ in range(12):
        view.keyboard.press("2")
    assert view.locator("#said").inner_text().startswith("全部文章已經編碼")
    content = exported(view, tmp_path / "陳大文.json")
    assert (content["coder"], content["done"], content["blind"]) == ("陳大文", 30, True)
    codes = analytics.load_codes(tmp_path / "陳大文.json", book, sample=drawn)
    assert codes["id"].nunique() == 30
    assert codes.groupby("question").size().to_dict() == {"about": 30, "tone": 6, "sources": 6, "places": 6}
    assert set(codes.loc[codes["question"] == "sources", "value"]) == {"4"}
    assert (codes["probability"] == 30 / 288).all()
    assert view.told == []
    assert [url for url in view.asked if not url.startswith(("data:", "blob:"))] == [page.as_uri()]


def test_undo_takes_back_one_answer_and_arrows_move(context, page) -> None:
    view = opened(context, page)
    view.keyboard.press("2")
    view.keyboard.press("2")
    view.keyboard.press("u")
    assert "第2篇" in view.locator("#place").inner_text()
    assert len([given for given in view.evaluate(STORED).values() if given]) == 1
    view.keyboard.press("ArrowRight")
    assert "第3篇" in view.locator("#place").inner_text()
    view.keyboard.press("ArrowLeft")
    view.keyboard.press("Control+z")
    assert "第1篇" in view.locator("#place").inner_text()


def test_an_answer_that_no_longer_applies_is_not_exported(context, page, tmp_path) -> None:
    view = opened(context, page)
    for key in ("1", "2"):  # about: yes, tone: neutral
        view.keyboard.press(key)
    view.keyboard.press("ArrowUp")
    view.keyboard.press("ArrowUp")
    view.keyboard.press("2")  # about: no
    (article,) = exported(view, tmp_path / "a.json")["articles"]
    assert article["answers"] == {"about": "no"}


def test_a_file_is_taken_up_in_another_browser(browser, context, page, tmp_path) -> None:
    view = opened(context, page)
    for _ in range(5):
        view.keyboard.press("2")
    exported(view, tmp_path / "a.json")
    other = browser.new_context(offline=True)
    fresh = opened(other, page)
    fresh.locator("#import").set_input_files(tmp_path / "a.json")
    fresh.locator("#place", has_text="第6篇").wait_for()
    assert fresh.locator("#progress").evaluate("bar => bar.value") == 5
    (tmp_path / "b.json").write_text(
        (tmp_path / "a.json").read_text("utf-8").replace("陳大文", "李"), "utf-8"
    )
    fresh.locator("#import").set_input_files(tmp_path / "b.json")
    fresh.locator("#said.bad", has_text="李").wait_for()
    other.close()


def test_no_text_becomes_markup(context, page, drawn) -> None:
    view = opened(context, page)
    assert view.title().startswith("測試 <b>編碼表</b>")
    assert view.locator("#title").inner_text().startswith("</script><script>document.title")
    assert view.locator("article img, header b").count() == 0
    assert view.told == []


def test_selected_text_is_marked_in_code_points(context, page, tmp_path, drawn) -> None:
    view = opened(context, page)
    for key in ("1", "3", "4", "Enter"):
        view.keyboard.press(key)
    title = drawn["title"].iloc[0]
    start = title.index("乙。丙")
    view.evaluate("""place => {
      const node = document.getElementById("title"), walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      let left = place;
      while (walk.nextNode()) {
        const size = walk.currentNode.data.length;
        if (left < size) { range.setStart(walk.currentNode, left); range.setEnd(walk.currentNode, left + 2); break; }
        left -= size;
      }
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""", start + 1)  # fmt: skip  # the emoji is two units of JavaScript
    view.keyboard.press("m")
    (article,) = exported(view, tmp_path / "a.json")["articles"]
    assert article["answers"]["places"] == [["title", start, start + 2]]


def test_a_number_out_of_range_is_refused(context, page) -> None:
    view = opened(context, page)
    for key in ("1", "3", "9", "9", "Enter"):
        view.keyboard.press(key)
    assert view.locator("#said").get_attribute("class") == "bad"
    assert "sources" not in next(iter(view.evaluate(STORED).values()))


def test_coders_of_one_sample_keep_apart(context, drawn, book, tmp_path) -> None:
    views = []
    for coder in ("甲", "乙"):
        path = tmp_path / f"{coder}.html"
        path.write_text(analytics.coding_page(drawn, analytics.load_codebook(book), coder), encoding="utf-8")
        views.append(opened(context, path))
    views[0].keyboard.press("2")
    views[1].reload()
    assert views[1].locator("#progress").evaluate("node => node.value") == 0


@pytest.mark.parametrize("kind", list(WINDOWS))
def test_axe_finds_nothing_and_nothing_is_wider_than_its_window(browser, page, needed, kind: str) -> None:
    context = browser.new_context(offline=True, bypass_csp=True, **WINDOWS[kind])
    view = opened(context, page)
    assert view.evaluate("document.documentElement.scrollWidth <= innerWidth")
    view.keyboard.press("1")
    if not AXE.exists():
        needed("axe-core is missing; `make test` installs it where npm is, or run `npm ci` in tests/browser")
    view.evaluate(AXE.read_text(encoding="utf-8"))
    assert view.evaluate(RUN, {}) == []
    context.close()


def test_a_phone_codes_by_touch(browser, page) -> None:
    context = browser.new_context(
        offline=True, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}
    )
    view = opened(context, page)
    view.locator("label.choice").nth(1).tap()
    assert "第2篇" in view.locator("#place").inner_text()
    assert view.locator("label.choice").first.evaluate("node => node.offsetHeight") >= 44
    context.close()


def test_the_page_forbids_itself_every_request(context, page) -> None:
    view = opened(context, page)
    policy = view.locator("meta[http-equiv]").get_attribute("content")
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert view.evaluate("fetch('https://news.example').then(() => 'sent', () => 'refused')") == "refused"


def test_the_keyboard_reaches_every_control(context, page) -> None:
    view = opened(context, page)
    view.evaluate(LISTEN)
    wanted = {"panel", "after", "export", "import"}
    reached = set()
    for _ in range(14):
        view.keyboard.press("Tab")
        reached.add(view.evaluate("document.activeElement.id"))
    assert wanted <= reached


def test_marked_mentions_are_shown_and_blind_ones_are_not(context, drawn, book, tmp_path) -> None:
    language("en")
    try:
        path = tmp_path / "open.html"
        chosen = drawn[analytics.match(drawn, "deepseek")]
        path.write_text(
            analytics.coding_page(chosen, analytics.load_codebook(book), "Chan", mark="deepseek"),
            encoding="utf-8",
        )
    finally:
        language("zh-HK")
    view = opened(context, path)
    assert view.locator("article mark").count() > 0
    assert view.locator("#before").inner_text() == "Previous"
