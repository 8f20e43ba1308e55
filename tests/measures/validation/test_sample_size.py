"""Sample sizes: published ones, and what is out of range."""

import pytest

import analytics
from analytics.errors import ArgumentError


@pytest.mark.parametrize(
    ("population", "size"), [(100, 80), (1000, 278), (10_000, 370), (10, 10), (None, 385)]
)
def test_krejcie_and_morgan(population: int | None, size: int) -> None:
    assert analytics.sample_size(population) == size


def test_a_rarer_share_needs_fewer() -> None:
    assert analytics.sample_size(error=0.05, expected=0.1) < analytics.sample_size(error=0.05)


def test_it_is_never_more_than_the_population() -> None:
    assert analytics.sample_size(7, error=0.001) == 7


@pytest.mark.parametrize(
    "wrong",
    [{"error": 0}, {"error": 5}, {"confidence": 1}, {"confidence": 95}, {"expected": 0}, {"population": 0}],
)
def test_numbers_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ArgumentError, match=next(iter(wrong))):
        analytics.sample_size(**wrong)  # type: ignore[arg-type]
