"""A cluster on bad days: the scheduler killed, a worker of another version or lexicon. It is told, and the next run is right."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import distributed
import pandas as pd
import psutil
import pytest

import analytics
from analytics import CorpusError, scale
from analytics.scale import client as client_module

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(sys.platform != "linux", reason="signals of Linux"),
]
_ROOT = Path(__file__).parents[2]
_ARTICLE = "---\ntitle: 港鐵加價\ndate: 2025-02-08\n---\n\n港鐵宣布第{}次加價，議員批評。\n"
Start = Callable[..., tuple[str, subprocess.Popen[bytes]]]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    root = tmp_path / "corpus"
    root.mkdir()
    for number in range(20):
        (root / f"{number:02}.md").write_text(_ARTICLE.format(number), encoding="utf-8")
    return root


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a scheduler and a worker that run the library in some folder; all are ended with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def started(module: str, *options: str, library: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *options, "--no-dashboard"]
        env = os.environ | {"PYTHONPATH": str(library)}
        nowhere = subprocess.DEVNULL
        running.append(subprocess.Popen(command, env=env, cwd=library, stdout=nowhere, stderr=nowhere))
        return running[-1]

    def start(library: Path = _ROOT) -> tuple[str, subprocess.Popen[bytes]]:
        place = ["--scheduler-file", str(tmp_path / f"{len(running)}.json")]
        scheduler = started("dask_scheduler", *place, "--host", "127.0.0.1", "--port", "0", library=library)
        options = ["--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path)]
        started("dask_worker", *place, *options, library=library)
        with distributed.Client(scheduler_file=place[1], timeout=60) as client:
            client.wait_for_workers(1, timeout=60)
            return client.scheduler.address, scheduler

    yield start
    for process in reversed(running):
        process.kill()
        process.wait(20)


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("data/stopwords.txt", "lexicon"),
        ("analytics/read/rows.py", "code"),
        ("analytics/measures/coverage/trend.py", "code"),
    ],
)
def test_a_worker_of_another_version_is_refused(
    corpus: Path, tmp_path: Path, start: Start, file: str, named: str
) -> None:
    other = tmp_path / "other"
    for folder in ("analytics", "data"):
        ignored = shutil.ignore_patterns("__pycache__", "sample")
        shutil.copytree(_ROOT / folder, other / folder, ignore=ignored)
    with (other / file).open("a", encoding="utf-8") as opened:
        opened.write("\n# 港鐵\n" if file.endswith(".py") else "\n港鐵\n")
    with (
        scale.cluster(start(other)[0]),
        pytest.raises(CorpusError, match=f"worker .*another version.*{named}"),
    ):
        analytics.scan(corpus, cache=tmp_path / "cache")


def test_a_cluster_whose_workers_all_died_is_told(
    corpus: Path, tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "_WITHOUT_WORKERS", 3)
    with scale.cluster(start()[0]):
        table = analytics.scan(corpus, cache=tmp_path / "cache")
        for worker in psutil.Process().children():
            if "distributed.cli.dask_worker" in worker.cmdline():
                worker.kill()
        with pytest.raises(CorpusError, match="had no worker for 3 s"):
            analytics.trend(table, "港鐵")
        with pytest.raises(CorpusError, match="had no worker for 3 s"):
            analytics.scan(corpus, cache=tmp_path / "cache")


def test_a_killed_scheduler_is_told_and_the_next_one_is_right(
    corpus: Path, tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "_TIMEOUT", 2)
    address, scheduler = start()
    with scale.cluster(address):
        table = analytics.scan(corpus, cache=tmp_path / "cache")
        scheduler.send_signal(signal.SIGKILL)
        scheduler.wait(20)
        with pytest.raises(CorpusError, match="the Dask scheduler is gone"):
            analytics.trend(table, "港鐵")
        with pytest.raises(CorpusError, match="the Dask scheduler is gone"):
            analytics.scan(corpus, cache=tmp_path / "cache")
    with scale.cluster(start()[0]):
        counted = analytics.trend(analytics.scan(corpus, cache=tmp_path / "cache"), "港鐵")
    loaded = analytics.load(corpus, cache=False)
    pd.testing.assert_frame_equal(counted, analytics.trend(loaded.articles, "港鐵"))
