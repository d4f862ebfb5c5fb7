"""Writing out ``||`` and nested groups, as lme4's ``expandDoubleVerts`` and ``findbars`` do.

Source: Bates, Mächler, Bolker & Walker 2015, section 2.
"""

from __future__ import annotations

from dataclasses import replace

from formula2eq.errors import TermsError
from formula2eq.formula.nodes import Binary, Expression, Name, Number, Parentheses
from formula2eq.formula.walk import walk
from formula2eq.source import Source, Span
from formula2eq.terms import complaints
from formula2eq.terms.algebra import expand_terms


def split(bar: Binary, source: Source) -> list[Binary]:
    """The bars that one bar stands for: one per effect if double, one per group if nested."""
    halves = [bar] if bar.operator == "|" else _split_double(bar, source)
    groups = nested_groups(bar.right, source)
    if len(groups) == 1:
        return halves
    return [replace(half, right=group) for half in halves for group in groups]


def _split_double(bar: Binary, source: Source) -> list[Binary]:
    """``x || g`` as ``1 | g`` and ``0 + x | g``: one bar per term, as lme4 and not per column."""
    expansion = expand_terms(bar.left, source)
    place = bar.left.span
    if not expansion.terms:
        raise TermsError(complaints.empty_double_bar(bar, expansion.intercept, source))
    effects: list[Expression] = [Number(1.0, False, "1", place)] if expansion.intercept else []
    zero = Number(0.0, False, "0", place)
    for term in expansion.as_terms():
        if term.factors:
            product = _fold(":", term.factors, place)
            effects.append(Binary("+", zero, product, place, place))
    return [replace(bar, operator="|", left=effect) for effect in effects]


def nested_groups(group: Expression, source: Source) -> tuple[Expression, ...]:
    """``a/b/c`` as ``c:(b:a)``, ``b:a``, ``a``: the innermost first, as lme4 has it.

    lme4 takes a call left of the slash apart (``a:b/c`` becomes ``c:(a:`:`)``); this does not.
    """
    if isinstance(group, Name):
        return (group,)
    if not (isinstance(group, Binary) and group.operator == "/"):
        for part in walk(group):
            if isinstance(part, Binary) and part.operator == "/":
                raise TermsError(complaints.nesting_in_parentheses(group, source))
        return (group,)
    parts: list[Expression] = []
    outer: Expression = group
    while isinstance(outer, Binary) and outer.operator == "/":
        parts.append(outer.right)
        outer = outer.left
    for part in (outer, *parts):
        nested_groups(part, source)
    groups = [outer]
    for part in reversed(parts):
        groups.append(Binary(":", part, groups[-1], group.span, group.operator_span))
    return tuple(reversed(groups))


def _fold(operator: str, parts: tuple[Expression, ...], place: Span) -> Expression:
    folded = parts[0]
    for part in parts[1:]:
        folded = Binary(operator, folded, part, place, place)
    return folded


def factors_of(group: Expression) -> tuple[Expression, ...]:
    """The factors of a grouping: ``c:(b:a)`` has c, b and a; anything but ``:`` is one factor."""
    if isinstance(group, Name):
        return (group,)
    factors: list[Expression] = []
    waiting: list[Expression] = [group]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Parentheses):
            waiting.append(node.inner)
        elif isinstance(node, Binary) and node.operator == ":":
            waiting += (node.right, node.left)
        else:
            factors.append(node)
    return tuple(factors)
