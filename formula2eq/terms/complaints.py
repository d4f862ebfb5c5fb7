"""What there is to say about a text that is an R expression, but no model formula.

Every sentence with which the room refuses a formula; what it accepts with a warning is in
``cautions``. A repair is the whole text with one edit; ``expand`` keeps it only if it can be expanded.
"""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.errors import TermsError
from formula2eq.formula.nodes import (
    Binary,
    Constant,
    Expression,
    Number,
    Parentheses,
    String,
    Unary,
)
from formula2eq.formula.unparse import unparse
from formula2eq.source import Source, Span


def edited(source: Source, span: Span, new: str) -> str:
    """The text with one stretch of it replaced."""
    return source.text[: span.start] + new + source.text[span.end :]


def check_power(node: Binary, power: Expression, source: Source) -> None:
    """Refuse what R refuses right of ``^``: only a number of at least 2 is a power of terms."""
    if isinstance(power, Number) and 2 <= power.value < 2**31:
        return
    place, repair = power.span, None
    written = source.slice(node.span)
    if isinstance(power, Number) and power.value < 2**31:
        said = f"the power {unparse(power, label=True)} is refused by R: the least is 2"
        if 0 < power.value < 1 or 1 < power.value < 2:
            repair = edited(source, node.span, f"I({written})")
            said += f"; for arithmetic write I({written})"
        if power.value == 1:
            repair = edited(source, Span(node.left.span.end, power.span.end), "")
            said += "; leave it out"
    elif isinstance(power, Number):
        said = "this power is too large"
    elif isinstance(power, Binary) and power.operator == "^":
        place = power.operator_span
        said = "a power of a power: R groups from the right, and the result is no number"
        repair = edited(source, Span(node.operator_span.end, power.operator_span.end), "")
    elif isinstance(power, Unary) and power.operator == "+" and isinstance(power.operand, Number):
        said = "a power of terms stands without a sign"
        repair = edited(source, power.span, source.slice(power.operand.span))
    elif isinstance(power, String) and power.value.strip().isdigit():
        said = "a power is a number and stands without quotes"
        repair = edited(source, power.span, power.value.strip())
    elif isinstance(power, Parentheses) and isinstance(power.inner, Number):
        said = "R takes no parentheses around a power: leave them out"
        repair = edited(source, power.span, source.slice(power.inner.span))
    else:
        said = "a power of terms must be a number, such as 2; for arithmetic use I()"
        repair = edited(source, node.span, f"I({written})")
    raise TermsError(
        Diagnostic("invalid-power", said, (Label(place, "this power", source),), repair)
    )


def power_of_random_term(node: Binary, source: Source) -> Diagnostic:
    """``(1 | g)^2``."""
    return Diagnostic(
        "power-of-random-term",
        "a random term cannot be raised to a power",
        (Label(node.operator_span, "this power", source), Label(node.left.span, "of this", source)),
        edited(source, Span(node.left.span.end, node.right.span.end), ""),
    )


def second_tilde(place: Span, instead: str, source: Source) -> Diagnostic:
    """``~ ~ x``, ``y ~ x ~ z``: a formula inside a formula."""
    return Diagnostic(
        "second-tilde",
        "a second ~: a model formula has one",
        (Label(place, "this ~", source),),
        edited(source, place, instead),
    )


def no_term(node: Expression, parent: Binary | None, source: Source) -> Diagnostic:
    """A number, string or constant where a variable must stand."""
    labels = [Label(node.span, "no term", source)]
    written = source.slice(node.span)
    repair = None
    if isinstance(node, String):
        said = f"the string {written} is no term: a variable's name stands without quotes"
        repair = edited(source, node.span, unparse(_name(node)))
    elif isinstance(node, Constant):
        said = f"{node.name} is no term"
    else:
        said = f"{written} is no term: only 0 and 1 may stand alone"
    if parent is not None and isinstance(node, Number) and parent.operator != ":":
        arithmetic = f"I({source.slice(parent.span)})"
        said += f"; for arithmetic write {arithmetic}" if len(arithmetic) < 60 else ""
        if parent.operator not in "+-":
            labels.insert(0, Label(parent.operator_span, "no arithmetic in formulas", source))
        simple = isinstance(parent.left, (Number,)) or not isinstance(parent.left, Binary)
        repair = edited(source, parent.span, arithmetic) if simple else None
    return Diagnostic("no-term", said, tuple(labels), repair)


def _name(node: String) -> Expression:
    from formula2eq.formula.nodes import Name

    return Name(node.value, node.span)


def quoted_response(node: String, source: Source) -> Diagnostic:
    """``"y" ~ x``."""
    return Diagnostic(
        "quoted-response",
        "the response is a string: a variable's name stands without quotes",
        (Label(node.span, "no variable", source),),
        edited(source, node.span, unparse(_name(node))),
    )


def dot_without_data(span: Span, source: Source) -> Diagnostic:
    """A dot, and nobody knows the columns."""
    return Diagnostic(
        "dot-without-data",
        "the dot stands for all other columns of the data, and there are no data:"
        " give data=, or write the names",
        (Label(span, "which columns?", source),),
    )


def empty_call(function: str, span: Span, source: Source) -> Diagnostic:
    """``offset()``."""
    return Diagnostic(
        "empty-call",
        f"{function}() has no argument: it needs a variable",
        (Label(span, "empty", source),),
    )


def too_many_terms(operation: Binary, count: int, most: int, source: Source) -> Diagnostic:
    """An explosion of terms."""
    much = f"more than {count:,}" if count >= 10**15 else f"{count:,}"
    return Diagnostic(
        "too-many-terms",
        f"this {'power' if operation.operator == '^' else 'product'} makes {much} terms;"
        f" at most {most:,} are expanded",
        (Label(operation.operator_span, "here", source),),
    )


def empty_double_bar(bar: Binary, intercept: bool, source: Source) -> Diagnostic:
    """``(0 || g)`` and ``(1 || g)``, both of which lme4 refuses."""
    left = source.slice(bar.left.span)
    if intercept:
        said = f"{left} || has one effect, and nothing to keep apart: lme4 refuses it, write |"
        repair = edited(source, bar.operator_span, "|")
    else:
        said = f"nothing is left of ||: {left} has no effects"
        repair = edited(source, Span(bar.left.span.start, bar.operator_span.end), "1 |")
    return Diagnostic(
        "empty-double-bar",
        said,
        (Label(bar.operator_span, "this bar", source), Label(bar.left.span, "its left", source)),
        repair,
    )


def nesting_in_parentheses(group: Expression, source: Source) -> Diagnostic:
    """``(1 | (a/b))``: lme4 writes out only a slash that stands outermost."""
    inner = source.slice(group.span)
    return Diagnostic(
        "nesting-in-parentheses",
        "a nested grouping stands without parentheses: lme4 writes out a/b/c only",
        (Label(group.span, "write this without parentheses", source),),
        edited(source, group.span, inner[1:-1]) if inner.startswith("(") else None,
    )
