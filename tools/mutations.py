"""Small faults that can be put into a module: another comparison, a constant off by one, `min` for `max`.

A mutation replaces a few bytes of the source, so that its diff shows the fault and nothing else. Strings, docstrings,
annotations, decorators and what only type checkers or the command line run stay as they are.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# operator -> how it is written, and what takes its place
OPERATORS: dict[type[ast.AST], tuple[str, list[str]]] = {
    ast.Lt: (r"<", ["<=", ">="]),
    ast.LtE: (r"<=", ["<", ">"]),
    ast.Gt: (r">", [">=", "<="]),
    ast.GtE: (r">=", [">", "<"]),
    ast.Eq: (r"==", ["!="]),
    ast.NotEq: (r"!=", ["=="]),
    ast.In: (r"\bin\b", ["not in"]),
    ast.NotIn: (r"\bnot\s+in\b", ["in"]),
    ast.Is: (r"\bis\b", ["is not"]),
    ast.IsNot: (r"\bis\s+not\b", ["is"]),
    ast.And: (r"\band\b", ["or"]),
    ast.Or: (r"\bor\b", ["and"]),
    ast.Add: (r"\+", ["-"]),
    ast.Sub: (r"-", ["+"]),
    ast.Mult: (r"\*", ["/"]),
    ast.Div: (r"/", ["*"]),
    ast.FloorDiv: (r"//", ["/"]),
    ast.Mod: (r"%", ["//"]),
    ast.Pow: (r"\*\*", ["*"]),
    ast.BitAnd: (r"&", ["|"]),
    ast.BitOr: (r"\|", ["&"]),
}
_PAIRS = (
    "min max, minimum maximum, any all, nlargest nsmallest, idxmax idxmin, head tail, floor ceil, ffill bfill, "
    "cummax cummin, lower upper, startswith endswith, argmax argmin, lstrip rstrip"
)
SWAPS = {a: b for pair in _PAIRS.split(", ") for a, b in (pair.split(), pair.split()[::-1])}
ORDERS = {"sort_values": "ascending=False", "sort_index": "ascending=False", "sorted": "reverse=True"}
_NOT_RUN = re.compile(r"\bTYPE_CHECKING\b|__name__")
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Mutation:
    """One fault: the bytes from `start` to `end` of the module's source become `new`."""

    path: str
    line: int
    start: int
    end: int
    new: str

    def apply(self, source: bytes) -> bytes:
        """Return the source with the fault in it."""
        return source[: self.start] + self.new.encode() + source[self.end :]


def mutations(source: bytes, path: str) -> list[Mutation]:
    """Return every fault that a module can get, in order of place.

    >>> source = b"def longest(words):\\n    return max(words, key=len)[:10]\\n"
    >>> [fault.apply(source).splitlines()[1].strip().decode() for fault in mutations(source, "m.py")]
    ['return min(words, key=len)[:10]', 'return max(words, key=len)[:11]', 'return max(words, key=len)[:9]']
    """
    finder = _Finder(source, path)
    found = set(finder.visit(ast.parse(source), inside=False))
    return sorted(found, key=lambda fault: (fault.start, fault.end, fault.new))


class _Finder:
    """Walks through a module's syntax tree and yields the faults of each node."""

    def __init__(self, source: bytes, path: str) -> None:
        self.source = source
        self.path = path
        self.lines = [0]
        for line in source.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def visit(self, node: ast.AST, inside: bool) -> Iterator[Mutation]:
        """Yield the faults of a node and all below it; `inside` tells whether it stands in a function."""
        if isinstance(node, ast.If) and _NOT_RUN.search(ast.unparse(node.test)):
            return
        if isinstance(node, ast.FormattedValue) and not self._in_place(node.value):
            return
        inside = inside or isinstance(node, _Function)
        yield from self._faults(node, inside)
        for name, field in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "type_params"):
                continue
            for child in field if isinstance(field, list) else [field]:
                if isinstance(child, ast.AST):
                    yield from self.visit(child, inside)

    def _faults(self, node: ast.AST, inside: bool) -> Iterator[Mutation]:
        match node:
            case ast.Compare():
                operands = [node.left, *node.comparators]
                for operator, (left, right) in zip(node.ops, pairwise(operands), strict=True):
                    yield from self._operator(operator, [(left, right)])
            case ast.BoolOp():
                yield from self._operator(node.op, list(pairwise(node.values)))
            case ast.BinOp() if inside or not isinstance(node.op, ast.BitOr):  # outside, `|` joins types
                yield from self._operator(node.op, [(node.left, node.right)])
            case ast.AugAssign():
                yield from self._operator(node.op, [(node.target, node.value)])
            case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert()):
                yield self._fault(self._start(node), self._start(node.operand), "")
            case ast.Constant():
                yield from (
                    self._fault(self._start(node), self._end(node), new) for new in _others(node.value)
                )
            case ast.Call():
                yield from self._call(node)

    def _call(self, node: ast.Call) -> Iterator[Mutation]:
        """Yield a call of the opposite function, and one that sorts the other way round."""
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        end = self._end(node.func)
        if name in SWAPS:
            yield self._fault(end - len(name.encode()), end, SWAPS[name])
        given: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
        order = ORDERS.get(name, "")
        if order and not any(keyword.arg == order.split("=")[0] for keyword in node.keywords):
            if not given:
                yield self._fault(self._end(node) - 1, self._end(node) - 1, order)
            elif not isinstance(given[0], ast.GeneratorExp):  # its place includes the brackets of the call
                last = max(self._end(one) for one in given)
                yield self._fault(last, last, f", {order}")

    def _operator(self, operator: ast.AST, gaps: list[tuple[ast.expr, ast.expr]]) -> Iterator[Mutation]:
        """Yield the faults that write another operator into the gaps between operands, into all at once."""
        written, others = OPERATORS.get(type(operator), ("", []))
        first, last = self._end(gaps[0][0]), self._start(gaps[-1][1])
        for other in others:
            new = self.source[first:last]
            for left, right in reversed(gaps):  # from behind: what stands before keeps its place
                begin, stop = self._end(left) - first, self._start(right) - first
                code = re.sub(rb"#[^\n]*", lambda comment: b" " * len(comment[0]), new[begin:stop])
                found = re.search(written.encode(), code)
                if found is None:
                    return
                new = new[: begin + found.start()] + other.encode() + new[begin + found.end() :]
            yield self._fault(first, last, new.decode())

    def _in_place(self, node: ast.expr) -> bool:
        """Tell whether a node is where it says: before Python 3.12 one in an f-string may not be."""
        try:
            there = ast.parse(
                b"(" + self.source[self._start(node) : self._end(node)] + b")", mode="eval"
            ).body
        except (SyntaxError, ValueError):
            return False
        return ast.dump(there) == ast.dump(node)

    def _fault(self, start: int, end: int, new: str) -> Mutation:
        return Mutation(self.path, self.source.count(b"\n", 0, start) + 1, start, end, new)

    def _start(self, node: ast.expr) -> int:
        return self.lines[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr | ast.keyword) -> int:
        return self.lines[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)


def _others(value: object) -> list[str]:
    """Return what takes the place of a constant: nothing for strings and None.

    >>> _others(True), _others(3), _others(0.5), _others("term")
    (['False'], ['4', '2'], ['1.0', '0.25'], [])
    """
    if isinstance(value, bool):
        return [repr(not value)]
    if isinstance(value, int):
        return [repr(value + 1), repr(value - 1)]
    if isinstance(value, float):
        return [repr(value * 2), repr(value / 2)] if value else ["1.0"]
    return []
