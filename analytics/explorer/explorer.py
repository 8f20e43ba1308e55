"""The explorer: fields, chart, periods and articles in one box."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd

from .. import charts
from ..errors import AnalyticsError
from ..measures.engine.tally import checked
from ..project import find_project, project_at
from ..read.corpus import Corpus, load
from ..read.sample import sample_place
from ..wording import either, language, text
from ..wording.formats import listed, named
from .controls import controls, label_of, labels_of, laid_out
from .mistakes import MOST_SUBJECTS, mistake_of_name, mistakes, of_any, shown
from .reading import reading
from .state import State
from .targets import period_options, targets
from .view import View

_FIELDS = ("entity", "query", "freq", "start", "end", "outlets", "by_story")
_number = count(1)


class Explorer:
    """The fields, the chart, the periods and the articles; JupyterLab shows it when a cell ends with it.

    Attributes
    ----------
    state : State
        What is shown now.
    table : DataFrame
        The trend or trends that the chart is drawn from; empty while a field is wrong.
    ledger : DataFrame or None
        The articles behind the chosen period.
    """

    def __init__(self, articles: Any, state: State, place: str | Path | None = None) -> None:
        self.view, self.state = View(articles), state
        self._opening = "" if place is None else f"corpus = analytics.load({str(place)!r})\n"
        self.table = pd.DataFrame()
        self.ledger: pd.DataFrame | None = None
        self._widgets = own = controls(articles, self.view.pack, state)
        self.box = laid_out(own)
        self._name = f"explorer-{next(_number)}"  # two explorers of a notebook lay out their own buttons
        own["targets"].add_class(self._name)
        self._following = False
        for name in _FIELDS:
            own[name].observe(self._changed, names="value")
        for name in ("period", "targets"):
            own[name].observe(self._chosen, names="value")
        own["add"].observe(self._added, names="value")
        self._show()

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.box)

    def _changed(self, _change: object = None) -> None:
        """Take over what the fields say; the period stays chosen if the new table has it."""
        own = self._widgets
        start, end = (day.isoformat() if day else None for day in (own["start"].value, own["end"].value))
        self.state = replace(
            self.state,
            entity=self._key(own["entity"].value),
            query=own["query"].value.strip(),
            freq=own["freq"].value,
            start=start,
            end=end,
            outlets=tuple(own["outlets"].value),
            by_story=own["by_story"].value,
        )
        self._show()

    def _key(self, written: str) -> str:
        return labels_of(self.view.pack).get(written.strip(), written.strip())

    def _added(self, change: dict[str, Any]) -> None:
        """Add a subject to the chart; one that is wrong stays in the field."""
        own, name = self._widgets, self._key(change["new"])
        own["add_error"].value = ""
        if not name:
            return
        wrong = mistake_of_name(name, self.view.pack)
        if len(self.state.others) + 1 >= MOST_SUBJECTS:
            wrong = text("explorer.error.too_many", most=MOST_SUBJECTS)
        if wrong:
            own["add_error"].value = shown(wrong)
            return
        own["add"].value = ""
        if name not in (self.state.entity, *self.state.others):
            self.state = replace(self.state, others=(*self.state.others, name))
            self._show()

    def _removed(self, name: str) -> None:
        self.state = replace(self.state, others=tuple(each for each in self.state.others if each != name))
        self._widgets["add_error"].value = ""
        self._show()

    def _show_others(self) -> None:
        """Show a button for each subject that was added, which removes it."""
        import ipywidgets as widgets

        buttons = []
        for name in self.state.others:
            label = text("explorer.field.remove", name=label_of(name, self.view.pack))
            button = widgets.Button(description=label, icon="times", layout=widgets.Layout(width="auto"))
            button.on_click(lambda _button, name=name: self._removed(name))
            buttons.append(button)
        self._widgets["others"].children = buttons

    def _chosen(self, change: dict[str, Any]) -> None:
        """Open the period that was chosen in the list or clicked on the chart."""
        if self._following:
            return
        self.state = replace(self.state, period=change["new"] or "")
        with self._busy():
            self._follow()
            self._show_articles()

    def _follow(self) -> None:
        """Let the list and the chart show the same period as chosen."""
        own, day = self._widgets, self.state.period
        self._following = True
        try:
            own["period"].value = day
            own["targets"].value = day if day in dict(own["targets"].options).values() else None
        finally:
            self._following = False

    @contextmanager
    def _busy(self) -> Iterator[None]:
        """Say that the answer is on its way, then what it is."""
        status = self._widgets["status"]
        status.value = _status(text("explorer.status.busy"))
        try:
            yield
        finally:
            status.value = _status(self._summary())

    def _show(self) -> None:
        """Count, draw, and list the periods; where a field is wrong, say so under it and show nothing."""
        own = self._widgets
        with self._busy():
            self._show_others()
            wrong = mistakes(self.state, self.view.pack)
            for name in ("entity", "query", "dates"):
                own[f"{name}_error"].value = shown(wrong.get(name, ""))
            try:
                if wrong:
                    self._show_nothing()
                    return
                self.table = self.view.table(self.state)
                self._draw()
            except AnalyticsError as error:
                own["query_error"].value = shown(of_any(error))
                self._show_nothing()
                return
            self._show_articles()

    def _draw(self) -> None:
        own = self._widgets
        ax = charts.trends(self.table) if "entity" in self.table else charts.trend(self.table)
        picture = charts.svg(ax)
        buttons = targets(self.table, ax, f".{self._name}")
        own["chart"].value = f'<div class="explorer-chart"><style>{buttons.style}</style>{picture}</div>'
        periods = [(text("explorer.field.no_period"), ""), *period_options(self.table)]
        self._following = True
        try:
            own["targets"].options = buttons.options
            own["targets"].layout.display = None
            own["targets"].tooltips = [label for label, _ in buttons.options]
            own["period"].options = periods
        finally:
            self._following = False
        if self.state.period not in dict(periods).values():
            self.state = replace(self.state, period="")
        self._follow()

    def _show_nothing(self) -> None:
        """Take the old answer away."""
        own = self._widgets
        self.table, self.ledger = pd.DataFrame(), None
        self._following = True
        try:
            own["targets"].options, own["targets"].value = [], None
            own["targets"].layout.display = "none"  # JupyterLab leaves the buttons of an emptied widget
            own["period"].options = [(text("explorer.field.no_period"), "")]
        finally:
            self._following = False
        for name in ("chart", "articles", "call"):
            own[name].value = ""

    def _summary(self) -> str:
        """Return what the answer is in one sentence."""
        if self.table.empty:
            wrong = any(self._widgets[f"{name}_error"].value for name in ("entity", "query", "dates"))
            return text("explorer.status.wrong" if wrong else "explorer.status.no_articles")
        total, most = (
            int(self.table.groupby("period")["total"].first().sum()),
            int(self.table["matching"].sum()),
        )
        if not total:
            return text("explorer.status.no_articles")
        labels = [either(subject.label, subject.label_en) for subject in self.state.subjects(self.view.pack)]
        if not most:
            return text("explorer.status.nothing", total=total, names=listed(map(named, labels)))
        if len(labels) > 1:
            return text("explorer.status.found_several", total=total)
        return text("explorer.status.found", total=total, matching=most)

    def _show_articles(self) -> None:
        own, state = self._widgets, self.state
        own["call"].value = self._opening + state.call(self.view.pack)
        if not state.period:
            self.ledger, own["articles"].value = None, ""
            return
        self.ledger = self.view.ledger(state, self.table)
        rows = self.table[self.table["period"] == pd.Timestamp(state.period)]
        subjects = state.subjects(self.view.pack)
        own["articles"].value = reading(self.ledger, rows, self.view.part(state), subjects)


def _status(written: str) -> str:
    return f'<div role="status" class="explorer-status">{escape(written)}</div>'


def explore(corpus: Corpus | pd.DataFrame | str | Path | None = None, state: State | None = None) -> Explorer:
    """Open an explorer of a corpus in JupyterLab.

    Choose an entity or write any name or a query, add up to four subjects to compare, a range, outlets, the length of a
    period, by article or by story. Click a point of the chart to read the articles of its period, with the mentions
    marked; copy the code that gives the same table.

    Parameters
    ----------
    corpus : Corpus, DataFrame, str or path, optional
        What `load` returned, its article table, or a place that `load` reads; by default the corpus of the project
        (the nearest `analytics.toml` here or in a folder above), otherwise the sample. Its entity pack gives the names
        to choose from.
    state : State, optional
        What to show at first; by default the subject that the project follows, with those it is compared with.

    Returns
    -------
    Explorer
        `.state`, `.table` and `.ledger` hold what is shown.

    Raises
    ------
    CorpusError
        It is not a corpus.
    ProjectError
        A key or value in `analytics.toml` is wrong; the message names its line.
    ReportError
        The packages of the extra `lab` are not installed.

    Examples
    --------
    >>> import analytics
    >>> explorer = explore(analytics.load("data/sample"))
    >>> explorer.table["matching"].sum() == analytics.trend(analytics.load("data/sample"), "deepseek")["matching"].sum()
    np.True_
    """
    if corpus is None or isinstance(corpus, str | Path):
        place, followed = _place_of(corpus)
        return Explorer(checked(load(place)), state or followed, place)
    return Explorer(checked(corpus), state or State())


def _place_of(place: str | Path | None) -> tuple[str | Path, State]:
    """Return a place, by default that of the project, and what its project follows; speak the project's language."""
    project = find_project() if place is None else project_at(place)
    stated = {} if project is None else project.settings
    if "language" in stated:
        language(stated["language"])
    if place is None:
        place = sample_place() if project is None else project.folder
    others = tuple(stated.get("others", ()))[: MOST_SUBJECTS - 1]
    return place, State(stated.get("entity", "deepseek"), others=others)
