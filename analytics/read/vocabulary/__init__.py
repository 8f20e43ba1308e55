"""The words and patterns that reading looks for, as data: TOML files beside this module.

A file of patterns has a table `parts`, lists of regular expressions of which any may stand in its place, and a table
`patterns` made of them: `{platform}` stands for any entry of the list `platform`.

    [parts]
    platform = ["telegram", "whatsapp"]

    [patterns]
    call = '(?:follow|join) us on {platform}'

| file | what it holds |
| --- | --- |
| `body.toml` | what is no prose: pictures without a description, dates in lists of links, notes where a text was cut |
| `furniture.toml` | lines of a page that are no text of the article: calls, copyright notices, buttons, credits |
| `html.toml` | elements of HTML by their kind, and where a page says what it is |
| `keys.toml` | keys of front matter and columns of tables, by the column that they mean |
| `languages.toml` | names of languages, by their BCP-47 tag |
| `names.toml` | keys, folders and values that programs write |
| `related.toml` | labels above links to other articles |
| `servers.toml` | messages of servers in place of an article |
| `source.toml` | labels and sites of the link to the original |
| `zones.toml` | abbreviations of time zones |
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_PART = re.compile(r"\{([a-z_]+)\}")


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return what a file holds.

    >>> vocabulary("languages")["names"]["en"]
    'english eng 英文 英語 英语'
    """
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def words(name: str, table: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of words of a table, which stand there with blanks between them.

    >>> words("keys", "columns")["section"][:2]
    ('section', 'section_name')
    """
    return {key: tuple(written.split()) for key, written in vocabulary(name)[table].items()}


@cache
def patterns(name: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of a file, compiled.

    >>> patterns("related")["label"].match("相关新闻:") is not None
    True
    """
    parts: dict[str, str] = {}

    def filled(written: str) -> str:
        return _PART.sub(lambda found: parts[found[1]], written)

    for part, entries in vocabulary(name)["parts"].items():
        parts[part] = f"(?:{filled('|'.join(entries))})"
    return {key: re.compile(filled(written)) for key, written in vocabulary(name)["patterns"].items()}
