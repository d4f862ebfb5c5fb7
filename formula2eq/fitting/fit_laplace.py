"""Generalized mixed models: the minimum of the Laplace deviance, and the standard errors there."""

from __future__ import annotations

import math

import numpy as np

from formula2eq.design.design import Design, Matrix
from formula2eq.fitting import remarks
from formula2eq.fitting.columns import triangular, without_columns, zero_columns
from formula2eq.fitting.laplace import LaplaceState
from formula2eq.fitting.optimize import Minimum, flipped, settle
from formula2eq.fitting.report import random_part, singular, split_theta
from formula2eq.fitting.result import Fit
from formula2eq.fitting.search import Search
from formula2eq.fitting.working import Response


def fit_laplace(design: Design, response: Response) -> Fit:
    """A generalized mixed model by the Laplace approximation."""
    search = Search(design, response)
    template, k = search.objective.template, search.objective.k
    found = settle(template, search.minimise, search.value_at, search.start, search.unit)
    if search.dispersed:
        found = without_columns(template, search.minimise, found)
    found = search.moved(found, triangular(template, found.x[:k]))
    found = flipped(template, found, search.value_at)
    free = np.ones(found.x.size, dtype=np.bool_)
    free[:k] = ~zero_columns(template, found.x[:k])
    H = search.hessian(found, free)
    least = float(np.linalg.eigvalsh(H)[0])
    if least > 0:
        polished = search.polish(found, H, free)
        found = flipped(template, polished, search.value_at)
    return _result(design, search, found, H, least)


def _result(design: Design, search: Search, found: Minimum, H: Matrix, least: float) -> Fit:
    objective, scaling = search.objective, search.scaling
    template, cross, basis = objective.template, objective.cross, objective.basis
    response, k, p = objective.response, objective.k, objective.p
    state = found.state
    assert isinstance(state, LaplaceState)
    work, u = state.modes.work, state.modes.u
    free = response.family.criterion is not None
    sigma = math.sqrt((response.pearson(work.mu) + float(u @ u)) / work.mu.size) if free else 1.0
    inner = objective.penalized.factor(state.T, work.W, objective.Q).fixed_inverse(p)
    given_theta = sigma**2 * basis.inverse @ inner @ basis.inverse.T
    covariance: Matrix = given_theta
    if least > 0:
        root = basis.inverse @ scaling.inverse
        places = slice(H.shape[0] - p, H.shape[0])
        covariance = root @ (2 * np.linalg.inv(H)[places, places]) @ root.T
    T = template.unpack(found.x[:k])
    covariances, modes = random_part(design, cross, T, u, sigma)
    gradient = objective.outside(objective.derivatives(state))
    said = list(singular(cross, T))
    if least <= 0:
        said.insert(0, remarks.no_hessian(least))
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
        beta=basis.inverse @ found.x[k:],
        standard_errors=np.sqrt(covariance.diagonal()),
        covariance=covariance,
        conditional_errors=np.sqrt(given_theta.diagonal()),
        theta=split_theta(template, design, found.x[:k]),
        theta_names=template.names,
        covariances=covariances,
        sigma=sigma,
        b=modes,
        fitted=work.mu,
        linear_predictor=work.eta,
        objective=found.value,
        log_likelihood=-found.value / 2,
        deviance=work.deviance,
        df=k + p + (1 if free else 0),
        n=work.mu.size,
        converged=found.converged,
        gradient=gradient,
        singular=bool(singular(cross, T)),
        iterations=found.iterations,
        least_eigenvalue=least,
        diagnostics=tuple(said),
        family=response.family.name,
        link=response.link.name,
        reml=None,
    )
