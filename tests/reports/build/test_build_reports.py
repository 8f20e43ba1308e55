"""A build from end to end: notebooks in, pages out."""

import asyncio
import json
import re
import subprocess
import sys

import pytest

from analytics import ArgumentError, Names, Query
from analytics.reports import build_reports, parameters
from analytics.reports.build import run as run_module

from .notebooks import CHART, TITLE, built, text


def test_a_page_shows_what_code_displays_and_none_of_the_code(write_notebook, lonely, out):
    folder = write_notebook(
        "a", TITLE, "import sys\nprint('本周三宗', file=sys.stderr)\n'一' + '月'", "print('四宗')"
    )
    result = built("a", folder, lonely, out)
    page = text(result.page)
    assert result.ok
    assert "一月" in page and "四宗" in page
    assert not [part for part in ("本周三宗", "import sys", "In [", "Out[") if part in page]


def test_a_page_that_must_not_be_published_is_not(write_notebook, lonely, out):
    script = "from IPython.display import HTML\nHTML('<script src=\"https://cdn.example/a.js\"></script>')"
    result = built("a", write_notebook("a", TITLE, script), lonely, out)
    assert "must not be published" in result.error and not result.page.exists()


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
    built(
        "a",
        write_notebook("a", TITLE, asked),
        lonely,
        out,
        entity=Names("深度求索", "DeepSeek"),
        end="2025-02-28",
    )
    assert "深度求索 2025-02-28" in text(out / "a" / "latest.html")


def test_a_build_works_where_a_loop_runs_already(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "1 + 1")

    async def in_jupyter():
        return build_reports(notebooks=folder, corpus=lonely, out=out)

    assert asyncio.run(in_jupyter())[0].ok


def test_a_notebook_without_a_title_is_told(write_notebook, lonely, out):
    result = built("a", write_notebook("a", "## 只有小標題", "1 + 1"), lonely, out)
    assert "no heading of the first level" in result.error


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


def test_events_are_json_lines_on_request(lonely, out, tmp_path):
    command = [sys.executable, "-m", "analytics", "report", "04_terms", "--log-json"]
    command += ["--corpus", str(lonely), "--out", str(out), "--date", "2025-03-31"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == ["started", "report", "ended"]
    assert (events[1]["name"], events[1]["status"], events[2]["failed"]) == ("04_terms", "built", 0)


def test_a_report_follows_a_query_by_story_and_says_so(write_notebook, lonely, out):
    asked = "from analytics import reports\ngiven = reports.parameters()\ndisplay(given.note())\nprint(given.entity.label)"
    built(
        "a", write_notebook("a", TITLE, asked), lonely, out, entity=Query("DeepSeek AND 病歷"), by_story=True
    )
    page = text(out / "a" / "latest.html")
    assert "DeepSeek AND 病歷" in page and "只計最早一篇" in page


def test_what_took_longest_last_time_begins_first(write_notebook, lonely, out, monkeypatch):
    monkeypatch.setattr(run_module, "_KERNELS", 1)
    write_notebook("a", TITLE, "1 + 1")
    folder = write_notebook("b", TITLE, "import time; time.sleep(3)")
    for expected in ("ab", "ba"):
        ended = []
        results = build_reports(
            notebooks=folder,
            corpus=lonely,
            out=out,
            force=True,
            notify=lambda event, ended=ended: ended.append(event.get("name", "")),
        )
        assert "".join(ended) == expected
        assert [result.name for result in results] == ["a", "b"]


def test_a_chart_on_a_page_is_drawn_once_more_only_for_its_file(write_notebook, lonely, out):
    count = """from analytics.charts.canvas import chart
pictures, draw = [], chart.png
chart.png = lambda *a, **k: (pictures.append(1), draw(*a, **k))[1]"""
    show = CHART.replace("reports.figure(", "(")
    folder = write_notebook("a", TITLE, count, show, "print('共', len(pictures), '張')")
    result = built("a", folder, lonely, out)
    assert result.ok, result.error
    assert "共 1 張" in text(result.page)


def test_a_page_links_the_whole_of_a_table_it_shortens(write_notebook, lonely, out):
    show = "import pandas as pd\nfrom analytics import reports\nreports.parameters()\npd.DataFrame({'articles': range(30)})"
    page = built("a", write_notebook("a", TITLE, show), lonely, out).page
    (link,) = re.findall(r'href="(charts-[0-9a-f]+/table-01-rows\.csv)"', text(page))
    assert text(page.parent / link).split() == ["articles", *map(str, range(30))]
