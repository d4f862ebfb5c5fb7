"""The block A_1S kept by its entries, for many crossed or nested categories."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula2eq.design.design import Codes, Matrix, Vector
from formula2eq.fitting.elimination import blockwise, sums

Places = NDArray[np.int32]

#: Pairs of entries are kept while there are at most so many, of so many cells of the remainder.
PAIRS = 20_000_000
PAIR_CELLS = 10_000_000

#: Up to so many entries, numpy's bincount is quicker than the overhead of a sparse matrix.
FEW = 20_000

#: Rows of the first factor that a dense product works on at a time, times the remainder's columns.
CHUNK = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of entries of A_1R in one category of the first factor, their columns in ascending order.

    left, right  the two entries
    pair         place in the (r, r) matrix that the product of the two adds to
    block        place of their rows in the (n_1, p_1, p_1) blocks
    weight       2 where the reversed pair is left out, 1 within one category of the remainder
    """

    left: Places
    right: Places
    pair: Places
    block: Places
    weight: Vector


class Pattern:
    """The places of A_1R's entries, and how values in the order they are made go into rows.

    rows, columns   (entries,) sorted by row, then by column
    order           (entries,) which value each place holds
    category        (r,) number of the category that each column of the remainder belongs to
    """

    def __init__(
        self, rows: Codes, columns: Codes, q1: int, r: int, p1: int, category: Codes
    ) -> None:
        self.shape = (q1, r)
        self.p1 = p1
        self.order = np.argsort(rows * r + columns)
        self.rows, self.columns = rows[self.order], columns[self.order]
        self.starts = np.concatenate(([0], np.cumsum(np.bincount(self.rows, minlength=q1))))
        self.category = category

    def matrix(self, values: Vector) -> Any:
        """A sparse matrix of these values, already in this order."""
        from scipy.sparse import csr_array

        return csr_array((values, self.columns, self.starts), shape=self.shape)

    @cached_property
    def pairs(self) -> Pairs | None:
        """All pairs, found once; None when there are too many to keep."""
        p1, r, columns = self.p1, self.shape[1], self.columns
        n = self.shape[0] // p1
        group = self.rows // p1
        order = np.arange(columns.size)
        if p1 > 1:
            order = np.lexsort((self.category[columns], group))
        group, place = group[order], self.category[columns[order]]
        ends = np.cumsum(np.bincount(group, minlength=n))[group]
        # Each entry meets those of its own and of later categories: the upper block triangle.
        new = np.ones(group.size, dtype=bool)
        new[1:] = (group[1:] != group[:-1]) | (place[1:] != place[:-1])
        first = np.flatnonzero(new)[np.cumsum(new) - 1]
        counts = ends - first
        total = int(counts.sum())
        if total > PAIRS or r**2 > PAIR_CELLS:
            return None
        small = np.int32
        base = first - np.cumsum(counts) + counts
        right = order[np.repeat(base, counts) + np.arange(total)].astype(small)
        left = np.repeat(order.astype(small), counts)
        columns = columns.astype(small)
        pair = columns[left] * small(r) + columns[right]
        within = (self.rows % p1).astype(small)
        block = np.repeat(group.astype(small), counts)
        if p1 > 1:
            block = (block * small(p1) + within[left]) * small(p1) + within[right]
        weight = np.where(
            self.category[self.columns[left]] == self.category[self.columns[right]], 1.0, 2.0
        )
        return Pairs(left, right, pair, block, weight)


class Sparse:
    """A_1R by its entries and A_1X (q_1, m) beside it."""

    def __init__(self, pattern: Pattern, values: Vector, X: Matrix) -> None:
        self.pattern = pattern
        self.values = values[pattern.order]
        self.X = X
        self.r = pattern.shape[1]
        self.operator: Any = None

    @cached_property
    def R(self) -> Any:
        """A_1R as a sparse matrix."""
        return self.pattern.matrix(self.values)

    def prepare(self) -> None:
        """Store the pair operator, worth it when A_1R stays while G changes.

        The entries of A_R1 G A_1R are fixed linear functions of the entries of all G_j: one sparse
        matrix P, a row per pair of columns, a column per entry of G.
        """
        from scipy.sparse import csc_array

        pairs, p1 = self.pattern.pairs, self.pattern.p1
        if pairs is None:
            return
        pair, blocks = pairs.pair, self.pattern.shape[0] * p1
        values = self.values[pairs.left] * self.values[pairs.right]
        if p1 > 1:
            order = np.argsort(pairs.block, kind="stable")
            pair, values = pair[order], values[order]
        entries = np.bincount(pairs.block, minlength=blocks)
        starts = np.concatenate(([0], np.cumsum(entries))).astype(np.int32)
        self.operator = csc_array((values, pair, starts), shape=(self.r**2, blocks))

    def reduce(self, E: Matrix) -> Matrix:
        """A_S1 G A_1S, upper block triangle."""
        r, m = self.r, self.X.shape[1]
        out = np.zeros((r + m, r + m))
        if self.operator is not None:
            out[:r, :r] = (self.operator @ _squares(E)).reshape(r, r)
        elif self.pattern.pairs is not None:
            pairs = self.pattern.pairs
            terms = self.values[pairs.left] * self.values[pairs.right] * _squares(E)[pairs.block]
            out[:r, :r] = sums(pairs.pair, terms, r * r).reshape(r, r)
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
        if v.shape[1] == 1 and self.values.size < FEW:
            terms = self.values * v[self.pattern.columns, 0]
            product = sums(self.pattern.rows, terms, self.X.shape[0])[:, None]
        else:
            product = np.asarray(self.R @ v[: self.r])
        return product + self.X @ v[self.r :] if self.X.shape[1] else product

    def transposed(self, v: Matrix) -> Matrix:
        """A_S1 v."""
        if v.shape[1] == 1 and self.values.size < FEW:
            terms = self.values * v[self.pattern.rows, 0]
            product = sums(self.pattern.columns, terms, self.r)[:, None]
        else:
            product = np.asarray(self._transpose @ v)
        return np.concatenate((product, self.X.T @ v)) if self.X.shape[1] else product

    @cached_property
    def _transpose(self) -> Any:
        return self.R.T

    def quadratic(self, K: Matrix) -> Matrix:
        """A_1S,j K A_1S,j' for every j; K may leave out the last columns of S."""
        p1, r = self.pattern.p1, self.r
        n = self.pattern.shape[0] // p1
        m = K.shape[0] - r
        pairs = self.pattern.pairs
        if pairs is not None:
            weighted = K[:r, :r].ravel()
            if self.operator is not None:
                category = self.pattern.category
                twice = np.where(category[:, None] == category[None, :], 1.0, 2.0)
                out = self.operator.T @ (weighted * twice.ravel())
            else:
                terms = self.values[pairs.left] * self.values[pairs.right]
                terms *= weighted[pairs.pair] * pairs.weight
                out = sums(pairs.block, terms, n * p1 * p1)
            out = out.reshape(n, p1, p1)
            out = (out + out.transpose(0, 2, 1)) / 2
        else:
            across = self.at_places(K[:r, :r])
            rows = [np.flatnonzero(self.pattern.rows % p1 == a) for a in range(p1)]
            out = np.empty((n, p1, p1))
            for a in range(p1):
                category = self.pattern.rows[rows[a]] // p1
                for b in range(p1):
                    terms = across[rows[a]] * self.values[rows[b]]
                    out[:, a, b] = sums(category, terms, n)
        if m:
            X = self.X[:, :m].reshape(n, p1, m)
            mixed = (self.R @ K[:r, r:]).reshape(n, p1, m)
            half: Matrix = (mixed + 0.5 * (X @ K[r:, r:])) @ X.transpose(0, 2, 1)
            out += half + half.transpose(0, 2, 1)
        quadratic: Matrix = out
        return quadratic

    def at_places(self, K: Matrix) -> Vector:
        """The entries of A_1R K at the places of A_1R, a chunk of rows at a time."""
        pairs = self.pattern.pairs
        if pairs is not None and self.pattern.p1 == 1:
            # With one row per category the pairs of entries of one row are all there is.
            there = K.ravel()[pairs.pair]
            out = sums(pairs.left, self.values[pairs.right] * there, self.values.size)
            there *= pairs.weight - 1
            out += sums(pairs.right, self.values[pairs.left] * there, self.values.size)
            return out
        out = np.empty(self.values.size)
        starts, step = self.pattern.starts, max(1, CHUNK // self.r)
        for first in range(0, self.pattern.shape[0], step):
            last = min(first + step, self.pattern.shape[0])
            product = self.R[first:last] @ K
            part = slice(starts[first], starts[last])
            out[part] = product[self.pattern.rows[part] - first, self.pattern.columns[part]]
        return out


def _squares(E: Matrix) -> Vector:
    """The entries of G_j = E_j'E_j, one after the other."""
    G: Matrix = E * E if E.shape[1] == 1 else E.transpose(0, 2, 1) @ E
    return G.ravel()
