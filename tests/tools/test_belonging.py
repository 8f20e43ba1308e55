"""Which tests belong to a module: by name, by import, else those of the folder that mirrors its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.belonging import tests_of as belonging

MODULE = "analytics/measures/coverage/trend.py"
Tree = Callable[[dict[str, str]], Path]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    def write(files: dict[str, str]) -> Path:
        for name, content in {MODULE: "", **files}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content)
        return tmp_path

    return write


def test_a_test_of_the_same_name_belongs_wherever_it_lies_on_the_floor(tree: Tree) -> None:
    root = tree({"tests/measures/coverage/test_trend.py": "", "tests/measures/words/test_terms.py": ""})
    assert belonging(MODULE, root) == ["tests/measures/coverage/test_trend.py"]


def test_a_test_of_the_same_name_on_another_floor_does_not(tree: Tree) -> None:
    root = tree({"tests/charts/coverage/test_trend.py": "", "tests/measures/coverage/test_trend.py": ""})
    assert belonging(MODULE, root) == ["tests/measures/coverage/test_trend.py"]


@pytest.mark.parametrize(
    "line",
    [
        "from analytics.measures.coverage.trend import trend",
        "from analytics.measures.coverage import trend",
        "import analytics.measures.coverage.trend",
        "def test():\n    from analytics.measures.coverage.trend import trend",
    ],
)
def test_a_test_that_imports_the_module_belongs_too(tree: Tree, line: str) -> None:
    root = tree({"tests/measures/coverage/test_trend.py": "", "tests/test_scale.py": line})
    assert belonging(MODULE, root) == ["tests/measures/coverage/test_trend.py", "tests/test_scale.py"]


def test_its_own_examples_come_last(tree: Tree) -> None:
    root = tree({MODULE: '""">>> 1"""', "tests/measures/coverage/test_trend.py": ""})
    assert belonging(MODULE, root)[-1] == MODULE


def test_without_a_test_of_its_own_the_folder_that_mirrors_its_folder_belongs(tree: Tree) -> None:
    assert belonging(MODULE, tree({"tests/measures/coverage/test_other.py": ""})) == [
        "tests/measures/coverage"
    ]


def test_without_such_a_folder_the_one_above_belongs(tree: Tree) -> None:
    assert belonging(MODULE, tree({"tests/measures/test_other.py": ""})) == ["tests/measures"]


def test_the_tests_of_a_whole_floor_count_after_the_modules_own(tree: Tree) -> None:
    module = "analytics/reports/sentences/words.py"
    root = tree({module: "", "tests/reports/test_words.py": "", "tests/reports/test_build.py": ""})
    assert belonging(module, root) == ["tests/reports/test_words.py", "tests/reports/sentences"]
