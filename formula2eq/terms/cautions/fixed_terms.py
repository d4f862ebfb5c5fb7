"""The response and the fixed terms."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Block,
    Call,
    Constant,
    Expression,
    Name,
    Number,
)
from formula2eq.source import Source, Span
from formula2eq.terms.cautions.caution import note, warning
from formula2eq.terms.cautions.operators import spaced
from formula2eq.terms.complaints import edited


def lost_by_one(node: Binary, source: Source) -> Diagnostic:
    """``1 * x``, ``1:x``."""
    return warning(
        "lost-by-one",
        f"with 0 or 1 beside it {node.operator} loses the other side: R keeps no term of it",
        source,
        (node.operator_span, "this operator"),
    )


def braces(node: Block, source: Source) -> Diagnostic:
    """``{z}``."""
    inside = source.slice(node.span)[1:-1].strip()
    return warning(
        "braces",
        "braces do not group terms: R keeps this as one opaque term",
        source,
        (node.span, "write ( ) instead"),
        repair=edited(source, node.span, f"({inside})") if inside else None,
    )


def null_term(node: Constant, parent: Binary | None, source: Source) -> Diagnostic:
    """``x + NULL``."""
    repair = None
    if parent is not None and parent.right is node:
        repair = edited(source, Span(parent.left.span.end, node.span.end), "")
    return warning(
        "null-term",
        "NULL is no term and R ignores it",
        source,
        (node.span, "ignored"),
        repair=repair,
    )


def slot_access(node: Binary, source: Source) -> Diagnostic:
    """``x@z``."""
    return warning(
        "slot-access",
        "@ looks into an object, it is no operator of formulas",
        source,
        (node.operator_span, "this operator"),
        repair=edited(source, node.operator_span, "+" if spaced(node) else " + "),
    )


def percent_operator(node: Binary, source: Source) -> Diagnostic:
    """``a %foo% b``."""
    meant = node.operator.strip("% ").lower() in {"in", "n", "ni", "i", "inn", "within"}
    return warning(
        "unknown-percent-operator",
        f"{node.operator} is no operator of formulas: R keeps this as one opaque term",
        source,
        (node.operator_span, "this operator"),
        repair=edited(source, node.operator_span, "%in%") if meant else None,
    )


def empty_argument(call: Call, argument: Argument, source: Source) -> Diagnostic:
    """``f(x = )``."""
    place = argument.span.end
    while source.text[place : place + 1].isspace():
        place += 1
    named = f"the argument {argument.name}" if argument.name else "an argument"
    return warning(
        "empty-argument",
        f"{named} of {source.slice(call.function.span)} has no value",
        source,
        (Span(place, place), "a value is missing"),
    )


def fractional_power(power: Number, source: Source) -> Diagnostic:
    """``(a + b)^2.5``."""
    return warning(
        "fractional-power",
        f"a power of terms is a whole number: R cuts {power.text} to {int(power.value)}",
        source,
        (power.span, "this power"),
        repair=edited(source, power.span, str(int(power.value))),
    )


def power_of_one(node: Binary, source: Source) -> Diagnostic:
    """``x^2``."""
    written = source.slice(node.span)
    return note(
        "power-of-one-variable",
        f"^ crosses terms, and a variable crossed with itself is itself: no power is taken;"
        f" for arithmetic write I({written})",
        source,
        (node.operator_span, "no power"),
    )


def response_on_the_right(places: tuple[Span, ...], name: str, source: Source) -> Diagnostic:
    """``y ~ y + x``."""
    return warning(
        "response-on-the-right",
        f"the response {name} stands on the right as well: R keeps the term but drops its column",
        source,
        *((place, "the response") for place in places),
    )


def product_as_response(node: Binary, source: Source) -> Diagnostic:
    """``Formula: y ~ x``."""
    label = source.slice(node.left.span).lower() in {
        "formula",
        "model",
        "lmer",
        "glmer",
        "lm",
        "glm",
    }
    return warning(
        "label-before-formula",
        "a label stands before the formula: leave it out"
        if label
        else "the response is a product with :, which R takes for a sequence of numbers",
        source,
        (node.left.span.join(node.operator_span), "this label" if label else "no response"),
        repair=source.text[: node.left.span.start] + source.text[node.operator_span.end :].lstrip()
        if label
        else None,
    )


def dot_as_response(node: Expression, source: Source) -> Diagnostic:
    """``. ~ . + x``."""
    return warning(
        "dot-as-response",
        "a dot on the left stands for the response of a model that update() changes: write the"
        " response",
        source,
        (node.span, "which response?"),
    )


def names_differ_in_case(first: Name, second: Name, source: Source) -> Diagnostic:
    """``(1 | Subject) + (0 + Days | subject)``."""
    return note(
        "names-differ-in-case",
        f"{second.name} and {first.name} are two variables for R, which tells large letters from"
        " small ones",
        source,
        (second.span, "this name"),
        (first.span, "and this"),
    )


def smooth_term(call: Call, source: Source) -> Diagnostic:
    """``s(x)``, ``te(x, z)``."""
    name = source.slice(call.function.span)
    return warning(
        "smooth-term",
        f"{name}() is a smooth function of mgcv, which has no single coefficient: it is read as one"
        " variable",
        source,
        (call.span, "read as one variable"),
    )


def error_stratum(call: Call, groups: str | None, source: Source) -> Diagnostic:
    """``Error(id/cond)``."""
    return warning(
        "error-stratum",
        "Error() states the strata of aov(): a mixed model has a random term for them, (1 | group)",
        source,
        (call.span, "read as one variable"),
        repair=None if groups is None else edited(source, call.span, f"(1 | {groups})"),
    )


def constant_response(node: Expression, source: Source) -> Diagnostic:
    """``1 ~ x``."""
    return warning(
        "constant-response", "the response is a constant", source, (node.span, "no variable")
    )


def offset_stays(place: Span, source: Source) -> Diagnostic:
    """``x - offset(log(n))``."""
    return warning(
        "offset-not-removed",
        "an offset cannot be removed: R keeps it in spite of the -",
        source,
        (place, "stays"),
    )


def offset_in_product(place: Span, source: Source) -> Diagnostic:
    """``offset(a)*b``."""
    return warning(
        "offset-in-product",
        "an offset has no coefficient and no interactions: R drops the product's terms with it",
        source,
        (place, "add it with +"),
    )


def namespaced_offset(node: Call, source: Source) -> Diagnostic:
    """``stats::offset(e)``."""
    return note(
        "namespaced-offset",
        "with a package before it this is no offset for R, but an ordinary term with a coefficient",
        source,
        (node.span, "an ordinary term"),
    )
