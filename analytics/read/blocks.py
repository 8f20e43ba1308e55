"""A body in any form -> its blocks in order: paragraphs, headings, pictures and captions, with their links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .cleaning import decode_entities, join_lines, joined_without_blank, spaces, visible
from .html import has_markup, tree, unescaped
from .markdown import to_html
from .template_tags import without_template_tags
from .vocabulary import patterns, words

_ELEMENTS = words("html", "elements")
_SKIPPED, _HEADINGS = frozenset(_ELEMENTS["skipped"]), frozenset(_ELEMENTS["headings"])
_BLOCKS = _HEADINGS | frozenset(_ELEMENTS["blocks"])
# Marks in the text that a walk gathers. Control characters are taken out of the source first.
_LINK_BEGINS, _LINK_ENDS, _BREAK = "\x02", "\x03", "\x04"
_LINK_MARK = re.compile(f"([{_LINK_BEGINS}{_LINK_ENDS}])")
_PARAGRAPH_BREAK = re.compile(rf"{_BREAK}\s*+{_BREAK}\s*")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*+\n")
_FENCED_CODE = re.compile(r"(?m)^```[^\n]*+\n(?:(?!```)[^\n]*+\n)*+```[ \t]*$")
_MARKDOWN_LINK = re.compile(r"\]\(https?://")
_FIELD = re.compile(r"[^\s：:]{1,6}[：:]")  # such as `時間：`
_SENTENCE_END = frozenset("。！？!?…」』”）)：:；;")
_DATE_OR_NUMBER = patterns("body")["date_or_number"]


@dataclass
class Block:
    """A piece of a body.

    Attributes
    ----------
    kind : {"p", "heading", "image", "caption"}
        What it is.
    text : str
        Its text; a picture's alternative text. Lines of a paragraph are separated by line ends.
    links : list of (str, str)
        Text and address of each link in it.
    item : bool
        Whether it stands in a list.
    """

    kind: str
    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    item: bool = False

    @property
    def only_links(self) -> bool:
        """Whether it holds links, and beside them at most a date or a number."""
        if not self.links:
            return False
        place = 0
        for text, _ in self.links:
            begin = self.text.find(text, place)
            if begin < 0 or not _DATE_OR_NUMBER.fullmatch(self.text, place, begin):
                return False
            place = begin + len(text)
        return _DATE_OR_NUMBER.fullmatch(self.text, place) is not None


def blocks_of(text: str, form: str) -> list[Block]:
    """Return the blocks of a body.

    Parameters
    ----------
    text : str
        The body as it stands in the document.
    form : {"markdown", "html", "text"}
        What it is written in. Text that holds HTML or Markdown links is read as such.

    Examples
    --------
    >>> [(block.kind, block.text) for block in blocks_of("## 題\\n\\n![圖](a.jpg)首\\n段。", "markdown")]
    [('heading', '題'), ('image', '圖'), ('p', '首段。')]
    """
    text = visible(text)
    if form != "markdown":
        text = without_template_tags(text)
    if "lt;" in text:
        escaped, text = text, unescaped(text)
        form = "html" if form == "text" and escaped is not text and has_markup(text) else form
    if form == "text" and _MARKDOWN_LINK.search(text):
        form, text = "markdown", text if _EMPTY_LINE.search(text.strip()) else text.replace("\n", "\n\n")
    if form == "text":
        return [Block("p", paragraph) for paragraph in _text_paragraphs(text)]
    root = tree(to_html(text) if form == "markdown" else text)
    return [] if root is None else _Walk(root).blocks


def first_heading(blocks: list[Block], form: str) -> str | None:
    """Return the first heading of a body; of plain text, a first line that is short.

    >>> first_heading(blocks_of("# [港鐵](https://a.example) **加價**", "markdown"), "markdown")
    '港鐵 加價'
    """
    if form == "text":
        first = blocks[0].text.split("\n", 1)[0] if blocks else ""
        return first if 0 < len(first) <= 60 else None
    return next((spaces(block.text) for block in blocks if block.kind == "heading"), None)


def _text_paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of plain text: separated by empty lines, or else by line ends."""
    if "<!--" in text:
        text = _without_comments(text)
    if "```" in text:
        text = _FENCED_CODE.sub("", text)
    by_empty_lines = _EMPTY_LINE.search(text.strip()) is not None
    lines = [spaces(line) for line in text.split("\n")]
    longest = max(map(len, lines))
    # A line that is much shorter than the longest was ended by its writer.
    wrapped_from = 0.6 * longest if by_empty_lines else max(13, 0.85 * longest)
    paragraph = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        paragraph += line
        if line and following:
            if len(line) >= wrapped_from and _is_wrapped(line, following):
                continue
            if by_empty_lines:
                paragraph += "\n"
                continue
        if tidy := _tidy(paragraph):
            yield tidy
        paragraph = ""


def _without_comments(text: str) -> str:
    """Return plain text without comments of HTML; one that does not end is text."""
    kept, place = [], 0
    while (begin := text.find("<!--", place)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[place:begin])
        place = end + 3
    return "".join([*kept, text[place:]])


def _is_wrapped(line: str, following: str) -> bool:
    """Whether a line of plain text breaks off between two Chinese characters, within a sentence."""
    end, begin = line[-1], following[0]
    if end in _SENTENCE_END or _FIELD.match(following) or not begin.isalpha():
        return False
    return (end.isalpha() or end in "，、") and joined_without_blank(end, begin)


def _tidy(text: str) -> str:
    """Decode entities, drop emphasis that Markdown could not close, what is cut off at the end, and empty lines."""
    if "&" in text:
        text = visible(decode_entities(text))
    if "**" in text:
        text = text.replace("**", "")
    if "](" in text:
        text = _without_cut_link(text)
    if "\n" not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _without_cut_link(text: str) -> str:
    """Drop a picture, or a link's address, that is cut off at the end of a text."""
    address = text.rfind("](http")
    if address < 0 or ")" in text[address:] or " " in text[address:].strip():
        return text
    begin = text.rfind("[", 0, address)
    if begin < 0:
        return text
    return text[: begin - 1] if text[begin - 1 : begin] == "!" else text[:begin] + text[begin + 1 : address]


class _Walk:
    """The blocks that a walk through a tree meets."""

    def __init__(self, root: etree._Element) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._addresses: list[str] = []  # of the links in the pieces
        self._link: str | None = None  # the address of the link that the walk is in
        self._items = 0  # lists that the walk is in
        self._walk(root)

    def _walk(self, root: etree._Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in walk:
            tag = node.tag
            if event == "start":
                if tag in _BLOCKS:
                    self._begin_block(node, tag)
                elif tag in _SKIPPED or self._begin_inline(node, tag):
                    walk.skip_subtree()
                    continue
                text = node.text
                if text and (self._pieces or not text.isspace()):
                    self._pieces.append(text)
                continue
            if event == "end":
                if tag in _BLOCKS:
                    self._end_block(tag)
                elif tag in ("a", "small"):
                    self._end_inline(node, tag)
            tail = node.tail
            if tail and (self._pieces or not tail.isspace()):
                self._pieces.append(tail)
        self._flush("p")

    def _begin_block(self, node: etree._Element, tag: str) -> None:
        if self._pieces:
            self._flush("p")
        if tag == "li":
            self._items += 1
        elif tag == "section" and node.get("aria-label"):
            self.blocks.append(Block("label", spaces(node.get("aria-label", ""))))

    def _begin_inline(self, node: etree._Element, tag: str) -> bool:
        """Take note of an element within a block; return whether its content is to be skipped."""
        if tag == "img":
            self._flush("p")
            self.blocks.append(Block("image", spaces(decode_entities(node.get("alt") or ""))))
        elif tag == "br":
            self._pieces.append(_BREAK)
        elif tag == "a":
            if node.get("href") and self._link is None:
                self._open_link(node.get("href", ""))
        elif tag == "pre":  # code is no prose
            self._flush("p")
            return True
        elif tag == "sup":
            return (node.get("class") or "").startswith("footnote-")
        return False

    def _end_block(self, tag: str) -> None:
        if self._pieces:
            if tag in _HEADINGS:
                self._flush("heading")
            else:
                is_caption = tag == "figcaption" or (tag == "dd" and self._after_image())
                self._flush("caption" if is_caption else "p")
        if tag == "li":
            self._items -= 1

    def _end_inline(self, node: etree._Element, tag: str) -> None:
        if tag == "small":
            if self._after_image():
                self._flush("caption")
        elif self._link is not None and node.get("href") == self._link:
            self._pieces.append(_LINK_ENDS)
            self._link = None

    def _after_image(self) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind == "image"

    def _open_link(self, address: str) -> None:
        self._link = address
        self._addresses.append(address)
        self._pieces.append(_LINK_BEGINS)

    def _flush(self, kind: str) -> None:
        """Make blocks of the pieces gathered: one a paragraph; a link that goes on is in the next one, too."""
        pieces, addresses, link = self._pieces, iter(self._addresses), self._link
        self._pieces, self._addresses = [], []
        if link is not None:
            self._open_link(link)
            pieces.append(_LINK_ENDS)
        marked = "".join(pieces)
        if not marked or marked.isspace():
            return
        marked = join_lines(marked, _LINK_BEGINS + _LINK_ENDS)
        if _BREAK not in marked:
            self._add(kind, marked, addresses)
        elif kind != "p":
            self._add(kind, marked.replace(_BREAK, " "), addresses)
        else:
            for paragraph in _PARAGRAPH_BREAK.split(marked):
                self._add(kind, paragraph.replace(_BREAK, "\n"), addresses)

    def _add(self, kind: str, marked: str, addresses: Iterator[str]) -> None:
        links: list[tuple[str, str]] = []
        text = marked
        if _LINK_BEGINS in marked:
            pieces = _LINK_MARK.split(marked)
            text = "".join(pieces[::2])
            begins = (n for n, piece in enumerate(pieces) if piece == _LINK_BEGINS)
            links = [(_tidy(pieces[n + 1]), next(addresses, "")) for n in begins]
        tidy = _tidy(text)
        if tidy:
            self.blocks.append(Block(kind, tidy, [link for link in links if link[0]], self._items > 0))
