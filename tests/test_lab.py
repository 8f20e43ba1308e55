"""The explorer in real JupyterLab, in a real browser: opened, run, looked at, clicked."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from playwright.sync_api import TimeoutError

pytestmark = pytest.mark.lab  # run by itself: JupyterLab beside other tests asks for a kernel

ROOT = Path(__file__).parents[1]
TOKEN = "a-token-of-the-tests"
# The first cell was taken up: its prompt is a star or a number
_BEGUN = "() => /\\[[*\\d]/.test(document.querySelector('.jp-CodeCell .jp-InputPrompt').textContent)"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that runs: its address and its log."""

    address: str
    log: Path


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab over a copy of the notebooks, in a home of its own; ended by its process group."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    shutil.copytree(ROOT / "data" / "sample", home / "data" / "sample")
    (home / "config" / "labconfig").mkdir(parents=True)
    quiet = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (home / "config" / "labconfig" / "page_config.json").write_text(json.dumps(quiet))
    port = free_port()
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"]
    command += ["--LabApp.expose_app_in_browser=True"]  # so that the test can ask whether the kernel is there
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    command += [f"--ServerApp.root_dir={home / 'notebooks'}", "--LabApp.extension_manager=readonly"]
    mine = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    mine |= {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_RUNTIME_DIR": str(home / "run"),
    }
    mine["MPLCONFIGDIR"] = matplotlib.get_cachedir()  # fonts need not be listed again
    mine["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), mine.get("PATH", "")])
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command, env=mine, stdout=log, stderr=log, start_new_session=True)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={TOKEN}", timeout=2).close()
                break
            except OSError:
                assert server.poll() is None, (home / "log").read_text()
                assert time.monotonic() < deadline, (home / "log").read_text()
                time.sleep(0.2)
        yield Lab(f"http://127.0.0.1:{port}", home / "log")
    finally:
        os.killpg(server.pid, 15)
        server.wait(20)


def run_all(page: Any) -> None:
    """Run all cells by the menu, once the notebook's kernel has answered; again if none of them began."""
    ready = """async () => {
        await window.jupyterapp.restored;
        const panel = window.jupyterapp.shell.currentWidget;
        await panel.context.ready;
        await panel.sessionContext.ready;
        await panel.sessionContext.session.kernel.info;
    }"""
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=90_000)
    page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.sessionContext", timeout=30_000)
    page.evaluate(ready)
    for _ in range(3):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            page.wait_for_function(_BEGUN, timeout=20_000)
        except TimeoutError:
            continue
        return
    pytest.fail("no cell began to run")


def test_the_explorer_answers_in_jupyterlab(lab: Lab, browser: Any, needed: Callable[[str], None]) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 1600})
    try:
        page.goto(f"{lab.address}/lab/tree/lab/explore.ipynb?token={TOKEN}&reset", timeout=90_000)
        run_all(page)
        explore(page)
    except (AssertionError, TimeoutError) as failed:
        shown = page.inner_text("body")[-3000:]
        log = lab.log.read_text(errors="replace")[-3000:]
        raise AssertionError(
            f"{failed}\n\nwhat the page shows:\n{shown}\n\nthe server's log:\n{log}"
        ) from failed
    finally:
        page.close()


def explore(page: Any) -> None:
    """See the chart, move a control, click a period, read the articles behind it."""
    chart = page.locator(".explorer-chart svg")
    chart.wait_for(timeout=120_000)
    assert "2025年1月27日起一周" in chart.inner_html()  # in a mark's tooltip
    code = page.locator(".widget-textarea textarea")
    assert "freq='week'" in code.input_value()

    # a control is moved: chart and code change
    before = chart.inner_html()
    page.get_by_role("button", name="月", exact=True).click()
    page.wait_for_function(
        "() => document.querySelector('.widget-textarea textarea').value.includes(\"freq='month'\")"
    )
    page.wait_for_function(
        "before => document.querySelector('.explorer-chart svg').innerHTML !== before", arg=before
    )

    # a point is clicked: the articles of its period are listed, the mentions marked, the text opened in place
    page.get_by_role("button", name="周", exact=True).click()
    at = page.locator(".explorer-targets button", has_text="2025年1月27日起一周")
    at.wait_for(timeout=20_000)
    assert over(at.bounding_box(), page.locator(".explorer-chart svg").bounding_box())
    at.click()
    articles = page.locator(".explorer-articles details")
    articles.first.wait_for(timeout=20_000)
    assert articles.count() == 33
    assert "analytics.behind(" in code.input_value()
    articles.first.locator("summary").click()
    assert articles.first.locator("p mark").first.is_visible()

    # the keyboard does the same
    page.locator(".explorer-targets button", has_text="2025年2月3日起一周").press("Enter")
    page.locator(".explorer-articles h3", has_text="2月3日").wait_for(timeout=20_000)

    # a second subject joins; a wrong query takes the chart away and is told under its field, in Chinese
    page.get_by_label("加入比較").fill("港鐵")
    page.get_by_label("加入比較").press("Enter")
    page.get_by_role("button", name="移除港鐵").wait_for(timeout=20_000)
    query = page.get_by_label("查詢", exact=True)
    query.fill("股價 AND (")
    query.press("Enter")
    page.get_by_role("alert").filter(has_text="查詢未完").wait_for(timeout=20_000)
    assert page.locator(".explorer-chart, .explorer-articles").count() == 0
    assert not page.locator(".explorer-targets").is_visible()


def over(inner: dict[str, float] | None, outer: dict[str, float] | None) -> bool:
    """Whether one box lies inside another."""
    assert inner and outer
    return all(
        outer[side] <= inner[side] and inner[side] + inner[size] <= outer[side] + outer[size] + 1
        for side, size in (("x", "width"), ("y", "height"))
    )


def test_the_notebook_of_the_explorer_runs_from_top_to_bottom(tmp_path: Path) -> None:
    notebook = json.loads((ROOT / "notebooks" / "lab" / "explore.ipynb").read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(sources) <= 5
    code = "\n".join(sources).replace("../../data/sample", str(ROOT / "data" / "sample"))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
