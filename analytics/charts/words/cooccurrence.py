"""The network of what occurs together: nodes, and the ties between them."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...measures.engine.provenance import provenance
from ...wording import either
from ..canvas.chart import expect, register, tooltip
from ..canvas.layout import WIDTH, axes, compose, nothing
from ..canvas.theme import BAR, FAINT, INK, PAPER, drawing, shorten, text_width

_TALL, _EDGE, _LONGEST = 300.0, 16.0, 8  # points; points around the nodes; characters of a label


_NODES = 30  # that have room for their names


_SMALLEST, _LARGEST = 4.0, 17.0  # radius of a node, points


_THINNEST, _THICKEST = 0.6, 6.0  # width of a tie, points


_LETTERS = 9.0
_KINDS = {
    "tags": ("標籤", "tags"),
    "categories": ("分類", "categories"),
    "topic": ("專題", "topics"),
    "entities": ("對象", "entities"),
}


def cooccurrence(table: pd.DataFrame, ax: Axes | None = None, *, top: int = 40) -> Axes:
    """Draw what occurs together as a network.

    The larger a node, the more articles; the wider a tie, the more articles have both. Nodes that are strongly tied
    stand near each other (Kamada & Kawai 1989, from a circle in order of size: the same table gives the same picture);
    up, down, left and right mean nothing. Pairs that occur together less than chance has it are not drawn.

    Parameters
    ----------
    table : DataFrame
        As `analytics.cooccurrence` returns it.
    ax : matplotlib Axes, optional
        Where to draw; otherwise a new figure, which JupyterLab shows when a cell ends with the axes.
    top : int
        How many ties, those of most articles; fewer where their names would have no room.

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> import analytics
    >>> pairs = analytics.cooccurrence(analytics.load("data/sample").articles, "entities")
    >>> ax = cooccurrence(pairs, top=10)
    >>> ax.get_title()
    ''
    """
    columns = ("first", "second", "together", "first_articles", "second_articles", "log_likelihood")
    expect(table, "cooccurrence", columns)
    zh, en = _KINDS.get(str(provenance(table).by), ("項目", "values"))
    title = either(f"哪些{zh}在同一篇文章出現", f"Which {en} occur in the same articles")
    subtitle = either(
        "圓點愈大，文章愈多；連線愈粗，同時出現的文章愈多",
        "Larger nodes: more articles; wider ties: more articles with both",
    )
    attracted = table[table["log_likelihood"] > 0]
    shown = _readable(attracted.head(top))
    with drawing():
        ax = axes(ax)
        if shown.empty:
            return nothing(ax, table, title, subtitle)
        sizes = _sizes(shown)
        places = _layout(shown, sizes, (WIDTH - 8, _TALL))
        _ties(ax, shown, places)
        radius = _SMALLEST + (_LARGEST - _SMALLEST) * np.sqrt(sizes / sizes.max())
        for place, (name, count) in enumerate(sizes.items()):
            x, y = places[place]
            style: dict[str, Any] = {
                "marker": "o",
                "ms": 2 * radius.iloc[place],
                "color": BAR,
                "mec": PAPER,
                "zorder": 3,
            }
            tooltip(
                ax, ax.plot(x, y, **style)[0], f"{name}{either(f'：{count:,}篇', f': {count:,} articles')}"
            )
        _labels(ax, places, radius.to_numpy(), [str(name) for name in sizes.index])
        ax.set(xlim=(0, WIDTH - 8), ylim=(0, _TALL))
        ax.set_axis_off()
        note = either(
            f"只畫文章最多的{len(shown)}組，共{len(attracted)}組。",
            f"The {len(shown)} ties of most articles, of {len(attracted)}.",
        )
        notes = [note] * (len(attracted) > len(shown))
        compose(ax, title, subtitle, plot=_TALL, above=4, below=6, notes=notes)
        return register(ax, shown, _words(title, shown, len(sizes)))


def _readable(ties: pd.DataFrame) -> pd.DataFrame:
    """The first ties, up to those whose nodes would no longer have room."""
    names = ties[["first", "second"]].to_numpy(dtype=object)
    fresh = ~pd.Series(names.ravel()).duplicated().to_numpy().reshape(-1, 2)
    return ties[fresh.sum(axis=1).cumsum() <= _NODES]


def _sizes(shown: pd.DataFrame) -> pd.Series:
    """Articles of each node, most first."""
    ends = [
        shown[[name, f"{name}_articles"]].set_axis(["name", "articles"], axis=1)
        for name in ("first", "second")
    ]
    sizes = pd.concat(ends).drop_duplicates("name").sort_values(["articles", "name"], ascending=[False, True])
    return sizes.set_index("name")["articles"]


def _layout(shown: pd.DataFrame, sizes: pd.Series, room: tuple[float, float]) -> np.ndarray:
    """Where each node stands, in points; parts that no tie joins stand a little farther apart than others."""
    import networkx as nx  # slow to import, and for this chart alone

    graph = nx.Graph()
    graph.add_nodes_from(sizes.index)
    strength = shown["together"] / shown["together"].max()
    for first, second, near in zip(shown["first"], shown["second"], strength, strict=True):
        graph.add_edge(first, second, distance=1.5 - near)
    paths = dict(nx.all_pairs_dijkstra_path_length(graph, weight="distance"))
    far = 1.1 * max(max(own.values()) for own in paths.values())
    distance = {a: {b: paths[a].get(b, far) for b in graph} for a in graph}
    found = nx.kamada_kawai_layout(graph, dist=distance, pos=nx.circular_layout(graph))
    points = np.array([found[name] for name in sizes.index])
    low, high = points.min(axis=0), points.max(axis=0)
    scaled = (points - low) / np.where(high > low, high - low, 1)
    margin = np.array([3 * _EDGE, 2 * _EDGE])
    return _spread(margin + scaled * (np.array(room) - 2 * margin), room)


def _spread(places: np.ndarray, room: tuple[float, float], gap: float = 2.2 * _LARGEST) -> np.ndarray:
    """Push nodes apart that would hide each other, a little at a time."""
    places = places.copy()
    edge = _EDGE + _LARGEST / 2
    for _ in range(60):
        apart = places[:, None] - places[None]
        distance = np.hypot(*apart.transpose(2, 0, 1)) + np.eye(len(places)) * 1e9
        push = np.clip(gap - distance, 0, None)[..., None] * apart / np.maximum(distance, 1)[..., None]
        places += push.sum(axis=1) * 0.25
        places = np.clip(places, [edge + 8, edge], [room[0] - edge - 8, room[1] - edge])
    return places


def _ties(ax: Axes, shown: pd.DataFrame, places: np.ndarray) -> None:
    order = {name: place for place, name in enumerate(_sizes(shown).index)}
    most = shown["together"].max()
    for row in shown[::-1].itertuples():
        ends = places[[order[row.first], order[row.second]]]
        width = _THINNEST + (_THICKEST - _THINNEST) * row.together / most
        line = ax.plot(*ends.T, color=FAINT, linewidth=width, solid_capstyle="round", zorder=1)[0]
        told = either(f"：{row.together:,}篇", f": {row.together:,} articles")
        tooltip(ax, line, f"{row.first} – {row.second}{told}")


def _labels(ax: Axes, places: np.ndarray, radius: np.ndarray, names: list[str]) -> None:
    """Write each name below its node, or where it covers no other name and no node."""
    taken = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(places, radius, strict=True)]
    for place, name in enumerate(names):
        (x, y), r = places[place], radius[place]
        label = shorten(name, _LONGEST)
        wide, tall = text_width(label, _LETTERS), _LETTERS * 1.25
        spots = [
            (x - wide / 2, y - r - tall - 1),
            (x - wide / 2, y + r + 1),
            (x + r + 2, y - tall / 2),
            (x - r - wide - 2, y - tall / 2),
        ]
        boxes = [(left, low, left + wide, low + tall) for left, low in spots]
        others = [box for number, box in enumerate(taken) if number != place]
        best = min(boxes, key=lambda box: _covered(box, others))
        taken.append(best)
        ax.text(
            best[0], best[1] + tall * 0.22, label, fontsize=_LETTERS, color=INK, va="baseline", zorder=4
        ).set_parse_math(False)


def _covered(
    box: tuple[float, float, float, float], others: list[tuple[float, float, float, float]]
) -> float:
    """How much of a box others cover, and how much of it hangs over the sheet's edge."""
    left, low, right, high = box
    over = max(0.0, -left) + max(0.0, right - (WIDTH - 8)) + max(0.0, -low) + max(0.0, high - _TALL)
    return over * 40 + sum(
        max(0.0, min(right, b[2]) - max(left, b[0])) * max(0.0, min(high, b[3]) - max(low, b[1]))
        for b in others
    )


def _words(title: str, shown: pd.DataFrame, nodes: int) -> str:
    pairs = [
        either(
            f"{row.first}與{row.second}（{row.together:,}篇）",
            f"{row.first} and {row.second} ({row.together:,})",
        )
        for row in shown.head(3).itertuples()
    ]
    return either(
        f"網絡圖：{title}，{nodes}個圓點、{len(shown)}條連線。同時出現最多的是{'、'.join(pairs)}。",
        f"Network: {title}; {nodes} nodes and {len(shown)} ties. Most often together: {', '.join(pairs)}.",
    )
