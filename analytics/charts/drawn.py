"""What every finished chart can do: say itself in words, give the table behind it, become SVG, PNG and CSV."""

import hashlib
import html
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from ..errors import ReportError
from .style import PROPERTIES, drawing, known_characters


@dataclass
class _Drawn:
    table: pd.DataFrame
    words: str
    marks: dict[str, str]


_DECIMALS = re.compile(r"(\.\d\d)\d+")  # a hundredth of a point is finer than any screen

_drawn: WeakKeyDictionary[Figure, _Drawn] = WeakKeyDictionary()


def register(ax: Axes, table: pd.DataFrame, words: str) -> Axes:
    """Remember what a chart shows; return its axes."""
    marks = _drawn[_figure(ax)].marks if _figure(ax) in _drawn else {}
    _drawn[_figure(ax)] = _Drawn(table, words, marks)
    return ax


def tooltip(ax: Axes, mark: Artist, text: str) -> None:
    """Give a mark a tooltip that works without script."""
    figure = _figure(ax)
    drawn = _drawn.setdefault(figure, _Drawn(pd.DataFrame(), "", {}))
    name = f"mark{len(drawn.marks)}"
    drawn.marks[name] = text
    mark.set_gid(name)


def describe(ax: Axes) -> str:
    """Return what a chart says, in words and in the language it was drawn in: its alternative text."""
    return _known(ax).words


def behind(ax: Axes) -> pd.DataFrame:
    """Return the table that a chart was drawn from."""
    return _known(ax).table


def svg(ax: Axes) -> str:
    """Return a chart as SVG to stand inside a page.

    The same chart gives the same text on every run. Colours are custom properties (`--chart-ink` and so on) with
    the light value as fallback; ids are unique to the chart's content; marks carry tooltips.

    Raises
    ------
    ReportError
        A character has no glyph.
    """
    figure = _figure(ax)
    _check_glyphs(figure)
    buffer = io.StringIO()
    with drawing():
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL)
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'(<svg[^>]*?) xmlns:xlink="[^"]*"', r"\1", text, count=1).replace("xlink:href", "href")
    text = re.sub(r' d="[^"]*"', lambda path: _DECIMALS.sub(r"\1", path.group()), text)
    for colour, name in PROPERTIES.items():
        text = text.replace(colour, f"var({name},{colour})")
    for name, told in _drawn[figure].marks.items() if figure in _drawn else ():
        text = text.replace(f'<g id="{name}">', f'<g id="{name}"><title>{html.escape(told)}</title>', 1)
    prefix = "c" + hashlib.sha256(text.encode()).hexdigest()[:8]
    text = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', text)
    text = re.sub(r'href="#([^"]+)"', rf'href="#{prefix}-\1"', text)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", text).strip()


def png(figure: Figure, dots: int = 160) -> bytes:
    """Return a figure as PNG on white."""
    _check_glyphs(figure)
    buffer = io.BytesIO()
    with drawing():
        figure.savefig(buffer, format="png", dpi=dots, facecolor="white", metadata={"Software": None})
    return buffer.getvalue()


def save(ax: Axes, stem: str | Path) -> list[Path]:
    """Save a chart as `stem.svg`, `stem.png` and `stem.csv`, the table behind it.

    Returns
    -------
    list of Path
        The three files. The same chart gives the same bytes.
    """
    base = Path(stem)
    base.parent.mkdir(parents=True, exist_ok=True)
    whole = (
        svg(ax)
        .replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ', 1)
        .replace(" href=", " xlink:href=")
    )
    written: list[tuple[str, Callable[[Path], object]]] = [
        (
            ".svg",
            lambda file: file.write_text(
                f'<?xml version="1.0" encoding="utf-8"?>\n{whole}\n', encoding="utf-8"
            ),
        ),
        (".png", lambda file: file.write_bytes(png(_figure(ax)))),
        (".csv", lambda file: behind(ax).to_csv(file, index=False, lineterminator="\n")),
    ]
    files = []
    for suffix, write in written:
        file = base.with_name(base.name + suffix)
        write(file)
        files.append(file)
    return files


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ReportError("these axes belong to no figure any more; draw the chart again")
    return figure


def _known(ax: Axes) -> _Drawn:
    figure = _figure(ax)
    if figure not in _drawn:
        raise ReportError("this chart was not drawn by analytics.charts")
    return _drawn[figure]


def _check_glyphs(figure: Figure) -> None:
    shown = {char for artist in figure.findobj(Text) if artist.get_visible() for char in artist.get_text()}
    missing = sorted(char for char in shown if not char.isspace() and ord(char) not in known_characters())
    if missing:
        named = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing[:8])
        raise ReportError(
            f"the charts' font has no glyph for {named}; change the label or leave the character out"
        )
