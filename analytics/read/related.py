"""Lists of other articles inside a body: their labels and their headlines. The words are in folded spelling."""

import re

from .cleaning import fold_line, spaces
from .vocabulary import patterns

_LABEL = patterns("related")["label"]
_LABEL_ENDS = 60  # characters in which a label has ended
_LONGEST_LABEL = 26  # characters of a label without a colon
_COLON = re.compile("[:：︰>》»→▶|｜丨│\n]")
_SHORT_LEAD = re.compile(r"[^:：。\n]{1,12}[:：]\s*+")
_LIST_MARK = re.compile(r"list \d+ of \d+\s*+", re.IGNORECASE)
_LIST_END = re.compile(r"end of list", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z][\w'’-]*+")
_HEADLINE_MARK = re.compile(r"[，。？！：︱｜]")
_WEB = re.compile(r"https?://|www\.", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；]|[a-z][.;](?:\s|$)")
_NOT_LISTED = re.compile(r"[。；;：:…\n]|[」』）).]$")


def related_label(text: str) -> re.Match[str] | None:
    """Return the match of a label such as 相關新聞 or Read more at the beginning of `text`, else None.

    >>> bool(related_label("延伸閱讀：")), bool(related_label("相關報道指出，輝達將放榜。"))
    (True, False)
    """
    if len(text) >= _LONGEST_LABEL and not _COLON.search(text, 0, _LABEL_ENDS):
        return None
    return _LABEL.match(fold_line(text[:_LABEL_ENDS]))


def without_list_mark(text: str) -> str:
    """Return `text` without the marks that screen readers get: `list 1 of 4`, `end of list`.

    >>> without_list_mark("list 1 of 4 輝達放榜"), without_list_mark("end of list")
    ('輝達放榜', '')
    """
    if text[:1] not in "lLeE":
        return text
    mark = _LIST_MARK.match(text)
    return "" if _LIST_END.fullmatch(text) else text[mark.end() if mark else 0 :]


def is_headline(text: str) -> bool:
    """Whether a link's text is long enough for a headline, or has a headline's punctuation.

    >>> is_headline("港鐵宣布下月加價，議員反對"), is_headline("港聲報"), is_headline("Read")
    (True, False, False)
    """
    return not _WEB.match(text) and (
        len(text) > 30
        or len(_HAN.findall(text)) > 6
        or len(_WORD.findall(text)) > 3
        or _HEADLINE_MARK.search(text) is not None
    )


def is_sentence(text: str) -> bool:
    """Whether a text that is all link is a sentence of the article all the same.

    >>> is_sentence("港鐵宣布加價。"), is_sentence("港鐵加價 議員反對")
    (True, False)
    """
    return _SENTENCE.search(text) is not None


def lead_before_links(text: str, links: list[tuple[str, str]]) -> bool:
    """Whether a paragraph is a few words, a colon and links to other articles, such as `另見：[…]`.

    >>> lead_before_links("另見：港鐵宣布加價，議員反對", [("港鐵宣布加價，議員反對", "https://a.example")])
    True
    """
    lead = _SHORT_LEAD.match(text)
    if not lead or not links or not is_headline(links[0][0]):
        return False
    rest = text[lead.end() :]
    return not is_sentence(rest) and spaces(rest) == spaces(" ".join(link for link, _ in links))


def could_be_listed(text: str) -> bool:
    """Whether a line without a link can be a headline in a list of them.

    >>> could_be_listed("港鐵加價 議員反對"), could_be_listed("港鐵宣布加價。"), could_be_listed("編輯：陳大文")
    (True, False, False)
    """
    return 6 <= len(text) <= 60 and not _NOT_LISTED.search(text)
