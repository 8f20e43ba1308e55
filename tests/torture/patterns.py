"""Every regular expression of the library, how it is used, and texts that make a careless one slow."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import log
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from time import sleep, thread_time
from types import ModuleType

import analytics

from .clock import TimeIsUp, within

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
_SCANNING = frozenset(["search", "sub", "subn", "split", "findall", "finditer"])
# Characters that classes of characters are tried with: blanks, marks of all dialects, letters, digits, Chinese
_CANDIDATES = " \t\n\u3000\x02_-.[](){}<>!*#:：\"'|%&;=/+@，。aAzTx0159中年是「"
_SIZE, _LONGEST = 4000, 256_000  # characters of the texts that a pattern is tried on
_SIZES = (_SIZE, _SIZE, 2 * _SIZE, 4 * _SIZE)  # where growth is measured, until once it is linear
_PAUSES = (0, 1, 3)  # seconds before each of the rounds that have to agree
_QUICK = 0.0005  # seconds within which a linear pattern is through with the shortest text, and no other is
_FEW = 10  # branches and characters that are tried of a pattern
_EXPONENT = 1.2
_SURE = 24  # pieces that are tried in any case: what leads to the first repeats, and what these repeat


@dataclass(frozen=True)
class Used:
    """One pattern, where it stands, and by which methods it is used."""

    name: str
    pattern: re.Pattern[str]
    methods: frozenset[str] = field(compare=False)

    def calls(self) -> list[tuple[str, Callable[[str], object]]]:
        """Return the ways to apply it: from the beginning, and at every place."""
        ways: list[tuple[str, Callable[[str], object]]] = []
        if self.methods & _SCANNING or not self.methods:
            ways.append(("sub", lambda text: self.pattern.sub("", text)))
        if "match" in self.methods:
            ways.append(("match", self.pattern.match))
        if "fullmatch" in self.methods:
            ways.append(("fullmatch", self.pattern.fullmatch))
        return ways


def modules() -> Iterator[ModuleType]:
    """Yield every module of the library."""
    for found in pkgutil.walk_packages(analytics.__path__, "analytics."):
        yield importlib.import_module(found.name)


def patterns() -> tuple[list[Used], list[str]]:
    """Return every pattern of the library, and the places of those that are made of values known only at run time."""
    used: dict[tuple[str, int, str], Used] = {}
    unknown: list[str] = []
    for module in modules():
        if module.__file__ is None:
            continue
        source = ast.parse(inspect.getsource(module))
        methods = _methods(source)
        for name, pattern in _constants(module):
            _add(used, f"{module.__name__}.{name}", pattern, methods.get(name.rpartition(".")[2], set()))
        for call in ast.walk(source):
            if _is_of_pandas(call):
                _add(used, f"{module.__name__}:{call.lineno}", _evaluated(call, module), {"search", "sub"})
            if _is_re(call):
                place = f"{module.__name__}:{call.lineno}"
                try:
                    pattern = _evaluated(call, module)
                except Exception:  # made of local names
                    unknown.append(f"{module.__name__}: {ast.unparse(call)[:90]}")
                    continue
                method = call.func.attr
                if method != "compile" or not _is_constant(pattern, used):
                    _add(used, place, pattern, {method} - {"compile"})
    return list(used.values()), unknown


def _add(used: dict, name: str, pattern: re.Pattern[str], methods: set[str]) -> None:
    key = (pattern.pattern, pattern.flags, "")
    known = used.get(key)
    used[key] = Used(
        known.name if known else name, pattern, frozenset(methods) | (known.methods if known else set())
    )


def _is_constant(pattern: re.Pattern[str], used: dict) -> bool:
    return (pattern.pattern, pattern.flags, "") in used


def _constants(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns among a module's values, in its tables and its classes."""

    def within_value(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            yield name, value
        elif isinstance(value, dict):
            for inner in value.values():
                yield from within_value(name, inner)
        elif isinstance(value, (list, tuple, set, frozenset)):
            for inner in value:
                yield from within_value(name, inner)
        elif isinstance(value, type) and value.__module__ == module.__name__:
            for inner_name, inner in vars(value).items():
                yield from within_value(f"{name}.{inner_name}", inner)

    for name, value in vars(module).items():
        if not name.startswith("__"):
            yield from within_value(name, value)


def _methods(source: ast.AST) -> dict[str, set[str]]:
    """Return for each name of a module the methods of patterns that are taken from it."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute) and node.attr in _METHODS:
            name = getattr(node.value, "id", None) or getattr(node.value, "attr", None)
            if name:
                found.setdefault(name, set()).add(node.attr)
    return found


def _is_re(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in (*_METHODS, "compile")
    )


def _is_of_pandas(node: ast.AST) -> bool:
    """Whether a call gives a pattern to the `str` of a Series; Arrow's own functions search in linear time."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr
        in ("contains", "match", "fullmatch", "extract", "extractall", "findall", "replace")
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "str"
        and {word.arg: ast.unparse(word.value) for word in node.keywords}.get(
            "regex", str(node.func.attr != "replace")
        )
        == "True"
    )


def _evaluated(call: ast.Call, module: ModuleType) -> re.Pattern[str]:
    """Return the pattern of a call, where the module's own names are enough to know it."""

    def value(node: ast.AST) -> object:
        return eval(compile(ast.Expression(node), "<pattern>", "eval"), vars(module))

    pattern = value(call.args[0])
    place = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(call.func.attr, 2)
    flags = call.args[place] if len(call.args) > place else None
    flags = next((word.value for word in call.keywords if word.arg == "flags"), flags)
    if isinstance(pattern, re.Pattern):
        return pattern
    return re.compile(pattern, value(flags) if flags is not None else 0)


def made_while_running() -> list[Used]:
    """Return examples of the patterns that are made of words known only at run time."""
    from analytics.read import date_forms
    from analytics.text.lexicon import load_lexicon
    from analytics.text.patterns import Pattern
    from analytics.text.tokens import segmenter

    both = frozenset(["search"])
    used = [
        Used(f"date form {number}", date_forms._compiled(number), frozenset(["fullmatch"]))
        for number in range(len(date_forms._FORMS))
    ]
    for written in ("a*b*c", "港*鐵 加?價*票", "a b c"):
        query = Pattern(written, wild=True)
        used.append(Used(f"query {written}", query._expression(re.escape), both))
        used.append(
            Used(f"value {written}", re.compile(query._core(".*?", re.escape)), frozenset(["fullmatch"]))
        )
    used.append(Used("special tokens", segmenter(load_lexicon())._special._pattern, frozenset(["match"])))
    used.append(Used("end of code", re.compile(r"\{[{%][<%]?-?\s*+(?:end|/)highlight\b[^{}]*+\}"), both))
    return used


# Texts made of a pattern's own parts


def attacks(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return pieces that are repeated, each after what leads to it: `(lead, piece)`, made of the pattern's parts."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    repeated: dict[tuple[str, str], None] = {}
    pool: dict[str, None] = {}
    _collect(tree, "", repeated, pool, pattern.flags, {})
    characters = list(pool)[: 2 * _FEW]
    leads = list(dict.fromkeys(lead for lead, _ in repeated))[: 3 * _FEW]
    for one in characters:
        repeated[("", one)] = None
        for other in characters[:_FEW]:
            repeated[("", one + other)] = None
    for lead in leads:
        for one in characters[:_FEW]:
            repeated[(lead, one)] = None
        repeated[("", lead)] = None
    return [pair for pair in repeated if 0 < len(pair[1]) <= 200 and len(pair[0]) <= 400]


def _collect(tree, lead, repeated, pool, flags, groups) -> str:
    """Return a text that a part of a pattern matches, and take note of its repeats, prefixes and characters."""
    text = ""
    for kind, value in tree:
        before = lead + text
        text += _one(kind, value, before, repeated, pool, flags, groups)
        if text:
            repeated[("", lead + text)] = None
            repeated[("", text)] = None
    return text


def _one(kind, value, lead, repeated, pool, flags, groups) -> str:
    if kind is codes.LITERAL:
        pool[chr(value)] = None
        return chr(value)
    if kind is codes.ANY or kind is codes.IN or kind is codes.NOT_LITERAL or kind is codes.CATEGORY:
        fitting = _fitting(kind, value, flags)
        for one in fitting[:4]:
            pool[one] = None
        return fitting[0] if fitting else ""
    if kind in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, inner = value
        body = _collect(inner, lead, repeated, pool, flags, groups)
        if most > 1:
            repeated[(lead, body)] = None
        return body * max(int(least), 1 if len(body) < 50 else 0)
    if kind is codes.SUBPATTERN:
        groups[value[0]] = _collect(value[3], lead, repeated, pool, flags, groups)
        return groups[value[0]]
    if kind is codes.ATOMIC_GROUP:
        return _collect(value, lead, repeated, pool, flags, groups)
    if kind is codes.BRANCH:
        texts = [_collect(branch, lead, repeated, pool, flags, groups) for branch in value[1]]
        return max(texts[:_FEW], key=len) if texts else ""
    if kind in (codes.ASSERT, codes.ASSERT_NOT):
        inner = _collect(value[1], lead, repeated, pool, flags, groups)
        return ""
    if kind is codes.GROUPREF:
        return groups.get(value, "")
    return ""


def _fitting(kind, value, flags) -> list[str]:
    """Return candidates that a class of characters holds; one of its own where none does."""
    if kind is codes.ANY:
        return ["a", "中", " "]
    if kind is codes.NOT_LITERAL:
        return [one for one in _CANDIDATES if one != chr(value)][:4]
    inside = [(kind, value)] if kind is codes.CATEGORY else value
    negated = bool(inside) and inside[0][0] is codes.NEGATE
    held = [one for one in _CANDIDATES if any(_holds(item, one, flags) for item in inside) != negated]
    own = [chr(item[1]) for item in inside if item[0] is codes.LITERAL]
    own += [chr(item[1][0]) for item in inside if item[0] is codes.RANGE]
    return list(dict.fromkeys((own[:2] if not negated else []) + held[:: max(1, len(held) // 4)]))


def _holds(item, one: str, flags: int) -> bool:
    kind, value = item
    if kind is codes.LITERAL:
        return ord(one) == value
    if kind is codes.RANGE:
        return value[0] <= ord(one) <= value[1]
    if kind is codes.CATEGORY:
        names = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}
        name = str(value).removeprefix("CATEGORY_")
        found = re.match(names[name.removeprefix("NOT_").removeprefix("UNI_").removeprefix("LOC_")], one)
        return (found is None) == ("NOT_" in name)
    return False


# Growth


def slow(used: Used, *, quick: bool) -> str | None:
    """Return the text on which a pattern takes longer than a linear one may; None if there is none."""
    tails = ("\x01",) if quick else ("", "\x01")
    pairs = attacks(used.pattern)
    for lead, piece in [*pairs[:_SURE], *pairs[_SURE::16]] if quick else pairs:
        for way, call in used.calls():
            for tail in tails:

                def made(size: int, lead: str = lead, piece: str = piece, tail: str = tail) -> str:
                    return lead + piece * max(1, size // len(piece)) + tail

                if _is_slow(call, made):
                    return f"{used.name} {way}: {lead!r} + {piece!r} * n + {tail!r}"
    return None


def _is_slow(call: Callable[[str], object], made: Callable[[int], str]) -> bool:
    try:
        with within(0.5):
            _seconds(call, made(40))
            if _seconds(call, made(_SIZE)) < _QUICK:
                return False
        # Noise makes some measurements long, never short, for a while; where the texts are longer, it weighs less.
        with within(20):
            for pause in _PAUSES:
                sleep(pause)
                if any(_exponent(call, made, size) <= _EXPONENT for size in _SIZES):
                    return False
    except TimeIsUp:
        pass
    return True


def _exponent(call: Callable[[str], object], made: Callable[[int], str], size: int) -> float:
    """Return e of the time n**e that a call takes from a size on; 1 where it takes next to nothing."""
    while (first := min(_seconds(call, made(size)) for _ in range(3))) < 0.002:
        size *= 2
        if size > _LONGEST:
            return 1.0
    last = min(_seconds(call, made(4 * size)) for _ in range(3))
    return log(last / first) / log(4)


def _seconds(call: Callable[[str], object], text: str) -> float:
    begin = thread_time()
    call(text)
    return thread_time() - begin
