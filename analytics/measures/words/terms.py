"""Terms: frequency, document frequency and TF-IDF of each term."""

import numpy as np
import pandas as pd

from ...text.collation import by_strokes
from ...text.lexicon import Lexicon, load_lexicon
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked
from ..engine.tokens import is_content
from .counts import count_terms


def terms(articles: Articles, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Count the terms of titles and bodies, without stop words, punctuation and bare numbers.

    Spellings that differ in script (Traditional or Simplified), case or width are one term, shown in its most frequent
    spelling.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table; its `tokens` are counted.
    lexicon : Lexicon, optional
        The lexicon whose stop words are left out; by default the shipped one.

    Returns
    -------
    DataFrame
        ==================  =======  ======================================================================
        term                str      the term
        frequency           int64    occurrences
        document_frequency  int64    articles that have it
        relative_frequency  float64  per million tokens; stop words count as tokens, punctuation does not
        tf_idf              float64  frequency × idf, idf = ln((1 + N) / (1 + document_frequency)) + 1
        rank                int64    rank by frequency, from 1; ties share the lowest rank
        ==================  =======  ======================================================================

        Sorted by `rank`, then by `term`, by strokes.

    See Also
    --------
    charts.terms : Draws this table.
    dispersion : Whether a term occurs throughout or in a few articles.

    Examples
    --------
    >>> import analytics
    >>> table = terms(analytics.load("data/sample").articles)
    >>> bool((table["document_frequency"] <= table["frequency"]).all())
    True
    """
    counts = count_terms(checked(articles))
    frequency, document_frequency = (counts.of(0, column) for column in ("frequency", "articles"))
    tokens = int(frequency[counts.words].sum())
    chosen = np.flatnonzero(counts.words & is_content(counts.vocabulary, lexicon or load_lexicon()))
    frequency, document_frequency = frequency[chosen], document_frequency[chosen]
    result = pd.DataFrame(
        {
            "term": counts.names.array.take(chosen),
            "frequency": frequency,
            "document_frequency": document_frequency,
            "relative_frequency": frequency / max(tokens, 1) * 1e6,
            "tf_idf": frequency * (np.log((1 + counts.articles) / (1 + document_frequency)) + 1),
        }
    )
    result["rank"] = result["frequency"].rank(method="min", ascending=False).astype("int64")
    result = result.sort_values(["rank", "term"], key=by_strokes).reset_index(drop=True)
    return attach(result, Provenance("terms", details={"articles": counts.articles, "tokens": tokens}))
