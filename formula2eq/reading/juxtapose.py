"""What stands side by side: functions take their arguments, the rest is a product."""

from __future__ import annotations

from formula2eq.reading.commands import DISTRIBUTIONS, FUNCTIONS
from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Conditional,
    Node,
    Number,
    Power,
    Product,
    Relation,
    Symbol,
)
from formula2eq.source import Span

_COMPARISONS = {"<", ">", "<=", ">=", "!=", "=", "in", "and", "or"}
#: Letters that are operators when a bracket follows: expectation, probability, variance.
_OPERATORS = {"E": "E", "P": "Pr", "V": "Var"}


def juxtapose(parts: list[Node]) -> Node:
    """One node of what stands side by side."""
    factors: list[Node] = []
    position = 0
    while position < len(parts):
        part = parts[position]
        following = parts[position + 1] if position + 1 < len(parts) else None
        taken = 0
        if following is not None and _is_called(part) and _is_called(following):
            following, taken = _applied(following, *parts[position + 2 : position + 3])
            taken -= 1
        made, used = _applied(part, following)
        used += taken if used > 1 else 0
        factors.append(made)
        position += used
    if len(factors) == 1:
        return factors[0]
    return Product(tuple(factors), Span.around(f.span for f in factors))


def _is_called(node: Node) -> bool:
    """Whether a name is a function's or that of a probability, ``logit Pr(...)``."""
    return isinstance(node, Symbol) and (
        _is_function(node) or node.letter in _OPERATORS or node.letter == "Phi"
    )


def _applied(part: Node, following: Node | None = None) -> tuple[Node, int]:
    """A function with its argument, or the part as it is, and how many parts that takes."""
    if following is None:
        return part, 1
    if isinstance(part, Number) and part.text == "1" and _condition(following):
        return _apply("indicator", part, following), 2
    if isinstance(part, Power) and isinstance(part.base, Symbol) and _is_function(part.base):
        inner = _apply(part.base.letter, part.base, following)
        return Power(inner, part.exponent, part.span.join(following.span)), 2
    if not isinstance(part, Symbol):
        return part, 1
    inverse = any(mark.kind == "sign" and mark.text == "-1" for mark in part.above)
    name = part.letter
    if name == "Phi" and not part.below and isinstance(following, (Bracket, Symbol)):
        return _apply("probit" if inverse else "invprobit", part, following), 2
    if _is_function(part):
        return _apply(name, part, following, inverse), 2
    if isinstance(following, Bracket) and not part.below:
        several = len(following.items) > 1
        if not part.word and name == "I" and _condition(following):
            return _apply("indicator", part, following), 2
        if not part.word and name in _OPERATORS and following.kind != "{":
            return _apply(_OPERATORS[name], part, following), 2
        if part.word or several or following.below or _has_argument(following):
            return _apply(name, part, following, inverse), 2
    if isinstance(following, Bracket) and _is_distribution(part) and len(following.items) > 1:
        return _apply(name, part, following), 2
    return part, 1


def _is_function(symbol: Symbol) -> bool:
    return (
        symbol.letter in FUNCTIONS
        and len(symbol.letter) > 1
        and symbol.letter != "Phi"
        and not (symbol.below and symbol.letter not in ("log",))
    )


def _is_distribution(symbol: Symbol) -> bool:
    return symbol.letter.lower() in DISTRIBUTIONS


def _has_argument(bracket: Bracket) -> bool:
    """Whether a bracket has a named argument, ``(x = a)``."""
    return any(isinstance(i, Relation) and i.operators == ("=",) for i in bracket.items)


def _condition(node: Node) -> bool:
    return isinstance(node, Bracket) and any(
        isinstance(item, Relation)
        and set(item.operators) <= _COMPARISONS
        or isinstance(item, Apply)
        and item.function == "not"
        for item in node.items
    )


def _apply(name: str, part: Node, following: Node, inverse: bool = False) -> Apply:
    span = part.span.join(following.span)
    if isinstance(following, Bracket):
        return Apply(name, following.items, span, inverse, following.below)
    return Apply(name, (following,), span, inverse)


def conditioned(node: Node) -> Node:
    """A quantity without what it is conditional on."""
    return node.left if isinstance(node, Conditional) else node
