"""Disagreements: the articles of which coders say different things."""

import pandas as pd

from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked
from .agreement import overlap
from .codes import Codes, checked_codes, coded_articles, question_of, spans_of

COLUMNS = ["id", "published", "outlet", "title", "question", "answers", "source_url"]
_SAME = 0.5  # overlap of marked passages from which coders are said to agree


def disagreements(articles: Articles, codes: Codes) -> pd.DataFrame:
    """List the articles on which coders disagree, to be discussed and settled.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The articles that were coded, or the corpus that they were drawn from.
    codes : DataFrame
        As `load_codes` returns it.

    Returns
    -------
    DataFrame
        ==========  ==========  ======================================================================
        id          str         the article
        published   datetime64  when it was published, in the corpus' time zone
        outlet      str         who published it
        title       str         its headline
        question    str         key of the question
        answers     str         who said what, `Chan: yes; Wong: no`; of passages how far they overlap, 0 to 1
        source_url  str         address of the original
        ==========  ==========  ======================================================================

        In the order of the questions, then of the articles. Passages are listed where they overlap by less than half.

    Raises
    ------
    CorpusError
        Coded articles are missing or have changed, or these are not codes.

    See Also
    --------
    charts.agreement : Draws how far coders agree.
    agreement : How far coders agree.

    Examples
    --------
    >>> import analytics
    >>> table = disagreements(analytics.load("data/sample"), analytics.load_codes("data/codes"))
    >>> bool(table["answers"].str.contains("invented A: ").any())
    True
    """
    table, whole = checked_codes(codes), checked(articles)
    known = coded_articles(whole, table).set_index("id")
    order = {key: place for place, key in enumerate(known.index)}
    rows = []
    for question in table["question"].unique():
        own = question_of(table, question)
        kind = own["kind"].iloc[0]
        for article, given in sorted(own.groupby("id"), key=lambda pair: order[str(pair[0])]):
            if kind == "spans":
                shared = overlap(list(spans_of(given).values())) if len(given) > 1 else 1.0
                different, answers = shared < _SAME, f"{shared:.2f}"
            else:
                different = given["value"].nunique() > 1
                pairs = given.sort_values("coder")[["coder", "value"]].itertuples(index=False)
                answers = "; ".join(f"{coder}: {value}" for coder, value in pairs)
            if different:
                rows.append((article, question, answers))
    found = pd.DataFrame(rows, columns=["id", "question", "answers"], dtype="str")
    columns = (
        known[["published", "outlet", "title", "source_url"]].reindex(found["id"]).reset_index(drop=True)
    )
    result = pd.concat([found, columns], axis=1)[COLUMNS]
    return attach(result, Provenance("disagreements"))
