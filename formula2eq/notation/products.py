"""Products as they are displayed: factors in order, the number first."""

from __future__ import annotations

from formula2eq.formula.nodes import (
    Binary,
    Expression,
    Parentheses,
)
from formula2eq.notation.math import (
    Infix,
    Node,
    Number,
    Times,
)


def factors_of(product: Expression) -> list[Expression]:
    """The factors of a product of products, brackets around products taken off, in order."""
    found: list[Expression] = []
    waiting = [product]
    while waiting:
        inner = waiting.pop()
        bare = inner
        while isinstance(bare, Parentheses):
            bare = bare.inner
        if isinstance(bare, Binary) and bare.operator == "*":
            waiting += [bare.right, bare.left]
        else:
            found.append(inner)
    return found


def product_of(factors: tuple[Node, ...]) -> Node:
    """A product, its number first: ``y * 2`` is shown as 2 y; several numbers keep a sign between."""
    numbers = [factor for factor in factors if isinstance(factor, Number)]
    if not numbers:
        return Times(factors)
    first: Node = numbers[0]
    for number in numbers[1:]:
        first = Infix("*", first, number)
    others = tuple(factor for factor in factors if not isinstance(factor, Number))
    return Times((first, *others)) if others else first
