"""An orthonormal basis of the columns of X, so that no scale or origin of a variable does harm."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import dpotrf, dtrtri

from formula2eq.design.design import Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """X = Q R.

    Q                (n, p) with orthonormal columns
    inverse          (p, p) R^-1: beta = R^-1 times the coefficients of Q's columns
    log_determinant  log|R|
    """

    Q: Matrix
    inverse: Matrix
    log_determinant: float


def orthonormal(X: Matrix) -> Basis:
    """Cholesky of X'X twice over, for tall X far cheaper than Householder's reflections.

    The second round removes the first one's rounding while the condition number of the scaled
    columns stays below about 1e7; beyond it the Cholesky factor fails or Householder is used
    (Yamamoto, Nakatsukasa, Yanagisawa & Fukaya 2015).
    """
    n, p = X.shape
    if p == 0:
        return Basis(X, np.zeros((0, 0)), 0.0)
    size = np.sqrt(np.einsum("ij,ij->j", X, X))
    inverse = np.diag(1 / size)
    log = float(np.log(size).sum())
    Q = X
    for _ in range(2):
        A = inverse.T @ (X.T @ X) @ inverse if Q is X else Q.T @ Q
        R, failed = dpotrf(A, lower=0, clean=1)
        if failed or R.diagonal().min() < 1e-6:
            return _householder(X)
        step, _ = dtrtri(R, lower=0)
        inverse = inverse @ step
        log += math.fsum(np.log(R.diagonal()))
        Q = X @ inverse if Q is X else Q @ step
    return Basis(Q, inverse, log)


def _householder(X: Matrix) -> Basis:
    Q, R = np.linalg.qr(X)
    inverse, _ = dtrtri(R, lower=0)
    return Basis(Q, inverse, float(np.log(np.abs(R.diagonal())).sum()))
