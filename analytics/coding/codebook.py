"""Codebooks: what coders are asked about each article, read from a TOML file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import ArgumentError, one_of
from ..files import digest
from .lines import Lines

KINDS = ("yes-no", "nominal", "ordinal", "interval", "ratio", "spans")
YES_NO = ("yes", "no")
_NUMBERS = ("interval", "ratio")
_FIELDS = ("key", "ask", "kind", "values", "instructions", "only_if", "min", "max")
_TOP = ("title", "instructions", "subject", "question")
_TAKEN = ("id", "coder", "digest", "stratum", "cluster", "probability")
_MOST_VALUES = 9  # a key of the keyboard each


@dataclass(frozen=True)
class Value:
    """One answer: what is stored, what coders read, and when to give it."""

    value: str
    label: str
    instructions: str = ""


@dataclass(frozen=True)
class Question:
    """One question of a codebook.

    Attributes
    ----------
    key : str
        Name of the question in tables.
    ask : str
        What coders read.
    kind : {"yes-no", "nominal", "ordinal", "interval", "ratio", "spans"}
        What an answer is: one of the values, a number, or passages of the text.
    values : tuple of Value
        The answers to choose from; of `ordinal` in their order. Empty for numbers and spans.
    instructions : str
        How to decide.
    only_if : mapping of str to tuple of str
        The question is asked only where earlier questions were answered so.
    low, high : float or None
        Smallest and largest number.
    """

    key: str
    ask: str
    kind: str
    values: tuple[Value, ...] = ()
    instructions: str = ""
    only_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None

    @property
    def names(self) -> list[str]:
        """The values as they are stored."""
        return [value.value for value in self.values]


@dataclass(frozen=True)
class Codebook:
    """What coders are asked about each article.

    Attributes
    ----------
    title : str
        What the coding is about.
    questions : tuple of Question
        In the order in which they are asked.
    instructions : str
        What coders read first.
    subject : str
        Whose count the first yes-no question checks, as a key or name of the entity pack; empty for none.
    digest : str
        Changes when the codebook changes.
    """

    title: str
    questions: tuple[Question, ...]
    instructions: str = ""
    subject: str = ""
    digest: str = ""

    def question(self, key: str) -> Question:
        """Return the question with a key.

        Raises
        ------
        ArgumentError
            There is none; the message offers the near miss.
        """
        known = {question.key: question for question in self.questions}
        return known[one_of("question", key, list(known), ArgumentError)]


def load_codebook(path: str | Path) -> Codebook:
    """Return the codebook that a TOML file describes.

    Parameters
    ----------
    path : str or path
        The file: `title`, `instructions`, `subject` (whose count the first yes-no question checks), and a table
        `[[question]]` for each question with `key`, `ask`, `kind` and,
        where they apply, `values` (texts, or tables with `value`, `label` and `instructions`), `instructions`,
        `min` and `max` (of numbers), and `only_if = { about = "yes" }`.

    Returns
    -------
    Codebook

    Raises
    ------
    ArgumentError
        The file cannot be read or is wrong; the message names the line.

    Examples
    --------
    >>> [question.kind for question in load_codebook("data/codes/codebook.toml").questions]
    ['yes-no', 'yes-no', 'ordinal', 'spans']
    """
    file = Path(path)
    try:
        source = file.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(source)
    except OSError as error:
        raise ArgumentError(
            f"{file}: cannot be read ({error.strerror}); give the path of a codebook"
        ) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ArgumentError(f"{file}: not a TOML file ({error})") from None
    whole = _Table(file.name, Lines(source), tables)
    whole.known(_TOP)
    asked = tables.get("question", [])
    is_list = isinstance(asked, list) and asked and all(isinstance(each, dict) for each in asked)
    whole.must(is_list, "question", "a codebook needs at least one table [[question]]")
    questions: dict[str, Question] = {}
    for number, content in enumerate(asked):
        question = _Table(file.name, whole.lines, content, number).question(questions)
        questions[question.key] = question
    title = whole.text("title", needed=True)
    instructions, subject = whole.text("instructions"), whole.text("subject")
    return Codebook(title, tuple(questions.values()), instructions, subject, digest(source)[:16])


@dataclass(frozen=True)
class _Table:
    """A table of a codebook: the whole file, or that of a question with its `number`. Errors name the line."""

    file: str
    lines: Lines
    content: dict[str, Any]
    number: int | None = None

    def must(self, holds: object, key: str, message: str) -> None:
        """Raise an error with the line of a key, unless something holds."""
        if not holds:
            raise ArgumentError(f"{self.file}, line {self.lines.of(self.number, key)}: {message}")

    def one_of(self, key: str, what: str, given: str, known: Sequence[str]) -> None:
        try:
            one_of(what, given, list(known), ArgumentError)
            return
        except ArgumentError as error:
            message = str(error)
        self.must(False, key, message)

    def known(self, names: Sequence[str]) -> None:
        for name in self.content:
            self.one_of(name, "field", name, names)

    def text(self, key: str, *, needed: bool = False) -> str:
        written = self.content.get(key, "")
        self.must(isinstance(written, str), key, f"{key} must be a text, not {written!r}")
        self.must(written.strip() or not needed, key, f"{key} is missing or empty")
        return str(written.strip())

    def question(self, before: Mapping[str, Question]) -> Question:
        """Return the question of this table; `before` are those that stand above it."""
        self.known(_FIELDS)
        key = self.text("key", needed=True)
        is_plain = key.replace("_", "").replace("-", "").isalnum()
        self.must(is_plain, "key", f"key {key!r} may hold letters, digits, - and _ alone")
        is_taken = key in before or key in _TAKEN
        self.must(not is_taken, "key", f"key {key!r} is taken; each question has a key of its own")
        kind = self.text("kind", needed=True)
        self.one_of("kind", "kind", kind, KINDS)
        low, high = self._bounds(kind)
        ask, instructions = self.text("ask", needed=True), self.text("instructions")
        return Question(key, ask, kind, self._values(kind), instructions, self._only_if(before), low, high)

    def _values(self, kind: str) -> tuple[Value, ...]:
        written = self.content.get("values", [])
        if kind not in ("nominal", "ordinal"):
            self.must(not written, "values", f"a question of kind {kind} has no values of its own")
            return tuple(Value(name, "") for name in YES_NO) if kind == "yes-no" else ()
        is_fitting = isinstance(written, list) and 2 <= len(written) <= _MOST_VALUES
        self.must(is_fitting, "values", f"values must be a list of 2 to {_MOST_VALUES}, one for each key")
        values = [self._value(each) for each in written]
        names = [value.value for value in values]
        self.must(len(set(names)) == len(names), "values", f"a value stands twice in {', '.join(names)}")
        return tuple(values)

    def _value(self, written: Any) -> Value:
        table = {"value": written} if isinstance(written, str) else written
        of_texts = isinstance(table, dict) and all(isinstance(text, str) for text in table.values())
        self.must(of_texts, "values", f"a value must be a text or a table of texts, not {written!r}")
        for name in table:
            self.one_of("values", "field", name, ("value", "label", "instructions"))
        name = str(table.get("value", "")).strip()
        self.must(name, "values", "a value is empty")
        return Value(name, table.get("label", name).strip(), table.get("instructions", "").strip())

    def _bounds(self, kind: str) -> tuple[float | None, float | None]:
        found: list[float | None] = []
        for name in ("min", "max"):
            bound = self.content.get(name)
            is_number = isinstance(bound, int | float) and not isinstance(bound, bool)
            if bound is not None:
                message = f"{name} belongs to numbers (interval, ratio), not to {kind}"
                self.must(kind in _NUMBERS, name, message)
                self.must(is_number, name, f"{name} must be a number, not {bound!r}")
            found.append(None if bound is None else float(bound))
        low, high = found
        low = 0.0 if low is None and kind == "ratio" else low
        if low is not None and high is not None:
            self.must(low < high, "max", f"max ({high:g}) must be above min ({low:g})")
        return low, high

    def _only_if(self, before: Mapping[str, Question]) -> dict[str, tuple[str, ...]]:
        written = self.content.get("only_if", {})
        self.must(isinstance(written, dict), "only_if", 'only_if must be a table, { about = "yes" }')
        found = {}
        for key, wanted in written.items():
            self.one_of("only_if", "earlier question", key, list(before) or ["(there is none)"])
            values, names = [wanted] if isinstance(wanted, str) else wanted, before[key].names
            self.must(names, "only_if", f"{key!r} has no values to choose by")
            is_list = isinstance(values, list) and values
            self.must(is_list, "only_if", f"only_if.{key} must be a value or a list of values")
            for value in values:
                self.one_of("only_if", f"value of {key!r}", str(value), names)
            found[key] = tuple(map(str, values))
        return found
