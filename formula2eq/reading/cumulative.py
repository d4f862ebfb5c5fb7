"""Cumulative probabilities: ``P(y <= c)``, the letter it goes by, and the link of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from formula2eq.reading.links import bare, inverse_of, is_expectation, link_of
from formula2eq.reading.nodes import (
    Apply,
    Conditional,
    Node,
    Relation,
    Sum,
    Symbol,
)
from formula2eq.reading.statements import Statement
from formula2eq.source import Source, Span

_BELOW, _ABOVE = ("<=", "<"), (">=", ">")


_TURNED = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}


#: Links of P(y > c) that are others of P(y <= c): log(-log p) is that of the complement.
_COMPLEMENT = {"cloglog": "loglog", "loglog": "cloglog"}


@dataclass(frozen=True, slots=True)
class Cut:
    """``P(y <= c)``: the outcome, the category, and whether it is the probability of lower ones."""

    outcome: Symbol
    category: Node
    lower: bool


@dataclass(slots=True)
class ThresholdsFound:
    """What is found so far.

    source  the text
    kept    statements that are not about thresholds
    cuts    of each equation with thresholds: what it gives, the link, the right side, its place, the
            place of what says the link
    named   cumulative probabilities by the name of their letter
    linked  their links by the name of their letter, with the place of the link
    """

    source: Source
    kept: list[Statement] = field(default_factory=list)
    cuts: list[tuple[Cut, str, Node, Span, Span]] = field(default_factory=list)
    named: dict[tuple[str, tuple[str, ...]], Cut] = field(default_factory=dict)
    linked: dict[tuple[str, tuple[str, ...]], tuple[Cut, str, Span]] = field(default_factory=dict)


def names_a_cut(found: ThresholdsFound, statement: Statement) -> bool:
    """Whether an equation only gives a cumulative probability, or its link, a letter."""
    left, right = bare(statement.left), bare(statement.right)
    if isinstance(right, Symbol) and not isinstance(left, Symbol):
        left, right = right, left
    if not isinstance(left, Symbol):
        return False
    cut = _cut(found, right)
    if cut is not None:
        found.named[quantity_name(left)] = cut
        return True
    linked = link_of(right)
    cut = None if linked is None else _cut(found, linked[1])
    if linked is None or cut is None or right is bare(statement.left):
        return False
    found.linked[quantity_name(left)] = (cut, linked[0], right.span)
    return True


def takes_cumulative(found: ThresholdsFound, statement: Statement) -> bool:
    """Whether an equation gives a cumulative probability by thresholds; then it is taken."""
    if statement.relation != "=":
        return False
    left, right = bare(statement.left), bare(statement.right)
    if isinstance(left, Symbol) and quantity_name(left) in found.linked:
        cut, link, place = found.linked[quantity_name(left)]
        found.cuts.append((cut, link_of_lower(cut, link), right, statement.span, place))
        return True
    linked = link_of(left)
    inside = None if linked is None else _cut(found, linked[1])
    if linked is not None and inside is not None:
        found.cuts.append(
            (inside, link_of_lower(inside, linked[0]), right, statement.span, left.span)
        )
        return True
    whole = _cut(found, left)
    inverse = inverse_of(right)
    if whole is None:
        whole = _single(left)
        terms = right.terms if isinstance(right, Sum) else ()
        both = [inverse_of(term) for term in terms]
        inverse = both[0] if len(both) == 2 and all(both) else None
    if whole is not None and inverse is not None:
        link, inner = inverse
        found.cuts.append(
            (whole, link_of_lower(whole, link), bare(inner), statement.span, left.span)
        )
        return True
    return False


def _cut(found: ThresholdsFound, node: Node) -> Cut | None:
    """The cumulative probability that a node is, or that its letter stands for."""
    node = bare(node)
    if isinstance(node, Symbol):
        return found.named.get(quantity_name(node))
    if isinstance(node, Conditional):
        return _cut(found, node.left)
    if not is_expectation(node):
        return None
    relation = _related(node)
    if relation is None or len(relation.operators) != 1 or relation.operators[0] not in _TURNED:
        return None
    operator, (one, other) = relation.operators[0], map(unconditional, relation.sides)
    if isinstance(other, Symbol) and other.below and not getattr(one, "below", ()):
        operator, one, other = _TURNED[operator], other, one
    return Cut(one, other, operator in _BELOW) if isinstance(one, Symbol) else None


def _single(node: Node) -> Cut | None:
    """The outcome and category of ``P(y = c)``."""
    relation = _related(node) if isinstance(node, Apply) else None
    if relation is None or relation.operators != ("=",):
        return None
    one, other = map(unconditional, relation.sides)
    return Cut(one, other, True) if isinstance(one, Symbol) else None


def _related(node: Node) -> Relation | None:
    inner = bare(node.arguments[0]) if isinstance(node, Apply) and node.arguments else node
    inner = unconditional(inner)
    return inner if isinstance(inner, Relation) else None


def unconditional(node: Node) -> Node:
    """What stands before the bar of ``y | x``; else the node."""
    node = bare(node)
    return bare(node.left) if isinstance(node, Conditional) else node


def link_of_lower(cut: Cut, link: str) -> str:
    """The link of P(y <= c), given that of the probability as it is written."""
    return link if cut.lower else _COMPLEMENT.get(link, link)


def quantity_name(symbol: Symbol) -> tuple[str, tuple[str, ...]]:
    """What symbols of one quantity share, whatever their subscripts: letter and superscripts."""
    return symbol.letter, tuple(mark.text for mark in symbol.above)
