"""On paper: white, nothing cut."""

import re

import pytest

MARGIN, WIDTH = 16, 210  # of the paper, in millimetres; as the style sheet has them
# Marks the ends of every chart and links to the marks: a PDF tells on which of its pages the target of a link stands.
MARK = """() => [...document.querySelectorAll("figure")].map((figure, number) => {
  for (const end of ["first", "last"]) {
    const mark = document.createElement("a"), link = document.createElement("a");
    mark.id = `cut${number}${end}`;
    mark.style.display = "block";
    end === "first" ? figure.prepend(mark) : figure.querySelector("svg, img").after(mark);
    link.href = `#${mark.id}`;
    link.textContent = "·";
    document.body.append(link);
  }
}).length"""
PLACE = re.compile(rb"/cut(\d+)(first|last) \[(\d+) 0 R /XYZ")


def cut(view):
    """How many charts of a page begin on one sheet of A4 and end on another, and how many there are."""
    count = view.evaluate(MARK)
    sheets = {(number, end): sheet for number, end, sheet in PLACE.findall(view.pdf(format="A4"))}
    assert len(sheets) == 2 * count
    numbers = {number for number, _ in sheets}
    return sum(sheets[number, b"first"] != sheets[number, b"last"] for number in numbers), count


def test_no_chart_is_cut_in_print(pages, window):
    for page in pages.reports:
        assert cut(window.open(page))[0] == 0, page


def test_a_chart_that_is_cut_would_be_found(window):
    view = window.show('<figure style="height: 2000px"><svg style="margin-top: 1900px"></svg></figure>')
    assert cut(view) == (1, 1)


def test_nothing_is_wider_than_the_paper(pages, window):
    for page in pages.all:
        view = window.open(page)
        view.emulate_media(media="print")
        view.set_viewport_size({"width": round((WIDTH - 2 * MARGIN) * 96 / 25.4), "height": 1000})
        assert view.evaluate("document.documentElement.scrollWidth <= innerWidth"), page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white(built, window, scheme):
    view = window.open(built("sample").index)
    view.emulate_media(media="print", color_scheme=scheme)
    assert view.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_what_is_folded_or_clicked_is_not_printed(built, window):
    view = window.open(built("sample").of("mentions"))
    view.emulate_media(media="print")
    for part in ("nav.contents", "details", ".skip", ".files", ".plot .narrow"):
        assert not view.locator(part).first.is_visible(), part
    assert view.locator("figcaption").first.is_visible()
