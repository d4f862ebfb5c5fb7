"""Columns of the relative covariance factors that are zero, and minima that have some.

lme4's objective with an estimated dispersion counts log|M| with weights of any size: a variance that
is not 0 can cost so much that the model without it is a minimum of its own, far below the others.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formula2eq.design.design import Matrix, Vector
from formula2eq.fitting.covariance import Template
from formula2eq.fitting.optimize import Minimum

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


def column(template: Template, place: np.intp) -> Mask:
    """(k,) the elements of theta in the column of the diagonal element at a place."""
    same = template.factor == template.factor[place]
    return np.asarray(same & (template.column == template.column[place]), dtype=np.bool_)


def triangular(template: Template, theta: Vector) -> Vector:
    """The same covariances with nothing below a zero diagonal; later columns take it over.

    Only then is every element either determined by the covariances or in a column of zeros.
    """
    lost = np.flatnonzero(template.diagonal & (theta == 0))
    if not any(theta[column(template, place)].any() for place in lost):
        return theta
    return template.pack([_semidefinite_factor(T @ T.T) for T in template.unpack(theta)])


def zero_columns(template: Template, theta: Vector) -> Mask:
    """(k,) the elements of theta in columns whose diagonal is 0, ``triangular`` taken for granted."""
    found = np.zeros(theta.size, dtype=np.bool_)
    for place in np.flatnonzero(template.diagonal & (theta == 0)):
        found |= column(template, place)
    return found


def _semidefinite_factor(V: Matrix) -> Matrix:
    """The lower Cholesky factor of V (p, p), with a column of zeros where a pivot is 0."""
    L = np.zeros_like(V)
    for c in range(len(V)):
        pivot = V[c, c] - L[c, :c] @ L[c, :c]
        if pivot > 1e-12 * V[c, c]:
            L[c, c] = np.sqrt(pivot)
            L[c + 1 :, c] = (V[c + 1 :, c] - L[c + 1 :, :c] @ L[c, :c]) / L[c, c]
    return L


def without_columns(
    template: Template, minimise: Callable[[Vector], Minimum], found: Minimum
) -> Minimum:
    """The lowest minimum met while columns are taken out one after the other, the cheapest first.

    ``minimise`` takes the whole parameter vector, theta first; an objective even in a column leaves
    one of zeros alone.
    """
    k = template.row.size
    best = current = found
    while True:
        trials = []
        for place in np.flatnonzero(template.diagonal & (current.x[:k] != 0)):
            x = current.x.copy()
            x[:k][column(template, place)] = 0.0
            trials.append(minimise(x))
        if not trials:
            return best
        current = min(trials, key=lambda trial: trial.value)
        if current.value < best.value - 1e-9:
            best = current
