"""Headings and forms of columns: every documented column has them, and the catalogue holds nothing else."""

import inspect
import re
from collections.abc import Iterator

import pandas as pd
import pytest

import analytics
from analytics.schema import LABEL_COLUMNS, NAMES, PROBLEM_COLUMNS
from analytics.wording import catalogue, language
from analytics.wording.columns import heading, value, written

RULE = re.compile(r"^ *=+ +=+ +=+$", re.MULTILINE)
COLUMNS = catalogue("columns")
# What pages make of other columns: an interval of its two bounds, and columns that notebooks count.
DERIVED = {
    "interval",
    "before_interval",
    "after_interval",
    "difference_interval",
    "corrected_interval",
    "estimated_interval",
    "cases",
}


def documented() -> Iterator[tuple[str, str]]:
    """Every measure with each column that its docstring describes."""
    for measure in analytics.__all__:
        function = getattr(analytics, measure)
        parts = RULE.split(inspect.getdoc(function) or "") if inspect.isfunction(function) else []
        for line in parts[1].splitlines() if len(parts) > 2 else []:
            name = re.match(r" *(\w+) +\w+\d*( |$)", line)
            if name and not line.startswith(" " * 20):
                yield measure, name[1]
    yield from (("problems", name) for name in PROBLEM_COLUMNS)


DOCUMENTED = sorted(set(documented()))


@pytest.fixture
def english() -> Iterator[None]:
    language("en")
    yield
    language("zh-HK")


def test_the_docstrings_describe_columns() -> None:
    assert ("trend", "share") in DOCUMENTED and ("keyness", "log_ratio_low") in DOCUMENTED
    assert len(DOCUMENTED) > 200


@pytest.mark.parametrize(("measure", "column"), DOCUMENTED)
def test_every_documented_column_has_a_heading_in_both_languages(measure: str, column: str) -> None:
    assert column in COLUMNS.get(measure, {}) or column in COLUMNS["common"]
    assert re.search(r"[\u4e00-\u9fff]|[A-Z]", heading(column, measure))


def test_no_heading_is_unused() -> None:
    stated = {column.name for column in LABEL_COLUMNS}
    known = {name for _, name in DOCUMENTED} | DERIVED | set(NAMES) | stated
    unused = {
        f"{table}.{column}"
        for table, columns in COLUMNS.items()
        for column in columns
        if column
        not in (
            known if table == "common" else {name for made, name in DOCUMENTED if made == table} | DERIVED
        )
    }
    assert unused == set()


@pytest.mark.parametrize("file", ["columns", "values", "pages", "sentences", "explorer"])
def test_both_languages_fill_the_same_places(file: str) -> None:
    def entries(table: object) -> Iterator[dict[str, str]]:
        if isinstance(table, dict) and "zh" in table:
            yield table
        elif isinstance(table, dict):
            for inner in table.values():
                yield from entries(inner)

    for entry in entries(catalogue(file)):
        assert entry["zh"].strip() and entry["en"].strip()
        zh, en = (set(re.findall(r"\{(\w+)", entry[form])) for form in ("zh", "en"))
        assert zh == en or file == "pages" or (file == "values" and en == zh | {"count"}), entry  # a plural


def test_a_column_of_one_measure_keeps_its_heading_in_any_table() -> None:
    assert heading("alias") == heading("alias", "mentions") == "名稱"
    assert heading("within") == "within"  # two measures have it, and mean different things


def test_an_analysts_own_column_keeps_its_name() -> None:
    assert heading("my_column", "trend") == "my_column"


def test_a_missing_outlet_means_all_where_the_measure_says_so() -> None:
    assert value(float("nan"), "outlet", "timing") == "全部媒體"
    assert value(None, "outlet", "outlets") == "（未註明）"


@pytest.mark.usefixtures("english")
def test_codes_are_english_where_the_page_is() -> None:
    assert (value(13, "hour"), value("1", "weekday"), value("undated", "kind")) == (
        "13:00",
        "Monday",
        "no date",
    )


@pytest.mark.parametrize(
    ("content", "column", "measure", "shown"),
    [
        (-0.0004, "difference", "compare", "0.0"),
        (0.0004, "share", "trend", "0.04%"),
        (0.00996, "share", "trend", "1.0%"),
        (0.0, "share", "trend", "0.0%"),
        (-0.001, "log_ratio", "keyness", "−0.001"),
        (-1.5, "z", "ngrams", "−1.50"),
        (float("inf"), "ratio", "compare", "∞"),
        (246.46, "mtld", "diversity", "246"),
        (12345, "frequency", "terms", "12,345"),
        (12345.67, "relative_frequency", "terms", "12,345.7"),
        (0.0009, "p_adjusted", "compare", "<0.001"),
        (float("nan"), "ratio", "compare", "–"),
        (pd.Timestamp("2025-02-10"), "period", "trend", "2025-02-10"),
        (False, "title", "aboutness", ""),
    ],
)
def test_a_cell_is_written_as_readers_know_it(content: object, column: str, measure: str, shown: str) -> None:
    assert written(content, column, measure) == shown


def test_owners_and_classes_of_outlets_have_headings() -> None:
    assert [heading(column.name) for column in LABEL_COLUMNS] == ["媒體類型", "東主"]
