"""What a report is given: its corpus and its subject."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...measures.engine.subject import COVERAGE, mention_counts_each, one_subject
from ...measures.engine.tally import merge_arrays, tally
from ...project import find_project
from ...read.corpus import Corpus, load, load_and_share
from ...schema import TIMEZONE
from ...shipped import shipped
from ...text.entities import Entity, Names, entity_from_json, load_entities
from ...text.lexicon import OWN_WORDS, Lexicon, load_lexicon
from ...text.query import Query

Subject = Entity | Query


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a report reads its corpus.

    Attributes
    ----------
    corpus : str
        Folder, file, archive or address of the articles.
    entities : str or None
        Path of the entity pack; None: the one that comes with the library.
    words : str or None
        Path of a file of words that are never split.
    stopwords : str or None
        Path of a file of words that tables of terms leave out.
    timezone : str
        Where times without an offset were written, and in which days are counted.
    labels : str or None
        Path of a TOML file of outlets' names, classes and owners, and of values that are one.
    boilerplate : bool
        Whether paragraphs that recur in many articles of an outlet count too.
    scheduler, cache_at : str or None
        Address of the Dask scheduler whose workers read and count, and where they keep what they read; without one
        this process does.
    """

    corpus: str
    entities: str | None = None
    words: str | None = None
    stopwords: str | None = None
    timezone: str = TIMEZONE
    labels: str | None = None
    boilerplate: bool = False
    scheduler: str | None = None
    cache_at: str | None = None

    @property
    def lexicon(self) -> Lexicon:
        """Its words and stop words: `terms(articles, lexicon=given.lexicon)`."""
        names = load_entities(self.entities).values() if self.entities else None
        words = self.read().words["word"].tolist() if self.words == OWN_WORDS else self.words
        return load_lexicon(names, words, Path(self.stopwords) if self.stopwords else None)

    def read(self, share: Path | None = None) -> Corpus:
        """Return the corpus, read here or by the workers of a scheduler; then its articles are a Dask DataFrame.

        What is read here goes to `share` too, if that is given, for other processes.
        """
        names = ("entities", "words", "timezone", "labels", "boilerplate")
        options: dict[str, Any] = {name: getattr(self, name) for name in names}
        if self.scheduler is None:
            return load_and_share(self.corpus, share, **options) if share else load(self.corpus, **options)
        from ...scale import connect, scan

        connect(self.scheduler)
        scanned: Corpus = scan(self.corpus, cache=self.cache_at, **options).corpus
        return scanned


def of_project(known: Iterable[str]) -> dict[str, Any]:
    """Return what the `analytics.toml` of the current folder, or of one above it, says of these parameters."""
    project = find_project()
    stated = {} if project is None else project.settings
    return {name: stated[name] for name in known if name in stated}


def located(corpus: str) -> str:
    """Return where a corpus lies: as given, or in the project's folder where only there is such a path.

    >>> located("https://example.org/articles.zip")
    'https://example.org/articles.zip'
    """
    place = Path(corpus).expanduser()
    if "://" in corpus or place.is_absolute() or place.exists():
        return corpus
    ours = shipped("data").parent / place
    return str(ours) if ours.exists() else corpus


def subject_of(wanted: Any, entities: str | None = None) -> Subject:
    """Return the subject of a report, from what a notebook gives or from what `as_parameter` made of it.

    Raises
    ------
    EntityError
        A string nearly equals a key or name of the pack, or a name is too short.
    ArgumentError
        It is a list, or no subject.

    Examples
    --------
    >>> subject_of("特朗普").key, subject_of("港鐵").label, subject_of("深度求索,DeepSeek").label
    ('trump', '港鐵', '深度求索')
    >>> subject_of({"query": "DeepSeek AND 股價"}).label
    'DeepSeek AND 股價'
    """
    pack = load_entities(entities)
    if isinstance(wanted, Mapping):
        return Query(wanted["query"], entities=pack) if "query" in wanted else entity_from_json(wanted)
    if isinstance(wanted, list | tuple):
        raise ArgumentError(
            "a report follows one subject, and a list means several; write several names of one subject as "
            "Names('深度求索', 'DeepSeek'), and whom it is compared with in `others`"
        )
    if isinstance(wanted, str) and "," in wanted:
        return Names(*(name for name in wanted.split(",") if name.strip()))
    found = one_subject(wanted, pack)
    if not isinstance(found, Entity | Query):
        raise ArgumentError(
            "a report follows a key or name of the entity pack, Names(…), an Entity or a Query"
        )
    return found


def most_covered(articles: Any, entities: list[Entity], most: int) -> list[Entity]:
    """Return the entities that most articles mention; those of equally many by key.

    >>> pack = load_entities()
    >>> [entity.key for entity in most_covered(load("data/sample").articles, [pack["nvidia"], pack["deepseek"]], 1)]
    ['deepseek']
    """
    matching = tally(articles, partial(_matching, entities=entities), merge_arrays, columns=COVERAGE).tolist()
    ranked = sorted(zip(matching, entities, strict=True), key=lambda pair: (-pair[0], pair[1].key))
    return [entity for count, entity in ranked[:most] if count]


def _matching(part: pd.DataFrame, entities: list[Entity]) -> np.ndarray:
    """Count the articles of a part that mention each entity."""
    counts = mention_counts_each(part, entities, COVERAGE)
    return np.array([(mentions > 0).sum() for mentions in counts], dtype=int)


def as_parameter(wanted: str | Subject) -> object:
    """Return a subject as plain values, as the environment variable holds it; a string stays as it is.

    >>> as_parameter("deepseek"), as_parameter(Query("港股"))
    ('deepseek', {'query': '港股'})
    """
    if isinstance(wanted, Query):
        return {"query": wanted.text}
    return asdict(wanted) if isinstance(wanted, Entity) else wanted
