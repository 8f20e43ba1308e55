"""Characters and lines of a text as written -> as counted: white space, line ends, invisible characters, entities."""

import html
import re
from functools import lru_cache
from html.entities import html5

from ..text.fold import fold, fold_word
from ..text.folding import joins

# Control characters, and format characters that show nothing: soft hyphen, zero-width space, word joiner, direction.
_SHOWN_AS_NOTHING = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb"
)
_INVISIBLE = re.compile(f"[{_SHOWN_AS_NOTHING}]")
_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028]")
_ODD = re.compile(f"[{_SHOWN_AS_NOTHING}\r\x0b\x0c\x85\u2028\u2029\u200c\u200d]")
# Joiners build emoji and the letters of some scripts. After Latin or Chinese they do nothing but hide a name.
_IDLE_JOINER = re.compile("(?<=[\x20-\x7e\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef])[\u200c\u200d]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NO_WORD = re.compile(r"[\W_]+")

_WIDE = re.compile("[\u2e80-\u9fff\ua960-\ua97f\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
_WIDE_MARK = re.compile(
    "[\u3000-\u3004\u3008-\u3020\u3030\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)
_QUOTES = frozenset("“”‘’…—·")  # marks of Chinese and Latin text alike


def visible(text: str) -> str:
    r"""Return `text` without control characters and characters that show nothing; line ends are all `\n`.

    >>> visible("Deep\u200bSeek\u00ad\x08 輝\u2060達\r\n")
    'DeepSeek 輝達\n'
    """
    if _ODD.search(text):
        text = _LINE_BREAK.sub("\n", _INVISIBLE.sub("", text).replace("\u2029", "\n\n"))
        text = _IDLE_JOINER.sub("", text)
    return text


def spaces(text: str) -> str:
    """Return `text` in one line: each run of white space is one blank, and what shows nothing is dropped.

    >>> spaces("  股價　　上升 ")
    '股價 上升'
    """
    return " ".join(visible(text).split())


def decode_entities(text: str) -> str:
    """Return `text` with HTML entities decoded, also those that were escaped twice.

    >>> decode_entities("AT&amp;T &#8211; R&amp;amp;D, R&D; &copy")
    'AT&T – R&D, R&D; &copy'
    """
    for _ in range(3):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(_entity, text)
    return text


def _entity(found: re.Match[str]) -> str:
    known = found[0][1] == "#" or found[0][1:] in html5
    return html.unescape(found[0]).replace("\xa0", " ") if known else found[0]


def join_lines(text: str, marks: str = "") -> str:
    r"""Return wrapped lines as one: nothing between two Chinese characters, a blank between words.

    Parameters
    ----------
    text : str
        Lines. Empty ones are left out.
    marks : str
        Characters that belong to no line: those before and after them decide.

    Examples
    --------
    >>> join_lines("市場指輝\n  達急升，\nDeepSeek\nV3")
    '市場指輝達急升，DeepSeek V3'
    """
    if "\n" not in text:
        return text
    around = f"{marks} \t\u3000\u00a0"
    joined: list[str] = []
    end = ""
    for line in text.split("\n"):
        bare = line.strip(around)
        if bare:
            if end and not joined_without_blank(end, bare[0]):
                joined.append(" ")
            end = bare[-1]
        joined.append(line.strip())
    return "".join(joined)


def joined_without_blank(end: str, begin: str) -> bool:
    """Whether a line that ends with `end` goes on in the next, which begins with `begin`, without a blank.

    >>> joined_without_blank("輝", "達"), joined_without_blank("，", "D"), joined_without_blank("k", "V")
    (True, True, False)
    """
    if _WIDE_MARK.match(end) or _WIDE_MARK.match(begin):
        return True
    wide = bool(_WIDE.match(end)), bool(_WIDE.match(begin))
    return any(wide) and (wide[0] or end in _QUOTES) and (wide[1] or begin in _QUOTES)


class _Keys(dict[int, str]):
    """What each character contributes to the key of a line. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _COMBINES if joins(chr(code)) else _NO_WORD.sub("", fold_word(chr(code)))
        return self[code]


_KEYS = _Keys()
_COMBINES = "\0"  # stands for a mark that folds together with the character before it


def line_key(text: str) -> str:
    """Return what two spellings of the same line share: it is folded, without white space and punctuation.

    >>> line_key("NVIDIA  哈佛…") == line_key("Nvidia哈佛")
    True
    """
    folded = text.translate(_KEYS)
    return _NO_WORD.sub("", fold(text).text) if _COMBINES in folded else folded


def first_of_key(text: str) -> str | None:
    """Return the first character of the key of `text`; "" if the key is empty, None where only the key itself tells.

    >>> first_of_key("「輝達」"), first_of_key("……")
    ('辉', '')
    """
    for place, character in enumerate(text):
        if folded := _KEYS[ord(character)]:
            following = text[place + 1 : place + 2]
            combined = folded == _COMBINES or (following > "\x7f" and _KEYS[ord(following)] == _COMBINES)
            return None if combined else folded[0]
    return ""


class _Folds(dict[int, str]):
    """What each character folds into, if that is one character; else itself. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = fold_word(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_FOLDS = _Folds()


@lru_cache(maxsize=64)
def fold_line(text: str) -> str:
    """Return `text` in Simplified Chinese and lower case, its marks half-width, each character in its place.

    >>> fold_line("相關新聞：Read More")
    '相关新闻:read more'
    """
    return text.translate(_FOLDS)
