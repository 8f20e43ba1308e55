"""Text as it stands in a page."""

import re
from html import escape

# Private use, surrogates, noncharacters and controls: no font draws them. U+FFFD has a glyph of its own.
NO_GLYPH = re.compile(
    r"[\ue000-\uf8ff\U000f0000-\U0010ffff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    r"\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]"
)


def escaped(text: str) -> str:
    """Return a text escaped for HTML; characters that no font can draw become U+FFFD.

    >>> escaped("<升>\\ue123")
    '&lt;升&gt;\ufffd'
    """
    return escape(drawable(text))


def drawable(text: str) -> str:
    """Replace characters that no font can draw by U+FFFD.

    >>> drawable("升\\ue123")
    '升\ufffd'
    """
    return NO_GLYPH.sub("\ufffd", text)
