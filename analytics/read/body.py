"""A body -> its parts: prose, headings, captions, related links, source link.

Markdown becomes HTML first, so that one walk over one tree serves Markdown, HTML, and HTML inside Markdown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import html

from ..text.characters import HAN
from ..text.fold import fold, fold_word
from ..text.folding import joins
from .markdown import PLACE, spaces, to_html
from .source import source_of

_RELATED = re.compile(
    r"\W*(?:(?:相關|相关|更多|推薦|推荐|精選|精选)(?:新聞|新闻|報道|報導|报道|文章|閱讀|阅读|內容|内容|專題|专题|連結|链接)"
    r"|(?:延伸|推薦|推荐|擴展|扩展|進階)(?:閱讀|阅读)|同場加映|(?:related|more|recommended)"
    r"(?: (?:news|stories|articles?|reading|links?|posts?))?|read more|see also)"
    r"\s*(?P<colon>[:：︰]|[>》»]+|$)\s*",
    re.IGNORECASE,
)

_NO_WORD = re.compile(r"[\W_]+")
_HEAD = re.compile(rf".{{16}}(?=[\x00-\x7f{HAN}])", re.DOTALL)  # no mark after it would fold with its end
# fmt: off
_SKIPPED = frozenset([
    "script", "style", "noscript", "template", "iframe", "svg", "head", "form", "button", "nav", "aside", "footer",
])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLOCKS = _HEADINGS | frozenset([
    "p", "div", "section", "article", "main", "header", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "hr",
    "table", "thead", "tbody", "tr", "td", "th", "figure", "figcaption", "pre", "address", "center", "body", "html",
])
# fmt: on
_NAMELESS_ALT = re.compile(
    r"(?:\W|img|image|images?|cover_image|picture|photo|圖片?|图片?|图像|插圖|\d)*(?:\.\w{3,4})?", re.I
)
_CUT_IMAGE = re.compile(r"!\[[^\]\n]*\]\(https?://\S*$", re.MULTILINE)  # an image cut off with the text
_FILE_NAME = re.compile(r"[\w%.-]+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)", re.IGNORECASE)


@dataclass
class Parts:
    """What a body is made of."""

    body: str = ""
    headings: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    images: int = 0
    source_name: str | None = None
    source_url: str | None = None


@dataclass
class _Block:
    kind: str  # p, heading, image, caption
    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)  # text, address

    @property
    def only_links(self) -> bool:
        """Whether nothing but links stands in it."""
        return bool(self.links) and key("".join(text for text, _ in self.links)) == key(self.text)


class _Keys(dict[int, str]):
    """What the key of a text has of each character, learnt as it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = _JOINED if joins(chr(code)) else _NO_WORD.sub("", fold_word(chr(code)))
        return self[code]


_KEYS = _Keys()
_JOINED = "\0"  # of a mark, which folds together with what is before it; in no key otherwise


def key(text: str) -> str:
    """Return what two writings of the same line share: folded, without white space and marks.

    >>> key("NVIDIA  哈佛…") == key("Nvidia哈佛")
    True
    """
    said = text.translate(_KEYS)
    return _NO_WORD.sub("", fold(text).text) if _JOINED in said else said


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
    text = text.replace("\0", "")
    if form == "text":
        lines = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text.strip()) else text.splitlines()
        return _sort([_Block("p", _tidy(line)) for line in lines if line.strip()], title, outlet)
    plain: list[list[tuple[str, str]]] = []
    if form == "markdown":
        text, plain = to_html(text)
    return _sort(list(_blocks(text, plain)), title, outlet)


def _heads(blocks: Sequence[_Block]) -> list[str]:
    """Of each block what may tell already that it is neither the headline nor a caption; of those all."""
    heads = (block.kind in ("p", "heading") and _HEAD.match(block.text) for block in blocks)
    return [head[0] if head else block.text for block, head in zip(blocks, heads, strict=True)]


def _tidy(text: str) -> str:
    """White space within lines to one blank; emphasis that Markdown could not close next to Chinese dropped."""
    text = text.replace("**", "")
    if "![" in text:
        text = _CUT_IMAGE.sub("", text)
    lines = (spaces(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip("\u200c\u200d\u2060"))


def _in_one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text) if "\n" in text else text


def tree(source: str) -> html.HtmlElement | None:
    """Return the tree of an HTML text; None where it holds nothing but comments, say.

    >>> tree("<p>正文</p>").text_content(), tree("<!-- -->")
    ('正文', None)
    """
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source.replace("\0", ""))
    try:
        return html.document_fromstring(source) if source.strip() else None
    except (html.etree.ParserError, ValueError):
        return None


def _blocks(source: str, plain: Sequence[Sequence[tuple[str, str]]]) -> Iterator[_Block]:
    """Walk an HTML tree and yield its blocks in order, plain ones in their places."""
    root = tree(source)
    if root is None:
        return
    walk = _Walk(plain)
    walk.element(root)
    walk.flush("p")
    yield from walk.blocks


class _Walk:
    def __init__(self, plain: Sequence[Sequence[tuple[str, str]]]) -> None:
        self.plain = iter(plain)
        self.blocks: list[_Block] = []
        self.pieces: list[str] = []
        self.links: list[tuple[str, str]] = []

    def flush(self, kind: str) -> None:
        if not self.pieces:
            self.links = []
            return
        text = "".join(self.pieces)
        # Two line breaks part paragraphs; a single one stays inside its paragraph.
        for paragraph in re.split(r"\n[^\S\n]*\n", text) if kind == "p" else [text.replace("\n", " ")]:
            tidy = _tidy(paragraph)
            if tidy:
                self.blocks.append(
                    _Block(kind, tidy, [link for link in self.links if link[0] and link[0] in tidy])
                )
        self.pieces, self.links = [], []

    def element(self, node: html.HtmlElement) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag == "img":
            self.flush("p")
            self.blocks.append(_Block("image", spaces(node.get("alt") or "")))
        elif tag == "br":
            self.pieces.append("\n")
        elif tag == "hr" and node.get(PLACE) is not None:
            self.flush("p")
            self.blocks += [_Block(kind, text) for kind, text in next(self.plain)]
        elif tag == "pre":
            self.flush("p")  # code is no prose
        elif tag and tag not in _SKIPPED:
            self._inside(node, tag)
        if node.tail:
            self.pieces.append(_in_one_line(node.tail))

    def _inside(self, node: html.HtmlElement, tag: str) -> None:
        block = tag in _BLOCKS
        if block:
            self.flush("p")
        begin = len(self.pieces)
        if node.text:
            self.pieces.append(_in_one_line(node.text))
        for child in node:
            self.element(child)
        if tag == "a" and node.get("href"):
            self.links.append((_tidy("".join(self.pieces[begin:])), node.get("href")))
        if block:
            self.flush("heading" if tag in _HEADINGS else "caption" if tag == "figcaption" else "p")


def _sort(blocks: list[_Block], title: str, outlet: str | None = None) -> Parts:
    """Put each block where it belongs."""
    found = Parts()
    if blocks:
        _take_source(blocks, found, outlet, title)
    untopical = re.sub(r"^[^︱｜|丨│]{1,20}[︱｜|丨│]", "", title)
    heads = _heads(blocks)
    whole, rest, *said_by = map(key, [title, untopical, *heads])
    echoes = {whole, rest} - {""}
    found.images = sum(block.kind == "image" for block in blocks)
    told = list(zip(blocks, said_by, strict=True))
    captions = {
        said: block.text
        for block, said in [
            *((block, said) for block, said in told if block.kind == "image" and _says_something(block.text)),
            *((block, said) for block, said in told if block.kind == "caption"),
        ]
        if said and said not in echoes
    }
    found.captions = list(captions.values())
    known = [*echoes, *captions]
    prose: list[str] = []
    listing = False  # inside a list of related links
    shown = ""  # the key of the caption just passed
    for (block, said), head in zip(told, heads, strict=True):
        if block.kind in ("image", "caption"):
            shown = said
            continue
        if len(head) < len(block.text) and any(text.startswith(said) for text in known):
            said = key(block.text)
        repeated = said in captions and (len(said) >= 4 or said == shown)
        shown = ""
        label = _RELATED.match(block.text)
        if label and (label["colon"] or len(block.text) < 12):
            after = spaces(block.text[label.end() :])
            found.related += [text for text, _ in block.links if text] or ([after] if after else [])
            listing = not after
        elif listing and block.only_links:
            found.related += [text for text, _ in block.links]
        elif said in echoes and (block.kind == "heading" or not prose):
            continue
        elif block.kind == "heading":
            found.headings.append(spaces(block.text))
            listing = False
        elif repeated:
            continue
        else:
            prose.append(block.text)
            listing = False
    found.body = "\n\n".join(prose)
    return found


def _take_source(blocks: list[_Block], found: Parts, outlet: str | None, title: str) -> None:
    """Take the last block off if it is a link to the original and nothing else."""
    last = blocks[-1]
    if last.kind != "p" or len(last.links) != 1 or _RELATED.match(last.links[0][0]):
        return
    if len(blocks) > 1 and blocks[-2].only_links and not _RELATED.match(blocks[-2].text):
        return  # the last entry of a list of links
    source = source_of(last.text, *last.links[0], outlet=outlet, title=title)
    if source:
        blocks.pop()
        found.source_name, found.source_url = source


def _says_something(alt: str) -> bool:
    return bool(alt) and not _NAMELESS_ALT.fullmatch(alt) and not _FILE_NAME.fullmatch(alt)
