"""Rates: how much each article uses each term, summed up so that a test over articles can be made of the sums."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

# Sums of whole numbers are the same in whatever order parts of a table are added up; this leaves nine digits of a
# square of a rate of 1 in 10,000, and overflows only beyond 500,000 articles of a single word.
SCALE = float(1 << 44)
_NOISE = 1e-13  # a variance below is what rounding left


@dataclass(frozen=True)
class Rates:
    """Moments of the rate of each term over the articles of a group: occurrences / words of the article.

    Attributes
    ----------
    terms : DataFrame
        `group`, `term`, `rate` and `square` (int64): sums of the rates and of their squares, in units of `2 ** -44`.
    articles : DataFrame
        `group` and `with_words` (int64): articles that have words.
    """

    terms: pd.DataFrame
    articles: pd.DataFrame

    def of(self, group: int, terms: pd.Series) -> tuple[int, np.ndarray, np.ndarray]:
        """Return the articles of a group, and the mean and variance of the rate of each term over them."""
        size = int(self.articles.loc[self.articles["group"] == group, "with_words"].sum())
        own = self.terms[self.terms["group"] == group].set_index("term")
        sums = own[["rate", "square"]].reindex(terms).fillna(0).to_numpy() / SCALE
        mean = sums[:, 0] / max(size, 1)
        variance = (sums[:, 1] - size * mean**2) / max(size - 1, 1)
        return size, mean, np.where(variance > _NOISE, variance, 0.0)
