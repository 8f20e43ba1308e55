"""No module and no function is too long, except those that a list names; the list has to shrink until it is empty."""

from functools import partial

import pytest

from tools import weight

ALLOWED: set[str] = set()


@pytest.fixture(scope="module")
def long() -> dict[str, int]:
    return weight.too_long(module for place in weight.WEIGHED for module in weight.modules(place))


def test_no_module_or_function_is_too_long(long: dict[str, int]) -> None:
    found = {name: lines for name, lines in long.items() if name not in ALLOWED}
    assert found == {}, (
        "over 300 lines in a module or 60 in a function: split it; the list of exceptions only shrinks"
    )


def test_no_exception_is_listed_that_is_short_enough_by_now(long: dict[str, int]) -> None:
    assert set() == ALLOWED - set(long), "short enough now: delete it from ALLOWED"


def test_docstrings_comments_and_blank_lines_are_no_code() -> None:
    source = '"""Module."""\n\n# why\nimport os\n\nVALUE = """two\nlines"""  # a value is code\n'
    assert weight.weigh(source).code == 3


def test_imports_and_every_line_of_a_call_are_code() -> None:
    assert weight.weigh("from os import (\n    name,\n)\nprint(\n    name,\n)\n").code == 6


def test_a_method_and_an_inner_function_are_measured_under_their_full_names() -> None:
    source = "class A:\n    def b(self):\n        def c():\n            pass\n        return c\n"
    assert weight.weigh(source).functions == {"A.b": 4, "A.b.c": 2}


def test_the_docstring_of_a_function_adds_nothing_to_its_lines() -> None:
    assert weight.weigh('def a():\n    """One.\n\n    Two.\n    """\n    return 1\n').functions == {"a": 2}


@pytest.mark.parametrize(("lines", "found"), [(60, {}), (61, {"m.py:f": 61})])
def test_a_function_may_have_as_many_lines_as_the_limit(lines: int, found: dict[str, int]) -> None:
    assert weight.too_long([weight.Module("m.py", 300, 300, {"f": lines})]) == found


def test_a_module_of_one_line_more_than_the_limit_is_too_long() -> None:
    assert weight.too_long([weight.Module("m.py", 301, 1, {})]) == {"m.py": 301}


def test_catalogues_of_texts_are_left_out(tmp_path) -> None:
    for name in ("analytics/wording/zh.py", "analytics/wordings.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("VALUE = 1\n")
    assert [module.path for module in weight.modules("analytics", tmp_path)] == ["analytics/wordings.py"]


def test_the_table_tells_the_weight_of_folders_and_of_all(tmp_path, monkeypatch, capsys) -> None:
    for name in ("analytics/errors.py", "analytics/text/fold.py", "benchmarks/rows.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('"""Say it."""\n\nVALUE = 1\n')
    monkeypatch.setattr(weight, "modules", partial(weight.modules, root=tmp_path))
    assert weight.main() == 0
    assert [line.split(maxsplit=3) for line in capsys.readouterr().out.splitlines()[1:5]] == [
        ["1", "3", "1", "analytics"],
        ["1", "3", "1", "analytics/text"],
        ["2", "6", "2", "analytics, in all"],
        ["1", "3", "1", "benchmarks"],
    ]
