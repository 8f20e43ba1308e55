"""From matplotlib's SVG to markup for a page: small, in the page's colours, with tooltips and unique ids."""

import hashlib
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .theme import THEME

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_STYLE = re.compile(r' style="[^"]*"')
_OUTLINE = 8  # outlines of letters are rounded to an eighth of the font's precision: 800 steps an em
_OUTLINE_SCALE = f"scale({_OUTLINE * 0.015625:g})"
LETTER_ID = "g[0-9a-f]{10}"  # of an outline, by its content: all charts of a page can share it


def inline(raw: str, marks: dict[str, str]) -> str:
    """Return markup for a page.

    Parameters
    ----------
    raw : str
        What matplotlib wrote.
    marks : dict of str to str
        The tooltip of each group that has one, by the group's id.

    Returns
    -------
    str
        An `<svg>` without width, prolog and style sheet; colours are custom properties with the light value as
        fallback, tooltips are `<title>` elements, ids begin with a hash of the content.
    """
    return inline_and_standalone(raw, marks)[0]


def inline_and_standalone(raw: str, marks: dict[str, str]) -> tuple[str, str]:
    """Return markup for a page, and a whole SVG file in plain colours: drawing programs know no custom properties."""
    root = _parsed(raw)
    size = root.get("viewBox", "").split()[2:]
    _tidy(root, marks)
    _number(root)
    plain = _written(root)
    width, height = (f"{number}pt" for number in size)
    opening = f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}"'
    whole = plain.replace("\ue000", "c").replace(" href=", " xlink:href=").replace("<svg", opening, 1)
    themed = _STYLE.sub(lambda found: _themed(found[0]), plain)
    prefix = "c" + hashlib.sha256(themed.encode()).hexdigest()[:10]
    return themed.replace("\ue000", prefix), f'<?xml version="1.0" encoding="utf-8"?>\n{whole}\n'


def compact(path: str, step: float, unit: float = 1) -> str:
    """Return a path in relative coordinates, rounded to `step` and written in `unit`: half the length, the same line.

    >>> compact("M 0 0 L 10 0 L 10 5 C 10 6 11 7 12 7 z", 1)
    'M0 0h10v5c0 1 1 2 2 2z'
    """
    written, here, start = [], (0, 0), (0, 0)
    for command, numbers in re.findall(r"([MLCQz])([^MLCQz]*)", path):
        if command == "z":
            written.append("z")
            here = start
            continue
        values = [round(float(number) / step) for number in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        moved = [(x - here[0], y - here[1]) for x, y in points]
        if command == "M":
            start = points[0]
            written.append("M" + _joined(points, unit))
        elif command == "L" and moved[0][1] == 0:
            written.append(f"h{moved[0][0] * unit:g}")
        elif command == "L" and moved[0][0] == 0:
            written.append(f"v{moved[0][1] * unit:g}")
        else:
            written.append(command.lower() + _joined(moved, unit))
        here = points[-1]
    return "".join(written)


def _joined(points: list[tuple[int, int]], unit: float) -> str:
    return " ".join(f"{x * unit:g} {y * unit:g}" for x, y in points).replace(" -", "-")


def _parsed(raw: str) -> Element:
    root = ElementTree.fromstring(raw)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.endswith("}style") or child.tag.endswith("metadata"):
                parent.remove(child)
    for name in ("width", "height", "version", "id"):
        root.attrib.pop(name, None)
    # Replaces matplotlib's rule `*{…}`, which would style the whole page; fields without paint need pointer events.
    root.set("style", "stroke-linejoin:round;stroke-linecap:butt;pointer-events:all")
    return root


def _tidy(root: Element, marks: dict[str, str]) -> None:
    outlines = {
        element for element in root.iter(f"{_SVG}path") if element.get("transform") == "scale(0.015625)"
    }
    for element in outlines:
        element.set("transform", _OUTLINE_SCALE)
    for element in root.iter():
        element.tail = None
        if element.text is not None and not element.text.strip():
            element.text = None
        for name, value in list(element.attrib.items()):
            if name == f"{_XLINK}href":
                element.set("href", element.attrib.pop(name))
            elif name == "style":
                element.set(name, "".join(map(str.strip, re.split("([:;])", value))).strip(";"))
            elif name == "d" and element in outlines:
                element.set("d", compact(value, _OUTLINE))
            elif name == "d":
                element.set("d", compact(value, 0.01, 0.01))
            elif name in ("transform", "x", "y", "width", "height"):
                element.set(
                    name,
                    re.sub(r"-?(?<!\d)\d++\.\d++", lambda found: f"{round(float(found[0]), 4):g}", value),
                )
        tooltip = marks.get(element.get("id", ""))
        if tooltip is not None:
            title = Element(f"{_SVG}title")
            title.text = tooltip
            element.insert(0, title)
    for mesh in root.iter(f"{_SVG}g"):
        if mesh.get("id", "").startswith("QuadMesh"):
            _merge(mesh)


def _merge(mesh: Element) -> None:
    """Join the cells of each colour into one path; they do not overlap."""
    first: dict[tuple[str, ...], Element] = {}
    for cell in list(mesh):
        key = (cell.tag, *(f"{name}={value}" for name, value in sorted(cell.items()) if name != "d"))
        if key in first and cell.get("d"):
            first[key].set("d", f"{first[key].get('d')} {cell.get('d')}")
            mesh.remove(cell)
        else:
            first[key] = cell


def _themed(style: str) -> str:
    for name, (light, _) in THEME.items():
        style = style.replace(light, f"var({name},{light})")
    return style


def _number(root: Element) -> None:
    """Keep only ids that are referenced; make them short, with a prefix that `inline` fills in.

    The outlines of letters are named by their content.
    """
    wanted = set()
    for element in root.iter():
        wanted |= {name for value in element.attrib.values() for name in re.findall(r"#([^)\s]+)", value)}
    names: dict[str, str] = {}
    for element in root.iter():
        own = element.attrib.pop("id", "")
        if own in wanted:
            name = f"\ue000-{len(names)}"
            if element.get("transform") == _OUTLINE_SCALE:
                name = f"g{hashlib.sha256(element.get('d', '').encode()).hexdigest()[:10]}"
            element.set("id", names.setdefault(own, name))
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if "#" in value:
                element.set(
                    attribute, re.sub(r"#([^)\s]+)", lambda found: "#" + names.get(found[1], found[1]), value)
                )


def _written(root: Element) -> str:
    for parent in list(root.iter()):
        _unwrap(parent)
    ElementTree.register_namespace("", _SVG[1:-1])
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def _unwrap(parent: Element) -> None:
    """Replace groups without attributes by their content."""
    kept = list(_flat(parent))
    for child in list(parent):
        parent.remove(child)
    parent.extend(kept)


def _flat(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{_SVG}g" and not child.attrib:
            yield from _flat(child)
        else:
            yield child
