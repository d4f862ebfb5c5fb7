"""Polynomial bases: ``poly()``, orthogonal or raw, of one or several variables."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np

from formula2eq.design import complaints
from formula2eq.design.calls import Bound, Given, known
from formula2eq.design.values import Array, Value, numeric


@known("poly", "x, ..., degree, coefs, raw, simple")
def poly(call: Bound) -> Value:
    """R's polynomials: of one variable in columns ``1``, ``2``; of several in ``1.0``, ``0.1``."""
    rest = list(call.rest)
    degree = call.number("degree", 1)
    if len(rest) > 1 and _single(rest[-1]):
        message = "the degree of several variables needs its name, degree = 2"
        raise complaints.bad_argument("poly", message, rest[-1].span, call.source)
    if not call.given("degree") and rest and _single(rest[0]):
        last = rest.pop()
        # It is checked as if it had been named.
        call = replace(call, arguments={**call.arguments, "degree": last})
        degree = call.number("degree", 1)
    if degree != int(degree) or not 1 <= degree <= 100:
        raise call.wrong("degree", "the degree must be a whole number of at least 1")
    raw = call.flag("raw", False)
    first = call.value("x")
    variables = [(first, call.arguments["x"])]
    variables += [(given.value, given) for given in rest if given.value is not None]
    columns: list[Array] = []
    for value, given in variables:
        if not (value.is_number or value.is_calendar):
            raise complaints.not_meaningful("poly()", value.kind, given.span, call.source)
        if value.missing().any():
            raise complaints.missing_values("poly", call.span, call.source)
        columns += list(value.data.T) if value.is_matrix else [value.data]
    whole = int(degree)
    if not raw:
        unique = min(len(np.unique(column)) for column in columns)
        if whole >= unique:
            raise call.wrong(
                "degree", f"the degree must be less than {unique}, the number of different values"
            )
    powers = [_raw(column, whole) if raw else orthogonal(column, whole) for column in columns]
    if len(columns) == 1:
        return numeric(powers[0], tuple(str(number) for number in range(1, whole + 1)))
    if (whole + 1) ** len(columns) > 100_000:
        raise call.wrong("degree", "the degree makes too many columns")
    return _several(powers, whole)


def _single(given: Given) -> bool:
    """Whether an unnamed argument is a single number, and so the degree."""
    return given.value is not None and given.value.is_number and given.value.data.size == 1


def _raw(column: Array, degree: int) -> Array:
    return np.column_stack([column**power for power in range(1, degree + 1)])


def orthogonal(column: Array, degree: int) -> Array:
    """(n, degree) polynomials orthonormal over the values, by the three-term recurrence.

    Source: Kennedy & Gentle 1980, Statistical Computing, pp. 343-344.
    """
    centred = column - column.mean()
    before = np.zeros_like(centred)
    current = np.full(len(centred), 1 / np.sqrt(len(centred)))
    made = []
    for _ in range(degree):
        fresh = centred * current
        # Twice, since the first pass leaves rounding errors of the size of what it took away.
        for _again in range(2):
            fresh = fresh - (fresh @ current) * current - (fresh @ before) * before
        before, current = current, fresh / np.linalg.norm(fresh)
        made.append(current)
    return np.column_stack(made)


def _several(powers: list[Array], degree: int) -> Value:
    """Products of powers of several variables up to a total degree, the first varying fastest."""
    columns, names = [], []
    for reverse in product(range(degree + 1), repeat=len(powers)):
        exponents = reverse[::-1]
        if not 1 <= sum(exponents) <= degree:
            continue
        made = np.ones(len(powers[0]))
        for basis, exponent in zip(powers, exponents, strict=True):
            made = made * basis[:, exponent - 1] if exponent else made
        columns.append(made)
        names.append(".".join(str(exponent) for exponent in exponents))
    return numeric(np.column_stack(columns), tuple(names))
