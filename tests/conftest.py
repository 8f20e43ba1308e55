"""What all tests share: a cache of their own, no judgement by the clock, pages built once, one browser a module."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import platformdirs
import pytest
from filelock import FileLock
from hypothesis import settings

ROOT = Path(__file__).parents[1]
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

# Machines are noisy: a property that holds slowly holds. The same examples each time: a run says what the code does.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the corpus cache of all tests in a folder of their own."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setattr(platformdirs, "user_cache_dir", lambda name: str(folder / name))
        yield


@pytest.fixture
def write_corpus(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Write files into a folder: `write_corpus({"a.md": "…"})`."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "corpus"
        for name, content in files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


@pytest.fixture(scope="session")
def lonely(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of one article, without any tag."""
    folder = tmp_path_factory.mktemp("lonely") / "獨篇"
    folder.mkdir()
    (folder / "a.md").write_text(ARTICLE, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Pages:
    """The pages of one build and their index."""

    reports: list[Path]
    index: Path

    @property
    def all(self) -> list[Path]:
        """Every page there is to open."""
        return [*self.reports, self.index]

    def of(self, name: str) -> Path:
        """The page of a report; `name` may leave out its number."""
        return next(page for page in self.reports if name in str(page))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, lonely: Path) -> Callable[[str], Pages]:
    """All reports, built once for all workers: `sample`; `single`, an entity that never occurs, in English."""
    editions = {
        "sample": {"corpus": ROOT / "data" / "sample"},
        "single": {"corpus": lonely, "entity": "tencent", "language": "en"},
    }
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def build(edition: str) -> Pages:
        from analytics import reports

        out, told = shared / f"pages-{edition}", shared / f"pages-{edition}.json"
        with FileLock(f"{told}.lock"), pytest.MonkeyPatch.context() as patch:
            if not told.exists():
                patch.setenv("MPLCONFIGDIR", matplotlib.get_cachedir())  # fonts need not be listed again
                results = reports.build_reports(out=out, **editions[edition])
                assert [result.error for result in results if not result.ok] == []
                told.write_text(json.dumps([str(result.page) for result in results]))
        return Pages([Path(page) for page in json.loads(told.read_text())], out / "index.html")

    return build


@pytest.fixture(scope="session")
def needed() -> Callable[[str], None]:
    """Skip a test where something is missing; in continuous integration, where it is installed, fail."""
    return pytest.fail if os.environ.get("CI") == "true" else pytest.skip


@pytest.fixture(scope="module")
def browser(needed):
    """The system's Chromium; closed with the module, because its loop would stand in the way of others."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("ANALYTICS_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        needed(f"no {', '.join(names)} on this machine; install one or set ANALYTICS_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()
