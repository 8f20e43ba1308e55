"""Every page, opened as readers open it: at a desk, on a phone, by night, without a network."""

import pytest

# Draws every character of the page in the fonts of its place and compares it with what stands for «no such glyph».
TOFU = r"""() => {
  const size = 32, canvas = new OffscreenCanvas(size, size);
  const pen = canvas.getContext("2d", {willReadFrequently: true});
  const drawn = char => {
    pen.clearRect(0, 0, size, size);
    pen.fillText(char, 3, 25);
    return pen.getImageData(0, 0, size, size).data.filter((_, place) => place % 4 === 3).join();
  };
  const shown = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const family = getComputedStyle(walk.currentNode.parentElement).fontFamily;
    if (!shown.has(family)) shown.set(family, new Set());
    for (const char of walk.currentNode.data) if (!/[\s\p{Cf}\p{M}]/u.test(char)) shown.get(family).add(char);
  }
  const boxes = new Set();
  for (const [family, chars] of shown) {
    pen.font = `24px ${family}`;
    const empty = [drawn("\u0378"), drawn(" ")];
    for (const char of chars) if (empty.includes(drawn(char))) boxes.add(char);
  }
  return [...boxes];
}"""
# Its width and that of its window; what scrolls though the keyboard cannot get there.
MEASURE = """() => ({
  width: document.documentElement.scrollWidth,
  room: innerWidth,
  stuck: [...document.querySelectorAll("body *")].filter(node => node.tabIndex < 0
    && ["auto", "scroll"].includes(getComputedStyle(node).overflowX)
    && (node.scrollWidth > node.clientWidth || node.scrollHeight > node.clientHeight))
    .map(node => node.outerHTML.slice(0, 80)),
})"""


@pytest.fixture(scope="module")
def visits(pages, each_window):
    """Every page, opened once in each window with all that is folded on it, and what was seen there."""
    seen = []
    for page in pages.all:
        measured = each_window.open(page, unfolded=True).evaluate(MEASURE)
        seen.append(
            {**measured, "page": page, "asked": list(each_window.asked), "told": list(each_window.told)}
        )
    return seen


def test_a_page_asks_for_nothing(visits):
    for visit in visits:
        asked = [url for url in visit["asked"] if not url.startswith("data:")]
        assert asked == [visit["page"].as_uri()]


def test_a_page_complains_of_nothing(visits):
    assert [visit["told"] for visit in visits] == [[]] * len(visits)


def test_no_page_is_wider_than_its_window(visits):
    assert [visit["page"] for visit in visits if visit["width"] > visit["room"]] == []


def test_whatever_scrolls_can_be_reached_by_keyboard(visits):
    assert [visit["stuck"] for visit in visits] == [[]] * len(visits)


def test_what_a_page_asks_for_and_complains_of_is_noted(window):
    window.asked.clear()
    window.show('<img src="https://pictures.example/a.png" alt=""><div style="width: 3000px">新聞</div>')
    assert window.asked == ["https://pictures.example/a.png"]
    window.view.evaluate("console.error('圖片讀不到')")
    measured = window.view.evaluate(MEASURE)
    assert "圖片讀不到" in window.told
    assert measured["width"] > measured["room"]


def test_the_first_column_and_the_head_stay_in_sight(built, phone):
    view = phone.open(built("sample").of("mentions"), unfolded=True)
    moved = view.evaluate("""() => {
      const frame = document.querySelector("details .scroll");
      frame.scrollTo(100, 100);
      const corner = frame.getBoundingClientRect(), row = frame.querySelector("tbody tr:last-child th");
      const head = frame.querySelector("thead th:last-child").getBoundingClientRect();
      return [frame.scrollLeft > 0, row.getBoundingClientRect().left - corner.left, frame.scrollTop, head.top - corner.top];
    }""")
    assert moved == [True, 0, 100, 0]


# Of each chart: how many drawings show, how far it scrolls, and its smallest letters in pixels
CHARTS = """() => [...document.querySelectorAll(".plot")].map(plot => {
  const shown = [...plot.querySelectorAll(":scope > svg")].filter(svg => svg.getBoundingClientRect().width > 0);
  const scale = shown[0].getBoundingClientRect().width / shown[0].viewBox.baseVal.width;
  const sizes = [...shown[0].querySelectorAll("g[transform*='scale(0.']")].map(text => {
    return Number(/scale\\((0\\.\\d+)/.exec(text.getAttribute("transform"))[1]) * 100 * scale;
  });
  return [shown.length, plot.scrollWidth - plot.clientWidth, Math.min(...sizes)];
})"""


@pytest.mark.parametrize("kind", ["phone", "window"])
def test_of_each_chart_one_drawing_shows_whole_with_letters_that_can_be_read(pages, request, kind):
    opener = request.getfixturevalue(kind)
    drawn = [chart for page in pages.reports for chart in opener.open(page).evaluate(CHARTS)]
    assert {tuple(chart[:2]) for chart in drawn} == {(1, 0)}
    assert min(smallest for *_, smallest in drawn) >= 11


def test_nothing_moves_for_readers_who_asked_for_no_motion(built, window):
    view = window.open(built("sample").index)
    view.emulate_media(reduced_motion="reduce")
    assert view.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_charts_keep_their_colours_on_their_own_paper_where_colours_are_forced(built, window):
    view = window.open(built("sample").of("mentions"))
    view.emulate_media(forced_colors="active")
    plot = view.evaluate("getComputedStyle(document.querySelector('.plot')).backgroundColor")
    assert plot in ("rgb(253, 253, 252)", "rgb(20, 23, 26)")


def test_every_character_has_a_glyph(pages, window):
    if window.show("<p>新聞</p>").evaluate(TOFU):
        pytest.skip("no font with Chinese characters on this machine; install one, such as fonts-noto-cjk")
    for page in pages.all:
        assert window.open(page, unfolded=True).evaluate(TOFU) == [], page


def test_a_character_without_a_glyph_would_be_found(window):
    assert window.show("<p>news \u0379</p>").evaluate(TOFU) == ["\u0379"]
