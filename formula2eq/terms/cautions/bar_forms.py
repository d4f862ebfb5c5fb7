"""How a bar stands in the formula: without parentheses, twice, inside a call."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.nodes import (
    Binary,
    Call,
    Expression,
    Name,
    Number,
    Parentheses,
    Subset,
)
from formula2eq.source import Source, Span
from formula2eq.terms.cautions.caution import note, warning
from formula2eq.terms.complaints import edited


def bar_without_parentheses(bar: Binary, source: Source) -> Diagnostic:
    """``y ~ x + 1 | g``: the bar binds more loosely than +."""
    left = bar.left
    effects = left.span
    last = left.right if isinstance(left, Binary) and left.operator == "+" else None
    if isinstance(last, (Number, Parentheses)):
        effects = last.span
    text = source.text
    group: Expression = bar.right
    while isinstance(group, Binary) and group.operator in {"+", "-"}:
        group = group.left  # what stands behind the group was meant for the fixed part
    operator = "|" if effects != left.span or isinstance(left, Number) else bar.operator
    place = bar.operator_span
    written = last.inner.span if isinstance(last, Parentheses) else effects
    between = text[effects.end : place.start]
    inside = (
        text[written.start : written.end] + between + operator + text[place.end : group.span.end]
    )
    chained = "|" in source.slice(left.span)
    return warning(
        "bar-without-parentheses",
        f"a random term needs parentheses: without them all that stands left of {bar.operator}"
        " belongs to it, and the fixed part is only the intercept",
        source,
        (bar.operator_span, "this bar"),
        (left.span, "all of this varies by group"),
        repair=_each_in_parentheses(bar, source)
        if chained
        else text[: effects.start] + f"({inside})" + text[group.span.end :],
    )


def _each_in_parentheses(bar: Binary, source: Source) -> str | None:
    """``y ~ x + 1 | g + 1 | h``: the effects of each bar are the last summand before it."""
    parts: list[Expression] = [bar.right]
    left: Expression = bar.left
    while isinstance(left, Binary) and left.operator in {"|", "||"}:
        parts.append(left.right)
        left = left.left
    parts.append(left)
    parts.reverse()
    pieces = []
    for number, part in enumerate(parts[:-1]):
        if not (isinstance(part, Binary) and part.operator == "+"):
            return None
        if isinstance(part.right, Parentheses):
            return None
        before, effects = source.slice(part.left.span), source.slice(part.right.span)
        pieces.append(f"{before}) + ({effects}" if number else f"{before} + ({effects}")
    text = " | ".join([*pieces, source.slice(parts[-1].span)])
    return f"{source.text[: bar.span.start]}{text}){source.text[bar.span.end :]}"


def chained_bars(bar: Binary, inner: Binary, source: Source) -> Diagnostic:
    """``(z | g | h)``."""
    left, first, second = (source.slice(n.span) for n in (inner.left, inner.right, bar.right))
    flat = bar.left is inner
    both = {bar.operator, inner.operator} == {"||"} and not isinstance(inner.left, Number)
    sign = "||" if both else "|"
    return warning(
        "chained-bars",
        "two bars in one random term: lme4 groups by the last factor alone and takes the rest as a"
        " condition",
        source,
        (bar.operator_span, "the second bar"),
        (inner.operator_span, "the first"),
        repair=edited(source, bar.span, f"{left} {sign} {first}) + ({left} {sign} {second}")
        if flat
        else None,
    )


def missing_operator(call: Call, source: Source) -> Diagnostic:
    """``x (1 | g)``: a forgotten plus makes a call of it."""
    text = source.text
    function = source.slice(call.function.span)
    opener = _opener(call, source)
    lost = f", and the term {function} is lost" if isinstance(call.function, Name) else ""
    return warning(
        "missing-operator",
        f"no operator between {function} and the parenthesis: R reads a call of {function}{lost}",
        source,
        (Span(opener, call.span.end), "a new term starts here"),
        (call.function.span, "this term ends here"),
        repair=text[: call.function.span.end] + " + " + text[opener:],
    )


def missing_operator_before_brackets(subset: Subset, source: Source) -> Diagnostic:
    """``x [1 | g]``."""
    name, text = source.slice(subset.object.span), source.text
    opener = text.find("[", subset.object.span.end, subset.span.end)
    return warning(
        "missing-operator",
        f"no operator between {name} and the bracket: R picks values out of {name}; a random term"
        " stands in ( )",
        source,
        (Span(opener, subset.span.end), "a new term starts here"),
        (subset.object.span, "this term ends here"),
        repair=f"{text[: subset.object.span.end]} + ({text[opener + 1 : subset.span.end - 1]})"
        + text[subset.span.end :],
    )


def _opener(call: Call, source: Source) -> int:
    """The place of a call's parenthesis."""
    return source.text.find("(", call.function.span.end, call.span.end)


def bar_inside_call(call: Expression, bar: Binary, source: Source) -> Diagnostic:
    """``I(a | b)``."""
    head = call.function if isinstance(call, Call) else call
    name = head.name if isinstance(head, Name) else "the call"
    advice = "make the condition a column of the data first" if name == "I" else "write it apart"
    return warning(
        "bar-inside-call",
        f"lme4 takes the {bar.operator} inside {name}() for a random term and drops {name}():"
        f" {advice}",
        source,
        (call.span, "this call is dropped"),
        (bar.operator_span, "this is taken for the bar of a random term"),
    )


def structure_call(name: str, span: Span, source: Source) -> Diagnostic:
    """``diag(1 + x | g)``, which only glmmTMB knows."""
    return note(
        "covariance-call",
        f"{name}() is a covariance structure of glmmTMB and is read as one; lme4 drops the call and"
        " fits an unstructured covariance",
        source,
        (span, "this call"),
    )


def unknown_structure(name: str, span: Span, source: Source) -> Diagnostic:
    """``toep(...)``: a structure of glmmTMB that cannot be written here."""
    return warning(
        "unknown-structure",
        f"the covariance structure {name}() is not known here: it is read as unstructured, as lme4"
        " does",
        source,
        (span, "this call"),
    )


def slash_for_bar(node: Binary, source: Source) -> Diagnostic:
    """``(1 / g)``."""
    said = f"the bar of a random term is |, not {node.operator}; in R this loses the right side"
    return warning(
        "slash-for-bar",
        said,
        source,
        (node.operator_span, "write |"),
        repair=edited(source, node.operator_span, "|"),
    )
