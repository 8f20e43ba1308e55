"""The notebook of a report that failed, kept with its outputs and its error for whoever repairs it."""

from collections.abc import Callable

import nbformat
from nbformat import NotebookNode

from .execute import ANSI


def failed_notebook(notebook: NotebookNode, error: str, without_secrets: Callable[[str], str]) -> str:
    """Return the text of a notebook file that holds the error and no secret.

    Parameters
    ----------
    notebook : NotebookNode
        With the outputs that it had when it failed.
    error : str
        Why it failed. It goes into the notebook's metadata, and below the last cell that ran unless that cell shows an
        error already.
    without_secrets : callable
        Removes secrets and folders of this machine from a text.
    """
    hidden = nbformat.from_dict(_map_texts(notebook, lambda text: without_secrets(ANSI.sub("", text))))
    error = without_secrets(error)
    hidden.metadata["analytics"] = {"error": error}
    ran = [
        cell for cell in hidden.cells if cell.cell_type == "code" and (cell.execution_count or cell.outputs)
    ]
    if ran and not any(output.output_type == "error" for output in ran[-1].outputs):
        shown = {"ename": "ReportError", "evalue": error, "traceback": [error]}
        ran[-1].outputs.append(nbformat.v4.new_output("error", **shown))
    return f"{nbformat.writes(hidden)}\n"


def _map_texts(part: object, change: Callable[[str], str]) -> object:
    """Return a copy of nested lists and mappings with every text in it changed.

    The text of the whole file would not do: JSON writes a line break as a letter, and a path after it then looks like
    part of a word.
    """
    if isinstance(part, str):
        return change(part)
    if isinstance(part, dict):
        return {name: _map_texts(value, change) for name, value in part.items()}
    return [_map_texts(value, change) for value in part] if isinstance(part, list) else part
