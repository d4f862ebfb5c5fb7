"""Every sentence about equations that state no model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.reading.wording import shown, slip
from formula2eq.source import Source, Span


def no_predictor(source: Source) -> Diagnostic:
    """No linear predictor."""
    end = min(1, len(source.text))
    message = "no equation gives the outcome or its mean as a sum of coefficients and variables"
    return slip("no-linear-predictor", message, source, [(Span(0, end), "")], "error")


def several_models(
    source: Source, formulas: Sequence[str], places: Sequence[Span | None]
) -> Diagnostic:
    """A text with a null model and the models that follow it, where one is asked for."""
    message = f"the text states {len(formulas)} models, and one is asked for"
    labelled = [
        (place, formula)
        for place, formula in zip(places, formulas, strict=True)
        if place is not None
    ]
    repair = "read_all(text), which gives all of them"
    return slip("several-models", message, source, labelled, "error", repair)


def unknown_distribution(source: Source, span: Span) -> Diagnostic:
    """What stands right of ``~`` is no law that is known."""
    message = f"{shown(source, span)} is no distribution that is known here"
    if re.search(r"\([^()|]*\|[^()|]*\)", source.slice(span)):
        message = f"{shown(source, span)} is the right side of a formula; equations are read here"
        return slip("unknown-distribution", message, source, [(span, "")], "error")
    repair = "N(0, sigma^2), Binomial(1, p), Bernoulli(p), Poisson(lambda), Gamma(mu, alpha)"
    return slip("unknown-distribution", message, source, [(span, "")], "error", repair)


def unnamed_link(source: Source, span: Span) -> Diagnostic:
    """A link that is only a letter, where no law of the outcome tells which it is."""
    message = (
        f"the link of {shown(source, span)} is only a letter, and no law of the outcome tells it"
    )
    repair = "its name, as in logit(p) or log(mu), or the law of the outcome"
    return slip("link-not-named", message, source, [(span, "")], "error", repair)


def not_read(source: Source, span: Span, what: str) -> Diagnostic:
    """A part of a model that has no reading here."""
    message = f"{what} is not read back: it would come out as another model"
    repair = "the equations of the mean alone, and give that part in the call"
    return slip("not-read", message, source, [(span, "")], "error", repair)


def category_slope(source: Source, span: Span) -> Diagnostic:
    """A coefficient that differs between the categories of an ordinal outcome."""
    message = (
        f"{shown(source, span)} differs between the outcome's categories, and a cumulative model has "
        "one effect for all thresholds"
    )
    repair = (
        "a coefficient without the category; or the call, as brms' cs(x) or clm's nominal = ~ x"
    )
    return slip("not-read", message, source, [(span, "")], "error", repair)


def tool_cannot_hold(tool: str, what: str, instead: str = "lme4 or glmmTMB") -> UsageError:
    """A call of a tool that has no room for the model."""
    message = f"{tool} cannot hold this model: {what}"
    return UsageError(Diagnostic("tool-cannot-hold", message, repair=instead))


def part_link(source: Source, span: Span, name: str, link: str) -> Diagnostic:
    """A part beside the mean behind a link that its formula has not."""
    usual = {"zero-inflation": "logit", "dispersion": "log"}[name]
    shown_link = "without a link" if link == "identity" else f"behind the link {link}"
    message = f"the {name} is given {shown_link}; glmmTMB's formula for it has the link {usual}"
    repair = {
        "zero-inflation": "\\text{logit}(\\pi_{ij}) = ...",
        "dispersion": "\\log(\\sigma_{ij}^2) = ...",
    }[name]
    return slip("not-read", message, source, [(span, "")], "error", repair)


def variance_of_effects(source: Source, span: Span) -> Diagnostic:
    """A variance of random effects that depends on variables."""
    message = (
        "the variance of random effects is given by an equation, and no formula of lme4 or glmmTMB "
        "has one for it"
    )
    repair = "one variance; or a call of brms with (1 | gr(g, by = x)), or of Stan"
    return slip("not-read", message, source, [(span, "")], "error", repair)


def one_cut(source: Source, span: Span) -> Diagnostic:
    """The probability of some values of an outcome whose other values are not modelled."""
    message = "one probability of several values of the outcome is given, without thresholds for the others"
    repair = (
        "an outcome of its own for it, D_{ij} \\sim \\text{Bernoulli}(p_{ij}), or all thresholds"
    )
    return slip("not-read", message, source, [(span, "")], "error", repair)


def latent_error(source: Source, span: Span) -> Diagnostic:
    """A latent variable whose error has no law that gives a link."""
    message = (
        "the law of the latent variable's error gives the link, and none that is known is printed"
    )
    repair = "\\varepsilon_{ij} \\sim \\text{Logistic}(0, 1), or N(0, 1) for a probit"
    return slip("latent-error", message, source, [(span, "")], "error", repair)


def unclear_left_side(source: Source, span: Span) -> Diagnostic:
    """A left side that names nothing."""
    message = "the left side names no outcome, mean or coefficient"
    return slip("unclear-left-side", message, source, [(span, "")], "error")


def sum_of_terms(source: Source, span: Span) -> Diagnostic:
    """A sum over an index in a predictor."""
    message = "a sum over an index names no variables, so no formula can be read off it"
    repair = "the summands, one by one: \\beta_1 x_{1i} + \\beta_2 x_{2i}"
    return slip("sum-of-terms", message, source, [(span, "")], "error", repair)


def matrix_form(source: Source, span: Span) -> Diagnostic:
    """The matrix form names no variables."""
    message = "matrices name no variables, so no formula can be read off them"
    repair = "the rows too, x_ij' = (1, x_ij, w_j) and so on; or the level equations"
    return slip("matrix-form", message, source, [(span, "")], "error", repair)


def matrix_row(source: Source, row: Span, vector: Span | None) -> Diagnostic:
    """A row of a matrix without its vector, or with one of another length."""
    if vector is None:
        message = "this row's vector of coefficients is not printed"
        return slip("matrix-row", message, source, [(row, "the row")], "error")
    message = "the row and the vector that it multiplies differ in length"
    return slip("matrix-row", message, source, [(row, "the row"), (vector, "the vector")], "error")


def too_large(source: Source, span: Span, most: int) -> Diagnostic:
    """It multiplies out to too much."""
    message = f"the equations multiply out to more than {most:,} summands"
    return slip("too-large", message, source, [(span, "")], "error")


def too_long_vector(source: Source, span: Span, most: int) -> Diagnostic:
    """A row or vector of very many entries."""
    message = f"a row or vector has more than {most:,} entries, which is more than is read"
    return slip("too-large", message, source, [(span, "")], "error")


def too_many_effects(source: Source, span: Span, most: int) -> Diagnostic:
    """More random effects of one group than are read."""
    message = f"a grouping factor has more than {most} effects, which is more than is read"
    return slip("too-large", message, source, [(span, "")], "error")


def circular(source: Source, span: Span) -> Diagnostic:
    """Definitions that go in circles or too deep."""
    message = "the equations put into each other never end"
    return slip("circular-equations", message, source, [(span, "here")], "error")


def inside_function(source: Source, span: Span) -> Diagnostic:
    """A coefficient inside a function of variables."""
    message = "a coefficient stands inside a function or a quotient: the model is not linear in it"
    return slip("not-linear", message, source, [(span, "")], "error")


def two_parameters(source: Source, first: Span, second: Span) -> Diagnostic:
    """A product of two parameters."""
    message = f"{shown(source, first)} and {shown(source, second)} are multiplied, and both are parameters"
    places = [(first, "a parameter"), (second, "another")]
    return slip("two-parameters", message, source, places, "error")


def effects_without_laws(source: Source, span: Span) -> Diagnostic:
    """An interaction of effects none of which has a law."""
    message = (
        f"{shown(source, span)} is an interaction of effects, and no effect of this equation has a law: "
        "nothing tells which are fixed and which are random"
    )
    repair = "the law of each random effect, such as b_j \\sim N(0, \\sigma_b^2)"
    return slip("effects-without-laws", message, source, [(span, "")], "error", repair)


def no_parameter(source: Source, span: Span, names: Iterable[str]) -> Diagnostic:
    """A product in which the parameter cannot be told from the variables."""
    message = f"in this product it is not clear which of {' and '.join(names)} is the parameter"
    repair = "a law for the random effect, such as u_{1j} \\sim N(0, \\tau_{11})"
    return slip("ambiguous-parameter", message, source, [(span, "")], "error", repair)


def missing_groups(
    source: Source, places: Sequence[tuple[Span, str]], letters: Sequence[str]
) -> Diagnostic:
    """Index letters whose grouping factors are not given."""
    listed = ", ".join(letters)
    plural = "factors do the indices" if len(letters) > 1 else "factor does the index"
    message = f"which grouping {plural} {listed} stand for? The formula needs a name for each"
    if len(letters) == 1:
        message = (
            f"which grouping factor does the index {listed} stand for? The formula needs its name"
        )
    repair = " ".join(f"--group {letter}=NAME" for letter in letters)
    return slip("missing-group", message, source, places, "error", repair)


def slope_of_residual(source: Source, span: Span) -> Diagnostic:
    """A residual times a variable."""
    message = (
        "the residual is multiplied by a variable: a variance that depends on it "
        "has no place in an lme4 formula"
    )
    return slip("residual-slope", message, source, [(span, "")], "error")


def interaction_without_index(source: Source, span: Span) -> Diagnostic:
    """A level without an index in an index-free text, beyond the groups that are given."""
    message = "this text has no indices, and more levels than --group names were given"
    return slip("missing-group", message, source, [(span, "")], "error", "--group 2=NAME")
