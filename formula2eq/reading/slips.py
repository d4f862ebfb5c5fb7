"""Every sentence about equations that can be read, but slip in what they state.

Those about residuals and constraints stand in ``slips_of_residuals`` and ``slips_of_constraints``.
"""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic, Severity
from formula2eq.reading.wording import shown, slip
from formula2eq.source import Source, Span


def doubled_plus(source: Source, span: Span) -> Diagnostic:
    """A doubled sign."""
    return slip(
        "doubled-plus", "a sign stands twice", source, [(span, "the second one")], "warning"
    )


def foreign_subscript(
    source: Source, span: Span, left: Span, own: str, right: str | None
) -> Diagnostic:
    """A subscript that does not begin with the coefficient's own."""
    message = (
        f"{shown(source, span)} stands in the equation of {shown(source, left)}, so "
        f"its subscript should begin with {own}"
    )
    places = [(span, "another coefficient's subscript"), (left, "the coefficient of this equation")]
    return slip("foreign-subscript", message, source, places, "warning", right)


def wrong_number_of_subscripts(
    source: Source, span: Span, left: Span, expected: int, met: int, right: str | None
) -> Diagnostic:
    """Too many or too few numbers in a subscript."""
    message = (
        f"{shown(source, span)} has {met} number{'s' * (met != 1)} in its subscript, "
        f"the others in this equation have {expected}"
    )
    places = [(span, ""), (left, "the coefficient of this equation")]
    return slip("wrong-number-of-subscripts", message, source, places, "warning", right)


def effect_used_twice(source: Source, second: Span, first: Span, repair: str | None) -> Diagnostic:
    """One random effect in two places."""
    message = f"the random effect {shown(source, second)} is used twice, where two effects belong"
    places = [(second, "used again"), (first, "first used here")]
    return slip("effect-used-twice", message, source, places, "error", repair)


def coefficient_used_twice(
    source: Source, second: Span, first: Span, repair: str | None
) -> Diagnostic:
    """One coefficient for two terms."""
    message = (
        f"the coefficient {shown(source, second)} is used for two terms, which makes "
        "their effects equal"
    )
    places = [(second, "used again"), (first, "first used here")]
    return slip("coefficient-used-twice", message, source, places, "error", repair)


def two_coefficients(source: Source, second: Span, first: Span, label: str) -> Diagnostic:
    """Two coefficients of one term: only their sum is known."""
    what = "the constant" if label == "1" else label
    message = (
        f"{shown(source, first)} and {shown(source, second)} both multiply {what}: only "
        "their sum can be known"
    )
    places = [(second, "the second"), (first, "the first")]
    return slip("two-coefficients-for-one-term", message, source, places, "error")


def several_means(source: Source, second: Span, first: Span, label: str) -> Diagnostic:
    """Two laws of one symbol, each with a mean of its own."""
    what = "the constant" if label == "1" else label
    message = (
        f"{shown(source, first)} and {shown(source, second)} are means of laws whose sum stands in the "
        f"model: only the sum of the means can be known, and it is read as one coefficient of {what}"
    )
    places = [(second, "the second mean"), (first, "the first")]
    return slip("several-means", message, source, places, "warning", "mean 0 in all laws but one")


def numbered_anew(source: Source, second: Span, first: Span) -> Diagnostic:
    """One coefficient in the laws of two groups, whose numbers begin anew in each."""
    message = (
        f"{shown(source, second)} stands in the laws of two groups, which would make their effects "
        "equal: it is read as two coefficients"
    )
    places = [(second, "used again"), (first, "first used here")]
    return slip("coefficient-used-twice", message, source, places, "warning")


def undefined_coefficient(source: Source, span: Span, others: Span) -> Diagnostic:
    """A coefficient that varies and has no equation."""
    message = f"{shown(source, span)} is used and never defined"
    places = [(span, "no equation has it on its left"), (others, "as this one is")]
    return slip("undefined-coefficient", message, source, places, "error")


def varying_coefficient(source: Source, span: Span) -> Diagnostic:
    """A coefficient with an index and neither an equation nor a law."""
    message = (
        f"{shown(source, span)} varies, but no equation or law says how: it is read "
        "as a coefficient with its own constant and random effect"
    )
    return slip("varying-coefficient", message, source, [(span, "")], "warning")


def unused_equation(source: Source, span: Span) -> Diagnostic:
    """An equation that nothing uses."""
    message = f"{shown(source, span)} is defined and never used"
    return slip("unused-equation", message, source, [(span, "no other equation has it")], "error")


def defined_twice(source: Source, second: Span, first: Span) -> Diagnostic:
    """Two equations for one coefficient."""
    message = f"{shown(source, second)} has two equations"
    places = [(second, "the second"), (first, "the first, which is used")]
    return slip("defined-twice", message, source, places, "error")


def index_out_of_place(source: Source, span: Span, left: Span, index: str) -> Diagnostic:
    """An index that the left side lacks."""
    message = (
        f"{shown(source, span)} varies over {index}, over which {shown(source, left)} does not vary"
    )
    places = [(span, f"has the index {index}"), (left, "has not")]
    return slip("index-out-of-place", message, source, places, "warning")


def other_indices(source: Source, span: Span, left: Span) -> Diagnostic:
    """A coefficient used with other indices than it is defined with."""
    message = (
        f"{shown(source, span)} is used with other indices than it is defined with, "
        f"{shown(source, left)}"
    )
    places = [(span, "used"), (left, "defined")]
    return slip("index-out-of-place", message, source, places, "warning", shown(source, left))


def low_level_variable(source: Source, span: Span, left: Span, index: str) -> Diagnostic:
    """A level-1 variable in a level-2 equation."""
    message = (
        f"{shown(source, span)} varies over {index} within the groups and cannot explain "
        f"{shown(source, left)}, which does not"
    )
    places = [(span, "a level-1 variable"), (left, "a group's coefficient")]
    return slip("level-1-variable-in-level-2-equation", message, source, places, "error")


def two_index_sets(source: Source, second: Span, first: Span) -> Diagnostic:
    """One variable with two sets of indices."""
    message = f"{shown(source, second)} and {shown(source, first)} are one variable at two levels"
    places = [(second, "here"), (first, "and here")]
    return slip("index-out-of-place", message, source, places, "warning", shown(source, first))


def two_meanings(
    source: Source, second: Span, first: Span, meanings: tuple[str, str]
) -> Diagnostic:
    """A symbol with two meanings."""
    message = f"{shown(source, second)} is {meanings[1]} here and {meanings[0]} elsewhere"
    places = [(second, meanings[1]), (first, meanings[0])]
    return slip("two-meanings", message, source, places, "warning")


def outcome_spelled(source: Source, second: Span, other: str, first: Span | None) -> Diagnostic:
    """The outcome in two spellings."""
    message = f"the outcome is spelled {shown(source, second)} here and {other} elsewhere"
    places = [(second, "here")] + ([] if first is None else [(first, "and here")])
    return slip("outcome-spelled-two-ways", message, source, places, "warning", other)


def forms_differ(source: Source, second: Span, first: Span, what: str) -> Diagnostic:
    """Two forms of the model that do not agree."""
    message = f"this form of the model is not what the other equations give: {what}"
    return slip(
        "forms-differ",
        message,
        source,
        [(second, "this form"), (first, "the other, which is used")],
        "error",
    )


def missing_threshold(source: Source, span: Span) -> Diagnostic:
    """Cumulative probabilities without thresholds."""
    message = (
        "no threshold stands beside the linear predictor: cumulative probabilities of several "
        "categories need one for each"
    )
    repair = "\\theta_c before the linear predictor"
    return slip("missing-threshold", message, source, [(span, "")], "error", repair)


def part_without_equation(source: Source, span: Span) -> Diagnostic:
    """A probability of extra zeros that varies, and nothing says how."""
    message = f"{shown(source, span)} varies and has no equation: it is read as a constant"
    repair = f"\\text{{logit}}({shown(source, span)}) = ..."
    return slip("part-without-equation", message, source, [(span, "")], "error", repair)


def shared_between_parts(source: Source, second: Span, first: Span, random: bool) -> Diagnostic:
    """One parameter in the mean and in a part beside it."""
    what = "random effect" if random else "coefficient"
    message = (
        f"the {what} {shown(source, second)} stands in the mean and in a part beside it, which makes "
        "them equal; it is read as two of one name"
    )
    places = [(second, "used again"), (first, "first used here")]
    severity: Severity = "error" if random else "warning"
    return slip("shared-between-parts", message, source, places, severity, "a letter of its own")
