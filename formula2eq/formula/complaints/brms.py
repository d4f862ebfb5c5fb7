"""What there is to say about brms' formulas: what they state and the equations do not show."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.source import Source, Span

_ADDITIONS = {
    "cens": "which outcomes are censored",
    "trunc": "between which values the outcome is cut off",
    "se": "the known error of each outcome",
    "mi": "which outcomes are imputed",
    "weights": "what each row's likelihood is multiplied by",
}
_GROUPINGS = {
    "cov": "covariances between the groups (cov)",
    "by": "a covariance matrix of its own for each category (by)",
    "dist": "a law of the effects that is not normal (dist)",
}


def addition(name: str, span: Span, source: Source) -> Diagnostic:
    """``y | cens(c) ~ x``."""
    what = _ADDITIONS.get(name, "more about the outcome")
    return Diagnostic(
        "argument-not-read",
        f"{name}() says {what}; the equations do not show it",
        (Label(span, "not in the equations", source),),
        severity="warning",
    )


def grouping(named: Sequence[str], span: Span, source: Source) -> Diagnostic:
    """``(1 | gr(g, cov = A))``."""
    what = " and ".join(_GROUPINGS[name] for name in named)
    return Diagnostic(
        "argument-not-read",
        f"gr() states {what}; the equations have the effects of all groups alike and independent",
        (Label(span, "not in the equations", source),),
        severity="warning",
    )


def several_members(span: Span, source: Source) -> Diagnostic:
    """``(1 | mm(a, b))``."""
    return Diagnostic(
        "argument-not-read",
        "mm() adds up the effects of several groups that a row belongs to; "
        "the equations show one of them",
        (Label(span, "one effect in the equations", source),),
        severity="warning",
    )


def autocorrelation(name: str, span: Span, source: Source) -> Diagnostic:
    """``y ~ x + ar(p = 1)``."""
    return Diagnostic(
        "argument-not-read",
        f"{name}() changes the law of the residuals; the equations do not show it",
        (Label(span, "not read", source),),
        severity="warning",
    )


def nonlinear(span: Span, source: Source) -> Diagnostic:
    """``bf(y ~ a * exp(b * x), a + b ~ 1, nl = TRUE)``."""
    return Diagnostic(
        "nonlinear-formula",
        "this formula is a nonlinear function of parameters (nl = TRUE), and these equations are of "
        "linear predictors: give the formula of one parameter, such as a ~ x + (1 | g)",
        (Label(span, "nonlinear", source),),
    )
