"""Docstrings as the reference site shows them: short examples get a heading, tables of columns become Markdown."""

import re
from typing import Any

import griffe

_FIRST = re.compile(r"^(?=>>> )", re.MULTILINE)
_RULE = re.compile(r"[ \t]*=+( +=+)+[ \t]*$")


class Docstrings(griffe.Extension):
    """Changes each docstring before it is shown."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change one docstring."""
        if obj.docstring:
            text = obj.docstring.value
            if "Examples\n---" not in text:
                text = _FIRST.sub("Examples\n--------\n", text, count=1)
            obj.docstring.value = with_markdown_tables(text)


def with_markdown_tables(text: str) -> str:
    """Replace the tables of columns, drawn with equals signs, by Markdown tables.

    >>> print(with_markdown_tables("==== ===== =====\\nterm  str   the\\n            word\\n==== ===== ====="))
    | column | type | meaning |
    | --- | --- | --- |
    | `term` | str | the word |
    """
    lines, result = text.split("\n"), []
    while lines:
        line = lines.pop(0)
        if not _RULE.match(line):
            result.append(line)
            continue
        edges = [found.start() for found in re.finditer("=+", line)]
        indent = " " * edges[0]
        rows: list[list[str]] = []
        while lines and not _RULE.match(lines[0]):
            written = lines.pop(0)
            cells = [written[a:b].strip() for a, b in zip(edges, [*edges[1:], None], strict=True)]
            if cells[0]:
                rows.append(cells)
            else:
                rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
        lines = lines[1:]
        heading = ["column", "type", "meaning"][: len(edges)]
        rows = [[f"`{name}`", *rest] for name, *rest in rows]
        for cells in (heading, ["---"] * len(edges), *rows):
            result.append(f"{indent}| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(result)
