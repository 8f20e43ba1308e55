"""An explorer for JupyterLab: choose whom to follow, click a period, read its articles, copy the call behind it all."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from . import charts
from .errors import AnalyticsError, ReportError
from .measures.coverage.behind import behind
from .measures.coverage.trend import trend_of
from .measures.engine.periods import FREQUENCIES, days, period_of, within
from .measures.engine.provenance import finish
from .measures.engine.request import Request, request
from .measures.engine.subject import COVERAGE, mention_counts
from .measures.engine.tally import checked
from .measures.stories.stories import stories
from .read.corpus import Corpus
from .reports import table as framed
from .text.entities import Entity, as_entity, load_entities
from .text.query import Query, of_entity
from .wording import either
from .wording.formats import tick

_BUTTONS = 60  # periods that have a button each; more are chosen from a list
_ARTICLES = 200  # listed of a period


@dataclass(frozen=True)
class State:
    """What an explorer shows.

    Attributes
    ----------
    entity : str
        A key of the entity pack; empty: the query alone.
    query : str
        A query; empty: the entity alone. With both, articles that mention the entity and match.
    freq : str
        Length of a period.
    start, end : str or None
        First and last day.
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

    @property
    def subject(self) -> Entity | Query:
        """What is counted."""
        asked = Query(self.query) if self.query.strip() else None
        if not self.entity and asked is not None:
            return asked
        entity = as_entity(self.entity or "")
        return of_entity(entity, asked) if asked is not None else entity

    @property
    def call(self) -> str:
        """The Python that gives the same table; with a period also its articles."""
        subject = self.subject
        what = f"analytics.Query({subject.text!r})" if isinstance(subject, Query) else repr(self.entity)
        days_ = "".join(
            f", {name}={day!r}" for name, day in (("start", self.start), ("end", self.end)) if day
        )
        lines = ["articles = corpus.articles"]
        if self.outlets:
            lines.append(f'articles = articles[articles["outlet"].isin({list(self.outlets)!r})]')
        if self.by_story:
            lines.append('articles = articles[analytics.stories(articles)["first"]]')
        lines.append(f"table = analytics.trend(articles, {what}, freq={self.freq!r}{days_})")
        if self.period:
            lines.append(f'ledger = analytics.behind(table[table["period"] == {self.period!r}], articles)')
        return "\n".join(lines)


@dataclass
class View:
    """The tables of a state over one corpus. Counts are kept: only a new subject is searched for in the texts.

    Attributes
    ----------
    articles : DataFrame
        The article table.
    """

    articles: pd.DataFrame
    _mentions: dict[str, np.ndarray] = field(default_factory=dict, repr=False)
    _firsts: dict[tuple[str, ...], np.ndarray] = field(default_factory=dict, repr=False)

    def table(self, state: State) -> pd.DataFrame:
        """Return the trend of a state, as the state's call gives it.

        Raises
        ------
        EntityError, ArgumentError
            The subject, the frequency or the range is wrong.
        """
        kept = self._kept(state)
        part = self.articles[kept]
        asked = self._request(state, part)
        inside = within(part, asked.span).to_numpy()
        mentions = self._counted(state)[kept][inside]
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
        found = behind(row, self.articles[self._kept(state)])
        return found.sort_values(["mentions", "published"], ascending=[False, True], ignore_index=True)

    def _request(self, state: State, articles: pd.DataFrame) -> Request:
        return request("trend", articles, state.subject, freq=state.freq, start=state.start, end=state.end)

    def _counted(self, state: State) -> np.ndarray:
        """Mentions in each article of the corpus; of a few subjects, the last ones asked for."""
        key = f"{state.entity}\n{state.query}"
        if key not in self._mentions:
            if len(self._mentions) > 20:
                self._mentions.pop(next(iter(self._mentions)))
            self._mentions[key] = mention_counts(self.articles, state.subject, COVERAGE)
        return self._mentions[key]

    def _kept(self, state: State) -> np.ndarray:
        """Which articles count: of the outlets chosen, and of each story the first where that is asked for."""
        kept = np.ones(len(self.articles), dtype=bool)
        if state.outlets:
            kept = self.articles["outlet"].isin(state.outlets).to_numpy()
        if not state.by_story:
            return kept
        if state.outlets not in self._firsts:
            firsts = kept.copy()
            firsts[kept] = stories(self.articles[kept])["first"].to_numpy()
            self._firsts[state.outlets] = firsts
        return self._firsts[state.outlets]


class Explorer:
    """The controls, the chart, the periods and the articles; JupyterLab shows it when a cell ends with it.

    Attributes
    ----------
    state : State
        What is shown now.
    table : DataFrame
        The trend that the chart is drawn from.
    ledger : DataFrame or None
        The articles behind the period clicked.
    """

    def __init__(self, articles: pd.DataFrame, state: State) -> None:
        self.view, self.state = View(articles), state
        self.table = pd.DataFrame()
        self.ledger: pd.DataFrame | None = None
        self._widgets = _controls(articles, state)
        self.box = _laid_out(self._widgets)
        for name in ("entity", "query", "freq", "start", "end", "outlets", "by_story"):
            self._widgets[name].observe(self._changed, names="value")
        self._widgets["period"].observe(self._clicked, names="value")
        self._show()

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.box)

    def _changed(self, _change: object = None) -> None:
        """Take over what the controls say; the period stays where the new table has it."""
        own = self._widgets
        chosen = own["entity"].value.strip()
        self.state = replace(
            self.state,
            entity=_keys().get(chosen, chosen),
            query=own["query"].value.strip(),
            freq=own["freq"].value,
            start=_written(own["start"].value),
            end=_written(own["end"].value),
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
            ax = charts.trend(self.table)
            own["chart"].value = f'<div class="explorer-chart">{_STYLE}{charts.svg(ax)}</div>'
            own["error"].value = ""
        except AnalyticsError as mistake:  # the last good chart stays; a query's caret needs its columns
            own["error"].value = f"<pre style='color:#a3260f'>{_escaped(str(mistake))}</pre>"
            return
        periods = {_labelled(row): f"{row['period']:%Y-%m-%d}" for row in self.table.to_dict("records")}
        still = self.state.period if self.state.period in periods.values() else ""
        with own["period"].hold_trait_notifications():
            own["period"].options = [(either("（未選）", "(none)"), ""), *periods.items()]
            own["period"].value = still
        self.state = replace(self.state, period=still)
        self._show_articles()

    def _show_articles(self) -> None:
        own = self._widgets
        own["call"].value = self.state.call
        if not self.state.period:
            self.ledger, own["articles"].value = None, ""
            return
        self.ledger = found = self.view.ledger(self.state, self.table)
        columns = ["title", "outlet", "published", "mentions", "source_url"]
        caption = either(f"這個時段的{len(found):,}篇文章", f"{len(found):,} articles of the period")
        own["articles"].value = framed(found[columns], caption, top=_ARTICLES).html


_STYLE = "<style>.explorer-chart{background:#fdfdfc;max-width:46rem}.explorer-chart svg{width:100%;height:auto}</style>"


def explore(corpus: Corpus | pd.DataFrame, state: State | None = None) -> Explorer:
    """Open an explorer of a corpus in JupyterLab.

    Choose an entity or write a query, a period, outlets, the length of a period, by article or by story; click a period
    and read the articles behind it; copy the call that gives the same table.

    Parameters
    ----------
    corpus : Corpus or DataFrame
        What `load` gave back, or its article table.
    state : State, optional
        What to show at first.

    Returns
    -------
    Explorer
        `.state`, `.table` and `.ledger` hold what is shown.

    Raises
    ------
    CorpusError
        It is no corpus.
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


def _controls(articles: pd.DataFrame, state: State) -> dict[str, Any]:
    """Every widget by the name of what it sets or shows."""
    try:
        import ipywidgets as widgets
    except ImportError:
        raise ReportError(
            "the explorer needs ipywidgets: install the extra `lab` (pip install 'hk-media-analytics[lab]')"
        ) from None
    day = pd.DatetimeIndex(days(articles).dropna())
    names = sorted(articles["outlet"].dropna().unique())
    labels = {key: label for label, key in _keys().items()}
    wide = {"layout": widgets.Layout(width="24rem"), "style": {"description_width": "6rem"}}
    freqs = [(either(zh, en), freq) for freq, (zh, en) in _FREQS.items()]
    return {
        "entity": widgets.Combobox(
            value=labels.get(state.entity, state.entity), options=list(_keys()), continuous_update=False,
            description=either("對象", "Entity"), **wide,
        ),
        "query": widgets.Text(
            value=state.query, continuous_update=False, placeholder='輝達 AND title:股價',
            description=either("查詢", "Query"), **wide,
        ),
        "start": widgets.DatePicker(
            value=_day(state.start), min=_first(day), max=_last(day), description=either("由", "From"), **wide
        ),
        "end": widgets.DatePicker(
            value=_day(state.end), min=_first(day), max=_last(day), description=either("至", "To"), **wide
        ),
        "outlets": widgets.SelectMultiple(
            value=state.outlets, options=names, rows=min(max(len(names), 2), 6),
            description=either("媒體", "Outlets"), **wide,
        ),
        "freq": widgets.ToggleButtons(
            value=state.freq, options=freqs, style={"button_width": "4rem", "description_width": "6rem"},
            description=either("時段", "Period"),
        ),
        "by_story": widgets.Checkbox(
            value=state.by_story, description=either("同一則新聞只計一次", "count each story once"), **wide
        ),
        "error": widgets.HTML(),
        "chart": widgets.HTML(),
        "period": widgets.Select(
            options=[("", "")], rows=8, description=either("看哪個時段", "Read"), **wide
        ),
        "articles": widgets.HTML(),
        "call": widgets.Textarea(
            disabled=False, layout=widgets.Layout(width="46rem", height="8rem"),
            description=either("同一結果的程式", "As code"), style={"description_width": "6rem"},
        ),
    }  # fmt: skip


def _laid_out(own: dict[str, Any]) -> Any:
    import ipywidgets as widgets

    left = widgets.VBox([own["entity"], own["query"], own["by_story"]])
    right = widgets.VBox([own["start"], own["end"], own["outlets"]])
    return widgets.VBox(
        [
            widgets.HBox([left, right]),
            own["freq"],
            own["error"],
            own["chart"],
            own["period"],
            own["articles"],
            own["call"],
        ]
    )


_FREQS = {
    "day": ("日", "day"),
    "week": ("周", "week"),
    "month": ("月", "month"),
    "quarter": ("季", "quarter"),
}
assert list(_FREQS) == list(FREQUENCIES)


def _keys() -> dict[str, str]:
    """The pack's entities: what the control shows, and the key it stands for."""
    return {either(entity.label, entity.label_en): key for key, entity in load_entities().items()}


def _labelled(row: dict[Any, Any]) -> str:
    when = f"{row['period']:%Y} {tick(row['period'], None)}"
    return f"{when}　{row['matching']:,} / {row['total']:,}"


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _first(day: pd.DatetimeIndex) -> date | None:
    return day.min().date() if len(day) else None


def _last(day: pd.DatetimeIndex) -> date | None:
    return day.max().date() if len(day) else None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
