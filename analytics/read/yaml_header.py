"""YAML front matter -> a mapping whose scalars are all text: `0700` stays `0700`, `on` stays `on`.

What headline writers do to YAML is repaired where only one reading is possible, and each repair is reported.
"""

import re

import yaml

from .fields import CONTROL
from .limits import OverLimit, check, limits
from .yaml_repair import Repair, is_broken, is_misread, repaired, suspicious

_NOTHING = ("", "~", "null", "Null", "NULL")
# A key, or the dash of an entry, and a text on the same line: quoted without escapes, or bare without marks of YAML
_ONE_LINE = re.compile(
    r"""^(?:([A-Za-z_][A-Za-z0-9_-]{0,99}):|([ ]*)-(?=[ ]))
    (?:[ ]++("([^"\\\r\n]*)" | '([^'\r\n]*)'
        | [^\W_](?:[^\r\n:\#\ ]|:(?=\S)|(?<=\S)\#|[ ]++(?=[^\r\n ]))*+))?[ ]*$""",
    re.MULTILINE | re.VERBOSE,
)


class HeaderError(Exception):
    """The header cannot be read; `line` counts from the opening fence, which is line 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message, line)
        self.message, self.line = message, line


def parse_yaml(header: str) -> tuple[dict[str, object], list[Repair]]:
    """Read a YAML header, repaired where that is certain.

    Raises
    ------
    HeaderError
        The header cannot be read, and no repair is certain.

    Examples
    --------
    >>> parse_yaml("title: @港鐵")[0]
    {'title': '@港鐵'}
    """
    repairs: list[Repair] = []
    clean = CONTROL.sub("", header).replace("\u0085", " ").replace("\u2028", " ").replace("\u2029", " ")
    if clean != header:
        pairs = zip(header.split("\n"), clean.split("\n"), strict=True)
        line = next(number for number, (before, after) in enumerate(pairs, 1) if before != after)
        message = "control characters in the header were removed"
        repairs.append(Repair(line, "", "control_characters", message))
    suspect = suspicious(clean)
    if not suspect and (simple := parse_simple(clean)) is not None:
        return simple, repairs
    lines = clean.split("\n")
    quoted: list[Repair] = []
    if suspect:
        lines, quoted = repaired(lines, is_misread)
    try:
        node = _compose("\n".join(lines))
        repairs += quoted
    except HeaderError:
        lines, mended = repaired(lines, is_broken)
        node = _compose("\n".join(lines))
        repairs += quoted + mended
    if node is None:
        return {}, repairs
    if not isinstance(node, yaml.MappingNode):
        raise HeaderError("the front matter is not a list of `key: value` lines")
    try:
        found = _Tree().construct(node)
    except OverLimit as bad:
        raise HeaderError(str(bad)) from None
    return found, sorted(repairs + _duplicate_keys(node))  # type: ignore[return-value]


def parse_simple(header: str) -> dict[str, object] | None:
    """Read a header of one-line texts and lists of them, as most are; None where it needs the YAML parser.

    >>> parse_simple("title: 恒指造好\\ntags:\\n- '港股'\\nlead:")
    {'title': '恒指造好', 'tags': ['港股'], 'lead': None}
    """
    header = header.strip("\n")
    lines = _ONE_LINE.findall(header)
    if len(lines) != header.count("\n") + 1 or "\ufeff" in header:
        return None
    found: dict[str, object] = {}
    entries: list[object] | None = None  # of the key above, where it has no text of its own
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


def _compose(text: str) -> yaml.Node | None:
    try:
        # the parser's own stack ends the whole process at some twenty thousand levels
        if sum(map(text.count, ("[", "{", "- ", "? "))) > limits().nesting:
            _check_depth(text)
        return yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as bad:
        mark = bad.problem_mark or bad.context_mark
        line = mark.line + 1 if mark else 1
        raise HeaderError(f"the YAML header is broken: {bad.problem or bad.context}", line) from None
    except yaml.YAMLError as bad:
        raise HeaderError(f"the YAML header is broken: {str(bad).splitlines()[0]}") from None


def _check_depth(text: str) -> None:
    """Refuse a header that is nested too deeply, before the parser builds its tree."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > limits().nesting:  # a repair may still be certain
            raise HeaderError("the header is nested too deeply")


class _Tree:
    """Makes values of the parser's nodes, and counts them: aliases of aliases could make billions."""

    def __init__(self) -> None:
        self.values = self.characters = 0

    def construct(self, node: yaml.Node) -> object:
        """Return the value of a node."""
        self.values += 1
        check("values", self.values, "values in the header")
        if isinstance(node, yaml.MappingNode):
            return {str(self.construct(key)): self.construct(value) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [self.construct(value) for value in node.value]
        self.characters += len(node.value)
        check("header", self.characters, "characters of front matter")
        plain = getattr(node, "style", None) not in ("'", '"', "|", ">")
        return None if plain and node.value in _NOTHING else node.value


def _duplicate_keys(node: yaml.MappingNode) -> list[Repair]:
    found, seen = [], set()
    for key_node, _ in node.value:
        name = str(key_node.value)
        if name in seen:
            message = f"{name!r} stands twice; the last one counts"
            found.append(Repair(key_node.start_mark.line + 1, name, "duplicate_key", message))
        seen.add(name)
    return found
