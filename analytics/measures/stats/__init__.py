"""The formulas alone: arrays or scalars in, arrays out, no pandas.

Two-corpus formulas take frequencies `a` and `b` and corpus sizes `c` and `d`, target first. 0·log 0 is 0.
"""

from .arrays import Floats
from .association import ASSOCIATIONS, association, lambda_score
from .bursts import Burst, kleinberg
from .dispersion import dispersion
from .diversity import MTLD_THRESHOLD, entropy, factors, hhi, mattr, mtld, previous_of, window_types, yule_k
from .keyness import bic, chi2_p, log_likelihood, log_odds_z, log_ratio, log_ratio_low, percent_diff, welch_t
from .proportions import holm, kitagawa, moving_share, newcombe, silence, wilson

__all__ = [
    "ASSOCIATIONS",
    "MTLD_THRESHOLD",
    "Burst",
    "Floats",
    "association",
    "bic",
    "chi2_p",
    "dispersion",
    "entropy",
    "factors",
    "hhi",
    "holm",
    "kitagawa",
    "kleinberg",
    "lambda_score",
    "log_likelihood",
    "log_odds_z",
    "log_ratio",
    "log_ratio_low",
    "mattr",
    "moving_share",
    "mtld",
    "newcombe",
    "percent_diff",
    "previous_of",
    "silence",
    "welch_t",
    "wilson",
    "window_types",
    "yule_k",
]
