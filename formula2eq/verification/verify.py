"""All five verifications of one model with data, each with its figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
import pandas as pd

from formula2eq.errors import DataError, Formula2eqError, UsageError
from formula2eq.fitting.fit import objective
from formula2eq.fitting.result import Fit
from formula2eq.levels.level_model import LevelModel
from formula2eq.verification.agreement import agreement
from formula2eq.verification.drawing import Simulated
from formula2eq.verification.recovery import recover
from formula2eq.verification.report import Check, Report
from formula2eq.verification.simulate import Parameters


class Verified(Simulated, Protocol):
    """What verification needs of a model."""

    def equations(self, form: Any, notation: str | None = None) -> Any:
        """The equations in one form, proven."""

    def fit(self, data: Any = None) -> Any:
        """The fitted model."""

    def simulate(self, parameters: Any, data: Any = None, *, seed: int = 0) -> Any:
        """Data with a simulated outcome."""

    def read_back(self) -> str:
        """The formula that the printed LaTeX gives when it is read; raises when it differs."""


def verify(model: Verified, replicates: int) -> Report:
    """V1 closure, V2 design, V3 fixed point, V4 optimum, V5 recovery."""
    checks = [_closure(model), _design(model), _fixed_point(model)]
    try:
        fitted = model.fit()
    except Formula2eqError as error:
        said = error.diagnostics[0].message
        checks.append(Check("V4 optimum", None, f"not fitted: {said}"))
        checks.append(Check("V5 recovery", None, "nothing to recover without a fit"))
    else:
        checks.append(_optimum(model, fitted.fit))
        checks.append(_recovery(model, fitted.fit, replicates))
    return Report(tuple(checks))


def _closure(model: Verified) -> Check:
    """Composing any form proves it: an equation that does not close is never made."""
    shown = model.equations("combined")
    model.equations("levels")
    summands = sum(
        len(e.summands) for e in shown.system.equations if e.kind in ("combined", "additive")
    )
    return Check("V1 closure", True, f"{summands} summands, difference 0 by algebra", 0.0)


def _design(model: Verified) -> Check:
    found = agreement(model.level_model, model.design())
    scale = float(np.abs(model.design().design.X).max(initial=1.0))
    figure = (
        f"largest difference {found.fixed:.1e} to {found.n_fixed} columns of X, "
        f"{found.random:.1e} to {found.n_random} coefficients of Z"
    )
    return Check("V2 design", found.largest <= 1e-9 * scale, figure, found.largest)


def _fixed_point(model: Verified) -> Check:
    try:
        formula = model.read_back()
    except Formula2eqError as error:
        return Check("V3 fixed point", False, error.diagnostics[0].message)
    return Check("V3 fixed point", True, f"the printed LaTeX reads as {formula}")


def _optimum(model: Verified, fit: Fit) -> Check:
    """The gradient at the optimum, and against central differences there."""
    largest = float(np.abs(fit.gradient).max(initial=0.0))
    figure = f"objective {fit.objective:.4f}, largest gradient {largest:.1e}"
    if fit.theta:
        figure += f", {_against_differences(model, fit):.1e} from central differences"
    if fit.singular:
        figure += ", singular"
    return Check("V4 optimum", fit.converged, figure, largest)


def _against_differences(model: Verified, fit: Fit) -> float:
    """Relative error of the analytic gradient at a point inside the parameter space."""
    made = objective(model.design().design, fit.family, fit.link, bool(fit.reml))
    point = np.asarray(made.start(), dtype=float)
    analytic = np.asarray(made.gradient(point), dtype=float)
    steps = 1e-5 * np.maximum(1.0, np.abs(point))
    central = np.array(
        [
            (made.value(point + step * unit) - made.value(point - step * unit)) / (2 * step)
            for step, unit in zip(steps, np.eye(len(point)), strict=True)
        ]
    )
    return float(np.abs(analytic - central).max() / max(np.abs(central).max(), 1e-12))


def _recovery(model: Verified, fit: Fit, replicates: int) -> Check:
    truth = dict(zip(fit.names, map(float, fit.beta), strict=True))
    deviations = {
        (law.group, name): float(sd)
        for law in fit.covariances
        for name, sd in zip(law.names, law.sd, strict=True)
    }
    parameters = Parameters(truth, _random(model.level_model, fit, model), fit.sigma, _shape(fit))
    try:
        found = recover(truth, deviations, _drawer(model, parameters), _refitter(model), replicates)
    except (UsageError, DataError) as error:
        return Check("V5 recovery", None, error.diagnostics[0].message)
    far = int(np.argmax(np.abs(found.z)))
    figure = (
        f"{found.replicates} data sets: largest mean z {found.z[far]:+.2f} ({found.names[far]}), bound "
        f"{found.bound:.2f}; coverage {found.coverage.min():.0%} to {found.coverage.max():.0%}"
    )
    if found.deviations is not None:
        figure += f"; standard deviations within {found.deviations:.0%} in the median"
    return Check("V5 recovery", found.passed, figure, float(np.abs(found.z).max()))


def _drawer(model: Verified, parameters: Parameters) -> Callable[[int], pd.DataFrame]:
    return lambda seed: model.simulate(parameters, seed=seed)


def _refitter(model: Verified) -> Callable[[pd.DataFrame], Fit]:
    return lambda data: model.fit(data).fit


def _shape(fit: Fit) -> float:
    """The shape of Gamma and inverse Gaussian: 1 over the dispersion."""
    return 1.0 / fit.sigma**2 if fit.family in ("Gamma", "inverse.gaussian") else 1.0


def _random(model: LevelModel, fit: Fit, described: Verified) -> dict[str, Any]:
    """The covariance matrix of each grouping factor, its bars in the level model's order."""
    laws = {
        id(made.term): law
        for made, law in zip(described.design().blocks, fit.covariances, strict=True)
    }
    found = {}
    for vector in model.random:
        size = len(vector.effects)
        matrix = np.zeros((size, size))
        for start, stop, _ in vector.blocks:
            term = model.columns.random[vector.effects[start].bar][0]
            matrix[start:stop, start:stop] = laws[id(term)].cov
        found[vector.grouping] = matrix
    return found
