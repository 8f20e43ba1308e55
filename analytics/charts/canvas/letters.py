"""Fonts: which characters they can show, how wide a text is, and how it is broken or cut to a width."""

import re
import unicodedata
import warnings
from functools import lru_cache

import numpy as np
from matplotlib import font_manager, ft2font
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from noto_cjk_sans_otc import FONT_PATH

FAMILIES = ["Noto Sans CJK HK", "DejaVu Sans"]
NO_GLYPH = "□"


@lru_cache(maxsize=1)
def register_font() -> None:
    """Make the Chinese font known to matplotlib."""
    font_manager.fontManager.addfont(str(FONT_PATH))


@lru_cache(maxsize=1)
def known_characters() -> frozenset[int]:
    """Return the code points that one of the families can show."""
    register_font()
    faces = [ft2font.FT2Font(font_manager.findfont(family)) for family in FAMILIES]
    return frozenset().union(*(face.get_charmap().keys() for face in faces))


def drawable(text: str) -> str:
    """Replace each character that no font can show with a box; drop the marks that only modify such a character.

    >>> drawable("科技🧧"), drawable("株式会社ไทย"), drawable("港聞")
    ('科技□', '株式会社□□□', '港聞')
    """
    if all(ord(char) in known_characters() or char.isspace() for char in text):
        return text
    shown = (
        char
        for char in text
        if unicodedata.category(char) not in ("Mn", "Me", "Cf", "Sk", "Cc") or char == "\n"
    )
    return "".join(char if char.isspace() or ord(char) in known_characters() else NO_GLYPH for char in shown)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """Return the width of a line of text in points."""
    register_font()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a character without a glyph is measured as the box that replaces it
        measured = text_to_path.get_text_width_height_descent(
            drawable(text), FontProperties(family=FAMILIES, size=size), ismath=False
        )
    return float(measured[0])


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Break a text into lines of at most `width` points; no line starts with a closing mark.

    >>> wrapped("提及DeepSeek的文章佔每周全部文章的百分比", 10, 100)
    ['提及DeepSeek的文章', '佔每周全部文章的百分', '比']
    """
    lines = [""]
    # a closing mark stays with what stands before it: a drawing cuts off what reaches beyond its edge
    for part in re.findall(r"(?:[^\s\u2e80-\uffef]+|.)[，。；：、）」％]*\s?", text):
        if lines[-1] and text_width((lines[-1] + part).rstrip(), size) > width:
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
    return [line.rstrip() for line in lines]


def shorten(text: str, longest: int = 16) -> str:
    """Cut a label to `longest` Chinese characters; a Latin letter counts half.

    >>> shorten("立法會財務委員會審議北部都會區撥款申請", 8)
    '立法會財務委員…'
    """
    width = 0.0
    for place, char in enumerate(text):
        width += 1 if char > "\u2e7f" else 0.55
        if width > longest:
            return text[: place - 1] + "…"
    return text


def fitting(text: str, size: float, width: float) -> str:
    """Return as much of the beginning of a text as `width` points hold.

    >>> fitting("DeepSeek", 10, 30)
    'Deep'
    """
    while text and text_width(text, size) > width:
        text = text[:-1]
    return text


def label_width(labels: list[str], size: float = 10) -> float:
    """Return the width that labels left of an axis need, in points."""
    return max((text_width(label, size) for label in labels), default=0) + 8


def apart(places: np.ndarray, gap: float, height: float) -> np.ndarray:
    """Move labels up and down, as little as needed to keep them `gap` apart and between 0 and `height`.

    >>> apart(np.array([50.0, 50.0, 0.0]), 10, 100).tolist()
    [45.0, 55.0, 0.0]
    """
    order = np.argsort(places, kind="stable")
    level = places[order] - gap * np.arange(len(places))
    blocks: list[list[float]] = []  # neighbours that must touch move together, to their mean
    for value in level.tolist():
        blocks.append([value])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    flat = np.concatenate([np.full(len(block), np.mean(block)) for block in blocks])
    spread = np.empty(len(places))
    spread[order] = np.clip(flat, 0, max(height - gap * (len(places) - 1), 0)) + gap * np.arange(len(places))
    return spread
