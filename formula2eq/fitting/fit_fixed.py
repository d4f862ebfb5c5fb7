"""Models without a random part: linear and generalized linear, by IRLS."""

from __future__ import annotations

import math

import numpy as np
from scipy.linalg.lapack import dpotri

from formula2eq.design.design import Design
from formula2eq.diagnostics import Diagnostic
from formula2eq.fitting import remarks
from formula2eq.fitting.basis import Basis, orthonormal
from formula2eq.fitting.checks import check_separation
from formula2eq.fitting.irls import GeneralizedFit, irls
from formula2eq.fitting.result import Fit
from formula2eq.fitting.working import Response


def start(design: Design, response: Response, basis: Basis) -> GeneralizedFit:
    """The model without its random part; FitError when it has no estimates.

    Also what a generalized mixed model starts from: if the fixed part alone separates the outcomes,
    no random effect can bring the estimates back.
    """
    found = irls(response, basis.Q, 0.0 if design.offset is None else design.offset)
    if found is None:
        raise remarks.no_start(response.family.name, response.link.name)
    check_separation(design, response, basis.Q @ found.step, basis.inverse @ found.step)
    return found


def fit_fixed(design: Design, response: Response) -> Fit:
    """A linear or generalized linear model."""
    basis = orthonormal(design.X)
    found = start(design, response, basis)
    n, p = design.X.shape
    work = found.work
    free = response.family.criterion is not None
    counted = int((response.w > 0).sum())
    if free and work.deviance <= 1e-20 * float(response.w @ response.y**2):
        raise remarks.perfect_fit()
    sigma = math.sqrt(response.pearson(work.mu) / (counted - p)) if free else 1.0
    covariance = np.zeros((p, p))
    if p:
        upper, _ = dpotri(found.R, lower=0)
        inner = np.triu(upper) + np.triu(upper, 1).T
        covariance = sigma**2 * basis.inverse @ inner @ basis.inverse.T
    objective = response.criterion(work.deviance)[0] - (2 if free else 0)
    gradient = np.asarray(np.linalg.solve(basis.inverse.T, found.gradient), dtype=np.float64)
    said: list[Diagnostic] = []
    if not found.converged:
        worst = int(np.abs(gradient).argmax())
        said.append(
            remarks.not_converged(
                float(np.abs(gradient[worst])), design.names[worst], found.iterations
            )
        )
    if design.dropped:
        said.append(remarks.dropped(design.dropped))
    linear = response.family.name == "gaussian" and response.link.name == "identity"
    return Fit(
        names=design.names,
        beta=basis.inverse @ found.beta,
        standard_errors=np.sqrt(covariance.diagonal()),
        covariance=covariance,
        conditional_errors=None,
        theta=(),
        theta_names=(),
        covariances=(),
        sigma=sigma,
        b=(),
        fitted=work.mu,
        linear_predictor=work.eta,
        objective=objective,
        log_likelihood=-objective / 2,
        deviance=work.deviance,
        df=p + (1 if free else 0),
        n=counted,
        converged=found.converged,
        gradient=gradient,
        singular=False,
        iterations=found.iterations,
        least_eigenvalue=None,
        diagnostics=tuple(said),
        family=response.family.name,
        link=response.link.name,
        reml=False if linear else None,
    )
