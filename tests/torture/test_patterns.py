"""No regular expression of the library takes time that grows faster than the text."""

import re

import pytest

from .patterns import Used, made_while_running, patterns, slow

_FOUND, _UNKNOWN = patterns()
_EVERY = [*_FOUND, *made_while_running()]
# Patterns made of local names: `made_while_running` holds an example of each, or says why it needs none
_KNOWN = (
    "analytics.read.date_forms:",
    "analytics.read.template_tags:",
    "analytics.reports.build.check:",  # a folder of this machine, escaped
    "analytics.label_tables:",  # a key, escaped
    "analytics.read.html:",  # the name of an element, one of eight
    "analytics.read.vocabulary:",  # known where a module takes them
    "analytics.reports.page.render:",  # the name of a file, escaped
    "analytics.text.entities:",  # names of a pack, escaped
    "analytics.text.patterns:",
    "analytics.text.special:",
)


def test_every_pattern_of_the_library_is_known() -> None:
    assert [place for place in _UNKNOWN if not place.startswith(_KNOWN)] == []
    assert [known for known in _KNOWN if not any(place.startswith(known) for place in _UNKNOWN)] == []
    assert len(_FOUND) > 150


def test_a_careless_pattern_is_found() -> None:
    for careless in (r"!\[[^\]]*\]\(", r"(?:a|aa)+$"):
        used = Used("careless", re.compile(careless), frozenset(["search", "match"]))
        assert any(slow(used, quick=True) for _ in range(3))  # noise may hide it once


@pytest.mark.parametrize("used", _EVERY, ids=lambda used: used.name)
def test_time_grows_with_the_text(used: Used) -> None:
    assert slow(used, quick=True) is None


@pytest.mark.torture
@pytest.mark.parametrize("used", _EVERY, ids=lambda used: used.name)
def test_time_grows_with_any_text_of_its_parts(used: Used) -> None:
    assert slow(used, quick=False) is None
