"""A file is there whole or not at all."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import analytics
from analytics.files import PRIVATE, digest, temporary_folder, write_whole


def test_the_folder_is_made_and_the_content_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", "港鐵")
    assert (tmp_path / "a" / "b.txt").read_text(encoding="utf-8") == "港鐵"


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")

    def fails(opened: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(file, fails)
    assert (file.read_text(), [one.name for one in tmp_path.iterdir()]) == ("old", ["a.txt"])


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_private_file_is_its_owners_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"", mode=PRIVATE)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_other_files_have_the_permissions_of_any_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_a_link_that_waits_under_the_name_of_an_unfinished_file_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda size: "guessed")
    (tmp_path / "other").write_text("kept")
    (tmp_path / ".a.guessed.part").symlink_to(tmp_path / "other")
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a", "new")
    assert (tmp_path / "other").read_text() == "kept"


def test_the_name_of_an_unfinished_file_cannot_be_guessed(tmp_path: Path) -> None:
    names = set()

    def look(opened: object) -> None:
        names.update(one.name for one in tmp_path.iterdir())

    for _ in range(2):
        write_whole(tmp_path / "a", look)
    assert len({name for name in names if len(name) > len(".a.part") + 15}) == 2


def test_text_and_its_bytes_have_one_digest() -> None:
    assert digest("港鐵") == digest("港鐵".encode())


def _left_by_a_killed_process(parent: Path) -> Path:
    """Return the folder of a process that was killed two minutes ago."""
    code = "import sys, time\nfrom pathlib import Path\nfrom analytics.files import temporary_folder\n"
    code += "with temporary_folder(Path(sys.argv[1])) as own:\n    print(own, flush=True)\n    time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(parent)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        left = Path(process.stdout.readline().decode().strip())
        process.send_signal(signal.SIGTERM)
    os.utime(left, (left.stat().st_mtime - 120,) * 2)
    return left


def test_a_temporary_folder_is_private_and_gone_afterwards(tmp_path: Path) -> None:
    with temporary_folder(tmp_path) as own:
        (own / "a").touch()
        assert own.stat().st_mode & 0o077 == 0 or os.name != "posix"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="locks on folders are those of POSIX")
def test_the_folder_of_a_killed_process_goes_with_the_next_and_no_other(tmp_path: Path) -> None:
    left, foreign = _left_by_a_killed_process(tmp_path), tmp_path / "else"
    foreign.mkdir()
    with temporary_folder(tmp_path) as own:
        assert not left.exists()
        os.utime(own, (0, 0))  # however old it is, it is in use
        with temporary_folder(tmp_path):
            assert own.exists()
    assert list(tmp_path.iterdir()) == [foreign]


@pytest.mark.skipif(os.name != "posix", reason="locks on folders are those of POSIX")
def test_a_link_named_like_a_temporary_folder_leads_nowhere(tmp_path: Path) -> None:
    target, place = tmp_path / "mine", tmp_path / "place"
    target.mkdir()
    (target / "a").touch()
    place.mkdir()
    with temporary_folder(place) as own:
        link = own.with_name(own.name + "x")
    link.symlink_to(target)
    os.utime(target, (0, 0))
    with temporary_folder(place):
        assert (target / "a").exists()


def test_nothing_is_left_where_a_load_without_a_cache_was_ended(
    lonely: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import os, signal, sys, analytics\nfrom analytics.read import finished\n"
    code += "finished.rows_of_runs = lambda *_: os.kill(os.getpid(), signal.SIGTERM)\n"
    code += "analytics.load(sys.argv[1], cache=False)"
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    done = subprocess.run([sys.executable, "-c", code, str(lonely)])
    assert done.returncode == -signal.SIGTERM
    for left in tmp_path.iterdir():
        os.utime(left, (left.stat().st_mtime - 120,) * 2)
    analytics.load(lonely, cache=False)
    assert list(tmp_path.iterdir()) == []
