"""What a fit made elsewhere reports, in one shape, before it is matched to a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Found:
    """Estimates as another tool names them.

    fixed         estimate by name; errors: standard error by name
    deviations    standard deviation of a random effect by (group, effect); the group is None where
                  the tool does not name it
    covariances   covariance or correlation by (group, effect, effect)
    correlated    whether those are correlations
    residual      residual standard deviation, None where there is none
    parts         what belongs to ``zero-inflation`` and ``dispersion``
    thresholds    of an ordinal outcome by their names, ``low|high``, from the lowest
    """

    fixed: Mapping[str, float]
    errors: Mapping[str, float] = field(default_factory=dict)
    deviations: Mapping[tuple[str | None, str], float] = field(default_factory=dict)
    covariances: Mapping[tuple[str | None, str, str], float] = field(default_factory=dict)
    correlated: bool = True
    residual: float | None = None
    parts: Mapping[str, Found] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
