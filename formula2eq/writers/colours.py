"""Which colour a factor of a summand has: by part, by variable or by level; off unless asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from formula2eq.equations.equation import Equation, Summand
from formula2eq.levels.level_model import Coefficient, FixedEffect, RandomEffect
from formula2eq.notation.math import Node, Symbol, Text
from formula2eq.writers.pieces import Piece, part
from formula2eq.writers.style import Style

_PARTS = ("fixed", "random")


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of one system of equations.

    style  by what, and the palette
    names  the variables in order of appearance, without indices
    """

    style: Style
    names: tuple[Node, ...] = ()

    def piece(self, piece: Piece, kind: str) -> tuple[str | None, ...]:
        """A colour for each factor of a piece, None for black; kind is its equation's."""
        summand = piece.summand
        if summand is None or self.style.colour is None:
            return (None,) * len(piece.factors)
        return tuple(self.factor(summand, factor, kind) for factor in piece.factors)

    def factor(self, summand: Summand, factor: Node, kind: str = "") -> str | None:
        """The colour of one factor of a summand."""
        match self.style.colour:
            case "part":
                if summand.part in ("coefficient", "mean"):
                    return None
                return self._colour(_PARTS.index(part(summand)))
            case "variable":
                bare = _bare(factor)
                return self._colour(self.names.index(bare)) if bare in self.names else None
            case "level":
                rank = _rank(summand, factor, kind)
                return None if rank is None else self._colour(rank - 1)
            case _:
                return None

    def _colour(self, position: int) -> str:
        return self.style.palette[position % len(self.style.palette)]


def paint(equations: Sequence[Equation], style: Style) -> Paint:
    """The colours for these equations."""
    if style.colour != "variable":
        return Paint(style)
    found: dict[Node, None] = {}
    for equation in equations:
        for summand in _innermost(equation.summands):
            found.update(dict.fromkeys(map(_bare, summand.variables)))
    return Paint(style, tuple(found))


def _innermost(summands: Sequence[Summand]) -> list[Summand]:
    found = []
    for summand in summands:
        found.append(summand)
        found += _innermost(summand.bracket)
    return found


def _bare(node: Node) -> Node:
    """A variable without its indices: one colour in every equation."""
    match node:
        case Symbol():
            return replace(node, below=tuple(m for m in node.below if m.kind != "index"))
        case Text():
            return replace(node, below=tuple(m for m in node.below if m.kind != "index"))
        case _:
            return node


def _rank(summand: Summand, factor: Node, kind: str) -> int | None:
    """The level of a parameter, where it stands, or of a variable, where it is constant."""
    effect = summand.effect
    if factor == summand.parameter:
        if kind.startswith("level-"):
            return int(kind.removeprefix("level-"))
        match effect:
            case RandomEffect() | Coefficient():
                return effect.rank
            case FixedEffect():
                # gamma_00 stands at level 2, beta_1 at level 1: one number for each level.
                below = factor.below if isinstance(factor, Symbol) else ()
                numbered = sum(mark.kind == "number" for mark in below)
                return max(1, min(numbered, len(effect.path)))
            case None:
                return 1
    if effect is None:
        return None
    ranks = [rank for rank in range(len(effect.path), 0, -1) for _ in effect.path[rank - 1]]
    position = summand.variables.index(factor) if factor in summand.variables else len(ranks)
    return ranks[position] if position < len(ranks) else None
