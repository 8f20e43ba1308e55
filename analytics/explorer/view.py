"""The tables of an explorer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from ..measures.coverage.behind import behind
from ..measures.coverage.trend import trend
from ..measures.coverage.trends import trends
from ..measures.engine.subject import pack_of
from ..measures.stories.stories import stories
from ..text.entities import Entity
from .state import State


@dataclass
class View:
    """The tables of a state over one corpus.

    The articles of the latest outlets are kept, so that their folded texts need not be made again for each answer.

    Attributes
    ----------
    articles : DataFrame
        The article table.
    """

    articles: pd.DataFrame
    _parts: dict[tuple[tuple[str, ...], bool], pd.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def pack(self) -> Mapping[str, Entity]:
        """The entity pack that the articles were loaded with."""
        return pack_of(self.articles)

    def table(self, state: State) -> pd.DataFrame:
        """Return the trend of a state, or the trends of several subjects, as the state's code gives it.

        Raises
        ------
        EntityError, QueryError, ArgumentError
            A subject, the frequency or the range is wrong.
        """
        wanted, part = state.subjects(self.pack), self.part(state)
        if len(wanted) == 1:
            return trend(part, wanted[0], freq=state.freq, start=state.start, end=state.end)
        return trends(part, wanted, freq=state.freq, start=state.start, end=state.end)

    def ledger(self, state: State, table: pd.DataFrame) -> pd.DataFrame:
        """Return the articles behind the state's period: by subject, those with most mentions first."""
        rows = table[table["period"] == pd.Timestamp(state.period)]
        found = behind(rows, self.part(state))
        return found.sort_values(
            ["row", "mentions", "published"], ascending=[True, False, True], ignore_index=True
        )

    def part(self, state: State) -> pd.DataFrame:
        """Return the articles that count: those of the outlets, and of each story the first if that is asked for."""
        if not state.outlets and not state.by_story:
            return self.articles
        key = (state.outlets, state.by_story)
        if key not in self._parts:
            part = self.articles
            if state.outlets:
                part = part[part["outlet"].isin(state.outlets)]
            if state.by_story:
                part = part[stories(part)["first"]]
            self._parts = {key: part}
        return self._parts[key]
