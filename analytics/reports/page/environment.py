"""The environment of a notebook that a build runs: what it is about, and where its charts go."""

import json
from typing import Any

from ...errors import ReportError, one_of

VARIABLE = "ANALYTICS_PARAMETERS"  # a JSON object with the names of `parameters`
FIGURES = "ANALYTICS_FIGURES"  # the folder for the files of charts; unset where an analyst works

_TEXT_OR_NONE = ("entities", "words", "stopwords", "labels", "start", "end", "scheduler", "cache_at", "codes")
_SWITCHES = ("by_story", "boilerplate")


def overrides(text: str, known: list[str]) -> dict[str, Any]:
    """Return the parameters that a build gives, checked; `known` are the names there are.

    >>> overrides('{"entity": "nvidia"}', ["entity"])
    {'entity': 'nvidia'}
    """
    if not text.strip():
        return {}
    try:
        given = json.loads(text)
    except json.JSONDecodeError as bad:
        raise ReportError(f"{VARIABLE}: not JSON ({bad.msg}, column {bad.colno})") from None
    if not isinstance(given, dict):
        raise ReportError(f"{VARIABLE}: must be an object such as {{'entity': 'deepseek'}}")
    for name, value in given.items():
        one_of("parameter", name, known, ReportError)
        if not _fits(name, value):
            raise ReportError(f"{VARIABLE}: {name} must be {kind_of(name)}, not {value!r}")
    return given


def _fits(name: str, value: object) -> bool:
    if name == "others":
        is_list = isinstance(value, list) and all(isinstance(part, str | dict) for part in value)
        return value is None or is_list
    if name in _SWITCHES:
        return isinstance(value, bool)
    if name == "entity":
        return isinstance(value, str | dict) and bool(value)
    return isinstance(value, str) or (name in _TEXT_OR_NONE and value is None)


def kind_of(name: str) -> str:
    """Return what a parameter must be, for a message."""
    own = {"entity": "a text", "others": "a list of texts or null"} | dict.fromkeys(
        _SWITCHES, "true or false"
    )
    return own.get(name, "a text or null" if name in _TEXT_OR_NONE else "a text")
