"""The sample corpus that comes with the library."""

from typing import Any

from ..shipped import shipped
from .corpus import Corpus, load


def load_sample(**settings: Any) -> Corpus:
    """Load the sample corpus: 290 synthetic articles of six invented outlets, made for trying things.

    Parameters
    ----------
    **settings
        As for `load`.

    Returns
    -------
    Corpus
        Its articles, problems and ledger. In an installed library they come from one packed file.

    Raises
    ------
    ArgumentError, EntityError
        As for `load`.

    Examples
    --------
    >>> len(load_sample().articles)
    288
    """
    return load(sample_place(), **settings)


def sample_place() -> str:
    """Return the folder of the sample corpus in a checkout, and its packed file in an installed library."""
    folder = shipped("data/sample")
    return str(folder if folder.exists() else shipped("data/sample.zip"))
