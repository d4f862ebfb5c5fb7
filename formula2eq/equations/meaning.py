"""What one printed symbol means."""

from __future__ import annotations

from dataclasses import dataclass

from formula2eq.notation.math import Node

#: The unit of an index, which has no value of its own, and of what each observation has.
INDEX = "index"
OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One symbol explained.

    symbol    as it is printed
    meaning   in words
    level     of the hierarchy where it lives; None for constants of the model
    unit      what it has one value for: the observations or a grouping factor; None for one value
    variable  the column of the data it belongs to
    lme4      its name in lme4's output: of a fixed effect, or ``group: effect`` of the random part
    by        the unit in an author's words, where those are others
    estimated whether a fit estimates it, rather than predicting it or being given it
    """

    symbol: Node
    meaning: str
    level: int | None = None
    unit: str | None = None
    variable: str | None = None
    lme4: str | None = None
    by: str | None = None
    estimated: bool = False
