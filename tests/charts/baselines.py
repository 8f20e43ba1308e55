"""Baselines of charts: each chart's SVG reduced to its marks, labels and positions, as text that a diff can show.

`python -m tests.charts.baselines` writes them anew, from the sample, in both languages; look at the diff before
committing it. A line of a baseline is a label with the place where it stands, or a mark with its colours and its
points. Places are in points from the top left, rounded to halves; the points of a long mark are its box and a sum.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import matplotlib as mpl
from matplotlib.axes import Axes

from analytics import charts, load
from analytics.charts.canvas.chart import figure_of
from analytics.charts.canvas.theme import THEME, drawing

from .cases import CASES

FOLDER = Path(__file__).parent / "baselines"
_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_MOST = 60  # points of a mark that are written out
_COLOURS = {light: name.removeprefix("--chart-") for name, (light, _) in THEME.items()}


def reduced(ax: Axes) -> str:
    """Return the baseline of a chart."""
    buffer = io.StringIO()
    with drawing(), mpl.rc_context({"svg.fonttype": "none"}):
        figure_of(ax).savefig(buffer, format="svg", transparent=True)
    root = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", buffer.getvalue()))
    lines = [f"size {root.get('viewBox', '').split(' ', 2)[2]}", *_lines(root)]
    return "\n".join([*lines, f"alt {charts.describe(ax)}"]) + "\n"


def _lines(root: Element) -> Iterator[str]:
    shapes = {shape.get("id"): shape for shape in root.iter(f"{_SVG}path") if shape.get("id")}
    inside = {id(shape) for part in root.iter(f"{_SVG}defs") for shape in part.iter()}
    for element in root.iter():
        if id(element) in inside:
            continue
        style = _style(element)
        if element.tag == f"{_SVG}text":
            x, y = _place(element)
            yield f"text {_half(x)},{_half(y)} {style}| {''.join(element.itertext())}"
        elif element.tag == f"{_SVG}use":
            shape = shapes.get(element.get(_LINK, "")[1:])
            x, y = float(element.get("x", 0)), float(element.get("y", 0))
            yield f"mark {_half(x)},{_half(y)} {style}{_shape('' if shape is None else shape.get('d', ''))}"
        elif element.tag == f"{_SVG}path" and re.search(
            "fill=|stroke=", style
        ):  # others carry only a tooltip
            yield f"path {style}{_written(_points(element.get('d', '')))}"


def _style(element: Element) -> str:
    style = element.get("style", "")
    found = re.findall(r"(fill|stroke|stroke-dasharray|stroke-width|opacity|font): ([^;]+)", style)
    kept = []
    for name, content in found:
        if content.startswith("url"):
            kept.append(f"{name}=hatched ")
        elif content != "none":
            content = re.sub(r"#\w{6}", lambda colour: _COLOURS.get(colour[0], colour[0]), content)
            kept.append(f"{name}={content.split(' ')[0] if name == 'font' else content.replace(' ', '')} ")
    return "".join(kept)


def _place(element: Element) -> tuple[float, float]:
    numbers = re.findall(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", ""))
    if numbers:
        return float(numbers[0][0]), float(numbers[0][1])
    return float(element.get("x", 0)), float(element.get("y", 0))


def _points(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _written(points: list[tuple[float, float]]) -> str:
    if len(points) <= _MOST:
        return " ".join(f"{_half(x)},{_half(y)}" for x, y in points)
    across, down = zip(*points, strict=True)
    box = f"{_half(min(across))},{_half(min(down))} to {_half(max(across))},{_half(max(down))}"
    middle = f"{_half(sum(across) / len(points))},{_half(sum(down) / len(points))}"
    return f"{len(points)} points {box} middle {middle}"


def _shape(path: str) -> str:
    """Return the size of a round marker, or the points of any other shape."""
    points = _points(path)
    if "C" not in path:
        return f"shape {_written(points)}"
    across, down = zip(*points, strict=True)
    return f"round {_half(max(across) - min(across))} by {_half(max(down) - min(down))}"


def _half(number: float) -> str:
    return f"{round(number * 2) / 2 + 0.0:g}"


def main() -> None:
    """Write every baseline anew and delete those of charts that are gone."""
    articles = load(Path(__file__).parents[2] / "data" / "sample").articles
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob("*.txt"):
        file.unlink()
    for name, case in CASES.items():
        table = case.table(articles)
        for code in ("zh-HK", "en"):
            charts.language(code)
            (FOLDER / f"{name}.{code}.txt").write_text(reduced(case.draw(table)), encoding="utf-8")


if __name__ == "__main__":
    main()
