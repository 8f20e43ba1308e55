"""Sample size: how many articles to code for a share of a wanted precision."""

import math

from ...errors import ArgumentError
from ..stats.sampling import cochran


def sample_size(
    population: int | None = None, *, error: float = 0.05, confidence: float = 0.95, expected: float = 0.5
) -> int:
    """Return how many articles to draw so that a share is known to within an error.

    Cochran's (1977) n₀ = z²·p·(1 − p) / e², with the correction for a finite population.

    Parameters
    ----------
    population : int, optional
        Articles to draw from; without it very many.
    error : float
        Half the width of the interval, above 0 and below 1: 0.05 is five percentage points.
    confidence : float
        How often the interval holds the true share, between 0 and 1.
    expected : float
        The share expected, between 0 and 1; 0.5 asks for most articles.

    Returns
    -------
    int
        Rounded up, and never more than the population.

    Raises
    ------
    ArgumentError
        A number is out of its range.

    See Also
    --------
    sample : Draws the articles.

    Examples
    --------
    Cochran (1977), section 4.4: 3,200 islanders, 40 % expected, within 5 % at two standard errors, 343:

    >>> sample_size(3200, error=0.05, confidence=0.9545, expected=0.4)
    343
    >>> sample_size(288), sample_size()
    (165, 385)
    """
    if population is not None and (
        isinstance(population, bool) or population != int(population) or population < 1
    ):
        raise ArgumentError(f"population must be a whole number of articles, 1 or more, not {population!r}")
    for name, share in (("error", error), ("confidence", confidence), ("expected", expected)):
        if not 0 < share < 1:
            raise ArgumentError(f"{name} must be between 0 and 1, not {share!r}")
    needed = cochran(math.inf if population is None else population, error, confidence, expected)
    return math.ceil(round(needed, 6)) if population is None else min(math.ceil(round(needed, 6)), population)
