"""A file is written completely or not at all, also on a full disk."""

import errno
import os

import pytest

from analytics import ReportError
from analytics.reports import build_reports
from analytics.reports.build.files import sweep, write
from analytics.reports.build.published import LATEST

from .notebooks import TITLE


class TestAFullDisk:
    def test_leaves_the_old_page_and_is_an_error_of_the_report(self, tmp_path, monkeypatch):
        page = tmp_path / "latest.html"
        write(page, "昨日的一頁")

        def full(*_given):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(ReportError, match=r"latest\.html: cannot be written \(No space left on device\)"):
            write(page, "今日的一頁")
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
