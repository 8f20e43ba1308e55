"""An article whose text stands in it twice, as crawlers extract some."""

from collections.abc import Sequence

_SHORT = 12  # characters: a shorter paragraph may well stand twice, such as a signature
_SHARE = 0.4  # of the text that stands there again; a copy of the whole is half of it
_HEAD = 8  # characters: a text that is its own copy begins with them again


def without_repeat(paragraphs: Sequence[str]) -> tuple[list[str], bool, bool]:
    """Return paragraphs with a second copy of the text taken out.

    Returns
    -------
    paragraphs : list of str
        The text once, where the copy is certain: the whole text again, or a run of paragraphs again, word for word.
    repeated : bool
        Whether two fifths of the text or more stand there twice.
    removed : bool
        Whether the copy was taken out.

    Examples
    --------
    >>> text = ["港鐵公司宣布加價三個百分點，議員批評加幅過高。", "市民感到不滿，促請延長優惠。"]
    >>> without_repeat(text * 2) == (text, True, True)
    True
    """
    kept = list(paragraphs)
    text = "".join(kept)
    if text.find(text[:_HEAD], _HEAD) > 0:
        once = _once(kept)
        if once != kept:
            return once, True, True
    if len(set(kept)) == len(kept):
        return kept, False, False
    first: dict[str, int] = {}
    copies = [n for n, paragraph in enumerate(kept) if first.setdefault(paragraph, n) != n]
    copies = [n for n in copies if len(kept[n]) >= _SHORT]
    if sum(len(kept[n]) for n in copies) < max(1, _SHARE * len(text)):
        return kept, False, False
    originals = [first[kept[n]] for n in copies]
    if not (_is_run(copies) and _is_run(originals)):
        return kept, True, False
    gone = set(copies)
    return [paragraph for n, paragraph in enumerate(kept) if n not in gone], True, True


def _is_run(numbers: list[int]) -> bool:
    """Whether numbers follow each other without a gap."""
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _once(paragraphs: list[str]) -> list[str]:
    """Return paragraphs that are the same characters twice or more as those once; any others as they are."""
    bare = ["".join(paragraph.split()) for paragraph in paragraphs]
    whole = "".join(bare)
    period = (whole + whole).find(whole, 1)
    if period == len(whole) or period < _SHORT:
        return paragraphs
    kept: list[str] = []
    for paragraph, characters in zip(paragraphs, bare, strict=True):
        if period <= 0:
            break
        kept.append(paragraph if len(characters) <= period else _beginning(paragraph, period))
        period -= len(characters)
    return kept


def _beginning(text: str, length: int) -> str:
    """Return `text` up to its character number `length`, blanks not counted."""
    for place, character in enumerate(text):
        length -= not character.isspace()
        if length == 0:
            return text[: place + 1]
    return text
