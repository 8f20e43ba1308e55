"""The README of an index page has no link that leads nowhere."""

import re
from pathlib import Path

from tools.index_readme import without_links

ROOT = Path(__file__).parents[2]
README = without_links((ROOT / "README.md").read_text("utf-8"))


def test_no_link_and_no_picture_of_the_project_is_left() -> None:
    targets = re.findall(r"\]\(([^)]+)\)", README)
    assert [target for target in targets if not target.startswith(("https://", "#"))] == []


def test_every_file_is_named_and_is_there() -> None:
    named = set(re.findall(r"`((?:docs|data)/[\w/]+\.\w+|[A-Z]+(?:\.md)?)`", README))
    assert {"docs/tutorial.md", "docs/operations.md", "LICENSE", "data/entities.toml"} <= named
    assert [name for name in named if not (ROOT / name).exists()] == []
