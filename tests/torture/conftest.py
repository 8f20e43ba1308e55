"""The fixtures of the tests of reports, for bad days of a build."""

from tests.reports.conftest import write_notebook

__all__ = ["write_notebook"]
