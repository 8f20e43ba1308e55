"""The command line: a command a measure, the same names and defaults as the library.

To add a command: a function with `@table_command` in the module of its room; its first parameter is the `Source`.
"""

from . import corpus, coverage, mentions, reading, reports, stories, words
from .command import app, main

__all__ = ["app", "corpus", "coverage", "main", "mentions", "reading", "reports", "stories", "words"]
