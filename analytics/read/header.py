"""Front matter: how it is separated from the body, and read into a mapping whose scalars are all text.

YAML stands between `---` fences, TOML between `+++`, JSON is an object at the head of the file. Hexo's YAML may lack
the opening fence; Pelican's `Key: value` lines end at a blank line and have no fence at all.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import datetime

from frontmatter.default_handlers import BaseHandler, YAMLHandler

from .keys import column_of
from .yaml_header import HeaderError, parse_yaml
from .yaml_repair import Repair

_KEY = re.compile(r"[A-Za-z_\"'][\w.\"'-]*[ \t]*:")
_META = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}):(?:[ \t]+(?P<value>.*))?")  # a line of Pelican's
_YAML_LINE = re.compile(r"[ \t]*(?:#|-[ \t]|$)|[ \t]+\S|[A-Za-z_][\w.-]*[ \t]*:(?:[ \t]|$)")
_FENCE = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_LONG_NUMBER = re.compile(r"(?<![\w.\"'+-])[+-]?\d[\d_]{3999,}+(?![\w.\"'])")
# The parser takes time that grows with the cube of a key's parts
_LONG_KEY = re.compile(r"(?<![\w.\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){100}")
_LONGEST = 10_000  # characters of a header without an opening fence


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
        lines = [line for line in lines if not line.startswith("#")]
        if lines and _KEY.match(lines[0]):  # as nearly always
            return True
        if lines and closing and column_of(lines[0].partition(":")[0]):  # a key in Chinese
            return True
        keys = sum(_KEY.match(line) is not None for line in lines)
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


class Meta(BaseHandler):
    """Pelican's `Key: value` lines, up to a blank line; an indented line continues the one above."""

    FM_BOUNDARY = re.compile(r"(?!)")  # it has no fences

    def detect(self, text: str) -> bool:
        """Whether the text opens with such lines, a title or a date and another key among them."""
        lines = self.split(text)[0].split("\n")
        columns = [column_of(found["key"]) for line in lines if (found := _META.fullmatch(line))]
        sound = all(_META.fullmatch(line) or line[:1] in " \t" for line in lines)
        return sound and ("title" in columns or ("published" in columns and len(columns) > 1))

    def split(self, text: str) -> tuple[str, str]:
        """Return the lines before the first blank one, and the body."""
        head, _, body = text[:_LONGEST].partition("\n\n")
        return head.rstrip("\n"), body + text[_LONGEST:]

    def load(self, header: str) -> dict[str, object]:
        """Return the values by key; several lines of a list are its entries."""
        found: dict[str, list[str]] = {}
        lines: list[str] = []
        for line in header.split("\n"):
            pair = _META.fullmatch(line)
            if pair:
                lines = found.setdefault(pair["key"].strip(), [])
            lines.append((pair["value"] or "") if pair else line.strip())
        lists = ("tags", "categories")
        return {
            key: lines if column_of(key) in lists and lines[1:] else " ".join(lines)
            for key, lines in found.items()
        }


YAML, TOML, JSON, META = Yaml(), Toml(), Json(), Meta()
HANDLERS = (YAML, TOML, JSON)


def split(text: str, *, fenced: bool = False) -> tuple[BaseHandler | None, str, str]:
    """Return the handler that fits, the header's text and the body; no handler where there is no header.

    Parameters
    ----------
    text : str
        The document.
    fenced : bool
        Whether only a header between fences, or an object, is one: in a page of HTML.

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
    if fenced or not _KEY.match(text):
        return None, "", text
    closing = _FENCE.search(text, 0, _LONGEST)
    if closing and _is_header(text[: closing.start()]):
        return YAML, text[: closing.start()], text[closing.end() :]
    return (META, *META.split(text)) if META.detect(text) else (None, "", text)


def _is_header(text: str) -> bool:
    """Whether the lines above a fence are YAML with a title or a date, and not prose above a rule."""
    lines = text.rstrip("\n").split("\n")
    columns = {column_of(line.split(":")[0].strip()) for line in lines if _KEY.match(line)}
    return bool(columns & {"title", "published"}) and all(map(_YAML_LINE.match, lines))


def parse_json(text: str) -> object:
    """Read JSON; numbers stay as they are written, NaN is nothing, and half a surrogate pair is U+FFFD.

    >>> parse_json('{"code": 1.10, "title": "港鐵\\\\ud83d"}')
    {'code': '1.10', 'title': '港鐵\ufffd'}
    """
    found = json.loads(text, strict=False, parse_int=str, parse_float=str, parse_constant=lambda _: None)
    return _without_half_pairs(found) if "\\ud" in text.lower() else found


def _without_half_pairs(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_without_half_pairs(inner) for inner in value]
    if isinstance(value, dict):
        return {_without_half_pairs(key): _without_half_pairs(inner) for key, inner in value.items()}
    return value


def parse(handler: BaseHandler, header: str) -> tuple[dict[str, object], list[Repair]]:
    """Read a header.

    Returns
    -------
    metadata : dict
        Scalars as text; lists and mappings as they are nested.
    repairs : list of Repair
        What was repaired; lines count from the opening fence, which is line 1.

    Raises
    ------
    HeaderError
        The header cannot be read, and no repair is certain.

    Examples
    --------
    >>> parse(YAML, "title: 獨家: AI #1 下載\\ntag: 0700")[0]
    {'title': '獨家: AI #1 下載', 'tag': '0700'}
    """
    try:
        if isinstance(handler, Toml):
            return _parse_toml(header)
        if isinstance(handler, Json):
            return _as_texts(parse_json(header)), []
        if isinstance(handler, Meta):
            return handler.load(header), []
        return parse_yaml(header)
    except tomllib.TOMLDecodeError as bad:
        line = re.search(r"line (\d+)", str(bad))
        raise HeaderError(f"the TOML header is broken: {bad}", int(line[1]) if line else 1) from None
    except RecursionError:
        raise HeaderError("the header is nested too deeply, or contains itself") from None


def _parse_toml(header: str) -> tuple[dict[str, object], list[Repair]]:
    if _LONG_KEY.search(header):
        raise HeaderError("the header is nested too deeply")
    repairs: list[Repair] = []
    long = _LONG_NUMBER.search(header)
    if long:  # Python makes no number of so many digits
        line = header.count("\n", 0, long.start()) + 2
        message = "a number of thousands of digits was read as text"
        repairs.append(Repair(line, "", "number_too_long", message))
        header = _LONG_NUMBER.sub(lambda found: f'"{found[0]}"', header)
    return _as_texts(tomllib.loads(header, parse_float=str)), repairs


def _as_texts(value: object) -> dict[str, object]:
    """Return a mapping with every scalar as text, as it would be written; dates in ISO form."""

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
