"""Readers who see little, hear the page or use no mouse get all of it."""

from pathlib import Path

import pytest

AXE = Path(__file__).with_name("node_modules") / "axe-core" / "axe.min.js"
RUN = """async rules => (await axe.run(document, {resultTypes: ["violations"], ...rules})).violations
  .flatMap(fault => fault.nodes.map(node => `${fault.impact} ${fault.id}: ${node.html.slice(0, 120)}`))"""
REACHABLE = """() => [...document.querySelectorAll("a[href], summary, [tabindex='0']")]
  .filter(node => node.checkVisibility())"""
# Notes each stop of the keyboard: its place among what can be reached, and whether the stop can be seen.
LISTEN = f"""() => {{
  const all = ({REACHABLE})();
  window.stops = [];
  addEventListener("focusin", event => {{
    const outline = getComputedStyle(event.target);
    const seen = outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) >= 2;
    stops.push([all.indexOf(event.target), seen]);
  }});
  return all.length;
}}"""


@pytest.fixture(scope="module")
def axe(needed):
    if not AXE.exists():
        needed("axe-core is missing; `make test` installs it where npm is, or run `npm ci` in tests/browser")
    return AXE.read_text(encoding="utf-8")


def test_axe_finds_nothing(pages, window, axe):
    for page in pages.all:
        view = window.open(page, unfolded=True)
        view.evaluate(axe)
        assert view.evaluate(RUN, {}) == [], page


def test_axe_finds_enough_contrast_by_night(pages, window, axe):
    for page in pages.all:
        view = window.open(page)
        view.emulate_media(color_scheme="dark")
        view.evaluate(axe)
        assert view.evaluate(RUN, {"runOnly": ["color-contrast"]}) == [], page


def test_axe_would_find_what_is_wrong(window, axe):
    view = window.show(
        '<html lang="en"><main><h1>A</h1><p style="color: #aaa; background: #fff">pale</p></main></html>'
    )
    view.evaluate(axe)
    assert any("color-contrast" in fault for fault in view.evaluate(RUN, {}))


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(pages, window):
    for page in pages.all:
        view = window.open(page)
        count = view.evaluate(LISTEN)
        for _ in range(count):
            view.keyboard.press("Tab")
        assert view.evaluate("stops") == [[place, True] for place in range(count)], page


def test_the_keyboard_opens_what_is_folded(built, window):
    view = window.open(built("sample").of("overview"))
    view.locator("summary").first.focus()
    view.keyboard.press("Enter")
    assert view.locator("details").first.get_attribute("open") is not None
