"""Damaged files of every dialect end as articles or as errors, quickly, and never as a fault of the reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .fuzz import Findings, read_mutated
from .mutations import _WORDS, ARCHIVES, DOCUMENTS, TABLES

_EVERY = DOCUMENTS | TABLES | ARCHIVES


def _faults(found: Findings) -> list[tuple[str, str]]:
    return [(name, message) for name, _, message in found.faults]


def test_damaged_documents_are_articles_or_errors() -> None:
    assert _faults(read_mutated(DOCUMENTS, 500, seed=1)) == []


def test_damaged_tables_and_archives_are_articles_or_errors() -> None:
    assert _faults(read_mutated(TABLES | ARCHIVES, 250, seed=1)) == []


@settings(max_examples=60)
@given(st.sampled_from(list(_EVERY)), st.lists(st.sampled_from(_WORDS) | st.text(max_size=6), max_size=30))
def test_any_words_of_any_dialect_are_articles_or_errors(name: str, words: list[str]) -> None:
    text = "".join(words).encode("utf-8", "surrogatepass")
    assert _faults(read_mutated({name: text}, 1, seed=len(text))) == []


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(2, 12))
def test_many_damaged_files_are_articles_or_errors(seed: int) -> None:
    assert _faults(read_mutated(DOCUMENTS, 10_000, seed)) == []
    assert _faults(read_mutated(TABLES | ARCHIVES, 2_000, seed)) == []
