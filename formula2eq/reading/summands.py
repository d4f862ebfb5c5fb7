"""Products of quantities and computed variables: the summands of a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from formula2eq.reading.nodes import (
    Node,
)
from formula2eq.reading.quantities import Quantity
from formula2eq.source import Span


@dataclass(frozen=True, slots=True)
class Computed:
    """A variable that is computed: ``log(x)``, ``x^2``, ``(x - 4.5)``."""

    node: Node
    span: Span


Factor: TypeAlias = "Quantity | Computed"


@dataclass(frozen=True, slots=True)
class Summand:
    """A product of quantities and computed variables.

    factors   in reading order
    numbers   plain numbers it is multiplied by
    span      its place: of its part in the last equation that was put in
    depth     how many equations were put in to get here
    within    the coefficients in whose equations it stands, outermost first
    negative  whether it is subtracted: of an offset that matters
    """

    factors: tuple[Factor, ...]
    numbers: tuple[str, ...]
    span: Span
    depth: int = 0
    within: tuple[Quantity, ...] = ()
    negative: bool = False
