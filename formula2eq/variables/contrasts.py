"""The contrasts that R has for factors: which columns they make and what each category is worth.

Pure Python and without data, so that equations can be written from declared categories alone.
Source: Chambers & Hastie 1992, section 2.3.2; R's ``contr.*`` functions settle every detail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Literal

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError

#: How a column codes its variable. ``matrix`` is a matrix of contrasts that the user gave.
Coding = Literal["numeric", "indicator", "treatment", "SAS", "sum", "helmert", "poly", "matrix"]

#: R's names of contrasts and the coding each makes.
CODINGS: dict[str, Coding] = {
    "contr.treatment": "treatment",
    "contr.SAS": "SAS",
    "contr.sum": "sum",
    "contr.helmert": "helmert",
    "contr.poly": "poly",
}

#: Polynomials of higher degree lose their digits; R stops at the same number.
MAXIMUM_POLYNOMIAL = 95

#: R's option: contrasts of unordered and of ordered factors.
DEFAULT_OPTION = ("contr.treatment", "contr.poly")


@dataclass(frozen=True, slots=True)
class Contrast:
    """How the categories of one factor become columns.

    name        as R reports it: ``contr.sum``, or ``matrix`` when it stood on the column as one
    coding      what kind of contrast it is
    categories  the factor's categories, in order
    columns     what R appends to the variable's name, one per column: ``B``, ``2``, ``.L``
    base        position from 0 of the reference category; only for treatment and SAS
    given       the values, one tuple per column, when they are no formula's
    """

    name: str
    coding: Coding
    categories: tuple[str, ...]
    columns: tuple[str, ...]
    base: int = 0
    given: tuple[tuple[float, ...], ...] | None = None

    @property
    def reference(self) -> str | None:
        """The category that all columns leave at zero; None when there is none such."""
        return self.categories[self.base] if self.coding in ("treatment", "SAS") else None

    def category(self, column: int) -> str | None:
        """The category a column indicates; None unless the column is an indicator."""
        if self.coding not in ("treatment", "SAS"):
            return None
        return self.categories[column if column < self.base else column + 1]

    def weights(self, column: int) -> tuple[float, ...]:
        """What each category is worth in a column, counted from 0.

        >>> contrast("contr.sum", ("a", "b", "c")).weights(1)
        (0.0, 1.0, -1.0)
        >>> contrast("contr.helmert", ("a", "b", "c")).weights(1)
        (-1.0, -1.0, 2.0)
        """
        if self.given is not None:
            return self.given[column]
        count = len(self.categories)
        if self.coding == "poly":
            return orthogonal_polynomials(tuple(float(score) for score in range(count)))[column]
        values = [0.0] * count
        if self.coding == "sum":
            values[column], values[-1] = 1.0, -1.0
        elif self.coding == "helmert":
            values[: column + 1] = [-1.0] * (column + 1)
            values[column + 1] = column + 1.0
        else:
            values[column if column < self.base else column + 1] = 1.0
        return tuple(values)


def contrast(name: str, categories: Sequence[str], base: int | None = None) -> Contrast:
    """R's contrast of that name for these categories.

    ``base`` is the position from 0 of the reference of ``contr.treatment`` and ``contr.SAS``.

    >>> contrast("contr.poly", ("low", "mid", "high", "top")).columns
    ('.L', '.Q', '.C')
    """
    coding = CODINGS.get(name)
    if coding is None:
        known = ", ".join(CODINGS)
        message = f"there are no contrasts named {name}; the known ones are {known}"
        raise UsageError(Diagnostic("unknown-contrast", message))
    kept = tuple(categories)
    count = len(kept)
    if coding == "poly" and count > MAXIMUM_POLYNOMIAL:
        message = f"contr.poly for {count} categories; it holds for {MAXIMUM_POLYNOMIAL} at most"
        raise UsageError(Diagnostic("too-many-categories", message, repair="contr.treatment"))
    reference = base if base is not None else count - 1 if coding == "SAS" else 0
    columns: tuple[str, ...]
    if coding in ("treatment", "SAS"):
        columns = kept[:reference] + kept[reference + 1 :]
    elif coding == "poly":
        columns = tuple(polynomial_name(degree) for degree in range(1, count))
    else:
        columns = tuple(str(number) for number in range(1, count))
    return Contrast(name, coding, kept, columns, reference)


def contrast_name(coding: Coding, column: str) -> str:
    """A column of contrasts as it is shown; empty for what is none.

    >>> contrast_name("sum", "1"), contrast_name("poly", ".Q"), contrast_name("poly", "^5")
    ('sum 1', 'quadratic', 'degree 5')
    """
    match coding:
        case "sum":
            return f"sum {column}"
        case "helmert":
            return f"Helmert {column}"
        case "poly":
            powers = {".L": "linear", ".Q": "quadratic", ".C": "cubic"}
            return powers.get(column, column.replace("^", "degree "))
        case "matrix":
            return f"contrast {column}"
        case _:
            return ""


def polynomial_name(degree: int) -> str:
    """R's name for a polynomial contrast: ``.L``, ``.Q``, ``.C``, then ``^4`` and so on."""
    return (".L", ".Q", ".C")[degree - 1] if degree <= 3 else f"^{degree}"


@lru_cache(maxsize=64)
def orthogonal_polynomials(scores: tuple[float, ...]) -> tuple[tuple[float, ...], ...]:
    """Polynomials of degree 1, 2, ... orthonormal over the scores, leading coefficients positive.

    Each is the score times the one before, made orthogonal to all before it: this holds the digits
    that powers of scores lose.

    >>> [round(value, 4) for value in orthogonal_polynomials((0.0, 1.0, 2.0))[1]]
    [0.4082, -0.8165, 0.4082]
    """
    count = len(scores)
    centre = sum(scores) / count
    found = [(1.0 / sqrt(count),) * count]
    for _ in range(count - 1):
        fresh = [(score - centre) * value for score, value in zip(scores, found[-1], strict=True)]
        # Twice, since the first pass leaves rounding errors of the size of what it took away.
        for before in found * 2:
            overlap = sum(a * b for a, b in zip(fresh, before, strict=True))
            fresh = [a - overlap * b for a, b in zip(fresh, before, strict=True)]
        length = sqrt(sum(value * value for value in fresh))
        found.append(tuple(value / length for value in fresh))
    return tuple(found[1:])
