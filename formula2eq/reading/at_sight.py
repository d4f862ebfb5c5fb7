"""What is a variable, a coefficient or the number pi at sight, before anything is multiplied out."""

from __future__ import annotations

from collections.abc import Container

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Node, Number, Sum, Symbol, symbols
from formula2eq.reading.quantities import Base
from formula2eq.reading.stated import Stated


def is_coefficient(node: Node, found: Stated, defined: Container[Base]) -> bool:
    """Whether a factor is a coefficient at sight: Greek, with no equation of its own."""
    if not isinstance(node, Symbol) or node.word or is_pi(node):
        return False
    quantity = found.letters.quantity(node)
    return quantity.greek and quantity.base not in defined


def is_variable(node: Node, found: Stated, defined: Container[Base], *, lone: bool = False) -> bool:
    """Whether a sum is made of variables and numbers alone, such as ``(x - 4.5)``.

    defined  quantities that have an equation
    lone     whether a single variable, or a product with numbers, is one too
    """
    if not isinstance(node, Sum) and not lone:
        return False
    quantities = [found.letters.quantity(s) for s in symbols(node) if not is_pi(s)]
    if not quantities:
        return False
    laws = {q.base for law in found.laws for q in law.left}
    for quantity in quantities:
        if quantity.base in defined or quantity.base in laws or quantity.greek:
            return False
        if (
            not quantity.word
            and quantity.accent is None
            and not quantity.indices
            and quantity.numbers
        ):
            return False
    if lone:
        return True
    assert isinstance(node, Sum)
    telling = (
        any(isinstance(bare(t), Number) for t in node.terms)
        or any(q.accent == "bar" for q in quantities)
        or "-" in node.signs[1:]
        or all(q.word for q in quantities)
    )
    return telling and (
        all(q.word or q.indices or q.accent for q in quantities) or len(quantities) == 1
    )


def is_pi(symbol: Symbol) -> bool:
    """Whether a symbol is the number pi: without any mark."""
    return symbol.letter == "pi" and not (symbol.below or symbol.above or symbol.accent)
