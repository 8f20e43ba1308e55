"""The network of what occurs together: nodes, and the ties between them."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...measures.engine.provenance import provenance
from ...measures.engine.rows import rows
from ...wording import text
from ...wording.formats import listed, pair
from ..canvas.chart import redrawable, tooltip
from ..canvas.labels import kind_of, label_of
from ..canvas.layout import Space, Words, axes, finish, nothing
from ..canvas.letters import shorten, text_width
from ..canvas.sheet import sheet_width
from ..canvas.tables import at_least_one, checked
from ..canvas.theme import BAR, FAINT, INK, PAPER

_HEIGHT, _EDGE = 300.0, 16.0  # points: the plot, and the space around the nodes
_NODES = 30  # more have no space for their names
_SMALLEST, _LARGEST = 4.0, 17.0  # radius of a node, points
_THINNEST, _THICKEST = 0.6, 6.0  # width of a tie, points
_LETTERS = 9.0
_Box = tuple[float, float, float, float]
_ENDS = ("first", "second")


@redrawable
def cooccurrence(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 40) -> Axes:
    """Draw what occurs together as a network.

    The larger a node, the more articles; the wider a tie, the more articles have both. Strongly tied nodes stand near
    each other (Kamada & Kawai 1989, started from a circle in order of size, so that the same table gives the same
    picture); up, down, left and right mean nothing. Pairs that occur together less than expected are not drawn.

    Parameters
    ----------
    table : DataFrame
        As `analytics.cooccurrence` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure.
    top : int
        How many ties, those of most articles; fewer where there are more than thirty nodes.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ChartError
        The table lacks columns.

    Examples
    --------
    >>> import analytics
    >>> pairs = analytics.cooccurrence(analytics.load("data/sample").articles, "entities")
    >>> from analytics.charts import data
    >>> len(data(cooccurrence(pairs, top=10)))
    10
    """
    numbers = dict.fromkeys(("together", "first_articles", "second_articles", "log_likelihood"), "number")
    table = checked(table, "cooccurrence", first="text", second="text", **numbers)
    table = table.assign(**{side: [label_of(table, str(name)) for name in table[side]] for side in _ENDS})
    words = Words(
        text("charts.cooccurrence.title", by=kind_of(provenance(table).by)),
        text("charts.cooccurrence.subtitle"),
    )
    attracted = table[table["log_likelihood"] > 0].sort_values("together", ascending=False, kind="stable")
    shown = _readable(attracted.head(at_least_one(top)))
    ax = axes(ax)
    if shown.empty:
        return nothing(ax, words, table)
    sizes = _sizes(shown)
    places = _layout(shown, sizes, (sheet_width() - 8, _HEIGHT))
    _draw_ties(ax, shown, dict(zip(sizes.index, places, strict=True)))
    radius = (_SMALLEST + (_LARGEST - _SMALLEST) * np.sqrt(sizes / sizes.max())).to_numpy()
    _draw_nodes(ax, sizes, places, radius)
    _write_names(ax, places, radius, [str(name) for name in sizes.index])
    ax.set(xlim=(0, sheet_width() - 8), ylim=(0, _HEIGHT))
    ax.set_axis_off()
    notes = [text("charts.cooccurrence.note")]
    if len(attracted) > len(shown):
        notes.append(text("charts.cooccurrence.strongest", shown=len(shown), total=len(attracted)))
    words = Words(words.title, words.subtitle, _alt(words.title, shown, len(sizes)), notes)
    return finish(ax, words, Space(_HEIGHT, above=4, below=6), shown, whole=table)


def _readable(ties: pd.DataFrame) -> pd.DataFrame:
    """Return the first ties, as long as there is space for their nodes."""
    names = ties[["first", "second"]].to_numpy(dtype=object)
    new = ~pd.Series(names.ravel()).duplicated().to_numpy().reshape(-1, 2)
    fitting: np.ndarray = new.sum(axis=1).cumsum() <= _NODES
    return ties[fitting]


def _sizes(shown: pd.DataFrame) -> pd.Series:
    """Return the articles of each node, most first."""
    ends = [
        shown[[name, f"{name}_articles"]].set_axis(["name", "articles"], axis=1)
        for name in ("first", "second")
    ]
    sizes = pd.concat(ends).drop_duplicates("name").sort_values(["articles", "name"], ascending=[False, True])
    return sizes.set_index("name")["articles"]


def _layout(shown: pd.DataFrame, sizes: pd.Series, space: tuple[float, float]) -> np.ndarray:
    """Return where each node stands, in points; unconnected parts stand a little farther apart than others."""
    import networkx as nx  # slow to import, and for this chart alone

    graph = nx.Graph()
    graph.add_nodes_from(sizes.index)
    strength = shown["together"] / shown["together"].max()
    for first, second, tie in zip(shown["first"], shown["second"], strength, strict=True):
        graph.add_edge(first, second, distance=1.5 - tie)
    paths = dict(nx.all_pairs_dijkstra_path_length(graph, weight="distance"))
    far = 1.1 * max(max(own.values()) for own in paths.values())
    distance = {a: {b: paths[a].get(b, far) for b in graph} for a in graph}
    found = nx.kamada_kawai_layout(graph, dist=distance, pos=nx.circular_layout(graph))
    points = np.array([found[name] for name in sizes.index])
    low, high = points.min(axis=0), points.max(axis=0)
    scaled = (points - low) / np.where(high > low, high - low, 1)
    margin = np.array([3 * _EDGE, 2 * _EDGE])
    return _spread(margin + scaled * (np.array(space) - 2 * margin), space)


def _spread(places: np.ndarray, space: tuple[float, float], gap: float = 2.2 * _LARGEST) -> np.ndarray:
    """Push nodes apart that would hide each other, a little at a time."""
    places = places.copy()
    edge = _EDGE + _LARGEST / 2
    for _ in range(60):
        apart = places[:, None] - places[None]
        distance = np.hypot(*apart.transpose(2, 0, 1)) + np.eye(len(places)) * 1e9
        push = np.clip(gap - distance, 0, None)[..., None] * apart / np.maximum(distance, 1)[..., None]
        places += push.sum(axis=1) * 0.25
        places = np.clip(places, [edge + 8, edge], [space[0] - edge - 8, space[1] - edge])
    return places


def _draw_ties(ax: Axes, shown: pd.DataFrame, places: dict[object, np.ndarray]) -> None:
    most = shown["together"].max()
    for row in rows(shown[::-1]):
        ends = np.array([places[row.first], places[row.second]])
        width = _THINNEST + (_THICKEST - _THINNEST) * row.together / most
        (line,) = ax.plot(*ends.T, color=FAINT, linewidth=width, solid_capstyle="round", zorder=1)
        count = text("charts.common.count", count=int(row.together))
        tooltip(ax, line, pair(f"{row.first} – {row.second}", count))


def _draw_nodes(ax: Axes, sizes: pd.Series, places: np.ndarray, radius: np.ndarray) -> None:
    for (name, count), (x, y), r in zip(sizes.items(), places, radius, strict=True):
        style: dict[str, Any] = {"marker": "o", "ms": 2 * r, "color": BAR, "mec": PAPER, "zorder": 3}
        (node,) = ax.plot(x, y, **style)
        tooltip(ax, node, pair(str(name), text("charts.common.count", count=int(count))))


def _write_names(ax: Axes, places: np.ndarray, radius: np.ndarray, names: list[str]) -> None:
    """Write each name below its node, or where it covers no other name and no node."""
    taken: list[_Box] = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(places, radius, strict=True)]
    for place, name in enumerate(names):
        (x, y), r = places[place], radius[place]
        label = shorten(name, 8)
        width, height = text_width(label, _LETTERS), _LETTERS * 1.25
        corners = [
            (x - width / 2, y - r - height - 1),
            (x - width / 2, y + r + 1),
            (x + r + 2, y - height / 2),
            (x - r - width - 2, y - height / 2),
        ]
        boxes = [(left, low, left + width, low + height) for left, low in corners]
        others = [box for number, box in enumerate(taken) if number != place]
        best = min(boxes, key=lambda box: _covered(box, others))
        taken.append(best)
        ax.text(
            best[0], best[1] + height * 0.22, label, fontsize=_LETTERS, color=INK, va="baseline", zorder=4
        )


def _covered(box: _Box, others: list[_Box]) -> float:
    """Return how much of a box others cover, and how much of it is outside the sheet."""
    left, low, right, high = box
    outside = (
        max(0.0, -left) + max(0.0, right - (sheet_width() - 8)) + max(0.0, -low) + max(0.0, high - _HEIGHT)
    )
    return outside * 40 + sum(
        max(0.0, min(right, b[2]) - max(left, b[0])) * max(0.0, min(high, b[3]) - max(low, b[1]))
        for b in others
    )


def _alt(title: str, shown: pd.DataFrame, nodes: int) -> str:
    strongest = listed(
        text("charts.cooccurrence.alt_pair", first=row.first, second=row.second, count=int(row.together))
        for row in rows(shown.head(3))
    )
    return text("charts.cooccurrence.alt", title=title, nodes=nodes, ties=len(shown), strongest=strongest)
