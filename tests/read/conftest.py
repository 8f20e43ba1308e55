"""What the tests of reading share: settings, and short ways to read one document or one table."""

from collections.abc import Callable

import pytest

from analytics.read.document import Reading, read_document
from analytics.read.settings import Settings
from analytics.read.tables import read_table
from analytics.text.lexicon import load_lexicon


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings("Asia/Hong_Kong", load_lexicon())


@pytest.fixture(scope="session")
def read_one(settings: Settings) -> Callable[..., Reading]:
    """Read one document: `read_one("---\\ntitle: 甲\\n---\\n…", "a.md")`."""

    def read(content: str | bytes, path: str = "a.md") -> Reading:
        return read_document(path, content if isinstance(content, bytes) else content.encode(), settings)

    return read


@pytest.fixture(scope="session")
def read_rows(settings: Settings) -> Callable[..., Reading]:
    """Read one table: `read_rows(b"title,text\\n…", "a.csv")`."""

    def read(content: str | bytes, path: str) -> Reading:
        return read_table(path, content if isinstance(content, bytes) else content.encode(), settings)

    return read
