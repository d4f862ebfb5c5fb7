"""The choices that every notation takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from formula2eq.errors import UsageError
from formula2eq.notation.complaints import unknown_choice

#: The values of the choices that have a list of them.
VALUES: Mapping[str, tuple[str, ...]] = {
    "scale": ("sd", "variance"),
    "slopes": ("plain", "levels"),
    "predictors": ("own", "all"),
    "outcome": ("name", "letter"),
    "variables": ("name", "letter"),
    "covariances": ("covariance", "correlation"),
}


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
    latent     binary and ordinal outcomes by a latent variable that crosses thresholds

    Raises `UsageError` for a value that a choice does not have.
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
    latent: bool = False

    def __post_init__(self) -> None:
        for name, values in VALUES.items():
            given = getattr(self, name)
            if given is not None and given not in values:
                raise UsageError(unknown_choice(name, given, values))


def split(settings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Keywords that are choices of a notation, and the others.

    >>> split({"scale": "sd", "width": 50})
    ({'scale': 'sd'}, {'width': 50})
    """
    known = {item.name for item in fields(Choices)}
    chosen = {name: value for name, value in settings.items() if name in known}
    return chosen, {name: value for name, value in settings.items() if name not in known}
