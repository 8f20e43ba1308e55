import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from analytics import ArgumentError, CorpusError, EntityError, ReportError
from analytics.reports import build_reports
from analytics.reports.build import build_reports as publish
from analytics.reports.build.execute import execute, in_background, read_notebook

TITLE = "# 港聞摘要\n\n每周一頁。"
CHART = """from analytics import charts, load, reports, trend
given = reports.parameters()
reports.figure(charts.trend(trend(load(given.corpus).articles, given.entity)))"""


@pytest.fixture
def out(tmp_path):
    return tmp_path / "pages"


def built(name, notebooks, lonely, out, **options):
    return next(
        result
        for result in build_reports(notebooks=notebooks, corpus=lonely, out=out, **options)
        if result.name == name
    )


def text(path):
    return path.read_text(encoding="utf-8")


def test_a_page_shows_what_code_displays_and_none_of_the_code(write_notebook, lonely, out):
    folder = write_notebook(
        "a", TITLE, "import sys\nprint('本周三宗', file=sys.stderr)\n'一' + '月'", "print('四宗')"
    )
    result = built("a", folder, lonely, out)
    page = text(result.page)
    assert result.ok
    assert "一月" in page and "四宗" in page
    assert not [part for part in ("本周三宗", "import sys", "In [", "Out[") if part in page]


def test_a_failed_notebook_keeps_its_last_good_page_and_the_index_says_so(write_notebook, lonely, out):
    build_reports(notebooks=write_notebook("a", TITLE, "1 + 1"), corpus=lonely, out=out, date="2025-03-30")
    before = text(out / "a" / "latest.html")
    write_notebook("b", "# 財經摘要", "2 + 2")
    folder = write_notebook("a", TITLE, "1", "1 / 0")
    failed, other = build_reports(notebooks=folder, corpus=lonely, out=out, date="2025-03-31")
    assert (failed.ok, failed.error) == (False, "code cell 2: ZeroDivisionError: division by zero")
    assert other.ok
    assert text(out / "a" / "latest.html") == before
    index = text(out / "index.html")
    assert "現時顯示2025-03-30的一頁；2025-03-31製作失敗：" in index
    assert "ZeroDivisionError: division by zero" in index


def test_a_first_failure_leaves_no_page_and_no_link(write_notebook, lonely, out):
    built("a", write_notebook("a", TITLE, "1 / 0"), lonely, out)
    assert not (out / "a" / "latest.html").exists()
    index = text(out / "index.html")
    assert "製作失敗，未有可讀的一頁" in index and 'href="a/' not in index and "港聞摘要" in index


def test_a_page_that_must_not_be_published_is_not(write_notebook, lonely, out):
    script = "from IPython.display import HTML\nHTML('<script src=\"https://cdn.example/a.js\"></script>')"
    result = built("a", write_notebook("a", TITLE, script), lonely, out)
    assert "must not be published" in result.error and not result.page.exists()


def test_an_error_on_the_index_shows_no_folder_of_this_machine(write_notebook, lonely, out):
    result = built("a", write_notebook("a", TITLE, f"open({str(Path.home() / '無此檔.csv')!r})"), lonely, out)
    assert "…/無此檔.csv" in result.error and str(Path.home()) not in text(out / "index.html")


def test_cells_are_chosen_by_language(write_notebook, lonely, out):
    folder = write_notebook("a", (TITLE, "zh"), ("# News in brief\n\nOne page a week.", "en"), "#### 共用")
    built("a", folder, lonely, out)
    page = text(out / "a" / "latest.html")
    assert (
        '<html lang="zh-HK">' in page
        and "港聞摘要" in page
        and "News in brief" not in page
        and "共用" in page
    )
    built("a", folder, lonely, out, language="en")
    page = text(out / "a" / "latest.html")
    assert (
        '<html lang="en">' in page and "News in brief" in page and "港聞摘要" not in page and "共用" in page
    )


def test_reports_left_out_of_a_build_are_still_on_the_index(write_notebook, lonely, out):
    write_notebook("a", TITLE, "1 + 1")
    folder = write_notebook("b", "# 財經摘要", "2 + 2")
    build_reports(["a"], notebooks=folder, corpus=lonely, out=out)
    assert "尚未製作" in text(out / "index.html")
    build_reports(["b"], notebooks=folder, corpus=lonely, out=out)
    assert "今次沒有重做" in text(out / "index.html")


def test_a_rebuild_is_the_same_to_the_byte(write_notebook, lonely, tmp_path):
    folder = write_notebook("a", TITLE, "{'港聞', '財經', '體育'}", CHART)
    there = []
    for name, date in (("one", "2025-03-30"), ("two", "2025-03-31")):
        build_reports(notebooks=folder, corpus=lonely, out=tmp_path / name, date=date)
        own = tmp_path / name / "a"
        there.append(
            {path.name: path.read_bytes() for path in [own / "latest.html", *own.glob("charts-*/*")]}
        )
    assert there[0] == there[1]
    assert set(there[0]) == {"latest.html", "01-trend.svg", "01-trend.png", "01-trend.csv"}


def test_a_notebook_is_told_what_the_build_is_about(write_notebook, lonely, out):
    asked = "from analytics import reports\ngiven = reports.parameters(entity='tencent')\nprint(given.entity.label, given.end)"
    built("a", write_notebook("a", TITLE, asked), lonely, out, entity="深度求索, DeepSeek", end="2025-02-28")
    assert "深度求索 2025-02-28" in text(out / "a" / "latest.html")


def test_a_kernel_that_dies_fails_its_report_alone(write_notebook, lonely, out):
    write_notebook("a", TITLE, "1", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    died, other = build_reports(notebooks=write_notebook("b", "# 財經摘要", "2 + 2"), corpus=lonely, out=out)
    assert died.error == "code cell 2: the kernel died (killed, or out of memory)"
    assert other.ok


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({"cell_seconds": 1}, "code cell 2: no end within 1 s"),
        ({"seconds": 4}, "code cell 2: stopped after 4 s"),
    ],
)
def test_a_notebook_that_never_ends_is_ended(write_notebook, limits, told):
    folder = write_notebook("a", TITLE, "1", "import time\ntime.sleep(60)")
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with pytest.raises(ReportError, match=told):
        in_background(execute(read_notebook(folder / "a.ipynb"), folder, {}, **limits))
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before


def test_a_build_works_where_a_loop_runs_already(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "1 + 1")

    async def in_jupyter():
        return build_reports(notebooks=folder, corpus=lonely, out=out)

    assert asyncio.run(in_jupyter())[0].ok


def test_a_polite_end_takes_the_kernels_along(write_notebook, lonely, out, tmp_path):
    told = tmp_path / "pid"
    sleep = (
        f"import os, pathlib, time\npathlib.Path({str(told)!r}).write_text(str(os.getpid()))\ntime.sleep(60)"
    )
    folder = write_notebook("a", TITLE, sleep)
    call = f"from analytics import reports\nreports.build_reports(notebooks={str(folder)!r}, corpus={str(lonely)!r}, out={str(out)!r})"
    build_process = subprocess.Popen([sys.executable, "-c", call])
    deadline = time.monotonic() + 40
    while not (told.exists() and told.read_text()) and time.monotonic() < deadline:
        time.sleep(0.1)
    kernel = psutil.Process(int(told.read_text()))
    build_process.send_signal(signal.SIGTERM)
    assert build_process.wait(20) == 128 + signal.SIGTERM
    psutil.wait_procs([kernel], timeout=5)
    assert not kernel.is_running()
    assert not list(out.rglob("*.html"))


class TestBeforeAnyKernelStarts:
    @pytest.fixture(autouse=True)
    def no_kernel(self, monkeypatch):
        def never(*_arguments, **_options):
            pytest.fail("a kernel was started")

        monkeypatch.setattr(publish, "execute", never)

    def test_an_empty_folder_is_told(self, tmp_path, out):
        empty = tmp_path / "empty"
        empty.mkdir()
        with pytest.raises(CorpusError, match="empty"):
            build_reports(corpus=empty, out=out)
        assert not out.exists()

    def test_an_unknown_report_is_told_with_the_near_miss(self, lonely, out):
        with pytest.raises(ReportError, match="unknown report '02_mention'; did you mean '02_mentions'"):
            build_reports(["02_mention"], corpus=lonely, out=out)

    def test_an_unknown_entity_is_told_with_the_near_miss(self, lonely, out):
        with pytest.raises(EntityError, match="did you mean 'deepseek'"):
            build_reports(corpus=lonely, out=out, entity="deepsek")

    def test_a_date_that_is_none_is_told(self, lonely, out):
        with pytest.raises(ArgumentError, match="not a date"):
            build_reports(corpus=lonely, out=out, start="一月")

    def test_an_unknown_language_is_told(self, lonely, out):
        with pytest.raises(ReportError, match="unknown language"):
            build_reports(corpus=lonely, out=out, language="fr")

    def test_a_folder_without_notebooks_is_told(self, lonely, out, tmp_path):
        with pytest.raises(ReportError, match="no notebooks"):
            build_reports(corpus=lonely, out=out, notebooks=tmp_path)

    def test_a_place_that_cannot_be_written_is_told(self, lonely, tmp_path):
        (tmp_path / "file").write_text("", encoding="utf-8")
        with pytest.raises(ReportError, match="cannot be made"):
            build_reports(corpus=lonely, out=tmp_path / "file" / "pages")


def test_a_notebook_without_a_title_is_told(write_notebook, lonely, out):
    result = built("a", write_notebook("a", "## 只有小標題", "1 + 1"), lonely, out)
    assert "no heading of the first level" in result.error


def test_what_is_no_notebook_is_told(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "1 + 1")
    (folder / "b.ipynb").write_text("{", encoding="utf-8")
    good, bad = build_reports(notebooks=folder, corpus=lonely, out=out)
    assert good.ok and "b.ipynb: not a notebook" in bad.error


def test_pages_can_be_read_by_everyone_the_folder_lets_in(write_notebook, lonely, out):
    built("a", write_notebook("a", TITLE, "1 + 1"), lonely, out)
    mask = os.umask(0)
    os.umask(mask)
    assert (out / "a" / "latest.html").stat().st_mode & 0o777 == 0o666 & ~mask
