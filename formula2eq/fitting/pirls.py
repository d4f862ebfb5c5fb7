"""Penalized iteratively reweighted least squares: the conditional modes of a generalized mixed model.

Bates, Maechler, Bolker & Walker 2015 name the linear problem inside it; here steps are Newton's, with
observed weights, wherever they give a positive definite system.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formula2eq.design.design import Matrix, Vector
from formula2eq.fitting.crossproducts import CrossProducts
from formula2eq.fitting.elimination import Dense
from formula2eq.fitting.factorization import Factorization
from formula2eq.fitting.sparse import Sparse
from formula2eq.fitting.working import Response, Working

#: A squared decrement below this, with a full step, is followed by that step and no other.
TOLERANCE = 1e-6
STRICT = 1e-16
ITERATIONS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Modes:
    """The conditional modes at (theta, beta).

    u        (q,) spherical random effects
    work     scores and weights there
    fisher   factor of Lambda'Z'WZ Lambda + I
    observed the same with observed weights; the same object for a canonical link
    """

    u: Vector
    work: Working
    fisher: Factorization
    observed: Factorization


class Penalized:
    """The penalized least squares problem behind each step, for weights W (n,)."""

    def __init__(self, cross: CrossProducts, response: Response) -> None:
        self.cross, self.response = cross, response
        self.dispersed = response.family.criterion is not None
        n, p = cross.factors[0].levels, cross.factors[0].width
        self._none = Dense(np.zeros((n, p, 0)))

    def factor(self, T: list[Matrix], W: Vector, X: Matrix | None = None) -> Factorization:
        """The factor for weights W, with the columns X (n, p) in the remainder if given."""
        cross = self.cross
        r, p = cross.r, 0 if X is None else X.shape[1]
        A_11 = cross.diagonal(0, W)
        A_1S: Dense | Sparse = self._none
        A_SS = np.zeros((0, 0)) if r + p == 0 else np.empty((r + p, r + p))
        if X is not None:
            WX = X * W[:, None]
            ZWX = cross.with_matrix(WX, None)
            A_1S = cross.first_with_others(W, ZWX[: cross.q1])
            A_SS[:r, r:] = ZWX[cross.q1 :]
            A_SS[r:, :r] = ZWX[cross.q1 :].T
            A_SS[r:, r:] = X.T @ WX
        elif r:
            A_1S = cross.first_with_others(W, None)
        if r:
            A_SS[:r, :r] = cross.others(W)
        return Factorization(cross, T, A_11, A_1S, A_SS)

    def modes(self, T: list[Matrix], base: Vector, u: Vector, tolerance: float) -> Modes | None:
        """The u that minimises deviance + u'u at eta = base + Z Lambda u; None when there is none.

        ``u`` is where to start. ``tolerance`` bounds the squared decrement before the last step.
        """
        cross, response = self.cross, self.response
        work = response.at(base + cross.times(cross.lam(T, u)))
        if work is None or not np.isfinite(work.deviance):
            u = np.zeros_like(u)
            work = response.at(base)
            if work is None or not np.isfinite(work.deviance):
                return None
        penalized = work.deviance + float(u @ u)
        previous = np.inf
        for _ in range(ITERATIONS):
            factor, newton = self._step_factor(T, work)
            slope = cross.lam_transposed(T, cross.transposed(work.s)) - u
            d = factor.solve(slope)
            decrement = float(d @ slope)
            # One unit of the objective: with a dispersion the deviance has units of the response.
            size = penalized / work.mu.size if self.dispersed else 1.0
            rounding = 1e-12 * (size + abs(penalized))
            if decrement <= STRICT * size or previous / 4 < decrement < rounding:
                return self._finish(T, u, work, factor if newton else None)
            previous = decrement
            change = cross.times(cross.lam(T, d))
            scale = 1.0
            while True:
                trial_u = u + scale * d
                trial = response.at(work.eta + scale * change)
                if trial is not None:
                    value = trial.deviance + float(trial_u @ trial_u)
                    if value <= penalized + rounding:
                        break
                scale /= 2
                if scale < 1e-10:
                    return None
            u, work, penalized = trial_u, trial, value
            if decrement < tolerance * size and scale == 1.0 and newton:
                return self._finish(T, u, work, None)
        return None

    def _step_factor(self, T: list[Matrix], work: Working) -> tuple[Factorization, bool]:
        """A factor for the next step, and whether its weights are the observed ones."""
        if work.Wo is work.W:
            return self.factor(T, work.W), True
        try:
            return self.factor(T, work.Wo), True
        except np.linalg.LinAlgError:
            return self.factor(T, work.W), False

    def _finish(
        self, T: list[Matrix], u: Vector, work: Working, factor: Factorization | None
    ) -> Modes | None:
        if work.Wo is work.W:
            factor = self.factor(T, work.W) if factor is None else factor
            return Modes(u, work, factor, factor)
        try:
            observed = self.factor(T, work.Wo) if factor is None else factor
        except np.linalg.LinAlgError:
            return None
        return Modes(u, work, self.factor(T, work.W), observed)
