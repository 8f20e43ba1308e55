"""A notebook that failed, kept for whoever mends it: its outputs and its error, no secret, no folder of the machine."""

import re
from collections.abc import Callable

import nbformat
from nbformat import NotebookNode

_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def kept(notebook: NotebookNode, error: str, hide: Callable[[str], str]) -> str:
    """Return a failed notebook as the text of a file.

    Parameters
    ----------
    notebook : NotebookNode
        With the outputs that it had when it failed.
    error : str
        Why; it stands in the notebook's metadata, and below the last cell that ran unless an error stands there.
    hide : callable
        Takes from a text what nobody should see.
    """
    hidden = nbformat.from_dict(_each(notebook, lambda text: hide(_ANSI.sub("", text))))
    hidden.metadata["analytics"] = {"error": hide(error)}
    ran = [
        cell for cell in hidden.cells if cell.cell_type == "code" and (cell.execution_count or cell.outputs)
    ]
    if ran and not any(output.output_type == "error" for output in ran[-1].outputs):
        told = {"ename": "ReportError", "evalue": hide(error), "traceback": [hide(error)]}
        ran[-1].outputs.append(nbformat.v4.new_output("error", **told))
    return nbformat.writes(hidden) + "\n"


def _each(part: object, change: Callable[[str], str]) -> object:
    """A copy of nested lists and mappings, every text in it changed.

    Not of the file's text: there a line break is written as a letter, and a path after it looks like part of a word.
    """
    if isinstance(part, str):
        return change(part)
    if isinstance(part, dict):
        return {name: _each(value, change) for name, value in part.items()}
    return [_each(value, change) for value in part] if isinstance(part, list) else part
