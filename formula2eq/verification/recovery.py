"""V5: parameters come back from data that were simulated from the equations."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from formula2eq.design.design import Vector
from formula2eq.fitting.result import Fit

#: Data sets simulated for a verdict.
REPLICATES = 50


@dataclass(frozen=True, slots=True)
class Recovery:
    """How well the truth came back from R simulated data sets.

    replicates   R, those that could be fitted
    z            (p,) mean over data sets of (estimate - truth) / standard error
    coverage     (p,) share of 95 % Wald intervals that hold the truth
    deviations   median relative error of the standard deviations, None without random effects
    """

    replicates: int
    names: tuple[str, ...]
    z: Vector
    coverage: Vector
    deviations: float | None

    @property
    def bound(self) -> float:
        """Mean z lies within this: 4 standard errors of a mean of R; 4 for a single data set."""
        return 4.0 if self.replicates == 1 else 4.0 / math.sqrt(self.replicates)

    @property
    def passed(self) -> bool:
        """Whether means are near 0 and, over several data sets, intervals cover 85 to 100 %."""
        near = bool(np.all(np.abs(self.z) < self.bound))
        return near and (self.replicates == 1 or bool(np.all(self.coverage >= 0.85)))


def recover(
    truth: dict[str, float],
    deviations: dict[tuple[str, str], float],
    draw: Callable[[int], pd.DataFrame],
    refit: Callable[[pd.DataFrame], Fit],
    replicates: int = REPLICATES,
) -> Recovery:
    """Fit ``replicates`` simulated data sets.

    truth       fixed effects by name; deviations: standard deviations by (factor, effect)
    draw        a data set for a seed; refit: the fit of a data set
    """
    names = tuple(truth)
    true = np.array([truth[name] for name in names])
    scores, errors = [], []
    for seed in range(replicates):
        found = refit(draw(seed))
        place = [found.names.index(name) for name in names]
        scores.append((found.beta[place] - true) / found.standard_errors[place])
        for law in found.covariances:
            for name, value in zip(law.names, law.sd, strict=True):
                known = deviations.get((law.group, name))
                if known:
                    errors.append(abs(value / known - 1))
    z = np.array(scores)
    return Recovery(
        replicates,
        names,
        z.mean(axis=0),
        (np.abs(z) < 1.959964).mean(axis=0),
        float(np.median(errors)) if errors else None,
    )
