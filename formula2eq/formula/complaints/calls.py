"""What there is to say about a whole call: every sentence about what stands beside the formula."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.source import Source, Span


def no_formula_argument(function: str, span: Span, source: Source) -> Diagnostic:
    """``lmer(d)``."""
    return Diagnostic(
        "no-formula-in-call",
        f"{function}() has no formula: write {function}(response ~ predictors, ...)",
        (Label(span, "no formula in here", source),),
    )


def formula_by_name(name: str, span: Span, source: Source) -> Diagnostic:
    """``lmer(f, data = d)``."""
    return Diagnostic(
        "formula-by-name",
        f"the formula is called {name} here, and what it is stands elsewhere: write it out",
        (Label(span, "write the formula itself", source),),
    )


def computed_formula(function: str, span: Span, source: Source) -> Diagnostic:
    """``lmer(paste("y ~", x), data = d)``."""
    return Diagnostic(
        "computed-formula",
        f"{function}() makes the formula when R runs: write the formula itself",
        (Label(span, "computed", source),),
    )


def other_package(
    package: str, command: str, span: Span, formula: str | None, source: Source
) -> Diagnostic:
    """``mixed y x || g:``."""
    return Diagnostic(
        "other-package",
        f"this is {command} of {package}: R's formula is written response ~ predictors + (effects | group)",
        (Label(span, f"{package}'s", source),),
        formula,
    )


def no_model_call(span: Span, source: Source) -> Diagnostic:
    """``mean(x)``."""
    return Diagnostic(
        "no-model-call",
        "there is no formula in this call: write response ~ predictors, or a call such as"
        " lmer(response ~ predictors, data = d)",
        (Label(span, "no formula in here", source),),
    )


def unknown_function(
    function: str, span: Span, source: Source, left: Sequence[str] = ()
) -> Diagnostic:
    """A call of something that is not known to fit models; ``left`` are arguments that are not read."""
    also = f"; what {', '.join(left)} state{'' if len(left) > 1 else 's'} is not" if left else ""
    return Diagnostic(
        "unknown-function",
        f"{function}() is not known here: only its formula is read{also}",
        (Label(span, "this function", source),),
        severity="warning",
    )


def misspelt_fitting_function(function: str, meant: str, span: Span, source: Source) -> Diagnostic:
    """``lmr(y ~ x + (1 | g))``."""
    return Diagnostic(
        "unknown-function",
        f"{function}() is not known here: only its formula is read; {meant}() is one that fits models",
        (Label(span, "this function", source),),
        source.text[: span.start] + meant + source.text[span.end :],
        severity="warning",
    )


def more_than_shown(argument: str, span: Span, source: Source) -> Diagnostic:
    """``clm(y ~ x, scale = ~ z)``."""
    return Diagnostic(
        "argument-not-read",
        f"{argument} states more about the model; the equations do not show it",
        (Label(span, "not read", source),),
        severity="warning",
    )


def unclosed_macro(span: Span, place: int, source: Source) -> Diagnostic:
    """``fit(MixedModel, @formula(y ~ x, d)``."""
    return Diagnostic(
        "unclosed-parenthesis",
        "the ( of @formula is never closed",
        (Label(span, "opened here", source),),
        f"{source.text[:place].rstrip()}){source.text[place:]}",
    )


def no_family_here(function: str, span: Span, source: Source) -> Diagnostic:
    """``bf(y ~ x, hu ~ z)`` alone."""
    return Diagnostic(
        "family-elsewhere",
        f"{function}() is only a formula: the family stands in the call around it, and is Gaussian here "
        "unless it is given",
        (Label(span, "of which family?", source),),
        severity="note",
    )


def fixed_dispersion(span: Span, source: Source) -> Diagnostic:
    """``dispformula = ~ 0``."""
    return Diagnostic(
        "argument-not-read",
        "dispformula = ~0 holds the residual variance near zero, so that the random effects take it: "
        "the residual's parameter in the equations is that constant",
        (Label(span, "no free parameter", source),),
        severity="warning",
    )


def no_groups_argument(span: Span, source: Source) -> Diagnostic:
    """``smf.mixedlm("y ~ x", d)``."""
    return Diagnostic(
        "no-groups",
        'mixedlm() needs its grouping factor: write groups=d["g"]',
        (Label(span, "grouped by what?", source),),
    )


def unclosed_formula(mark: str, span: Span, source: Source) -> Diagnostic:
    """``bmb.Model("y ~ x``; ``'y ~ x"``."""
    other = source.text.find("'" if mark[0] == '"' else '"', span.end)
    repair = f"{source.text.rstrip()}{mark})"
    if other > 0 and len(mark) == 1:
        repair = source.text[:other] + mark + source.text[other + 1 :]
    return Diagnostic(
        "unclosed-string",
        f"the formula is opened with {mark} and never closed with {mark}",
        (Label(span, "opened here", source),),
        repair,
    )


def no_groups(span: Span, source: Source, formula: str | None = None) -> Diagnostic:
    """``random = ~ x``, ``random = g``; ``formula`` is what was meant, if that can be seen."""
    return Diagnostic(
        "no-groups",
        "the random formula has no grouping factor: write ~ effects | group",
        (Label(span, "grouped by what?", source),),
        None if formula is None else source.text[: span.start] + formula + source.text[span.end :],
    )


def unknown_structure(name: str, span: Span, source: Source) -> Diagnostic:
    """``pdBlocked(...)``."""
    return Diagnostic(
        "unknown-structure",
        f"the covariance structure {name}() is not known here: it is read as unstructured",
        (Label(span, "read as unstructured", source),),
        severity="warning",
    )


def independent_effects(span: Span, source: Source) -> Diagnostic:
    """Bambi's default."""
    return Diagnostic(
        "independent-effects",
        "Bambi takes the effects of a group as independent; lme4 would read the same formula with"
        " correlated ones",
        (Label(span, "independent within a group", source),),
        severity="note",
    )


def several_models(first: Span, second: Span, source: Source) -> Diagnostic:
    """``lmer(...)``, and on the next line ``lmer(...)`` again."""
    return Diagnostic(
        "several-models",
        "two models in one text: give one at a time",
        (Label(second, "the second model", source), Label(first, "the first", source)),
        source.slice(first),
    )


def other_statements(places: tuple[Span, ...], source: Source) -> Diagnostic:
    """``library(lme4)`` and ``summary(fit)`` around the call."""
    what = "statement is" if len(places) == 1 else "statements are"
    return Diagnostic(
        "other-statements",
        f"only the model is read: {len(places)} other {what} left out",
        tuple(Label(place, "not read", source) for place in places[:3]),
        severity="note",
    )


def update_call(span: Span, source: Source) -> Diagnostic:
    """``update(fit, . ~ . + x)``."""
    return Diagnostic(
        "update-call",
        "update() changes a model that stands elsewhere: write the whole formula",
        (Label(span, "changes which model?", source),),
    )
