"""What keeps builds going for years: lock, skip, history, manifest, feed, kept failures, secrets."""

import json
import subprocess
import sys
import time

import pytest
from filelock import FileLock
from lxml import etree

from analytics import BuildLockedError, ReportError
from analytics.reports import build_reports
from analytics.reports.build.history import prune
from analytics.reports.build.manifest import read_manifest
from analytics.secrecy import masked

TITLE = "# 港聞摘要\n\n每周一頁。"
CHART = """from analytics import charts, load, reports, trend
given = reports.parameters()
reports.figure(charts.trend(trend(load(given.corpus).articles, given.entity)))"""
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def out(tmp_path):
    return tmp_path / "pages"


def manifest(out):
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def test_a_page_is_built_again_only_when_something_changed(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "1 + 1")
    asked = {"notebooks": folder, "corpus": lonely, "out": out}
    assert [build_reports(**asked, date=f"2025-03-0{day}")[0].status for day in (1, 2)] == [
        "built",
        "unchanged",
    ]
    assert build_reports(**asked, force=True)[0].status == "built"
    assert build_reports(**asked, entity="nvidia")[0].status == "built"
    assert build_reports(**asked, entity="nvidia")[0].status == "unchanged"
    (out / "a" / "latest.html").write_text("別人改過", encoding="utf-8")
    assert build_reports(**asked, entity="nvidia")[0].status == "built"
    write_notebook("a", TITLE, "1 + 2")
    assert build_reports(**asked, entity="nvidia")[0].status == "built"


def test_a_corpus_that_grew_is_read_anew(write_notebook, write_corpus, out):
    folder = write_notebook("a", TITLE, "1 + 1")
    corpus = write_corpus({"a.md": "維港煙花"})
    asked = {"notebooks": folder, "corpus": corpus, "out": out}
    build_reports(**asked)
    write_corpus({"b.md": "港鐵延長服務"})
    assert build_reports(**asked)[0].status == "built"


def test_a_second_build_of_a_folder_ends_at_once(write_notebook, lonely, out):
    out.mkdir()
    with FileLock(out / ".lock"), pytest.raises(BuildLockedError, match="another build is at work"):
        build_reports(notebooks=write_notebook("a", TITLE, "1 + 1"), corpus=lonely, out=out)
    assert [path.name for path in out.iterdir()] == [".lock"]


def test_a_locked_folder_is_exit_status_75(lonely, out):
    out.mkdir()
    with FileLock(out / ".lock"):
        command = [sys.executable, "-m", "analytics", "report", "--corpus", str(lonely), "--out", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 75
    assert "another build is at work there; wait for it with --wait" in done.stderr


def test_a_build_can_wait_its_turn(write_notebook, lonely, out):
    out.mkdir()
    folder = write_notebook("a", TITLE, "1 + 1")
    hold = (
        f"import time\nfrom filelock import FileLock\nwith FileLock({str(out / '.lock')!r}):\n"
        "    print('held', flush=True)\n    time.sleep(1.5)"
    )
    with subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        began = time.monotonic()
        (result,) = build_reports(notebooks=folder, corpus=lonely, out=out, wait=True)
    assert result.ok
    assert time.monotonic() - began > 0.5


def test_a_lock_whose_holder_was_killed_holds_nobody_up(write_notebook, lonely, out):
    out.mkdir()
    hold = f"import os\nfrom filelock import FileLock\nFileLock({str(out / '.lock')!r}).acquire()\nos.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", hold]).returncode == -9
    assert build_reports(notebooks=write_notebook("a", TITLE, "1 + 1"), corpus=lonely, out=out)[0].ok


def test_pages_stay_by_date_under_a_stable_name_for_the_newest(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "1 + 1")
    for day in ("2025-03-01", "2025-03-02", "2025-03-03"):
        build_reports(notebooks=folder, corpus=lonely, out=out, date=day, force=True, keep=2)
    assert sorted(path.name for path in (out / "a").iterdir()) == [
        "2025-03-02.html",
        "2025-03-03.html",
        "latest.html",
    ]
    assert (out / "a" / "latest.html").read_bytes() == (out / "a" / "2025-03-03.html").read_bytes()
    assert 'href="a/2025-03-02.html"' in (out / "index.html").read_text(encoding="utf-8")


def test_the_page_that_readers_see_is_never_taken_away(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, CHART)
    build_reports(notebooks=folder, corpus=lonely, out=out, date="2025-03-01")
    for day in range(2, 5):  # pages of other days, that nobody's manifest knows of
        (out / "a" / f"2025-03-0{day}.html").write_text("舊頁", encoding="utf-8")
    prune(out / "a", 1, "2025-03-01.html")
    assert sorted(path.name for path in (out / "a").glob("*.html")) == [
        "2025-03-01.html",
        "2025-03-04.html",
        "latest.html",
    ]
    assert len(list((out / "a").glob("charts-*/*.svg"))) == 1


def test_charts_lie_beside_the_page_and_are_linked_from_it(write_notebook, lonely, out):
    (result,) = build_reports(notebooks=write_notebook("a", TITLE, CHART), corpus=lonely, out=out)
    page = result.page.read_text(encoding="utf-8")
    links = [part for part in page.split('"') if part.startswith("charts-")]
    assert [link.rpartition("/")[2] for link in links] == ["01-trend.svg", "01-trend.png", "01-trend.csv"]
    assert all((result.page.parent / link).stat().st_size > 100 for link in links)


def test_a_failed_notebook_is_kept_with_its_error_until_it_is_mended(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "print('到這裏')", "1 / 0")
    build_reports(notebooks=folder, corpus=lonely, out=out)
    kept = (out / "a" / "failed.ipynb").read_text(encoding="utf-8")
    assert "到這裏" in kept
    assert "ZeroDivisionError" in kept
    assert str(lonely.parent) not in kept
    build_reports(notebooks=write_notebook("a", TITLE, "1 / 1"), corpus=lonely, out=out)
    assert not (out / "a" / "failed.ipynb").exists()


def test_the_manifest_tells_the_last_success_apart_from_the_last_attempt(write_notebook, lonely, out):
    build_reports(notebooks=write_notebook("a", TITLE, "1"), corpus=lonely, out=out, date="2025-03-30")
    build_reports(notebooks=write_notebook("a", TITLE, "1 / 0"), corpus=lonely, out=out, date="2025-03-31")
    entry = manifest(out)["reports"]["a"]
    assert (entry["last_attempt"]["date"], entry["last_attempt"]["status"]) == ("2025-03-31", "failed")
    assert entry["last_attempt"]["error"] == "code cell 1: ZeroDivisionError: division by zero"
    assert (entry["last_success"]["date"], entry["last_success"]["page"]) == (
        "2025-03-30",
        "a/2025-03-30.html",
    )


def test_the_manifest_tells_what_everything_was_made_from(write_notebook, lonely, out):
    build_reports(notebooks=write_notebook("a", TITLE, "1"), corpus=lonely, out=out, end="2025-02-28")
    told = manifest(out)
    assert told["corpus"]["files"] == told["corpus"]["articles"] + told["corpus"]["rejected"] == 1
    assert told["parameters"]["end"] == "2025-02-28"
    assert {"python", "pandas", "hk-media-analytics"} <= set(told["versions"])


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"schema": 1, "reports": {"a": {}}}', '{"schema": 99, "reports": {}}']
)
def test_a_damaged_manifest_costs_a_build_and_no_page(damage, tmp_path):
    (tmp_path / "manifest.json").write_text(damage, encoding="utf-8")
    assert read_manifest(tmp_path).reports == {}


def test_the_feed_changes_only_with_the_pages(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "1")
    build_reports(notebooks=folder, corpus=lonely, out=out, date="2025-03-30")
    first = (out / "feed.xml").read_bytes()
    build_reports(notebooks=folder, corpus=lonely, out=out, date="2025-03-31", force=True)
    assert (out / "feed.xml").read_bytes() == first
    build_reports(
        notebooks=write_notebook("a", TITLE, "print('新內容')"), corpus=lonely, out=out, date="2025-04-01"
    )
    before, after = etree.fromstring(first), etree.fromstring((out / "feed.xml").read_bytes())
    ids = [tree.xpath("//a:entry/a:id/text()", namespaces=ATOM) for tree in (before, after)]
    assert ids[0] == ids[1]
    times = [tree.xpath("//a:entry/a:updated/text()", namespaces=ATOM) for tree in (before, after)]
    assert times == [["2025-03-30T00:00:00+08:00"], ["2025-04-01T00:00:00+08:00"]]


def test_a_secret_of_the_environment_reaches_no_output(write_notebook, lonely, out, monkeypatch):
    monkeypatch.setenv("NEWS_API_TOKEN", "s3cr3t-港聞")
    shown = write_notebook("a", TITLE, "import os\nprint(os.environ['NEWS_API_TOKEN'])")
    write_notebook("b", "# 財經摘要", "import os\nraise ValueError(os.environ['NEWS_API_TOKEN'])")
    one, other = build_reports(notebooks=shown, corpus=lonely, out=out)
    assert "secret" in one.error
    assert other.error == "code cell 1: ValueError: ***"
    assert not [
        path for path in out.rglob("*") if path.is_file() and "s3cr3t" in path.read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://chan:pass@news.example/a.zip", "https://***@news.example/a.zip"),
        ("https://news.example/a.zip?sig=abc%2F1&v=2", "https://news.example/a.zip?sig=***&v=2"),
        ("https://news.example/a?X-Amz-Signature=ff00", "https://news.example/a?X-Amz-Signature=***"),
        ("data/sample", "data/sample"),
    ],
)
def test_credentials_of_an_address_are_masked(address, shown):
    assert masked(address) == shown


def test_the_day_of_a_build_can_be_reproduced(write_notebook, lonely, out, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1743350400")  # 30 March 2025, 16:00 UTC: the 31st in Hong Kong
    build_reports(notebooks=write_notebook("a", TITLE, "1"), corpus=lonely, out=out)
    assert (out / "a" / "2025-03-31.html").exists()


@pytest.mark.parametrize(
    ("options", "told"), [({"keep": 0}, "keep must be 1 or more"), ({"language": "fr"}, "unknown language")]
)
def test_a_wrong_option_is_refused(options, told, lonely, out):
    with pytest.raises(ReportError, match=told):
        build_reports(corpus=lonely, out=out, **options)


def test_events_are_json_lines_on_request(lonely, out, tmp_path):
    command = [sys.executable, "-m", "analytics", "report", "04_terms", "--log-json"]
    command += ["--corpus", str(lonely), "--out", str(out), "--date", "2025-03-31"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == ["started", "report", "ended"]
    assert (events[1]["name"], events[1]["status"], events[2]["failed"]) == ("04_terms", "built", 0)
