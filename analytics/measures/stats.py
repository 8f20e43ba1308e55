"""The numeric formulas alone: arrays (or scalars) in, arrays out, no pandas.

Two-corpus formulas take frequencies `a` and `b` and corpus sizes `c` and `d`, target first. 0·log 0 is 0 throughout.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, chdtrc, gammaln, ndtri, xlogy

from ..errors import QueryError, one_of

Floats = NDArray[np.float64]

ASSOCIATIONS = ("g2", "pmi", "t", "log_dice", "dice", "delta_p", "fisher")


def wilson(successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the Wilson score interval of a proportion (Wilson 1927; Newcombe 1998, method 3).

    Parameters
    ----------
    successes, trials : array_like, shape (n,)
        Counts; where `trials` is 0 both bounds are NaN.
    confidence : float
        Two-sided, between 0 and 1.

    Returns
    -------
    low, high : numpy.ndarray, shape (n,)
        Bounds between 0 and 1; no continuity correction.

    Examples
    --------
    Newcombe (1998), table I, 81 of 263:

    >>> low, high = wilson(81, 263)
    >>> round(float(low), 4), round(float(high), 4)
    (0.2553, 0.3662)
    """
    k, n = _floats(successes, trials)
    z = ndtri(0.5 + confidence / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / n
        centre = share + z**2 / (2 * n)
        half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
        scale = 1 + z**2 / n
        # At 0 and n the bound is exactly 0 and 1, and the share always inside; rounding must not say otherwise.
        low = np.where(k == 0, 0.0, np.clip((centre - half) / scale, 0, share))
        high = np.where(k == n, 1.0, np.clip((centre + half) / scale, share, 1))
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def newcombe(
    a: ArrayLike, n: ArrayLike, b: ArrayLike, m: ArrayLike, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Return the hybrid score interval of a difference of proportions, a/n − b/m (Newcombe 1998, method 10).

    Parameters
    ----------
    a, b : array_like
        Successes in the two samples.
    n, m : array_like
        Their sizes; where one is 0 both bounds are NaN.
    confidence : float
        Two-sided, between 0 and 1.

    Returns
    -------
    low, high : numpy.ndarray
        Bounds between −1 and 1, from the Wilson intervals of both; no continuity correction.

    Examples
    --------
    Newcombe (1998), table II, 56 of 70 against 48 of 80:

    >>> low, high = newcombe(56, 70, 48, 80)
    >>> round(float(low), 4), round(float(high), 4)
    (0.0524, 0.3339)
    """
    a, n, b, m = _floats(a, n, b, m)
    (low, high), (other_low, other_high) = wilson(a, n, confidence), wilson(b, m, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = a / n, b / m
        difference = one - two
        return (
            difference - np.hypot(one - low, other_high - two),
            difference + np.hypot(high - one, two - other_low),
        )


def moving_share(matching: ArrayLike, total: ArrayLike, window: int) -> Floats:
    """Return the share over a moving window, centred: the sum of `matching` over the sum of `total`.

    Parameters
    ----------
    matching, total : array_like, shape (periods,)
        Counts.
    window : int
        How many periods, odd; at the ends those there are.

    Returns
    -------
    numpy.ndarray, shape (periods,)
        NaN where the window's total is 0.

    Examples
    --------
    >>> moving_share([1, 0, 2], [2, 0, 2], 3).tolist()
    [0.5, 0.75, 1.0]
    """
    k, n = _floats(matching, total)
    ends = np.arange(len(k))
    low, high = np.maximum(ends - window // 2, 0), np.minimum(ends + window // 2 + 1, len(k))
    sums = [np.concatenate([[0.0], np.cumsum(counts)]) for counts in (k, n)]
    with np.errstate(divide="ignore", invalid="ignore"):
        return (sums[0][high] - sums[0][low]) / (sums[1][high] - sums[1][low])


def log_likelihood(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, cells: int = 2) -> Floats:
    """Return G², signed: positive where the term is relatively more frequent in the target.

    Parameters
    ----------
    a, b : array_like
        Frequencies in target and reference.
    c, d : array_like
        Sizes of target and reference.
    cells : {2, 4}
        2: Rayson & Garside (2000), the two observed frequencies; 4: Dunning (1993), the whole contingency table.

    Returns
    -------
    numpy.ndarray
        χ²-distributed with 1 degree of freedom; NaN where a corpus is empty.

    Examples
    --------
    The example of Lancaster's calculator, 52 in 50,000 against 57 in 75,000:

    >>> round(float(log_likelihood(52, 57, 50_000, 75_000)), 2)
    2.65
    """
    if cells not in (2, 4):
        raise QueryError(f"cells must be 2 (Rayson & Garside) or 4 (Dunning), not {cells!r}")
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (a + b) / (c + d)
        g2 = _observed(a, c * share) + _observed(b, d * share)
        if cells == 4:
            g2 = g2 + _observed(c - a, c * (1 - share)) + _observed(d - b, d * (1 - share))
        sign = np.where(a / c >= b / d, 1.0, -1.0)
        return np.where((c > 0) & (d > 0), sign * np.maximum(2 * g2, 0), np.nan)


def log_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, zero: float = 0.5) -> Floats:
    """Return the binary log of the ratio of relative frequencies (Hardie 2014); a frequency of 0 counts as `zero`.

    Examples
    --------
    >>> float(log_ratio(8, 2, 1000, 1000))
    2.0
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log2(np.where(a == 0, zero, a) / c) - np.log2(np.where(b == 0, zero, b) / d)


def log_ratio_low(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, confidence: float = 0.95) -> Floats:
    """Return the conservative log ratio (Evert 2022): the bound of its interval that is nearest to 0.

    Clopper-Pearson on a / (a + b), two-sided, turned into a ratio of relative frequencies; 0 where the interval
    includes 0.

    Examples
    --------
    >>> float(log_ratio_low(3, 2, 1000, 1000))
    0.0
    >>> bool(0 < log_ratio_low(80, 20, 1000, 1000) < log_ratio(80, 20, 1000, 1000))
    True
    """
    a, b, c, d = _floats(a, b, c, d)
    tail = (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(a > 0, betaincinv(np.maximum(a, 1e-300), b + 1, tail), 0.0)
        high = np.where(b > 0, betaincinv(a + 1, np.maximum(b, 1e-300), 1 - tail), 1.0)
        scale = np.log2(d / c)
        bounds = [np.log2(share / (1 - share)) + scale for share in (low, high)]
    return np.where(bounds[0] > 0, bounds[0], np.where(bounds[1] < 0, bounds[1], 0.0))


def percent_diff(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Return by how many per cent the relative frequency in the target differs (Gabrielatos & Marchi 2012).

    Infinite where the reference lacks the term, NaN where both do.

    Examples
    --------
    >>> float(percent_diff(30, 10, 1000, 1000))
    200.0
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (a * d / (b * c) - 1) * 100


def bic(g2: ArrayLike, n: ArrayLike) -> Floats:
    """Return the approximate Bayes factor |G²| − ln(n) of one degree of freedom (Wilson 2013).

    From 2 on it is positive evidence, from 6 strong, from 10 very strong.

    Examples
    --------
    >>> round(float(bic(20, 100_000)), 2)
    8.49
    """
    g2, n = _floats(g2, n)
    return np.abs(g2) - np.log(n)


def chi2_p(g2: ArrayLike) -> Floats:
    """Return the p-value of G² with one degree of freedom.

    >>> round(float(chi2_p(3.841459)), 4)
    0.05
    """
    return np.asarray(chdtrc(1, np.abs(np.asarray(g2, dtype=float))))


def log_odds_z(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, alpha: ArrayLike
) -> tuple[Floats, Floats]:
    """Return weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, eq. 15, 16, 22).

    Parameters
    ----------
    a, b : array_like, shape (terms,)
        Frequencies of all terms.
    c, d : array_like
        Sizes of target and reference.
    alpha : array_like
        Prior counts, one for all terms or one a term.

    Returns
    -------
    delta, z : numpy.ndarray, shape (terms,)
        Difference of log-odds, and the same over its standard deviation (two-term variance).

    Examples
    --------
    >>> delta, z = log_odds_z([10, 5], [5, 10], 15, 15, 0.5)
    >>> bool(np.allclose(delta, -delta[::-1])), bool(z[0] > 0)
    (True, True)
    """
    a, b, c, d, prior = _floats(a, b, c, d, alpha)
    prior = np.broadcast_to(prior, a.shape)
    mass = prior.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log((a + prior) / (c + mass - a - prior)) - np.log((b + prior) / (d + mass - b - prior))
        return delta, delta / np.sqrt(1 / (a + prior) + 1 / (b + prior))


def holm(p: ArrayLike) -> Floats:
    """Return p-values adjusted for the number of tests by Holm's (1979) step-down procedure; NaN stays NaN.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(values.ravel()))
    order = known[np.argsort(values.ravel()[known], kind="stable")]
    steps = values.ravel()[order] * np.arange(len(order), 0, -1)
    adjusted = np.full(values.size, np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1)
    return adjusted.reshape(values.shape)


def association(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike, measure: str) -> Floats:
    """Return how strongly two words attract each other, from the contingency table of their occurrences.

    Parameters
    ----------
    o11 : array_like
        How often they occur together.
    r1, c1 : array_like
        How often the first and the second occur.
    n : array_like
        How many places there are.
    measure : {"g2", "pmi", "t", "log_dice", "dice", "delta_p", "fisher"}
        `g2`: four-cell G² (Dunning 1993), negative where they repel each other. `pmi`: log2 of observed over
        expected (Church & Hanks 1990). `t`: (O − E) / √O (Church et al. 1991). `dice`: 2·O / (R + C).
        `log_dice`: 14 + log2(Dice) (Rychlý 2008). `delta_p`: p(second | first) − p(second | not first)
        (Ellis 2006; Gries 2013); the other way round with `r1` and `c1` changed over. `fisher`: exact one-sided
        p-value of attraction (Pedersen 1996).

    Examples
    --------
    Church & Hanks' `pmi` of two words that always stand together, once in eight places:

    >>> float(association(10, 10, 10, 80, "pmi"))
    3.0
    """
    one_of("association measure", measure, list(ASSOCIATIONS), QueryError)
    o11, r1, c1, n = _floats(o11, r1, c1, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = r1 * c1 / n
        if measure == "pmi":
            return np.log2(o11 / expected)
        if measure == "t":
            return (o11 - expected) / np.sqrt(o11)
        if measure in ("dice", "log_dice"):
            dice = 2 * o11 / (r1 + c1)
            return dice if measure == "dice" else 14 + np.log2(dice)
        if measure == "delta_p":
            return o11 / r1 - (c1 - o11) / (n - r1)
        if measure == "fisher":
            return _fisher(o11, r1, c1, n)
        table = [(o11, expected), (r1 - o11, r1 * (n - c1) / n)]
        table += [(c1 - o11, (n - r1) * c1 / n), (n - r1 - c1 + o11, (n - r1) * (n - c1) / n)]
        g2 = np.maximum(2 * sum(_observed(seen, awaited) for seen, awaited in table), 0)
        return np.where(o11 >= expected, g2, -g2)


def lambda_score(counts: ArrayLike, smoothing: float = 0.5) -> tuple[Floats, Floats]:
    """Return λ of an n-gram and its z-score: the highest-order interaction of a log-linear model.

    Blaheta & Johnson (2001), unigram subtuples. For two words λ is the log odds ratio.

    Parameters
    ----------
    counts : array_like, shape (..., 2 ** n)
        How often each pattern of agreement with the n-gram occurs. The place in the last axis, written in binary,
        says which words agree: 0 none, the last one all.
    smoothing : float
        Added to each count.

    Returns
    -------
    score, z : numpy.ndarray, shape (...)
        λ, and λ over its asymptotic standard error.

    Examples
    --------
    >>> score, _ = lambda_score([90, 10, 10, 90], smoothing=0)
    >>> round(float(score), 4) == round(float(np.log(81)), 4)
    True
    """
    table = np.asarray(counts, dtype=float) + smoothing
    size = table.shape[-1]
    words = size.bit_length() - 1
    if size < 4 or 2**words != size:
        raise QueryError(
            f"the last axis must hold 2 ** n counts of an n-gram of two words or more, not {size}"
        )
    agree = np.array([place.bit_count() for place in range(size)])
    with np.errstate(divide="ignore", invalid="ignore"):
        score = (np.where((words - agree) % 2, -1.0, 1.0) * np.log(table)).sum(axis=-1)
        return score, score / np.sqrt((1 / table).sum(axis=-1))


def dispersion(frequencies: ArrayLike, sizes: ArrayLike) -> dict[str, Floats]:
    """Return how evenly a term is spread over the parts of a corpus.

    Parameters
    ----------
    frequencies : array_like, shape (..., parts)
        Occurrences in each part.
    sizes : array_like, shape (parts,)
        Size of each part; empty parts are left out.

    Returns
    -------
    dict of str to numpy.ndarray, shape (...)
        `dp`: Gries' deviation of proportions (2008), 0 even. `dp_norm`: dp / (1 − smallest part's share) (Lijffijt &
        Gries 2012), 0 to 1. `juilland_d`: 1 − V / √(parts − 1), V the coefficient of variation with the population's
        standard deviation, 1 even. `carroll_d2`: relative entropy, 1 even. `rosengren_s`: (Σ√(sᵢfᵢ))² / f, 1 even.
        `kl`: Kullback-Leibler divergence in bits, 0 even. `range`: parts that have it. NaN where the term does not
        occur, but a range of 0.

    Examples
    --------
    Gries (2008), the letter `a` in the five parts of his example:

    >>> spread = dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    >>> round(float(spread["dp"]), 3), round(float(spread["juilland_d"]), 3)
    (0.18, 0.785)
    """
    f, s = _floats(frequencies, sizes)
    f, s = f[..., s > 0], s[s > 0]
    total, parts = f.sum(axis=-1), len(s)
    if not parts:
        names = ("dp", "dp_norm", "juilland_d", "carroll_d2", "rosengren_s", "kl")
        return {name: np.full(total.shape, np.nan) for name in names} | {"range": np.zeros(total.shape)}
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = s / s.sum()
        observed = f / total[..., None]
        rate = f / s
        rates = rate / rate.sum(axis=-1)[..., None]
        dp = np.abs(observed - expected).sum(axis=-1) / 2
        juilland = 1 - rate.std(axis=-1) / rate.mean(axis=-1) / np.sqrt(parts - 1)
        entropy_bits = -xlogy(rates, rates).sum(axis=-1) / np.log(2)
        return {
            "dp": dp,
            "dp_norm": dp / (1 - expected.min(initial=1)),
            "juilland_d": juilland if parts > 1 else np.full_like(dp, np.nan),
            "carroll_d2": entropy_bits / np.log2(parts) if parts > 1 else np.full_like(dp, np.nan),
            "rosengren_s": np.where(total > 0, np.sqrt(expected * f).sum(axis=-1) ** 2 / total, np.nan),
            "kl": (xlogy(observed, observed / expected)).sum(axis=-1) / np.log(2),
            "range": (f > 0).sum(axis=-1).astype(float),
        }


@dataclass(frozen=True)
class Burst:
    """A run of periods in the burst state, both ends included, and how much it saves over the base state."""

    start: int
    end: int
    weight: float


def kleinberg(
    matching: ArrayLike, total: ArrayLike, s: float = 2.0, gamma: float = 1.0
) -> tuple[NDArray[np.int64], list[Burst]]:
    """Find bursts of attention in batched arrivals (Kleinberg 2002, section 4), by Viterbi over the whole series.

    Two states: the base rate p0 = Σ matching / Σ total, and p1 = s·p0, below 1. Going up costs gamma·ln(periods),
    going down nothing. The series starts in the base state.

    Parameters
    ----------
    matching, total : array_like, shape (periods,)
        Matching articles of each period, and all. Periods without articles say nothing.
    s : float
        How much higher the rate of a burst is, above 1.
    gamma : float
        How dear a burst is: higher finds fewer.

    Returns
    -------
    states : numpy.ndarray of int64, shape (periods,)
        0 or 1.
    bursts : list of Burst
        In order of time; the weight is the cost saved.

    Examples
    --------
    >>> states, bursts = kleinberg([1, 1, 9, 8, 1, 1], [20] * 6)
    >>> states.tolist(), [(burst.start, burst.end) for burst in bursts]
    ([0, 0, 1, 1, 0, 0], [(2, 3)])
    """
    r, d = _floats(matching, total)
    if s <= 1:
        raise QueryError(f"s must be above 1, not {s}")
    periods = len(r)
    states = np.zeros(periods, dtype=np.int64)
    if not periods or not r.sum() or r.sum() == d.sum():
        return states, []
    p0 = r.sum() / d.sum()
    p1 = min(s * p0, 1 - 1e-9)
    choose = gammaln(d + 1) - gammaln(r + 1) - gammaln(d - r + 1)
    cost = np.stack([-(choose + xlogy(r, p) + xlogy(d - r, 1 - p)) for p in (p0, p1)])
    up = gamma * np.log(periods)
    best = np.array([0.0, np.inf])
    came_from = np.zeros((periods, 2), dtype=np.int64)
    for period in range(periods):  # each step needs the one before
        ways = np.array([[best[0], best[1]], [best[0] + up, best[1]]])
        came_from[period] = ways.argmin(axis=1)
        best = ways.min(axis=1) + cost[:, period]
    state = int(best.argmin())
    for period in range(periods - 1, -1, -1):
        states[period] = state
        state = int(came_from[period, state])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], states, [0]])))
    saved = cost[0] - cost[1]
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return states, [Burst(start, end - 1, float(saved[start:end].sum())) for start, end in runs]


def yule_k(frequencies: ArrayLike) -> float:
    """Return Yule's characteristic K (1944) of the frequencies of all terms: 10⁴ (Σ f² − N) / N².

    Examples
    --------
    >>> yule_k([2, 1, 1])
    1250.0
    """
    f = np.asarray(frequencies, dtype=float)
    n = f.sum()
    return float(1e4 * ((f**2).sum() - n) / n**2) if n else float("nan")


def mattr(tokens: Sequence[object], window: int = 50) -> float:
    """Return the moving-average type-token ratio (Covington & McFall 2010); of a shorter text its plain ratio.

    Examples
    --------
    >>> mattr(list("aabb"), window=2)
    0.6666666666666666
    """
    codes = _codes(tokens)
    if not len(codes):
        return float("nan")
    if len(codes) <= window:
        return len(np.unique(codes)) / len(codes)
    order = np.argsort(codes, kind="stable")
    same = codes[order][1:] == codes[order][:-1]
    following = np.full(len(codes), len(codes))
    following[order[:-1][same]] = order[1:][same]
    places = np.arange(len(codes))
    # A token is a type of each window that holds it, and does not hold the same token's next occurrence.
    first = np.maximum(places - window + 1, 0)
    last = np.minimum(np.minimum(places, len(codes) - window), following - window)
    held = np.maximum(last - first + 1, 0)
    return float(held.sum() / window / (len(codes) - window + 1))


def mtld(tokens: Sequence[object], threshold: float = 0.72) -> float:
    """Return the measure of textual lexical diversity (McCarthy & Jarvis 2010): mean of both directions.

    The mean length of runs in which the type-token ratio stays above `threshold`.

    Examples
    --------
    >>> mtld(list("abcabc")) > 0
    True
    """
    codes = _codes(tokens).tolist()
    if not codes:
        return float("nan")
    return (_mtld_one_way(codes, threshold) + _mtld_one_way(codes[::-1], threshold)) / 2


def entropy(counts: ArrayLike) -> Floats:
    """Return Shannon's entropy of the shares in bits: 0 all in one, log2(n) even; missing where all are 0.

    Shape (..., groups) in, (...) out.

    Examples
    --------
    >>> float(entropy([1, 1, 1, 1]))
    2.0
    """
    share = _shares_of(counts)
    return -xlogy(share, share).sum(axis=-1) / np.log(2) + 0.0


def hhi(counts: ArrayLike) -> Floats:
    """Return the Herfindahl-Hirschman index of the shares: 1 all in one, 1/n even; missing where all are 0.

    Shape (..., groups) in, (...) out.

    Examples
    --------
    >>> float(hhi([1, 1]))
    0.5
    """
    return (_shares_of(counts) ** 2).sum(axis=-1)


def _shares_of(counts: ArrayLike) -> Floats:
    f = np.asarray(counts, dtype=float)
    if not f.shape[-1]:
        return np.full((*f.shape[:-1], 1), np.nan)
    total = f.sum(axis=-1, keepdims=True)
    return np.divide(f, total, out=np.full(f.shape, np.nan), where=total > 0)


def silence(expected: ArrayLike, dispersion: ArrayLike) -> Floats:
    """Return the probability that nothing at all comes where `expected` events are usual.

    The zero term of the Katz (1965) family, which holds three models in one: dispersion^(-expected / (dispersion - 1)).

    Parameters
    ----------
    expected : array_like
        Events expected, 0 or more.
    dispersion : array_like
        Variance of the counts over their mean, above 0: 1 is Poisson, exp(-expected); above 1 events come in
        clusters (negative binomial); below 1 they keep to a timetable (binomial).

    Returns
    -------
    numpy.ndarray
        Probability, 0 to 1.

    Examples
    --------
    Ten days on each of which a daily appears with probability 0.9, so that 9 issues are expected:

    >>> f"{silence(9, 0.1):.2e}", f"{silence(9, 1):.2e}"
    ('1.00e-10', '1.23e-04')
    """
    wanted, spread = _floats(expected, dispersion)
    plain = np.abs(spread - 1) < 1e-9
    slope = np.where(plain, 1.0, np.log(spread) / np.where(plain, 1.0, spread - 1))
    return np.exp(-wanted * slope)


def kitagawa(
    matching_before: ArrayLike, total_before: ArrayLike, matching_after: ArrayLike, total_after: ArrayLike
) -> tuple[Floats, Floats]:
    """Split the change of a whole's rate into parts within and between its groups (Kitagawa 1955).

    Group j has the rate p and the part m of all in each period. Within: Δp · mean m. Between: Δm · (mean p − mean of
    the whole rates); centring changes no sum, since the Δm add up to 0. A group that is there in one period only has
    that period's rate in both: its part is all between.

    Parameters
    ----------
    matching_before, total_before, matching_after, total_after : array_like
        Counts of each group in each period, shape (groups,).

    Returns
    -------
    within, between : numpy.ndarray
        Shape (groups,); their sum over all groups is the change of the whole rate. Missing where a whole is empty.

    Examples
    --------
    Both groups keep their rates, 10 % and 50 %; the second grows from a half to three quarters of all:

    >>> within, between = kitagawa([5, 25], [50, 50], [5, 75], [50, 150])
    >>> within.tolist(), float(between.sum().round(12))
    ([0.0, 0.0], 0.1)
    """
    a, n, b, m = (
        np.asarray(counts, dtype=float)
        for counts in (matching_before, total_before, matching_after, total_after)
    )
    if not n.sum() or not m.sum():
        return np.full(n.shape, np.nan), np.full(n.shape, np.nan)
    before = np.divide(a, n, out=np.full(n.shape, np.nan), where=n > 0)
    after = np.divide(b, m, out=np.full(m.shape, np.nan), where=m > 0)
    before, after = np.where(n > 0, before, after), np.where(m > 0, after, before)
    before, after = np.nan_to_num(before), np.nan_to_num(after)  # a group that is in neither
    mix_before, mix_after = n / n.sum(), m / m.sum()
    middle = (a.sum() / n.sum() + b.sum() / m.sum()) / 2
    within = (after - before) * (mix_before + mix_after) / 2
    return within, (mix_after - mix_before) * ((before + after) / 2 - middle)


def _floats(*values: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.asarray(value, dtype=float) for value in values)


def _observed(observed: Floats, expected: Floats) -> Floats:
    """O·ln(O / E), 0 where nothing was observed."""
    safe = np.where(observed > 0, observed, 1.0)
    return np.where(observed > 0, observed * np.log(safe / np.where(observed > 0, expected, 1.0)), 0.0)


def _fisher(o11: Floats, r1: Floats, c1: Floats, n: Floats) -> Floats:
    """The upper tail of the hypergeometric distribution, summed from the observed count outwards.

    Above the mean upwards; otherwise the lower tail is summed downwards, and taken from 1.
    """
    shape = np.broadcast_shapes(*(np.shape(one) for one in (o11, r1, c1, n)))
    o11, r1, c1, n = (np.ravel(one) for one in np.broadcast_arrays(o11, r1, c1, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        above = o11 > r1 * c1 / n
    k = np.where(above, o11, o11 - 1)
    possible = (k >= np.maximum(0, r1 + c1 - n)) & (k <= np.minimum(r1, c1))
    going = np.flatnonzero(possible)
    total = np.zeros(len(k))
    k, a, b, size, up = (one[going] for one in (k, r1, c1, n, above.astype(float)))
    term = np.exp(_log_choose(a, k) + _log_choose(size - a, b - k) - _log_choose(size, b))
    total[going] = term
    while len(going):
        upwards = (a - k) * (b - k) / ((k + 1) * (size - a - b + k + 1))
        downwards = k * (size - a - b + k) / ((a - k + 1) * (b - k + 1))
        term = term * np.where(up, upwards, downwards)
        total[going] += term
        k = k + np.where(up, 1, -1)
        more = np.flatnonzero(term > total[going] * np.finfo(float).eps)
        going = going[more]
        k, a, b, size, up, term = (one[more] for one in (k, a, b, size, up, term))
    return np.clip(np.where(above, total, 1 - total), 0, 1).reshape(shape)


def _log_choose(n: Floats, k: Floats) -> Floats:
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)


def _codes(tokens: Sequence[object]) -> NDArray[np.int64]:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(token, len(numbers)) for token in tokens], dtype=np.int64)


def _mtld_one_way(codes: list[int], threshold: float) -> float:
    factors, seen, length = 0.0, set(), 0
    for code in codes:
        seen.add(code)
        length += 1
        if len(seen) / length <= threshold:
            factors, seen, length = factors + 1, set(), 0
    if length:
        factors += (1 - len(seen) / length) / (1 - threshold)
    return len(codes) / factors if factors else float(len(codes))
