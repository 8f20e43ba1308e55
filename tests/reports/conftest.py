import matplotlib
import nbformat
import pytest


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory):
    """Caches of the tests' own, so that nobody's are touched; matplotlib keeps its list of fonts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLCONFIGDIR", matplotlib.get_cachedir())
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def write_notebook(tmp_path):
    """Write a small notebook: each cell its source, code unless it starts with `#`; tags after it."""
    folder = tmp_path / "notebooks"
    folder.mkdir()

    def write(name, *cells):
        notebook = nbformat.v4.new_notebook()
        for number, cell in enumerate(cells):
            source, *tags = (cell,) if isinstance(cell, str) else cell
            new = nbformat.v4.new_markdown_cell if source.startswith("#") else nbformat.v4.new_code_cell
            notebook.cells.append(new(source, id=str(number), metadata={"tags": tags} if tags else {}))
        nbformat.write(notebook, folder / f"{name}.ipynb")
        return folder

    return write
