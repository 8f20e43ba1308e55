"""What the library stands on: locks with hashes and no hosts, permissive licences, one font, no outside connection."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from noto_cjk_sans_otc import FONT_PATH

from tools.licences import PAGE, locked, not_permissive

ROOT = Path(__file__).parents[1]
LOCKS = [ROOT / name for name in ("requirements.lock", "requirements-reports.lock")]
FONT = "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a"
# Notes every connection and every name looked up that leaves the machine, in this process and those it starts.
GUARD = """
import os, socket
def note(what):
    with open(os.environ["ASKED"], "a") as file: file.write(f"{what}\\n")
def inside(host): return host in (None, "", "localhost", "0.0.0.0", "::", "::1") or str(host).startswith("127.")
connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo
def guarded(own):
    def call(self, address):
        if isinstance(address, tuple) and not inside(address[0]): note(address); raise OSError("guarded")
        return own(self, address)
    return call
def guarded_look_up(host, *rest, **named):
    if not inside(host if not isinstance(host, bytes) else host.decode()): note(host); raise OSError("guarded")
    return look_up(host, *rest, **named)
socket.socket.connect, socket.socket.connect_ex = guarded(connect), guarded(connect_ex)
socket.getaddrinfo = guarded_look_up
"""


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_of_a_lock_has_a_version_and_hashes_and_no_host(lock: Path) -> None:
    text = lock.read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 80
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", entry) and "--hash=sha256:" in entry, entry[:80]
    assert "://" not in text and "index-url" not in text


def test_what_reports_need_is_the_same_in_both_locks() -> None:
    every, reports = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE)) for lock in LOCKS
    )
    assert reports.items() <= every.items()


def test_every_licence_is_permissive_or_explained() -> None:
    assert not_permissive(LOCKS[0]) == {}


def test_the_list_of_licences_names_every_package() -> None:
    listed = set(re.findall(r"^\| ([\w.-]+) \|", PAGE.read_text("utf-8"), re.MULTILINE)) - {"package", "---"}
    assert listed == set(locked(LOCKS[0]))


def test_the_font_is_the_one_that_charts_were_drawn_with() -> None:
    assert hashlib.sha256(Path(FONT_PATH).read_bytes()).hexdigest() == FONT


@pytest.fixture
def guarded(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, "utf-8")
    places = os.pathsep.join([str(tmp_path / "guard"), str(ROOT)])
    return os.environ | {
        "PYTHONPATH": places,
        "ASKED": str(tmp_path / "asked"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }


def asked(guarded: dict[str, str]) -> list[str]:
    place = Path(guarded["ASKED"])
    return place.read_text().splitlines() if place.exists() else []


def test_the_guard_notes_what_leaves(guarded: dict[str, str]) -> None:
    code = "import urllib.request; urllib.request.urlopen('http://news.example/', timeout=5)"
    subprocess.run([sys.executable, "-c", code], env=guarded, capture_output=True)
    assert asked(guarded) == ["news.example"]


@pytest.mark.parametrize(
    "command",
    [
        ["load", "data/sample/waingon"],
        ["report", "01_overview", "--corpus", "data/sample/waingon", "--out", "{}"],
    ],
    ids=lambda command: command[0],
)
def test_nothing_leaves_the_machine(guarded: dict[str, str], command: list[str], tmp_path: Path) -> None:
    given = [part.format(tmp_path / "pages") for part in command]
    done = subprocess.run(
        [sys.executable, "-m", "analytics", *given], env=guarded, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert asked(guarded) == []
