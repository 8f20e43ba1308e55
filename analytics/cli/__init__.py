"""The command line: one command for each measure, with the names and defaults of the library.

To add the command of a measure: declare it with `@measure_command` in the module of its family, with the measure's
parameters and no body.
"""

from . import cache, coding, corpus, coverage, mentions, project, reading, reports, stories, validation, words
from .command import app, main

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
