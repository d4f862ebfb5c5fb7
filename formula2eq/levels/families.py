"""The families by R's names: their links, other names for them, and those that are not held."""

from __future__ import annotations

_PROBABILITIES = ("logit", "probit", "cloglog", "cauchit", "log", "identity")
_COUNTS = ("log", "identity", "sqrt")
_POSITIVE = ("log", "inverse", "identity")
_SHARES = ("logit", "probit", "cloglog", "cauchit", "log")

#: Family by R's name: its links, the default first. Those of glmmTMB are in Brooks et al. 2017,
#: The R Journal 9(2), 378-400, and in its help page ``family_glmmTMB``.
LINKS: dict[str, tuple[str, ...]] = {
    "gaussian": ("identity", "log", "inverse"),
    "binomial": _PROBABILITIES,
    "poisson": _COUNTS,
    "Gamma": ("inverse", "log", "identity"),
    "inverse.gaussian": ("1/mu^2", "inverse", "log", "identity"),
    "negative.binomial": _COUNTS,
    "nbinom1": _COUNTS,
    "compois": _COUNTS,
    "genpois": _COUNTS,
    "truncated_poisson": _COUNTS,
    "truncated_nbinom1": _COUNTS,
    "truncated_nbinom2": _COUNTS,
    "betabinomial": _PROBABILITIES,
    "beta": _SHARES,
    "ordbeta": _SHARES,
    "student": ("identity", "log", "inverse"),
    "lognormal": ("identity", "inverse"),
    "lognormal_mean": ("log",),
    "tweedie": _POSITIVE,
    "quasipoisson": _COUNTS,
    "quasibinomial": _PROBABILITIES,
    "ordinal": ("logit", "probit", "cloglog", "cauchit", "loglog"),
}

#: Other names that people and packages use.
ALIASES: dict[str, str] = {
    "normal": "gaussian",
    "bernoulli": "binomial",
    "logistic": "binomial",
    "gamma": "Gamma",
    "zigamma": "Gamma",
    "inversegaussian": "inverse.gaussian",
    "inverse_gaussian": "inverse.gaussian",
    "wald": "inverse.gaussian",
    "negbinomial": "negative.binomial",
    "negativebinomial": "negative.binomial",
    "negative_binomial": "negative.binomial",
    "neg_binomial_2": "negative.binomial",
    "nbinom2": "negative.binomial",
    "negbin": "negative.binomial",
    "nb": "negative.binomial",
    "truncated_negbinomial": "truncated_nbinom2",
    "truncated_negativebinomial": "truncated_nbinom2",
    "beta_family": "beta",
    "betar": "beta",
    "beta_binomial": "betabinomial",
    "compoisson": "compois",
    "com_poisson": "compois",
    "t_family": "student",
    "studentt": "student",
    "student_t": "student",
    "scat": "student",
    "t": "student",
    "tw": "tweedie",
    "cumulative": "ordinal",
}

#: glmmTMB's names of families that have another one here.
IN_R: dict[str, str] = {
    "negative.binomial": "nbinom2",
    "beta": "beta_family",
    "student": "t_family",
    "lognormal_mean": "lognormal",
}

#: Families that count successes among trials.
OF_TRIALS = frozenset({"binomial", "betabinomial", "quasibinomial"})
#: Families whose outcome is a count, zeros cut off or not.
OF_COUNTS = frozenset(
    "poisson negative.binomial nbinom1 compois genpois quasipoisson truncated_poisson "
    "truncated_nbinom1 truncated_nbinom2".split()
)
#: Families without zeros: a probability of zero beside them makes a hurdle, of all zeros.
WITHOUT_ZEROS = frozenset(
    "Gamma inverse.gaussian beta lognormal lognormal_mean truncated_poisson truncated_nbinom1 "
    "truncated_nbinom2".split()
)

#: brms' and Bambi's names of families with zeros: what they begin with.
INFLATED, HURDLE = "zero_inflated_", "hurdle_"
#: What a hurdle family is above zero, where it is not the family of that name.
ABOVE_ZERO = {
    "poisson": "truncated_poisson",
    "negbinomial": "truncated_nbinom2",
    "negativebinomial": "truncated_nbinom2",
}

_MORE_PREDICTORS = "has a linear predictor for each category, and this model has one"
_OTHER_ORDER = "orders categories by ratios of their probabilities; the held one is cumulative"
_TWO_ZEROS = (
    "has parts of its own for zeros and for ones; ordbeta holds both, zero_inflated_beta zeros"
)
_TIMES = "is a law of times that are cut off, which need more than one column on the left"
_QUASI = "states a variance and no law; quasipoisson and quasibinomial are held"
_SHAPES = "has parameters of shape that these equations do not write"

#: Families that packages have and these equations do not: why.
NOT_HELD: dict[str, str] = {
    **dict.fromkeys(
        ("categorical", "multinomial", "multinom", "dirichlet", "dirichlet_multinomial"),
        _MORE_PREDICTORS,
    ),
    **dict.fromkeys(("sratio", "cratio", "acat", "hurdle_cumulative"), _OTHER_ORDER),
    **dict.fromkeys(("zero_one_inflated_beta", "zoib"), _TWO_ZEROS),
    **dict.fromkeys(("cox", "cox.ph", "wiener"), _TIMES),
    "quasi": _QUASI,
    **dict.fromkeys(
        "skew_normal skewnormal exgaussian shifted_lognormal weibull exponential frechet "
        "gen_extreme_value von_mises vonmises asym_laplace laplace discrete_weibull geometric "
        "nbinom12 bell truncated_compois truncated_genpois".split(),
        _SHAPES,
    ),
}
