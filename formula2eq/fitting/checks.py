"""Checks before anything is computed: each says in a sentence what is wrong with the data."""

from __future__ import annotations

import os

import numpy as np

from formula2eq.design.design import Design, RandomBlock, Vector
from formula2eq.fitting import complaints
from formula2eq.fitting.crossproducts import CrossProducts
from formula2eq.fitting.family import Family
from formula2eq.fitting.working import Response

#: Sizes between which products of responses and weights are neither 0 nor infinite.
SMALLEST, LARGEST = 1e-100, 1e100

#: The share of the machine's memory that one dense system may take.
MEMORY_SHARE = 0.5


def check(design: Design, family: Family, linear: bool) -> None:
    """Raise DataError unless the design can be fitted by the family; ``linear`` with identity link."""
    n, p = design.X.shape
    if n == 0:
        raise complaints.no_rows()
    if design.y.ndim > 1:
        raise complaints.several_responses(design.y.shape[1])
    _check_numbers(design)
    _check_weights(design, family)
    _check_response(design, family)
    if p >= n:
        raise complaints.few_rows(n, p)
    for block in design.random:
        if len(block.categories) < 2:
            raise complaints.one_category(block.group)
        if linear:
            _check_identified(block, n)
    if linear and design.random:
        _check_rank(design)


def _rows(design: Design, bad: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[int]:
    """Rows of the data, counted from 1."""
    return [int(row) + 1 for row in design.rows[np.flatnonzero(bad)]]


def _check_numbers(design: Design) -> None:
    columns: list[tuple[str, Vector]] = [("the response", design.y)]
    columns += [(f"the column {name}", x) for name, x in zip(design.names, design.X.T, strict=True)]
    columns += [
        (f"the column {name} of the random term of {block.group}", z)
        for block in design.random
        for name, z in zip(block.names, block.columns.T, strict=True)
    ]
    if design.weights is not None:
        columns.append(("the column of weights", design.weights))
    if design.offset is not None:
        columns.append(("the offset", design.offset))
    with np.errstate(over="ignore", invalid="ignore"):
        # A sum is finite only if all its terms are, and a sum is cheap.
        doubtful = [(what, values) for what, values in columns if not np.isfinite(values.sum())]
    for what, values in doubtful:
        bad = ~np.isfinite(values)
        if bad.any():
            raise complaints.not_finite(what, _rows(design, bad))
    _check_size("the response", design.y)
    if design.weights is not None:
        _check_size("the column of weights", design.weights)


def _check_size(what: str, values: Vector) -> None:
    """Squares and products of the values have to be numbers too."""
    largest = float(np.abs(values).max())
    if not SMALLEST <= largest <= LARGEST and largest > 0:
        raise complaints.out_of_scale(what, largest)


def _check_weights(design: Design, family: Family) -> None:
    w = design.weights
    if w is None:
        return
    if (w < 0).any():
        raise complaints.negative_weights(_rows(design, w < 0))
    if family.name == "gaussian" and (w == 0).any():
        raise complaints.zero_weights(_rows(design, w == 0))
    if not w.any():
        raise complaints.no_weight()


def _check_response(design: Design, family: Family) -> None:
    y = design.y

    def reject(bad: np.ndarray[tuple[int], np.dtype[np.bool_]], wanted: str, found: str) -> None:
        if bad.any():
            raise complaints.out_of_range(family.name, wanted, found, _rows(design, bad))

    match family.name:
        case "binomial":
            reject(y < 0, "between 0 and 1", f"{y.min():g}")
            reject(y > 1, "between 0 and 1", f"{y.max():g}")
            successes = y if design.weights is None else y * design.weights
            bad = np.abs(successes - np.round(successes)) > 1e-3
            if bad.any():
                raise complaints.not_counts(
                    family.name, f"{successes[bad][0]:g}", _rows(design, bad)
                )
        case "poisson":
            reject(y < 0, "0 or more", "negative")
            bad = np.abs(y - np.round(y)) > 1e-7 * np.maximum(y, 1)
            if bad.any():
                raise complaints.not_counts(family.name, f"{y[bad][0]:g}", _rows(design, bad))
        case "Gamma" | "inverse.gaussian":
            reject(y < 0, "above 0", "negative")
            reject(y == 0, "above 0", "0")
    if (y == y[0]).all() and not (family.name == "binomial" and 0 < y[0] < 1):
        raise complaints.constant_response(float(y[0]))


def _check_identified(block: RandomBlock, n: int) -> None:
    levels = len(block.categories)
    if levels >= n:
        raise complaints.one_row_each(block.group, n)
    if levels * len(block.names) >= n:
        term = f"({' + '.join(block.names)} | {block.group})"
        raise complaints.too_many_effects(term, levels * len(block.names), n)


#: Z with at most so many entries is looked at as a whole.
SMALL = 1_000_000


def _check_rank(design: Design) -> None:
    n = design.y.size
    q = sum(len(block.categories) * len(block.names) for block in design.random)
    if q < n or n * q > SMALL:
        return
    Z = np.zeros((n, q))
    start = 0
    for block in design.random:
        width = len(block.names)
        for a in range(width):
            Z[np.arange(n), start + block.codes * width + a] = block.columns[:, a]
        start += len(block.categories) * width
    if np.linalg.matrix_rank(Z) >= n:
        raise complaints.too_many_effects("the random part", q, n)


def check_memory(cross: CrossProducts, p: int) -> None:
    """Raise FitError when the dense part of the system would not fit into memory."""
    s = cross.r + p + 1
    need = 8.0 * (4 * s * s + (0 if cross.sparse else 2 * cross.q1 * s)) / 1e9
    limit = MEMORY_SHARE * _memory() / 1e9
    if need > limit:
        what = ", ".join(factor.group for factor in cross.factors[1:])
        raise complaints.too_large(what or cross.factors[0].group, s, need, limit)


def _memory() -> float:
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, ValueError, OSError):
        return 8e9


def check_separation(
    design: Design, response: Response, eta_step: Vector, beta_step: Vector
) -> None:
    """Raise FitError when the last step of a run that did not settle separates the outcomes.

    A step d with d_i >= 0 where all trials succeeded, d_i <= 0 where none did, and 0 elsewhere raises
    the likelihood for ever: the estimates do not exist (Albert & Anderson 1984, for binary data).
    """
    y, name = response.y, response.family.name
    moved = np.abs(eta_step) > 1e-3
    if not moved.any():
        return
    if name == "binomial":
        allowed = np.where(y == 1, eta_step > 0, (y == 0) & (eta_step < 0))
    elif name == "poisson" and response.link.name == "log":
        allowed = (y == 0) & (eta_step < 0)
    else:
        return
    moved &= response.w > 0
    if moved.any() and allowed[moved].all():
        reach = np.abs(beta_step) * np.ptp(design.X, axis=0)
        constant = np.ptp(design.X, axis=0) == 0
        reach[constant] = np.abs(beta_step[constant])
        names = [
            name for name, r in zip(design.names, reach, strict=True) if r > 0.05 * reach.max()
        ]
        raise complaints.separation(names, int(moved.sum()))
