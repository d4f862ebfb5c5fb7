"""The atoms of equations: every symbol, name and call that stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass

from formula2eq.equations.equation import Equation, Summand
from formula2eq.notation.math import Apply, Node, Symbol, Text


def atoms(equations: Sequence[Equation]) -> Iterator[Node]:
    """Every symbol, name and call that stands in equations."""
    for equation in equations:
        yield from inside(equation.left)
        if equation.right is not None:
            yield from inside(equation.right)
        yield from _summed(equation.summands)


def inside(node: object) -> Iterator[Node]:
    """Every symbol, name and call in a node, what is nested included."""
    if isinstance(node, (Symbol, Text)):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from inside(item)
    elif is_dataclass(node):
        if isinstance(node, Apply):
            yield node
        for field in fields(node):
            yield from inside(getattr(node, field.name))


def _summed(summands: Sequence[Summand]) -> Iterator[Node]:
    for summand in summands:
        if summand.parameter is not None:
            yield from inside(summand.parameter)
        for variable in summand.variables:
            yield from inside(variable)
        yield from _summed(summand.bracket)
