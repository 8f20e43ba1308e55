"""Names of the entity pack, which are never split: wherever one counts, it is one token or inside a longer one."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from .contexts import Contexts
from .hits import leftmost_longest
from .rarest import Patterns


class FixedNames:
    """Finds names that the dictionary's cut has split.

    Parameters
    ----------
    names : mapping of str to sequence of str
        The names, each with the contexts in which it is none: 千問 in 千問題.

    Examples
    --------
    >>> from analytics.text.points import code_points
    >>> text, edges = code_points("他臉書法務，滿臉書卷"), np.array([0, 2, 4, 5, 6, 8, 10])
    >>> FixedNames({"臉書": ["臉書卷"]}).spans(text, edges)
    [(1, 3)]
    """

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._patterns = Patterns(list(names), np.zeros(1))
        self._lengths = np.array([len(name) for name in names], dtype=np.int64)
        self._contexts = Contexts(list(names), list(names.values()))

    def spans(self, codes: np.ndarray, edges: np.ndarray) -> list[tuple[int, int]]:
        """Return the spans of names that are neither a token nor inside one, in order; none overlaps another.

        Parameters
        ----------
        codes : numpy.ndarray
            The code points of a text.
        edges : numpy.ndarray
            Where each token begins, and the length of the text.
        """
        if not len(self._lengths):
            return []
        name, start = self._patterns.standing(codes)
        end = start + self._lengths[name]
        inner = np.searchsorted(edges, end, side="left") - np.searchsorted(edges, start, side="right")
        split = inner > 0
        name, start, end = name[split], start[split], end[split]
        held = self._contexts.hold(name, start, lambda places: codes.take(places, mode="clip"))
        start, end = start[~held], end[~held]
        kept = leftmost_longest(start, end)
        return list(zip(start[kept].tolist(), end[kept].tolist(), strict=True))


def names_of(names: Mapping[str, Sequence[str]], simplify: Callable[[str], str]) -> dict[str, list[str]]:
    """Return the names and their contexts in Simplified characters, as the segmenter sees texts."""
    return {simplify(name): [simplify(context) for context in contexts] for name, contexts in names.items()}
