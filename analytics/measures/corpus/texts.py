"""Articles whose text is not theirs: error pages, stubs, headlines alone, headings that outweigh the body."""

from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ...read.vocabulary import patterns
from ...text.fold import fold
from ..engine.tally import Table, tally
from .stubs import is_stub, stubs_of

KINDS = ("error_page", "stub", "no_body", "headings")
_COLUMNS = ["outlet", "title", "body", "boilerplate", "headings"]
_EXAMPLE = 60  # characters of a text that is shown
_LONGEST = 240  # characters of an error page
_HEAD = 60  # characters of it that name the error
_FEWEST = 40  # characters of headings that may outweigh a body
_ERROR = patterns("servers")["message"]


def text_findings(articles: Table) -> pd.DataFrame:
    """Count the articles of each outlet with each of `KINDS`, and give an example.

    Returns
    -------
    DataFrame
        ========  =====  ==============================================================================
        kind      str    `error_page`: a server's message in place of the text. `stub`: a text that five
                         articles or more of the outlet share under different headlines. `no_body`: a
                         headline alone. `headings`: headings longer than the body
        outlet    str    missing for articles that state none
        articles  int64  articles concerned
        example   str    the beginning of the first one's text or headline
        ========  =====  ==============================================================================

    Examples
    --------
    >>> import analytics
    >>> text_findings(analytics.load("data/sample").articles)["kind"].tolist()
    []
    """
    count = partial(_count_part, stubs=stubs_of(articles))
    return tally(articles, count, _merge, columns=_COLUMNS)


def _merge(parts: list[pd.DataFrame]) -> pd.DataFrame:
    groups = pd.concat(parts).groupby(["kind", "outlet"], as_index=False, dropna=False, sort=True)
    return groups.agg(articles=("articles", "sum"), example=("example", "first"))


def _count_part(part: pd.DataFrame, stubs: NDArray[np.uint64]) -> pd.DataFrame:
    bodies, titles = part["body"].fillna("").reset_index(drop=True), part["title"].fillna("").tolist()
    left_out = pa.array(part["boilerplate"])
    moved = pc.list_value_length(left_out).fill_null(0).to_numpy(zero_copy_only=False) > 0
    empty = (bodies == "").to_numpy()
    firsts = [lines[0] if lines else "" for lines in left_out.to_pylist()]
    shown = [body or first for body, first in zip(bodies.tolist(), firsts, strict=True)]
    error = np.array([_is_error(text, title) for text, title in zip(shown, titles, strict=True)], dtype=bool)
    stub = (is_stub(part, stubs) | (empty & moved)) & ~error
    heading = _lengths(part["headings"])
    weighty = (heading >= _FEWEST) & (heading > bodies.str.len().to_numpy()) & ~error & ~stub
    found = {
        "error_page": (error, shown),
        "stub": (stub, shown),
        "no_body": (empty & ~moved & ~error & (heading == 0), titles),
        "headings": (weighty, titles),
    }
    tables = [
        pd.DataFrame(
            {
                "kind": kind,
                "outlet": part["outlet"].array[hit],
                "articles": 1,
                "example": [examples[place][:_EXAMPLE] for place in np.flatnonzero(hit)],
            }
        )
        for kind, (hit, examples) in found.items()
    ]
    types = {"kind": "str", "outlet": "str", "articles": "int64", "example": "str"}
    return _merge([pd.concat(tables, ignore_index=True).astype(types)])


def _lengths(lists: pd.Series) -> NDArray[np.int64]:
    """Return how many characters the texts of each list have."""
    joined = pc.binary_join(pa.array(lists), "")
    return np.asarray(pc.utf8_length(joined).fill_null(0).to_numpy(zero_copy_only=False), dtype=np.int64)


def _is_error(text: str, title: str) -> bool:
    """Whether a text, or a headline without one, is a server's message."""
    shown = text or title
    if not shown or len(shown) > _LONGEST:
        return False
    return _ERROR.search(fold(shown[:_HEAD]).text) is not None
