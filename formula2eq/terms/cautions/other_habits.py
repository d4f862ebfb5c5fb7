"""Habits of other languages, and slips in the names of functions."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.nodes import Binary, Call, Name, Subset
from formula2eq.formula.unparse import spell_name
from formula2eq.source import Source, Span
from formula2eq.terms.cautions.caution import warning
from formula2eq.terms.complaints import edited


def misspelt_function(call: Call, meant: str, source: Source) -> Diagnostic:
    """``ploy(x, 2)``."""
    written = source.slice(call.function.span)
    return warning(
        "misspelt-function",
        f"{written}() is no function that is known here: {meant}() is one",
        source,
        (call.function.span, "this name"),
        repair=edited(source, call.function.span, meant),
    )


def function_of_python(call: Call, meant: str, source: Source) -> Diagnostic:
    """``np.log(x)``."""
    written = source.slice(call.function.span)
    return warning(
        "python-function",
        f"{written}() is Python's: in R it is {meant}()",
        source,
        (call.function.span, "this function"),
        repair=edited(source, call.function.span, meant),
    )


def quoted_name(call: Call, name: str, source: Source) -> Diagnostic:
    """``Q("my var")``."""
    return warning(
        "python-function",
        "Q() quotes a name for patsy in Python: in R a name is quoted with backticks",
        source,
        (call.span, "this name"),
        repair=edited(source, call.span, spell_name(name)),
    )


def indexed_function(node: Subset, source: Source) -> Diagnostic:
    """``log[x]``."""
    name = source.slice(node.object.span)
    inside = source.text[node.object.span.end + 1 : node.span.end - 1]
    return warning(
        "missing-parentheses",
        f"{name} is a function: its argument stands in parentheses, [ ] picks values out of a variable",
        source,
        (Span(node.object.span.end, node.span.end), "write ( )"),
        repair=edited(source, node.span, f"{name}({inside})"),
    )


def logical_and(node: Binary, source: Source) -> Diagnostic:
    """``x & z``: in Julia an interaction."""
    return warning(
        "logical-and",
        f"{node.operator} is R's logical and, which makes one variable of the two: an interaction is"
        " written with :",
        source,
        (node.operator_span, "this operator"),
        repair=edited(source, node.operator_span, ":"),
    )


def dots(node: Name, source: Source) -> Diagnostic:
    """``x1 + ... + x5``."""
    return warning(
        "dots-for-terms",
        "three dots stand for no terms: write them out",
        source,
        (node.span, "which terms?"),
    )


def comment_in_term(place: Span, repair: str, source: Source) -> Diagnostic:
    """``x#z``, Stata's interaction."""
    return warning(
        "comment-in-term",
        "from # on R reads a comment: an interaction is written x:z, and x*z with both variables"
        " themselves",
        source,
        (place, "the comment starts here"),
        repair=repair,
    )
