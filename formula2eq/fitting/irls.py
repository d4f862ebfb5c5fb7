"""Generalized linear models without random part: iteratively reweighted least squares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import dpotrf, dpotrs

from formula2eq.design.design import Matrix, Vector
from formula2eq.fitting.working import Response, Working

#: More steps than a fit that exists has ever needed.
ITERATIONS = 60


@dataclass(frozen=True, slots=True, eq=False)
class GeneralizedFit:
    """Where the iterations ended.

    beta        (p,) coefficients
    work        scores and weights there
    R           (p, p) upper Cholesky factor of X'WX
    step        (p,) the last step
    gradient    (p,) derivatives of -2 log p at dispersion 1
    converged   whether the squared decrement fell below 1e-14
    iterations  how many steps were taken
    """

    beta: Vector
    work: Working
    R: Matrix
    step: Vector
    gradient: Vector
    converged: bool
    iterations: int


def irls(response: Response, X: Matrix, offset: Vector | float) -> GeneralizedFit | None:
    """Fisher scoring with step halving; None when no possible means were found to start from.

    X is (n, p) with columns of about unit length, offset (n,).
    """
    beta, work = _start(response, X, offset)
    if work is None:
        return None
    step = np.zeros(X.shape[1])
    R = np.zeros((0, 0))
    converged = X.shape[1] == 0
    iterations = 0
    while not converged and iterations < ITERATIONS:
        iterations += 1
        score = X.T @ work.s
        R, failed = dpotrf(X.T @ (X * work.W[:, None]), lower=0, clean=1)
        if failed:
            break
        step, _ = dpotrs(R, score, lower=0)
        decrement = float(step @ score)
        scale = 1.0
        while scale > 1e-6:
            trial = response.at(offset + X @ (beta + scale * step))
            if trial is not None and trial.deviance <= work.deviance * (1 + 1e-13) + 1e-13:
                break
            scale /= 2
        else:
            converged = decrement < 1e-8 * (1 + abs(work.deviance))
            break
        assert trial is not None
        beta, work, step = beta + scale * step, trial, scale * step
        size = response.criterion(work.deviance)[1] if work.deviance > 0 else 1.0
        converged = decrement * size < 1e-14 and scale == 1.0
    return GeneralizedFit(beta, work, R, step, -2 * (X.T @ work.s), converged, iterations)


def _start(response: Response, X: Matrix, offset: Vector | float) -> tuple[Vector, Working | None]:
    """Weighted least squares on the link of the family's first guess; a constant mean if that fails."""
    y, w, link = response.y, response.w, response.link
    with np.errstate(all="ignore"):
        eta = link.forward(response.family.start(y, w))
    flat = float(link.forward(np.array([np.average(y, weights=w)]))[0])
    eta = np.where(np.isfinite(eta), eta, flat)
    flat_part = X.T @ (flat - offset * np.ones_like(y))
    level = np.asarray(np.linalg.lstsq(X.T @ X, flat_part, rcond=None)[0], dtype=np.float64)
    guess = response.at(eta)
    if guess is not None:
        A = X.T @ (X * guess.W[:, None])
        right = X.T @ (guess.W * (eta - offset) + guess.s)
        first, *_ = np.linalg.lstsq(A, right, rcond=None)
        for share in (1.0, 0.5, 0.25, 0.125):
            beta = level + share * (first - level)
            work = response.at(offset + X @ beta)
            if work is not None and np.isfinite(work.deviance):
                return beta, work
    return level, response.at(offset + X @ level)
