import ast
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
LOGIC = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.If,
    ast.IfExp,
    ast.Match,
    ast.Try,
    ast.With,
    ast.comprehension,
    ast.BoolOp,
)


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def test_the_notebooks_are_there():
    assert [path.stem for path in NOTEBOOKS] == [
        "01_overview",
        "02_mentions",
        "03_categories_tags",
        "04_terms",
        "05_keyness_collocations",
        "06_stories_outlets",
        "07_validation",
    ]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return request.param


def test_a_notebook_holds_no_logic(notebook):
    found = [
        f"{type(node).__name__} in: {cell.source}"
        for cell in cells(notebook, "code")
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, LOGIC)
    ]
    assert not found


def test_a_notebook_is_thin(notebook):
    code = cells(notebook, "code")
    assert len(code) <= 12
    assert all(len(cell.source.splitlines()) <= 6 for cell in code)


def test_the_first_code_cell_says_what_the_notebook_is_about(notebook):
    assert "reports.parameters(" in cells(notebook, "code")[0].source


def test_every_paragraph_stands_in_both_languages(notebook):
    tags = [cell.metadata["tags"][0] for cell in cells(notebook, "markdown")]
    assert tags == ["zh", "en"] * (len(tags) // 2)


def test_each_language_has_one_title(notebook):
    for language in ("zh", "en"):
        prose = [cell.source for cell in cells(notebook, "markdown") if language in cell.metadata["tags"]]
        assert sum(source.startswith("# ") for source in prose) == 1


def test_no_figure_stands_in_prose_that_code_did_not_count(notebook):
    prose = " ".join(cell.source for cell in cells(notebook, "markdown"))
    assert not re.search(r"\d", prose.replace("100%", ""))


def test_outputs_are_stripped():
    stripped = Path(sys.executable).with_name("nbstripout")
    done = subprocess.run([stripped, "--verify", *NOTEBOOKS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_cells_keep_their_ids_and_the_kernel_is_any_python(notebook):
    read = nbformat.read(notebook, as_version=4)
    assert [cell.id for cell in read.cells] == [str(number) for number in range(len(read.cells))]
    assert read.metadata.kernelspec.name == "python3"
