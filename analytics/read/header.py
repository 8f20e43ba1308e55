"""Front matter: the text between the fences -> a mapping whose scalars are all text.

YAML is read with the C parser's base loader: `0700` stays `0700`, `on` stays `on`. What headline writers do to
YAML is repaired where only one reading is possible; each repair is told.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

TEXT_KEYS = ("title", "summary", "description", "source", "author", "outlet", "section", "subtitle", "lead")
LIST_KEYS = ("categories", "category", "tags", "keywords")

_LINE = re.compile(r"^(?P<key>[A-Za-z_][\w.-]*)(?P<colon>:[ \t]+)(?P<value>\S.*?)[ \t]*$")
_ITEM = re.compile(r"^(?P<dash>[ \t]*-[ ]+)(?P<value>\S.*?)[ \t]*$")
_KEY = re.compile(r"[A-Za-z_\"'][\w.\"'-]*[ \t]*:")
# What a header has in which `_repair` may find something misread; in most headers nothing is
_SUSPECT = re.compile(
    r"\t| #|: *[#&*!]|title *: *[\[{]|^ *- +[#@`%&*!]|^ *- .*:|\[[^\"'\]\n]*[#@`%&*!:]", re.MULTILINE
)
# An entry that is an object: `- name: 票價`
_NAMED_ITEM = re.compile(r"(?:name|title|label|slug|term|value|id|url|link):(?: |$)", re.IGNORECASE)
_NOTHING = ("", "~", "null", "Null", "NULL")
# A key, or the dash of an entry, and a text on the same line: quoted without escapes, or bare without marks of YAML
_ONE_LINE = re.compile(
    r"""^(?:([A-Za-z_][A-Za-z0-9_-]{0,99}):|([ ]*)-(?=[ ]))
    (?:[ ]+("([^"\\\r\n]*)" | '([^'\r\n]*)' | [^\W_](?:[^\r\n:#]|:(?=\S)|(?<=\S)\#)*(?<![ ])))?[ ]*$""",
    re.MULTILINE | re.VERBOSE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_MOST = 50_000  # values in one header: aliases of aliases could make billions


class HeaderError(Exception):
    """The header cannot be read; `line` counts from the opening fence, which is line 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message, line)
        self.message, self.line = message, line


class Yaml(YAMLHandler):
    """YAML between `---` fences; the closing one may be `...`."""

    FM_BOUNDARY = re.compile(r"^(?:-{3,}|\.{3})[ \t]*$", re.MULTILINE)

    def detect(self, text: str) -> bool:
        """Whether the text opens with a fence and header lines: a lone rule is no header."""
        opening = self.FM_BOUNDARY.match(text)
        if not opening:
            return False
        closing = self.FM_BOUNDARY.search(text, opening.end())
        lines = text[opening.end() : closing.start() if closing else None].strip().splitlines()
        told = [line for line in lines if not line.startswith("#")]
        if told and _KEY.match(told[0]):  # as nearly always
            return True
        keys = sum(_KEY.match(line) is not None for line in told)
        return not lines if closing and not keys else keys > 1


class Toml(BaseHandler):
    """TOML between `+++` fences."""

    FM_BOUNDARY = re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE)


class Json(BaseHandler):
    """A JSON object at the head of the file, followed by the body."""

    FM_BOUNDARY = re.compile(r"(?!)")  # it has no fences

    def detect(self, text: str) -> bool:
        """Whether the text opens with an object."""
        return bool(re.match(r"\{\s*[\"}]", text))

    def split(self, text: str) -> tuple[str, str]:
        """Return the object's text and the body."""
        try:
            _, end = json.JSONDecoder(strict=False).raw_decode(text)
        except json.JSONDecodeError as bad:
            raise HeaderError(f"the JSON header is broken: {bad.msg}", bad.lineno) from None
        except RecursionError:
            raise HeaderError("the JSON header is nested too deeply") from None
        return text[:end], text[end:]


HANDLERS = (Yaml(), Toml(), Json())


def split(text: str) -> tuple[BaseHandler | None, str, str]:
    """Return the handler that fits, the header's text and the body; no handler where there is no header.

    Raises
    ------
    HeaderError
        The header opens but never closes, or is JSON that cannot be read.
    """
    for handler in HANDLERS:
        if handler.detect(text):
            try:
                header, body = handler.split(text)
            except ValueError:
                raise HeaderError(
                    "the front matter has no closing fence; close it with --- (or +++)"
                ) from None
            return handler, header, body
    return None, "", text


def parse_json(text: str) -> object:
    """Read JSON; numbers stay as they are written, NaN is nothing, and half a surrogate pair is U+FFFD.

    >>> parse_json('{"code": 1.10, "title": "港鐵\\\\ud83d"}')
    {'code': '1.10', 'title': '港鐵\ufffd'}
    """
    found = json.loads(text, strict=False, parse_int=str, parse_float=str, parse_constant=lambda _: None)
    return _sound(found) if "\\ud" in text.lower() else found


def _sound(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_sound(inner) for inner in value]
    if isinstance(value, dict):
        return {_sound(key): _sound(inner) for key, inner in value.items()}
    return value


def parse(handler: BaseHandler, header: str) -> tuple[dict[str, object], list[tuple[int, str, str, str]]]:
    """Read a header.

    Returns
    -------
    metadata : dict
        Scalars as text; lists and mappings as they are nested.
    repairs : list of (line, field, code, message)
        Line counts from the opening fence, which is line 1.

    Raises
    ------
    HeaderError
        The header cannot be read, and no repair is certain.

    Examples
    --------
    >>> parse(HANDLERS[0], "title: 獨家: AI #1 下載\\ntag: 0700")[0]
    {'title': '獨家: AI #1 下載', 'tag': '0700'}
    """
    try:
        if isinstance(handler, Toml):
            return _texts(tomllib.loads(header, parse_float=str)), []
        if isinstance(handler, Json):
            return _texts(parse_json(header)), []
        return _parse_yaml(header)
    except tomllib.TOMLDecodeError as bad:
        line = re.search(r"line (\d+)", str(bad))
        raise HeaderError(f"the TOML header is broken: {bad}", int(line[1]) if line else 1) from None
    except RecursionError:
        raise HeaderError("the header is nested too deeply, or stands in itself") from None


def _parse_yaml(header: str) -> tuple[dict[str, object], list[tuple[int, str, str, str]]]:
    repairs: list[tuple[int, str, str, str]] = []
    clean = _CONTROL.sub("", header).replace("\u0085", " ").replace("\u2028", " ").replace("\u2029", " ")
    if clean != header:
        line = next(
            n for n, (a, b) in enumerate(zip(header.split("\n"), clean.split("\n"), strict=True), 1) if a != b
        )
        repairs.append((line, "", "control_characters", "control characters in the header were removed"))
    suspect = _SUSPECT.search(clean) is not None
    if not suspect and (plain := _plain(clean)) is not None:
        return plain, repairs
    lines = clean.split("\n")
    quoted: list[tuple[int, str, str, str]] = []
    if suspect:
        lines, quoted = _repair(lines, _misread)
    try:
        node = _compose("\n".join(lines))
        repairs += quoted
    except HeaderError:
        lines, repaired = _repair(lines, _broken)
        node = _compose("\n".join(lines))
        repairs += quoted + repaired
    if node is None:
        return {}, repairs
    if not isinstance(node, yaml.MappingNode):
        raise HeaderError("the front matter is not a list of `key: value` lines")
    seen: set[str] = set()
    for key_node, _ in node.value:
        name = str(key_node.value)
        if name in seen:
            line = key_node.start_mark.line + 1
            repairs.append((line, name, "duplicate_key", f"{name!r} stands twice; the last one counts"))
        seen.add(name)
    return _texts(_construct(node, iter(range(_MOST)))), sorted(repairs)


def _plain(header: str) -> dict[str, object] | None:
    """Read a header of one-line texts and lists of them, as most are; None where it is YAML for the parser.

    >>> _plain("title: 恒指造好\\ntags:\\n- '港股'\\nlead:")
    {'title': '恒指造好', 'tags': ['港股'], 'lead': None}
    """
    header = header.strip("\n")
    lines = _ONE_LINE.findall(header)
    if len(lines) != header.count("\n") + 1 or "\ufeff" in header:
        return None
    found: dict[str, object] = {}
    entries: list[object] | None = None  # of the key before, where it has no text of its own
    indent = ""
    for key, dash, written, double, single in lines:
        value = None if written in _NOTHING else written
        if written[:1] in ("'", '"'):
            value = double or single
        if key:
            if key in found or key in _NOTHING:
                return None
            entries = None if written else []
            found[key] = value
            last = key
        elif entries is None or (entries and dash != indent):
            return None
        else:
            entries.append(value)
            indent, found[last] = dash, entries
    return found


def _repair(
    lines: list[str], wrong: Callable[[str, str], bool]
) -> tuple[list[str], list[tuple[int, str, str, str]]]:
    """Quote the one-line values that are `wrong`, and replace tabs in indents."""
    repaired, repairs = [], []
    block = None  # the indent of a block scalar's key while inside it
    owner = ""  # the key whose list we are in
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip())
        if block is None or (line.strip() and indent <= block):
            block = None
            match, item = _LINE.match(line), _ITEM.match(line)
            owner = line.split(":")[0] if _KEY.match(line) else owner
            if "\t" in line[:indent]:
                line = line[:indent].replace("\t", "  ") + line[indent:]
                repairs.append((number, "", "yaml_repaired", "a tab in the indent was replaced by spaces"))
            elif match and re.match(r"[|>][+-]?\d?\s*(#.*)?$", match["value"]):
                block = indent
            elif match and wrong(match["key"], match["value"]) and not _goes_on(lines[number : number + 1]):
                key, value = match["key"], match["value"]
                line = f"{key}: {_quote_list(value) if key in LIST_KEYS else _quote(value)}"
                message = f"the value of {key!r} needed quotes: {_short(value)}"
                repairs.append((number, key, "yaml_repaired", message))
            elif (
                item
                and owner in LIST_KEYS
                and _misread_item(item["value"])
                and not _goes_on(lines[number : number + 1])
            ):
                line = item["dash"] + _quote(item["value"])
                message = f"an entry of {owner!r} needed quotes: {_short(item['value'])}"
                repairs.append((number, owner, "yaml_repaired", message))
        repaired.append(line)
    return repaired, repairs


def _goes_on(following: list[str]) -> bool:
    """Whether the line after a value continues it."""
    return bool(following and re.match(r"[ \t]+[^\s#-]", following[0]))


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as bad:
        mark = bad.problem_mark or bad.context_mark
        line = mark.line + 1 if mark else 1
        raise HeaderError(f"the YAML header is broken: {bad.problem or bad.context}", line) from None
    except yaml.YAMLError as bad:
        raise HeaderError(f"the YAML header is broken: {str(bad).splitlines()[0]}") from None


def _construct(node: yaml.Node, left: Iterator[int]) -> object:
    if next(left, None) is None:
        raise HeaderError(f"the header holds more than {_MOST} values")
    if isinstance(node, yaml.MappingNode):
        return {str(_construct(key, left)): _construct(value, left) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_construct(value, left) for value in node.value]
    plain = getattr(node, "style", None) not in ("'", '"', "|", ">")
    return None if plain and node.value in _NOTHING else node.value


def _misread(key: str, value: str) -> bool:
    """Whether YAML would read something else than was written, without a word."""
    if key == "title" and value[0] in "[{":
        return True
    if key in LIST_KEYS and re.fullmatch(r"\[[^\[\]{}\"']*\]", value):
        return any(_misread_item(entry.strip()) for entry in value[1:-1].split(",") if entry.strip())
    return key in TEXT_KEYS and value[0] not in "\"'|>" and (" #" in value or value[0] in "#&*!")


def _misread_item(value: str) -> bool:
    """Whether YAML would make something else than a text of a list's entry: `- #AI`, `- @港鐵`, `- 外電: 裁員`."""
    if value[0] in "#@`%&*!":
        return True
    return value[0] not in "\"'[{" and bool(re.search(r": | #\S", value)) and not _NAMED_ITEM.match(value)


def _broken(key: str, value: str) -> bool:
    """Whether YAML would break at this one-line value."""
    first, last = value[0], value[-1]
    if first == '"':
        return not re.fullmatch(r'"(?:[^"\\]|\\.)*"\s*(?:#.*)?', value)
    if first == "'":
        return not re.fullmatch(r"'(?:[^']|'')*'\s*(?:#.*)?", value)
    if first in "[{":
        closing = {"[": "]", "{": "}"}[first]
        return key not in LIST_KEYS and (last != closing or value.count(first) != value.count(closing))
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


def _texts(value: object) -> dict[str, object]:
    """Turn every scalar into text, as it would be written; dates in ISO form."""

    def text(item: object) -> object:
        if isinstance(item, Mapping):
            return {str(key): text(inner) for key, inner in item.items()}
        if isinstance(item, (list, tuple)):
            return [text(inner) for inner in item]
        if item is None or isinstance(item, str):
            return item
        if isinstance(item, bool):
            return "true" if item else "false"
        return item.isoformat(" ") if isinstance(item, datetime) else str(item)

    if not isinstance(value, Mapping):
        raise HeaderError("the front matter is not a list of `key: value` lines")
    return text(value)  # type: ignore[return-value]
