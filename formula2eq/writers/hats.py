"""Hats on what is estimated: fixed effects and the parameters of the laws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TypeVar, cast

from formula2eq.equations.equation import Equation, Summand
from formula2eq.notation.math import Node, Symbol

Item = TypeVar("Item")


def hatted(equations: Sequence[Equation]) -> tuple[Equation, ...]:
    """The equations with hats; means, random effects and variables stay bare."""
    bare = {equation.left for equation in equations}
    bare |= {entry for equation in equations for entry in _entries(equation.left)}
    return tuple(_equation(equation, frozenset(bare)) for equation in equations)


def _entries(left: Node) -> list[Node]:
    rows = getattr(left, "rows", ())
    return [entry for row in rows for entry in row]


def _equation(equation: Equation, bare: frozenset[Node]) -> Equation:
    right = equation.right
    if right is not None and equation.kind != "distribution":
        right = _within(right, bare)
    elif right is not None:
        arguments = getattr(right, "arguments", ())
        known = bare | ({arguments[0]} if arguments else set())
        right = _within(right, frozenset(known))
    return replace(equation, right=right, summands=tuple(map(_summand, equation.summands)))


def _summand(summand: Summand) -> Summand:
    bracket = tuple(map(_summand, summand.bracket))
    parameter = summand.parameter
    if summand.part == "fixed" and isinstance(parameter, Symbol):
        parameter = replace(parameter, accent="hat")
    return replace(summand, parameter=parameter, bracket=bracket)


def _within(item: Item, bare: frozenset[Node]) -> Item:
    """A node with a hat on every symbol that is not bare."""
    if isinstance(item, tuple):
        return cast(Item, tuple(_within(part, bare) for part in item))
    if isinstance(item, Symbol):
        return item if item in bare else replace(item, accent="hat")
    if not hasattr(item, "__dataclass_fields__") or type(item).__name__ in ("Text", "Mark"):
        return item
    changed = {field.name: _within(getattr(item, field.name), bare) for field in fields(item)}  # type: ignore[arg-type]
    return replace(item, **changed)  # type: ignore[type-var]
