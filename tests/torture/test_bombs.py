"""A document that means something huge costs two seconds and 300 MB at most, or is an error; the rest is read."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from .bombs import BOMBS

_SECONDS, _MEGABYTES = 2.0, 300
_QUICK = (
    *("alias.md", "brackets.md", "dots.toml.md", "digits.md", "header.md", "attributes.html", "depth.html"),
    *("quotes.md", "columns.csv", "nested.json", "entities.xml", "nested.zip"),
)
_GOOD = "---\ntitle: 好\ndate: 2025-01-31\n---\n\n正文。\n"
_READ = """
import json, resource, sys, time
import analytics
from analytics.read.settings import Settings
def used():
    return sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
analytics.load(sys.argv[1], cache=False)
idle, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, used()
corpus = analytics.load(sys.argv[2], cache=False, workers=1)
print(json.dumps({
    "seconds": used() - begun, "ledger": dict(corpus.ledger), "titles": list(corpus.articles["title"]),
    "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024,
    "problems": corpus.problems[["path", "code", "message"]].head(20).values.tolist(),
}))
"""


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))


def read_apart(idle: Path, root: Path) -> dict[str, object]:
    """Read a corpus in a process of its own, which is ended after a minute or at 6 GB."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(idle), str(root)],
        capture_output=True, text=True, timeout=60, preexec_fn=_limit, env=os.environ | {"TZ": "UTC"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def _found(names: Sequence[str], tmp_path: Path) -> dict[str, object]:
    for folder in ("idle", "corpus"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "good.md").write_text(_GOOD, encoding="utf-8")
    for name in names:
        (tmp_path / "corpus" / name).write_bytes(BOMBS[name]())
    found = read_apart(tmp_path / "idle", tmp_path / "corpus")
    ledger = found["ledger"]
    assert "好" in found["titles"]
    assert ledger["files"] == ledger["articles"] + ledger["rejected"]
    assert [message for _, _, message in found["problems"] if "please report" in message] == []
    return found


def test_bombs_are_errors_and_the_rest_is_read(tmp_path: Path) -> None:
    found = _found(_QUICK, tmp_path)
    assert found["seconds"] < _SECONDS * 3
    assert found["megabytes"] < _MEGABYTES


@pytest.mark.torture
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_little_time_and_memory(name: str, tmp_path: Path) -> None:
    found = _found([name], tmp_path)
    most = _SECONDS * (4 if found["ledger"]["files"] > 1000 else 1)  # each row is a document
    assert found["seconds"] < most
    assert found["megabytes"] < _MEGABYTES


def test_a_file_with_a_hole_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "idle").mkdir()
    (tmp_path / "idle" / "good.md").write_text(_GOOD, encoding="utf-8")
    root = tmp_path / "corpus"
    root.mkdir()
    (root / "good.md").write_text(_GOOD, encoding="utf-8")
    for name, size in (("a.csv", 5 << 30), ("b.md", 5 << 30), ("c.json", 100_000_000)):
        with (root / name).open("wb") as file:
            file.truncate(size)
    found = read_apart(tmp_path / "idle", root)
    assert sorted(code for _, code, _ in found["problems"]) == ["empty_file", "too_large", "too_large"]
    assert found["ledger"]["articles"] == 1
