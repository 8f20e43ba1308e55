"""A body -> its parts: prose, headings, captions, related links, source link."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from . import furniture
from .blocks import Block, blocks_of
from .cleaning import first_of_key, line_key, spaces
from .related import (
    could_be_listed,
    is_headline,
    is_sentence,
    lead_before_links,
    related_label,
    without_list_mark,
)
from .repeats import without_repeat
from .source import source_of
from .vocabulary import patterns

_TOPIC = re.compile(r"^[^︱｜|丨│]{1,20}[︱｜|丨│]")
_NAMELESS = patterns("body")["nameless"]
_FILE_NAME = re.compile(r"[\w%.-]+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)", re.IGNORECASE)
_PICTURE_CREDIT = re.compile(r"(?:圖像|图像|圖片|图片|影像)(?:來源|来源|加註文字)\s*[，,:：]\s*[^\n]*+\n?")


_ADDRESS = re.compile(r"https?://\S+")
_SENTENCE_MARK = re.compile(r"[。，；：]|[.!?！？]\s*$")
_NAME_BESIDE_TITLE = re.compile(
    r"\n\s*[-–—|｜_·][^。，]+|[【\[（(][^。，]+[】\]）)]\s*\n|\n\s*[【（(][^。，]+[】）)]"
)
_SHORTEST_TITLE = 6  # characters of a headline that no text holds by chance
_LONGEST_ENTRY = 80  # characters of an entry in a list of related links
_LONGEST_NAME = 16  # characters of an outlet's name


@dataclass
class Parts:
    """What a body is made of.

    Attributes
    ----------
    body : str
        The article's own prose; an empty line between paragraphs.
    headings, captions, related : list of str
        Headings; picture captions, each once; headlines of other articles.
    images : int
        Pictures.
    source_name, source_url : str or None
        Name and address of the original, where a link at the end gives it.
    repeated : bool
        Whether much of the prose stood there twice.
    repeat_removed : bool
        Whether the second copy was certain, and taken out.
    """

    body: str = ""
    headings: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    images: int = 0
    source_name: str | None = None
    source_url: str | None = None
    repeated: bool = False
    repeat_removed: bool = False


def parts(text: str, title: str, *, form: str, outlet: str | None = None) -> Parts:
    """Take a body apart.

    Parameters
    ----------
    text : str
        The body as it stands in the document.
    title : str
        The article's headline: its echoes in the body are dropped.
    form : {"markdown", "html", "text"}
        What the body is written in.
    outlet : str, optional
        The outlet that the front matter names: a last link of its name leads to the original.

    Examples
    --------
    >>> markdown = '''獅山初創推出模型
    ...
    ... 首段。
    ...  ![員工測試模型](https://a.example/1.jpg)
    ...
    ... 員工測試模型
    ...
    ... **相關新聞：[另一則](https://a.example/2)**
    ...
    ... [港聲報](https://a.example/realtime/article/3/即時-財經-獅山)
    ... '''
    >>> found = parts(markdown, "獅山初創推出模型", form="markdown")
    >>> found.body, found.captions, found.related, found.source_name
    ('首段。', ['員工測試模型'], ['另一則'], '港聲報')
    """
    return sort_blocks(blocks_of(text, form), title, outlet)


def sort_blocks(blocks: list[Block], title: str, outlet: str | None = None) -> Parts:
    """Put each block of a body where it belongs.

    >>> sort_blocks([Block("p", "港鐵加價"), Block("p", "首段。")], "港鐵加價").body
    '首段。'
    """
    blocks = [*blocks]
    found = Parts()
    source = _take_source(blocks, title, outlet)
    if source:
        found.source_name, found.source_url = source
    found.images = sum(block.kind == "image" for block in blocks)
    sorter = _Sorter(found, title, linked=any(block.links for block in blocks))
    sorter.captions(blocks)
    for block in blocks:
        sorter.place(block)
    sorter.finish()
    return found


def _take_source(blocks: list[Block], title: str, outlet: str | None) -> tuple[str | None, str] | None:
    """Take the last block off if it is a link to the original and nothing else; return its name and address."""
    last = blocks[-1] if blocks else None
    if last is None or last.kind != "p" or len(last.links) != 1 or related_label(last.links[0][0]):
        return None
    if len(blocks) > 1 and blocks[-2].only_links and not related_label(blocks[-2].text):
        return None  # the last entry of a list of links
    source = source_of(last.text, *last.links[0], outlet=outlet, title=title)
    if source:
        blocks.pop()
    return source


class _Sorter:
    """Sorts the blocks of one body, in order, into its parts."""

    def __init__(self, found: Parts, title: str, *, linked: bool) -> None:
        self.found = found
        self.title, self.title_key = title, line_key(title)
        self.echoes = {self.title_key, line_key(_TOPIC.sub("", title))} - {""}
        self.linked = linked  # links are known; in plain text they are not
        self.prose: list[str] = []
        self.caption_keys: set[str] = set()
        self.firsts: set[str] = set()  # the first characters of the keys of the headline and the captions
        self.label: Block | None = None  # a label of related links that waits for them
        self.listing = False  # inside a list of related links
        self.shown = ""  # the key of the caption just passed

    def captions(self, blocks: list[Block]) -> None:
        """Gather the captions, and turn a picture's credit line into the caption that it holds."""
        captions: dict[str, str] = {}
        for before, block in pairwise(blocks):
            if before.kind == "image" and block.kind == "p" and (credit := _PICTURE_CREDIT.match(block.text)):
                block.kind, block.text = "caption", block.text[credit.end() :]
        for kind in ("image", "caption"):  # a caption's own spelling wins over the alternative text
            for block in blocks:
                if block.kind == kind and _says_something(block.text):
                    captions[line_key(block.text)] = block.text
        for echo in ("", *self.echoes):
            captions.pop(echo, None)
        self.found.captions = list(captions.values())
        self.caption_keys = set(captions)
        self.firsts = {key[0] for key in [*self.echoes, *captions]}

    def place(self, block: Block) -> None:
        """Put one block where it belongs."""
        if block.kind in ("image", "caption"):
            self.shown = line_key(block.text)
            return
        shown, self.shown = self.shown, ""
        text = without_list_mark(block.text)
        key = self._key(text)
        if block.kind == "label":
            if related_label(text):
                self._open(block)
        elif not key or (key in self.echoes and (block.kind == "heading" or not self.prose)):
            pass  # punctuation alone, or the headline again
        elif not self.prose and block.kind == "p" and self._is_credit(text):
            self._note_source(block)
        elif self._is_related(block, text):
            pass
        elif block.kind == "heading":
            self.close()
            self.found.headings.append(spaces(text))
        elif key in self.caption_keys and (len(key) >= 4 or key == shown):
            pass
        elif not furniture.is_furniture(text):
            self.close()
            self.prose.append(text)

    def _is_credit(self, text: str) -> bool:
        """Whether a line above the text says where it comes from, or is the headline with an outlet's name."""
        if len(self.title_key) >= _SHORTEST_TITLE and self.title in text:
            before, _, after = text.partition(self.title)
            if len(before) + len(after) <= 2 * _LONGEST_NAME and _NAME_BESIDE_TITLE.fullmatch(
                f"{before}\n{after}"
            ):
                return True
        return furniture.is_credit(text, self.echoes)

    def _note_source(self, credit: Block) -> None:
        """Take the address of the original from a credit above the text."""
        bare = _ADDRESS.search(credit.text)
        links = credit.links or ([(bare[0], bare[0])] if bare else [])
        if len(links) == 1 and not self.found.source_url:
            source = source_of(credit.text, *links[0])
            self.found.source_url = source[1] if source else None

    def _key(self, text: str) -> str:
        """Return the key of a text; only the beginning of it where that is not how a line to be dropped begins."""
        first = first_of_key(text)
        return line_key(text) if first is None or first in self.firsts else first

    def _is_related(self, block: Block, text: str) -> bool:
        """Whether a block is a label of related links, or such links. Puts them where they belong."""
        related = self.found.related
        label = related_label(text)
        if not (label or block.links or self.listing):
            return False
        links = [link for link, _ in block.links]
        after = spaces(text[label.end() :]) if label else ""
        if label and not (after and is_sentence(after)):
            if links or after:
                related += links or [after]
                self.label, self.listing = None, False
            else:
                self._open(block)
        elif block.only_links:
            if not self.listing and (block.kind == "heading" or is_sentence(text)):
                return False
            related += [link for link, address in block.links if self._is_title(link, address)]
            self.label = None
        elif block.kind == "p" and lead_before_links(text, block.links):
            related += links
        elif self.listing and block.kind == "p" and self._is_listed(block, text):
            related += links or [text]
            self.label = None
        else:
            return False
        return True

    def _is_listed(self, block: Block, text: str) -> bool:
        """Whether a line in a list of related links is one of them: with a link and a note, or without a link."""
        if block.item and block.links:
            return len(text) <= _LONGEST_ENTRY and not is_sentence(text)
        return (block.item or not self.linked) and could_be_listed(text)

    def _is_title(self, link: str, address: str) -> bool:
        """Whether a link leads to another article: not to a place in this one, and not to an application."""
        is_button = furniture.is_call_to_action(link) or furniture.is_furniture(link)
        if is_button or address.startswith("#") or related_label(link):
            return False
        return self.listing or is_headline(link)

    def _open(self, label: Block) -> None:
        """Begin a list of related links. Of labels that follow each other, a heading is kept in mind."""
        if self.label is None or self.label.kind != "heading":
            self.label = label
        self.listing = True

    def close(self) -> None:
        """End a list of related links. A heading that looked like its label, and had no links, is a heading."""
        if self.label is not None and self.label.kind == "heading":
            self.found.headings.append(spaces(self.label.text))
        self.label, self.listing = None, False

    def finish(self) -> None:
        """Put the paragraphs together, each once."""
        self.close()
        related = self.found.related
        self.found.related = [title for title in related if line_key(title) not in self.echoes]
        if len(self.prose) > 1 and furniture.is_source_line(self.prose[-1]):
            self.prose.pop()
        if len(self.prose) == 1 and self._is_title_with_name(self.prose[0]):
            self.prose.pop()
        prose, self.found.repeated, self.found.repeat_removed = without_repeat(self.prose)
        if self.found.repeat_removed:
            prose = [paragraph for paragraph in prose if line_key(paragraph) not in self.echoes]
        self.found.body = "\n\n".join(prose)

    def _is_title_with_name(self, text: str) -> bool:
        """Whether a text is the headline and an outlet's name, as feeds give it in place of a text."""
        if len(self.title_key) < _SHORTEST_TITLE or len(text) > 2 * len(self.title_key) + 80:
            return False
        name = text.replace(self.title, "", 1) if self.title in text else text[-_SHORTEST_TITLE:]
        if _SENTENCE_MARK.search(name):
            return False
        key = line_key(text)
        return self.title_key in key and len(key) - len(self.title_key) <= _LONGEST_NAME


def _says_something(alt: str) -> bool:
    return bool(alt) and not _NAMELESS.fullmatch(alt) and not _FILE_NAME.fullmatch(alt)
