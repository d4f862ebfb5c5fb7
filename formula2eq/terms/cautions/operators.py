"""Operators beside a random term, which lme4 ignores."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.nodes import Binary, Unary
from formula2eq.source import Source, Span
from formula2eq.terms.cautions.caution import warning
from formula2eq.terms.complaints import edited


def operator_beside_bar(node: Binary, source: Source) -> Diagnostic:
    """``x * (1 | g)``."""
    return warning(
        "operator-beside-random-term",
        f"a random term is added, nothing else: lme4 ignores the {node.operator} beside it and adds"
        " both sides",
        source,
        (node.operator_span, "this operator"),
        repair=edited(source, node.operator_span, "+" if spaced(node) else " + "),
    )


def spaced(node: Binary) -> bool:
    """Whether a blank stands before an operator."""
    return node.left.span.end < node.operator_span.start


def removed_random_term(node: Binary, source: Source) -> Diagnostic:
    """``x - (1 | g)``."""
    return warning(
        "removed-random-term",
        "a random term cannot be removed: lme4 adds it in spite of the -",
        source,
        (node.operator_span, "this operator"),
        (node.right.span, "is added"),
        repair=edited(source, Span(node.left.span.end, node.span.end), ""),
    )


def lost_removal(node: Binary, source: Source) -> Diagnostic:
    """``(1 | g) - 1``."""
    left, right = source.slice(node.left.span), source.slice(node.right.span)
    return warning(
        "lost-removal",
        f"lme4 loses the - after a random term that stands first: {right} is added, not removed;"
        " put the random term last",
        source,
        (node.operator_span, "this operator"),
        repair=edited(source, node.span, f"-{right} + {left}"),
    )


def sign_before_bar(node: Unary, source: Source) -> Diagnostic:
    """``-(1 | g)``."""
    return warning(
        "removed-random-term",
        f"a random term takes no {node.operator}: lme4 ignores it and adds the term",
        source,
        (node.operator_span, "this sign"),
        repair=edited(source, node.operator_span, ""),
    )
