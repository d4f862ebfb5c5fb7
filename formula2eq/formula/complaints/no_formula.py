"""Texts that R reads, and that are no formula; texts beyond the limits."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.formula.nodes import Binary, Expression, Name, Unary
from formula2eq.source import Source, Span


def no_formula(expression: Expression, source: Source) -> Diagnostic:
    """An expression whose outermost operator is not ``~``."""
    text, span = source.text, expression.span
    if isinstance(expression, Binary) and expression.operator in {
        "=",
        "==",
        "<-",
        "->",
        "<<-",
        ":=",
    }:
        operator = expression.operator_span
        if expression.operator == "=" and _holds_tilde(expression.left):
            return Diagnostic(
                "wrong-tilde",
                "the formula ends before =: an argument belongs into a call, an offset into offset()",
                (Label(operator, "no argument can stand here", source),),
            )
        if isinstance(expression.right, Unary) and expression.right.operator == "~":
            operator = operator.join(expression.right.operator_span)
        return Diagnostic(
            "wrong-tilde",
            f"between response and predictors stands ~, not {expression.operator}",
            (Label(operator, "write ~", source),),
            text[: operator.start] + "~" + text[operator.end :],
        )
    if isinstance(expression, Name) and "~" in expression.name:
        return Diagnostic(
            "missing-tilde",
            "the backticks make one name of the formula: leave them out",
            (Label(span, "one name", source),),
            text[: span.start] + expression.name + text[span.end :],
        )
    dangling = _before_tilde(expression)
    if dangling is not None:
        return Diagnostic(
            "dangling-operator",
            f"a term is missing between {source.slice(dangling)} and ~",
            (Label(dangling, "a term must stand after this", source),),
            text[: dangling.start].rstrip()
            + " " * (dangling.start > 0)
            + text[dangling.end :].lstrip(),
        )
    return Diagnostic(
        "missing-tilde",
        "no ~: this is no formula; write response ~ predictors, or ~ predictors without a response",
        (Label(span, "an expression", source),),
        text[: span.start] + "~ " + text[span.start :],
    )


def _before_tilde(expression: Expression) -> Span | None:
    """The operator that stands before ``~``: ``y + ~ x``."""
    match expression:
        case Binary(_, _, Unary("~")) | Unary("+" | "-" | "!", Unary("~")):
            return expression.operator_span
    return None


def _holds_tilde(expression: Expression) -> bool:
    """Whether ``~`` is the outermost operator."""
    return isinstance(expression, (Binary, Unary)) and expression.operator == "~"


def too_long(source: Source, most: int) -> Diagnostic:
    """A text beyond the limit of length."""
    return Diagnostic(
        "too-long",
        f"the text has {len(source.text):,} characters; at most {most:,} are read",
        (Label(Span(most, most), "from here on", source),),
    )


def too_deep(span: Span, source: Source, most: int) -> Diagnostic:
    """A text beyond the limit of nesting."""
    return Diagnostic(
        "too-deep",
        f"parentheses, calls and signs are nested more than {most} deep",
        (Label(Span(span.start, span.start), "too deep here", source),),
    )
