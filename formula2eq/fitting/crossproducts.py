"""Products with Z and cross-products of its columns, from the compact form: no Z is ever formed.

The first factor has the most random effects and is eliminated; the others, R, make the remainder.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from formula2eq.design.design import Codes, Matrix, Vector
from formula2eq.fitting.covariance import Factor
from formula2eq.fitting.elimination import Dense, sums
from formula2eq.fitting.sparse import Pattern, Sparse

#: Below this share of non-zero entries, and above this size, the block Z_1'Z_R is kept sparse.
SPARSE_DENSITY = 0.05
SPARSE_SIZE = 20_000


def _times(a: Vector | None, b: Vector | None) -> Vector | None:
    """The product of two columns; None is a column of ones."""
    if a is None:
        return b
    return a if b is None else a * b


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two factors' categories that occur together.

    codes   (n,) number of each row's pair
    count   how many numbers there are: all of n_s x n_t, or those observed
    first, second   (count,) categories of the pair
    """

    codes: Codes
    count: int
    first: Codes
    second: Codes


def _possible(s: Factor, t: Factor) -> Pair:
    """All pairs of categories."""
    first, second = np.divmod(np.arange(s.levels * t.levels), t.levels)
    return Pair(s.codes * t.levels + t.codes, s.levels * t.levels, first, second)


def _observed(s: Factor, t: Factor) -> Pair:
    """The pairs that occur: found by marking them while that needs little memory, else by sorting."""
    codes = s.codes * t.levels + t.codes
    count = s.levels * t.levels
    if count <= 64 * codes.size:
        seen = np.zeros(count, dtype=bool)
        seen[codes] = True
        observed = np.flatnonzero(seen)
        place = np.empty(count, dtype=np.intp)
        place[observed] = np.arange(observed.size)
        codes = place[codes]
    else:
        observed, codes = np.unique(codes, return_inverse=True)
    return Pair(codes, observed.size, observed // t.levels, observed % t.levels)


class CrossProducts:
    """The columns of Z as sums over rows.

    factors   the grouping factors, the largest first
    q1, r     random effects of the first factor, of the others
    offsets   (T,) first column of each factor in Z; the remainder's minus q1
    """

    def __init__(self, factors: tuple[Factor, ...]) -> None:
        self.factors = factors
        self.q1 = factors[0].size
        sizes = [factor.size for factor in factors]
        self.offsets = [0, *np.cumsum(sizes).tolist()]
        self.q = sum(sizes)
        self.r = self.q - self.q1
        first, *others = factors
        self.sparse = False
        if self.q1 * self.r > SPARSE_SIZE:
            pairs = [_observed(first, factor) for factor in others]
            stored = sum(
                pair.count * factor.width for pair, factor in zip(pairs, others, strict=True)
            )
            self.sparse = stored * first.width < SPARSE_DENSITY * self.q1 * self.r
        if not self.sparse:
            pairs = [_possible(first, factor) for factor in others]
        self.pairs = pairs

    @cached_property
    def pattern(self) -> Pattern:
        """The places of the entries of Z_1'Z_R: needed only when it is sparse."""
        p1 = self.factors[0].width
        rows, columns = [], []
        for number, pair in enumerate(self.pairs, start=1):
            width = self.factors[number].width
            offset = self.offsets[number] - self.q1
            for a in range(p1):
                for b in range(width):
                    rows.append(pair.first * p1 + a)
                    columns.append(offset + pair.second * width + b)
        return Pattern(
            np.concatenate(rows), np.concatenate(columns), self.q1, self.r, p1, self.category
        )

    @cached_property
    def _products(self) -> dict[tuple[int, int, int, int], Vector | None]:
        """Products of columns (s, a) and (t, b), row by row: weights multiply them again and again."""
        return {}

    def product(self, s: int, a: int, t: int, b: int, keep: bool) -> Vector | None:
        """Column a of factor s times column b of factor t, (n,)."""
        key = (s, a, t, b)
        if key not in self._products:
            value = _times(self.factors[s].columns[a], self.factors[t].columns[b])
            if not keep:
                return value
            self._products[key] = value
        return self._products[key]

    def lam(self, T: list[Matrix], u: Vector) -> Vector:
        """b = Lambda u, (q,)."""
        return self._each([matrix.T for matrix in T], u)

    def lam_transposed(self, T: list[Matrix], z: Vector) -> Vector:
        """Lambda'z, (q,)."""
        return self._each(T, z)

    def _each(self, T: list[Matrix], u: Vector) -> Vector:
        if len(T) == 1 and T[0].shape == (1, 1):
            return np.asarray(u * T[0][0, 0], dtype=np.float64)
        out = np.empty_like(u)
        for matrix, start, end in zip(T, self.offsets, self.offsets[1:], strict=False):
            if matrix.shape == (1, 1):
                out[start:end] = u[start:end] * matrix[0, 0]
            else:
                out[start:end] = (u[start:end].reshape(-1, matrix.shape[0]) @ matrix).ravel()
        return out

    def times(self, b: Vector) -> Vector:
        """Z b, (n,)."""
        total = np.zeros(self.factors[0].codes.size)
        for factor, offset in zip(self.factors, self.offsets, strict=False):
            values = b[offset : offset + factor.size].reshape(factor.levels, factor.width)
            for a, column in enumerate(factor.columns):
                part = values[:, a][factor.codes]
                total += part if column is None else part * column
        return total

    def transposed(self, v: Vector) -> Vector:
        """Z'v, (q,)."""
        out = np.empty(self.q)
        for factor, offset in zip(self.factors, self.offsets, strict=False):
            view = out[offset : offset + factor.size].reshape(factor.levels, factor.width)
            for a, column in enumerate(factor.columns):
                view[:, a] = sums(factor.codes, v if column is None else v * column, factor.levels)
        return out

    def with_matrix(self, X: Matrix, w: Vector | None) -> Matrix:
        """Z'WX, (q, columns of X)."""
        out = np.empty((self.q, X.shape[1]))
        for k in range(X.shape[1]):
            out[:, k] = self.transposed(X[:, k] if w is None else X[:, k] * w)
        return out

    def diagonal(self, s: int, w: Vector | None, keep: bool = True) -> Matrix:
        """The blocks of Z_s'WZ_s, (n_s, p_s, p_s)."""
        factor = self.factors[s]
        out = np.empty((factor.levels, factor.width, factor.width))
        for a in range(factor.width):
            for b in range(a + 1):
                weights = _times(w, self.product(s, a, s, b, keep))
                out[:, a, b] = out[:, b, a] = sums(factor.codes, weights, factor.levels)
        return out

    def first_with_others(
        self, w: Vector | None, X: Matrix | None, keep: bool = True
    ) -> Dense | Sparse:
        """Z_1'W[Z_R X], dense or sparse; X None stands for no columns."""
        first = self.factors[0]
        dense = np.zeros((self.q1, 0)) if X is None else X
        values = [
            sums(pair.codes, _times(w, self.product(0, a, t, b, keep)), pair.count)
            for t, pair in enumerate(self.pairs, start=1)
            for a in range(first.width)
            for b in range(self.factors[t].width)
        ]
        if self.sparse:
            return Sparse(self.pattern, np.concatenate(values), dense)
        A = np.empty((first.levels, first.width, self.r + dense.shape[1]))
        k = 0
        for t in range(1, len(self.factors)):
            factor = self.factors[t]
            start, end = self.offsets[t] - self.q1, self.offsets[t + 1] - self.q1
            for a in range(first.width):
                for b in range(factor.width):
                    A[:, a, start + b : end : factor.width] = values[k].reshape(first.levels, -1)
                    k += 1
        A[:, :, self.r :] = dense.reshape(first.levels, first.width, -1)
        return Dense(A)

    def at_pairs(self, block: Dense | Sparse, K: Matrix) -> list[list[list[Vector]]]:
        """The entries of A_1R K at the pairs of each other factor: [t - 1][a][b], (pairs,) each."""
        if isinstance(block, Sparse):
            made = np.empty(block.values.size)
            made[self.pattern.order] = block.at_places(K)
        else:
            across = block.across(K)
        found, position = [], 0
        for t, pair in enumerate(self.pairs, start=1):
            width = self.factors[t].width
            start, end = self.offsets[t] - self.q1, self.offsets[t + 1] - self.q1
            rows: list[list[Vector]] = []
            for a in range(self.factors[0].width):
                rows.append([])
                for b in range(width):
                    if isinstance(block, Sparse):
                        rows[a].append(made[position : position + pair.count])
                        position += pair.count
                    else:
                        rows[a].append(across[:, a, start + b : end : width].ravel())
            found.append(rows)
        return found

    @cached_property
    def category(self) -> Codes:
        """(r,) a number for the category that each column of the remainder belongs to."""
        found, base = [], 0
        for factor in self.factors[1:]:
            found.append(base + np.repeat(np.arange(factor.levels), factor.width))
            base += factor.levels
        return np.concatenate(found)

    def others(self, w: Vector | None, keep: bool = True) -> Matrix:
        """Z_R'WZ_R, (r, r)."""
        A = np.zeros((self.r, self.r))
        for s in range(1, len(self.factors)):
            fs, o = self.factors[s], self.offsets[s] - self.q1
            places = np.arange(fs.levels) * fs.width + o
            blocks = self.diagonal(s, w, keep)
            for a in range(fs.width):
                for b in range(fs.width):
                    A[places + a, places + b] = blocks[:, a, b]
            for t in range(s + 1, len(self.factors)):
                ft, start = self.factors[t], self.offsets[t] - self.q1
                codes = self.cell(s, t)
                for a in range(fs.width):
                    for b in range(ft.width):
                        weights = _times(w, self.product(s, a, t, b, keep))
                        cells = sums(codes, weights, fs.levels * ft.levels)
                        cells = cells.reshape(fs.levels, ft.levels)
                        rows = slice(o + a, o + fs.size, fs.width)
                        columns = slice(start + b, start + ft.size, ft.width)
                        A[rows, columns] = cells
                        A[columns, rows] = cells.T
        return A

    def cell(self, s: int, t: int) -> Codes:
        """(n,) number of each row's pair of categories of two factors, s < t, of n_s x n_t."""
        return self._cells.setdefault(
            (s, t), self.factors[s].codes * self.factors[t].levels + self.factors[t].codes
        )

    @cached_property
    def _cells(self) -> dict[tuple[int, int], Codes]:
        return {}
