"""What is wrong with a field of the explorer, in the language of its texts."""

from collections.abc import Mapping
from html import escape

from ..errors import AnalyticsError, ArgumentError, EntityError, QueryError
from ..text.entities import Entity, near_miss
from ..text.query import Query
from ..wording import text
from .state import State, named_subject

MOST_SUBJECTS = 5  # lines that can be told apart on one plot
# A part of each message about queries, and the name of the text that says the same
_QUERY_TEXTS = {
    "ends too soon": "ends",
    "never closed": "quote",
    "not expected here": "unexpected",
    "in capitals": "capitals",
    "nothing to search for": "nothing",
    "inside another field": "inside",
    "unknown field": "field",
    "is for phrases": "phrase",
    "proximity needs": "words",
    "ranges are for dates": "range",
    "not a date": "date",
    "ends before it starts": "order",
    "unknown entity": "entity",
    "searches are not offered": "kind",
}


def mistakes(state: State, pack: Mapping[str, Entity]) -> dict[str, str]:
    """Return what is wrong with a state, by the field that it is wrong in: `entity`, `query` or `dates`.

    >>> from analytics.text.entities import load_entities
    >>> list(mistakes(State(entity="deepsek", query="("), load_entities()))
    ['entity', 'query']
    """
    found = {}
    names = [name for name in (state.entity, *state.others) if name.strip()]
    if not names and not state.query.strip():
        found["entity"] = text("explorer.error.no_subject")
    for name in names:
        wrong = mistake_of_name(name, pack)
        if wrong:
            found["entity"] = wrong
    try:
        if state.query.strip():
            Query(state.query, entities=dict(pack))
    except QueryError as error:
        found["query"] = _of_query(str(error))
    if state.start and state.end and state.end < state.start:
        found["dates"] = text("explorer.error.dates", start=state.start, end=state.end)
    return found


def mistake_of_name(name: str, pack: Mapping[str, Entity]) -> str:
    """Return what is wrong with a name; empty where nothing is."""
    try:
        named_subject(name, pack)
    except EntityError:
        near = near_miss(name.strip(), pack) if "," not in name else None
        if near is not None:
            return text("explorer.error.near", name=name.strip(), near=near)
        return text("explorer.error.short", name=name.strip())
    except ArgumentError:
        return text("explorer.error.query_here", name=name.strip())
    return ""


def of_any(error: AnalyticsError) -> str:
    """Return what is said of an error that belongs to no field."""
    return text("explorer.error.other", message=error)


def shown(message: str) -> str:
    """Return a message as HTML that a screen reader announces; a caret keeps its column."""
    if not message:
        return ""
    place = " explorer-place" if "\n" in message else ""  # a line with a caret must not be wrapped
    return f'<pre role="alert" class="explorer-error{place}">{escape(message, quote=False)}</pre>'


def _of_query(message: str) -> str:
    """Return the message about a query, its place still pointed at."""
    said, *place = message.split("\n")
    name = next((name for part, name in _QUERY_TEXTS.items() if part in said), "other")
    return "\n".join([text(f"explorer.query.{name}"), *place])
