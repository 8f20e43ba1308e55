"""What headline writers do to YAML, and the quotes that mend it."""

import re
from collections.abc import Callable
from typing import NamedTuple

from .keys import column_of

_TEXTS = ("title", "summary", "outlet", "section")
_OTHER_TEXTS = ("author", "subtitle", "lead")
_LISTS = ("categories", "tags")

_LINE = re.compile(r"(?P<key>[A-Za-z_][\w.-]*):[ \t]+(?P<value>\S.*)")
_ITEM = re.compile(r"(?P<dash>[ \t]*-[ ]+)(?P<value>\S.*)")
_KEY = re.compile(r"[A-Za-z_\"'][\w.\"'-]*[ \t]*:")
# An entry that is a mapping: `- name: 交通`
_MAPPING = re.compile(
    r"(?:name|title|label|term|text|value|slug|id|key|url|link|href|type)\s*:(?:\s|$)", re.IGNORECASE
)
_SUSPICIOUS = re.compile(
    r"\t| #|: *[#&*!]|(?i:title) *: *[\[{]|^ *- +[#@`%&*!]|^ *- .*:|\[[^\"'\[\]\n]*[#@`%&*!:]", re.MULTILINE
)


class Repair(NamedTuple):
    """One repair: its line from the opening fence (line 1), the field, a code and a message for a reader."""

    line: int
    field: str
    code: str
    message: str


def suspicious(header: str) -> bool:
    """Whether `repaired` may find something misread in a header; in most it cannot.

    >>> suspicious("title: 港股急升"), suspicious("title: DeepSeek #1")
    (False, True)
    """
    return _SUSPICIOUS.search(header) is not None


def repaired(lines: list[str], wrong: Callable[[str, str], bool]) -> tuple[list[str], list[Repair]]:
    """Return the lines with one-line values quoted that are `wrong`, and tabs in indents replaced.

    Parameters
    ----------
    lines : list of str
        The header.
    wrong : callable
        Takes a key and its value: `is_misread` or `is_broken`.

    Examples
    --------
    >>> repaired(["title: #AI"], is_misread)[0]
    ['title: "#AI"']
    """
    result, repairs = [], []
    block = None  # the indent of a block scalar's key, while inside it
    list_key = ""  # the key whose list we are in
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip())
        if block is None or (line.strip() and indent <= block):
            block = None
            list_key = line.split(":")[0] if _KEY.match(line) else list_key
            match = _LINE.match(line.rstrip(" \t"))
            if match and re.match(r"[|>][+-]?\d?\s*(#.*)?$", match["value"]):
                block = indent
            mended, field, message = _mended(line, list_key, wrong, lines[number : number + 1])
            if message:
                repairs.append(Repair(number, field, "yaml_repaired", message))
            line = mended
        result.append(line)
    return result, repairs


def _mended(
    line: str, list_key: str, wrong: Callable[[str, str], bool], following: list[str]
) -> tuple[str, str, str]:
    """Return a line as it should be, the field concerned, and a message if something was mended."""
    indent = len(line) - len(line.lstrip())
    stripped = line.rstrip(" \t")
    match, item = _LINE.match(stripped), _ITEM.match(stripped)
    if "\t" in line[:indent]:
        plain = line[:indent].replace("\t", "  ") + line[indent:]
        return plain, "", "a tab in the indent was replaced by spaces"
    continued = bool(following and re.match(r"[ \t]+[^\s#-]", following[0]))
    if continued:
        return line, "", ""
    if (
        match
        and wrong(match["key"], match["value"])
        and not re.match(r"[|>][+-]?\d?\s*(#.*)?$", match["value"])
    ):
        key, value = match["key"], match["value"]
        quoted = _quote_list(value) if column_of(key) in _LISTS else _quote(value)
        return f"{key}: {quoted}", key, f"the value of {key!r} needed quotes: {_short(value)}"
    if item and column_of(list_key) in _LISTS and _is_misread_entry(item["value"]):
        message = f"an entry of {list_key!r} needed quotes: {_short(item['value'])}"
        return item["dash"] + _quote(item["value"]), list_key, message
    return line, "", ""


def is_misread(key: str, value: str) -> bool:
    """Whether YAML would silently read something else than was written.

    >>> is_misread("title", "DeepSeek #1"), is_misread("title", "DeepSeek")
    (True, False)
    """
    column = column_of(key)
    if column == "title" and value[0] in "[{":
        return True
    if column in _LISTS and re.fullmatch(r"\[[^\[\]{}\"']*\]", value):
        return any(_is_misread_entry(entry.strip()) for entry in value[1:-1].split(",") if entry.strip())
    is_text = column in _TEXTS or key.lower() in _OTHER_TEXTS
    return is_text and value[0] not in "\"'|>" and (" #" in value or value[0] in "#&*!")


def _is_misread_entry(value: str) -> bool:
    """Whether YAML would make something else than a text of a list's entry: `- #AI`, `- @港鐵`, `- 外電: 裁員`."""
    if value[0] in "#@`%&*!":
        return True
    return value[0] not in "\"'[{" and bool(re.search(r": | #\S", value)) and not _MAPPING.match(value)


def is_broken(key: str, value: str) -> bool:
    """Whether YAML would break at this one-line value.

    >>> is_broken("title", "外電: 裁員"), is_broken("title", "裁員")
    (True, False)
    """
    first, last = value[0], value[-1]
    if first == '"':
        return not re.fullmatch(r'"(?:[^"\\]|\\.)*+"\s*+(?:#.*)?', value)
    if first == "'":
        return not re.fullmatch(r"'(?:[^']|'')*+'\s*+(?:#.*)?", value)
    if first in "[{":
        closing = {"[": "]", "{": "}"}[first]
        is_list = column_of(key) in _LISTS
        return not is_list and (last != closing or value.count(first) != value.count(closing))
    return first in "@`%&*!|>" or (first in "-?:" and value[1:2] in ("", " ")) or ": " in value or last == ":"


def _quote(value: str) -> str:
    """Quote a value that was meant literally; quotes that were meant to enclose it are dropped."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _quote_list(value: str) -> str:
    """Quote a bare text, or each entry of a bare list in brackets."""
    if value[0] != "[":
        return _quote(value)
    entries = (entry.strip() for entry in value[1:-1].split(","))
    return "[" + ", ".join(_quote(entry) for entry in entries if entry) + "]"


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:39] + "…"
