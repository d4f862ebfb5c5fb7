r"""Effects of unit variance with their scale beside them: ``b_j = \sigma_b z_j``, ``z_j \sim N(0, 1)``.

A sampler's non-centred form of ``b_j \sim N(0, \sigma_b^2)``: the scale is no variable of the model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from formula2eq.reading.laws_as_written import distribution, vector
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Bracket, Node, Number, Product, Sum, Symbol, children, symbols
from formula2eq.reading.quantities import Alphabet, Base
from formula2eq.reading.statements import Statement


def with_scales(said: Sequence[Statement], letters: Alphabet) -> tuple[Statement, ...]:
    """The equations, effects of unit variance without the symbol that scales them.

    That is a symbol without an index which stands nowhere else but beside such an effect.
    """
    unit = {
        letters.quantity(symbol).base
        for statement in said
        if statement.relation == "~" and _is_standard(statement.right)
        for symbol in vector(bare(statement.left)) or ()
        if letters.quantity(symbol).indices
    }
    if not unit:
        return tuple(said)
    sides = [s.right if s.relation == "=" else _mean(s) for s in said]
    scaled = Counter(
        base
        for side in sides
        for product in _products(side)
        for base in _scales(product, unit, letters)
    )
    everywhere = Counter(letters.quantity(s).base for side in sides for s in symbols(side))
    scales = {base for base, count in scaled.items() if everywhere[base] == count}
    return tuple(
        replace(s, right=_without(s.right, scales, unit, letters)) if scales else s for s in said
    )


def _is_standard(right: Node) -> bool:
    """Whether a law is the normal one with mean 0 and variance 1."""
    family, arguments = distribution(bare(right))
    values = [inner.text for a in arguments if isinstance(inner := bare(a), Number)]
    return family == "normal" and values == ["0", "1"]


def _mean(statement: Statement) -> Node:
    """The mean of a law, or what it is."""
    _, arguments = distribution(bare(statement.right))
    return arguments[0] if arguments else statement.left


def _products(node: Node) -> list[Product]:
    found: list[Product] = []
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Product):
            found.append(part)
        waiting += children(part)
    return found


def _scales(product: Product, unit: set[Base], letters: Alphabet) -> list[Base]:
    """The symbol without an index beside an effect of unit variance, if there is one."""
    factors = [letters.quantity(f) for f in product.factors if isinstance(f, Symbol)]
    if not any(q.base in unit and q.indices for q in factors):
        return []
    plain = [q.base for q in factors if not q.indices]
    return plain if len(plain) == 1 else []


def _without(node: Node, scales: set[Base], unit: set[Base], letters: Alphabet) -> Node:
    match node:
        case Product(factors):
            found = _scales(node, unit, letters)
            kept = tuple(
                f
                for f in factors
                if not (
                    isinstance(f, Symbol)
                    and letters.quantity(f).base in scales
                    and letters.quantity(f).base in found
                )
            )
            return kept[0] if len(kept) == 1 else replace(node, factors=kept)
        case Sum(_, terms):
            return replace(node, terms=tuple(_without(t, scales, unit, letters) for t in terms))
        case Bracket(items):
            return replace(node, items=tuple(_without(i, scales, unit, letters) for i in items))
    return node
