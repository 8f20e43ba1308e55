"""The public names: all there, found where they are said to be, and imported only when they are used."""

import subprocess
import sys

import pytest

import analytics

SLOW = ("pandas", "pyarrow", "numpy", "matplotlib", "nbclient")


def in_a_fresh_interpreter(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


def test_importing_the_library_imports_nothing_slow() -> None:
    assert in_a_fresh_interpreter(f"import sys, analytics; print(*({{*{SLOW}}} & {{*sys.modules}}))") == ""


def test_a_star_brings_every_public_name() -> None:
    code = "from analytics import *; import analytics; print({*analytics.__all__} <= {*globals()})"
    assert in_a_fresh_interpreter(code) == "True"


def test_completion_offers_every_public_name_before_any_was_used() -> None:
    assert in_a_fresh_interpreter("import analytics as a; print({*a.__all__} <= {*dir(a)})") == "True"


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="analytics has no 'trendline'; did you mean 'trend'"):
        analytics.trendline  # noqa: B018
