"""Commands of mentions."""

import json

from .runs import Run


def test_fields_are_parted_by_commas(run: Run, press: str) -> None:
    rows = json.loads(run("mentions", press, "-e", "deepseek", "--fields", "title", "-f", "json").text)
    assert [row["field"] for row in rows] == ["title"]
