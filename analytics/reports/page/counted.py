"""What a page says about what counts: each story once, and no boilerplate."""

from typing import Any

from ...measures.corpus.boilerplate import left_out
from ...measures.mentions.match import match
from ...read.corpus import Corpus
from ...text.entities import load_entities
from ...wording import either, text
from ...wording.formats import listed
from .inputs import Subject, most_covered
from .pieces import Piece, sentence

_SUGGESTED = 3


def counted_note(articles: Any, by_story: bool, boilerplate: bool, own_words: int = 0) -> Piece:
    """Return what a page must say about what counts; nothing where all counts as it is.

    Parameters
    ----------
    articles : DataFrame, Corpus or None
        The articles of the page: the note says how many of their paragraphs are left out as boilerplate.
    by_story, boilerplate : bool
        Whether each story counts once, and whether boilerplate counts too.
    own_words : int
        How many names that the corpus proposed itself count as words.

    Examples
    --------
    >>> counted_note(None, by_story=True, boilerplate=False, own_words=15)
    內容大致相同的文章當作同一則新聞，只計最早一篇。文章自行提出的15個名稱當作詞語計算，不會切開。
    """
    notes = [text("pages.counted.by_story")] if by_story else []
    paragraphs, concerned = (0, 0) if articles is None or boilerplate else left_out(articles)
    if boilerplate:
        notes.append(text("pages.counted.with_boilerplate"))
    elif paragraphs:
        notes.append(text("pages.counted.boilerplate", paragraphs=paragraphs, articles=concerned))
    if own_words:
        notes.append(text("pages.counted.own_words", count=own_words))
    return sentence(either("", " ").join(notes)) if notes else Piece("", "")


def absent_note(articles: Any, subject: Subject, entities: str | None, said: Piece) -> Piece:
    """Return what is said already, below a warning where no article mentions the subject of the page.

    Parameters
    ----------
    articles : DataFrame, Corpus or None
        The articles of the page; of a page about a whole corpus nothing is said.
    subject : Entity or Query
        Whose coverage is followed.
    entities : str or None
        The entity pack: of its entities the warning names those that the articles mention most.
    said : Piece
        What the page says about what counts.
    """
    if articles is None or isinstance(articles, Corpus) or match(articles, subject).any():
        return said
    found = most_covered(articles, list(load_entities(entities).values()), _SUGGESTED)
    names = listed(either(entity.label, entity.label_en) for entity in found)
    label = either(subject.label, subject.label_en)
    warning = sentence(text(f"pages.absent.{'instead' if found else 'none'}", subject=label, names=names))
    return Piece(warning.html + said.html, f"{warning.text}\n{said.text}".strip())
