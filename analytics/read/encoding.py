"""Bytes -> text: UTF-8, UTF-16, and the encodings of older Chinese systems; and what was damaged on the way here."""

import codecs
import re

from .problems import Problem, warning

# The characters that run through all Chinese prose, Traditional and Simplified
_COMMON = frozenset(
    "的一是在不了有和人這这中大為为上個个國国我以要他時时來来用們们到作地於于出就分對对成會会可主年動动同工也能下過过說说表示日月新"
)
_KANA = frozenset("のにはをたがでてとしれさもなるいかりっすまくきこあそ")
_HANGUL = frozenset("이다는의에가을를은로고하지서한도기사자인대어리해있")
_FOREIGN_FORMS = (
    *(("cp932", _KANA), ("euc_jp", _KANA), ("cp949", _HANGUL)),
    *(("utf-16-le", _COMMON), ("utf-16-be", _COMMON)),
)
_FEW = 8  # characters beyond ASCII below which nothing can be said
_CLEAR = 0.12  # share of common characters that shows the language
_HAN = re.compile(r"[\u3400-\u9fff]")
# Bytes of Chinese read as Latin-1 or as Shift-JIS, and bytes of a Latin text's quotes and accents read one by one
_FOREIGN = re.compile(r"[\u0080-\u00ff\u0152-\u017e\u02c6\u02dc\u2020-\u2022\u2030\u20ac\u2122\uff61-\uff9f]")
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4}){2}")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_LATIN = re.compile(r"â€[\u0080-\u00bf\u0152-\u203a\u2122]|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]")
# What stands beyond ASCII in texts of European languages: letters within words, quotation marks, dashes, sums of money
_LOWER, _CAPITAL = "ß-öø-ÿšžœ", "À-ÖØ-ÞŠŽŒ"
_EUROPEAN = re.compile(
    rf"(?<=[A-Za-z’])[{_LOWER}]|[{_LOWER}](?=[a-z])|(?<![^\W_])[àéóöüåø](?![^\W_])"
    rf"|(?<![^\W_])[{_CAPITAL}](?=[a-z ’.])|(?<=[A-Z])[{_CAPITAL}](?![a-z])|[{_CAPITAL}](?=[A-Z]{{2}})"
    r"|(?<![^\s\xa0(\[\"'—–“‘])[‘“„](?=[\w“‘$£€¿¡…])|(?<=[!-~…’”£€à-ÿ])[’”“]|’(?=[0-9]0s)"
    r"|(?<![^\x00-\x7f\xa0’”»…])[–—…•](?![^\x00-\x7f\xa0‘“«])|\xa0"
    r"|[£€](?=\s?[0-9])|(?<=[0-9])[°½¼¾²]|(?<=[0-9][\s\xa0])€|(?<=[A-Za-z])[®™](?![A-Za-z])|©(?=[\s0-9])"
    r"|(?<![^\s(])«(?=[\s\xa0A-ZÀ-Þ])|(?<=[\s\xa0a-z.!?…à-ÿ])»(?![^\W_])|(?<![^\s\"'“«(])[¿¡](?=[^\W\d_])"
)
_EUROPE = "cp1252"
_HEAD = 4000  # bytes in which zeros show UTF-16
_SAMPLE = 300  # characters that are looked at
_FIRST = 100  # characters that nearly always hold common ones
_ENOUGH = 40  # Chinese characters below which nothing can be said
_MANY = 100  # Chinese characters among which some are common ones
_DETOURS = (("gb18030", "utf-8"), ("big5hkscs", "utf-8"), ("gb18030", "big5hkscs"), ("big5hkscs", "gb18030"))
_WRONG = "the text was read in a wrong encoding before it came here"


def decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return a document's text with plain line ends, and what there is to say of its bytes.

    Raises
    ------
    UnicodeDecodeError
        No known encoding fits.

    Examples
    --------
    >>> text, problems = decode("a.md", "恒指收報二萬點，升三百點".encode("big5hkscs"))
    >>> text, problems[0].code
    ('恒指收報二萬點，升三百點', 'encoding_guessed')
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),  # it begins like that of UTF-16
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            while data.startswith(mark):
                data = data[len(mark) :]
            if name == "utf-8":
                break
            return _damaged(path, data.decode(name, "replace"))
    unmarked = _unmarked_utf_16(data)
    if unmarked:
        return _damaged(path, data.decode(unmarked, "replace"))
    try:
        return _plain_lines(data.decode("utf-8")), []
    except UnicodeDecodeError as bad:
        is_cut = bad.reason == "unexpected end of data"
    text = data.decode("utf-8", "replace")
    bad_bytes = text.count("\ufffd")
    # UTF-8 that ends within a character, or with some bytes damaged: other encodings look like UTF-8 by chance only
    if is_cut or bad_bytes * 3 < sum(char > "\u2e7f" for char in text):
        return _damaged(path, text)
    best = _european(data) or _by_commonness(data) or _by_statistics(data)
    if best is None:
        best = _by_damaged_text(data)
        text, problems = _damaged(path, data.decode(best, "replace"))
    else:
        text, problems = _plain_lines(data.decode(best, "replace")), []
    return text, [warning(path, "encoding_guessed", f"read as {best}"), *problems]


def _damaged(path: str, text: str) -> tuple[str, list[Problem]]:
    bad = text.count("\ufffd")
    message = f"{bad} damaged characters replaced by U+FFFD"
    return _plain_lines(text), [warning(path, "encoding_damaged", message)] if bad else []


def _european(data: bytes) -> str | None:
    """Return Windows-1252, which holds Latin-1, if what stands beyond ASCII is what European languages have there.

    >>> _european("José’s café".encode("cp1252")), _european("他說 OK".encode("big5"))
    ('cp1252', None)
    """
    first = next(place for place, byte in enumerate(data) if byte > 127)
    text = data[max(first - _FEW, 0) : first + _HEAD].decode(_EUROPE, "replace")
    foreign = sum(char > "\x7f" for char in text)
    letters = sum(char.isalpha() for char in text if char.isascii())
    is_european = letters >= 2 * foreign and len(_EUROPEAN.findall(text)) * 10 >= foreign * 9
    return _EUROPE if is_european else None


def _by_statistics(data: bytes) -> str | None:
    """Return the encoding of Chinese that fits best; None if the bytes are sound in neither."""
    from charset_normalizer import from_bytes  # only bytes that are not UTF-8 need it

    best = from_bytes(data, cp_isolation=["big5hkscs", "gb18030"], threshold=0.4).best()
    return best.encoding if best else None


def _by_damaged_text(data: bytes) -> str:
    """Return the encoding in which most characters are common ones, although some bytes are damaged.

    Raises
    ------
    UnicodeDecodeError
        There is none.
    """
    head = data[:_HEAD]
    forms = (*_FOREIGN_FORMS, ("big5hkscs", _COMMON), ("gb18030", _COMMON))
    shares = {name: _share(head, name, common, "replace") for name, common in forms}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] < _CLEAR / 2 or head.decode(best, "replace").count("\ufffd") * 10 > len(head):
        data.decode("big5hkscs")
    return best


def _by_commonness(data: bytes) -> str | None:
    """Return the encoding of Japanese or Korean, or UTF-16, in which most characters are common ones of the language.

    None where Chinese in an encoding of its own is as likely: bytes of one are sound in the other, but rare characters.

    >>> _by_commonness("これは日本語で書かれた新聞の記事です。".encode("shift_jis"))
    'cp932'
    """
    head = data[:_HEAD]
    shares = {name: _share(head, name, common) for name, common in _FOREIGN_FORMS}
    best = max(shares, key=lambda name: shares[name])
    chinese = max(_share(head, name, _COMMON) for name in ("big5hkscs", "gb18030"))
    return best if shares[best] > _CLEAR and shares[best] > 1.5 * chinese else None


def _share(data: bytes, encoding: str, common: frozenset[str], errors: str = "strict") -> float:
    """Return the share of common characters among those beyond ASCII; 0 where the bytes are not in the encoding."""
    try:
        text = codecs.getincrementaldecoder(encoding)(errors).decode(data)
    except UnicodeDecodeError:
        return 0.0
    foreign = [char for char in text if char > "\x7f"]
    if len(foreign) < _FEW or any("\ue000" <= char <= "\uf8ff" for char in foreign):
        return 0.0
    return sum(map(common.__contains__, foreign)) / len(foreign)


def _unmarked_utf_16(data: bytes) -> str | None:
    """Return the form of UTF-16 that bytes without a mark are in: every other byte of its ASCII characters is zero.

    >>> _unmarked_utf_16("title,text".encode("utf-16-be")), _unmarked_utf_16(b"title,text")
    ('utf-16-be', None)
    """
    head = data[:_HEAD]
    if b"\0" not in head:
        return None
    first, second = head[::2].count(0), head[1::2].count(0)
    # U+4E00 (一) has a zero on the other side
    if 4 * min(first, second) > max(first, second) or max(first, second) * 40 < len(head):
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def damage(text: str) -> str | None:
    """Return a message if a text was damaged before it came here: characters lost, or read in a wrong encoding.

    Examples
    --------
    >>> damage("\ufffd鐵宣布加價")
    '1 characters were lost before the text came here (U+FFFD)'
    >>> damage("恒指收報二萬點".encode().decode("latin-1"))
    'the text was read in a wrong encoding before it came here (as Latin-1 or Shift-JIS)'
    >>> damage("恒指收報二萬點，升三百點")
    """
    sample = text[:_SAMPLE]
    lost = text.count("\ufffd")
    if "???" in sample and sample.count("?") * 4 > len(sample):
        return "characters were replaced by question marks before the text came here"
    if "\\u" in sample and _ESCAPES.search(sample):
        return "characters stand as escapes, such as \\u6e2f"
    if not sample.isascii():
        foreign = _FOREIGN.findall(sample)
        if (len(foreign) > 8 and len(foreign) * 3 > len(sample)) or _LATIN.search(sample):
            return f"{_WRONG} (as Latin-1 or Shift-JIS)"
        private = len(_PRIVATE.findall(sample))
        if private > 8 and private * 20 > len(sample):
            return f"{_WRONG} (it holds characters of no script)"
        detour = _detour(sample)
        if detour:
            return f"{_WRONG} ({detour})"
    return f"{lost} characters were lost before the text came here (U+FFFD)" if lost else None


def _detour(sample: str) -> str | None:
    """Say in which encoding Chinese was written and read; None if it has the common characters of any prose."""
    for part in (sample[:_FIRST], sample):
        common = sum(map(_COMMON.__contains__, part))
        if common * 25 > len(part):  # as nearly always
            return None
    characters = len(_HAN.findall(sample))
    if characters < _ENOUGH or common * 25 > characters:
        return None
    for read_as, written_in in _DETOURS:
        meant = sample.encode(read_as, "ignore").decode(written_in, "replace")
        found, bad = len(_HAN.findall(meant)), meant.count("\ufffd")
        now_common = sum(map(_COMMON.__contains__, meant))
        if now_common * 12 > found > bad * 8 and now_common > 3 * common + 2 and found * 2 > characters:
            return f"{written_in} as {read_as}"
    return "it holds no common characters" if characters >= _MANY and not common else None


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
