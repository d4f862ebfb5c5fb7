"""Level 1 with its coefficients replaced by the brackets of their equations, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from formula2eq.equations.equation import Effect, Equation, Summand
from formula2eq.notation.math import Node


@dataclass(frozen=True, slots=True)
class Unfolding:
    """One replacement.

    coefficient  what was replaced, None at the start
    equation     level 1 after it
    effects      what came in with the bracket
    """

    coefficient: Node | None
    equation: Equation
    effects: frozenset[Effect] = frozenset()


def unfoldings(equations: Sequence[Equation]) -> tuple[Unfolding, ...]:
    """Level 1 as it is, then after each replacement; ``equations`` are those of the levels.

    The last one is the substituted form. Equations of parts beside the mean replace nothing in it.
    """
    by_left = {equation.left: equation for equation in equations[1:]}
    root = replace(equations[0], kind="substituted")
    found = [Unfolding(None, root)]
    replaced: set[Node] = set()
    reached = _reached(root, by_left)
    for equation in equations[1:]:
        if equation.left not in reached:
            continue
        replaced.add(equation.left)
        summands = tuple(_bracketed(item, by_left, replaced) for item in root.summands)
        effects = frozenset(item.effect for item in equation.summands)
        found.append(Unfolding(equation.left, replace(root, summands=summands), effects))
    return tuple(found)


def _reached(root: Equation, by_left: dict[Node, Equation]) -> set[Node]:
    """The coefficients of an equation, and those of their equations."""
    found: set[Node] = set()
    waiting = [root]
    while waiting:
        for summand in waiting.pop().summands:
            coefficient = summand.parameter
            if coefficient in by_left and coefficient not in found:
                found.add(coefficient)
                waiting.append(by_left[coefficient])
    return found


def _bracketed(summand: Summand, by_left: dict[Node, Equation], replaced: set[Node]) -> Summand:
    """A coefficient replaced by its bracket, and those inside; one summand needs no bracket."""
    if summand.part != "coefficient" or summand.parameter not in replaced:
        return summand
    inner = tuple(
        _bracketed(item, by_left, replaced) for item in by_left[summand.parameter].summands
    )
    if len(inner) == 1 and not inner[0].variables and not inner[0].bracket:
        return replace(inner[0], variables=summand.variables)
    return Summand(None, summand.variables, "coefficient", summand.effect, inner)
