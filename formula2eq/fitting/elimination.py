"""The block A_1S = Z_1'W[Z_R X] between the first factor and the remainder, dense or sparse.

Both forms answer the same questions, given symmetric blocks G_j = E_j'E_j (p_1, p_1) of the first
factor's categories j:

reduce(E)        A_S1 G A_1S, (s, s): what elimination takes away from the remainder
times(v)         A_1S v, (q_1, k)
transposed(v)    A_S1 v, (s, k)
quadratic(K)     A_1S,j K A_S1,j for every j, (n_1, p_1, p_1)

Only the upper triangle of (s, s) results is meant, block of categories by block of categories.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula2eq.design.design import Matrix, Vector


def sums(codes: NDArray[np.signedinteger[Any]], terms: Vector | None, size: int) -> Vector:
    """Sums of terms (n,) by code, (size,); None counts."""
    return np.asarray(np.bincount(codes, terms, size), dtype=np.float64)


def blockwise(E: Matrix, A: Matrix) -> Matrix:
    """E_j A_j for blocks (n_1, p_1, p_1) and (n_1, p_1, k)."""
    product: Matrix = E * A if E.shape[1] == 1 else E @ A
    return product


class Dense:
    """A_1S with all its zeros, (n_1, p_1, s)."""

    def __init__(self, A: Matrix) -> None:
        self.A = A
        self.flat = A.reshape(A.shape[0] * A.shape[1], A.shape[2])

    def reduce(self, E: Matrix) -> Matrix:
        """A_S1 G A_1S, upper block triangle."""
        B = blockwise(E, self.A).reshape(self.flat.shape)
        return B.T @ B

    def times(self, v: Matrix) -> Matrix:
        """A_1S v."""
        return self.flat @ v

    def transposed(self, v: Matrix) -> Matrix:
        """A_S1 v."""
        return self.flat.T @ v

    def quadratic(self, K: Matrix) -> Matrix:
        """A_1S,j K A_1S,j' for every j; K may leave out the last columns of S."""
        s = K.shape[0]
        n, p, _ = self.A.shape
        product = (self.flat[:, :s] @ K).reshape(n, p, s)
        if p == 1:
            sums: Matrix = np.einsum("jas,jas->ja", product, self.A[:, :, :s])
            return sums[:, :, None]
        quadratic: Matrix = product @ self.A[:, :, :s].transpose(0, 2, 1)
        return quadratic

    def across(self, K: Matrix) -> Matrix:
        """A_1R K, (n_1, p_1, r)."""
        product: Matrix = self.flat[:, : K.shape[0]] @ K
        return product.reshape(*self.A.shape[:2], K.shape[0])
