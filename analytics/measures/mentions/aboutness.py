"""Aboutness: how much each article is about an entity, from a passing mention to the whole story."""

from functools import partial

import numpy as np
import pandas as pd

from ...text.characters import IS_BLANK, IS_SENTENCE_END
from ...text.points import code_points
from ..engine.cells import needed
from ..engine.provenance import finish
from ..engine.request import request
from ..engine.subject import COVERAGE, Named, Subject, places, with_places
from ..engine.tally import Articles, checked, concat, tally

# The weights of the score. The headline weighs most: it says what the editors think the story is about.
WEIGHTS = {"title": 0.35, "lead": 0.20, "sentence_share": 0.30, "first_position": 0.15}
_CHUNK = 1024  # articles scored at a time, to bound memory
_FULL_SHARE = 0.5  # a mention in every other sentence counts as full: pronouns stand in the others


def aboutness(articles: Articles, entity: Subject) -> pd.DataFrame:
    """Score each article for how much it is about an entity.

    The score is 0.35 × title + 0.20 × lead + 0.30 × min(1, sentence_share / 0.5) + 0.15 × first_position. The
    features are the most informative ones in studies of entity salience in news (Dunietz & Gillick 2014). The
    weights are set by hand and fixed, so that scores of different corpora can be compared. The score is 0 if and
    only if neither title nor body names the entity. From 0.5 an article can be taken to be about the entity; below
    0.25 it mentions the entity in passing.

    An article without a body is scored as if its headline were its body, and `title_only` says so: a headline that
    names the entity gives 0.85 or more, as it leaves nothing else to be about.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    entity : str, Entity or Query
        A key or name of the entity pack, another name, or a query.

    Returns
    -------
    DataFrame
        Indexed like `articles`, so that `articles[aboutness(articles, "deepseek")["score"] >= 0.5]` works.

        ==============  =======  ======================================================================
        id              str      the article
        mentions        int64    number of mentions in title and body
        title           bool     whether the headline names it
        lead            bool     whether the first paragraph names it
        sentence_share  float64  share of the body's sentences that name it, 0 to 1
        first_position  float64  1 − place of the first mention / length of the body, 0 to 1; 0 without mention
        score           float64  0 to 1
        title_only      bool     whether it has no body, so that the headline alone was scored
        ==============  =======  ======================================================================

    See Also
    --------
    charts.trends : Draws a trend of the articles whose score is high beside that of all mentions.

    Examples
    --------
    >>> import analytics
    >>> scores = aboutness(analytics.load("data/sample").articles, "deepseek")["score"]
    >>> bool(scores.between(0, 1).all())
    True
    """
    table = checked(articles)
    asked = request("aboutness", table, entity)
    (subject,) = asked.subjects.values()
    count = partial(_score_part, subject=with_places(subject, "aboutness"))
    columns = ["id", *needed(asked), "title", "body"]
    scores = tally(table, count, concat, columns=columns)
    return finish(scores, table, asked).set_axis(scores.index)


def _score_part(table: pd.DataFrame, subject: Named) -> pd.DataFrame:
    size = len(table)
    found = places(table, subject, COVERAGE)
    in_title, in_body = (found[found["field"] == field] for field in COVERAGE)
    title_only = np.zeros(size, dtype=bool)
    for first in range(0, size, _CHUNK):
        texts = table["body"].iloc[first : first + _CHUNK]
        title_only[first : first + _CHUNK] = texts.fillna("").str.strip() == ""
    # Where there is no body the headline stands in for it.
    in_text = pd.concat([in_body, in_title[title_only[in_title["row"]]]]).sort_values("row", kind="stable")
    row, start = in_text["row"].to_numpy(), in_text["start"].to_numpy()
    body = {"lead": np.zeros(size, bool), "sentence_share": np.zeros(size), "first_position": np.zeros(size)}
    for first in range(0, size, _CHUNK):
        chunk = slice(first, first + _CHUNK)
        part = table[["title", "body"]].iloc[chunk]
        bodies = part["body"].where(~title_only[chunk], part["title"]).fillna("").tolist()
        low, high = np.searchsorted(row, [first, first + _CHUNK])
        features = _features_of(bodies, row[low:high] - first, start[low:high])
        for name, values in features.items():
            body[name][first : first + _CHUNK] = values
    titled = np.bincount(in_title["row"], minlength=size)
    terms = {"title": titled > 0, **body}
    scored = terms | {"sentence_share": np.minimum(1.0, body["sentence_share"] / _FULL_SHARE)}
    score = sum(weight * scored[name] for name, weight in WEIGHTS.items())
    mentions = titled + np.bincount(in_body["row"], minlength=size)
    return pd.DataFrame(
        {"id": table["id"], "mentions": mentions, **terms, "score": score, "title_only": title_only},
        index=table.index,
    )


def _features_of(bodies: list[str], row: np.ndarray, start: np.ndarray) -> dict[str, np.ndarray]:
    """Return what is said of the mentions in each body, given the body and place of each."""
    size = len(bodies)
    lead_ends = np.fromiter((_end_of_lead(text) for text in bodies), dtype=np.int64, count=size)
    lengths = np.fromiter((max(len(text), 1) for text in bodies), dtype=np.int64, count=size)
    named = np.bincount(row, minlength=size)
    first = lengths.copy()
    np.minimum.at(first, row, start)
    return {
        "lead": np.bincount(row[start < lead_ends[row]], minlength=size) > 0,
        "sentence_share": _sentence_share(bodies, row, start),
        "first_position": np.where(named > 0, 1 - first / lengths, 0.0),
    }


def _sentence_share(bodies: list[str], row: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Return the share of each body's sentences in which a mention begins, given the body and place of each."""
    codes = code_points("".join([f"{body}\n" for body in bodies]))
    begins = np.cumsum([0, *(len(body) + 1 for body in bodies)])
    ends = np.flatnonzero(IS_SENTENCE_END.take(codes))  # a body ends with one
    # A sentence counts if it has more than blanks and its end.
    solid = np.cumsum(~(IS_SENTENCE_END | IS_BLANK).take(codes), dtype=np.int32)
    has_text = np.diff(solid[ends], prepend=0) > 0
    body_of = np.searchsorted(begins, ends, side="right") - 1
    every = np.bincount(body_of[has_text], minlength=len(bodies))
    sentence = np.unique(np.searchsorted(ends, begins[row] + start))
    named = np.bincount(body_of[sentence], minlength=len(bodies))
    return np.asarray(named / np.maximum(every, 1))


def _end_of_lead(text: str) -> int:
    end = text.find("\n\n")
    return end if end >= 0 else len(text)
