"""Commands of words."""

import json

from .runs import Run


def test_top_keeps_the_first_terms(run: Run, press: str) -> None:
    assert len(json.loads(run("terms", press, "--top", "2", "-f", "json").text)) == 2
