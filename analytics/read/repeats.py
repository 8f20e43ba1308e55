"""Texts that stand twice in one article, as crawlers extract them now and then."""

_SHORT = 12  # characters: a shorter paragraph may well stand twice, such as a signature
_SHARE = 0.4


def stands_twice(text: str) -> bool:
    """Whether much of a text repeats what stands before it in the same text.

    Either its second half equals the first, or paragraphs that stood there before make up two fifths of it.

    >>> stands_twice("港鐵公司宣布加價三個百分點。" * 2), stands_twice("港鐵公司宣布加價。")
    (True, False)
    """
    half = len(text) // 2
    if half > _SHORT and any(text[: half - less] == text[less - half :] for less in (0, 1)):
        return True
    paragraphs = text.split("\n\n")
    if len(set(paragraphs)) == len(paragraphs):
        return False
    seen: set[str] = set()
    repeated = 0
    for paragraph in paragraphs:
        repeated += len(paragraph) if paragraph in seen and len(paragraph) >= _SHORT else 0
        seen.add(paragraph)
    return repeated >= _SHARE * len(text)
