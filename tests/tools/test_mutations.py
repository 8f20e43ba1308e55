"""Which faults a module can get, and that each changes a few bytes of code and nothing else."""

import ast

import pytest

from tools.mutations import mutations


def faulty(source: str) -> set[str]:
    """Every faulty version of a source."""
    return {fault.apply(source.encode()).decode() for fault in mutations(source.encode(), "m.py")}


@pytest.mark.parametrize(
    ("source", "versions"),
    [
        ("a < b", {"a <= b", "a >= b"}),
        ("a == b", {"a != b"}),
        ("a not in b", {"a in b"}),
        ("a is None", {"a is not None"}),
        ("a and b and c", {"a or b or c"}),
        ("not a", {"a"}),
        ("-a", {"a"}),
        ("a + b", {"a - b"}),
        ("a ** b", {"a * b"}),
        ("a += b", {"a -= b"}),
        ("f(True)", {"f(False)"}),
        ("a[3]", {"a[4]", "a[2]"}),
        ("0.5", {"1.0", "0.25"}),
        ("max(a, b)", {"min(a, b)"}),
        ("a.head(b)", {"a.tail(b)"}),
        ("t.sort_values(a)", {"t.sort_values(a, ascending=False)"}),
        ("t.sort_values(a, ascending=b)", set()),
        ("t.sort_values(\n    a,\n    key=b,\n)", {"t.sort_values(\n    a,\n    key=b, ascending=False,\n)"}),
        ("t.sort_index()", {"t.sort_index(ascending=False)"}),
        ("sorted(a for a in b)", set()),
        ("sorted(a)", {"sorted(a, reverse=True)"}),
    ],
)
def test_a_fault_is_the_smallest_change_of_meaning(source: str, versions: set[str]) -> None:
    assert faulty(source) == versions


def test_masks_are_joined_otherwise_in_a_function_and_types_outside_stay() -> None:
    assert faulty("Text = str | bytes\ndef f(a, b):\n    return a & b\n") == {
        "Text = str | bytes\ndef f(a, b):\n    return a | b\n"
    }


@pytest.mark.parametrize(
    "source",
    [
        '"""One of 2 < 3."""',
        "def f(a: Literal[1] | None) -> Annotated[int, 2]: ...",
        "a: Final[tuple[1]]",
        "@lru_cache(maxsize=8)\ndef f(): ...",
        "if TYPE_CHECKING:\n    a = 1",
        'if __name__ == "__main__":\n    f(1)',
        'table["articles"]',
    ],
)
def test_texts_annotations_decorators_and_what_does_not_run_get_no_fault(source: str) -> None:
    assert faulty(source) == set()


def test_a_fault_knows_its_line() -> None:
    source = b"\nf(\n    a,\n    b < c,\n)\n1\n"
    assert [fault.line for fault in mutations(source, "m.py")] == [4, 4, 6, 6]


def test_an_operator_in_a_comment_between_operands_stays() -> None:
    assert "(a  # not < here\n <= b)" in faulty("(a  # not < here\n < b)")


def test_places_are_right_behind_chinese_characters() -> None:
    assert faulty('f("港鐵", 1 if a else b)') == {'f("港鐵", 2 if a else b)', 'f("港鐵", 0 if a else b)'}


def test_code_within_a_formatted_string_gets_faults_where_it_stands() -> None:
    assert {'f"{a - b:.1f} 篇"'} == faulty('f"{a + b:.1f} 篇"')


def test_every_fault_of_a_long_module_changes_its_tree() -> None:
    source = ast.unparse(
        ast.parse("import math\n" + "def f(a, b=1):\n    return max(a, -b) > 2 and not a[0]\n" * 3)
    )
    trees = {ast.dump(ast.parse(version)) for version in faulty(source)}
    assert len(trees) == len(faulty(source))
    assert ast.dump(ast.parse(source)) not in trees
