"""Spline bases: ``bs()`` and ``ns()`` of R's package splines, on scipy's B-splines.

scipy agrees with R to 1e-12 on the B-splines themselves; the choice of knots and the constraints
of natural splines are R's and made here.
"""

from __future__ import annotations

import numpy as np
from scipy.interpolate import BSpline

from formula2eq.design.calls import Bound, known
from formula2eq.design.values import Array, Value, numeric


@known("bs", "x, df, knots, degree, intercept, Boundary.knots")
def b_spline(call: Bound) -> Value:
    """B-splines of a degree, three unless given; the first is left out without ``intercept``."""
    degree = int(call.number("degree", 3))
    if not 1 <= degree <= 20:
        raise call.wrong("degree", "the degree must lie between 1 and 20")
    intercept = call.flag("intercept", False)
    x, boundary = _prepared(call)
    inner = _knots(call, x, boundary, degree + 1 - (0 if intercept else 1))
    basis = _basis(x, inner, boundary, degree)
    return _finished(call, basis if intercept else basis[:, 1:])


@known("ns", "x, df, knots, intercept, Boundary.knots")
def natural_spline(call: Bound) -> Value:
    """Natural cubic splines: straight beyond the boundary knots."""
    intercept = call.flag("intercept", False)
    x, boundary = _prepared(call)
    inner = _knots(call, x, boundary, 1 + (1 if intercept else 0))
    skip = 0 if intercept else 1
    spline = _spline(inner, boundary, 3)
    edges = np.array(boundary)
    values, slopes, bends = (
        np.asarray(spline(edges) if order == 0 else spline.derivative(order)(edges))[:, skip:]
        for order in (0, 1, 2)
    )
    basis = np.asarray(spline(np.clip(x, *boundary)))[:, skip:]
    for side, beyond in enumerate((x < boundary[0], x > boundary[1])):
        if beyond.any():
            basis[beyond] = values[side] + np.outer(x[beyond] - boundary[side], slopes[side])
    rotation = np.linalg.qr(bends.T, mode="complete")[0]
    return _finished(call, (basis @ rotation)[:, 2:])


def _prepared(call: Bound) -> tuple[Array, tuple[float, float]]:
    """The values that are not missing, and the boundary knots."""
    value = call.amounts("x")
    x = value.data[~np.isnan(value.data)] if not value.is_matrix else value.data.ravel()
    if len(x) < 2 or value.is_matrix:
        raise call.wrong("x", "x must be a variable with values")
    if call.given("Boundary.knots"):
        ends = np.sort(call.amounts("Boundary.knots").data)
        if len(ends) != 2 or not ends[0] < ends[1]:
            raise call.wrong("Boundary.knots", "Boundary.knots must be two different numbers")
        return x, (float(ends[0]), float(ends[1]))
    if x.min() == x.max() or not np.isfinite(x).all():
        raise call.wrong("x", "x must have at least two different, finite values")
    return x, (float(x.min()), float(x.max()))


def _knots(call: Bound, x: Array, boundary: tuple[float, float], without: int) -> Array:
    """The inner knots: given, or at quantiles so that there are ``df`` columns."""
    if call.given("knots"):
        return np.sort(call.amounts("knots").data)
    if not call.given("df"):
        return np.array([])
    wanted = int(call.number("df", 0))
    count = wanted - without
    if count < 0 or wanted > 1000:
        raise call.wrong("df", f"df must be at least {without}")
    inside = x[(x >= boundary[0]) & (x <= boundary[1])]
    return np.asarray(np.quantile(inside, np.linspace(0, 1, count + 2)[1:-1]))


def _spline(inner: Array, boundary: tuple[float, float], degree: int) -> BSpline:
    ends = [np.repeat(end, degree + 1) for end in boundary]
    knots = np.sort(np.concatenate([ends[0], inner, ends[1]]))
    return BSpline(knots, np.eye(len(knots) - degree - 1), degree, extrapolate=True)


def _basis(x: Array, inner: Array, boundary: tuple[float, float], degree: int) -> Array:
    return np.asarray(_spline(inner, boundary, degree)(x))


def _finished(call: Bound, basis: Array) -> Value:
    """The basis on all rows, missing where x is; columns are numbered."""
    value = call.amounts("x")
    made = np.full((len(value), basis.shape[1]), np.nan)
    made[~np.isnan(value.data)] = basis
    return numeric(made, tuple(str(place + 1) for place in range(basis.shape[1])))
