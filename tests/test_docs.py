"""The documents' figures are what the code gives."""

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]


def counting() -> ModuleType:
    spec = importlib.util.spec_from_file_location("counting", ROOT / "docs" / "counting.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_on_counting_holds_the_figures_that_the_code_gives() -> None:
    assert (ROOT / "docs" / "counting.md").read_text(encoding="utf-8") == counting().page()
