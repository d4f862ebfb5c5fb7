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
    variables  predictors by their ``name`` or by a ``letter`` with a number, x for level 1
    covariances off the diagonal a ``covariance`` of its own, or a ``correlation`` times deviations
    priors     the notation distributional: a prior for every parameter; True for its habits, or laws by
               ``constant``, ``slope``, ``deviation`` and ``correlation``
    """

    names: Mapping[str, str] = field(default_factory=dict)
    indices: Mapping[str, str] = field(default_factory=dict)
    scale: Literal["sd", "variance"] | None = None
    slopes: Literal["plain", "levels"] | None = None
    predictors: Literal["own", "all"] | None = None
    outcome: Literal["name", "letter"] | None = None
    variables: Literal["name", "letter"] | None = None
    covariances: Literal["covariance", "correlation"] | None = None
    priors: bool | Mapping[str, str] | None = None
