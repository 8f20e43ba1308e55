"""The sample corpus that comes with the library."""

from pathlib import Path

from ..shipped import shipped
from .corpus import Corpus, load


def load_sample(*, entities: str | Path | None = None, cache: bool = True) -> Corpus:
    """Load the sample corpus: 290 synthetic articles of six invented outlets, made for trying things.

    Parameters
    ----------
    entities : str or path, optional
        An entity pack of your own.
    cache : bool
        Whether to keep what was read, for the next time.

    Returns
    -------
    Corpus
        Its articles, problems and ledger. In an installed library they come from one packed file.

    Raises
    ------
    EntityError
        The entity pack cannot be read, or is wrong.

    Examples
    --------
    >>> len(load_sample().articles)
    288
    """
    return load(sample_place(), entities=entities, cache=cache)


def sample_place() -> str:
    """Return the folder of the sample corpus in a checkout, and its packed file in an installed library."""
    folder = shipped("data/sample")
    return str(folder if folder.exists() else shipped("data/sample.zip"))
