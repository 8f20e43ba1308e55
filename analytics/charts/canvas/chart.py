"""The finished chart: its alternative text, the table behind it, and its SVG, PNG and CSV."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from html import escape
from pathlib import Path
from typing import ParamSpec
from weakref import WeakKeyDictionary

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes as Axes
from matplotlib.figure import Figure

from ...errors import ChartError
from ...files import write_whole
from ...harmless import without_formulas
from .sheet import narrow_sheet
from .svg import inline, inline_and_standalone
from .theme import drawing

_FRAME = (
    '<figure style="max-width:540px;margin:0;background:var(--chart-paper,#fdfdfc)">'
    '<div class="plot" role="img" aria-label="{alt}">{svg}</div></figure>'
)
_NOT_WRITTEN = (".pdf", ".jpg", ".jpeg", ".eps", ".gif", ".webp", ".html", ".xlsx")  # what a name may ask for


@dataclass(frozen=True)
class _Chart:
    drawn: pd.DataFrame
    whole: pd.DataFrame
    alt: str


@dataclass(frozen=True)
class _Recipe:
    """How a chart is drawn again, and what stood on it when it was done."""

    draw: Callable[[], Axes]
    marks: tuple[object, ...]


_P = ParamSpec("_P")
_charts: WeakKeyDictionary[Axes, _Chart] = WeakKeyDictionary()
_recipes: WeakKeyDictionary[Axes, _Recipe] = WeakKeyDictionary()
_tooltips: WeakKeyDictionary[Figure, dict[str, str]] = WeakKeyDictionary()


class ChartAxes(Axes):
    """Axes that a notebook shows as a figure with its alternative text when a cell ends with them."""

    def _repr_html_(self) -> str | None:
        return _FRAME.format(alt=escape(_charts[self].alt), svg=svg(self)) if self in _charts else None

    def _repr_png_(self) -> bytes:
        return png(figure_of(self))


class ChartFigure(Figure):
    """A figure that a notebook shows although pyplot does not know it, so that charts do not fill up memory."""

    def _repr_png_(self) -> bytes:
        return png(self)


def redrawable(draw: Callable[_P, Axes]) -> Callable[_P, Axes]:
    """Draw a chart in the charts' style, and remember how, so that a page can have it for phones too."""

    @wraps(draw)
    def drawn(*args: _P.args, **options: _P.kwargs) -> Axes:
        with drawing():
            ax = draw(*args, **options)
        if len(args) < 2 and options.get("ax") is None:
            _recipes[ax] = _Recipe(partial(draw, *args, **options), _marks(figure_of(ax)))
        return ax

    return drawn


def register(
    ax: Axes, drawn: pd.DataFrame, alt: str, *others: Axes, whole: pd.DataFrame | None = None
) -> Axes:
    """Remember what a chart shows and return its axes.

    Parameters
    ----------
    ax : matplotlib Axes
        What the chart function returns.
    drawn : DataFrame
        The rows that are drawn.
    alt : str
        The alternative text.
    *others : matplotlib Axes
        Further axes of the same chart.
    whole : DataFrame, optional
        The whole table, where some of its rows are not drawn.
    """
    chart = _Chart(drawn, drawn if whole is None else whole, alt)
    for own in (ax, *others):
        _charts[own] = chart
    return ax


def tooltip(ax: Axes, mark: Artist, text: str) -> None:
    """Give a mark a tooltip that works without script."""
    tooltips = _tooltips.setdefault(figure_of(ax), {})
    name = f"mark{len(tooltips)}"
    tooltips[name] = text
    mark.set_gid(name)


def describe(ax: Axes) -> str:
    """Return a chart's alternative text, in the language the chart was drawn in."""
    return _chart(ax).alt


def data(ax: Axes, *, whole: bool = False) -> pd.DataFrame:
    """Return the table behind a chart.

    Parameters
    ----------
    ax : matplotlib Axes
        What a chart function returned.
    whole : bool
        Whether to return all rows the chart was given; otherwise the rows that are drawn.

    Examples
    --------
    >>> from analytics import charts
    >>> table = pd.DataFrame({"term": ["晶片", "算力"], "frequency": [9, 7], "document_frequency": [3, 2]})
    >>> ax = charts.terms(table, top=1)
    >>> len(data(ax)), len(data(ax, whole=True))
    (1, 2)
    """
    return (_chart(ax).whole if whole else _chart(ax).drawn).copy()


def svg(ax: Axes) -> str:
    """Return a chart as SVG for a page.

    The same chart gives the same text on every run. Colours are custom properties (`--chart-ink` and so on) with
    the light value as fallback, ids are unique to the chart's content, and marks carry tooltips.
    """
    return inline(_raw(figure_of(ax)), _tooltips.get(figure_of(ax), {}))


def narrow_svg(ax: Axes) -> str | None:
    """Return a chart as SVG for a phone, without tooltips; None where the analyst drew on it afterwards."""
    recipe = _recipes.get(ax)
    if recipe is None or recipe.marks != _marks(figure_of(ax)):
        return None
    with drawing(), narrow_sheet():
        return inline(_raw(figure_of(recipe.draw())), {})


def svg_and_save(ax: Axes, stem: str | Path) -> str:
    """Return a chart as `svg` does and save it as `save` does; it is rendered only once."""
    figure = figure_of(ax)
    page, file = inline_and_standalone(_raw(figure), _tooltips.get(figure, {}))
    _write(ax, file, Path(stem))
    return page


def png(figure: Figure, dpi: int = 160) -> bytes:
    """Return a figure as PNG on white."""
    buffer = io.BytesIO()
    with drawing():
        figure.savefig(
            buffer,
            format="png",
            dpi=dpi,
            facecolor="white",
            metadata={"Software": None},
            pil_kwargs={"compress_level": 3},  # a sixth larger than by default, in half the time
        )
    return buffer.getvalue()


def save(ax: Axes, stem: str | Path) -> list[Path]:
    """Save a chart and its table, or the one file that a name with its ending asks for.

    Parameters
    ----------
    ax : matplotlib Axes
        What a chart function returned.
    stem : str or Path
        Path of the files without a suffix; with `.svg`, `.png` or `.csv`, of that one file.

    Returns
    -------
    list of Path
        `stem.svg` in plain colours, for drawing programs; `stem.png` at 300 dots per inch; `stem.csv` with the rows
        that are drawn; where the chart leaves rows out, `stem.all.csv` with the whole table. The same chart gives the
        same bytes. A text that a spreadsheet would run as a formula has an apostrophe before it.

    Raises
    ------
    ChartError
        The files cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from analytics import charts
    >>> table = pd.DataFrame({"term": ["晶片", "算力"], "frequency": [9, 7], "document_frequency": [3, 2]})
    >>> [file.name for file in save(charts.terms(table, top=1), tempfile.mkdtemp() + "/terms")]
    ['terms.svg', 'terms.png', 'terms.csv', 'terms.all.csv']
    """
    figure = figure_of(ax)
    return _write(ax, inline_and_standalone(_raw(figure), _tooltips.get(figure, {}))[1], Path(stem))


def figure_of(ax: Axes) -> Figure:
    """Return the outermost figure that axes belong to."""
    if not isinstance(ax, Axes):
        raise ChartError(f"expected what a chart function returned, not {type(ax).__name__}")
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ChartError("these axes belong to no figure any more; draw the chart again")
    return figure


def _write(ax: Axes, drawing_file: str, stem: Path) -> list[Path]:
    if stem.suffix.lower() in _NOT_WRITTEN:
        raise ChartError(f"{stem}: charts are saved as .svg, .png and .csv, not {stem.suffix}")
    chart = _chart(ax)
    contents = {
        ".svg": drawing_file.encode(),
        ".png": png(figure_of(ax), dpi=300),
        ".csv": csv_bytes(chart.drawn),
    }
    if len(chart.drawn) < len(chart.whole):
        contents[".all.csv"] = csv_bytes(chart.whole)
    files = {stem.with_name(stem.name + suffix): content for suffix, content in contents.items()}
    if stem.suffix in contents:
        files = {stem: contents[stem.suffix]}
    try:
        for file, content in files.items():
            write_whole(file, content, sync=False)  # drawn again where power was lost
    except OSError as error:
        raise ChartError(f"{stem}: the chart cannot be saved there ({error.strerror})") from None
    return list(files)


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as CSV, as it lies beside charts and pages: the same bytes each time, and no formulas."""
    return without_formulas(table).to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode()


def _raw(figure: Figure) -> str:
    buffer = io.StringIO()
    no_metadata = {"Date": None, "Creator": None, "Format": None, "Type": None}
    with drawing():
        figure.savefig(buffer, format="svg", metadata=no_metadata, transparent=True)
    return buffer.getvalue()


def _marks(figure: Figure) -> tuple[object, ...]:
    """Return what changes when somebody draws on a chart or renames its parts."""
    parts = (
        (len(own.get_children()), own.get_title(), own.get_title(loc="left"), own.get_xlabel(), own.axis())
        for own in figure.axes
    )
    return (len(figure.get_children()), *parts)


def _chart(ax: Axes) -> _Chart:
    if not isinstance(ax, Axes) or ax not in _charts:
        raise ChartError("this chart was not drawn by analytics.charts")
    return _charts[ax]
