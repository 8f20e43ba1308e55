"""New words: strings that behave like words and are not in the dictionary."""

from functools import partial

import pandas as pd

from ...text.lexicon import Lexicon, load_lexicon
from ...text.proposals import Thresholds, proposals
from ..engine.provenance import Provenance, attach
from ..engine.tally import Articles, checked, tally


def new_words(
    articles: Articles,
    *,
    lexicon: Lexicon | None = None,
    max_length: int = 5,
    min_frequency: int | None = None,
    min_cohesion: float = 3.0,
    min_entropy: float = 1.0,
) -> pd.DataFrame:
    """Propose words that the dictionary lacks, so that an analyst can extend the lexicon.

    A string of Chinese characters is proposed if its parts occur together far more often than by chance (pointwise
    mutual information at its weakest seam; Church & Hanks 1990) and if its left and right neighbours vary (branching
    entropy; Jin & Tanaka-Ishii 2006). Titles and bodies are searched as written: Traditional and Simplified strings
    are different.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    lexicon : Lexicon, optional
        The lexicon whose words are known already; by default the shipped one.
    max_length : int
        Longest word in characters, 2 to 5.
    min_frequency : int, optional
        Fewest occurrences, 2 or more. By default 5, or one in a million Chinese characters of the corpus if that is
        more: so the table does not grow with the corpus.
    min_cohesion : float
        Lowest cohesion, in bits.
    min_entropy : float
        Lowest branching entropy on either side, in bits.

    Returns
    -------
    DataFrame
        ==================  =======  ======================================================================
        word                str      the word proposed
        frequency           int64    occurrences
        document_frequency  int64    articles that have it
        cohesion            float64  log2 of observed over expected frequency at the weakest seam, bits
        left_entropy        float64  entropy of the characters before it, bits
        right_entropy       float64  entropy of the characters after it, bits
        score               float64  cohesion × the lower entropy × log2(frequency); a quarter of that for a
                                     string of known words that does not look like a name, such as 思考過程
        ==================  =======  ======================================================================

        Sorted by `score`, descending. A string is left out if nine in ten of its occurrences are inside a longer
        string that holds together, or if it ends inside a known word in more than half of them.

    See Also
    --------
    charts.ranking : Draws this table.
    lexicon_coverage : How much of the text the dictionary knows.

    Examples
    --------
    >>> import analytics
    >>> list(new_words(analytics.load("data/sample").articles).columns)[:2]
    ['word', 'frequency']
    """
    counting = partial(tally, checked(articles), columns=["title", "body"])
    least = Thresholds(max_length, min_frequency, min_cohesion, min_entropy)
    return attach(proposals(counting, lexicon or load_lexicon(), least), Provenance("new_words"))
