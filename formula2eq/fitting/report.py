"""From theta and u to what a user reads: covariances, modes, and remarks on singular fits."""

from __future__ import annotations

import numpy as np

from formula2eq.design.design import Design, Matrix, Vector
from formula2eq.diagnostics import Diagnostic
from formula2eq.fitting import remarks
from formula2eq.fitting.covariance import Factor, Template
from formula2eq.fitting.crossproducts import CrossProducts
from formula2eq.fitting.result import Covariance, Modes

#: A diagonal entry of T, for columns of unit size, below this makes a fit singular (as in lme4).
SINGULAR = 1e-4


def random_part(
    design: Design, cross: CrossProducts, T: list[Matrix], u: Vector, sigma: float
) -> tuple[tuple[Covariance, ...], tuple[Modes, ...]]:
    """Covariances and conditional modes of each random term, in the design's order and units."""
    b = cross.lam(T, u)
    covariances: list[Covariance | None] = [None] * len(design.random)
    modes: list[Modes | None] = [None] * len(design.random)
    for t, factor in enumerate(cross.factors):
        values = b[cross.offsets[t] : cross.offsets[t + 1]].reshape(factor.levels, factor.width)
        values = values / factor.scale
        for number, start, end in factor.blocks:
            block = design.random[number]
            part = T[t][start:end, start:end] / factor.scale[start:end, None]
            covariances[number] = _covariance(block.group, block.names, sigma * part)
            modes[number] = Modes(
                block.group,
                block.names,
                block.categories,
                np.ascontiguousarray(values[:, start:end]),
            )
    return tuple(c for c in covariances if c), tuple(m for m in modes if m)


def _covariance(group: str, names: tuple[str, ...], L: Matrix) -> Covariance:
    sd = np.sqrt((L * L).sum(axis=1))
    safe = np.where(sd > 0, sd, np.nan)
    corr = np.clip((L / safe[:, None]) @ (L / safe[:, None]).T, -1, 1)
    corr[range(len(names)), range(len(names))] = np.where(sd > 0, 1.0, np.nan)
    return Covariance(group, names, L @ L.T, sd, corr)


def split_theta(template: Template, design: Design, theta: Vector) -> tuple[Vector, ...]:
    """Theta in lme4's units, one vector per random term."""
    out, start = [], 0
    values = theta / template.scale
    for block in design.random:
        count = len(block.names) * (len(block.names) + 1) // 2
        out.append(values[start : start + count])
        start += count
    return tuple(out)


def singular(cross: CrossProducts, T: list[Matrix]) -> tuple[Diagnostic, ...]:
    """What is singular, and what that means; nothing for a regular fit."""
    found: list[Diagnostic] = []
    for t, factor in enumerate(cross.factors):
        for _, start, end in factor.blocks:
            found += _block(factor, start, end, T[t][start:end, start:end])
    return tuple(found)


def _block(factor: Factor, start: int, end: int, T: Matrix) -> list[Diagnostic]:
    names = factor.names[start:end]
    if (np.abs(T.diagonal()) >= SINGULAR).all():
        return []
    sizes = np.sqrt((T * T).sum(axis=1))
    zero = [name for name, size in zip(names, sizes, strict=True) if size < SINGULAR]
    rest = tuple(name for name, size in zip(names, sizes, strict=True) if size >= SINGULAR)
    found = [remarks.zero_variance(factor.group, zero)] if zero else []
    small = int((np.abs(T.diagonal()) < SINGULAR).sum())
    if small > len(zero):
        found.append(remarks.perfect_correlation(factor.group, rest))
    return found
