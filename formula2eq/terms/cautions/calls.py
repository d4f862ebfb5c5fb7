"""Formulas that do not suit the function that is called."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.source import Source, Span
from formula2eq.terms.cautions.caution import warning


def bar_not_known(function: str, bar: Span, source: Source) -> Diagnostic:
    """``lm(y ~ x + (1 | g))``."""
    nlme = {"lme", "glmmPQL", "gamm"}
    instead = (
        "write it as random = ~ effects | group"
        if function in nlme
        else "random terms belong to lmer(), glmer() and their like"
    )
    return warning(
        "bar-not-known",
        f'{function}() knows no bars: R takes | for "or" there; {instead}',
        source,
        (bar, "a random term"),
    )


def no_bar(function: str, right: Span, source: Source) -> Diagnostic:
    """``lmer(y ~ x)``."""
    return warning(
        "no-bar",
        f"{function}() needs a random term, (1 | group); without any it stops",
        source,
        (right, "no random term"),
    )
