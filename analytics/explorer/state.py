"""The state of an explorer: what is asked, and the code that gives the same table."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..measures.engine.written import written_subject
from ..text.entities import Entity, load_entities
from ..text.query import Query, of_entity


@dataclass(frozen=True)
class State:
    """What an explorer shows.

    Attributes
    ----------
    entity : str
        A key or any name of the entity pack, any other name as written, or several names of one subject separated by
        commas; empty: the query alone.
    query : str
        A query; empty: the entity alone. With both, articles that mention the entity and match.
    freq : str
        Length of a period: `day`, `week`, `month` or `quarter`.
    start, end : str or None
        First and last day, `2025-01-01`.
    outlets : tuple of str
        Outlets that count; empty: all.
    by_story : bool
        Whether each story counts once, by its earliest article.
    period : str
        First day of the period whose articles are listed; empty: none.
    """

    entity: str = "deepseek"
    query: str = ""
    freq: str = "week"
    start: str | None = None
    end: str | None = None
    outlets: tuple[str, ...] = ()
    by_story: bool = False
    period: str = ""

    def subject(self, pack: Mapping[str, Entity]) -> Entity | Query:
        """Return what is counted.

        Raises
        ------
        EntityError, QueryError, ArgumentError
            The entity is a near miss or too short, or the query is wrong.
        """
        query = Query(self.query, entities=dict(pack)) if self.query.strip() else None
        if query is not None and not self.entity.strip():
            return query
        entity = written_subject(
            self.entity,
            pack,
            as_query="write it in the field for queries",
            as_written="end it with a comma: {},",
        )
        return entity if query is None else of_entity(entity, query)

    def call(self, pack: Mapping[str, Entity]) -> str:
        """Return the Python that gives the same table, and the articles of the period if one is chosen."""
        days = "".join(f", {name}={day!r}" for name, day in (("start", self.start), ("end", self.end)) if day)
        lines = ["articles = corpus.articles"]
        if self.outlets:
            lines.append(f'articles = articles[articles["outlet"].isin({list(self.outlets)!r})]')
        if self.by_story:
            lines.append('articles = articles[analytics.stories(articles)["first"]]')
        lines.append(
            f"table = analytics.trend(articles, {self._subject_code(pack)}, freq={self.freq!r}{days})"
        )
        if self.period:
            lines.append(f'ledger = analytics.behind(table[table["period"] == {self.period!r}], articles)')
        return "\n".join(lines)

    def _subject_code(self, pack: Mapping[str, Entity]) -> str:
        """The subject in Python: a string where that means the same, else `Names` or `Query`."""
        subject = self.subject(pack)
        if isinstance(subject, Entity):
            return _entity_code(subject, pack)
        if not subject.named or all(load_entities().get(key) == each for key, each in subject.named.items()):
            return f"analytics.Query({subject.text!r})"
        own = [
            f", {key!r}: {_entity_code(each, {})}"
            for key, each in subject.named.items()
            if pack.get(key) != each
        ]
        return f"analytics.Query({subject.text!r}, entities={{**corpus.entities{''.join(own)}}})"


def _entity_code(entity: Entity, pack: Mapping[str, Entity]) -> str:
    if pack.get(entity.key) == entity:
        return repr(entity.key)
    return f"analytics.Names({', '.join(repr(alias.text) for alias in entity.aliases)})"
