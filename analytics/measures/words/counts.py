"""How often groups of articles use each term: what `terms`, `keyness`, `rising` and `bursts` start from."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from ..engine.tally import Table, merge_sums, sum_by, tally
from ..engine.tokens import Tokens, is_word, names_of, tokens_of
from .uses import SCALE, uses_of

Group: TypeAlias = Callable[[pd.DataFrame], np.ndarray]
_NOISE = 1e-13  # a variance below is what rounding left


@dataclass(frozen=True)
class TermCounts:
    """How often groups of articles use each term. The number of a term is its place in the vocabulary.

    Attributes
    ----------
    vocabulary : Series of str
        The folded terms, sorted; punctuation is among them.
    writings : DataFrame
        `term`, `written` and `frequency`: how the articles of all groups spell each term.
    table : DataFrame
        `group`, `term` (its number), `frequency` and `articles` (int64), sorted by group and term. If rates were asked
        for, also `rate` and `square`: the sum of the term's share of each article's words, and of its square, in units
        of `1 / SCALE`.
    sizes : DataFrame
        `group`, `articles` and `with_words`: the articles of each group, and those that have words.
    """

    vocabulary: pd.Series
    writings: pd.DataFrame
    table: pd.DataFrame
    sizes: pd.DataFrame

    @property
    def articles(self) -> int:
        """Number of articles that are in a group."""
        return int(self.sizes["articles"].sum())

    @property
    def words(self) -> np.ndarray:
        """Whether each term is a word or a number, not punctuation."""
        return is_word(self.vocabulary)

    @cached_property
    def names(self) -> pd.Series:
        """The spelling shown of each term: the most frequent one; missing where no group has the term."""
        names = names_of(self.writings)
        return names if len(names) == len(self.vocabulary) else names.reindex(self.vocabulary)

    def of(self, group: int, column: str) -> np.ndarray:
        """Return a column of a group's table with a value for each term of the vocabulary, 0 where it has none."""
        own = (self.table["group"] == group).to_numpy()
        values = np.zeros(len(self.vocabulary), dtype=np.int64)
        values[self.table["term"].to_numpy()[own]] = self.table[column].to_numpy()[own]
        return values

    def rates(self, group: int, terms: np.ndarray) -> tuple[int, np.ndarray, np.ndarray]:
        """Return the number of a group's articles with words, and mean and variance of each term's rate over them."""
        size = int(self.sizes.loc[self.sizes["group"] == group, "with_words"].sum())
        rate, square = (self.of(group, column)[terms] / SCALE for column in ("rate", "square"))
        mean = rate / max(size, 1)
        variance = (square - size * mean**2) / max(size - 1, 1)
        return size, mean, np.where(variance > _NOISE, variance, 0.0)


def count_terms(articles: Table, group_of: Group | None = None, *, rates: bool = False) -> TermCounts:
    """Count the terms of groups of articles.

    Parameters
    ----------
    articles : DataFrame
        The article table, whatever engine holds it.
    group_of : callable, optional
        Takes a part of the table; returns the number of each article's group. Articles with a number below 0 are
        left out. By default all articles are in group 0.
    rates : bool
        Whether to sum up how much each article uses each term.
    """
    return TermCounts(**tally(articles, partial(_count_part, group_of=group_of, rates=rates), _merge))


def _count_part(part: pd.DataFrame, group_of: Group | None, rates: bool) -> dict[str, Any]:
    group = group_of(part) if group_of is not None else np.zeros(len(part), dtype=np.int64)
    tokens, inside = tokens_of(part), group >= 0
    groups, members = np.unique(group[inside], return_counts=True)
    number = np.where(inside, np.searchsorted(groups, group), -1)
    if len(groups) == 1 and inside.all() and not rates:
        sums = [np.array([tokens.frequency, tokens.articles])]
    else:
        sums = uses_of(part).group_sums(number, len(groups), rates)
    used = [np.flatnonzero(own[0]) for own in sums]
    columns = ["frequency", "articles", *(("rate", "square") if rates else ())]
    values = [own[:, terms] for own, terms in zip(sums, used, strict=True)]
    counts = np.concatenate([np.empty((len(columns), 0), np.int64), *values], axis=1)
    sizes = {"group": groups, "articles": members}
    if rates:
        has_words = inside & (uses_of(part).words > 0)
        sizes["with_words"] = np.bincount(number[has_words], minlength=len(groups))
    return {
        "vocabulary": tokens.terms,
        "writings": tokens.writings if inside.all() else _writings_of(tokens, inside),
        "table": pd.DataFrame(
            {
                "group": np.repeat(groups, [len(terms) for terms in used]),
                "term": np.concatenate([np.empty(0, np.int64), *used]),
                **dict(zip(columns, counts, strict=True)),
            }
        ),
        "sizes": pd.DataFrame(sizes),
    }


def _merge(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Merge the counts of parts, whose vocabularies differ."""
    if len(parts) == 1:
        return parts[0]
    every = pd.concat([part["vocabulary"] for part in parts], ignore_index=True)
    number, vocabulary = pd.factorize(every, sort=True)
    first = np.cumsum([0, *(len(part["vocabulary"]) for part in parts)])
    tables = [
        part["table"].assign(term=number[begin + part["table"]["term"].to_numpy()])
        for part, begin in zip(parts, first[:-1].tolist(), strict=True)
    ]
    return {
        "vocabulary": pd.Series(vocabulary, dtype="str"),
        "writings": merge_sums("term", "written")([part["writings"] for part in parts]),
        "table": sum_by(pd.concat(tables), ["group", "term"]),
        "sizes": merge_sums("group")([part["sizes"] for part in parts]),
    }


def _writings_of(tokens: Tokens, inside: np.ndarray) -> pd.DataFrame:
    """Return the spellings of some articles; `inside` tells for each article whether it is one."""
    own = tokens.spelling[np.repeat(inside, np.diff(tokens.edges))]
    frequency = np.bincount(own, minlength=len(tokens.writings))
    writings = tokens.writings.assign(frequency=frequency)
    return writings[frequency > 0].reset_index(drop=True)
