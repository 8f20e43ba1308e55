"""What coders have checked, for a page: the sample, agreement, errors, corrected shares; or how to begin."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ... import charts
from ...coding.codebook import Codebook, load_codebook
from ...coding.codes import CODEBOOK, load_codes
from ...errors import AnalyticsError
from ...measures.coverage.outlets import outlets
from ...measures.coverage.trend import trend
from ...measures.engine.periods import extent
from ...measures.engine.subject import one_subject, pack_of
from ...measures.engine.tally import checked
from ...measures.validation.agreement import agreement
from ...measures.validation.confusion import confusion
from ...measures.validation.correct import correct
from ...measures.validation.disagreements import disagreements
from ...measures.validation.misjudged import misjudged
from ...measures.validation.remedies import remedies
from ...measures.validation.sample_size import sample_size
from ...measures.validation.validate import validate
from ...text.entities import Entity
from ...wording import text
from .escape import escaped
from .inputs import Subject
from .pieces import Piece, figure, sentence, table

_LISTED = 12  # cases of each kind on a page
FOLDER = "codes"  # beside the corpus


@dataclass(frozen=True)
class Coding:
    """The codes of a report's corpus, and what they say of its subject.

    Attributes
    ----------
    articles : DataFrame
        The articles, as they are.
    entity : Entity or Query
        Whose coverage is followed.
    corpus : str
        Name of the corpus, for the commands that a page shows.
    codes : DataFrame or None
        What coders answered; None where nobody has coded yet, or where the codes cannot be used.
    codebook : Codebook or None
        What was asked.
    problem : str
        Why codes that are there cannot be used.
    """

    articles: Any
    entity: Subject
    corpus: str
    codes: pd.DataFrame | None = None
    codebook: Codebook | None = None
    problem: str = ""

    @property
    def question(self) -> str | None:
        """The question that decides whether an article counts, if the codes are of this subject."""
        if self.codes is None or self.codebook is None or not self.codebook.subject:
            return None
        about = one_subject(self.codebook.subject, pack_of(self.articles))
        same = isinstance(self.entity, Entity) and getattr(about, "key", None) == self.entity.key
        asked = set(self.codes["question"])
        kinds = {question.key: question.kind for question in self.codebook.questions if question.key in asked}
        return next((key for key, kind in kinds.items() if kind == "yes-no"), None) if same else None

    def sample(self) -> list[Piece]:
        """Say which articles were drawn and who coded them; or how to begin."""
        if self.codes is None:
            problem = text("pages.coding_report.problem", problem=self.problem)
            return [*[sentence(problem)] * bool(self.problem), self._begin()]
        people = self.codes.groupby("coder", sort=True)["id"].nunique().rename("articles").reset_index()
        chances = self.codes.drop_duplicates("id")["probability"]
        key = "sample" if chances.notna().all() else "sample_unknown"
        said = text(
            f"pages.coding_report.{key}",
            coded=int(self.codes["id"].nunique()),
            total=extent(checked(self.articles)).articles,
            coders=len(people),
            title=self.codebook.title if self.codebook else "",
        )
        return [sentence(said), table(people)]

    def agreement(self) -> list[Piece]:
        """Show how far coders agree, and what they confuse."""
        if self.codes is None:
            return self._nothing()
        if self.codes["coder"].nunique() < 2:
            return [sentence(text("pages.coding_report.one_coder"))]
        found, confused = agreement(self.codes), confusion(self.codes)
        return [_said(found), figure(charts.agreement(found)), _said(confused), table(confused, folded=True)]

    def validation(self) -> list[Piece]:
        """Show how often the count of the subject is right."""
        found = self._validated()
        if isinstance(found, list):
            return found
        return [_said(found), figure(charts.validate(found))]

    def corrected(self, freq: str, *, start: str | None = None, end: str | None = None) -> list[Piece]:
        """Show raw against corrected shares: over time and by outlet."""
        found = self._validated()
        if isinstance(found, list):
            return found
        pieces = []
        for counted in (
            trend(self.articles, self.entity, freq=freq, start=start, end=end),
            outlets(self.articles, self.entity, start=start, end=end),
        ):
            raw = correct(counted, self.articles, found)
            pieces += [_said(raw), figure(charts.correct(raw))]
        return pieces

    def cases(self) -> list[Piece]:
        """Show the cases worth a look: disagreements, false positives, misses, and what would mend them."""
        if self.codes is None:
            return self._nothing()
        differing = disagreements(self.articles, self.codes)
        pieces = [_said(differing)]
        if len(differing):
            pieces.append(table(differing, top=_LISTED))
        found = self._validated()
        if isinstance(found, list):
            return pieces
        wrong = misjudged(self.articles, found, codes=self.codes)
        pieces.append(_said(wrong))
        if len(wrong):
            pieces.append(table(wrong, top=_LISTED))
        if isinstance(self.entity, Entity) and len(wrong):
            tried = remedies(self.articles, found, codes=self.codes)
            pieces += [_said(tried), table(tried)]
        return pieces

    def _validated(self) -> pd.DataFrame | list[Piece]:
        """Return the validation of the subject's count; otherwise what to say instead."""
        if self.codes is None:
            return self._nothing()
        if self.question is None:
            about = self.codebook.subject if self.codebook and self.codebook.subject else "–"
            return [
                sentence(text("pages.coding_report.other_subject", coded=about, subject=self.entity.label))
            ]
        return validate(self.articles, self.codes, self.entity, question=self.question)

    def _nothing(self) -> list[Piece]:
        return [sentence(text("pages.coding_report.nothing"))]

    def _begin(self) -> Piece:
        """Return how to begin, with the commands."""
        size = sample_size(max(extent(checked(self.articles)).articles, 1))
        commands = {
            "draw": f"analytics sample {self.corpus} --n {size} --out sample.parquet",
            "pages": "analytics code sample.parquet --codebook codebook.toml --coder A --coder B",
            "hand_in": f"{FOLDER}/codebook.toml {FOLDER}/A.json {FOLDER}/B.json",
        }
        steps = [(text(f"pages.coding_report.{name}"), command) for name, command in commands.items()]
        lead = text("pages.coding_report.begin")
        items = "".join(f"<li>{escaped(step)}<br><code>{escaped(line)}</code></li>" for step, line in steps)
        plain = "\n".join([lead, *(f"{step} {line}" for step, line in steps)])
        return Piece(f"<p>{escaped(lead)}</p><ol>{items}</ol>", plain)


def coding_of(corpus: str, articles: Any, entity: Subject, codes: str | None = None) -> Coding:
    """Return the codes of a corpus: of a folder, or of the folder `codes` beside the corpus.

    Codes that cannot be used, because an article has changed or an answer is unknown, are a problem that the page
    reports. They never cost the page.
    """
    place = Path(codes) if codes else beside(corpus)
    found = Coding(checked(articles), entity, Path(corpus).name or "CORPUS")
    if place is None or not place.is_dir() or not (place / CODEBOOK).exists():
        return found
    try:
        book = load_codebook(place / CODEBOOK)
        table_ = load_codes(place, book)
        disagreements(found.articles, table_)  # are these the articles that were coded?
    except AnalyticsError as error:
        return Coding(found.articles, entity, found.corpus, problem=str(error))
    return Coding(found.articles, entity, found.corpus, table_, book)


def beside(corpus: str) -> Path | None:
    """Return the folder `codes` beside a corpus on the disk, if there is one.

    >>> beside("data/sample").name, beside("s3://press/articles") is None
    ('codes', True)
    """
    place = Path(corpus).expanduser().resolve().parent / FOLDER if "://" not in corpus else None
    return place if place is not None and place.is_dir() else None


def _said(found: pd.DataFrame) -> Piece:
    from ..sentences import say  # sentences are made of pieces

    speak: Callable[[pd.DataFrame], Piece] = say
    return speak(found)
