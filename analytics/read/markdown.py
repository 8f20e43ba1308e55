"""Markdown -> HTML; paragraphs without any markup, which are most of a newsroom's, go past the parser."""

import re

import pyromark

PLACE = "data-plain"  # on an `<hr>`: here stand the next plain blocks
_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
_SHORTCODE = re.compile(r"\{\{[<%].*?[%>]\}\}", re.DOTALL)  # Hugo's: {{< video … >}}
_BLANK_IN_ADDRESS = re.compile(r"\]\((https?://[^()\n\"]*[^\S\n][^()\n\"]*)\)")

# Raw HTML, fences and definitions of links reach over blank lines: a document that has one is parsed as a whole
_WIDE = re.compile(r"<|```|~~~|\]:|\t")
_BLANK_LINES = re.compile(r"\n(?: *\n)+")
# Lines that open no block: they begin with a letter, Chinese or Latin, or a Chinese mark, and hold no inline markup;
# possessive, as nothing that was given back would help
_MARKLESS = r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff*_`\[\]<>&\\~ ]"
_LINE = rf"[A-Za-z\u2e80-\ud7ff\uf900-\ufaff\uff01-\uff5e\U00020000-\U0003ffff](?:{_MARKLESS}++| (?! *\n))*+"
# … and lines of one picture, whose name holds none either
_IMAGE = rf"!\[(?:{_MARKLESS}| )*+\]\(https?://[^\s()<>\\]++\)"
_PLAIN = re.compile(rf"(?:{_LINE}|{_IMAGE})(?:\n(?:{_LINE}|{_IMAGE}))*+")
_PICTURE = re.compile(rf"^({_IMAGE})$", re.MULTILINE)


def to_html(markdown: str) -> tuple[str, list[list[tuple[str, str]]]]:
    r"""Return a body as HTML, and its plain blocks: neighbours together, an `<hr>` holds their place.

    A plain block is a paragraph (`p`) or a picture (`image`), with its text or its name.

    >>> to_html("輝達急升。\n\n**恒指**造好。")
    ('<hr data-plain><p><strong>恒指</strong>造好。</p>\n', [[('p', '輝達急升。')]])
    """
    text = _mended(markdown)
    if _WIDE.search(text):
        return pyromark.html(text, options=_OPTIONS), []
    html: list[str] = []
    plain: list[list[tuple[str, str]]] = []
    rest: list[str] = []  # neighbours that the parser must see together: a list goes on over blank lines

    def parse() -> None:
        if rest:
            html.append(pyromark.html("\n\n".join(rest), options=_OPTIONS))
            rest.clear()

    for piece in _BLANK_LINES.split(text):
        if not _PLAIN.fullmatch(piece):
            rest.append(piece)
        elif blocks := _plain_blocks(piece):
            if rest or not html:
                parse()
                html.append(f"<hr {PLACE}>")
                plain.append([])
            plain[-1] += blocks
    parse()
    return "".join(html), plain


def _plain_blocks(piece: str) -> list[tuple[str, str]]:
    """A plain paragraph's lines, parted at its pictures."""
    blocks = []
    for part in _PICTURE.split(piece) if "![" in piece else [piece]:
        if part.startswith("!["):
            blocks.append(("image", spaces(part[2 : part.index("](")])))
        elif (told := spaces(part)).strip("\u200c\u200d\u2060"):
            blocks.append(("p", told))
    return blocks


def spaces(text: str) -> str:
    """Return `text` with runs of white space, no-break and ideographic ones too, as one space.

    >>> spaces("  股價　　上升 ")
    '股價 上升'
    """
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def _mended(markdown: str) -> str:
    """Mend what Chinese news Markdown does that Markdown does not know."""
    markdown = _SHORTCODE.sub("", markdown)
    # Four leading blanks before Chinese are an indented paragraph, not code.
    markdown = re.sub(r"(?m)^[ \t\u3000\u00a0]+(?=[\u2e80-\uffef!\[])", "", markdown)
    # An address with blanks in it would not be an address.
    return _BLANK_IN_ADDRESS.sub(lambda match: "](" + "%20".join(match[1].split()) + ")", markdown)
