"""Agreement: how far coders agree, question by question, beyond chance."""

from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from ...errors import ArgumentError, CorpusError
from ..engine.provenance import Provenance, attach
from ..stats.agreement import (
    bootstrap,
    cohen_kappa,
    counts_of,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    observed_agreement,
)
from ..stats.arrays import Floats
from .codes import Codes, checked_codes, matrix, question_of, spans_of

_COLUMNS = {"question": "str", "kind": "str", "coders": "str", "articles": "int64", "coefficient": "str"}
_COLUMNS |= dict.fromkeys(("estimate", "low", "high"), "float64")
BETWEEN_CODERS = " / "
Coefficient = Callable[[Floats], float]


def agreement(codes: Codes, *, repeats: int = 1000, seed: int = 1) -> pd.DataFrame:
    """Measure how far coders agree, question by question, all together and pair by pair.

    Coefficients beyond chance: Cohen's (1960) κ of two coders, Fleiss' (1971) κ, Gwet's (2008) AC1, and Krippendorff's
    (2011) α for the kind of the question. α of 0.8 and more is the usual demand, 0.667 the least for tentative
    conclusions (Krippendorff 2019). Where nearly all articles have one value, κ and α fall however well coders agree,
    and AC1 does not: read them together. Answers that a coder did not give are missing, and count for nothing.

    Parameters
    ----------
    codes : DataFrame
        As `load_codes` returns it; two coders or more.
    repeats : int
        How often the articles are drawn again for the intervals.
    seed : int
        Which random numbers draw them.

    Returns
    -------
    DataFrame
        ===========  =======  ======================================================================
        question     str      key of the question
        kind         str      its kind
        coders       str      who is compared, separated by ` / `
        articles     int64    articles that at least two of them answered it for
        coefficient  str      agreement (share of pairs that agree), cohen_kappa, fleiss_kappa,
                              gwet_ac1, alpha; of spans overlap (Dice coefficient of the characters marked)
        estimate     float64  at most 1; 0 is chance, but for agreement and overlap; missing where all
                              articles have one value
        low          float64  lower bound: percentile bootstrap over articles, 95 %
        high         float64  upper bound
        ===========  =======  ======================================================================

        In the order of the questions; all coders first, then pairs by name.

    Raises
    ------
    CorpusError
        There is one coder only, or a coder answered a question twice.
    ArgumentError
        `repeats` is below 1.

    See Also
    --------
    charts.agreement : Draws this table.
    disagreements : The articles on which coders differ.
    confusion : Which values they confuse.

    Examples
    --------
    >>> import analytics
    >>> table = agreement(analytics.load_codes("data/codes"), repeats=200)
    >>> found = table.set_index(["question", "coefficient"])["estimate"]
    >>> bool(found["mentions", "alpha"] > 0.8)
    True
    """
    table = checked_codes(codes)
    if not isinstance(repeats, int) or repeats < 1:
        raise ArgumentError(f"repeats must be a whole number, 1 or more, not {repeats!r}")
    if table["coder"].nunique() < 2:
        raise CorpusError(f"agreement needs two coders; these codes are all by {table['coder'].iloc[0]!r}")
    rows = []
    for question in table["question"].unique():
        own = question_of(table, question)
        for coders in _groups(sorted(own["coder"].unique())):
            chosen = own[own["coder"].isin(coders)]
            kind = str(own["kind"].iloc[0])
            units, coefficients = _spans(chosen) if kind == "spans" else _values(chosen, kind)
            for name, coefficient in coefficients:
                low, high = bootstrap(coefficient, units, repeats=repeats, seed=seed)
                found = coefficient(np.ones(units)) if units else np.nan
                rows.append((question, kind, BETWEEN_CODERS.join(coders), units, name, found, low, high))
    result = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    details = {"coders": sorted(table["coder"].unique()), "repeats": repeats, "seed": seed}
    return attach(result, Provenance("agreement", details=details))


def _groups(coders: list[str]) -> Iterator[tuple[str, ...]]:
    """Return all coders, then each pair where there are more than two."""
    if len(coders) > 1:
        yield tuple(coders)
    if len(coders) > 2:
        yield from combinations(coders, 2)


def _values(rows: Codes, kind: str) -> tuple[int, list[tuple[str, Coefficient]]]:
    """Return the articles that two coders answered for, and the coefficients over them."""
    answers = matrix(rows)
    answers = answers[answers.notna().sum(axis=1) >= 2]
    numbers = np.unique(answers.to_numpy()[answers.notna().to_numpy()])
    if not len(numbers):
        return 0, [("agreement", lambda _: np.nan), ("alpha", lambda _: np.nan)]
    counts = counts_of(answers.to_numpy(), numbers)
    found: list[tuple[str, Coefficient]] = [("agreement", lambda times: observed_agreement(counts, times))]
    if answers.shape[1] == 2:
        first, second = (np.searchsorted(numbers, answers.iloc[:, place].to_numpy()) for place in (0, 1))
        found.append(("cohen_kappa", lambda times: cohen_kappa(first, second, times)))
    level = "nominal" if kind == "yes-no" else kind
    found += [
        ("fleiss_kappa", lambda times: fleiss_kappa(counts, times)),
        ("gwet_ac1", lambda times: gwet_ac1(counts, times)),
        ("alpha", lambda times: krippendorff_alpha(counts, level, numbers, times)),
    ]
    return len(answers), found


def _spans(rows: Codes) -> tuple[int, list[tuple[str, Coefficient]]]:
    """Return the articles that two coders marked, and the overlap of what they marked."""
    marked = spans_of(rows)
    by_article: dict[str, list[set[tuple[str, int]]]] = {}
    for (_, article), characters in marked.items():
        by_article.setdefault(article, []).append(characters)
    dice = np.array([overlap(each) for each in by_article.values() if len(each) > 1])
    return len(dice), [("overlap", lambda times: float(np.average(dice, weights=times)))]


def overlap(marked: list[set[tuple[str, int]]]) -> float:
    """Return the mean Dice coefficient of pairs of sets; 1 where both are empty.

    >>> overlap([{("body", 1), ("body", 2)}, {("body", 2), ("body", 3)}])
    0.5
    """
    pairs = [
        2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0
        for one, other in combinations(marked, 2)
    ]
    return float(np.mean(pairs))
