"""The client of a kernel: it bounds what a notebook may print, and joins printed pieces in linear time."""

import asyncio
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode

MOST_OUTPUT = 20_000_000  # bytes of a notebook; a page may have a tenth of it
_MESSAGE = 200  # bytes that every message counts for at least


class BoundedClient(NotebookClient):
    """A client that ends its kernel once the notebook has put out too much.

    Attributes
    ----------
    overflowing : bool
        Whether there was too much. What came after the limit is dropped.
    ending : Future, optional
        The end of the kernel, once there was too much.
    """

    def __init__(self, notebook: NotebookNode, **options: Any) -> None:
        # nbclient's own joining takes time that grows with the square of the longest line
        super().__init__(notebook, coalesce_streams=False, **options)
        self.overflowing = False
        self._size = 0
        self.ending: asyncio.Future[Any] | None = None

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """Take a message of the kernel, unless it is output beyond the limit."""
        content = msg["content"]
        values = [content.get("text", ""), *content.get("data", {}).values()]
        if values[0] or len(values) > 1:
            self._size += max(_MESSAGE, sum(len(str(value)) for value in values))
        if self._size <= MOST_OUTPUT:
            taken: NotebookNode | None = super().process_message(msg, cell, cell_index)
            return taken
        if not self.overflowing:
            self.overflowing = True
            manager: Any = self.km
            self.ending = asyncio.ensure_future(manager.shutdown_kernel(now=True))
        return None


def join_streams(notebook: NotebookNode) -> None:
    """Join what each cell printed in pieces, in place: one text of each stream, with overwritten lines left out."""
    for cell in notebook.cells:
        joined: list[NotebookNode] = []
        texts: dict[str, list[str]] = {}
        for output in cell.get("outputs", []):
            if output.output_type != "stream":
                joined.append(output)
                continue
            if output.name not in texts:
                joined.append(output)
            texts.setdefault(output.name, []).append(output.text)
        for output in joined:
            if output.output_type == "stream":
                output.text = "\n".join(map(_overwritten, "".join(texts[output.name]).split("\n")))
        for place in range(len(joined) - 1):  # neighbours: which of them came first is chance
            if [output.get("name") for output in joined[place : place + 2]] == ["stderr", "stdout"]:
                joined[place : place + 2] = joined[place + 1], joined[place]
        if joined:
            cell.outputs = joined


def _overwritten(line: str) -> str:
    """Return what a terminal shows of a line with carriage returns.

    >>> _overwritten("10%\\r20%\\rdone"), _overwritten("done\\r")
    ('done', 'done\\r')
    """
    text = line.rstrip("\r")
    return text.rpartition("\r")[2] + line[len(text) :]
