"""Whether headlines are of different stories, or of one story, of a series or of a running story."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from .paragraphs import folded

SURELY = 20  # this many different headlines cannot be of one story
_ALIKE = 0.4  # share of character pairs from which headlines are of one story, or of a series
_NAMED = 0.8  # share of headlines that name what a running story is about
_EVERYWHERE = 0.5  # share of an outlet's headlines from which a word tells no story
_CHANCE = 1e-3  # probability from which it is no chance that all headlines have a word
# What numbers the headlines of a series, and the label before a headline
_NUMBERING = re.compile(r"\d+|[〇零一二三四五六七八九十百]+")
_LABEL = re.compile(r"^\s*[【\[［〔][^】\]］〕]{1,20}[】\]］〕]\s*")
_LATIN = re.compile(r"[^\W\d_\u2e80-\u9fff\uf900-\ufaff]{2,}")
_HAN = re.compile("[\u3400-\u9fff]{2,}")


class HeadlineJudge:
    """Counts the different headlines of groups of articles.

    Parameters
    ----------
    titles : sequence of str or None
        The headlines of all articles.
    outlets : numpy.ndarray
        The number of each article's outlet.

    Examples
    --------
    >>> titles = ["港鐵加價三成", "維園年宵攤位底價下調", "小學派位結果公布", "港鐵加價四成"]
    >>> judge = HeadlineJudge(titles, np.zeros(4, int))
    >>> judge(np.array([0, 1, 2])), judge(np.array([0, 3]))
    ((3, False), (1, True))
    """

    def __init__(self, titles: Sequence[str | None], outlets: np.ndarray) -> None:
        self.outlets = outlets
        self._written = titles
        self._titles: dict[int, str] = {}  # of those asked about
        self.words: dict[int, Counter[str]] = {}

    def __call__(self, articles: np.ndarray) -> tuple[int, bool]:
        """Return how many different headlines articles of one outlet have, and whether they are alike.

        Fewer than 20 that are alike, or that all name what a running story is about, count as one.
        """
        different = list(dict.fromkeys(self._plain(articles)))
        number = len(different)
        sample = different[:: max(1, number // SURELY)]
        if not any(map(_words, sample)):  # files that are called by their numbers
            return number, True
        is_series = number < 2 or _are_alike(sample)
        if is_series and number < SURELY:
            return 1, True
        if not is_series and self._are_of_running_story(sample, articles):
            return 1, False
        return number, is_series

    def _plain(self, articles: np.ndarray) -> list[str]:
        """Return the headlines of some articles, folded, without labels and numbers."""
        asked = articles.tolist()
        new = [article for article in asked if article not in self._titles]
        plain = folded([self._written[article] or "" for article in new]) if new else []
        self._titles |= zip(
            new, (_NUMBERING.sub("", _LABEL.sub("", title)) or title for title in plain), strict=True
        )
        return [self._titles[article] for article in asked]

    def _are_of_running_story(self, sample: Sequence[str], articles: np.ndarray) -> bool:
        """Whether nearly all headlines have a word that few others of the outlet have."""
        named = Counter(word for title in sample for word in _words(title))
        common = [word for word, count in named.items() if count >= _NAMED * len(sample)]
        if not common:
            return False
        outlet = int(self.outlets[articles[0]])
        own = np.flatnonzero(self.outlets == outlet)
        if len(articles) >= _EVERYWHERE * len(own):
            return False
        if outlet not in self.words:
            self.words[outlet] = Counter(word for title in self._plain(own) for word in _words(title))
        shares = [self.words[outlet][word] / len(own) for word in common]
        return any(share < _EVERYWHERE and share ** len(sample) < _CHANCE for share in shares)


def _are_alike(titles: Sequence[str]) -> bool:
    """Whether headlines share so many pairs of characters that they are variations of one."""
    pairs = [{one + other for one, other in pairwise(title) if one > " " < other} for title in titles]
    shared = Counter(pair for own in pairs for pair in own)
    total = sum(shared.values())
    both = sum(count * (count - 1) for count in shared.values())
    return total == 0 or both / total / max(len(titles) - 1, 1) >= _ALIKE


def _words(title: str) -> Iterable[str]:
    """Return the distinct Latin words of a headline, and the pairs of its Chinese characters."""
    han = (one + other for run in _HAN.findall(title) for one, other in pairwise(run))
    return {*_LATIN.findall(title), *han}
