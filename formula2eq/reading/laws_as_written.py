"""Distributions and vectors as they are written: family, arguments, entries."""

from __future__ import annotations

from formula2eq.reading.commands import DISTRIBUTIONS
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Listing,
    Matrix,
    Node,
    Product,
    Relation,
    Symbol,
    Transpose,
)


def distribution(node: Node) -> tuple[str | None, tuple[Node, ...]]:
    """Family and arguments of a distribution, named, ``Binomial(n = 1, prob = p)``, or not."""
    family, arguments = _distribution(node)
    return family, tuple(_value(argument) for argument in arguments)


def _value(argument: Node) -> Node:
    """The value of an argument with a name."""
    match bare(argument):
        case Relation(operators, (Symbol(), *_, value)) if set(operators) == {"="}:
            return value
        case _:
            return argument


def _distribution(node: Node) -> tuple[str | None, tuple[Node, ...]]:
    if isinstance(node, Product) and node.factors:
        factors = [
            f
            for f in node.factors
            if not (isinstance(f, Symbol) and f.letter in ("iid", "ind", "IID"))
        ]
        if len(factors) == 1:
            return _distribution(factors[0])
        head, last = factors[0], _as_bracket(factors[-1])
        if isinstance(last, Bracket) and all(isinstance(f, Symbol) for f in factors[:-1]):
            name = "".join(f.letter for f in factors[:-1] if isinstance(f, Symbol))
            if name.lower() in DISTRIBUTIONS:
                return DISTRIBUTIONS[name.lower()], last.items
            if isinstance(head, Symbol) and head.letter.lower() in DISTRIBUTIONS:
                return DISTRIBUTIONS[head.letter.lower()], last.items
    node = _as_bracket(node)
    if isinstance(node, Bracket) and len(node.items) == 2:
        # ``~ (0, sigma^2)``: distributed with this mean and this variance.
        return "normal", node.items
    if isinstance(node, Apply):
        if node.function == "Pr" and len(node.arguments) == 1:
            return "poisson", node.arguments  # ``Y ~ P(mu)``: right of ``~`` no probability stands
        name = node.function.lower().replace(" ", "").replace("-", "").replace("_", "")
        if name in DISTRIBUTIONS:
            return DISTRIBUTIONS[name], node.arguments
    return None, ()


def _as_bracket(node: Node) -> Node:
    r"""A matrix used for its brackets alone, ``\begin{pmatrix} a, b \end{pmatrix}``, as a bracket."""
    if isinstance(node, Matrix) and len(node.rows) == 1 and len(node.rows[0]) == 1:
        inside = node.rows[0][0]
        if isinstance(inside, Listing):
            return Bracket(inside.items, node.span)
    return node


def vector(node: Node) -> tuple[Symbol, ...] | None:
    """The symbols of a vector, in whatever way it is written; None if it is none."""
    node = bare(node)
    match node:
        case Symbol():
            return (node,)
        case Transpose(inner):
            return vector(inner)
        case Bracket(items) | Listing(items):
            parts = [bare(item) for item in items]
        case Matrix(rows):
            parts = [bare(entry) for row in rows for entry in row]
        case _:
            return None
    if len(parts) == 1 and not isinstance(parts[0], Symbol):
        return vector(parts[0])
    kept = tuple(part for part in parts if isinstance(part, Symbol))
    return kept if len(kept) == len(parts) else None


def entries(node: Node) -> tuple[Node, ...]:
    """The entries of a vector, or the node itself."""
    node = bare(node)
    match node:
        case Transpose(inner):
            return entries(inner)
        case Matrix(rows):
            return tuple(entry for row in rows for entry in row)
        case Bracket(items) if len(items) > 1:
            return items
        case _:
            return (node,)
