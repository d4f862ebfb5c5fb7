"""Vectors and rows of matrices as they are printed, with their entries."""

from __future__ import annotations

from dataclasses import dataclass

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import (
    Bracket,
    Conditional,
    Matrix,
    Node,
    Number,
    Relation,
    Symbol,
    Transpose,
)
from formula2eq.reading.statements import Statement


@dataclass(frozen=True, slots=True)
class PrintedVector:
    """A printed vector or row of a matrix: its name and its entries."""

    name: Symbol
    entries: tuple[Node, ...]
    statement: Statement

    @property
    def copy(self) -> tuple[str, ...]:
        """What tells several of one letter apart: their superscripts."""
        return tuple(mark.text for mark in self.name.above if mark.kind != "sign")


def printed_vector(statement: Statement) -> PrintedVector | None:
    """The vector that an equation lists: ``beta' = (beta_0, beta_1)``."""
    left, right = bare(statement.left), statement.right
    if isinstance(left, Transpose):
        left = bare(left.inner)
    if isinstance(right, Transpose):
        right = right.inner
    if statement.relation != "=" or not isinstance(left, Symbol) or left.word:
        return None
    if isinstance(right, Bracket):
        return PrintedVector(left, right.items, statement)
    if isinstance(right, Matrix) and (len(right.rows) == 1 or all(len(r) == 1 for r in right.rows)):
        return PrintedVector(left, tuple(entry for r in right.rows for entry in r), statement)
    return None


def unconditional(node: Node) -> Node:
    """``Y`` of ``(Y | B = b)``."""
    node = bare(node)
    while isinstance(node, (Conditional, Relation)):
        node = bare(node.left if isinstance(node, Conditional) else node.sides[0])
    return node


def is_zero(node: Node) -> bool:
    """Whether a node is the number 0."""
    return isinstance(node, Number) and node.text == "0"
