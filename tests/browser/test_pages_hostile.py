"""Pages of a corpus whose titles, tags, outlets, addresses and file names try to run something or to send for it."""

import csv
import json
from pathlib import Path

import pytest

from analytics.harmless import FORMULA
from analytics.reports import build_reports

HOSTILE = (
    "<script>alert(1)</script>", "</style><script>document.title='x'</script>", "<img src=x onerror=alert(1)>",
    "javascript:alert(1)", "{{7*7}}{% raw %}", "$x^2$ 與 $y$", "**粗** [連結](javascript:alert(1)) `碼`",
    "\x1b[31mred\x1b]0;title\x07", "\u202eliaf\u202c", "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3",
)  # fmt: skip
# What no page may have: scripts, handlers, pictures and links that leave it, formulas that were typeset.
SEEK = r"""() => ({
  scripts: document.querySelectorAll("script").length,
  handlers: [...document.querySelectorAll("*")].filter(node =>
    [...node.attributes].some(each => each.name.startsWith("on"))).length,
  pictures: [...document.querySelectorAll("img")].filter(each => !each.src.startsWith("data:")).length,
  links: [...document.querySelectorAll("a")].map(each => each.protocol)
    .filter(each => !["file:", "https:"].includes(each)).length,
  typeset: document.querySelectorAll("math, mjx-container").length,
})"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    corpus = folder / "庫 <b>&amp;"
    corpus.mkdir()
    rows = [
        {
            "title": f"{text} 標題{number}-{copy}", "date": f"2025-01-{(number * 2 + copy) % 28 + 1:02d}",
            "source": text, "tags": [text, "AI"], "section": text, "author": text,
            "url": "javascript:alert(1)" if copy else f"https://news.example/{number}",
            "text": f"{text}。DeepSeek發表模型，{text}。這是第{number}篇的第{copy}個版本，數字是{number * 7 + copy}。",
        }
        for number, text in enumerate(HOSTILE) for copy in range(2)
    ]  # fmt: skip
    (corpus / "a.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    (corpus / "<img src=x>.md").write_text(
        "---\ntitle: 檔案\ndate: 2025-01-05\n---\nDeepSeek文字。\n", "utf-8"
    )
    results = build_reports(
        ["02_mentions", "03_categories_tags"], corpus=corpus, out=folder / "out", others=["nvidia"]
    )
    assert all(result.ok for result in results), results
    return folder / "out"


def test_nothing_runs_and_nothing_is_sent_for(hostile, window):
    for page in (*hostile.glob("*/latest.html"), hostile / "index.html"):
        window.told.clear()
        view = window.open(page, unfolded=True)
        assert set(view.evaluate(SEEK).values()) == {0}
        assert [url for url in window.asked if not url.startswith("data:")] == [page.as_uri()]
        assert window.told == [] and view.title() != "x"


def test_what_they_wrote_is_shown_as_text(hostile, window):
    shown = window.open(hostile / "03_categories_tags" / "latest.html", unfolded=True).inner_text("body")
    for text in ("<script>alert(1)</script>", "{{7*7}}{% raw %}", "$x^2$ 與 $y$", "=1+1"):
        assert text in shown


def test_a_file_beside_a_page_holds_no_formula(hostile):
    files = list(hostile.rglob("*.csv"))
    cells = [cell for file in files for row in csv.reader(file.open(encoding="utf-8")) for cell in row]
    texts = [cell for cell in cells if not cell.lstrip("-").replace(".", "").replace("e-", "").isdigit()]
    assert files and any(cell == "'=1+1" for cell in texts)
    assert [cell for cell in texts if cell.startswith(FORMULA)] == []


def test_no_file_names_a_folder_of_the_machine(hostile):
    for file in hostile.rglob("*"):
        if file.suffix in (".html", ".xml", ".json", ".svg", ".csv"):
            assert str(hostile.parent) not in file.read_text("utf-8")
