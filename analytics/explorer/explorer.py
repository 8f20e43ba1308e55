"""The explorer: controls, chart, periods and articles in one box."""

from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd

from .. import charts
from ..errors import AnalyticsError
from ..measures.engine.tally import checked
from ..read.corpus import Corpus
from ..reports import table as html_table
from ..wording import either
from ..wording.formats import tick
from .controls import controls, labels_of, laid_out
from .state import State
from .view import View

_LISTED = 200  # articles of a period that are shown
_COLUMNS = ["title", "outlet", "published", "mentions", "source_url"]
_STYLE = "<style>.explorer-chart{background:#fdfdfc;max-width:46rem}.explorer-chart svg{width:100%;height:auto}</style>"


class Explorer:
    """The controls, the chart, the periods and the articles; JupyterLab shows it when a cell ends with it.

    Attributes
    ----------
    state : State
        What is shown now.
    table : DataFrame
        The trend that the chart is drawn from.
    ledger : DataFrame or None
        The articles behind the chosen period.
    """

    def __init__(self, articles: Any, state: State) -> None:
        self.view, self.state = View(articles), state
        self.table = pd.DataFrame()
        self.ledger: pd.DataFrame | None = None
        self._widgets = controls(articles, self.view.pack, state)
        self.box = laid_out(self._widgets)
        for name in ("entity", "query", "freq", "start", "end", "outlets", "by_story"):
            self._widgets[name].observe(self._changed, names="value")
        self._widgets["period"].observe(self._clicked, names="value")
        self._show()

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.box)

    def _changed(self, _change: object = None) -> None:
        """Take over what the controls say; the period stays chosen if the new table has it."""
        own = self._widgets
        entity = own["entity"].value.strip()
        start, end = (day.isoformat() if day else None for day in (own["start"].value, own["end"].value))
        self.state = replace(
            self.state,
            entity=labels_of(self.view.pack).get(entity, entity),
            query=own["query"].value.strip(),
            freq=own["freq"].value,
            start=start,
            end=end,
            outlets=tuple(own["outlets"].value),
            by_story=own["by_story"].value,
        )
        self._show()

    def _clicked(self, change: dict[str, Any]) -> None:
        self.state = replace(self.state, period=change["new"] or "")
        self._show_articles()

    def _show(self) -> None:
        own = self._widgets
        try:
            self.table = self.view.table(self.state)
            own[
                "chart"
            ].value = f'<div class="explorer-chart">{_STYLE}{charts.svg(charts.trend(self.table))}</div>'
            own["error"].value = ""
        except AnalyticsError as error:  # the last good chart stays; a query's caret needs its columns
            own["error"].value = f"<pre style='color:#a3260f'>{escape(str(error), quote=False)}</pre>"
            return
        periods = {_period_label(row): f"{row['period']:%Y-%m-%d}" for row in self.table.to_dict("records")}
        still = self.state.period if self.state.period in periods.values() else ""
        with own["period"].hold_trait_notifications():
            own["period"].options = [(either("（未選）", "(none)"), ""), *periods.items()]
            own["period"].value = still
        self.state = replace(self.state, period=still)
        self._show_articles()

    def _show_articles(self) -> None:
        own = self._widgets
        own["call"].value = self.state.call(self.view.pack)
        if not self.state.period:
            self.ledger, own["articles"].value = None, ""
            return
        self.ledger = found = self.view.ledger(self.state, self.table)
        caption = either(f"這個時段的{len(found):,}篇文章", f"{len(found):,} articles of the period")
        own["articles"].value = html_table(found[_COLUMNS], caption, top=_LISTED).html


def explore(corpus: Corpus | pd.DataFrame, state: State | None = None) -> Explorer:
    """Open an explorer of a corpus in JupyterLab.

    Choose an entity or write a query, a range, outlets, the length of a period, by article or by story. Click a period
    to read the articles behind it; copy the code that gives the same table.

    Parameters
    ----------
    corpus : Corpus or DataFrame
        What `load` returned, or its article table. Its entity pack gives the names to choose from.
    state : State, optional
        What to show at first.

    Returns
    -------
    Explorer
        `.state`, `.table` and `.ledger` hold what is shown.

    Raises
    ------
    CorpusError
        It is not a corpus.
    ReportError
        The packages of the extra `lab` are not installed.

    Examples
    --------
    >>> import analytics
    >>> explorer = explore(analytics.load("data/sample"))
    >>> explorer.table["matching"].sum() == analytics.trend(analytics.load("data/sample"), "deepseek")["matching"].sum()
    np.True_
    """
    return Explorer(checked(corpus), state or State())


def _period_label(row: dict[Any, Any]) -> str:
    when = f"{row['period']:%Y} {tick(row['period'], None)}"
    return f"{when}　{row['matching']:,} / {row['total']:,}"
