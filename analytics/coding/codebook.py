"""Codebooks: what coders are asked about each article, read from a TOML file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import AnalyticsError, ArgumentError, one_of
from ..files import digest
from .lines import Lines

KINDS = ("yes-no", "nominal", "ordinal", "interval", "ratio", "spans")
YES_NO = ("yes", "no")
_NUMBERS = ("interval", "ratio")
_FIELDS = ("key", "ask", "kind", "values", "instructions", "only_if", "min", "max")
_TOP = ("title", "instructions", "subject", "question")
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
    return _Reader(file.name, Lines(source)).codebook(tables, digest(source)[:16])


class _Reader:
    """Makes questions of tables, and errors that name the line."""

    def __init__(self, name: str, lines: Lines) -> None:
        self.name = name
        self.lines = lines

    def wrong(self, number: int | None, key: str | None, message: str) -> ArgumentError:
        return ArgumentError(f"{self.name}, line {self.lines.of(number, key)}: {message}")

    def codebook(self, tables: dict[str, Any], found: str) -> Codebook:
        self.known(None, tables, _TOP)
        asked = tables.get("question", [])
        if not isinstance(asked, list) or not asked or not all(isinstance(each, dict) for each in asked):
            raise self.wrong(None, "question", "a codebook needs at least one table [[question]]")
        questions: dict[str, Question] = {}
        for number, table in enumerate(asked):
            question = self.question(number, table, questions)
            questions[question.key] = question
        title = self.text(None, tables, "title", needed=True)
        instructions, subject = (self.text(None, tables, name) for name in ("instructions", "subject"))
        return Codebook(title, tuple(questions.values()), instructions, subject, found)

    def question(self, number: int, table: dict[str, Any], before: Mapping[str, Question]) -> Question:
        self.known(number, table, _FIELDS)
        key = self.text(number, table, "key", needed=True)
        if not key.replace("_", "").replace("-", "").isalnum():
            raise self.wrong(number, "key", f"key {key!r} may hold letters, digits, - and _ alone")
        if key in before or key in ("id", "coder", "digest", "stratum", "cluster", "probability"):
            raise self.wrong(number, "key", f"key {key!r} is taken; each question has a key of its own")
        kind = self.text(number, table, "kind", needed=True)
        self.one_of(number, "kind", "kind", kind, KINDS)
        low, high = self.bounds(number, table, kind)
        return Question(
            key=key,
            ask=self.text(number, table, "ask", needed=True),
            kind=kind,
            values=self.values(number, table, kind),
            instructions=self.text(number, table, "instructions"),
            only_if=self.only_if(number, table, before),
            low=low,
            high=high,
        )

    def known(self, number: int | None, table: dict[str, Any], names: Sequence[str]) -> None:
        for name in table:
            self.one_of(number, name, "field", name, names)

    def one_of(self, number: int | None, key: str, what: str, given: str, known: Sequence[str]) -> None:
        try:
            one_of(what, given, list(known), ArgumentError)
        except AnalyticsError as error:
            raise self.wrong(number, key, str(error)) from None

    def text(self, number: int | None, table: dict[str, Any], key: str, *, needed: bool = False) -> str:
        written = table.get(key, "")
        if not isinstance(written, str):
            raise self.wrong(number, key, f"{key} must be a text, not {written!r}")
        if needed and not written.strip():
            raise self.wrong(number, key, f"{key} is missing or empty")
        return written.strip()

    def values(self, number: int, table: dict[str, Any], kind: str) -> tuple[Value, ...]:
        written = table.get("values", [])
        if kind not in ("nominal", "ordinal"):
            if written:
                raise self.wrong(number, "values", f"a question of kind {kind} has no values of its own")
            return tuple(Value(name, "") for name in YES_NO) if kind == "yes-no" else ()
        if not isinstance(written, list) or not 2 <= len(written) <= _MOST_VALUES:
            raise self.wrong(
                number, "values", f"values must be a list of 2 to {_MOST_VALUES}, one for each key"
            )
        values = [self.value(number, each) for each in written]
        names = [value.value for value in values]
        if len(set(names)) < len(names):
            raise self.wrong(number, "values", f"a value stands twice in {', '.join(names)}")
        return tuple(values)

    def value(self, number: int, written: Any) -> Value:
        table = {"value": written} if isinstance(written, str) else written
        if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
            raise self.wrong(number, "values", f"a value must be a text or a table of texts, not {written!r}")
        for name in table:
            self.one_of(number, "values", "field", name, ("value", "label", "instructions"))
        name = str(table.get("value", "")).strip()
        if not name:
            raise self.wrong(number, "values", "a value is empty")
        label = str(table.get("label", name)).strip()
        return Value(name, label, str(table.get("instructions", "")).strip())

    def bounds(self, number: int, table: dict[str, Any], kind: str) -> tuple[float | None, float | None]:
        found = []
        for name in ("min", "max"):
            bound = table.get(name)
            if bound is not None and kind not in _NUMBERS:
                raise self.wrong(number, name, f"{name} belongs to numbers (interval, ratio), not to {kind}")
            if bound is not None and (isinstance(bound, bool) or not isinstance(bound, int | float)):
                raise self.wrong(number, name, f"{name} must be a number, not {bound!r}")
            found.append(None if bound is None else float(bound))
        low, high = found
        low = 0.0 if low is None and kind == "ratio" else low
        if low is not None and high is not None and low >= high:
            raise self.wrong(number, "max", f"max ({high:g}) must be above min ({low:g})")
        return low, high

    def only_if(
        self, number: int, table: dict[str, Any], before: Mapping[str, Question]
    ) -> dict[str, tuple[str, ...]]:
        written = table.get("only_if", {})
        if not isinstance(written, dict):
            raise self.wrong(number, "only_if", 'only_if must be a table, { about = "yes" }')
        found = {}
        for key, wanted in written.items():
            self.one_of(number, "only_if", "earlier question", key, list(before) or ["(there is none)"])
            values = [wanted] if isinstance(wanted, str) else wanted
            names = before[key].names
            if not names:
                raise self.wrong(number, "only_if", f"{key!r} has no values to choose by")
            if not isinstance(values, list) or not values:
                raise self.wrong(number, "only_if", f"only_if.{key} must be a value or a list of values")
            for value in values:
                self.one_of(number, "only_if", f"value of {key!r}", str(value), names)
            found[key] = tuple(map(str, values))
        return found
