"""Every sentence about what is assumed where equations leave it open."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading.wording import shown, slip
from formula2eq.source import Source, Span


def guessed_group(source: Source, span: Span, letter: str) -> Diagnostic:
    """A grouping factor that is only called after its index."""
    message = f"the grouping factor of the index {letter} is not given and is called g_{letter}"
    return slip("guessed-group", message, source, [(span, "")], "warning", f"--group {letter}=NAME")


def outcome_unnamed(source: Source, span: Span, taken: str | None) -> Diagnostic:
    """No equation names the outcome."""
    message = f"no equation names the outcome: {shown(source, span)} is a mean"
    if taken is not None:
        message += f"; it is taken to be {taken}, the only name that is no predictor"
    return slip("outcome-not-named", message, source, [(span, "")], "note", "--outcome NAME")


def row_or_variable(source: Source, span: Span) -> Diagnostic:
    """A capital letter before its coefficient, beside a constant: a variable or a row of several."""
    message = (
        f"{shown(source, span)} is read as one variable; if it is a row of several, "
        "the formula needs its entries"
    )
    repair = "the entries, X_i = (x_{1i}, x_{2i}) and b = (b_1, b_2), or b X_i for one variable"
    return slip("row-or-variable", message, source, [(span, "")], "note", repair)


def number_in_coefficient(source: Source, span: Span, number: str) -> Diagnostic:
    """A number beside a coefficient: the model is the same, the coefficient another."""
    message = (
        f"the number {number} stands beside a coefficient and is read as part of it: the model is the "
        "same, with the coefficient that many times as large"
    )
    return slip("number-in-coefficient", message, source, [(span, "")], "note")


def offset(source: Source, span: Span) -> Diagnostic:
    """A variable without a coefficient."""
    message = f"{shown(source, span)} has no coefficient and no law: it is read as an offset"
    return slip(
        "offset", message, source, [(span, "")], "note", "a coefficient before it, if meant"
    )


def lookup_without_law(source: Source, span: Span) -> Diagnostic:
    """A lookup by a whole name that has neither a law nor a constraint."""
    message = (
        f"{shown(source, span)} has no law and no constraint: it is read as a random effect, "
        "not as the coefficient of a factor"
    )
    repair = "its law; or a line that sets the reference category's entry, or the sum of all, to 0"
    return slip("lookup-without-law", message, source, [(span, "")], "warning", repair)


def undecided_effect(source: Source, span: Span) -> Diagnostic:
    """An effect without a law where no effect has one."""
    message = (
        f"no effect of the equation has a law: {shown(source, span)} is read as a random effect, "
        "though it may be meant as the fixed effects of a factor"
    )
    repair = "its law, if random; or that its sum is 0, if fixed"
    return slip("effect-without-law", message, source, [(span, "")], "note", repair)


def effect_without_law(source: Source, span: Span) -> Diagnostic:
    """An effect without a law beside others with one."""
    message = (
        f"{shown(source, span)} has no law and other effects beside it have: it is read as the fixed "
        "effects of a factor"
    )
    return slip("effect-without-law", message, source, [(span, "")], "note", "its law, if random")


def no_law(source: Source, span: Span, group: str) -> Diagnostic:
    """No law of the random effects."""
    message = (
        f"no law of the random effects of {group} is printed: they are read as freely correlated"
    )
    return slip("no-law", message, source, [(span, "")], "note")


def separate_laws(source: Source, places: Sequence[Span], group: str, apart: bool) -> Diagnostic:
    """Separate scalar laws."""
    message = (
        f"the effects of {group} have separate laws and no joint one: whether they "
        f"are correlated is not said; they are read as {'independent' if apart else 'correlated'}"
    )
    listed = [(span, "a law of its own") for span in places]
    return slip(
        "ambiguous-covariance",
        message,
        source,
        listed,
        "warning",
        "one law for the vector, its covariances written out",
    )


def odd_zeros(source: Source, span: Span, group: str) -> Diagnostic:
    """Zeros that no set of bars can express."""
    message = (
        f"the zeros in the covariance matrix of {group} leave no blocks: lme4 has no formula for it"
    )
    return slip("covariance-without-formula", message, source, [(span, "")], "warning")


def equal_variances(source: Source, span: Span, group: str) -> Diagnostic:
    """One variance for several effects."""
    message = (
        f"the effects of {group} share one variance, which lme4 cannot hold; they "
        "are read with a variance each"
    )
    return slip("covariance-without-formula", message, source, [(span, "")], "warning")


def priors(source: Source, places: Sequence[Span]) -> Diagnostic:
    """Laws of coefficients and scales."""
    message = "laws of coefficients and of scales are priors, which a formula does not hold"
    return slip("prior", message, source, [(span, "") for span in places[:3]], "note")


def family_from_link(source: Source, span: Span, family: str) -> Diagnostic:
    """A family that is only guessed from the link."""
    message = f"no law of the outcome is printed; from the link it is read as {family}"
    return slip("family-from-link", message, source, [(span, "")], "note")


def law_of_two_parts(source: Source, span: Span) -> Diagnostic:
    """Random effects of two parts that covary."""
    message = (
        "random effects of the mean and of a part beside it have one law: glmmTMB has no formula for "
        "their covariance"
    )
    repair = "a law for each part, or brms' (1 |i| g) in both formulas"
    return slip("covariance-without-formula", message, source, [(span, "")], "warning", repair)


def zeros_turned(source: Source, span: Span) -> Diagnostic:
    """The probability of no extra zero."""
    message = (
        "the equation is of the probability that a value is no extra zero: the model is the same as "
        "glmmTMB's, the coefficients of its ziformula have the opposite signs"
    )
    return slip("other-sign", message, source, [(span, "")], "note")


def log_deviation(source: Source, span: Span) -> Diagnostic:
    """A standard deviation's logarithm, where the formula may be about that of the variance."""
    message = (
        "the logarithm is that of the standard deviation: beside that of the variance the model is "
        "the same, with coefficients half as large"
    )
    return slip("dispersion-scale", message, source, [(span, "")], "note")


def other_sign(source: Source, span: Span) -> Diagnostic:
    """Thresholds plus the predictor, where R has thresholds minus the predictor."""
    message = (
        "the linear predictor has the opposite sign of theta_c - eta, which clmm and polr use for "
        "P(y <= c): the model is the same, its coefficients have the opposite signs"
    )
    return slip("other-sign", message, source, [(span, "")], "note")


def constant_variable(source: Source, span: Span) -> Diagnostic:
    """A variable that is always one."""
    message = f"{shown(source, span)} is read as the constant 1"
    return slip("constant-variable", message, source, [(span, "")], "note")


def bare_letters(source: Source, span: Span) -> Diagnostic:
    """Random effects told by their letter alone."""
    message = (
        f"{shown(source, span)} has no index and no law: it is read as a random effect "
        "for its letter and place"
    )
    return slip("effect-by-letter", message, source, [(span, "")], "note")
