"""What goes wrong in the life of a build: signals, full disks, corpora that change, damaged files, secrets in odd places."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from analytics import ArgumentError, CorpusError, ReportError
from analytics.reports import build_reports, parameters
from analytics.reports.build.failures import kept
from analytics.reports.build.files import digest, sweep, write
from analytics.reports.build.history import LATEST, intact, publish
from analytics.reports.build.lock import locked
from analytics.reports.build.manifest import Success, read_manifest
from analytics.secrecy import masked, shows_secret

TITLE = "# 港聞摘要\n\n每周一頁。"
# A kernel with a process of its own, that tells who both are.
FAMILY = """import os, pathlib, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(90)"])
pathlib.Path({told!r}).write_text(f"{{os.getpid()}} {{child.pid}}")
{then}"""


@pytest.fixture
def out(tmp_path):
    return tmp_path / "pages"


def ended(pids):
    """Whether processes end within some seconds."""
    family = [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]
    _, left = psutil.wait_procs(family, timeout=10)
    return not [one for one in left if one.status() != psutil.STATUS_ZOMBIE]


def pids(told, within=40):
    deadline = time.monotonic() + within
    while not (told.exists() and len(told.read_text().split()) == 2) and time.monotonic() < deadline:
        time.sleep(0.1)
    return [int(pid) for pid in told.read_text().split()]


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 1), (signal.SIGHUP, 128 + signal.SIGHUP), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_nothing_outlives_a_build_however_it_ends(number, status, write_notebook, lonely, out, tmp_path):
    told = tmp_path / "pids"
    folder = write_notebook("a", TITLE, FAMILY.format(told=str(told), then="import time\ntime.sleep(90)"))
    call = f"from analytics import reports\nreports.build_reports(notebooks={str(folder)!r}, corpus={str(lonely)!r}, out={str(out)!r})"
    with subprocess.Popen([sys.executable, "-c", call], stderr=subprocess.DEVNULL) as process:
        kernel, child = pids(told)
        process.send_signal(number)
        left = process.wait(20)
    if number == signal.SIGKILL:  # nobody is left to end the kernel's own child; the kernel ends itself
        assert ended([kernel])
        psutil.Process(child).kill()
    else:
        assert ended([kernel, child])
    assert left in (status, -number)
    assert not list(out.rglob("*.html")) and not list(out.rglob("*.part"))


def test_what_a_kernel_that_died_had_started_ends_too(write_notebook, lonely, out, tmp_path):
    told = tmp_path / "pids"
    folder = write_notebook("a", TITLE, FAMILY.format(told=str(told), then="os.kill(os.getpid(), 9)"))
    (result,) = build_reports(notebooks=folder, corpus=lonely, out=out)
    assert "the kernel died" in result.error
    assert ended(pids(told))
    (last,) = nbformat.read(out / "a" / "failed.ipynb", 4).cells[-1].outputs
    assert (last.output_type, last.evalue) == ("error", result.error)


class TestAFullDisk:
    @pytest.mark.parametrize("step", ["open", "write", "fsync", "rename"])
    def test_leaves_the_old_page_and_no_half_of_the_new(self, step, tmp_path, monkeypatch):
        page = tmp_path / "latest.html"
        write(page, "昨日的一頁")

        def full(*_given, **_options):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        if step == "fsync":
            monkeypatch.setattr(os, "fsync", full)
        elif step == "rename":
            monkeypatch.setattr(Path, "replace", full)
        elif step == "open":
            monkeypatch.setattr(Path, "open", full)
        if step == "write":  # a real one, where the system has a file that is always full
            if not Path("/dev/full").exists():
                pytest.skip("no /dev/full on this system")
            real = Path.open
            monkeypatch.setattr(Path, "open", lambda path, mode: real(Path("/dev/full"), mode))
        with pytest.raises(ReportError, match=r"latest\.html: cannot be written \(No space left on device\)"):
            write(page, "今日的一頁")
        monkeypatch.undo()
        assert page.read_text(encoding="utf-8") == "昨日的一頁"
        assert [path.name for path in tmp_path.iterdir()] == ["latest.html"]

    def test_fails_a_report_alone_and_keeps_its_page(self, write_notebook, lonely, out, monkeypatch):
        folder = write_notebook("a", TITLE, "'昨日'")
        build_reports(notebooks=folder, corpus=lonely, out=out, date="2025-03-30")
        before, real = (out / "a" / LATEST).read_bytes(), os.fsync
        write_notebook("a", TITLE, "'今日'")
        full = iter([True])

        def first_full(handle):
            if next(full, False):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            real(handle)

        monkeypatch.setattr(os, "fsync", first_full)
        (result,) = build_reports(notebooks=folder, corpus=lonely, out=out, date="2025-03-31")
        assert result.error == "…/a/2025-03-31.html: cannot be written (No space left on device)"
        assert (out / "a" / LATEST).read_bytes() == before
        assert "2025-03-31製作失敗" in (out / "index.html").read_text(encoding="utf-8")


def test_what_a_killed_writer_left_is_swept_away(tmp_path):
    (tmp_path / "a").mkdir()
    for name in (".latest.html.77.part", "a/.01-trend.svg.77.part", "a/latest.html", "a/notes.part"):
        (tmp_path / name).write_text("", encoding="utf-8")
    sweep(tmp_path)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["a/latest.html", "a/notes.part"]


def test_a_fault_inside_a_build_is_not_taken_for_a_lock(tmp_path):
    with pytest.raises(TimeoutError), locked(tmp_path, wait=False):
        raise TimeoutError
    with pytest.raises(PermissionError), locked(tmp_path, wait=False):
        raise PermissionError


@pytest.fixture
def published(tmp_path):
    """A page with the files of a chart, and what the manifest says of it."""
    page, files = "<p>一頁</p>", {"01-trend.svg": b"<svg/>", "01-trend.csv": b"week,share\n"}
    publish(tmp_path / "a", "2025-03-31", page, files)
    (folder,) = (path.name for path in (tmp_path / "a").glob("charts-*"))
    success = Success("2025-03-31", "a/2025-03-31.html", digest(page.encode()), "", f"a/{folder}", "", 1.0)
    assert intact(tmp_path, success)
    return tmp_path, success


@pytest.mark.parametrize("name", ["latest.html", "2025-03-31.html", "charts-*/01-trend.svg"])
@pytest.mark.parametrize("content", [None, "改過"])
def test_a_file_that_is_gone_or_altered_is_noticed(published, name, content):
    out, success = published
    (file,) = (out / "a").glob(name)
    file.unlink() if content is None else file.write_text(content, encoding="utf-8")
    assert not intact(out, success)
    publish(
        out / "a", "2025-03-31", "<p>一頁</p>", {"01-trend.svg": b"<svg/>", "01-trend.csv": b"week,share\n"}
    )
    assert intact(out, success)


@pytest.mark.parametrize("damage", [{"page": 5}, {"page": None}, {"seconds": "long"}, {"inputs": ["a"]}])
def test_a_manifest_with_values_of_other_types_counts_as_none(damage, tmp_path):
    success = {"date": "", "page": "", "sha256": "", "inputs": "", "charts": "", "changed": "", "seconds": 1}
    entry = {"title": "", "description": "", "last_attempt": None, "last_success": success | damage}
    told = {"schema": 1, "reports": {"a": entry}}
    (tmp_path / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    assert read_manifest(tmp_path).reports == {}


def test_a_manifest_nested_without_end_counts_as_none(tmp_path):
    (tmp_path / "manifest.json").write_text('{"reports":' + "[" * 100_000, encoding="utf-8")
    assert read_manifest(tmp_path).reports == {}


def test_a_page_of_a_corpus_that_changed_meanwhile_is_made_anew(write_notebook, write_corpus, out):
    corpus = write_corpus({"a.md": "維港煙花"})
    grow = f"import pathlib\npathlib.Path({str(corpus / 'b.md')!r}).write_text('港鐵延長服務')"
    asked = {"notebooks": write_notebook("a", TITLE, grow), "corpus": corpus, "out": out}
    build_reports(**asked)
    (corpus / "b.md").unlink()  # as it was at first, and yet the page may show more
    assert build_reports(**asked)[0].status == "built"


def test_no_error_keeps_the_index_from_being_published(write_notebook, lonely, out):
    write_notebook("a", TITLE, "raise ValueError('\\ue000\\nTraceback (most recent call last): 甲')")
    folder = write_notebook(
        "b", "# 財經摘要", "raise ValueError('Traceback (most recent call last): 乙\\n\\x07')"
    )
    results = build_reports(notebooks=folder, corpus=lonely, out=out, date="2025-03-30")
    assert [result.ok for result in results] == [False, False]
    assert "2025-03-30製作失敗" in (out / "index.html").read_text(encoding="utf-8")
    write_notebook("b", "# 財經摘要", "1")
    build_reports(["b"], notebooks=folder, corpus=lonely, out=out, date="2025-03-31")
    told = (out / "index.html").read_text(encoding="utf-8")
    assert "2025-03-30製作失敗，未有可讀的一頁" in told  # of a, not part of the second build


class TestAKeptNotebook:
    def failed(self, **parts):
        notebook = nbformat.v4.new_notebook()
        output = nbformat.v4.new_output("error", ename="E", evalue="", **parts)
        notebook.cells.append(nbformat.v4.new_code_cell("1", execution_count=1, outputs=[output]))
        return notebook

    def test_holds_no_folder_that_colours_or_line_breaks_hide(self):
        from analytics.reports.build.check import without_places

        notebook = self.failed(traceback=["\x1b[36m/srv/pages/run.py\x1b[0m\n/srv/pages/b.py"])
        told = kept(notebook, "E", lambda text: without_places(text, ["/srv/pages"]))
        assert "/srv/pages" not in told and "…/run.py" in told and "…/b.py" in told

    def test_holds_no_secret_that_json_writes_otherwise(self, monkeypatch):
        monkeypatch.setenv("NEWS_PASSWORD", 'pa"ss\\wo\trd')
        told = kept(self.failed(traceback=['pa"ss\\wo\trd']), "E", masked)
        assert json.loads(told)["cells"][0]["outputs"][0]["traceback"] == ["***"]

    def test_says_why_also_where_no_cell_failed(self):
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell("1", execution_count=1), nbformat.v4.new_code_cell("2")]
        )
        read = nbformat.reads(kept(notebook, "code cell 1: no end within 1 s", str), 4)
        assert read.metadata["analytics"] == {"error": "code cell 1: no end within 1 s"}
        assert [len(cell.outputs) for cell in read.cells] == [1, 0]


ADDRESS = "https://wong:hunter22@127.0.0.1:9/a.zip?token=abcdef123"


def test_an_address_that_cannot_be_reached_is_told_without_its_credentials(write_notebook, out):
    with pytest.raises(CorpusError) as told:
        build_reports(notebooks=write_notebook("a", TITLE, "1"), corpus=ADDRESS, out=out)
    assert "127.0.0.1" in str(told.value)
    assert not [secret for secret in ("hunter22", "abcdef123") if secret in str(told.value)]


def test_credentials_of_the_corpus_are_masked_where_they_stand_alone():
    assert masked("login hunter22 refused, abcdef123 expired", ADDRESS) == "login *** refused, *** expired"
    assert masked("p@ssword", "ftp://wong:p%40ssword@news.example/a.zip") == "***"


def test_a_secret_is_found_on_a_page_as_html_writes_it(monkeypatch):
    monkeypatch.setenv("NEWS_TOKEN", "a<b>&c99")
    assert shows_secret("<p>a&lt;b&gt;&amp;c99</p>") and shows_secret(b"x,a<b>&c99\n")
    assert not shows_secret("<p>a b c99</p>")


def test_a_log_of_json_holds_nothing_else_when_the_corpus_is_missing(tmp_path):
    command = [sys.executable, "-m", "analytics", "report", "--log-json", "--out", str(tmp_path / "pages")]
    done = subprocess.run(
        [*command, "--corpus", str(tmp_path / "無")], capture_output=True, text=True, timeout=60
    )
    (event,) = [json.loads(line) for line in done.stderr.splitlines()]
    assert (done.returncode, event["event"]) == (1, "ended")
    assert "no such file or folder" in event["error"]


def test_a_date_of_a_report_is_a_date(monkeypatch):
    monkeypatch.setenv("ANALYTICS_PARAMETERS", '{"start": "1/2/2025"}')
    with pytest.raises(ArgumentError, match="start: not a date"):
        parameters()


def test_a_day_of_build_that_is_none_is_refused_before_anything_is_made(lonely, out):
    with pytest.raises(ArgumentError, match="date: not a date"):
        build_reports(corpus=lonely, out=out, date="31/3/2025")
    assert not out.exists()
