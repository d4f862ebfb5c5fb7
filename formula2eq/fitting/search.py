"""The search over the Laplace deviance: scaled coordinates, where it starts, BFGS and a Newton step."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from formula2eq.design.design import Design, Matrix, Vector
from formula2eq.fitting import remarks
from formula2eq.fitting.columns import Mask
from formula2eq.fitting.fit_fixed import start as fixed_start
from formula2eq.fitting.laplace import LaplaceObjective, LaplaceState
from formula2eq.fitting.optimize import Minimum, bfgs
from formula2eq.fitting.pirls import STRICT, TOLERANCE
from formula2eq.fitting.working import Response

#: Steps of the joint iterations over (u, beta) before the search, and of the central differences.
JOINT = 12
STEP = 1e-3

#: The largest change of a diagonal of T, for columns of unit size, in one step.
LARGEST = 1.0

#: How many sizes of theta, each four times the one before, a family with a dispersion starts from.
POWERS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Scaling:
    """Coordinates z in which the Hessian is near 2 I: theta sqrt(n_t), and R (beta - centre).

    ``inverse`` is that of R.
    """

    size: Vector
    R: Matrix
    inverse: Matrix
    centre: Vector

    def to_z(self, inner: Vector) -> Vector:
        """From theta and beta to z, (k + p,)."""
        k = self.size.size
        return np.concatenate((inner[:k] * self.size, self.R @ (inner[k:] - self.centre)))

    def from_z(self, z: Vector) -> Vector:
        """From z to theta and beta, (k + p,)."""
        k = self.size.size
        beta = self.centre + self.inverse @ z[k:]
        return np.concatenate((z[:k] / self.size, beta))

    def gradient(self, inner: Vector) -> Vector:
        """Derivatives by z from those by theta and beta."""
        k = self.size.size
        return np.concatenate((inner[:k] / self.size, self.inverse.T @ inner[k:]))


class Search:
    """The objective in the coordinates z, with modes sought from those of a neighbour."""

    def __init__(self, design: Design, response: Response) -> None:
        self.objective = LaplaceObjective(design, response)
        begin = fixed_start(design, response, self.objective.basis)
        template = self.objective.template
        self.dispersed = response.family.criterion is not None
        self.unit = 1.0
        start = self._joint(template.start(), begin.beta) if not self.dispersed else None
        if start is None:
            start = self._spread(1 / math.sqrt(float(begin.work.W.mean())), begin.beta)
        beta, self.u, R = start
        size = np.sqrt(template.levels) / self.unit
        self.scaling = Scaling(size, R, np.asarray(np.linalg.inv(R), dtype=np.float64), beta)
        self.start = np.concatenate((self.unit * template.start(), beta))

    def _spread(self, least: float, beta: Vector) -> tuple[Vector, Vector, Matrix]:
        """The best start of a family with a dispersion, and the size of theta that counts as 1.

        Theta is not relative to sigma in that objective, and it has two sizes of its own: ``least``,
        where an effect's variance is one observation's, and that of the effects themselves, which
        keeps u'u small. Which of them counts is found by trying.
        """
        best: tuple[Vector, Vector, Matrix] | None = None
        lowest = math.inf
        for power in range(POWERS):
            unit = least * 4.0**power
            theta = unit * self.objective.template.start()
            trial = self._joint(theta, beta)
            state = self.objective.evaluate(np.concatenate((theta, trial[0])), trial[1])
            if best is None or (state is not None and state.value < lowest):
                kappa = 1.0 if state is None else state.kappa
                best = (trial[0], trial[1], math.sqrt(kappa) * trial[2])
                self.unit = unit
            lowest = min(lowest, math.inf if state is None else state.value)
        assert best is not None
        return best

    def _joint(self, theta: Vector, beta: Vector) -> tuple[Vector, Vector, Matrix]:
        """A few joint steps over (u, beta) at theta; and R with R'R = X'V^-1X."""
        objective = self.objective
        cross, Q, response = objective.cross, objective.Q, objective.response
        T = objective.template.unpack(theta)
        u = np.zeros(cross.q)
        work = response.at(objective.offset + Q @ beta)
        for _ in range(JOINT):
            assert work is not None
            factor = objective.penalized.factor(T, work.W, Q)
            slope_u = cross.lam_transposed(T, cross.transposed(work.s)) - u
            slope = np.concatenate((slope_u, Q.T @ work.s))
            d = factor.solve(slope)
            if float(d @ slope) < 1e-2:
                break
            penalized = work.deviance + float(u @ u)
            change = cross.times(cross.lam(T, d[: cross.q])) + Q @ d[cross.q :]
            scale = 1.0
            while scale > 1e-4:
                trial_u = u + scale * d[: cross.q]
                trial = response.at(work.eta + scale * change)
                if trial and trial.deviance + float(trial_u @ trial_u) <= penalized:
                    break
                scale /= 2
            else:
                break
            u, beta, work = trial_u, beta + scale * d[cross.q :], trial
        r = cross.r
        return beta, u, factor.L[r:, r:].T

    def evaluate(
        self, z: Vector, state: object = None, tolerance: float = TOLERANCE
    ) -> tuple[float, object]:
        """Value and state at z."""
        u = state.modes.u if isinstance(state, LaplaceState) else self.u
        found = self.objective.evaluate(self.scaling.from_z(z), u, tolerance)
        return (math.inf, None) if found is None else (found.value, found)

    def derivatives(self, state: object) -> Vector:
        """The gradient by z."""
        assert isinstance(state, LaplaceState)
        return self.scaling.gradient(self.objective.derivatives(state))

    def minimise(self, inner: Vector) -> Minimum:
        """BFGS from theta and beta; the minimum is again in theta and beta."""
        k = self.scaling.size.size
        largest = np.concatenate(
            (LARGEST * self.unit * self.scaling.size, np.full(inner.size - k, np.inf))
        )
        z = self.scaling.to_z(inner)
        if self.evaluate(z)[1] is None:
            raise remarks.no_modes()
        found = bfgs(self.evaluate, self.derivatives, z, largest)
        return self._inside(found)

    def value_at(self, inner: Vector) -> Minimum:
        """Where a trial point stands."""
        value, state = self.evaluate(self.scaling.to_z(inner))
        gradient = np.full(inner.size, math.nan)
        if state is not None:
            gradient = self.derivatives(state)
        return Minimum(inner, value, gradient, state, False, 0)

    def moved(self, found: Minimum, theta: Vector) -> Minimum:
        """The same minimum with theta spelled differently."""
        k = theta.size
        if (theta == found.x[:k]).all():
            return found
        there = self.value_at(np.concatenate((theta, found.x[k:])))
        return replace(there, converged=found.converged, iterations=found.iterations)

    def _inside(self, found: Minimum) -> Minimum:
        inner = self.scaling.from_z(found.x)
        return Minimum(
            inner, found.value, found.gradient, found.state, found.converged, found.iterations
        )

    def hessian(self, found: Minimum, free: Mask) -> Matrix:
        """Central differences of the gradient by z over the free coordinates."""
        z = self.scaling.to_z(found.x)
        places = np.flatnonzero(free)
        H = np.empty((places.size, places.size))
        for row, place in enumerate(places):
            sides = []
            for sign in (1, -1):
                moved = z.copy()
                moved[place] += sign * STEP
                # One inner step suffices: the error it leaves is even in the step and cancels.
                state = self.evaluate(moved, found.state, 10 * STEP**2)[1]
                if state is None:
                    raise remarks.no_modes()
                sides.append(self.derivatives(state)[places])
            H[row] = (sides[0] - sides[1]) / (2 * STEP)
        symmetric: Matrix = (H + H.T) / 2
        return symmetric

    def polish(self, found: Minimum, H: Matrix, free: Mask) -> Minimum:
        """One Newton step with the differenced Hessian, taken if it does not raise the objective."""
        z = self.scaling.to_z(found.x)
        step = np.zeros_like(z)
        step[free] = -np.linalg.solve(H, found.gradient[free])
        value, state = self.evaluate(z + step, found.state, STRICT)
        if not value <= found.value + 1e-12 * abs(found.value):
            return found
        gradient = self.derivatives(state)
        inner = self.scaling.from_z(z + step)
        inner[: self.objective.k][~free[: self.objective.k]] = 0.0
        rest = gradient[free] @ np.linalg.solve(H, gradient[free])
        converged = found.converged or bool(rest < 1e-8)
        return Minimum(inner, value, gradient, state, converged, found.iterations + 1)
