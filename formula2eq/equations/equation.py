"""Equations as ordered summands: what is printed, still without markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from formula2eq.levels.level_model import Coefficient, FixedEffect, RandomEffect
from formula2eq.notation.math import Node, Note
from formula2eq.source import Span

#: What a summand is to the model.
Part = Literal["fixed", "random", "residual", "offset", "coefficient", "mean"]

#: What a summand's parameter is, without its spelling; None for offsets and residuals.
Effect: TypeAlias = FixedEffect | RandomEffect | Coefficient | None


@dataclass(frozen=True, slots=True)
class Summand:
    """One summand: a parameter, or a bracket of summands, times variables.

    parameter  the symbol; None for an offset, whose variables stand alone, and for a bracket
    variables  what it multiplies, in printed order
    part       fixed, random, residual, offset; a coefficient that has an equation of its own; a mean
    effect     the parameter's identity
    bracket    the summands in the bracket, when it is one
    origins    spans of the formula that made it
    negative   whether it is subtracted: an estimate below zero
    """

    parameter: Node | None
    variables: tuple[Node, ...]
    part: Part
    effect: Effect = None
    bracket: tuple[Summand, ...] = ()
    origins: tuple[Span, ...] = field(default=(), compare=False)
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """One equation or law.

    kind       distribution, level-1, level-2, ..., substituted, combined, residual, random-effects
    relation   ``=``, or ``~`` for a law
    summands   the right side as a sum; empty when ``right`` holds it
    right      the right side of a law
    note       what belongs beside it, such as "mean and shape"
    """

    kind: str
    left: Node
    relation: Literal["=", "~"]
    summands: tuple[Summand, ...] = ()
    right: Node | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class System:
    """All equations of one form of a model in one notation.

    form       levels, substituted or combined
    notation   the notation's name
    equations  in printed order, the laws last
    """

    form: str
    notation: str
    equations: tuple[Equation, ...]
    formula: str | None = None
