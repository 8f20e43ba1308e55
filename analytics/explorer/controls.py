"""The widgets of an explorer, by the name of what each sets or shows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from ..measures.engine.periods import days
from ..text.entities import Entity
from ..wording import either, text
from .state import State

FREQUENCIES = ("day", "week", "month", "quarter")
STYLE = """<style>
.explorer-chart svg{width:100%;height:auto;display:block;background:#fdfdfc}
.explorer-plot{position:relative;max-width:46rem;overflow:visible}
.explorer-plot>.widget-html,.explorer-plot>.widget-html>.widget-html-content{margin:0;width:100%}
.explorer-targets{position:absolute!important;left:0;top:0;width:100%;height:100%;margin:0;pointer-events:none}
.explorer-targets button{position:absolute!important;pointer-events:auto;margin:0!important;padding:0!important;
 min-width:0!important;background:transparent!important;border:0!important;box-shadow:none!important;
 color:transparent!important;text-indent:-999rem;overflow:hidden}
.explorer-targets button:hover{background:rgba(40,90,160,.10)!important}
.explorer-targets button.mod-active{background:rgba(40,90,160,.20)!important}
.explorer-targets button:focus-visible{outline:2px solid #285aa0!important;outline-offset:1px}
.explorer-error{color:#a3260f!important;margin:0 0 .3rem 1.5rem!important;max-width:22.5rem;line-height:1.4;
 white-space:pre-wrap!important;word-break:normal!important;overflow-wrap:break-word}
.explorer-place{white-space:pre!important;overflow-x:auto}
.explorer-articles{max-width:46rem;line-height:1.6;text-align:left;max-height:36rem;overflow:auto}
.explorer-articles h3{font-size:1rem;margin:.6rem 0 .3rem}
.explorer-articles summary{cursor:pointer;padding:.15rem 0}
.explorer-articles details p{margin:.3rem 1.2rem .5rem}
.explorer-articles small{opacity:.75}
.explorer-articles a{color:#0b5394;text-decoration:underline}
.explorer-articles mark{background:#ffe08a;color:#111}
</style>"""


def controls(articles: pd.DataFrame, pack: Mapping[str, Entity], state: State) -> dict[str, Any]:
    """Return every widget by its name."""
    return {**_fields(articles, pack, state), **_results(state)}


def _fields(articles: pd.DataFrame, pack: Mapping[str, Entity], state: State) -> dict[str, Any]:
    """Return the widgets that ask, and those for what is wrong with them."""
    import ipywidgets as widgets

    dated = days(articles).dropna()
    first, last = (dated.min().date(), dated.max().date()) if len(dated) else (None, None)
    outlets = sorted(articles["outlet"].dropna().unique())
    wide = {"layout": widgets.Layout(width="24rem"), "style": {"description_width": "6rem"}}
    labels = list(labels_of(pack))
    return {
        "entity": widgets.Combobox(
            value=label_of(state.entity, pack), options=labels, continuous_update=False,
            description=text("explorer.field.entity"), **wide,
        ),
        "entity_error": widgets.HTML(),
        "add": widgets.Combobox(
            options=labels, continuous_update=False, placeholder=text("explorer.field.add_hint"),
            description=text("explorer.field.add"), **wide,
        ),
        "add_error": widgets.HTML(),
        "others": widgets.HBox(layout=widgets.Layout(flex_flow="row wrap", margin="0 0 0 6.3rem")),
        "query": widgets.Text(
            value=state.query, continuous_update=False, placeholder="輝達 AND title:股價",
            description=text("explorer.field.query"), **wide,
        ),
        "query_error": widgets.HTML(),
        "start": widgets.DatePicker(
            value=day_of(state.start), min=first, max=last, description=text("explorer.field.start"), **wide
        ),
        "end": widgets.DatePicker(
            value=day_of(state.end), min=first, max=last, description=text("explorer.field.end"), **wide
        ),
        "dates_error": widgets.HTML(),
        "outlets": widgets.SelectMultiple(
            value=state.outlets, options=outlets, rows=min(max(len(outlets), 2), 6),
            description=text("explorer.field.outlets"), **wide,
        ),
        "by_story": widgets.Checkbox(
            value=state.by_story, description=text("explorer.field.by_story"), **wide
        ),
    }  # fmt: skip


def _results(state: State) -> dict[str, Any]:
    """Return the length of a period, and the widgets that show."""
    import ipywidgets as widgets

    freqs = [(text(f"explorer.freq.{freq}"), freq) for freq in FREQUENCIES]
    named = {"description_width": "6rem"}
    own = {
        "freq": widgets.ToggleButtons(
            value=state.freq, options=freqs, style={"button_width": "5rem", **named},
            description=text("explorer.field.freq"),
        ),
        "status": widgets.HTML(),
        "period": widgets.Dropdown(
            options=[(text("explorer.field.no_period"), "")], description=text("explorer.field.period"),
            layout=widgets.Layout(width="46rem"), style=named,
        ),
        "chart": widgets.HTML(),
        "targets": widgets.ToggleButtons(options=[], value=None),
        "articles": widgets.HTML(),
        "call": widgets.Textarea(
            layout=widgets.Layout(width="46rem", height="8rem"), description=text("explorer.field.call"), style=named
        ),
    }  # fmt: skip
    own["targets"].add_class("explorer-targets")
    return own


def laid_out(own: dict[str, Any]) -> Any:
    """Return the box that holds the widgets; what is wrong stands right under its field."""
    import ipywidgets as widgets

    left = ("entity", "entity_error", "add", "add_error", "others", "query", "query_error", "by_story")
    right = ("start", "end", "dates_error", "outlets")
    columns = [widgets.VBox([own[name] for name in names]) for names in (left, right)]
    plot = widgets.Box([own["chart"], own["targets"]])
    plot.add_class("explorer-plot")
    below = [own["freq"], own["status"], own["period"], plot, own["articles"], own["call"]]
    return widgets.VBox([widgets.HTML(STYLE), widgets.HBox(columns), *below])


def labels_of(pack: Mapping[str, Entity]) -> dict[str, str]:
    """Return what the control shows for each entity of the pack, and the key it stands for."""
    return {either(entity.label, entity.label_en): key for key, entity in pack.items()}


def label_of(written: str, pack: Mapping[str, Entity]) -> str:
    """Return what a control shows for a key of the pack; any other name is shown as written."""
    return either(pack[written].label, pack[written].label_en) if written in pack else written


def day_of(written: str | None) -> date | None:
    """Return a day as the date control holds it."""
    return date.fromisoformat(written) if written else None
