"""The command line: one command for each measure, with the names and defaults of the library.

To add the command of a measure: name it among the `measures` in the module of its family, and give each new option a
text in `options.toml`.
"""

from . import cache, coding, corpus, coverage, mentions, project, reading, reports, stories, validation, words
from .program import app, main

__all__ = [
    "app",
    "cache",
    "coding",
    "corpus",
    "coverage",
    "main",
    "mentions",
    "project",
    "reading",
    "reports",
    "stories",
    "validation",
    "words",
]
