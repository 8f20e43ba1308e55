import os
import shutil

import matplotlib
import nbformat
import pytest

ARTICLE = """---
title: "科技︱港大團隊用DeepSeek整理病歷  醫生每日省下一小時"
date: "2025-02-10 09:30:00"
summary: "科技︱港大團隊用DeepSeek整理病歷..."
lang: ["zh-HK"]
---

科技︱港大團隊用DeepSeek整理病歷  醫生每日省下一小時

研究人員把DeepSeek接入醫院內聯網，先由模型草擬摘要，再由醫生覆核。團隊說，試用三星期以來沒有一份摘要未經人手就送出。

有病人組織關注私隱，要求醫院交代數據存放在哪裏。

[海角日報](https://haijiao.example/realtime/article/10001/即時-港聞-港大團隊)
"""


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory):
    """Caches of the tests' own, so that nobody's are touched; matplotlib keeps its list of fonts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLCONFIGDIR", matplotlib.get_cachedir())
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def lonely(tmp_path_factory):
    """A corpus of one article, without any tag."""
    folder = tmp_path_factory.mktemp("lonely") / "獨篇"
    folder.mkdir()
    (folder / "a.md").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.fixture
def write_notebook(tmp_path):
    """Write a small notebook: each cell its source, code unless it starts with `#`; tags after it."""
    folder = tmp_path / "notebooks"
    folder.mkdir()

    def write(name, *cells):
        notebook = nbformat.v4.new_notebook()
        for number, cell in enumerate(cells):
            source, *tags = (cell,) if isinstance(cell, str) else cell
            new = nbformat.v4.new_markdown_cell if source.startswith("#") else nbformat.v4.new_code_cell
            notebook.cells.append(new(source, id=str(number), metadata={"tags": tags} if tags else {}))
        nbformat.write(notebook, folder / f"{name}.ipynb")
        return folder

    return write


@pytest.fixture(scope="module")
def browser():
    """The system's Chromium; closed with the module, because its loop would stand in the way of others."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("ANALYTICS_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        told = f"no {', '.join(names)} on this machine; install one or set ANALYTICS_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()
