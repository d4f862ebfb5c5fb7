"""What there is to say about the arguments of a call."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.source import Source, Span


def misspelt_argument(
    argument: str, meant: str, function: str, span: Span, source: Source
) -> Diagnostic:
    """``famly = binomial``."""
    place = Span(span.start, span.start + len(argument))
    return Diagnostic(
        "unknown-argument",
        f"{function}() has no argument {argument}: it is not read; {meant} is one",
        (Label(place, "this name", source),),
        source.text[: place.start] + meant + source.text[place.end :],
        severity="warning",
    )


def sign_for_equals(name: str, sign: Span, source: Source) -> Diagnostic:
    """``glmer(y ~ x, family == binomial)``."""
    written = source.slice(sign)
    return Diagnostic(
        "wrong-equals",
        f"the argument {name} is named with =, not {written}",
        (Label(sign, "write =", source),),
        source.text[: sign.start] + "=" + source.text[sign.end :],
    )


def ignored(argument: str, span: Span, source: Source) -> Diagnostic:
    """``subset = x > 0``."""
    return Diagnostic(
        "ignored-argument",
        f"{argument} does not change the equations and is ignored",
        (Label(span, "ignored", source),),
        severity="note",
    )


def not_in_the_equations(argument: str, span: Span, source: Source) -> Diagnostic:
    """``correlation = corAR1()``."""
    return Diagnostic(
        "argument-not-read",
        f"{argument} changes the law of the residuals; the equations do not show it",
        (Label(span, "not read", source),),
        severity="warning",
    )


def random_not_read(span: Span, source: Source) -> Diagnostic:
    """``random = ~ us(1 + x):g`` of a function that is not known."""
    return Diagnostic(
        "argument-not-read",
        "random states random terms that are not read here: write them as (effects | group)",
        (Label(span, "not read", source),),
        severity="warning",
    )


def further_formula(name: str, span: Span, source: Source) -> Diagnostic:
    """``bf(y ~ x, nu ~ z)``."""
    return Diagnostic(
        "argument-not-read",
        f"the formula of {name} is not read: the equations do not show it",
        (Label(span, "not read", source),),
        severity="warning",
    )


def no_truth_value(argument: str, meant: str | None, span: Span, source: Source) -> Diagnostic:
    """``REML = FLASE``."""
    return Diagnostic(
        "argument-not-read",
        f"{argument} is TRUE or FALSE, not {source.slice(span)}: it is not read",
        (Label(span, "not read", source),),
        None if meant is None else source.text[: span.start] + meant + source.text[span.end :],
        severity="warning",
    )


def family_of_another(
    function: str, other: str, place: Span, call: Span, source: Source
) -> Diagnostic:
    """``lmer(y ~ x + (1 | g), family = binomial)``."""
    return Diagnostic(
        "unknown-argument",
        f"{function}() has no argument family: generalized models are fitted by {other}()",
        (Label(place, "this argument", source),),
        source.text[: call.start] + other + source.text[call.end :],
        severity="warning",
    )


def unreadable(argument: str, span: Span, source: Source) -> Diagnostic:
    """``family = f``."""
    return Diagnostic(
        "argument-not-read",
        f"{argument} is not written out and cannot be read",
        (Label(span, "not read", source),),
        severity="warning",
    )


def tilde_for_equals(name: str, sign: Span, source: Source) -> Diagnostic:
    """``glmmTMB(y ~ x, ziformula ~ 1)``."""
    return Diagnostic(
        "wrong-equals",
        f"the argument {name} is named with =",
        (Label(sign, "write = ~", source),),
        source.text[: sign.start] + "= ~" + source.text[sign.end :],
    )


def equals_for_tilde(argument: Span, source: Source) -> Diagnostic:
    """``lmer(y = x, data = d)``."""
    place = source.text.index("=", argument.start)
    return Diagnostic(
        "wrong-tilde",
        "between response and predictors stands ~, not =",
        (Label(Span(place, place + 1), "write ~", source),),
        source.text[:place] + "~" + source.text[place + 1 :],
    )


def sigma_formula(span: Span, source: Source) -> Diagnostic:
    """``bf(y ~ x, sigma ~ z)``: glmmTMB's dispersion is the variance, whose logarithm is twice as large."""
    return Diagnostic(
        "dispersion-scale",
        "brms models log sigma, the equations show log sigma^2: one model, whose coefficients are twice "
        "as large there",
        (Label(span, "of log sigma", source),),
        severity="note",
    )
