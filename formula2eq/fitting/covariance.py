"""Random terms merged by grouping factor, and the map from theta to their relative covariance factors.

Theta holds, term after term in lme4's order, the lower triangle of each term's relative covariance
factor column by column (Bates, Maechler, Bolker & Walker 2015, section 2.3). Terms on one grouping
factor share one lower triangular T whose entries between terms are structural zeros.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formula2eq.design.design import Codes, Matrix, RandomBlock, Vector

#: Derivatives divide by the diagonal of T: nearer to zero than this they are taken here instead.
LIFT = 3e-5


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """A grouping factor with the columns of all its random terms.

    group    its name
    levels   n_t, the number of its categories
    codes    (n,) category of each row
    columns  p_t columns (n,), each divided by its scale; None stands for a column of ones
    scale    (p_t,) root mean squares of the columns as they came
    names    (p_t,) names of the coefficients
    blocks   (number in the design, first coefficient, end) of each term on this factor
    free     (p_t, p_t) which entries of T are free
    """

    group: str
    levels: int
    codes: Codes
    columns: tuple[Vector | None, ...]
    scale: Vector
    names: tuple[str, ...]
    blocks: tuple[tuple[int, int, int], ...]
    free: Matrix

    @property
    def width(self) -> int:
        """p_t, the number of coefficients."""
        return len(self.columns)

    @property
    def size(self) -> int:
        """n_t p_t, the number of random effects."""
        return self.levels * self.width


def merge(random: tuple[RandomBlock, ...]) -> tuple[Factor, ...]:
    """One factor for each distinct grouping, the one with most random effects first."""
    groups: dict[str, list[int]] = {}
    for number, block in enumerate(random):
        groups.setdefault(block.group, []).append(number)
    factors = [_factor(random, numbers) for numbers in groups.values()]
    return tuple(sorted(factors, key=lambda factor: -factor.size))


def _factor(random: tuple[RandomBlock, ...], numbers: list[int]) -> Factor:
    columns: list[Vector | None] = []
    scale: list[float] = []
    blocks: list[tuple[int, int, int]] = []
    for number in numbers:
        start = len(columns)
        for values in random[number].columns.T:
            if (values == 1).all():
                columns.append(None)
                scale.append(1.0)
            else:
                size = float(np.sqrt(np.dot(values, values) / values.size)) or 1.0
                columns.append(values / size)
                scale.append(size)
        blocks.append((number, start, len(columns)))
    free = np.zeros((len(columns), len(columns)))
    for _, start, end in blocks:
        free[start:end, start:end] = np.tri(end - start)
    first = random[numbers[0]]
    return Factor(
        group=first.group,
        levels=len(first.categories),
        codes=first.codes,
        columns=tuple(columns),
        scale=np.array(scale),
        names=tuple(name for number in numbers for name in random[number].names),
        blocks=tuple(blocks),
        free=free,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """Where each element of theta stands in the T of the scaled columns.

    widths   (T,) p_t of each factor
    factor   (k,) number of the factor
    row      (k,) row in its T
    column   (k,) column in its T
    scale    (k,) what theta is multiplied by to give the entry for the scaled columns
    levels   (k,) number of categories of the factor
    names    (k,) ``Subject.Days.(Intercept)``: group, row, column when they differ
    """

    widths: tuple[int, ...]
    factor: Codes
    row: Codes
    column: Codes
    scale: Vector
    levels: Vector
    names: tuple[str, ...]

    @property
    def diagonal(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """(k,) which elements stand on a diagonal."""
        diagonal: np.ndarray[tuple[int], np.dtype[np.bool_]] = self.row == self.column
        return diagonal

    def start(self) -> Vector:
        """The identity for the scaled columns."""
        return self.diagonal.astype(float)

    def unpack(self, theta: Vector) -> list[Matrix]:
        """The T of every factor, (p_t, p_t) each, from scaled theta."""
        T = [np.zeros((width, width)) for width in self.widths]
        for k, f in enumerate(self.factor):
            T[f][self.row[k], self.column[k]] = theta[k]
        return T

    def lifted(self, theta: Vector, unit: float = 1.0) -> tuple[Vector, Vector] | None:
        """Theta with tiny diagonals lifted, and what derivatives there are multiplied by, (k,) each.

        Objectives are even in the diagonal of T, together with its column: near zero the
        derivative by a diagonal entry is proportional to it, the others hardly change. ``unit`` is
        the theta that makes an effect's variance one observation's. None when nothing is tiny.
        """
        least = LIFT * unit
        small = self.diagonal & (np.abs(theta) < least)
        if not small.any():
            return None
        lifted = np.where(small, np.where(theta < 0, -least, least), theta)
        return lifted, np.where(small, theta / lifted, 1.0)

    def pack(self, T: list[Matrix]) -> Vector:
        """The free entries of one matrix per factor, (k,)."""
        return np.array(
            [T[f][a, c] for f, a, c in zip(self.factor, self.row, self.column, strict=True)]
        )

    def flip(self, theta: Vector) -> Vector:
        """The same covariances with no negative diagonal: columns change sign."""
        signs = {
            (self.factor[k], self.column[k]): -1.0
            for k in np.flatnonzero(self.diagonal & (theta < 0))
        }
        keys = zip(self.factor, self.column, strict=True)
        flipped: Vector = theta * np.array([signs.get(key, 1.0) for key in keys])
        return flipped


def template(factors: tuple[Factor, ...]) -> Template:
    """The places of theta, in the order of the design's random terms."""
    places: list[tuple[int, int, int, int]] = []
    for f, factor in enumerate(factors):
        for number, start, end in factor.blocks:
            places += [(number, f, a, c) for c in range(start, end) for a in range(c, end)]
    places.sort(key=lambda place: (place[0], place[3], place[2]))
    names = []
    for _, f, a, c in places:
        rows = [factors[f].names[a]] if a == c else [factors[f].names[a], factors[f].names[c]]
        names.append(".".join([factors[f].group, *rows]))
    return Template(
        widths=tuple(factor.width for factor in factors),
        factor=np.array([f for _, f, _, _ in places], dtype=np.intp),
        row=np.array([a for _, _, a, _ in places], dtype=np.intp),
        column=np.array([c for _, _, _, c in places], dtype=np.intp),
        scale=np.array([factors[f].scale[a] for _, f, a, _ in places]),
        levels=np.array([float(factors[f].levels) for _, f, _, _ in places]),
        names=tuple(names),
    )
