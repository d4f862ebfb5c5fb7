"""The rank of a matrix and the columns that are combinations of earlier ones, as R finds them.

R uses LINPACK's ``dqrdc2``: Householder's QR in which a column whose norm has shrunk to less than
1e-7 of what it was goes to the end, the others keeping their order. So of a dependent set it is the
later columns that are dropped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formula2eq.design.design import Matrix

#: R's default tolerance in ``qr`` and lme4's in its rank check.
TOLERANCE = 1e-7

#: Rows taken at a time, so that the work stays in the processor's cache.
BLOCK = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Rank:
    """Which columns are kept, and what the others are made of.

    rank     the number of independent columns
    kept     positions of the columns kept, in order
    dropped  positions of the columns that depend on them, in order
    weights  (rank, len(dropped)): each dropped column as a sum of kept ones
    """

    rank: int
    kept: tuple[int, ...]
    dropped: tuple[int, ...]
    weights: Matrix


def rank(X: Matrix, tolerance: float = TOLERANCE) -> Rank:
    """The rank of an (n, p) matrix and its dependent columns.

    >>> ones = np.ones(3)
    >>> rank(np.column_stack([ones, 2 * ones, [0.0, 1.0, 2.0]])).dropped
    (1,)
    """
    p = X.shape[1]
    work = triangle(X)
    order = list(range(p))
    before = np.linalg.norm(work, axis=0)
    norms = before.copy()
    # A column of zeros is compared with 1, so that it counts as dependent.
    before[before == 0] = 1.0
    independent = p
    step = 0
    while step < independent:
        while step < independent and norms[step] < before[step] * tolerance:
            for array in (work.T, norms, before):
                array[step:] = np.roll(array[step:], -1, axis=0)
            order.append(order.pop(step))
            independent -= 1
        if step >= independent or step >= len(work):
            break
        _reflect(work, norms, step)
        step += 1
    independent = min(independent, step)
    square = work[:independent, :independent]
    weights = np.asarray(np.linalg.solve(square, work[:independent, independent:]), dtype=float)
    return Rank(independent, tuple(order[:independent]), tuple(order[independent:]), weights)


def _reflect(work: Matrix, norms: Matrix, step: int) -> None:
    """One Householder reflection, and the norms of what remains of the later columns."""
    column = work[step:, step]
    length = np.linalg.norm(column)
    if length == 0:
        return
    direction = column.copy()
    direction[0] += np.copysign(length, column[0])
    direction /= np.linalg.norm(direction)
    rest = work[step:, step:]
    rest -= 2.0 * np.outer(direction, direction @ rest)
    work[step + 1 :, step] = 0.0
    norms[step + 1 :] = np.linalg.norm(work[step + 1 :, step + 1 :], axis=0)


def triangle(X: Matrix) -> Matrix:
    """R of X = QR, which has the same dependencies as X itself.

    >>> triangle(np.ones((10_000, 2))).shape
    (2, 2)
    """
    n, p = X.shape
    if n <= max(p, 2):
        return np.array(X, dtype=float)
    block = max(BLOCK, 2 * p)
    gathered: Matrix = np.empty((0, p))
    for start in range(0, n, block):
        gathered = np.asarray(np.linalg.qr(np.vstack([gathered, X[start : start + block]]), "r"))
    return gathered
