"""Cholesky factors of matrices that are written in symbols."""

from __future__ import annotations

import math
from collections.abc import Sequence


def lower_factor(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """The Cholesky factor of a matrix that may be singular: a pivot of zero gives a column of zeros.

    >>> lower_factor([[4.0, 2.0], [2.0, 1.0]])
    [[2.0, 0.0], [1.0, 0.0]]
    """
    size = len(matrix)
    factor = [[0.0] * size for _ in range(size)]
    for column in range(size):
        for row in range(column, size):
            rest = matrix[row][column] - sum(
                factor[row][k] * factor[column][k] for k in range(column)
            )
            if row == column:
                factor[row][row] = math.sqrt(max(rest, 0.0))
            elif factor[column][column] > 0:
                factor[row][column] = rest / factor[column][column]
    return factor
