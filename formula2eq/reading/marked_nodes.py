"""Nodes with scripts: what a subscript or an inverse belongs to, and the items of a bracket."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Listing,
    Node,
    Power,
    Relation,
    Symbol,
)
from formula2eq.reading.tokens import Token
from formula2eq.source import Span


def items_of(inner: Node) -> tuple[Node, ...]:
    """What stands between the commas of a bracket; ``(x, raw = TRUE)`` is read ``(x, raw) = TRUE``
    first, since commas bind closer.
    """
    if isinstance(inner, Listing):
        return inner.items
    if not isinstance(inner, Relation) or not any(isinstance(s, Listing) for s in inner.sides):
        return (inner,)
    items: list[Node] = []
    for position, side in enumerate(inner.sides):
        own = list(side.items) if isinstance(side, Listing) else [side]
        if position:
            left, right = items.pop(), own.pop(0)
            before = left if isinstance(left, Relation) else None
            items.append(
                Relation(
                    (*(before.operators if before else ()), inner.operators[position - 1]),
                    (*(before.sides if before else (left,)), right),
                    left.span.join(right.span),
                )
            )
        items += own
    return tuple(items)


def inverted(base: Symbol | Apply, span: Span) -> Node:
    """A function or its symbol with the superscript -1."""
    if isinstance(base, Apply):
        return replace(base, inverse=True, span=span)
    mark = replace_mark(span)
    return replace(base, above=(*base.above, mark), span=span)


def replace_mark(span: Span) -> Any:
    """The mark of an inverse function."""
    from formula2eq.reading.nodes import Mark

    return Mark("sign", "-1", span)


def subscripted(base: Node, token: Token) -> Node:
    """A node with a subscript, which belongs to the symbol inside it."""
    span = base.span.join(span_of(token))
    match base:
        case Symbol():
            return replace(base, below=(*base.below, *token.marks), span=span)
        case Power(inner, exponent) if isinstance(inner, Symbol):
            return Power(subscripted(inner, token), exponent, span)
        case Bracket((Symbol() as inner,)) if not _numbers_columns(token):
            return replace(base, items=(subscripted(inner, token),), span=span)
        case Apply("not", (Symbol() as inner,)):
            return replace(base, arguments=(subscripted(inner, token),), span=span)
        case Bracket() | Apply():
            return replace(base, below=(*base.below, *token.marks), span=span)
        case _:
            return base


def span_of(token: Token) -> Span:
    """The place of a token."""
    return Span(token.start, token.end)


def around(nodes: tuple[Node, ...]) -> Span:
    """The place of several nodes together."""
    return Span.around(node.span for node in nodes)


def _numbers_columns(token: Token) -> bool:
    """Whether a subscript behind a bracket numbers the columns of a call, ``bs(x)_{1,i}``."""
    return token.marks[0].kind in ("number", "text") and len(token.marks) > 1
