"""Nodes with other nodes in place of some: a symbol's number, a sum with its signs, a matrix's entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from formula2eq.notation.math import (
    Apply,
    Bracket,
    Fraction,
    Infix,
    Matrix,
    Node,
    Number,
    Times,
    Under,
)


def substitute(node: Node, old: Node, new: Node) -> Node:
    """A node with one node inside it replaced, in sums, products, laws and matrices."""
    if node == old:
        return new
    match node:
        case Apply(function, arguments, below):
            return Apply(function, tuple(substitute(a, old, new) for a in arguments), below)
        case Matrix(rows):
            return Matrix(tuple(tuple(substitute(e, old, new) for e in row) for row in rows))
        case Infix(operator, left, right):
            inner = _closed(new)
            return Infix(operator, substitute(left, old, inner), substitute(right, old, inner))
        case Times(factors):
            return Times(tuple(substitute(factor, old, _closed(new)) for factor in factors))
        case Bracket(inner, square):
            return Bracket(substitute(inner, old, new), square)
        case Fraction(numerator, denominator):
            return Fraction(substitute(numerator, old, new), substitute(denominator, old, new))
        case _:
            return node


def _closed(node: Node) -> Node:
    """A symbol beside its number, in brackets for a sum or product."""
    return Bracket(node) if isinstance(node, Infix) else node


def signed(node: Node) -> Node:
    """A sum in which a number below zero is subtracted: ``a - 2 x`` for ``a + -2 x``."""
    match node:
        case Apply(function, arguments, below):
            return Apply(function, tuple(map(signed, arguments)), below)
        case Matrix(rows):
            return Matrix(tuple(tuple(map(signed, row)) for row in rows))
        case Bracket(inner, square):
            return Bracket(signed(inner), square)
        case Infix("+", left, Times((first, *rest))) if (
            positive := positive_part(first)
        ) is not None:
            return Infix("-", signed(left), Times((positive, *rest)))
        case Infix("+", left, right) if (positive := positive_part(right)) is not None:
            return Infix("-", signed(left), positive)
        case Infix(operator, left, right):
            return Infix(operator, signed(left), signed(right))
        case _:
            return node


def positive_part(node: Node) -> Node | None:
    """What is subtracted for a number below zero, with or without its error; None for all else."""
    match node:
        case Number(text) if text.startswith("-"):
            return Number(text[1:])
        case Under(Number(text), note, beside) if text.startswith("-"):
            return Under(Number(text[1:]), note, beside)
        case _:
            return None


def replace_whole(
    node: Node, diagonal: Sequence[Node], entry: Callable[[int, int, Node], Node]
) -> Node:
    """A node with every entry replaced of the matrix that has this diagonal, whose entries may repeat."""
    match node:
        case Matrix(rows) if [row[n] for n, row in enumerate(rows) if n < len(row)] == [*diagonal]:
            return Matrix(
                tuple(
                    tuple(entry(r, c, old) for c, old in enumerate(row))
                    for r, row in enumerate(rows)
                )
            )
        case Apply(function, arguments, below):
            placed = tuple(replace_whole(a, diagonal, entry) for a in arguments)
            return Apply(function, placed, below)
        case _:
            return node


def replace_matrix(
    node: Node, variances: Mapping[Node, int], entry: Callable[[int, int, Node], Node]
) -> Node:
    """A node with every entry replaced of the matrix whose diagonal has these variances.

    ``variances`` gives the position of the effect for its variance; a block of the matrix will do.
    """
    match node:
        case Matrix(rows):
            diagonal = [row[place] for place, row in enumerate(rows) if place < len(row)]
            if len(diagonal) < len(rows[0]) or not all(item in variances for item in diagonal):
                return node
            places = [variances[item] for item in diagonal]
            return Matrix(
                tuple(
                    tuple(entry(r, c, old) for c, old in zip(places, row, strict=True))
                    for r, row in zip(places, rows, strict=True)
                )
            )
        case Apply(function, arguments, below):
            placed = tuple(replace_matrix(a, variances, entry) for a in arguments)
            return Apply(function, placed, below)
        case _:
            return node
