"""The types that the library ships: a type checker finds wrong arguments in a program that uses it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import analytics

ROOT = Path(__file__).parents[1]
RIGHT = """
import pandas as pd
import analytics
from analytics import Entity, Names, Query

corpus = analytics.load("data/sample")
table: pd.DataFrame = analytics.trend(corpus, "deepseek", freq="month", fields=["title"])
analytics.trends(corpus.articles, ["deepseek", Names("港鐵"), Query("AI AND 晶片")])
subject: Entity = Names("深度求索", "DeepSeek", label="深度求索")
chosen = analytics.aboutness(corpus, subject)["score"] >= 0.5
analytics.distribution(corpus.articles, "section", entity=chosen)
reveal_type(analytics.trend(corpus, subject))
reveal_type(analytics.match(corpus, subject))
"""
WRONG = """
import analytics

corpus = analytics.load("data/sample")
analytics.trend(corpus, 7)
analytics.trend(corpus, "deepseek", frequency="month")
analytics.terms("data/sample")
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What mypy says about both programs, in the project's folder: so it reuses the cache of `make check`."""
    folder = tmp_path_factory.mktemp("types")
    programs = [folder / "right.py", folder / "wrong.py"]
    for program, code in zip(programs, (RIGHT, WRONG), strict=True):
        program.write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", *map(str, programs)]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | {"MYPYPATH": str(ROOT)}, capture_output=True, text=True
    ).stdout


def test_the_library_says_that_it_has_types() -> None:
    assert Path(analytics.__file__).with_name("py.typed").exists()


def test_a_right_program_passes(said: str) -> None:
    assert re.findall(r"right.py:(\d+): error", said) == []


def test_a_measure_gives_a_data_frame_and_a_condition_a_series(said: str) -> None:
    assert re.findall(r'right.py:\d+: note: Revealed type is "(.+)"', said) == [
        "pandas.core.frame.DataFrame",
        "pandas.core.series.Series[Any]",
    ]


def test_every_wrong_argument_is_an_error(said: str) -> None:
    assert re.findall(r"wrong.py:(\d+): error", said) == ["5", "6", "7"]
