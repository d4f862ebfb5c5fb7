"""The calls that fit models in R: their arguments in order, and R's way of matching them."""

from __future__ import annotations

from formula2eq.formula.nodes import Argument

_MER = "formula data {} control start verbose subset weights na.action offset contrasts"
_BAYES = "formula data family weights offset contrasts subset na.action prior"

#: Positional order of the arguments, by function.
SIGNATURES: dict[str, tuple[str, ...]] = {
    name: tuple(order.split())
    for name, order in {
        "lmer": _MER.format("REML") + " devFunOnly",
        "mixed": "formula data type method per_parameter args_test test_intercept check_contrasts"
        " expand_re all_fit set_data_arg progress cl",
        "blmer": _MER.format("REML"),
        "rlmer": "formula data method rho.e",
        "glmer": "formula data family control start verbose nAGQ subset weights na.action offset"
        " contrasts mustart etastart devFunOnly",
        "bglmer": "formula data family control start verbose nAGQ subset weights na.action offset",
        "glmer.nb": "formula data control start verbose nAGQ subset weights na.action offset contrasts",
        "lm": "formula data subset weights na.action method model x y qr singular.ok contrasts offset",
        "glm": "formula family data weights subset na.action start etastart mustart offset control"
        " model method x y singular.ok contrasts",
        "glm.nb": "formula data weights subset na.action start etastart mustart control method",
        "glmmTMB": "formula data family ziformula dispformula weights offset contrasts na.action se"
        " verbose doFit control REML start map sparseX",
        "lme": "fixed data random correlation weights subset method na.action control contrasts"
        " keep.data",
        "gls": "model data correlation weights subset method na.action control verbose",
        "gam": "formula family data weights subset na.action offset method optimizer control scale"
        " select knots sp",
        "bam": "formula family data weights subset na.action offset method control select scale",
        "gamm4": "formula random family data weights subset na.action knots drop.unused.levels REML"
        " control start verbose",
        "stan_gamm4": "formula random family data weights subset na.action knots",
        "gamm": "formula random correlation family data weights subset na.action knots control niter",
        "aov": "formula data projections qr contrasts",
        "glmmPQL": "fixed random family data correlation weights control niter verbose",
        "brm": "formula data family prior autocor data2 cov_ranef sample_prior sparse knots",
        "ordbetareg": "formula data true_bounds phi_reg use_brm_multiple",
        "stan_lmer": "formula data subset weights na.action offset contrasts prior",
        "stan_glmer": "formula data family subset weights na.action offset contrasts prior",
        "stan_glm": _BAYES,
        "clmm": "formula data weights start subset na.action contrasts Hess model link doFit",
        "clm": "formula scale nominal data weights start subset doFit na.action contrasts model",
        "polr": "formula data weights start subset na.action contrasts Hess model method",
    }.items()
}

#: Functions that take no bars in their formula, and those that need one.
WITHOUT_BARS = frozenset("lm glm glm.nb lme glmmPQL gls gam bam gamm aov clm polr stan_glm".split())
WITH_BARS = frozenset("lmer blmer rlmer glmer bglmer glmer.nb stan_lmer stan_glmer mixed".split())

#: Families that a function fixes by itself.
FAMILIES = {
    "glmer.nb": "negative.binomial",
    "glm.nb": "negative.binomial",
    "clmm": "cumulative",
    "clm": "cumulative",
    "polr": "cumulative",
    "ordbetareg": "ordbeta",
}
#: brms' and nlme's wrappers around a formula; the formula is their first argument.
WRAPPERS = frozenset({"bf", "brmsformula", "formula", "as.formula", "lf", "nlf"})
#: Functions whose formulas are brms'; those with nlme's random part, with mgcv's smooths, and with
#: bars in ``random``.
BRMS = frozenset({"brm", "bf", "brmsformula", "ordbetareg"})
NLME = frozenset({"lme", "glmmPQL", "gamm"})
SMOOTHS = frozenset({"gam", "bam", "gamm", "gamm4", "stan_gamm4", "brm", "bf", "brmsformula"})
RANDOM_BARS = frozenset({"gamm4", "stan_gamm4"})
#: Families that a package means by a name that others use otherwise.
OWN_FAMILIES = {
    "glmmTMB": {"lognormal": "lognormal_mean"},
    "sdmTMB": {"lognormal": "lognormal_mean"},
}


def match(function: str, arguments: tuple[Argument, ...]) -> dict[str, Argument]:
    """Arguments by the name of their parameter, as R matches them: exactly, by their beginning, by
    position. What no parameter takes keeps its own name, or its number.
    """
    order = SIGNATURES[function]
    taken: dict[str, Argument] = {}
    rest: list[Argument] = []
    for argument in arguments:
        if argument.name in order and argument.name not in taken:
            taken[argument.name] = argument
        else:
            rest.append(argument)
    unnamed: list[Argument] = []
    for argument in rest:
        if argument.name is None:
            unnamed.append(argument)
            continue
        begun = [name for name in order if name.startswith(argument.name) and name not in taken]
        taken[begun[0] if len(begun) == 1 and argument.name else argument.name] = argument
    free = iter([name for name in order if name not in taken])
    for number, argument in enumerate(unnamed):
        taken[next(free, str(number))] = argument
    return taken
