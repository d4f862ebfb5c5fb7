"""Minimisers of this room: Newton with average information, BFGS, and the handling of zero variances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formula2eq.design.design import Matrix, Vector
from formula2eq.fitting.covariance import Template

#: Newton's expected fall of the objective, twice over, at which the optimum is taken to be reached.
DECREMENT = 1e-11
ITERATIONS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Minimum:
    """Where a minimiser stopped.

    x           (k,) the point, value there, gradient (k,)
    state       what the objective gave beside the value
    converged   whether the expected fall is negligible
    iterations  steps taken; evaluations of the objective
    """

    x: Vector
    value: float
    gradient: Vector
    state: object
    converged: bool
    iterations: int


def newton(
    evaluate: Callable[[Vector], tuple[float, object]],
    derivatives: Callable[[object], tuple[Vector, Matrix]],
    x: Vector,
    least: float = DECREMENT,
) -> Minimum:
    """Newton's method with absolute eigenvalues and step halving.

    ``evaluate`` gives value and state at x (k,), infinity where it does not exist; ``derivatives``
    the gradient (k,) and an approximate Hessian (k, k) from a state. The search ends when the expected
    fall is below ``least``.
    """
    value, state = evaluate(x)
    for iteration in range(ITERATIONS):
        gradient, H = derivatives(state)
        roots, vectors = np.linalg.eigh(H)
        roots = np.maximum(np.abs(roots), 1e-10 * max(np.abs(roots).max(initial=0.0), 1e-300))
        step = -vectors @ ((vectors.T @ gradient) / roots)
        decrement = -float(step @ gradient)
        if decrement < least:
            return Minimum(x, value, gradient, state, True, iteration)
        rounding = 1e-14 * (1 + abs(value))
        scale = min(1.0, 3.0 / float(np.abs(step).max()))
        while scale > 1e-9:
            trial, trial_state = evaluate(x + scale * step)
            if trial < value:
                break
            scale /= 2
        else:
            small = decrement < max(1e-8, 100 * rounding)
            return Minimum(x, value, gradient, state, small, iteration)
        x, value, state = x + scale * step, trial, trial_state
    return Minimum(x, value, derivatives(state)[0], state, False, ITERATIONS)


def bfgs(
    evaluate: Callable[[Vector, object], tuple[float, object]],
    derivatives: Callable[[object], Vector],
    x: Vector,
    largest: Vector,
    decrement: float = 1e-8,
) -> Minimum:
    """The BFGS method from the inverse Hessian I / 2, with a backtracking line search.

    ``evaluate`` gives value and state at x (k,), given the state of the best point so far;
    ``largest`` (k,) bounds a single step; the search ends when the expected fall is below
    ``decrement``.
    """
    value, state = evaluate(x, None)
    gradient = derivatives(state)
    size = x.size
    inverse = np.eye(size) / 2
    for iteration in range(ITERATIONS):
        step = -inverse @ gradient
        slope = float(step @ gradient)
        if slope > -decrement:
            return Minimum(x, value, gradient, state, True, iteration)
        scale = min(1.0, float((largest / np.maximum(np.abs(step), 1e-300)).min()))
        while True:
            trial, trial_state = evaluate(x + scale * step, state)
            if trial <= value + 1e-4 * scale * slope:
                break
            shrink = 0.25
            if np.isfinite(trial):
                shrink = -0.5 * scale * slope / (trial - value - scale * slope)
            scale *= min(max(shrink, 0.1), 0.5)
            if scale < 1e-8:
                close = -slope < max(1e-6, 1e-11 * abs(value))
                return Minimum(x, value, gradient, state, close, iteration)
        moved = scale * step
        x, value, state = x + moved, trial, trial_state
        new = derivatives(state)
        change, gradient = new - gradient, new
        along = float(moved @ change)
        if along > 1e-12 * float(np.abs(moved) @ np.abs(change)):
            if iteration == 0:
                inverse *= min(max(2 * along / float(change @ change), 0.1), 10.0)
            product = inverse @ change
            inverse += (1 + change @ product / along) * np.outer(moved, moved) / along
            inverse -= (np.outer(product, moved) + np.outer(moved, product)) / along
    return Minimum(x, value, gradient, state, False, ITERATIONS)


#: Diagonals of T, for columns of unit size, below this are tried at exactly zero.
TINY = 0.02


def settle(
    template: Template,
    minimise: Callable[[Vector], Minimum],
    value_at: Callable[[Vector], Minimum],
    start: Vector,
    unit: float = 1.0,
) -> Minimum:
    """A minimum with no negative diagonal, exact zeros where they are the best, and not left at one.

    ``minimise`` and ``value_at`` take the whole parameter vector, theta first; ``unit``
    is the size of theta that counts as 1. Zero is always a stationary point of a diagonal: a minimum
    found there is left once, and kept if no better one is found.
    """
    k = template.row.size
    best = _zeroed(template, flipped(template, minimise(start), value_at), value_at, unit)
    for _ in range(3):
        zero = template.diagonal & (best.x[:k] == 0)
        if not zero.any():
            break
        away = best.x.copy()
        away[:k][zero] = 0.1 * unit
        found = _zeroed(template, flipped(template, minimise(away), value_at), value_at, unit)
        better = found.value < best.value - 1e-9
        if better or (found.converged and not best.converged):
            best = found
        if not better:
            break
    return best


def flipped(template: Template, found: Minimum, value_at: Callable[[Vector], Minimum]) -> Minimum:
    """The same minimum with no negative diagonal."""
    k = template.row.size
    x = np.concatenate((template.flip(found.x[:k]), found.x[k:]))
    if (x == found.x).all():
        return found
    return _moved(found, value_at(x))


def _zeroed(
    template: Template, found: Minimum, value_at: Callable[[Vector], Minimum], unit: float
) -> Minimum:
    k = template.row.size
    for place in np.flatnonzero(template.diagonal):
        if 0 < found.x[:k][place] < TINY * unit:
            x = found.x.copy()
            x[place] = 0.0
            trial = value_at(x)
            if trial.value <= found.value + 1e-10 + 1e-14 * abs(found.value):
                found = _moved(found, trial)
    return found


def _moved(found: Minimum, there: Minimum) -> Minimum:
    return Minimum(
        there.x, there.value, there.gradient, there.state, found.converged, found.iterations
    )
