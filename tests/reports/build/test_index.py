"""The index says which page is shown and what failed."""

from pathlib import Path

from analytics.reports import build_reports

from .notebooks import TITLE, built, text


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


def test_an_error_on_the_index_shows_no_folder_of_this_machine(write_notebook, lonely, out):
    result = built("a", write_notebook("a", TITLE, f"open({str(Path.home() / '無此檔.csv')!r})"), lonely, out)
    assert "…/無此檔.csv" in result.error and str(Path.home()) not in text(out / "index.html")


def test_reports_left_out_of_a_build_are_still_on_the_index(write_notebook, lonely, out):
    write_notebook("a", TITLE, "1 + 1")
    folder = write_notebook("b", "# 財經摘要", "2 + 2")
    build_reports(["a"], notebooks=folder, corpus=lonely, out=out)
    assert "尚未製作" in text(out / "index.html")
    build_reports(["b"], notebooks=folder, corpus=lonely, out=out)
    assert "今次沒有重做" in text(out / "index.html")


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
