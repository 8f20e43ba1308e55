"""Bytes -> text: UTF-8, UTF-16, and the encodings of older Chinese systems."""

import codecs

from .problems import Problem, warning


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
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(name, "replace")), []
    try:
        return _lines(data.decode("utf-8")), []
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if bad * 10 < sum(char > "\u2e7f" for char in text):  # UTF-8 with a few bytes damaged
        told = f"{bad} damaged characters replaced by U+FFFD"
        return _lines(text), [warning(path, "encoding_damaged", told)]
    from charset_normalizer import from_bytes  # only bytes that are no UTF-8 need it

    best = from_bytes(data, cp_isolation=["big5hkscs", "gb18030"], threshold=0.4).best()
    if best is None:
        return _lines(data.decode("big5hkscs")), [warning(path, "encoding_guessed", "read as big5hkscs")]
    return _lines(str(best)), [warning(path, "encoding_guessed", f"read as {best.encoding}")]


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
