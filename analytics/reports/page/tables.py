"""A tidy table as HTML: headings, shares, dates and missing values as readers know them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...charts.canvas.words import label_of
from ...measures.engine.provenance import provenance
from ...wording import either
from ...wording.formats import percent, period, points
from . import words
from .words import escaped

_DATES = ("period", "published", "start", "end", "first", "last")
_UNBROKEN = (*_DATES, "match", "right")
_LONG = ("title", "headlines", "terms", "message", "text")  # prose in a cell: it needs room
_STATED = ("value", "outlet", "section", "topic", "lang")  # missing here means that the article does not say


def framed(
    frame: pd.DataFrame,
    label: str,
    *,
    titled: bool = True,
    top: int | None = None,
    by: Sequence[str] = (),
) -> str:
    """Return a table in a frame that scrolls by itself and that the keyboard can reach; its first column names rows.

    Parameters
    ----------
    frame : DataFrame
        Any tidy table.
    label : str
        What it holds.
    titled : bool
        Whether readers see the label; those who only hear it always do.
    top : int, optional
        How many rows; what is left out is counted below.
    by : sequence of str
        Columns that stand once above the rows that share them.

    Examples
    --------
    >>> '<th scope="row">海角日報</th>' in framed(pd.DataFrame({"outlet": ["海角日報"]}), "媒體")
    True
    """
    if frame.empty:
        told = f"{label}{either('：', ': ')}" if titled else ""
        return f'<p class="none">{escaped(told)}{either("沒有資料。", "No data.")}</p>'
    part = frame.head(top) if top else frame
    shown = readable(part)
    own = [name for name in shown.columns if name not in by]
    links = part["source_url"] if {"title", "source_url"} <= set(part.columns) else [None] * len(part)
    kinds = {name: _kind(name, frame) for name in own}
    heads = "".join(
        _cell_of("th", escaped(heading(name, frame)), kinds[name], ' scope="col"') for name in own
    )
    body, before = "", None
    for (place, row), link in zip(shown.iterrows(), links, strict=True):
        above = [_above(part.at[place, name], name, frame) for name in by]
        if above != before:
            opened = "<tbody>" if before is None else "</tbody><tbody>"
            wide = f' class="group" colspan="{len(own)}" scope="rowgroup"'
            body += opened + (
                f"<tr><th{wide}><span>{escaped('　'.join(above))}</span></th></tr>" if by else ""
            )
            before = above
        body += (
            "<tr>"
            + "".join(_own_cell(name, row[name], kinds[name], name == own[0], link) for name in own)
            + "</tr>"
        )
    seen = f"<caption>{escaped(label)}</caption>" if titled else ""
    left = len(frame) - len(part)
    rest = either(f"另有{left:,}行沒有列出。", f"{left:,} more rows are not shown.")
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escaped(label)}"><table>{seen}'
        f"<thead><tr>{heads}</tr></thead>{body}</tbody></table></div>"
    ) + (f'<p class="rest">{rest}</p>' if left else "")


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that readers want, every cell written out.

    `low` and `high` become one column; columns that say nothing here are left out.

    >>> readable(pd.DataFrame({"share": [0.5], "low": [0.25], "high": [0.75]}))
       share     interval
    0  50.0%  25.0%–75.0%
    """
    kept = [name for name in frame.columns if name not in ("id", "row", "template")]
    for low in [name for name in kept if name.endswith("low") and f"{name[:-3]}high" in kept]:
        kept[kept.index(low)] = f"{low[:-3]}interval"
        kept.remove(f"{low[:-3]}high")
    silent = {
        "partial": "partial" in kept and not frame["partial"].any(),
        "period": "period" in kept and not frame["period"].notna().any(),
        "source_url": "title" in kept,
    }
    by = str(provenance(frame).by or "value")
    columns: dict[str, list[str]] = {}
    for name in (name for name in kept if not silent.get(name)):
        if name.endswith("interval"):
            kind = name.removesuffix("interval")
            bounds = zip(frame[f"{kind}low"], frame[f"{kind}high"], strict=True)
            columns[name] = [_range(low, high, kind) for low, high in bounds]
        elif name == "entity":
            columns[name] = [label_of(frame, content) for content in frame[name]]
        else:
            columns[name] = [_written(content, name, by) for content in frame[name]]
    if provenance(frame).measure in ("gaps", "anomalies"):  # here a missing outlet means all of them
        every = either("全部媒體", "all outlets")
        columns["outlet"] = list(frame["outlet"].fillna(every))
    return pd.DataFrame(columns, index=frame.index)


def heading(name: str, frame: pd.DataFrame) -> str:
    """Return what readers call a column; that of values by what they are values of."""
    by = provenance(frame).by
    if provenance(frame).measure == "cooccurrence":
        name = {"first": "one", "second": "other"}.get(name, name)
    return words.name(str(by) if name == "value" and by else name)


def _above(content: object, name: str, frame: pd.DataFrame) -> str:
    """What stands once above the rows that share it."""
    if name == "period" and isinstance(content, pd.Timestamp):
        return period(content, str(provenance(frame).freq or "day"))
    if name == "entity":
        return label_of(frame, str(content))
    written = _written(content, name, "value")
    return (
        either(f"{written}篇", f"{written} articles")
        if name == "matching"
        else f"{heading(name, frame)} {written}"
    )


def _range(low: float, high: float, kind: str) -> str:
    """From where to where an interval goes: of shares, or of a difference of shares."""
    if pd.isna(low):
        return "–"
    if kind == "difference_":
        return f"{points(low)}{either('至', ' to ')}{points(high)}"
    return f"{percent(low)}–{percent(high)}"


def _written(content: object, name: str, by: str) -> str:
    if isinstance(content, str):
        return words.value(content, by if name == "value" else name)
    if isinstance(content, list | np.ndarray):
        return ("\n" if name == "headlines" else either("、", "; ")).join(map(str, content)) or "–"
    if pd.isna(content):
        return words.value(None, name) if name in _STATED else "–"
    if isinstance(content, pd.Timestamp):
        timed = content.tzinfo and content != content.normalize()  # at midnight only the day is known
        return f"{content:%Y-%m-%d %H:%M}" if timed else f"{content:%Y-%m-%d}"
    if name == "difference":
        return points(content)  # type: ignore[arg-type]
    if name in ("base", "smoothed", "balanced") or name.endswith("share"):
        return percent(content)  # type: ignore[arg-type]
    if name in ("p", "p_adjusted"):
        return "<0.001" if content < 0.001 else f"{content:.3f}"  # type: ignore[operator]
    if name == "partial":
        return "✓" if content else ""
    if content == np.inf:
        return "∞"
    return f"{content:,.1f}" if isinstance(content, float) else f"{content:,}"


def _kind(name: str, frame: pd.DataFrame) -> str:
    """How a column is set."""
    if name == "left":  # what stands before a match leans on it
        return "before"
    if name.endswith("interval") or (
        name in frame.columns and pd.api.types.is_numeric_dtype(frame[name].dtype)
    ):
        return "number"
    return "date" if name in _UNBROKEN else "long" if name in _LONG else ""


def _own_cell(name: str, text: str, kind: str, names_row: bool, link: object) -> str:
    more = ' scope="row"' if names_row else ' lang="en"' if name == "message" else ""
    inner = escaped(text)
    if "\n" in text and name == "headlines":
        inner = f"<ul><li>{'</li><li>'.join(inner.splitlines())}</li></ul>"
    if name == "title" and isinstance(link, str) and link.startswith(("https://", "http://")):
        inner = f'<a href="{escaped(link)}" rel="noreferrer">{inner}</a>'
    return _cell_of("th" if names_row else "td", inner, kind, more)


def _cell_of(tag: str, inner: str, kind: str, more: str = "") -> str:
    classed = f' class="{kind}"' if kind else ""
    return f"<{tag}{classed}{more}>{inner}</{tag}>"
