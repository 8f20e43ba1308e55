"""The cache commands."""

import json
from pathlib import Path

from .runs import STORIES, Run


def test_the_cache_tells_of_a_corpus_and_forgets_it(run: Run, press: str) -> None:
    run("load", press)
    outcome = json.loads(run("cache", "info", "--format", "json").text)
    mine = [row for row in outcome if row["corpus"] == str(Path(press).resolve())]  # a lexicon each
    assert {row["rows"] for row in mine} == {len(STORIES)}
    freed = sum(row["bytes"] for row in mine)
    assert run("cache", "clear", "--corpus", press).text == f"{freed:,} bytes freed\n"
    assert str(Path(press).resolve()) not in run("cache", "info").text
