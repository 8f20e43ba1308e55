"""CSV and its relatives -> records: the delimiter is found, broken quotes are reported, no cell is dropped."""

import contextlib
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .keys import column_of
from .limits import limits
from .problems import Problem, error, warning
from .vocabulary import words

DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\n", re.IGNORECASE)
_GKG_RECORD = re.compile(r"\d{14}-T?\d+\t")
_GKG = words("names", "columns")["gkg"]
_CELLS = 8  # cells of the greatest length that one line may hold
_YEAR = re.compile(r"\W?[12]\d{3}[-/.年]\d")
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Record:
    """One row of a table.

    Attributes
    ----------
    number : int
        The row, from 1; the header does not count.
    values : object
        The row's values by column; anything else is not a record.
    problems : tuple of Problem
        What was wrong with the row as it is written.
    """

    number: int
    values: object
    problems: tuple[Problem, ...] = ()


def delimited_records(path: str, text: str, default: str = ",") -> Iterator[Record]:
    """Yield the rows of a delimited text.

    A row with more cells than headings is an error, because nobody can tell which cell belongs where. A row with
    fewer is read, with a warning. A quote that is never closed ends with its line.

    Parameters
    ----------
    path : str
        The table, for problems.
    text : str
        Its content, with plain line ends.
    default : str
        The delimiter where the header leaves a choice.

    Examples
    --------
    >>> [row.values for row in delimited_records("a.csv", "title;date\\n港鐵加價;2025-01-31\\n")]
    [{'title': '港鐵加價', 'date': '2025-01-31'}]
    """
    stated = _SEPARATOR_LINE.match(text)
    above = 1 if stated else 0
    lines = text[stated.end() if stated else 0 :].split("\n")
    longest = _CELLS * limits().body
    # What is left is still too long
    lines = [line if len(line) <= longest else line[:longest] for line in lines]
    if _GKG_RECORD.match(lines[0]) and lines[0].count("\t") == len(_GKG) - 1:
        delimiter, names = "\t", list(_GKG)
        rows = _rows(lines, {"delimiter": delimiter, "quoting": csv.QUOTE_NONE}, _GKG)
    else:
        delimiter = stated[1] if stated else _delimiter(lines, default)
        rows = _rows(lines, _options(text, delimiter))
        names = _unique([name.strip().strip("\ufeff") for name in next(rows, (1, [], ""))[1]])
    for number, (line, cells, broken) in enumerate(rows, 1):
        name, line = f"{path}#{number}", line + above
        if len(cells) > len(names):
            if any(cell.strip() for cell in cells[len(names) :]):
                message = f"{len(cells)} cells under {len(names)} headings; a {delimiter!r} within a cell needs quotes"
                yield Record(number, error(name, "too_many_cells", message, line=line))
                continue
            cells = cells[: len(names)]
        if broken.startswith("lost"):
            message = f"a quote is not closed, or not doubled; unread are lines {line} to {broken[5:]}"
            yield Record(number, error(name, "quote_broken", message, line=line))
            continue
        problems = []
        if broken:
            message = "a quote is not closed, or not doubled; it was read as a mark of the text"
            problems.append(warning(name, "quote_repaired", message, line=line))
        if len(cells) < len(names):
            message = f"{len(cells)} cells under {len(names)} headings: no {', '.join(names[len(cells) :])}"
            problems.append(warning(name, "too_few_cells", message, line=line))
        values = dict(zip(names, cells, strict=False))
        yield Record(number, _from_gkg(values) if names[0] == _GKG[0] else values, tuple(problems))


def _options(text: str, delimiter: str) -> dict[str, Any]:
    """Return how quotes are escaped: doubled, or by a backslash where that alone makes every quote pair up."""
    options: dict[str, Any] = {"delimiter": delimiter, "strict": True}
    if '\\"' in text:
        try:
            for _ in csv.reader((f"{line}\n" for line in text.split("\n")), **options):
                pass
        except csv.Error:
            return options | {"escapechar": "\\", "doublequote": False}
    return options


def _delimiter(lines: Sequence[str], default: str) -> str:
    """Return the delimiter under which the header names the most columns that the library knows."""

    def known(delimiter: str) -> tuple[int, int, bool]:
        header = next(_rows(lines, {"delimiter": delimiter, "strict": True}), (1, [""], ""))[1]
        return sum(column_of(name) is not None for name in header), len(header), delimiter == default

    return max(DELIMITERS, key=known)


def _rows(
    lines: Sequence[str], options: dict[str, Any], header: Sequence[str] = ()
) -> Iterator[tuple[int, list[str], str]]:
    """Yield each row that is not empty: its line, its cells, and what is broken (nothing, `repaired`, `lost`)."""
    first, names = 0, list(header)
    while first < len(lines):
        following = (f"{lines[at]}\n" for at in range(first, len(lines)))
        reader = csv.reader(following, **options)
        start = first
        with contextlib.suppress(csv.Error):
            for cells in reader:
                end = first + reader.line_num
                if end > start + 1 and names and _swallows_rows(lines[start:end], cells, names, options):
                    break
                if cells:
                    names = names or cells
                    yield start + 1, cells, ""
                start = end
            else:
                return
        first = start + 1
        cells = _alone(lines[start], options, len(names))
        if cells:
            yield start + 1, cells, "repaired"
            continue
        if lines[start].count('"') % 2:  # the cell goes on in the lines after it
            while first < len(lines) and _width(lines[first], options) != len(names):
                first += 1
        yield start + 1, [], f"lost {first}"


def _swallows_rows(lines: Sequence[str], cells: list[str], names: list[str], options: dict[str, Any]) -> bool:
    """Whether a row of several lines looks like several rows: a quote is missing somewhere."""
    if len(cells) != len(names):
        return True
    dates = [place for place, name in enumerate(names) if column_of(name) == "published"]
    inner = [line.split(str(options["delimiter"])) for line in lines[1:]] if dates else []
    return any(len(row) == len(names) and _YEAR.match(row[dates[0]]) for row in inner)


def _alone(line: str, options: dict[str, Any], width: int) -> list[str]:
    """Return the cells of a line with a broken quote, if it has the right number of them; otherwise none."""
    delimiter = options["delimiter"]
    literal = next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE))
    lenient = next(csv.reader([line], delimiter=delimiter), [])
    for cells in (lenient, literal) if line.count('"') % 2 == 0 else (literal,):
        if len(cells) == width:
            return [_without_lone_quote(cell) for cell in cells]
    return []


def _without_lone_quote(cell: str) -> str:
    """Return a cell without a quote at its beginning or end that has no partner."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell.strip('"') if cell.count('"') == 1 else cell


def _width(line: str, options: dict[str, Any]) -> int:
    try:
        return len(next(csv.reader([line], **options), []))
    except csv.Error:
        return 0


def _unique(names: list[str]) -> list[str]:
    """Return headings that are all different: of two equal ones the second gets a number."""
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique


def _from_gkg(values: dict[str, str]) -> dict[str, str]:
    """Return a row of GDELT's knowledge graph with its headline, which stands in the last cell, and its time in UTC."""
    title, closing, _ = values.get("EXTRASXML", "").partition("<PAGE_TITLE>")[2].partition("</PAGE_TITLE>")
    date = f"{values['date']}Z" if len(values["date"]) == 14 else values["date"]
    return {**values, "date": date, "title": title if closing else ""}
