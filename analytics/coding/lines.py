"""On which line of a TOML file a table or a key stands: its parser does not say."""

import re

_TABLE = re.compile(r"^\s*\[\[\s*question\s*\]\]")
_KEY = re.compile(r"""^\s*["']?([\w-]+)["']?\s*[.=]""")
_QUOTES = ('"""', "'''")


class Lines:
    """The lines of a codebook.

    >>> lines = Lines('title = "甲"\\n[[question]]\\nkey = "about"')
    >>> lines.of(0, "key"), lines.of(0, "kind"), lines.of(None, "title")
    (3, 2, 1)
    """

    def __init__(self, source: str) -> None:
        self._tables: list[int] = []
        self._keys: dict[tuple[int, str], int] = {}
        inside = ""  # the quotes of a text of several lines
        for number, line in enumerate(source.splitlines(), 1):
            if not inside:
                if _TABLE.match(line):
                    self._tables.append(number)
                elif found := _KEY.match(line):
                    self._keys.setdefault((len(self._tables) - 1, found[1]), number)
            for quotes in (inside,) if inside else _QUOTES:
                if line.count(quotes) % 2:
                    inside = "" if inside else quotes
                    break

    def of(self, table: int | None, key: str | None) -> int:
        """Return the line of a key in a question's table, or in none; of the table where the key is missing."""
        place = -1 if table is None else table
        begin = self._tables[place] if 0 <= place < len(self._tables) else 1
        return self._keys.get((place, key or ""), begin)
