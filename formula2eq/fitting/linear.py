"""The deviance of a linear mixed model: residual variance and fixed effects profiled out.

Bates, Maechler, Bolker & Walker 2015, section 3.4 (ML) and 3.5 (REML); the Newton matrix is the
average information of Gilmour, Thompson & Cullis 1995.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import dtrtrs

from formula2eq.design.design import Design, Matrix, Vector
from formula2eq.fitting.basis import Basis, orthonormal
from formula2eq.fitting.checks import check_memory
from formula2eq.fitting.covariance import Factor, Template, merge, template
from formula2eq.fitting.crossproducts import CrossProducts
from formula2eq.fitting.factorization import Factorization
from formula2eq.fitting.sparse import Sparse


@dataclass(frozen=True, slots=True, eq=False)
class LinearState:
    """Everything about one theta.

    theta     (k,) for columns of unit size
    value     the criterion; r2 = |y - X beta - Z Lambda u|^2 + |u|^2
    u, g      (q,) spherical random effects and Z'e
    beta      (p,) for the orthonormal columns
    factor    the factorization behind it
    """

    theta: Vector
    value: float
    r2: float
    u: Vector
    g: Vector
    beta: Vector
    factor: Factorization


class LinearObjective:
    """The profiled ML or REML criterion as a function of theta.

    ``value`` and ``gradient`` take theta in lme4's order and units, (k,); ``evaluate`` and
    ``newton`` take it for columns of unit size, as the optimiser does.
    """

    def __init__(self, design: Design, reml: bool) -> None:
        y = design.y if design.offset is None else design.y - design.offset
        X, factors = design.X, merge(design.random)
        w = design.weights
        if w is not None:
            root = np.sqrt(w)
            y, X = y * root, X * root[:, None]
            factors = tuple(_weighted(factor, root) for factor in factors)
        self.reml = reml
        self.total = float(y @ y)
        self.n, self.p = X.shape
        self.template: Template = template(factors)
        self.names = self.template.names
        self.basis: Basis = orthonormal(X)
        Q = self.basis.Q
        self.shift = Q.T @ y
        y = y - Q @ self.shift
        again = Q.T @ y
        self.shift, y = self.shift + again, y - Q @ again
        self.residual_sum = float(y @ y)
        cross = CrossProducts(factors)
        check_memory(cross, self.p)
        self.cross = cross
        self.A_11 = cross.diagonal(0, None, keep=False)
        Zy = np.column_stack((cross.with_matrix(Q, None), cross.transposed(y)))
        q1, r, p = cross.q1, cross.r, self.p
        self.A_1S = cross.first_with_others(None, Zy[:q1], keep=False)
        if isinstance(self.A_1S, Sparse):
            self.A_1S.prepare()
        self.A_SS = np.zeros((r + p + 1, r + p + 1))
        self.A_SS[:r, :r] = cross.others(None, keep=False)
        self.A_SS[:r, r:] = Zy[q1:]
        self.A_SS[r:, :r] = Zy[q1:].T
        self.A_SS[range(r, r + p), range(r, r + p)] = 1
        self.A_SS[-1, -1] = self.residual_sum
        self.constant = 0.0 if w is None else -float(np.log(w).sum())
        if reml:
            self.constant += 2 * self.basis.log_determinant
        self.degrees = self.n - self.p if reml else self.n

    def start(self) -> Vector:
        """Theta to start from, lme4's units: the identity for columns of unit size."""
        return self.template.start() / self.template.scale

    def value(self, theta: Vector) -> float:
        """The criterion at theta."""
        return self.evaluate(theta * self.template.scale).value

    def gradient(self, theta: Vector) -> Vector:
        """Its derivatives by theta, (k,)."""
        state = self.evaluate(theta * self.template.scale)
        return self.newton(state, curvature=False)[0] * self.template.scale

    def evaluate(self, theta: Vector) -> LinearState:
        """The criterion and what is needed for its derivatives."""
        cross, q1, r, p = self.cross, self.cross.q1, self.cross.r, self.p
        factor = Factorization(cross, self.template.unpack(theta), self.A_11, self.A_1S, self.A_SS)
        L = factor.L
        r2 = float(L[-1, -1] ** 2)
        value = factor.log_determinant() + self.constant
        value += self.degrees * (1 + math.log(2 * math.pi * r2 / self.degrees))
        if self.reml:
            value += 2 * float(np.log(L.diagonal()[r : r + p]).sum())
        x = np.zeros(0)
        if r + p:
            x, _ = dtrtrs(L[:-1, :-1], L[-1, :-1], lower=1, trans=1)
            x = x.ravel()
        bS = factor.unscale(np.append(-x, 1.0)[:, None])
        rho = self.A_1S.times(bS)
        n1, p1, _ = factor.K.shape
        blocks = rho.reshape(n1, p1, 1)
        if p1 == 1:
            u1 = factor.K * factor.E * blocks
            A_b = self.A_11 * (u1 * factor.T[0])
        else:
            u1 = factor.K.transpose(0, 2, 1) @ (factor.E @ blocks)
            A_b = self.A_11 @ (factor.T[0] @ u1)
        b1 = (factor.T[0] @ u1).reshape(q1, 1)
        g = np.empty(cross.q)
        g[:q1] = rho[:, 0] - A_b.ravel()
        if r:
            g[q1:] = (self.A_SS[:r] @ bS)[:, 0] - self.A_1S.transposed(b1)[:r, 0]
        u = np.concatenate((u1.ravel(), x[:r]))
        return LinearState(theta, value, r2, u, g, x[r:], factor)

    def newton(self, state: LinearState, curvature: bool = True) -> tuple[Vector, Matrix]:
        """Gradient (k,) and average information with the determinant's curvature (k, k)."""
        lifted = self.template.lifted(state.theta)
        if lifted is not None:
            gradient, H = self._newton(self.evaluate(lifted[0]), curvature)
            return gradient * lifted[1], H
        return self._newton(state, curvature)

    def _newton(self, state: LinearState, curvature: bool) -> tuple[Vector, Matrix]:
        factor, template = state.factor, self.template
        s2 = state.r2 / self.degrees
        size = self.cross.r + (self.p if self.reml else 0)
        sums, _ = factor.inverse_blocks(factor.inverse(size))
        gradients, curvatures = [], []
        for t, part in enumerate(self.cross.factors):
            place = slice(self.cross.offsets[t], self.cross.offsets[t + 1])
            u = state.u[place].reshape(part.levels, part.width)
            g = state.g[place].reshape(part.levels, part.width)
            T = factor.T[t]
            rest = part.levels * np.eye(part.width) - sums[t]
            gradients.append(2 * np.linalg.solve(T.T, rest) - 2 / s2 * (g.T @ u))
            if curvature:
                inverse = np.linalg.inv(T)
                curvatures.append(2 * inverse.T @ (rest - u.T @ u / s2) @ inverse)
        gradient = template.pack(gradients)
        if not curvature:
            return gradient, np.zeros((0, 0))
        H = self._information(state) / s2
        for k in range(H.shape[0]):
            for m in range(H.shape[0]):
                f, c = template.factor[k], template.column[k]
                if template.factor[m] == f and template.column[m] == c:
                    H[k, m] += curvatures[f][template.row[k], template.row[m]]
        return gradient, H

    def _information(self, state: LinearState) -> Matrix:
        """f_k'P f_l - (f_k'e)(f_l'e) / r^2, with f_k = Z h_k the derivative of V times P y, (k, k)."""
        cross, factor, template = self.cross, state.factor, self.template
        q1, r, s = cross.q1, cross.r, cross.r + self.p
        k = template.factor.size
        h = np.zeros((cross.q, k))
        for e in range(k):
            f, a, c = template.factor[e], template.row[e], template.column[e]
            place = slice(cross.offsets[f], cross.offsets[f + 1])
            width = template.widths[f]
            view = h[place, e].reshape(-1, width)
            g = state.g[place].reshape(-1, width)
            view += g[:, a, None] * factor.T[f][:, c]
            view[:, a] += state.u[place].reshape(-1, width)[:, c]
        n1, p1, _ = factor.K.shape
        h1, hR = h[:q1], h[q1:]
        z1 = self.A_11 * h1[:, None] if p1 == 1 else self.A_11 @ h1.reshape(n1, p1, k)
        z1 = z1.reshape(q1, k)
        zS = self.A_1S.transposed(h1)
        if r:
            padded = np.zeros((s + 1, k))
            padded[:r] = hR
            z1 = z1 + self.A_1S.times(padded)
            zS = zS + self.A_SS[:, :r] @ hR
        quadratic = h1.T @ z1 + hR.T @ zS[:r]
        rho1 = z1.reshape(n1, p1, k)
        rho1 = rho1 * factor.T[0] if p1 == 1 else factor.T[0].T @ rho1
        y1, yS = factor.forward(rho1.reshape(q1, k), factor.scale(zS.T).T)
        yS = yS[:s]
        P = quadratic - y1.T @ y1 - yS.T @ yS
        along = h.T @ state.g
        information: Matrix = P - np.outer(along, along) / state.r2
        return information


def _weighted(factor: Factor, root: Vector) -> Factor:
    columns = tuple(root if column is None else column * root for column in factor.columns)
    return Factor(
        factor.group,
        factor.levels,
        factor.codes,
        columns,
        factor.scale,
        factor.names,
        factor.blocks,
        factor.free,
    )
