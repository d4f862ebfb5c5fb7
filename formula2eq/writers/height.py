"""How tall mathematics is: which brackets must be tall, and which rows of a matrix need a gap."""

from __future__ import annotations

from formula2eq.notation import math


def height(item: math.Node) -> int:
    """Lines that a node is tall: 0 for one that needs no tall brackets."""
    match item:
        case math.Matrix(rows):
            return len(rows)
        case math.Fraction() | math.Under(beside=False):
            return 2
        case math.Infix(_, left, right):
            return max(height(left), height(right))
        case math.Times(inside) | math.Apply(_, inside):
            return max(map(height, inside), default=0)
        case math.Bracket(inner) | math.Negative(inner) | math.Root(inner):
            return height(inner)
        case _:
            return 0


def touches(item: math.Node) -> bool:
    """Whether it would touch the next row of a matrix: scripts above and below one letter, a note below."""
    match item:
        case math.Symbol(below=below, above=above):
            return bool(below and above)
        case math.Under(beside=beside):
            return not beside
        case math.Power(inner) | math.Bracket(inner) | math.Negative(inner):
            return touches(inner)
        case math.Times(factors):
            return any(map(touches, factors))
        case math.Infix(_, left, right):
            return touches(left) or touches(right)
        case _:
            return False
