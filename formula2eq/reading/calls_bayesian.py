"""Whole calls of brms and Bambi, which hold thresholds, extra zeros and dispersions too."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from formula2eq.levels.families import LINKS
from formula2eq.reading.refusals import tool_cannot_hold

if TYPE_CHECKING:
    from formula2eq.reading.read_model import ReadModel

_BRMS = {
    "binomial": "bernoulli",
    "negative.binomial": "negbinomial",
    "beta": "Beta",
    "betabinomial": "beta_binomial",
    "ordinal": "cumulative",
}
_BAMBI = {
    "binomial": "bernoulli",
    "negative.binomial": "negativebinomial",
    "inverse.gaussian": "wald",
    "betabinomial": "beta_binomial",
    "student": "t",
    "ordinal": "cumulative",
}
#: Families of this program that neither of the two has, and those that only one has.
_IN_NEITHER = frozenset(
    "nbinom1 truncated_nbinom1 compois genpois ordbeta lognormal_mean tweedie quasipoisson "
    "quasibinomial".split()
)
_NOT_IN_BAMBI = frozenset({"lognormal"})
#: Families that have a form with extra zeros, by both tools' names of it.
_ZEROS = {
    "poisson": ("poisson", "poisson"),
    "negative.binomial": ("negbinomial", "negativebinomial"),
    "binomial": ("binomial", "binomial"),
    "beta": ("beta", None),
    "betabinomial": ("beta_binomial", None),
}
#: Families that zeros have a probability of their own beside, by both tools' names of the hurdle.
_HURDLES = {
    "truncated_poisson": ("poisson", "poisson"),
    "truncated_nbinom2": ("negbinomial", "negativebinomial"),
    "Gamma": ("gamma", "gamma"),
    "lognormal": ("lognormal", "lognormal"),
}
#: What the tools call the parameter of the dispersion.
_DISPERSIONS = {
    "gaussian": ("sigma", "sigma"),
    "Gamma": ("shape", "alpha"),
    "negative.binomial": ("shape", "alpha"),
    "inverse.gaussian": ("shape", "lam"),
    "beta": ("phi", "kappa"),
    "betabinomial": ("phi", "kappa"),
    "truncated_nbinom2": ("shape", "alpha"),
    "student": ("sigma", "sigma"),
    "lognormal": ("sigma", "sigma"),
}


def brms(model: ReadModel, data: str) -> str:
    """``brm``: its formulas beside the mean in ``bf()``; sigma is a standard deviation there."""
    if any(random.covariance == "diagonal" for random in model.terms.random):
        if "diag(" in model.formula:
            raise tool_cannot_hold("brms", "independent effects of a factor's categories")
    if model.weights is not None:
        raise tool_cannot_hold("brms", "prior weights beside a formula")
    if (model.family, model.link) == ("ordinal", "loglog"):
        raise tool_cannot_hold("brms", "the link loglog", "ordinal")
    _refuse(model, "brms", _IN_NEITHER)
    formula, counts = _trials(model.formula, "{} | trials({})")
    name = "binomial" if counts else _BRMS.get(model.family, model.family)
    usual = LINKS[model.family][0] == model.link
    family = f'{name}("{model.link}")' if not usual else f"{name}()"
    beside = []
    if model.ziformula is not None:
        zeros = _zeros(model, "brms", 0)
        if model.family == "binomial" and not counts:
            left, _, right = formula.partition(" ~ ")
            formula = f"{left} | trials(1) ~ {right}"
        family = f"{zeros}()"
        beside.append(f"{'hu' if model.family in _HURDLES else 'zi'} {model.ziformula}")
    if model.dispformula is not None:
        beside.append(f"{_DISPERSIONS[model.family][0]} {model.dispformula}")
    if beside:
        formula = f"bf({', '.join([formula, *beside])})"
    last = "" if family == "gaussian()" else f", family = {family}"
    return f"brm({formula}, data = {data}{last})"


def bambi(model: ReadModel, data: str) -> str:
    """Bambi's ``Model``; psi is there the probability that a value is no extra zero."""
    if (model.family, model.link) == ("ordinal", "loglog"):
        raise tool_cannot_hold("Bambi", "the link loglog", "ordinal")
    _refuse(model, "Bambi", _IN_NEITHER | (_NOT_IN_BAMBI if model.ziformula is None else set()))
    formula, counts = _trials(model.formula.replace('"', "'"), "p({}, {})")
    name = "binomial" if counts else _BAMBI.get(model.family, model.family).lower()
    beside = []
    if model.ziformula is not None:
        name = _zeros(model, "Bambi", 1)
        if model.family == "binomial" and not counts:
            left, _, right = formula.partition(" ~ ")
            formula = f"p({left}, 1) ~ {right}"
        beside.append(f"psi {model.ziformula}")
    if model.dispformula is not None:
        beside.append(f"{_DISPERSIONS[model.family][1]} {model.dispformula}")
    quoted = [f'"{text}"'.replace("\n", " ") for text in (formula, *beside)]
    text = f"bmb.Formula({', '.join(quoted)})" if beside else quoted[0]
    text = f"bmb.Model({text}, {data}"
    if name != "gaussian":
        text += f', family="{name}"'
    if LINKS[model.family][0] != model.link:
        text += f', link="{model.link}"'
    return text + ")"


def _refuse(model: ReadModel, tool: str, families: Set[str]) -> None:
    """Refuse a family that a tool has not; zeros that are cut off need a hurdle there."""
    cut = model.family.startswith("truncated_") and model.ziformula is None
    if cut or model.family in families:
        raise tool_cannot_hold(tool, f"the family {model.family}", "glmmTMB")


def _zeros(model: ReadModel, tool: str, which: int) -> str:
    """The tool's name of the family whose zeros have a probability of their own."""
    hurdle = model.family in _HURDLES
    names = (_HURDLES if hurdle else _ZEROS).get(model.family, (None, None))
    if names[which] is None:
        raise tool_cannot_hold(tool, f"extra zeros of the family {model.family}", "glmmTMB")
    usual = "log" if model.family == "Gamma" else LINKS[model.family][0]
    if usual != model.link:
        raise tool_cannot_hold(tool, f"extra zeros beside the link {model.link}", "glmmTMB")
    return f"{'hurdle' if hurdle else 'zero_inflated'}_{names[which]}"


def _trials(formula: str, shape: str) -> tuple[str, bool]:
    """Counts of successes among trials, in the tool's words, and whether there are any."""
    if not formula.startswith("cbind("):
        return formula, False
    inner, _, rest = formula.removeprefix("cbind(").partition(")")
    successes, _, failures = inner.partition(", ")
    trials = failures.removesuffix(f" - {successes}")
    return shape.format(successes, trials) + rest, True
