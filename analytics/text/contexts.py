"""Contexts: a name inside one of them is not counted."""

from collections.abc import Callable, Sequence

import numpy as np

from .points import code_points


class Contexts:
    """The contexts of several names, laid out so that a name begins at the same place in each of its contexts.

    Parameters
    ----------
    names : sequence of str
        The names, folded.
    contexts : sequence of sequence of str
        The contexts of each name, folded; those that do not hold it are of no use.

    Examples
    --------
    >>> contexts = Contexts(["百度"], [["千百度", "百度百科"]])
    >>> text = code_points("尋他千百度。百度股價")
    >>> contexts.hold(np.array([0, 0]), np.array([3, 6]), lambda places: text.take(places, mode="clip")).tolist()
    [True, False]
    """

    def __init__(self, names: Sequence[str], contexts: Sequence[Sequence[str]]) -> None:
        places = [
            (number, context, place)
            for number, name in enumerate(names)
            for context in contexts[number]
            for place in range(len(context) - len(name) + 1)
            if context.startswith(name, place)
        ]
        self._before = max((place for _, _, place in places), default=0)
        width = self._before + max((len(context) - place for _, context, place in places), default=0)
        self._shape = np.zeros((len(places), width), dtype=np.uint32)  # 0 where a context does not reach
        for row, (_, context, place) in zip(self._shape, places, strict=True):
            begin = self._before - place
            row[begin : begin + len(context)] = code_points(context)
        counts = np.bincount([number for number, _, _ in places], minlength=len(names))
        self._counts = counts.astype(np.int64)
        self._begins = np.cumsum(self._counts) - self._counts

    def hold(self, name: np.ndarray, low: np.ndarray, text: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """Return for each hit whether one of its name's contexts stands around it.

        Parameters
        ----------
        name, low : numpy.ndarray
            The number of each hit's name, and where it begins.
        text : callable
            Gives the folded code points at places.
        """
        held = np.zeros(len(name), dtype=bool)
        counts = self._counts[name]
        if not counts.any():
            return held
        hit = np.repeat(np.arange(len(name)), counts)
        within = np.arange(len(hit)) - np.repeat(np.cumsum(counts) - counts, counts)
        shape = self._shape[self._begins[name[hit]] + within]
        found = text(low[hit][:, None] - self._before + np.arange(self._shape.shape[1]))
        held[hit[((found == shape) | (shape == 0)).all(axis=1)]] = True
        return held
