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
    others : tuple of str
        More subjects on the same chart, each written as `entity` is; the query is a condition for each of them.
    """

    entity: str = "deepseek"
    query: str = ""
    freq: str = "week"
    start: str | None = None
    end: str | None = None
    outlets: tuple[str, ...] = ()
    by_story: bool = False
    period: str = ""
    others: tuple[str, ...] = ()

    def subject(self, pack: Mapping[str, Entity]) -> Entity | Query:
        """Return what is counted; of several subjects the first.

        Raises
        ------
        EntityError, QueryError, ArgumentError
            The entity is a near miss or too short, or the query is wrong.
        """
        return self.subjects(pack)[0]

    def subjects(self, pack: Mapping[str, Entity]) -> list[Entity | Query]:
        """Return all subjects that are counted, in their order on the chart.

        Raises
        ------
        EntityError, QueryError, ArgumentError
            A subject is a near miss or too short, or the query is wrong.
        """
        query = Query(self.query, entities=dict(pack)) if self.query.strip() else None
        names = [name for name in (self.entity, *self.others) if name.strip()]
        if not names and query is not None:
            return [query]
        found = [named_subject(name, pack) for name in names or [""]]
        return [entity if query is None else of_entity(entity, query) for entity in found]

    def call(self, pack: Mapping[str, Entity]) -> str:
        """Return the Python that gives the same table, and the articles of the period if one is chosen."""
        days = "".join(f", {name}={day!r}" for name, day in (("start", self.start), ("end", self.end)) if day)
        lines = ["articles = corpus.articles"]
        if self.outlets:
            lines.append(f'articles = articles[articles["outlet"].isin({list(self.outlets)!r})]')
        if self.by_story:
            lines.append('articles = articles[analytics.stories(articles)["first"]]')
        codes = [_subject_code(subject, pack) for subject in self.subjects(pack)]
        counted = (
            f"trend(articles, {codes[0]}" if len(codes) == 1 else f"trends(articles, [{', '.join(codes)}]"
        )
        lines.append(f"table = analytics.{counted}, freq={self.freq!r}{days})")
        if self.period:
            lines.append(f'ledger = analytics.behind(table[table["period"] == {self.period!r}], articles)')
        return "\n".join(lines)


def named_subject(written: str, pack: Mapping[str, Entity]) -> Entity:
    """Return the subject that a field of names holds.

    Raises
    ------
    EntityError, ArgumentError
        It is a near miss, too short, or written like a query.
    """
    return written_subject(
        written, pack, as_query="write it in the field for queries", as_written="end it with a comma: {},"
    )


def _subject_code(subject: Entity | Query, pack: Mapping[str, Entity]) -> str:
    """Return a subject in Python: a string where that means the same, else `Names` or `Query`."""
    if isinstance(subject, Entity):
        return _entity_code(subject, pack)
    if not subject.named or all(load_entities().get(key) == each for key, each in subject.named.items()):
        return f"analytics.Query({subject.text!r})"
    own = [
        f", {key!r}: {_entity_code(each, {})}" for key, each in subject.named.items() if pack.get(key) != each
    ]
    return f"analytics.Query({subject.text!r}, entities={{**corpus.entities{''.join(own)}}})"


def _entity_code(entity: Entity, pack: Mapping[str, Entity]) -> str:
    if pack.get(entity.key) == entity:
        return repr(entity.key)
    return f"analytics.Names({', '.join(repr(alias.text) for alias in entity.aliases)})"
