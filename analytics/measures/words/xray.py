"""X-ray: where terms occur in the running text of the corpus."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from ..engine.periods import extent, period_of
from ..engine.provenance import Provenance, attach
from ..engine.subject import Subject
from ..engine.tally import Articles, checked, concat, merge_sums, sum_by, tally
from ..engine.tokens import tokens_of
from .occurrences import Word, columns_for, label_of, labels_en_of, occurrences, words_of

_PLACED = ["id", "published", "outlet", "path"]
_SHORT = 100  # days of a corpus below which weeks are marked along the text, otherwise months


def xray(articles: Articles, terms: Subject | Sequence[Subject]) -> pd.DataFrame:
    """Locate every occurrence of terms or entities in the running text of the corpus.

    The running text is all titles and bodies in order of publication, measured in words. Undated articles are not part
    of it; `provenance(table).undated` is their number.

    Parameters
    ----------
    articles : DataFrame or Corpus
        The article table.
    terms : str, Entity, Query, or a sequence of them
        As in `dispersion`.

    Returns
    -------
    DataFrame
        =========  ==========  ======================================================================
        term       str         the word, or the entity's label
        id         str         the article
        published  datetime64  when it was published, in the corpus' time zone
        outlet     str         who published it; missing where not stated
        place      float64     position in the running text of the corpus, 0 to 1
        within     float64     position in its article, 0 to 1
        =========  ==========  ======================================================================

        In the order of `terms`, then by `place`. In `provenance(table).details`, `terms` lists all terms, including
        those that never occur, and `dates` the position at which each month or week begins.

    Raises
    ------
    EntityError
        A name is too short, or nearly equals one of the pack.

    See Also
    --------
    charts.xray : Draws this table, a lexical dispersion plot.

    Examples
    --------
    >>> import analytics
    >>> table = xray(analytics.load("data/sample").articles, "deepseek")
    >>> bool(table["place"].is_monotonic_increasing)
    True
    """
    table = checked(articles)
    wanted = words_of(terms, table, "xray")
    known = extent(table)
    clock = tally(table, _words_by_moment, merge_sums("published"), columns=["published", "tokens"])
    shared = clock.loc[clock["texts"] > 1, "published"]
    found = tally(
        table,
        partial(_occurrences_of_part, wanted=wanted),
        concat,
        columns=list(dict.fromkeys([*_PLACED, *columns_for(wanted)])),
    )
    crowded = shared[shared.isin(found["published"])]
    same_moment = tally(
        table, partial(_articles_at, moments=crowded), concat, columns=["published", "path", "tokens"]
    )
    begin = clock["size"].cumsum() - clock["size"]
    total = max(int(clock["size"].sum()), 1)
    earlier = begin.iloc[clock["published"].searchsorted(found["published"])].to_numpy(dtype=np.int64)
    same_moment = same_moment.sort_values(["published", "path"], kind="stable")
    ahead = same_moment.groupby("published")["size"].cumsum() - same_moment["size"]
    ahead.index = pd.MultiIndex.from_frame(same_moment[["published", "path"]])
    own = pd.MultiIndex.from_frame(found[["published", "path"]])
    earlier = earlier + ahead.reindex(own).fillna(0).to_numpy(dtype=np.int64)
    place = (earlier + found["within"].to_numpy() * found["size"].to_numpy()) / total
    labels = [label_of(word) for word in wanted]
    result = pd.DataFrame(
        {
            "term": pd.Series(labels, dtype="str").iloc[found["word"]].array,
            **{name: found[name].array for name in ("id", "published", "outlet")},
            "place": place,
            "within": found["within"].to_numpy(),
            "word": found["word"].to_numpy(),
            "path": found["path"].array,
        }
    )
    result = result.sort_values(["word", "place", "path"], kind="stable", ignore_index=True)
    result = result.drop(columns=["word", "path"])
    range_days = (known.last - known.first).days if known.first and known.last else _SHORT
    freq = "week" if range_days < _SHORT else "month"
    day = clock["published"].dt.tz_localize(None).dt.normalize().astype("datetime64[us]")
    first = (begin / total).groupby(period_of(day, freq).array).first()
    dates = [[f"{date:%Y-%m-%d}", float(at)] for date, at in first.items()]
    details = {"terms": labels, "dates": dates}
    return attach(
        result,
        Provenance("xray", labels_en=labels_en_of(wanted), freq=freq, undated=known.undated, details=details),
    )


def _words_by_moment(part: pd.DataFrame) -> pd.DataFrame:
    """Count the words and articles of each moment of publication."""
    table = pd.DataFrame({"published": part["published"].array, "size": _words_in(part), "texts": 1})
    return sum_by(table[table["published"].notna()], ["published"])


def _occurrences_of_part(part: pd.DataFrame, wanted: list[Word]) -> pd.DataFrame:
    """Return the occurrences in a part, with the columns that place them in the running text."""
    found = occurrences(part, tokens_of(part), wanted)
    found = found[part["published"].notna().to_numpy()[found["row"]]].reset_index(drop=True)
    article = part[_PLACED].iloc[found["row"]].reset_index(drop=True)
    return article.assign(word=found["word"], within=found["within"], size=_words_in(part)[found["row"]])


def _articles_at(part: pd.DataFrame, moments: pd.Series) -> pd.DataFrame:
    """Return the articles of moments shared by several articles, which the path puts in order."""
    table = part[["published", "path"]].assign(size=_words_in(part))
    return table[table["published"].isin(moments)]


def _words_in(part: pd.DataFrame) -> np.ndarray:
    return tokens_of(part).words_of_articles
