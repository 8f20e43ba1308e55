"""Wrong arguments are refused before a kernel starts."""

import pytest

from analytics import AnalyticsError, ArgumentError, CorpusError, EntityError, ReportError
from analytics.cli.program import status_of
from analytics.reports import build_reports
from analytics.reports.build import run

from .notebooks import TITLE


class TestBeforeAnyKernelStarts:
    @pytest.fixture(autouse=True)
    def no_kernel(self, monkeypatch):
        def never(*_arguments, **_options):
            pytest.fail("a kernel was started")

        monkeypatch.setattr(run, "execute", never)

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


def test_a_day_of_build_that_is_none_is_refused_before_anything_is_made(lonely, out):
    with pytest.raises(ArgumentError, match="date: not a date"):
        build_reports(corpus=lonely, out=out, date="31/3/2025")
    assert not out.exists()


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


@pytest.mark.parametrize(
    "wrong", [{"names": ["nope"]}, {"names": ["no.ipynb"]}, {"language": "fr"}, {"keep": 0}, {"date": "x"}]
)
def test_a_wrong_name_or_option_is_wrong_usage(wrong, lonely, out):
    with pytest.raises(AnalyticsError) as raised:
        build_reports(**{"names": None, "corpus": lonely, "out": out, **wrong})
    assert status_of(raised.value) == 2
    assert not out.exists()
