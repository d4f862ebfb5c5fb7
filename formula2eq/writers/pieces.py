"""Pieces: what a line may be broken between, whatever the markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from formula2eq.equations.equation import Summand
from formula2eq.notation.math import Apply, Bracket, Infix, Negative, Node, Times

#: What stands between a piece and the one before it; "x" is a product that was broken.
Operator = Literal["", "+", "-", ",", "x"]

#: Functions that are not written with their name before a bracket.
_SPECIAL = {"abs", "not", "probit"}


@dataclass(frozen=True, slots=True)
class Piece:
    """What is never broken: a summand, or part of one, with the brackets that begin and end at it.

    operator  what joins it to the piece before; nothing in a product
    opens     functions whose bracket opens before it, "" for a bracket alone
    factors   its nodes, multiplied
    closes    for each bracket that closes after it the nodes that the bracket is multiplied by
    summand   the summand it is or belongs to, the innermost; None in a law
    """

    operator: Operator
    factors: tuple[Node, ...]
    opens: tuple[str, ...] = ()
    closes: tuple[tuple[Node, ...], ...] = ()
    summand: Summand | None = None

    @property
    def part(self) -> str:
        """``random`` for random effects and residual, ``fixed`` for all else."""
        return part(self.summand)


def part(summand: Summand | None) -> str:
    """Whether a summand belongs to the random or to the fixed part."""
    return "random" if summand and summand.part in ("random", "residual") else "fixed"


def of_summand(summand: Summand, operator: Operator = "+") -> list[Piece]:
    """A summand's pieces: one, or those inside its bracket."""
    if not summand.bracket:
        own: tuple[Node, ...] = () if summand.parameter is None else (summand.parameter,)
        if summand.negative and operator == "+":
            operator = "-"
        elif summand.negative:
            own = tuple(Negative(node) for node in own)
        return [Piece(operator, (*own, *summand.variables), summand=summand)]
    inner = [
        piece
        for position, item in enumerate(summand.bracket)
        for piece in of_summand(item, "+" if position else operator)
    ]
    return _enclosed(inner, "", summand.variables)


def of_node(node: Node, operator: Operator = "") -> list[Piece]:
    """A node's pieces: operands of a sum, arguments of a law, or the node itself."""
    match node:
        case Infix("+" | "-" as sign, left, right):
            return [*of_node(left, operator), *of_node(right, sign)]
        case Apply(function, arguments, ()) if arguments and function not in _SPECIAL:
            inner = [
                piece
                for position, argument in enumerate(arguments)
                for piece in of_node(argument, "," if position else operator)
            ]
            return _enclosed(inner, function, ())
        case Bracket(inside, False):
            return _enclosed(of_node(inside, operator), "", ())
        case Times(factors) if any(isinstance(factor, Apply) for factor in factors):
            first, *others = factors
            following = [piece for factor in others for piece in of_node(factor)]
            return [*of_node(first, operator), *following]
        case Times(factors):
            return [Piece(operator, factors)]
        case _:
            return [Piece(operator, (node,))]


def _enclosed(pieces: list[Piece], function: str, after: tuple[Node, ...]) -> list[Piece]:
    first = replace(pieces[0], opens=(function, *pieces[0].opens))
    pieces = [first, *pieces[1:]]
    pieces[-1] = replace(pieces[-1], closes=(*pieces[-1].closes, after))
    return pieces


def divided(piece: Piece, fits: Callable[[Sequence[Node]], bool]) -> list[Piece]:
    """A piece too wide for a line: its factors in as few pieces as fit."""
    groups: list[list[Node]] = []
    for factor in piece.factors:
        if groups and fits([*groups[-1], factor]):
            groups[-1].append(factor)
        else:
            groups.append([factor])
    if len(groups) < 2:
        return [piece]
    parts = [Piece("x", tuple(group), summand=piece.summand) for group in groups]
    parts[0] = replace(parts[0], operator=piece.operator, opens=piece.opens)
    parts[-1] = replace(parts[-1], closes=piece.closes)
    return parts
