"""What a page says about what counts: each story once, and no boilerplate."""

from typing import Any

from ...measures.corpus.boilerplate import left_out
from ...wording import either, text
from .pieces import Piece, sentence


def counted_note(articles: Any, *, by_story: bool, boilerplate: bool) -> Piece:
    """Return what a page must say about what counts; nothing where all counts as it is.

    Parameters
    ----------
    articles : DataFrame, Corpus or None
        The articles of the page: the note says how many of their paragraphs are left out as boilerplate.
    by_story, boilerplate : bool
        Whether each story counts once, and whether boilerplate counts too.

    Examples
    --------
    >>> counted_note(None, by_story=True, boilerplate=False)
    內容大致相同的文章當作同一則新聞，只計最早一篇。
    """
    notes = [text("pages.counted.by_story")] if by_story else []
    paragraphs, concerned = (0, 0) if articles is None or boilerplate else left_out(articles)
    if boilerplate:
        notes.append(text("pages.counted.with_boilerplate"))
    elif paragraphs:
        notes.append(text("pages.counted.boilerplate", paragraphs=paragraphs, articles=concerned))
    return sentence(either("", " ").join(notes)) if notes else Piece("", "")
