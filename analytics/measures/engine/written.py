"""A subject as someone types it: on the command line, in the explorer."""

from collections.abc import Mapping

from ...text.entities import Entity, Names
from .subject import one_subject


def written_subject(written: str, pack: Mapping[str, Entity], *, as_query: str, as_written: str) -> Entity:
    """Return the entity that someone typed: as a string means it, or several names separated by commas.

    >>> written_subject("深度求索, DS", {}, as_query="", as_written="").aliases[1].text
    'DS'
    """
    if "," in written:
        return Names(*(name.strip() for name in written.split(",") if name.strip()))
    found = one_subject(written.strip(), pack, as_query=as_query, as_written=as_written)
    assert isinstance(found, Entity)  # of a string
    return found
