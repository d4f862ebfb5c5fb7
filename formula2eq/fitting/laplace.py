"""The Laplace approximation of a generalized mixed model's deviance, over (theta, beta).

f = -2 log p(y | eta) + u'u + log|M| at the conditional modes u, M = Lambda'Z'WZ Lambda + I with Fisher
weights, as lme4 has it. The gradient carries the modes along by one adjoint solve (the idea of TMB:
Kristensen, Nielsen, Berg, Skaug & Bell 2016), written out here for this family of models.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formula2eq.design.design import Design, Matrix, Vector
from formula2eq.fitting.basis import orthonormal
from formula2eq.fitting.checks import check_memory
from formula2eq.fitting.covariance import merge, template
from formula2eq.fitting.crossproducts import CrossProducts
from formula2eq.fitting.factorization import Factorization
from formula2eq.fitting.irls import irls
from formula2eq.fitting.pirls import STRICT, TOLERANCE, Modes, Penalized
from formula2eq.fitting.working import Response


@dataclass(frozen=True, slots=True, eq=False)
class LaplaceState:
    """The objective at one (theta, beta), with what its gradient needs; kappa = df / d deviance."""

    inner: Vector
    value: float
    kappa: float
    modes: Modes
    T: list[Matrix]


class LaplaceObjective:
    """The Laplace deviance as a function of parameters (theta, beta), (k + p,).

    ``value`` and ``gradient`` take them in lme4's order and units; ``evaluate`` and ``derivatives``
    take theta for columns of unit size and beta for an orthonormal basis, as the optimiser does.
    """

    def __init__(self, design: Design, response: Response) -> None:
        self.response = response
        self.basis = orthonormal(design.X)
        self.Q = self.basis.Q
        self.offset = np.zeros_like(design.y) if design.offset is None else design.offset
        factors = merge(design.random)
        self.template = template(factors)
        self.cross = CrossProducts(factors)
        check_memory(self.cross, self.Q.shape[1])
        self.penalized = Penalized(self.cross, response)
        self.names = (*self.template.names, *design.names)
        self.k, self.p = len(self.template.names), self.Q.shape[1]
        self._u = np.zeros(self.cross.q)

    def inside(self, parameters: Vector) -> Vector:
        """From lme4's units to those of the optimiser."""
        theta, beta = parameters[: self.k], parameters[self.k :]
        return np.concatenate(
            (theta * self.template.scale, np.linalg.solve(self.basis.inverse, beta))
        )

    def start(self) -> Vector:
        """The identity for columns of unit size, and the fixed part's estimates alone, (k + p,)."""
        found = irls(self.response, self.Q, self.offset)
        beta = np.zeros(self.p) if found is None else self.basis.inverse @ found.beta
        return np.concatenate((self.template.start() / self.template.scale, beta))

    def value(self, parameters: Vector) -> float:
        """The objective, inner iterations run to rounding; infinite where no mode exists."""
        state = self.evaluate(self.inside(parameters), self._u, STRICT)
        return np.inf if state is None else state.value

    def gradient(self, parameters: Vector) -> Vector:
        """Its derivatives, (k + p,)."""
        state = self.evaluate(self.inside(parameters), self._u, STRICT)
        if state is None:
            return np.full(parameters.size, np.nan)
        return self.outside(self.derivatives(state))

    def outside(self, inner: Vector) -> Vector:
        """Derivatives by parameters in lme4's units from those in the optimiser's."""
        theta = inner[: self.k] * self.template.scale
        beta = np.linalg.solve(self.basis.inverse.T, inner[self.k :])
        return np.concatenate((theta, beta))

    def evaluate(
        self, inner: Vector, u: Vector, tolerance: float = TOLERANCE
    ) -> LaplaceState | None:
        """The objective from modes sought from u (q,) on; None where no mode exists."""
        T = self.template.unpack(inner[: self.k])
        base = self.offset + self.Q @ inner[self.k :]
        try:
            modes = self.penalized.modes(T, base, u, tolerance)
        except np.linalg.LinAlgError:
            return None
        if modes is None:
            return None
        fit, kappa = self.response.criterion(modes.work.deviance)
        value = fit + float(modes.u @ modes.u) + modes.fisher.log_determinant()
        return LaplaceState(inner, value, kappa, modes, T) if np.isfinite(value) else None

    def derivatives(self, state: LaplaceState) -> Vector:
        """The gradient, (k + p,), in the optimiser's units."""
        unit = 1 / math.sqrt(float(state.modes.work.W.mean()))
        lifted = self.template.lifted(state.inner[: self.k], unit)
        if lifted is not None:
            inner = np.concatenate((lifted[0], state.inner[self.k :]))
            moved = self.evaluate(inner, state.modes.u, STRICT)
            if moved is None:
                return np.full(inner.size, np.nan)
            gradient = self._derivatives(moved)
            gradient[: self.k] *= lifted[1]
            return gradient
        return self._derivatives(state)

    def _derivatives(self, state: LaplaceState) -> Vector:
        cross, T, kappa = self.cross, state.T, state.kappa
        u, work = state.modes.u, state.modes.work
        sums, leverage = leverages(cross, state.modes.fisher)
        g = work.W_slope * leverage
        right = cross.lam_transposed(T, cross.transposed(g))
        if kappa != 1:
            right += 2 * (1 - kappa) * u
        a = state.modes.observed.solve(right)
        v = g - 2 * kappa * work.s - work.Wo * cross.times(cross.lam(T, a))
        Zv, Zs = cross.transposed(v), cross.transposed(work.s)
        gradients: list[Matrix] = []
        for t, factor in enumerate(cross.factors):
            place = slice(cross.offsets[t], cross.offsets[t + 1])
            shape = (factor.levels, factor.width)
            rest = factor.levels * np.eye(factor.width) - sums[t]
            gradient = 2 * solve_transposed(T[t], rest)
            gradient += Zv[place].reshape(shape).T @ u[place].reshape(shape)
            gradient += Zs[place].reshape(shape).T @ a[place].reshape(shape)
            gradients.append(gradient)
        return np.concatenate((self.template.pack(gradients), self.Q.T @ v))


def solve_transposed(T: Matrix, A: Matrix) -> Matrix:
    """T^-T A, quick where T is a number."""
    solution = A / T if T.size == 1 else np.linalg.solve(T.T, A)
    return np.asarray(solution, dtype=np.float64)


def leverages(cross: CrossProducts, factor: Factorization) -> tuple[list[Matrix], Vector]:
    """Sums of M^-1's diagonal blocks, (p_t, p_t) per factor, and z_i' Lambda M^-1 Lambda' z_i, (n,).

    Only M^-1 at pairs of categories that occur together is needed.
    """
    sums, K = factor.inverse_blocks(factor.inverse(cross.r))
    first = cross.factors[0]
    T1 = factor.T[0]
    K_11 = factor.first * T1[0, 0] ** 2 if first.width == 1 else T1 @ factor.first @ T1.T
    leverage = np.zeros(first.codes.size)

    def add(s: int, a: int, t: int, b: int, values: Vector) -> None:
        product = cross.product(s, a, t, b, True)
        nonlocal leverage
        leverage += values if product is None else values * product

    for a in range(first.width):
        for b in range(a + 1):
            add(0, a, 0, b, (K_11[:, a, b] * (1 if a == b else 2))[first.codes])
    if not cross.r:
        return sums, leverage
    E = factor.E
    G = E * E if first.width == 1 else E.transpose(0, 2, 1) @ E
    across = cross.at_pairs(factor.A_1S, K)
    for t, pair in enumerate(cross.pairs, start=1):
        G_pair = G[pair.first]
        for a in range(first.width):
            for b in range(cross.factors[t].width):
                values = np.zeros(pair.count)
                for c in range(first.width):
                    values += G_pair[:, a, c] * across[t - 1][c][b]
                add(0, a, t, b, (-2 * values)[pair.codes])
    for s in range(1, len(cross.factors)):
        fs = cross.factors[s]
        rows = cross.offsets[s] - cross.q1 + fs.codes * fs.width
        for a in range(fs.width):
            for b in range(a + 1):
                places = np.arange(fs.levels) * fs.width + cross.offsets[s] - cross.q1
                values = K[places + a, places + b] * (1 if a == b else 2)
                add(s, a, s, b, values[fs.codes])
        for t in range(s + 1, len(cross.factors)):
            ft = cross.factors[t]
            columns = cross.offsets[t] - cross.q1 + ft.codes * ft.width
            for a in range(fs.width):
                for b in range(ft.width):
                    add(s, a, t, b, 2 * K[rows + a, columns + b])
    return sums, leverage
