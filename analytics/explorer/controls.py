"""The widgets of an explorer, by the name of what each sets or shows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from ..measures.engine.periods import days
from ..text.entities import Entity
from ..wording import either
from .state import State

FREQUENCIES = {
    "day": ("日", "day"),
    "week": ("周", "week"),
    "month": ("月", "month"),
    "quarter": ("季", "quarter"),
}


def controls(articles: pd.DataFrame, pack: Mapping[str, Entity], state: State) -> dict[str, Any]:
    """Return every widget by its name."""
    import ipywidgets as widgets

    dated = days(articles).dropna()
    first, last = (dated.min().date(), dated.max().date()) if len(dated) else (None, None)
    names = sorted(articles["outlet"].dropna().unique())
    wide = {"layout": widgets.Layout(width="24rem"), "style": {"description_width": "6rem"}}
    freqs = [(either(zh, en), freq) for freq, (zh, en) in FREQUENCIES.items()]
    labels = labels_of(pack)
    shown = next((label for label, key in labels.items() if key == state.entity), state.entity)
    return {
        "entity": widgets.Combobox(
            value=shown, options=list(labels), continuous_update=False,
            description=either("對象", "Entity"), **wide,
        ),
        "query": widgets.Text(
            value=state.query, continuous_update=False, placeholder='輝達 AND title:股價',
            description=either("查詢", "Query"), **wide,
        ),
        "start": widgets.DatePicker(
            value=day_of(state.start), min=first, max=last, description=either("由", "From"), **wide
        ),
        "end": widgets.DatePicker(
            value=day_of(state.end), min=first, max=last, description=either("至", "To"), **wide
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


def laid_out(own: dict[str, Any]) -> Any:
    """Return the box that holds the widgets; an error stands right under the fields."""
    import ipywidgets as widgets

    left = widgets.VBox([own["entity"], own["query"], own["by_story"]])
    right = widgets.VBox([own["start"], own["end"], own["outlets"]])
    below = [own[name] for name in ("error", "freq", "chart", "period", "articles", "call")]
    return widgets.VBox([widgets.HBox([left, right]), *below])


def labels_of(pack: Mapping[str, Entity]) -> dict[str, str]:
    """Return what the control shows for each entity of the pack, and the key it stands for."""
    return {either(entity.label, entity.label_en): key for key, entity in pack.items()}


def day_of(written: str | None) -> date | None:
    """Return a day as the date control holds it."""
    return date.fromisoformat(written) if written else None
