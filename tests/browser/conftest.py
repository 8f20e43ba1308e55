from pathlib import Path

import pytest

WINDOWS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


@pytest.fixture(scope="module", params=["sample", "single"])
def pages(request, built):
    return built(request.param)


class Window:
    """A window of the browser, offline, that notes what its page asks for and complains of."""

    def __init__(self, browser, kind):
        self.kind = WINDOWS[kind]
        self.context = browser.new_context(offline=True, **self.kind)
        self.view = self.context.new_page()
        self.asked: list[str] = []
        self.told: list[str] = []
        self.view.on("request", lambda call: self.asked.append(call.url))
        self.view.on("console", lambda line: self.told.append(line.text))
        self.view.on("pageerror", lambda error: self.told.append(str(error)))

    def open(self, page: Path, *, unfolded: bool = False):
        """Open a page, if asked with all that is folded on it."""
        every = {"media": "null", "reduced_motion": "null", "forced_colors": "null"}
        self.view.emulate_media(**every, color_scheme=self.kind["color_scheme"])
        self.view.set_viewport_size(self.kind["viewport"])
        self.asked.clear()
        self.view.goto(page.as_uri())
        if unfolded:
            self.view.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        return self.view

    def show(self, markup: str):
        """Show a page that no build made."""
        self.view.set_content(markup)
        return self.view


@pytest.fixture(scope="module", params=list(WINDOWS))
def each_window(request, browser):
    yield from opened(browser, request.param)


@pytest.fixture(scope="module")
def window(browser):
    yield from opened(browser, "desktop")


@pytest.fixture(scope="module")
def phone(browser):
    yield from opened(browser, "phone")


def opened(browser, kind):
    window = Window(browser, kind)
    yield window
    window.context.close()
