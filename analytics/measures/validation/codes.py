"""Codes as measures use them: checked, as a matrix of coders, as the truth about each article."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError, CorpusError, one_of
from ...files import digest
from ...schema import NAMES
from ..engine.tally import Table, concat, filtered_rows, tally

BETWEEN = "\n\n"  # between headline and body in a text of one piece
_NEEDED = ("coder", "id", "question", "kind", "value", "number")
_DRAWN = ("digest", "stratum", "cluster", "probability")
Codes = pd.DataFrame


@dataclass(frozen=True)
class Truth:
    """What coders say about each article.

    Attributes
    ----------
    table : DataFrame
        `id`, `truth` (bool), `probability` (missing if unknown), `stratum`, `cluster`; articles without a majority are
        left out.
    undecided : int
        Articles about which as many coders say yes as no.
    coders : int
        How many coders there are.
    """

    table: pd.DataFrame
    undecided: int
    coders: int


def article_digest(title: object, body: object) -> str:
    """Return a short hash of the headline and the first paragraph, so that a later change of the article is noticed.

    Later paragraphs do not count: which of them recur, and are left out, depends on the other articles of the corpus.

    >>> article_digest("港鐵加價", "港鐵公布加價。\\n\\n（綜合報道）") == article_digest("港鐵加價", "港鐵公布加價。")
    True
    """
    parts = ["" if part is None or part != part else str(part) for part in (title, body)]
    return digest(BETWEEN.join([parts[0], parts[1].split(BETWEEN)[0]]))[:12]


def checked_codes(codes: Any) -> Codes:
    """Return a table of codes if it is one: with its columns, and no coder twice on a question of an article.

    Raises
    ------
    CorpusError
        It is not a table of codes, or a coder answered a question twice.
    """
    if not isinstance(codes, pd.DataFrame) or not set(_NEEDED) <= set(codes.columns):
        raise CorpusError("these are not codes; read them with analytics.load_codes(…)")
    if codes.empty:
        raise CorpusError("there are no codes yet")
    twice = codes[codes.duplicated(["coder", "id", "question"])]
    if len(twice):
        row = twice.iloc[0]
        raise CorpusError(
            f"coder {row['coder']!r} answered {row['question']!r} of article {row['id']} twice; keep one"
        )
    missing = {name: np.nan if name == "probability" else "" for name in _DRAWN if name not in codes.columns}
    return codes.assign(**missing).reset_index(drop=True)


def question_of(codes: Codes, question: str) -> Codes:
    """Return the rows of a question.

    Raises
    ------
    ArgumentError
        Nobody answered such a question; the message offers the near miss.
    """
    known = list(codes["question"].unique())
    return codes[codes["question"] == one_of("question", question, known, ArgumentError)]


def matrix(rows: Codes) -> pd.DataFrame:
    """Return the answers of one question as numbers, articles × coders; missing where a coder gave none."""
    return rows.pivot(index="id", columns="coder", values="number")


def spans_of(rows: Codes) -> dict[tuple[str, str], set[tuple[str, int]]]:
    """Return the characters that each coder marked in each article, by coder and article."""
    return {
        (str(row.coder), str(row.id)): {
            (field, place) for field, start, end in json.loads(str(row.value)) for place in range(start, end)
        }
        for row in rows.itertuples()
    }


def truth_of(
    codes: Codes, question: str, value: str | Sequence[str] = "yes", coder: str | None = None
) -> Truth:
    """Return what coders say about each article: one coder, or the majority.

    An article that a coder coded without answering the question, because it did not apply, has none of the values.

    Raises
    ------
    ArgumentError
        The question, the value or the coder is unknown.
    """
    own = codes if coder is None else codes[
        codes["coder"] == one_of("coder", coder, list(codes["coder"].unique()), ArgumentError)
    ]  # fmt: skip
    rows = question_of(own, question)
    if rows["kind"].iloc[0] == "spans":
        raise ArgumentError(f"{question!r} marks passages; validation needs a question with values")
    values = [value] if isinstance(value, str) else list(value)
    known = list(rows["value"].unique())
    if not set(values) & set(known):
        for each in values:
            one_of(f"value of {question!r}", each, known, ArgumentError)
    coded = own.drop_duplicates(["coder", "id"])[["coder", "id"]]
    answers = coded.merge(rows[["coder", "id", "value"]], on=["coder", "id"], how="left")
    votes = answers["value"].isin(values).groupby(answers["id"], sort=False).mean()
    decided = votes[votes != 0.5]
    drawn = own.drop_duplicates("id").set_index("id")[["probability", "stratum", "cluster"]]
    table = pd.DataFrame({"id": decided.index.astype("str"), "truth": decided.to_numpy() > 0.5})
    for name in drawn.columns:
        table[name] = drawn[name].reindex(decided.index).to_numpy()
    if table.empty:
        raise CorpusError("coders agree on no article; settle the differences first, or choose a coder")
    return Truth(table, int((votes == 0.5).sum()), int(own["coder"].nunique()))


def coded_articles(articles: Table, codes: Codes) -> pd.DataFrame:
    """Return the articles that were coded, as a pandas table with the index that they have.

    Raises
    ------
    CorpusError
        Some are not among the articles, or have changed since they were coded.
    """
    wanted = pd.unique(codes["id"])
    rows = tally(articles, partial(filtered_rows, ids=frozenset(wanted)), concat, columns=NAMES)
    gone = sorted(set(wanted) - set(rows["id"]))
    if gone:
        raise CorpusError(
            f"{len(gone)} of {len(wanted)} coded articles are not among these articles, such as {gone[0]}: they have "
            "changed since they were coded, were left out, or belong to another corpus"
        )
    digests_of(rows, codes[codes["digest"].notna()].drop_duplicates("id", keep="last"))
    return rows


def digests_of(articles: pd.DataFrame, codes: Codes) -> dict[str, str]:
    """Return the hash of each article, by its id.

    Raises
    ------
    CorpusError
        An article has changed since it was coded.
    """
    texts = zip(articles["id"], articles["title"], articles["body"], strict=True)
    own = {key: article_digest(title, body) for key, title, body in texts}
    given = codes["digest"].fillna("")
    changed = codes.loc[(given != "") & (given != codes["id"].map(own)), "id"].unique()
    if len(changed):
        raise CorpusError(
            f"{len(changed)} articles have changed since they were coded, such as {changed[0]}; code them again"
        )
    return own
