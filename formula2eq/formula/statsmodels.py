"""Calls of statsmodels: ``smf.mixedlm("y ~ x", d, groups=d["g"], re_formula="~x").fit()``.

The random effects stand beside the formula: those of ``re_formula``, or an intercept, by ``groups``.
"""

from __future__ import annotations

import re

from formula2eq.formula import foreign
from formula2eq.formula.nodes import Expression, Name, Number
from formula2eq.formula.specification import GroupedEffects, Specification
from formula2eq.source import Source, Span

_CALL = re.compile(
    r"\s*(?:(?P<target>[^\W\d]\w*)\s*=\s*)?(?:\w+\.)+"
    r"(?P<function>mixedlm|MixedLM\.from_formula|ols|wls|glm|logit|probit|poisson)"
    r"\s*\(\s*(?:formula\s*=\s*)?(?=[\"'])"
)
_GROUPS = re.compile(r"\bgroups\s*=\s*(?:\w+\s*[.\[]\s*)?[\"']?(?P<name>[^\W\d]\w*)")
_EFFECTS = re.compile(r"\bre_formula\s*=\s*(?P<formula>\"[^\"]*\"|'[^']*')")
_FAMILY = re.compile(r"\bfamilies\.(?P<name>\w+)")
_FAMILIES = {
    "Binomial": "binomial",
    "Poisson": "poisson",
    "Gamma": "Gamma",
    "InverseGaussian": "inverse.gaussian",
    "NegativeBinomial": "negative.binomial",
    "Gaussian": "gaussian",
}
#: Functions that fix their family, and its link where it is not the usual one.
_FIXED = {
    "logit": ("binomial", None),
    "probit": ("binomial", "probit"),
    "poisson": ("poisson", None),
}


def read_statsmodels(source: Source) -> Specification | None:
    """What a call of statsmodels' formula interface says; None for any other text."""
    opening = _CALL.match(source.text)
    if opening is None:
        return None
    quoted = foreign.quoted(source, opening.end())
    formula = foreign.formula_in_string(source, quoted)
    rest = source.text[quoted.end :]
    function = opening["function"]
    family, link = _FIXED.get(function, (None, None))
    named = _FAMILY.search(rest)
    if named is not None:
        family = _FAMILIES.get(named["name"])
    random: tuple[GroupedEffects, ...] = ()
    groups = _GROUPS.search(rest) if function[:5].lower() == "mixed" else None
    if groups is not None:
        place = Span(quoted.end + groups.start("name"), quoted.end + groups.end("name"))
        effects: Expression = Number(1.0, False, "1", place)
        stated = _EFFECTS.search(rest)
        if stated is not None:
            string = Span(quoted.end + stated.start("formula"), quoted.end + stated.end("formula"))
            effects = foreign.formula_in_string(source, string).predictors
        random = (GroupedEffects(effects, (Name(groups["name"], place),), None, place),)
    data = re.match(r"\s*,\s*(?:data\s*=\s*)?(?P<name>[^\W\d]\w*)\s*(?=[,)])", rest)
    return Specification(
        source,
        formula,
        function,
        "Python",
        opening["target"],
        family,
        link,
        None
        if data is None
        else Name(
            data["name"], Span(quoted.end + data.start("name"), quoted.end + data.end("name"))
        ),
        random=random,
    )
