"""Remedies: what another name, or a context in which a name does not count, would change."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from ...errors import ArgumentError
from ...text.entity import SHORTEST_NAME, Alias, Entity
from ...text.fold import fold_word
from ...text.tokens import segment
from ..engine.matching import matching_articles
from ..engine.provenance import Provenance, attach
from ..engine.subject import mention_counts
from ..engine.tally import Articles, checked
from .codes import Codes, coded_articles
from .misjudged import misjudged, parts_of
from .validate import quantities

_COLUMNS = {"change": "str", "text": "str", "mended": "int64", "broken": "int64"}
_COLUMNS |= dict.fromkeys(("precision", "recall", "f1"), "float64") | {"matching": "int64"}
_TRIED = 60  # proposals of each kind that are tried
_LONGEST = 12  # characters of a name that is proposed
_ALIKE = 3  # names proposed that mend the same articles
_AROUND = 4  # characters on each side of a false positive that a context may have
_EDGE = re.compile(r"[\s。！？!?，、；：,;:「」『』（）()《》〈〉…—]")

# Change, text, mended, broken, the entity with the change, and which articles it then matches.
_Result = tuple[str, str, int, int, Entity, dict[str, bool]]


def remedies(
    articles: Articles,
    validation: pd.DataFrame,
    *,
    codes: Codes | None = None,
    aliases: Sequence[str] = (),
    unless: Sequence[str] = (),
    top: int = 10,
) -> pd.DataFrame:
    """Try changes of an entity on the coded articles: names to add, and contexts in which its names do not count.

    Without `aliases` and `unless` changes are proposed: names from what coders marked in the articles missed, or else
    words that only those have; contexts from the characters around false positives. Proposals are candidates for a
    person to judge: they fit the coded articles by construction.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The articles that were validated.
    validation : DataFrame
        As `validate` returns it for an entity, without `min_score`.
    codes : DataFrame, optional
        As `load_codes` returns it: for the passages that coders marked.
    aliases, unless : sequence of str
        Names and contexts to try, each by itself.
    top : int
        How many proposals, those that mend most.

    Returns
    -------
    DataFrame
        =========  =======  ======================================================================
        change     str      none (the entity as it is), alias (a name more) or unless (a context)
        text       str      the name or context
        mended     int64    coded articles counted rightly through it
        broken     int64    coded articles counted wrongly through it
        precision  float64  precision with the change, 0 to 1
        recall     float64  recall with the change
        f1         float64  F1 with the change
        matching   int64    articles of the whole corpus that would be counted
        =========  =======  ======================================================================

        The entity as it is first; then by mended − broken, descending.

    Raises
    ------
    ArgumentError
        The validation is not of an entity's mentions, or a name is too short.

    See Also
    --------
    charts.ranking : Draws this table.
    misjudged : The articles that are counted wrongly.

    Examples
    --------
    >>> import analytics
    >>> articles, codes = analytics.load("data/sample"), analytics.load_codes("data/codes")
    >>> validation = analytics.validate(articles, codes, "deepseek", question="mentions")
    >>> remedies(articles, validation, aliases=["杭州初創"])["change"].tolist()
    ['none', 'alias']
    """
    table = checked(articles)
    outcomes, entity, origin = parts_of(validation)
    if not isinstance(entity, Entity) or origin.details.get("min_score") is not None:
        raise ArgumentError("remedies are for the names of an entity; validate an entity, without min_score")
    rows = coded_articles(table, outcomes.assign(digest=""))
    truth = rows["id"].map(outcomes.set_index("id")["truth"]).astype(bool)
    tried = [("alias", text) for text in aliases] + [("unless", text) for text in unless]
    if not tried:
        listed = misjudged(table, validation, codes=codes)
        tried += [("alias", text) for text in _names(rows, truth, listed)]
        tried += [("unless", text) for text in _contexts(listed)]
    changes = [("none", "", entity), *((kind, text, changed(entity, kind, text)) for kind, text in tried)]
    before = mention_counts(rows, entity, origin.fields) > 0
    results: list[_Result] = []
    for change, text, other in changes:
        after = mention_counts(rows, other, origin.fields) > 0
        mended = int(((after == truth) & (before != truth)).sum())
        broken = int(((after != truth) & (before == truth)).sum())
        results.append((change, text, mended, broken, other, dict(zip(rows["id"], after, strict=True))))
    first, rest = results[:1], results[1:]
    if not (aliases or unless):
        rest = _distinct([result for result in rest if result[2] > result[3]])
    rest = sorted(rest, key=lambda each: (each[3] - each[2], each[3], len(each[1])))
    shown = first + (rest if aliases or unless else rest[:top])
    fields, columns = origin.fields, ["id", "title", "body", *origin.fields]
    written = [
        (
            change,
            text,
            mended,
            broken,
            *_figures(outcomes, after),
            matching_articles(table, other, fields, columns),
        )
        for change, text, mended, broken, other, after in shown
    ]
    result = pd.DataFrame(written, columns=list(_COLUMNS)).astype(_COLUMNS)
    return attach(result, Provenance("remedies", origin.subjects, origin.labels_en, fields=origin.fields))


def _distinct(results: list[_Result]) -> list[_Result]:
    """Return proposals without those that do the same: of contexts the longest, of names the first three."""
    groups: dict[tuple[str, tuple[bool, ...]], list[_Result]] = {}
    for result in results:
        groups.setdefault((result[0], tuple(result[5].values())), []).append(result)
    return [
        result
        for (change, _), same in groups.items()
        for result in ([max(same, key=lambda each: len(each[1]))] if change == "unless" else same[:_ALIKE])
    ]


def changed(entity: Entity, change: str, text: str) -> Entity:
    """Return an entity with a name or a context more.

    >>> from analytics import Names
    >>> [alias.text for alias in changed(Names("蘋果公司"), "alias", "Apple").aliases]
    ['蘋果公司', 'Apple']
    """
    if change == "alias":
        return replace(entity, aliases=(*entity.aliases, Alias(text)))
    return replace(entity, unless=(*entity.unless, text))


def _figures(outcomes: pd.DataFrame, after: dict[str, bool]) -> list[float]:
    table = quantities(outcomes.assign(matched=outcomes["id"].map(after))).set_index("quantity")["estimate"]
    return [float(table[name]) for name in ("precision", "recall", "f1")]


def _names(rows: pd.DataFrame, truth: pd.Series, listed: pd.DataFrame) -> list[str]:
    """Return names to try: short passages that coders marked, or words that only the articles missed have."""
    misses = listed[listed["error"] == "miss"]
    marked = [text for text in misses["text"] if SHORTEST_NAME <= len(text) <= _LONGEST]
    if marked:
        return _most(marked)
    missed = rows["id"].isin(misses["id"])
    words = [_words(texts) for texts in rows[["title", "body"]].itertuples(index=False)]
    others = {
        fold_word(word) for own, is_true in zip(words, truth, strict=True) if not is_true for word in own
    }
    named = [
        word for own, is_missed in zip(words, missed, strict=True) if is_missed for word in dict.fromkeys(own)
    ]
    return _most(word for word in named if fold_word(word) not in others)


def _words(texts: Iterable[object]) -> list[str]:
    words = [word for text in texts if isinstance(text, str) for word in segment(text)]
    return [word for word in words if SHORTEST_NAME <= len(word) <= _LONGEST and word[0].isalpha()]


def _contexts(listed: pd.DataFrame) -> list[str]:
    """Return contexts to try: a false positive with some characters before or after it, up to the next mark."""
    found: list[str] = []
    false = listed[(listed["error"] == "false_positive") & (listed["text"] != "")]
    for text, sentence in zip(false["text"], false["sentence"], strict=True):
        before, name, after = sentence.partition(text)
        if not name:
            continue
        before, after = _EDGE.split(before)[-1], _EDGE.split(after)[0]
        for size in range(1, _AROUND + 1):
            found += [before[-size:] + text] * (len(before) >= size)
            found += [text + after[:size]] * (len(after) >= size)
    return _most(found)


def _most(texts: Iterable[str]) -> list[str]:
    return [text for text, _ in Counter(texts).most_common(_TRIED)]
