"""A failed notebook is kept, without secrets and folders of the machine."""

import json

import nbformat

from analytics.reports import build_reports
from analytics.reports.build.check import without_places
from analytics.reports.build.failed_notebook import failed_notebook
from analytics.secrecy import masked

from .notebooks import TITLE


class TestAKeptNotebook:
    def failed(self, **parts):
        notebook = nbformat.v4.new_notebook()
        output = nbformat.v4.new_output("error", ename="E", evalue="", **parts)
        notebook.cells.append(nbformat.v4.new_code_cell("1", execution_count=1, outputs=[output]))
        return notebook

    def test_holds_no_folder_that_colours_or_line_breaks_hide(self):

        notebook = self.failed(traceback=["\x1b[36m/srv/pages/run.py\x1b[0m\n/srv/pages/b.py"])
        told = failed_notebook(notebook, "E", lambda text: without_places(text, ["/srv/pages"]))
        assert "/srv/pages" not in told and "…/run.py" in told and "…/b.py" in told

    def test_holds_no_secret_that_json_writes_otherwise(self, monkeypatch):
        monkeypatch.setenv("NEWS_PASSWORD", 'pa"ss\\wo\trd')
        told = failed_notebook(self.failed(traceback=['pa"ss\\wo\trd']), "E", masked)
        assert json.loads(told)["cells"][0]["outputs"][0]["traceback"] == ["***"]

    def test_says_why_also_where_no_cell_failed(self):
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell("1", execution_count=1), nbformat.v4.new_code_cell("2")]
        )
        read = nbformat.reads(failed_notebook(notebook, "code cell 1: no end within 1 s", str), 4)
        assert read.metadata["analytics"] == {"error": "code cell 1: no end within 1 s"}
        assert [len(cell.outputs) for cell in read.cells] == [1, 0]


def test_a_failed_notebook_is_kept_with_its_error_until_it_is_mended(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "print('到這裏')", "1 / 0")
    build_reports(notebooks=folder, corpus=lonely, out=out)
    kept = (out.with_name(f"{out.name}.failed") / "a.ipynb").read_text(encoding="utf-8")
    assert "到這裏" in kept
    assert "ZeroDivisionError" in kept
    assert str(lonely.parent) not in kept
    build_reports(notebooks=write_notebook("a", TITLE, "1 / 1"), corpus=lonely, out=out)
    assert not (out.with_name(f"{out.name}.failed") / "a.ipynb").exists()
