r"""Quantities written as functions of time, ``Y_i(t) = ...``, ``m_i(t_{ij})``: indices by another name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Conditional,
    Fraction,
    Mark,
    Node,
    Product,
    Sum,
    Symbol,
    symbols,
)
from formula2eq.reading.parts import RESIDUALS
from formula2eq.reading.statements import Statement


def without_arguments(said: Sequence[Statement]) -> tuple[Statement, ...]:
    """The equations with ``f(t)`` as f, and the outcome and residual ``Y_i(t)`` indexed by t."""
    called = {}
    for statement in said:
        found = _call(bare(statement.left))
        if found is not None:
            called[found[0].letter] = found[1].letter
    if not called:
        return tuple(said)
    used = {s.letter for statement in said for s in symbols(statement.right)}
    outcomes = {letter for letter in called if letter not in used}
    arguments = set(called.values())

    def inside(node: Node) -> Node:
        found = _call(node)
        if found is not None and found[1].letter in arguments:
            function, argument = found
            if function.letter in outcomes or function.letter in RESIDUALS:
                mark = Mark("letters", argument.letter, argument.span)
                return replace(function, below=(*function.below, mark), span=node.span)
            if function.letter in called:
                return replace(function, span=node.span)
        match node:
            case Product(factors):
                return _product(node, factors, inside)
            case Sum(_, terms):
                return replace(node, terms=tuple(map(inside, terms)))
            case Bracket(items):
                return replace(node, items=tuple(map(inside, items)))
            case Apply(_, given):
                return replace(node, arguments=tuple(map(inside, given)))
            case Conditional(left, right):
                return replace(node, left=inside(left), right=inside(right))
            case Fraction(above, below):
                return replace(node, numerator=inside(above), denominator=inside(below))
            case _:
                return node

    return tuple(replace(s, left=inside(s.left), right=inside(s.right)) for s in said)


def _call(node: Node) -> tuple[Symbol, Symbol] | None:
    """The function and the argument of ``f_i(t)``; None for all else."""
    match node:
        case Product((Symbol() as function, Bracket((Symbol() as argument,)))):
            single = len(argument.letter) == 1 and argument.letter.islower() and not argument.word
            named = function.letter not in ("g", "h") or function.below
            return (function, argument) if single and named else None
        case _:
            return None


def _product(node: Product, factors: Sequence[Node], inside: object) -> Node:
    """A product in which a function and its argument may stand side by side."""
    assert callable(inside)
    made: list[Node] = []
    position = 0
    while position < len(factors):
        pair = factors[position : position + 2]
        if len(pair) == 2 and len(factors) > 2:
            joined = Product(tuple(pair), pair[0].span.join(pair[1].span))
            if _call(joined) is not None and (shorter := inside(joined)) != joined:
                made.append(shorter)
                position += 2
                continue
        made.append(inside(factors[position]))
        position += 1
    return replace(node, factors=tuple(made))
