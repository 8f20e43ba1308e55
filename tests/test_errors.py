"""The family of errors: each survives a process pool."""

import pickle

import pytest

from analytics import errors
from analytics.read.header import HeaderError

FAMILY = [
    errors.AnalyticsError,
    errors.CorpusError,
    errors.EntityError,
    errors.ArgumentError,
    errors.ReportError,
]


@pytest.mark.parametrize("kind", FAMILY)
def test_an_error_survives_a_process_pool(kind: type[Exception]) -> None:
    copy = pickle.loads(pickle.dumps(kind("檔案 a.md:3：無法讀取")))
    assert (type(copy), str(copy)) == (kind, "檔案 a.md:3：無法讀取")


def test_an_error_with_a_line_survives_a_process_pool() -> None:
    copy = pickle.loads(pickle.dumps(HeaderError("the header is broken", 3)))
    assert (copy.message, copy.line) == ("the header is broken", 3)


@pytest.mark.parametrize("kind", FAMILY[1:])
def test_every_error_is_one_of_the_family(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.AnalyticsError)
