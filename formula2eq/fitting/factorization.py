"""The factor of M = [Lambda'Z'WZ Lambda + I, Lambda'Z'WX; X'WZ Lambda, X'WX], blocks of factor 1 first.

With E_j = L_j^-1 T_1', L_j L_j' = T_1'A_jT_1 + I, the remainder after eliminating the first factor is
S = Lambda_S'(A_SS - A_S1 E'E A_1S) Lambda_S + I_u = LL', where Lambda_S is the identity on X's
columns and I_u is zero there.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg.lapack import dpotrf, dpotri, dtrtrs

from formula2eq.design.design import Matrix, Vector
from formula2eq.fitting.crossproducts import CrossProducts
from formula2eq.fitting.elimination import Dense, blockwise
from formula2eq.fitting.sparse import Sparse


def inverse_cholesky(D: Matrix) -> Matrix:
    """The inverses of the lower Cholesky factors of symmetric blocks (n, p, p).

    LinAlgError when one is not positive definite.
    """
    p = D.shape[1]
    if p == 1:
        if not D.min() > 0:
            raise np.linalg.LinAlgError("a block is not positive definite")
        inverse: Matrix = D**-0.5
        return inverse
    L = np.zeros_like(D)
    K = np.zeros_like(D)
    for i in range(p):
        for k in range(i):
            products = (L[:, i, :k] * L[:, k, :k]).sum(axis=1) if k else 0.0
            L[:, i, k] = (D[:, i, k] - products) * K[:, k, k]
        pivot = D[:, i, i] - ((L[:, i, :i] ** 2).sum(axis=1) if i else 0.0)
        if not pivot.min() > 0:
            raise np.linalg.LinAlgError("a block is not positive definite")
        K[:, i, i] = pivot**-0.5
        L[:, i, i] = pivot * K[:, i, i]
        for k in range(i):
            products = (L[:, i, k:i] * K[:, k:i, k]).sum(axis=1)
            K[:, i, k] = -products * K[:, i, i]
    return K


class Factorization:
    """M = R'R for given cross-products and T; vectors u stand in the coordinates of M.

    cross    the columns of Z
    T        (p_t, p_t) for each factor
    A_11     (n_1, p_1, p_1); A_1S the block object; A_SS (s, s), s = r + m
    K        (n_1, p_1, p_1) inverse Cholesky factors L_j^-1;  E = K_j T_1'
    L        (s, s) lower Cholesky factor of S, its upper triangle zero
    """

    def __init__(
        self,
        cross: CrossProducts,
        T: list[Matrix],
        A_11: Matrix,
        A_1S: Dense | Sparse,
        A_SS: Matrix,
    ) -> None:
        self.cross, self.T, self.A_1S = cross, T, A_1S
        self.r, self.s = cross.r, A_SS.shape[0]
        T1 = T[0]
        if T1.shape == (1, 1):
            D = A_11 * T1[0, 0] ** 2
        else:
            D = T1.T @ A_11 @ T1
        if T1.shape == (1, 1):
            D += 1
        else:
            D[:, range(T1.shape[0]), range(T1.shape[0])] += 1
        self.K = inverse_cholesky(D)
        #: M is diagonal: one factor, one effect for each category, no columns behind.
        self.scalar = T1.shape == (1, 1) and not self.s
        self.E = self.K * T1[0, 0] if T1.shape == (1, 1) else self.K @ T1.T
        self.L = np.zeros((0, 0))
        if self.s:
            S = A_SS - A_1S.reduce(self.E)
            if self.r:
                S = self.scale(self.scale(S).T).T
                S.flat[: self.r * (self.s + 1) : self.s + 1] += 1
            # The lower triangle of the transpose is the upper one of S: LAPACK needs no copy.
            self.L, failed = dpotrf(S.T, lower=1, clean=1, overwrite_a=1)
            if failed:
                raise np.linalg.LinAlgError("the remainder is not positive definite")

    def scale(self, A: Matrix) -> Matrix:
        """A Lambda_S for A (k, s): columns of the other factors times their T."""
        if self.r == 0:
            return A
        out = A.copy()
        for t in range(1, len(self.T)):
            start, end = (self.cross.offsets[k] - self.cross.q1 for k in (t, t + 1))
            T, part = self.T[t], out[:, start:end]
            if T.shape == (1, 1):
                part *= T[0, 0]
            else:
                part[:] = (part.reshape(A.shape[0], -1, T.shape[0]) @ T).reshape(part.shape)
        return out

    def unscale(self, v: Matrix) -> Matrix:
        """Lambda_S v for v (s, k)."""
        if self.r == 0:
            return v
        out = v.copy()
        for t in range(1, len(self.T)):
            start, end = (self.cross.offsets[k] - self.cross.q1 for k in (t, t + 1))
            T = self.T[t]
            if T.shape == (1, 1):
                out[start:end] *= T[0, 0]
                continue
            part = v[start:end].reshape(-1, T.shape[0], v.shape[1])
            out[start:end] = (T @ part).reshape(end - start, -1)
        return out

    def log_determinant(self) -> float:
        """log|M| of the part that is u: L_j's and the first r pivots."""
        log = -np.log(self.K.diagonal(axis1=1, axis2=2)).sum()
        if self.r:
            log += np.log(self.L.diagonal()[: self.r]).sum()
        return float(2 * log)

    def forward(self, z1: Matrix, zS: Matrix) -> tuple[Matrix, Matrix]:
        """R'^-1 rho for right sides rho_1 (q_1, k) and rho_S (s, k) in the coordinates of u."""
        n, p, _ = self.K.shape
        y1 = blockwise(self.K, z1.reshape(n, p, -1))
        if not self.s:
            return y1.reshape(z1.shape), zS
        Ey = blockwise(self.E.transpose(0, 2, 1), y1).reshape(z1.shape)
        rest = zS - self.scale(self.A_1S.transposed(Ey).T).T
        yS, _ = dtrtrs(self.L, rest, lower=1)
        return y1.reshape(z1.shape), yS.reshape(zS.shape)

    def backward(self, y1: Matrix, yS: Matrix) -> tuple[Matrix, Matrix]:
        """R^-1 y, in the coordinates of u."""
        n, p, _ = self.K.shape
        y1 = y1.reshape(n, p, -1)
        x = yS
        if self.s:
            x, _ = dtrtrs(self.L, yS, lower=1, trans=1)
            x = x.reshape(yS.shape)
            y1 = y1 - blockwise(self.E, self.A_1S.times(self.unscale(x)).reshape(y1.shape))
        return blockwise(self.K.transpose(0, 2, 1), y1).reshape(n * p, -1), x

    def solve(self, rho: Vector) -> Vector:
        """M^-1 rho for one right side (q + m,)."""
        if self.scalar:
            return np.asarray(self.K[:, 0, 0] ** 2 * rho, dtype=np.float64)
        q1 = self.cross.q1
        y1, yS = self.forward(rho[:q1, None], rho[q1:, None])
        x1, xS = self.backward(y1, yS)
        return np.concatenate((x1[:, 0], xS[:, 0]))

    def inverse(self, size: int) -> Matrix:
        """The inverse of the leading (size, size) part of S, symmetric."""
        if not size:
            return np.zeros((0, 0))
        lower, _ = dpotri(self.L[:size, :size], lower=1)
        full: Matrix = lower + lower.T
        full.flat[:: size + 1] /= 2
        return full

    def fixed_inverse(self, p: int) -> Matrix:
        """The block of M^-1 for the p columns of X, which stand behind the others, (p, p)."""
        R = np.linalg.inv(self.L[self.r : self.r + p, self.r : self.r + p])
        inverse: Matrix = R.T @ R
        return inverse

    def inverse_blocks(self, S_inverse: Matrix) -> tuple[list[Matrix], Matrix]:
        """The diagonal blocks of M^-1, summed over categories, (p_t, p_t) per factor.

        And Lambda S^-1 Lambda'. ``S_inverse`` may leave out the last columns of S.
        """
        if self.scalar:
            self.first = self.K * self.K
            return [self.first.sum(axis=0)], S_inverse
        scaled = self.outer(S_inverse)
        inner = np.zeros_like(self.K)
        if S_inverse.shape[0]:
            E = self.E
            inner = blockwise(blockwise(E, self.A_1S.quadratic(scaled)), E.transpose(0, 2, 1))
        p = self.K.shape[1]
        inner[:, range(p), range(p)] += 1
        self.first = blockwise(self.K.transpose(0, 2, 1), blockwise(inner, self.K))
        sums = [self.first.sum(axis=0)]
        for t in range(1, len(self.T)):
            start, end = (self.cross.offsets[k] - self.cross.q1 for k in (t, t + 1))
            width = self.T[t].shape[0]
            places = np.arange(start, end, width)
            sums.append(
                np.array(
                    [
                        [S_inverse[places + a, places + b].sum() for b in range(width)]
                        for a in range(width)
                    ]
                )
            )
        return sums, scaled

    def outer(self, K: Matrix) -> Matrix:
        """Lambda_S K Lambda_S' for symmetric K of at most s columns."""
        half = self.unscale(K)
        return self.unscale(half.T).T
