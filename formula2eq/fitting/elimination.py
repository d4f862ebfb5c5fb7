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

from functools import cached_property
from typing import Any

import numpy as np

from formula2eq.design.design import Codes, Matrix, Vector

#: The operator on pairs of columns is kept while it has at most so many entries.
OPERATOR_ENTRIES = 20_000_000
OPERATOR_ROWS = 10_000_000

#: Rows of the first factor that a dense product works on at a time, times the remainder's columns.
CHUNK = 4_000_000


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


class Pattern:
    """The places of A_1R's entries, and how values in the order they are made go into rows.

    rows, columns   (entries,) sorted by row, then by column
    order           (entries,) which value each place holds
    """

    def __init__(self, rows: Codes, columns: Codes, q1: int, r: int, p1: int) -> None:
        self.shape = (q1, r)
        self.p1 = p1
        self.order = np.argsort(rows * r + columns)
        self.rows, self.columns = rows[self.order], columns[self.order]
        self.starts = np.concatenate(([0], np.cumsum(np.bincount(self.rows, minlength=q1))))

    def matrix(self, values: Vector) -> Any:
        """A sparse matrix of these values, already in this order."""
        from scipy.sparse import csr_array

        return csr_array((values, self.columns, self.starts), shape=self.shape)


class Sparse:
    """A_1R by its entries and A_1X (q_1, m) beside it."""

    def __init__(self, pattern: Pattern, values: Vector, X: Matrix) -> None:
        self.pattern = pattern
        self.values = values[pattern.order]
        self.R = pattern.matrix(self.values)
        self.X = X
        self.r = pattern.shape[1]
        self.operator: Any = None

    def prepare(self, category: Codes) -> None:
        """Store the pair operator, worth it when A_1R stays while G changes.

        The entries of A_R1 G A_1R are fixed linear functions of the entries of all G_j: one sparse
        matrix P, a row per pair of columns, a column per entry of G. ``category`` numbers the
        categories that the columns of R belong to.
        """
        from scipy.sparse import csc_array

        p1, columns = self.pattern.p1, self.pattern.columns
        n = self.pattern.shape[0] // p1
        group = self.pattern.rows // p1
        order = np.lexsort((category[columns], group)) if p1 > 1 else np.arange(columns.size)
        group, place = group[order], category[columns[order]]
        ends = np.cumsum(np.bincount(group, minlength=n))[group]
        # Each entry meets those of its own and of later categories: the upper block triangle.
        new = np.ones(group.size, dtype=bool)
        new[1:] = (group[1:] != group[:-1]) | (place[1:] != place[:-1])
        first = np.flatnonzero(new)[np.cumsum(new) - 1]
        counts = ends - first
        total = int(counts.sum())
        if total > OPERATOR_ENTRIES or self.r**2 > OPERATOR_ROWS:
            return
        small = np.int32
        base = first - np.cumsum(counts) + counts
        left = np.repeat(order.astype(small), counts)
        right = order[np.repeat(base, counts) + np.arange(total)].astype(small)
        values = self.values[left] * self.values[right]
        columns = columns.astype(small)
        pair = columns[left] * small(self.r) + columns[right]
        if p1 == 1:
            entries = np.bincount(group, counts, minlength=n)
        else:
            within = (self.pattern.rows % p1).astype(small)
            column = np.repeat(group.astype(small), counts) * small(p1 * p1)
            column += within[left] * small(p1) + within[right]
            sort = np.argsort(column, kind="stable")
            pair, values = pair[sort], values[sort]
            entries = np.bincount(column, minlength=n * p1 * p1)
        starts = np.concatenate(([0], np.cumsum(entries))).astype(small)
        self.operator = csc_array((values, pair, starts), shape=(self.r**2, n * p1 * p1))
        self.category = category

    def reduce(self, E: Matrix) -> Matrix:
        """A_S1 G A_1S, upper block triangle."""
        r, m = self.r, self.X.shape[1]
        out = np.zeros((r + m, r + m))
        if self.operator is not None:
            G = E * E if E.shape[1] == 1 else E.transpose(0, 2, 1) @ E
            out[:r, :r] = (self.operator @ G.ravel()).reshape(r, r)
        else:
            B = self._blocks(E) @ self.R
            out[:r, :r] = (B.T @ B).toarray()
        if m:
            B = blockwise(E, self.X.reshape(*E.shape[:2], m))
            Et = E.transpose(0, 2, 1)
            out[:r, r:] = self.R.T @ blockwise(Et, B).reshape(-1, m)
            B = B.reshape(-1, m)
            out[r:, r:] = B.T @ B
        return out

    def _blocks(self, E: Matrix) -> Any:
        from scipy.sparse import bsr_array, dia_array

        n, p, _ = E.shape
        if p == 1:
            return dia_array((E.reshape(1, n), [0]), shape=(n, n)).tocsr()
        return bsr_array((E, np.arange(n), np.arange(n + 1)), shape=(n * p, n * p)).tocsr()

    def times(self, v: Matrix) -> Matrix:
        """A_1S v."""
        product: Matrix = self.R @ v[: self.r]
        return product + self.X @ v[self.r :] if self.X.shape[1] else product

    def transposed(self, v: Matrix) -> Matrix:
        """A_S1 v."""
        product: Matrix = self._transpose @ v
        return np.concatenate((product, self.X.T @ v)) if self.X.shape[1] else product

    @cached_property
    def _transpose(self) -> Any:
        return self.R.T

    def quadratic(self, K: Matrix) -> Matrix:
        """A_1S,j K A_1S,j' for every j; K may leave out the last columns of S."""
        p1, r = self.pattern.p1, self.r
        n = self.pattern.shape[0] // p1
        m = K.shape[0] - r
        if self.operator is not None:
            twice = np.where(self.category[:, None] == self.category[None, :], 1.0, 2.0)
            out = (self.operator.T @ (K[:r, :r] * twice).ravel()).reshape(n, p1, p1)
            out = (out + out.transpose(0, 2, 1)) / 2
        else:
            across = self.at_places(K[:r, :r])
            rows = [np.flatnonzero(self.pattern.rows % p1 == a) for a in range(p1)]
            out = np.empty((n, p1, p1))
            for a in range(p1):
                category = self.pattern.rows[rows[a]] // p1
                for b in range(p1):
                    terms = across[rows[a]] * self.values[rows[b]]
                    out[:, a, b] = np.bincount(category, terms, minlength=n)
        if m:
            X = self.X[:, :m].reshape(n, p1, m)
            mixed = (self.R @ K[:r, r:]).reshape(n, p1, m)
            half: Matrix = (mixed + 0.5 * (X @ K[r:, r:])) @ X.transpose(0, 2, 1)
            out += half + half.transpose(0, 2, 1)
        quadratic: Matrix = out
        return quadratic

    def at_places(self, K: Matrix) -> Vector:
        """The entries of A_1R K at the places of A_1R, a chunk of rows at a time."""
        out = np.empty(self.values.size)
        starts, step = self.pattern.starts, max(1, CHUNK // self.r)
        for first in range(0, self.pattern.shape[0], step):
            last = min(first + step, self.pattern.shape[0])
            product = self.R[first:last] @ K
            part = slice(starts[first], starts[last])
            out[part] = product[self.pattern.rows[part] - first, self.pattern.columns[part]]
        return out
