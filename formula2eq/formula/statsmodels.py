"""Calls of statsmodels without random part: ``smf.glm("y ~ x", d, family=sm.families.Poisson())``."""

from __future__ import annotations

import re

from formula2eq.formula import foreign
from formula2eq.formula.nodes import Name
from formula2eq.formula.specification import Specification
from formula2eq.source import Source, Span

_CALL = re.compile(
    r"\s*(?:(?P<target>[^\W\d]\w*)\s*=\s*)?(?:\w+\.)+"
    r"(?P<function>ols|wls|glm|logit|probit|poisson)"
    r"\s*\(\s*(?:formula\s*=\s*)?(?=[\"'])"
)
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
    )
