"""Linear mixed models: Newton on the profiled criterion, then everything that follows from theta."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from formula2eq.design.design import Design, Matrix, Vector
from formula2eq.fitting import remarks
from formula2eq.fitting.linear import LinearObjective, LinearState
from formula2eq.fitting.optimize import DECREMENT, Minimum, newton, settle
from formula2eq.fitting.report import random_part, singular, split_theta
from formula2eq.fitting.result import Fit

#: With so many columns in the remainder, each factor is first fitted alone, and the search ends a
#: step earlier: an expected fall of 1e-8 leaves theta within 1e-4 of its standard error.
PILOT = 300
ENOUGH = 1e-8

#: A residual sum of squares that is rounding only, as a share of that of the response.
EXACT = 1e-20


def fit_linear(design: Design, reml: bool) -> Fit:
    """A linear mixed model by REML or maximum likelihood."""
    objective = LinearObjective(design, reml)
    if objective.residual_sum <= EXACT * objective.total:
        raise remarks.perfect_fit()

    def value_at(theta: Vector) -> Minimum:
        value, state = _evaluate(objective, theta)
        gradient = np.full(theta.size, math.nan)
        if state is not None:
            gradient = objective.newton(state, curvature=False)[0]
        return Minimum(theta, value, gradient, state, False, 0)

    least = ENOUGH if objective.cross.r >= PILOT else DECREMENT
    found = settle(
        objective.template,
        lambda theta: _minimise(objective, theta, least),
        value_at,
        _start(design, objective),
    )
    state = found.state
    assert isinstance(state, LinearState)
    result = _result(design, objective, found, state)
    # Where nothing is left for the residual, theta grows for ever.
    rest = result.fitted - design.y
    if not found.converged and float(rest @ rest) <= 1e-12 * float(design.y @ design.y):
        raise remarks.perfect_fit("the fixed and random part together reproduce")
    return result


def _evaluate(objective: LinearObjective, theta: Vector) -> tuple[float, LinearState | None]:
    try:
        state = objective.evaluate(theta)
    except np.linalg.LinAlgError:
        return math.inf, None
    return (state.value, state) if math.isfinite(state.value) else (math.inf, None)


def _minimise(objective: LinearObjective, theta: Vector, least: float = DECREMENT) -> Minimum:
    def derivatives(state: object) -> tuple[Vector, Matrix]:
        assert isinstance(state, LinearState)
        return objective.newton(state)

    return newton(lambda trial: _evaluate(objective, trial), derivatives, theta, least)


def _start(design: Design, objective: LinearObjective) -> Vector:
    """Theta to start from: the identity, or for large crossed factors what each gives alone.

    A step of the whole costs the cube of the remainder; one factor at a time costs nearly nothing,
    and its variance is a good first guess.
    """
    template, cross = objective.template, objective.cross
    theta = template.start()
    if cross.r < PILOT:
        return theta
    total, parts = math.inf, []
    for f, factor in enumerate(cross.factors):
        blocks = tuple(design.random[number] for number, _, _ in factor.blocks)
        alone = LinearObjective(replace(design, random=blocks), objective.reml)
        found = _minimise(alone, alone.template.start(), 1e-3)
        assert isinstance(found.state, LinearState)
        s2 = found.state.r2 / alone.degrees
        explained = s2 * float(found.x @ found.x)
        total = min(total, s2 + explained)
        parts.append((template.factor == f, math.sqrt(s2) * found.x, explained, s2))
    # What all of them leave is smaller than what each leaves by itself.
    left = total - sum(explained for _, _, explained, _ in parts)
    left = max(left, 0.2 * min(s2 for _, _, _, s2 in parts))
    for place, values, _, _ in parts:
        theta[place] = values / math.sqrt(left)
    return theta


def _result(design: Design, objective: LinearObjective, found: Minimum, state: LinearState) -> Fit:
    template, cross, basis = objective.template, objective.cross, objective.basis
    p, k = objective.p, template.row.size
    sigma = math.sqrt(state.r2 / objective.degrees)
    beta = basis.inverse @ (objective.shift + state.beta)
    inner = state.factor.fixed_inverse(p)
    covariance = sigma**2 * basis.inverse @ inner @ basis.inverse.T
    T = template.unpack(found.x)
    covariances, modes = random_part(design, cross, T, state.u, sigma)
    eta = design.X @ beta
    for block, mode in zip(design.random, modes, strict=True):
        for a in range(len(block.names)):
            eta += mode.b[:, a][block.codes] * block.columns[:, a]
    if design.offset is not None:
        eta += design.offset
    gradient = found.gradient * template.scale
    said = list(singular(cross, T))
    if not found.converged:
        worst = int(np.abs(gradient).argmax())
        said.insert(
            0,
            remarks.not_converged(
                float(np.abs(gradient[worst])), objective.names[worst], found.iterations
            ),
        )
    if design.dropped:
        said.append(remarks.dropped(design.dropped))
    return Fit(
        names=design.names,
        beta=beta,
        standard_errors=np.sqrt(covariance.diagonal()),
        covariance=covariance,
        conditional_errors=None,
        theta=split_theta(template, design, found.x),
        theta_names=template.names,
        covariances=covariances,
        sigma=sigma,
        b=modes,
        fitted=eta,
        linear_predictor=eta,
        objective=found.value,
        log_likelihood=-found.value / 2,
        deviance=found.value,
        df=p + k + 1,
        n=objective.n,
        converged=found.converged,
        gradient=gradient,
        singular=bool(singular(cross, T)),
        iterations=found.iterations,
        least_eigenvalue=None,
        diagnostics=tuple(said),
        family="gaussian",
        link="identity",
        reml=objective.reml,
    )
