"""The choices that every notation takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Choices:
    """What an author may set; None leaves it to the notation's habit.

    names      display names by column name or by a call's label
    indices    index letter by grouping factor; the observations' letter by ``1``
    scale      laws by standard deviation (``sd``) or by variance
    slopes     for slopes that nothing explains: ``plain`` beta_1, or ``levels`` with a line of its own
    predictors indices of level-1 predictors: ``own`` (i) or ``all`` (ij)
    outcome    the outcome by its ``name`` or by the notation's ``letter``
    """

    names: Mapping[str, str] = field(default_factory=dict)
    indices: Mapping[str, str] = field(default_factory=dict)
    scale: Literal["sd", "variance"] | None = None
    slopes: Literal["plain", "levels"] | None = None
    predictors: Literal["own", "all"] | None = None
    outcome: Literal["name", "letter"] | None = None
