"""The tables of an explorer, counted fast enough for a click."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ..measures.coverage.behind import behind
from ..measures.coverage.trend import trend_of
from ..measures.engine.periods import days, period_of, within
from ..measures.engine.provenance import finish
from ..measures.engine.request import request
from ..measures.engine.subject import COVERAGE, mention_counts, pack_of
from ..measures.stories.stories import stories
from ..text.entities import Entity
from .state import State

_REMEMBERED = 20  # subjects whose counts are kept


@dataclass
class View:
    """The tables of a state over one corpus. Texts are searched only for a new subject.

    Attributes
    ----------
    articles : DataFrame
        The article table.
    """

    articles: pd.DataFrame
    _mentions: dict[tuple[str, str], np.ndarray] = field(default_factory=dict, repr=False)
    _firsts: dict[tuple[str, ...], np.ndarray] = field(default_factory=dict, repr=False)

    @property
    def pack(self) -> Mapping[str, Entity]:
        """The entity pack that the articles were loaded with."""
        return pack_of(self.articles)

    def table(self, state: State) -> pd.DataFrame:
        """Return the trend of a state, as the state's code gives it.

        Raises
        ------
        EntityError, QueryError, ArgumentError
            The subject, the frequency or the range is wrong.
        """
        chosen = self._chosen(state)
        part, subject = self.articles[chosen], state.subject(self.pack)
        asked = request("trend", part, subject, freq=state.freq, start=state.start, end=state.end)
        inside = within(part, asked.span).to_numpy()
        mentions = self._counts(state)[chosen][inside]
        counts = pd.DataFrame(
            {
                "period": period_of(days(part)[inside], state.freq).array,
                "matching": (mentions > 0).astype(np.int64),
                "total": 1,
                "mentions": mentions,
            }
        )
        return finish(trend_of(counts, asked.span, state.freq), part, asked)

    def ledger(self, state: State, table: pd.DataFrame) -> pd.DataFrame:
        """Return the articles behind the state's period, those with most mentions first."""
        row = table[table["period"] == pd.Timestamp(state.period)]
        found = behind(row, self.articles[self._chosen(state)])
        return found.sort_values(["mentions", "published"], ascending=[False, True], ignore_index=True)

    def _counts(self, state: State) -> np.ndarray:
        """The mentions in each article of the corpus; those of the latest subjects are remembered."""
        key = (state.entity, state.query)
        if key not in self._mentions:
            if len(self._mentions) >= _REMEMBERED:
                self._mentions.pop(next(iter(self._mentions)))
            self._mentions[key] = mention_counts(self.articles, state.subject(self.pack), COVERAGE)
        return self._mentions[key]

    def _chosen(self, state: State) -> np.ndarray:
        """Which articles count: those of the outlets, and of each story the first if that is asked for."""
        chosen = np.ones(len(self.articles), dtype=bool)
        if state.outlets:
            chosen = self.articles["outlet"].isin(state.outlets).to_numpy()
        if not state.by_story:
            return chosen
        if state.outlets not in self._firsts:
            firsts = chosen.copy()
            firsts[chosen] = stories(self.articles[chosen])["first"].to_numpy()
            self._firsts[state.outlets] = firsts
        return self._firsts[state.outlets]
