"""Every sentence about equations that can be read, but slip in what they state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from formula2eq.diagnostics import Diagnostic, Label, Severity
from formula2eq.source import Source, Span


def _slip(
    rule: str,
    message: str,
    source: Source,
    places: Sequence[tuple[Span, str]],
    severity: Severity = "warning",
    repair: str | None = None,
) -> Diagnostic:
    labels = tuple(Label(span, words, source) for span, words in places)
    return Diagnostic(rule, message, labels, repair, severity)


def _at(source: Source, span: Span) -> str:
    return " ".join(source.slice(span).split())


# --- equations that state no model ----------------------------------------------------------------


def no_predictor(source: Source) -> Diagnostic:
    """No linear predictor."""
    end = min(1, len(source.text))
    message = "no equation gives the outcome or its mean as a sum of coefficients and variables"
    return _slip("no-linear-predictor", message, source, [(Span(0, end), "")], "error")


def unknown_distribution(source: Source, span: Span) -> Diagnostic:
    """What stands right of ``~`` is no law that is known."""
    message = f"{_at(source, span)} is no distribution that is known here"
    repair = "N(0, sigma^2), Binomial(1, p), Bernoulli(p), Poisson(lambda), Gamma(mu, alpha)"
    return _slip("unknown-distribution", message, source, [(span, "")], "error", repair)


def not_read(source: Source, span: Span, what: str) -> Diagnostic:
    """A part of a model that has no reading here."""
    message = f"{what} is not read back: it would come out as another model"
    repair = "the equations of the mean alone, and give that part in the call"
    return _slip("not-read", message, source, [(span, "")], "error", repair)


def unclear_left_side(source: Source, span: Span) -> Diagnostic:
    """A left side that names nothing."""
    message = "the left side names no outcome, mean or coefficient"
    return _slip("unclear-left-side", message, source, [(span, "")], "error")


def matrix_form(source: Source, span: Span) -> Diagnostic:
    """The matrix form names no variables."""
    message = "matrices name no variables, so no formula can be read off them"
    repair = "the level equations or the combined form"
    return _slip("matrix-form", message, source, [(span, "")], "error", repair)


def too_large(source: Source, span: Span, most: int) -> Diagnostic:
    """It multiplies out to too much."""
    message = f"the equations multiply out to more than {most:,} summands"
    return _slip("too-large", message, source, [(span, "")], "error")


def circular(source: Source, span: Span) -> Diagnostic:
    """Definitions that go in circles or too deep."""
    message = "the equations put into each other never end"
    return _slip("circular-equations", message, source, [(span, "here")], "error")


def inside_function(source: Source, span: Span) -> Diagnostic:
    """A coefficient inside a function of variables."""
    message = "a coefficient stands inside a function or a quotient: the model is not linear in it"
    return _slip("not-linear", message, source, [(span, "")], "error")


def two_parameters(source: Source, first: Span, second: Span) -> Diagnostic:
    """A product of two parameters."""
    message = (
        f"{_at(source, first)} and {_at(source, second)} are multiplied, and both are parameters"
    )
    places = [(first, "a parameter"), (second, "another")]
    return _slip("two-parameters", message, source, places, "error")


def no_parameter(source: Source, span: Span, names: Iterable[str]) -> Diagnostic:
    """A product in which the parameter cannot be told from the variables."""
    message = f"in this product it is not clear which of {' and '.join(names)} is the parameter"
    repair = "a law for the random effect, such as u_{1j} \\sim N(0, \\tau_{11})"
    return _slip("ambiguous-parameter", message, source, [(span, "")], "error", repair)


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
    return _slip("missing-group", message, source, places, "error", repair)


def guessed_group(source: Source, span: Span, letter: str) -> Diagnostic:
    """A grouping factor that is only called after its index."""
    message = f"the grouping factor of the index {letter} is not given and is called g_{letter}"
    return _slip(
        "guessed-group", message, source, [(span, "")], "warning", f"--group {letter}=NAME"
    )


def slope_of_residual(source: Source, span: Span) -> Diagnostic:
    """A residual times a variable."""
    message = (
        "the residual is multiplied by a variable: a variance that depends on it "
        "has no place in an lme4 formula"
    )
    return _slip("residual-slope", message, source, [(span, "")], "error")


# --- slips ------------------------------------------------------------------------------------------


def doubled_plus(source: Source, span: Span) -> Diagnostic:
    """A doubled sign."""
    return _slip(
        "doubled-plus", "a sign stands twice", source, [(span, "the second one")], "warning"
    )


def foreign_subscript(
    source: Source, span: Span, left: Span, own: str, right: str | None
) -> Diagnostic:
    """A subscript that does not begin with the coefficient's own."""
    message = (
        f"{_at(source, span)} stands in the equation of {_at(source, left)}, so "
        f"its subscript should begin with {own}"
    )
    places = [(span, "another coefficient's subscript"), (left, "the coefficient of this equation")]
    return _slip("foreign-subscript", message, source, places, "warning", right)


def wrong_number_of_subscripts(
    source: Source, span: Span, left: Span, expected: int, met: int, right: str | None
) -> Diagnostic:
    """Too many or too few numbers in a subscript."""
    message = (
        f"{_at(source, span)} has {met} number{'s' * (met != 1)} in its subscript, "
        f"the others in this equation have {expected}"
    )
    places = [(span, ""), (left, "the coefficient of this equation")]
    return _slip("wrong-number-of-subscripts", message, source, places, "warning", right)


def effect_used_twice(source: Source, second: Span, first: Span, repair: str | None) -> Diagnostic:
    """One random effect in two places."""
    message = f"the random effect {_at(source, second)} is used twice, where two effects belong"
    places = [(second, "used again"), (first, "first used here")]
    return _slip("effect-used-twice", message, source, places, "error", repair)


def coefficient_used_twice(
    source: Source, second: Span, first: Span, repair: str | None
) -> Diagnostic:
    """One coefficient for two terms."""
    message = (
        f"the coefficient {_at(source, second)} is used for two terms, which makes "
        "their effects equal"
    )
    places = [(second, "used again"), (first, "first used here")]
    return _slip("coefficient-used-twice", message, source, places, "error", repair)


def two_coefficients(source: Source, second: Span, first: Span, label: str) -> Diagnostic:
    """Two coefficients of one term: only their sum is known."""
    what = "the constant" if label == "1" else label
    message = (
        f"{_at(source, first)} and {_at(source, second)} both multiply {what}: only "
        "their sum can be known"
    )
    places = [(second, "the second"), (first, "the first")]
    return _slip("two-coefficients-for-one-term", message, source, places, "error")


def undefined_coefficient(source: Source, span: Span, others: Span) -> Diagnostic:
    """A coefficient that varies and has no equation."""
    message = f"{_at(source, span)} is used and never defined"
    places = [(span, "no equation has it on its left"), (others, "as this one is")]
    return _slip("undefined-coefficient", message, source, places, "error")


def varying_coefficient(source: Source, span: Span) -> Diagnostic:
    """A coefficient with an index and neither an equation nor a law."""
    message = (
        f"{_at(source, span)} varies, but no equation or law says how: it is read "
        "as a coefficient with its own constant and random effect"
    )
    return _slip("varying-coefficient", message, source, [(span, "")], "warning")


def unused_equation(source: Source, span: Span) -> Diagnostic:
    """An equation that nothing uses."""
    message = f"{_at(source, span)} is defined and never used"
    return _slip("unused-equation", message, source, [(span, "no other equation has it")], "error")


def defined_twice(source: Source, second: Span, first: Span) -> Diagnostic:
    """Two equations for one coefficient."""
    message = f"{_at(source, second)} has two equations"
    places = [(second, "the second"), (first, "the first, which is used")]
    return _slip("defined-twice", message, source, places, "error")


def index_out_of_place(source: Source, span: Span, left: Span, index: str) -> Diagnostic:
    """An index that the left side lacks."""
    message = (
        f"{_at(source, span)} varies over {index}, over which {_at(source, left)} does not vary"
    )
    places = [(span, f"has the index {index}"), (left, "has not")]
    return _slip("index-out-of-place", message, source, places, "warning")


def other_indices(source: Source, span: Span, left: Span) -> Diagnostic:
    """A coefficient used with other indices than it is defined with."""
    message = (
        f"{_at(source, span)} is used with other indices than it is defined with, "
        f"{_at(source, left)}"
    )
    places = [(span, "used"), (left, "defined")]
    return _slip("index-out-of-place", message, source, places, "warning", _at(source, left))


def low_level_variable(source: Source, span: Span, left: Span, index: str) -> Diagnostic:
    """A level-1 variable in a level-2 equation."""
    message = (
        f"{_at(source, span)} varies over {index} within the groups and cannot explain "
        f"{_at(source, left)}, which does not"
    )
    places = [(span, "a level-1 variable"), (left, "a group's coefficient")]
    return _slip("level-1-variable-in-level-2-equation", message, source, places, "error")


def two_index_sets(source: Source, second: Span, first: Span) -> Diagnostic:
    """One variable with two sets of indices."""
    message = f"{_at(source, second)} and {_at(source, first)} are one variable at two levels"
    places = [(second, "here"), (first, "and here")]
    return _slip("index-out-of-place", message, source, places, "warning", _at(source, first))


def residual_in_link(source: Source, span: Span, link: str, letter: str) -> Diagnostic:
    """A residual inside a link."""
    message = (
        f"{_at(source, span)} varies with every observation inside the {link} link: "
        f"a {link} model has no residual there"
    )
    repair = (
        f"leave it out, or name the factor of this observation-level effect: --group {letter}=NAME"
    )
    return _slip("residual-in-link", message, source, [(span, "")], "error", repair)


def missing_residual(source: Source, span: Span) -> Diagnostic:
    """An outcome without a residual."""
    message = f"{_at(source, span)} is given without a residual and without a distribution"
    return _slip(
        "missing-residual",
        message,
        source,
        [(span, "the outcome")],
        "warning",
        "+ e at the end, or the mean on the left",
    )


def residual_twice(source: Source, second: Span, first: Span) -> Diagnostic:
    """Two residuals."""
    message = f"{_at(source, second)} and {_at(source, first)} both vary with every observation"
    return _slip(
        "two-residuals",
        message,
        source,
        [(second, "a second residual"), (first, "the first")],
        "error",
    )


def residual_index(source: Source, span: Span, other: Span) -> Diagnostic:
    """A residual with other indices than the outcome."""
    message = f"the residual {_at(source, span)} has other indices than {_at(source, other)}"
    return _slip("residual-index", message, source, [(span, ""), (other, "")], "note")


def two_meanings(
    source: Source, second: Span, first: Span, meanings: tuple[str, str]
) -> Diagnostic:
    """A symbol with two meanings."""
    message = f"{_at(source, second)} is {meanings[1]} here and {meanings[0]} elsewhere"
    places = [(second, meanings[1]), (first, meanings[0])]
    return _slip("two-meanings", message, source, places, "warning")


def outcome_spelled(source: Source, second: Span, other: str, first: Span | None) -> Diagnostic:
    """The outcome in two spellings."""
    message = f"the outcome is spelled {_at(source, second)} here and {other} elsewhere"
    places = [(second, "here")] + ([] if first is None else [(first, "and here")])
    return _slip("outcome-spelled-two-ways", message, source, places, "warning", other)


def outcome_unnamed(source: Source, span: Span, taken: str | None) -> Diagnostic:
    """No equation names the outcome."""
    message = f"no equation names the outcome: {_at(source, span)} is a mean"
    if taken is not None:
        message += f"; it is taken to be {taken}, the only name that is no predictor"
    return _slip("outcome-not-named", message, source, [(span, "")], "note", "--outcome NAME")


def no_law(source: Source, span: Span, group: str) -> Diagnostic:
    """No law of the random effects."""
    message = (
        f"no law of the random effects of {group} is printed: they are read as freely correlated"
    )
    return _slip("no-law", message, source, [(span, "")], "note")


def separate_laws(source: Source, places: Sequence[Span], group: str, apart: bool) -> Diagnostic:
    """Separate scalar laws."""
    message = (
        f"the effects of {group} have separate laws and no joint one: whether they "
        f"are correlated is not said; they are read as {'independent' if apart else 'correlated'}"
    )
    listed = [(span, "a law of its own") for span in places]
    return _slip(
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
    return _slip("covariance-without-formula", message, source, [(span, "")], "warning")


def equal_variances(source: Source, span: Span, group: str) -> Diagnostic:
    """One variance for several effects."""
    message = (
        f"the effects of {group} share one variance, which lme4 cannot hold; they "
        "are read with a variance each"
    )
    return _slip("covariance-without-formula", message, source, [(span, "")], "warning")


def forms_differ(source: Source, second: Span, first: Span, what: str) -> Diagnostic:
    """Two forms of the model that do not agree."""
    message = f"this form of the model is not what the other equations give: {what}"
    return _slip(
        "forms-differ",
        message,
        source,
        [(second, "this form"), (first, "the other, which is used")],
        "error",
    )


def family_from_link(source: Source, span: Span, family: str) -> Diagnostic:
    """A family that is only guessed from the link."""
    message = f"no law of the outcome is printed; from the link it is read as {family}"
    return _slip("family-from-link", message, source, [(span, "")], "note")


def constant_variable(source: Source, span: Span) -> Diagnostic:
    """A variable that is always one."""
    message = f"{_at(source, span)} is read as the constant 1"
    return _slip("constant-variable", message, source, [(span, "")], "note")


def bare_letters(source: Source, span: Span) -> Diagnostic:
    """Random effects told by their letter alone."""
    message = (
        f"{_at(source, span)} has no index and no law: it is read as a random effect "
        "for its letter and place"
    )
    return _slip("effect-by-letter", message, source, [(span, "")], "note")


def interaction_without_index(source: Source, span: Span) -> Diagnostic:
    """A level without an index in an index-free text, beyond the groups that are given."""
    message = "this text has no indices, and more levels than --group names were given"
    return _slip("missing-group", message, source, [(span, "")], "error", "--group 2=NAME")
