"""The formulas alone: arrays or scalars in, arrays out, no pandas.

Two-corpus formulas take frequencies `a` and `b` and corpus sizes `c` and `d`, target first. 0·log 0 is 0.
"""

from .agreement import (
    LEVELS,
    bootstrap,
    cohen_kappa,
    counts_of,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    observed_agreement,
)
from .arrays import Floats
from .association import ASSOCIATIONS, association, lambda_score
from .bursts import Burst, kleinberg
from .dispersion import dispersion
from .diversity import MTLD_THRESHOLD, entropy, factors, hhi, mattr, mtld, previous_of, window_types, yule_k
from .keyness import bic, chi2_p, log_likelihood, log_odds_z, log_ratio, log_ratio_low, percent_diff, welch_t
from .misclassification import blaker, prediction_powered, rogan_gladen
from .proportions import holm, kitagawa, moving_share, newcombe, silence, wilson
from .sampling import allocate, cochran, effective_wilson, weighted_share

__all__ = [
    "ASSOCIATIONS",
    "LEVELS",
    "MTLD_THRESHOLD",
    "Burst",
    "Floats",
    "allocate",
    "association",
    "bic",
    "blaker",
    "bootstrap",
    "chi2_p",
    "cochran",
    "cohen_kappa",
    "counts_of",
    "dispersion",
    "effective_wilson",
    "entropy",
    "factors",
    "fleiss_kappa",
    "gwet_ac1",
    "hhi",
    "holm",
    "kitagawa",
    "kleinberg",
    "krippendorff_alpha",
    "lambda_score",
    "log_likelihood",
    "log_odds_z",
    "log_ratio",
    "log_ratio_low",
    "mattr",
    "moving_share",
    "mtld",
    "newcombe",
    "observed_agreement",
    "percent_diff",
    "prediction_powered",
    "previous_of",
    "rogan_gladen",
    "silence",
    "weighted_share",
    "welch_t",
    "wilson",
    "window_types",
    "yule_k",
]
