"""Whole calls that fit a model that was read; those of brms and Bambi are in ``calls_bayesian``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.formula.unparse import unparse
from formula2eq.levels.families import IN_R, LINKS
from formula2eq.reading.calls_bayesian import bambi, brms
from formula2eq.reading.refusals import tool_cannot_hold
from formula2eq.reading.spell import spell_sum
from formula2eq.terms.term import RandomTerm, Term

if TYPE_CHECKING:
    from formula2eq.reading.read_model import ReadModel


#: The families of lme4, and those of R's glm alone.
_IN_LME4 = frozenset(
    {"gaussian", "binomial", "poisson", "Gamma", "inverse.gaussian", "negative.binomial"}
)
_IN_GLM = frozenset({"quasipoisson", "quasibinomial"})


def call(model: ReadModel, tool: str, data: str) -> str:
    r"""A call of the tool; raises ``UsageError`` for one that cannot hold the model.

    >>> from formula2eq.reading.read import read
    >>> found = read(r"y_{ij} = \beta_0 + \beta_1 x_{ij} + u_j + e_{ij}", {"j": "g"})
    >>> found.call("nlme")
    'lme(y ~ x, random = ~ 1 | g, data = d)'
    """
    key = tool.lower().replace(".", "").replace(" ", "")
    if key not in TOOLS:
        raise UsageError(
            Diagnostic(
                "unknown-tool", f"no call is known for {tool}; the tools are {', '.join(NAMES)}"
            )
        )
    return TOOLS[key](model, data)


def family_call(family: str, link: str) -> str:
    """The family as R's call of it, its link only where it is not the usual one.

    >>> family_call("negative.binomial", "log"), family_call("Gamma", "log")
    ('nbinom2', 'Gamma("log")')
    """
    name = IN_R.get(family, family)
    if LINKS[family][0] == link:
        return f"{name}()" if family in ("beta", "student") else name
    return f'{name}("{link}")'


def _weights(model: ReadModel) -> str:
    return "" if model.weights is None else f", weights = {model.weights}"


def lme4(model: ReadModel, data: str) -> str:
    """``lmer`` or ``glmer``; without random terms ``lm`` or ``glm``."""
    _without_thresholds(model, "lme4")
    gaussian = (model.family, model.link) == ("gaussian", "identity")
    mixed = bool(model.terms.random)
    if gaussian:
        return f"{'lmer' if mixed else 'lm'}({model.formula}, data = {data}{_weights(model)})"
    if model.family == "negative.binomial" and mixed:
        return f"glmer.nb({model.formula}, data = {data}{_weights(model)})"
    function = "glmer" if mixed else "glm"
    if model.family not in (_IN_LME4 if mixed else _IN_LME4 | _IN_GLM):
        raise tool_cannot_hold("lme4", f"the family {model.family}", "glmmTMB or brms")
    family = family_call(model.family, model.link)
    return f"{function}({model.formula}, data = {data}, family = {family}{_weights(model)})"


def glmm_tmb(model: ReadModel, data: str) -> str:
    """``glmmTMB``, REML for Gaussian models as lme4 has it."""
    _without_thresholds(model, "glmmTMB")
    formula = model.formula
    if model.ziformula is not None:
        formula += f", ziformula = {model.ziformula}"
    if model.dispformula is not None:
        formula += f", dispformula = {model.dispformula}"
    if (model.family, model.link) == ("gaussian", "identity"):
        return f"glmmTMB({formula}, data = {data}, REML = TRUE{_weights(model)})"
    if model.family in _IN_GLM | {"lognormal"}:
        raise tool_cannot_hold("glmmTMB", f"the family {model.family}", "glm or brms")
    family = family_call(model.family, model.link)
    return f"glmmTMB({formula}, data = {data}, family = {family}{_weights(model)})"


def ordinal(model: ReadModel, data: str) -> str:
    """``clmm``, without random terms ``clm``: cumulative models."""
    _only_the_mean(model, "ordinal")
    if model.family != "ordinal":
        raise tool_cannot_hold("ordinal", f"the family {model.family}")
    if any(random.covariance == "diagonal" for random in model.terms.random):
        raise tool_cannot_hold("ordinal", "independent effects of a factor's categories")
    function = "clmm" if model.terms.random else "clm"
    usual = LINKS["ordinal"][0] == model.link
    link = "" if usual else f', link = "{model.link}"'
    return f"{function}({model.formula}, data = {data}{link})"


def nlme(model: ReadModel, data: str) -> str:
    """``lme``: Gaussian, its groups nested."""
    _gaussian(model, "nlme")
    by_group: dict[frozenset[object], list[RandomTerm]] = {}
    for random in model.terms.random:
        by_group.setdefault(frozenset(random.grouping.factors), []).append(random)
    chain = sorted(by_group.values(), key=lambda listed: len(listed[0].grouping.factors))
    sets = [frozenset(listed[0].grouping.factors) for listed in chain]
    if any(not small < large for small, large in zip(sets, sets[1:], strict=False)):
        raise tool_cannot_hold("nlme", "crossed groups")
    fixed = _fixed(model)
    if not chain:
        return f"lm({fixed}, data = {data})"
    parts: list[str] = []
    names: list[str] = []
    before: frozenset[object] = frozenset()
    for listed, own in zip(chain, sets, strict=True):
        added = [f for f in listed[0].grouping.factors if f not in before]
        names.append(":".join(unparse(f) for f in added))
        before = own
        effects = [effect for random in listed for effect in random.effects]
        inner = "~ " + _sum(effects)
        single = len(listed) == len(effects) > 1
        if len(listed) > 1 and not single:
            blocks = ", ".join(f"pdSymm(~ {_sum(list(r.effects))})" for r in listed)
            inner = f"pdBlocked(list({blocks}))"
        elif single or listed[0].covariance == "diagonal":
            inner = f"pdDiag({inner})"
        parts.append(inner)
    if len(set(parts)) == 1 and parts[0].startswith("~"):
        return f"lme({fixed}, random = {parts[0]} | {'/'.join(names)}, data = {data})"
    listing = ", ".join(f"{name} = {part}" for name, part in zip(names, parts, strict=True))
    return f"lme({fixed}, random = list({listing}), data = {data})"


def mixed_models_jl(model: ReadModel, data: str) -> str:
    """``fit(MixedModel, @formula(...))``: ``&`` for ``:``, ``zerocorr`` for ``||``."""
    _without_thresholds(model, "MixedModels.jl")
    response = "0" if model.terms.response is None else unparse(model.terms.response)
    pieces = [_fixed(model, julia=True).split(" ~ ", 1)[-1]]
    for group, listed in _groups(model).items():
        single = [r for r in listed if len(r.effects) == 1]
        if len(listed) > 1 and len(single) == len(listed):
            inner = _sum([r.effects[0] for r in listed], julia=True)
            pieces.append(f"zerocorr({inner} | {group})")
        else:
            pieces += [f"({_sum(list(r.effects), julia=True)} | {group})" for r in listed]
    text = f"@formula({response} ~ {' + '.join(pieces)}), {data}"
    if (model.family, model.link) == ("gaussian", "identity"):
        return f"fit(MixedModel, {text}, REML = true)"
    family = {"binomial": "Bernoulli", "poisson": "Poisson", "Gamma": "Gamma"}.get(
        model.family, model.family
    )
    link = {
        "logit": "LogitLink",
        "probit": "ProbitLink",
        "cloglog": "CloglogLink",
        "log": "LogLink",
    }
    usual = LINKS[model.family][0] == model.link
    more = "" if usual else f", {link.get(model.link, model.link)}()"
    return f"fit(MixedModel, {text}, {family}(){more})"


def statsmodels(model: ReadModel, data: str) -> str:
    """``smf.mixedlm``: Gaussian; one group, or one with variance components inside."""
    _gaussian(model, "statsmodels")
    grouped = _groups(model)
    fixed = _fixed(model)
    if not grouped:
        return f'smf.ols("{fixed}", {data}).fit()'
    if len(grouped) > 1 or len(next(iter(grouped.values()))) > 1:
        raise tool_cannot_hold(
            "statsmodels' mixedlm", "several grouping factors or independent effects"
        )
    ((group, (random,)),) = grouped.items()
    if ":" in group:
        raise tool_cannot_hold("statsmodels' mixedlm", "a group made of several columns")
    effects = _sum(list(random.effects))
    return (
        f'smf.mixedlm("{fixed}", {data}, groups="{group}", re_formula="{effects}").fit(reml=True)'
    )


def _groups(model: ReadModel) -> dict[str, list[RandomTerm]]:
    found: dict[str, list[RandomTerm]] = {}
    for random in model.terms.random:
        label = random.grouping.label
        found.setdefault(label, []).append(random)
    return found


def _sum(effects: list[Term], *, julia: bool = False) -> str:
    products = [tuple(unparse(f, label=True) for f in e.factors) for e in effects]
    text = " + ".join(spell_sum(products, needs_one=True))
    return text.replace(":", " & ") if julia else text


def _fixed(model: ReadModel, *, julia: bool = False) -> str:
    response = "" if model.terms.response is None else f"{unparse(model.terms.response)} "
    products = [tuple(unparse(f, label=True) for f in t.factors) for t in model.terms.fixed]
    text = " + ".join(spell_sum(products, needs_one=not any(products) or julia))
    text += "".join(f" + {unparse(offset)}" for offset in model.terms.offsets)
    return f"{response}~ {text.replace(':', ' & ') if julia else text}"


def _gaussian(model: ReadModel, tool: str) -> None:
    _only_the_mean(model, tool)
    if (model.family, model.link) != ("gaussian", "identity"):
        raise tool_cannot_hold(tool, f"the family {model.family}")


def _only_the_mean(model: ReadModel, tool: str) -> None:
    """Refuse extra zeros and a dispersion that varies."""
    if model.ziformula is not None:
        raise tool_cannot_hold(tool, "extra zeros (ziformula)", "glmmTMB, brms or Bambi")
    if model.dispformula is not None:
        raise tool_cannot_hold(tool, "a dispersion that varies", "glmmTMB, brms or Bambi")


def _without_thresholds(model: ReadModel, tool: str) -> None:
    """Refuse an ordinal outcome, and all else that lme4 has no place for."""
    if model.family == "ordinal":
        instead = "ordinal, brms or Bambi"
        raise tool_cannot_hold(tool, "an ordinal outcome with thresholds", instead)
    if tool != "glmmTMB":
        _only_the_mean(model, tool)


#: Each tool by its name without dots.
TOOLS: dict[str, Callable[[ReadModel, str], str]] = {
    "lme4": lme4,
    "lmer": lme4,
    "glmer": lme4,
    "glmmtmb": glmm_tmb,
    "ordinal": ordinal,
    "clmm": ordinal,
    "clm": ordinal,
    "nlme": nlme,
    "lme": nlme,
    "bambi": bambi,
    "brms": brms,
    "brm": brms,
    "mixedmodelsjl": mixed_models_jl,
    "mixedmodels": mixed_models_jl,
    "statsmodels": statsmodels,
}
#: Names for people.
NAMES = ("lme4", "glmmTMB", "ordinal", "brms", "nlme", "Bambi", "MixedModels.jl", "statsmodels")
