"""Lines of a page that are no text of the article: credits, calls to follow or subscribe, copyright, buttons.

The words are in folded spelling: Simplified, lower case, marks half-width.
"""

import re

from .cleaning import first_of_key, fold_line, line_key
from .vocabulary import patterns, vocabulary

_LONGEST = 160  # characters of a piece of furniture
_LONGEST_CALL = 50  # characters of a call that does not begin with a word such as “please”
_SHORT = 60  # characters: a longer piece begins with one of these, folded
_OPENINGS = frozenset("我成请立即马欢记快点按免版著本未不禁严转举违原©cantpshw")

_PATTERNS = patterns("furniture")
_FURNITURE, _BUTTON, _RIGHTS = (_PATTERNS[name] for name in ("furniture", "button", "rights"))
_CALL, _CALL_WITHIN, _ASKING, _ACTION = (
    _PATTERNS[name] for name in ("call", "call_within", "asking", "action")
)
_CREDIT, _DATED, _BYLINE, _REPRINT = (_PATTERNS[name] for name in ("credit", "dated", "byline", "reprint"))
_SOURCE_LINE = _PATTERNS["source_line"]
_PHRASES = vocabulary("furniture")["phrases"]["of_applications"].strip().replace("\n", "|").split("|")
_PHRASE_KEYS = frozenset(map(line_key, _PHRASES))
_LONGEST_PHRASE = max(map(len, _PHRASES))
_SENTENCE_MARK = re.compile(r"[。!?;]|[.](?:\s|$)")


def is_furniture(text: str) -> bool:
    """Whether a paragraph is no text of the article: a call to follow or subscribe, a copyright notice, a button.

    >>> is_furniture("透過 Google News追蹤獅山社"), is_furniture("下載DeepSeek的人數急升，議員關注。")
    (True, False)
    """
    if len(text) > _LONGEST or (
        len(text) > _SHORT and first_of_key(text) not in _OPENINGS and text[0] != "©"
    ):
        return False
    folded = fold_line(text)
    return (
        _FURNITURE.fullmatch(folded) is not None
        or _RIGHTS.match(folded) is not None
        or _is_call(folded)
        or (len(text) <= _LONGEST_PHRASE and line_key(text) in _PHRASE_KEYS)
    )


def _is_call(folded: str) -> bool:
    """Whether a folded paragraph asks to follow, subscribe, join or download."""
    if len(folded) <= _SHORT and _CALL_WITHIN.search(folded):
        return True
    if not _CALL.match(folded) or folded.endswith(":"):
        return False
    asks = _ASKING.match(folded) is not None
    sentences = folded.count("。")
    return (asks and sentences <= 2) or (sentences == 0 and len(folded) <= _LONGEST_CALL)


def is_call_to_action(text: str) -> bool:
    """Whether a link's text asks for something, and names neither an article nor an outlet.

    >>> is_call_to_action("支持我們"), is_call_to_action("港聲報")
    (True, False)
    """
    folded = fold_line(text)
    return _ACTION.match(folded) is not None or _BUTTON.fullmatch(folded) is not None


def is_credit(text: str, title_keys: set[str]) -> bool:
    """Whether a line above the text says where it comes from, who wrote it or when.

    >>> is_credit("原文鏈接：港鐵加價", {"港铁加价"}), is_credit("來源地之一的越南宣布停止出口。", set())
    (True, False)
    """
    if len(text) > _LONGEST:
        return False
    folded = fold_line(text)
    if _DATED.fullmatch(folded) or (len(text) <= 80 and _BYLINE.fullmatch(text)):
        return True
    if _REPRINT.match(folded) and len(text) <= 60 and text.count("。") <= 1:
        return True
    label = _CREDIT.match(folded)
    if not label:
        return False
    rest = folded[label.end() :]
    if line_key(rest) in title_keys:
        return True
    return len(rest) <= 80 and not _SENTENCE_MARK.search(rest) and rest.count(",") <= 1


def is_source_line(text: str) -> bool:
    """Whether a line says where the text comes from, and nothing else.

    >>> is_source_line("來源：獅山社"), is_source_line("來源：獅山社，記者陳大文")
    (True, False)
    """
    folded = fold_line(text) if len(text) <= 60 else ""
    is_reprint = _REPRINT.match(folded) is not None and folded.count("。") <= 1
    return is_reprint or (len(text) <= 40 and _SOURCE_LINE.fullmatch(folded) is not None)
