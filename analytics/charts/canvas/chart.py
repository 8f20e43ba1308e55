"""What every finished chart can do: say itself in words, give the table behind it, become SVG, PNG and CSV."""

import io
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from ...errors import ChartError
from .theme import drawing, known_characters
from .vector import inline, standalone


@dataclass(frozen=True)
class _Drawn:
    table: pd.DataFrame
    words: str


_drawn: WeakKeyDictionary[Axes, _Drawn] = WeakKeyDictionary()


_marks: WeakKeyDictionary[Figure, dict[str, str]] = WeakKeyDictionary()


def expect(table: pd.DataFrame, measure: str, columns: tuple[str, ...]) -> None:
    """Refuse a table that lacks the columns of `measure`."""
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise ChartError(
            f"this chart draws a table of `analytics.{measure}`; the one given lacks {', '.join(missing)}"
        )


def register(ax: Axes, table: pd.DataFrame, words: str, *panels: Axes) -> Axes:
    """Remember what a chart shows; return its axes. `panels` are further axes of the same chart."""
    for own in (ax, *panels):
        _drawn[own] = _Drawn(table, words)
    return ax


def tooltip(ax: Axes, mark: Artist, text: str) -> None:
    """Give a mark a tooltip that works without script."""
    marks = _marks.setdefault(figure_of(ax), {})
    name = f"mark{len(marks)}"
    marks[name] = text
    mark.set_gid(name)


def describe(ax: Axes) -> str:
    """Return what a chart says, in words and in the language it was drawn in: its alternative text."""
    return _known(ax).words


def data(ax: Axes) -> pd.DataFrame:
    """Return the table that a chart was drawn from: whole, though a chart may show only its top."""
    return _known(ax).table.copy()


def svg(ax: Axes) -> str:
    """Return a chart as SVG to stand inside a page.

    The same chart gives the same text on every run. Colours are custom properties (`--chart-ink` and so on) with
    the light value as fallback; ids are unique to the chart's content; marks carry tooltips.

    Raises
    ------
    ChartError
        A character has no glyph.
    """
    return inline(_raw(figure_of(ax)), _marks.get(figure_of(ax), {}))


def svg_saved(ax: Axes, stem: str | Path) -> str:
    """Return a chart as `svg` does, and save it as `save` does, drawn once for both."""
    raw = _raw(figure_of(ax))
    _write(ax, raw, Path(stem))
    return inline(raw, _marks.get(figure_of(ax), {}))


def png(figure: Figure, dots: int = 160) -> bytes:
    """Return a figure as PNG on white."""
    _check_glyphs(figure)
    buffer = io.BytesIO()
    with drawing():
        figure.savefig(
            buffer,
            format="png",
            dpi=dots,
            facecolor="white",
            metadata={"Software": None},
            pil_kwargs={"compress_level": 3},  # a sixth larger than by default, in half the time
        )
    return buffer.getvalue()


def save(ax: Axes, stem: str | Path) -> list[Path]:
    """Save a chart as `stem.svg`, `stem.png` and `stem.csv`, the table behind it.

    Returns
    -------
    list of Path
        The three files. The same chart gives the same bytes; the SVG is in plain colours, for drawing programs.

    Raises
    ------
    ChartError
        A character has no glyph, or the files cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> table = pd.DataFrame({"term": ["晶片"], "frequency": [9], "document_frequency": [3]})
    >>> from analytics import charts
    >>> [file.name for file in save(charts.terms(table), tempfile.mkdtemp() + "/terms")]
    ['terms.svg', 'terms.png', 'terms.csv']
    """
    return _write(ax, _raw(figure_of(ax)), Path(stem))


def _write(ax: Axes, raw: str, base: Path) -> list[Path]:
    figure = figure_of(ax)
    contents = {
        ".svg": standalone(raw, _marks.get(figure, {})).encode(),
        ".png": png(figure, dots=300),
        ".csv": data(ax).to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode(),
    }
    files = [base.with_name(base.name + suffix) for suffix in contents]
    try:
        base.parent.mkdir(parents=True, exist_ok=True)
        for file, content in zip(files, contents.values(), strict=True):
            part = file.with_name(f".{file.name}.part")
            part.write_bytes(content)
            part.replace(file)
    except OSError as bad:
        raise ChartError(f"{base}: the chart cannot be saved there ({bad.strerror})") from None
    return files


def _raw(figure: Figure) -> str:
    _check_glyphs(figure)
    buffer = io.StringIO()
    silent = {"Date": None, "Creator": None, "Format": None, "Type": None}
    with drawing():
        figure.savefig(buffer, format="svg", metadata=silent, transparent=True)
    return buffer.getvalue()


def figure_of(ax: Axes) -> Figure:
    """Return the figure that axes stand in, however deep."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ChartError("these axes belong to no figure any more; draw the chart again")
    return figure


def _known(ax: Axes) -> _Drawn:
    if ax not in _drawn:
        raise ChartError("this chart was not drawn by analytics.charts")
    return _drawn[ax]


def _check_glyphs(figure: Figure) -> None:
    shown = {char for artist in figure.findobj(Text) if artist.get_visible() for char in artist.get_text()}
    missing = sorted(char for char in shown if not char.isspace() and ord(char) not in known_characters())
    if missing:
        named = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing[:8])
        raise ChartError(
            f"the charts' font has no glyph for {named}; change the label or leave the character out"
        )
