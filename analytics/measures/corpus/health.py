"""Health: what was read, what is missing and what recurs, in a few figures."""

import pandas as pd

from ...read.corpus import Corpus
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked, merge_each, merge_sums, tally
from .anomalies import anomalies
from .boilerplate import left_out
from .everywhere import everywhere
from .rhythm import by_day

_FIRST = 10  # of the names that the corpus proposed
_TEXTS = {"error_pages": "error_page", "stubs": "stub", "headings": "headings"}  # kinds of `anomalies`


def health(corpus: Articles) -> pd.DataFrame:
    """Summarise what a corpus holds and what is wrong with it.

    Parameters
    ----------
    corpus : Corpus or DataFrame
        What `load` returned. An article table does not know how it was read: then `files, rejected, repaired,
        duplicates, duplicate_share, skipped, own_words, first_own_words` are empty.

    Returns
    -------
    DataFrame
        =====  =====  =========================================================================================
        item   str    `files, articles, rejected, repaired, undated, duplicates, duplicate_share, skipped,
                      outlets, first, last, days, silent_days, gap_days, suspect_dates, stopped,
                      characters, empty_bodies, error_pages, stubs, headings, boilerplate, everywhere,
                      own_words, first_own_words`
        value  str    a number, a share as `1.5%`, a date as `2025-01-27`; empty if there is none
        =====  =====  =========================================================================================

        `silent_days` are days between the first and the last without any article, and `gap_days` those that chance
        cannot explain (see `gaps`). `suspect_dates` are articles dated later than their collection or far from all
        others, and `stopped` the outlets that end early (see `anomalies`). `error_pages`, `stubs` and `headings`
        are articles with a server's message, with a text that many share in place of a body, and with headings longer
        than the body (see `anomalies`). `boilerplate` are paragraphs that recur in
        many articles of an outlet and are left out of the bodies. `everywhere` are up to three names or words that at
        least 95 % of ten articles or more have: such a table may hold the hits of a search alone, and then has no
        denominator (see `totals` in `trend`). `own_words` are the names that the corpus proposed itself
        (`load(words="auto")`), and `first_own_words` the ten that hold together best; `Corpus.words` is the table.

    See Also
    --------
    charts.ranking : Draws the findings of `anomalies`, with `gaps` a part of this table.

    Examples
    --------
    >>> import analytics
    >>> table = health(analytics.load("data/sample")).set_index("item")["value"]
    >>> int(table["files"]) == int(table["articles"]) + int(table["rejected"])
    True
    """
    articles = checked(corpus)
    counts = tally(articles, by_day, merge_sums("outlet", "day"), columns=["outlet", "published"])
    merge = merge_each(characters=sum, empty_bodies=sum)
    texts = tally(articles, _texts, merge, columns=["characters", "body"])
    number, day = int(counts["articles"].sum()), counts["day"].dropna()
    found = anomalies(articles)
    whole = found[found["outlet"].isna()]
    gap = whole[whole["kind"] == "gap"]
    read = _reading(corpus, number)
    facts: dict[str, object] = {
        "files": read["files"],
        "articles": number,
        "rejected": read["rejected"],
        "repaired": read["repaired"],
        "undated": int(counts.loc[counts["day"].isna(), "articles"].sum()),
        "duplicates": read["duplicates"],
        "duplicate_share": read["duplicate_share"],
        "skipped": read["skipped"],
        "outlets": counts["outlet"].nunique(),
        "first": f"{day.min():%Y-%m-%d}" if len(day) else "",
        "last": f"{day.max():%Y-%m-%d}" if len(day) else "",
        "days": day.nunique(),
        "silent_days": (day.max() - day.min()).days + 1 - day.nunique() if len(day) else 0,
        "gap_days": int(((gap["end"] - gap["start"]).dt.days + 1).sum()),
        "suspect_dates": int(whole.loc[whole["kind"].isin(["future", "stray"]), "articles"].sum()),
        "stopped": int((found["kind"] == "stopped").sum()),
        **texts,
        **{item: int(whole.loc[whole["kind"] == kind, "articles"].sum()) for item, kind in _TEXTS.items()},
        "boilerplate": left_out(articles)[0],
        "everywhere": "、".join(everywhere(articles)),
        "own_words": read["own_words"],
        "first_own_words": read["first_own_words"],
    }
    result = pd.DataFrame({"item": list(facts), "value": [str(value) for value in facts.values()]}).astype(
        "str"
    )
    return attach(result, Provenance("health"))


def _texts(part: pd.DataFrame) -> dict[str, int]:
    return {"characters": int(part["characters"].sum()), "empty_bodies": int((part["body"] == "").sum())}


def _reading(corpus: Articles, articles: int) -> dict[str, object]:
    """Return the figures that only a loaded corpus has; empty for a table."""
    if not isinstance(corpus, Corpus):
        return dict.fromkeys(
            (
                "files",
                "rejected",
                "repaired",
                "skipped",
                "duplicates",
                "duplicate_share",
                "own_words",
                "first_own_words",
            ),
            "",
        )
    copies = int((corpus.problems["code"] == "duplicate").sum())
    share = f"{copies / (articles + copies):.1%}" if articles else ""
    first = "、".join(corpus.words["word"].head(_FIRST))
    own = {"own_words": len(corpus.words), "first_own_words": first}
    return {**corpus.ledger, "duplicates": copies, "duplicate_share": share, **own}
