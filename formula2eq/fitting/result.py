"""What a fit is: estimates, their covariance, modes, criteria, and what there is to say about them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from formula2eq.design.design import Matrix, Vector
from formula2eq.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, eq=False)
class Covariance:
    """The law of one random term's effects.

    group, names   the grouping factor and the (p_t,) coefficients
    cov, sd, corr  (p_t, p_t), (p_t,), (p_t, p_t) on the scale of the linear predictor; corr is NaN
                   where a standard deviation is 0
    """

    group: str
    names: tuple[str, ...]
    cov: Matrix
    sd: Vector
    corr: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Modes:
    """The conditional modes of one random term: b (n_t, p_t), for its categories (n_t,)."""

    group: str
    names: tuple[str, ...]
    categories: tuple[str, ...]
    b: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A fitted model.

    names, beta         (p,) fixed coefficients
    standard_errors     (p,); covariance (p, p) of beta. For generalized mixed models from the
                        Hessian of the Laplace deviance over (theta, beta)
    conditional_errors  (p,) standard errors given theta; None for linear models
    theta               per random term the lower triangle of its relative covariance factor, by columns
    theta_names         (k,) ``Subject.Days.(Intercept)``
    covariances         per random term
    sigma               residual standard deviation; 1 for binomial and Poisson
    b                   per random term its conditional modes
    fitted              (n,) means with the random effects; linear_predictor (n,)
    objective           the minimised criterion: REML criterion or -2 log-likelihood (Laplace)
    log_likelihood      of a REML fit the restricted one; AIC, BIC, deviance, df, n as R reports them
    deviance            generalized: sum of squared deviance residuals, at the conditional modes;
                        linear mixed: the objective; linear: residual sum of squares
    converged           whether the optimum was reached; gradient (k + p,) or (k,) of the objective there
    singular            whether a variance is 0 or a correlation is -1 or 1
    iterations          of the optimiser
    least_eigenvalue    of the objective's Hessian at the optimum, None where it was not needed
    diagnostics         what is worth saying
    family, link, reml  reml is None for generalized models
    """

    names: tuple[str, ...]
    beta: Vector
    standard_errors: Vector
    covariance: Matrix
    conditional_errors: Vector | None
    theta: tuple[Vector, ...]
    theta_names: tuple[str, ...]
    covariances: tuple[Covariance, ...]
    sigma: float
    b: tuple[Modes, ...]
    fitted: Vector
    linear_predictor: Vector
    objective: float
    log_likelihood: float
    deviance: float
    df: int
    n: int
    converged: bool
    gradient: Vector
    singular: bool
    iterations: int
    least_eigenvalue: float | None
    diagnostics: tuple[Diagnostic, ...]
    family: str
    link: str
    reml: bool | None

    @property
    def AIC(self) -> float:
        """-2 log L + 2 df."""
        return -2 * self.log_likelihood + 2 * self.df

    @property
    def BIC(self) -> float:
        """-2 log L + df log n."""
        return -2 * self.log_likelihood + self.df * math.log(self.n)

    def to_dict(self) -> dict[str, object]:
        """As JSON, with the names and meanings of the reference fits."""
        theta = np.concatenate(self.theta) if self.theta else np.zeros(0)
        lower = [
            0.0 if row == column else None
            for term in self.covariances
            for column in range(len(term.names))
            for row in range(column, len(term.names))
        ]
        groups = {modes.group: len(modes.categories) for modes in self.b}
        return {
            "family": self.family,
            "link": self.link,
            "REML": self.reml,
            "n": self.n,
            "p": len(self.names),
            "q": sum(modes.b.size for modes in self.b),
            "groups": groups,
            "fixed": {
                "names": list(self.names),
                "estimate": _numbers(self.beta),
                "se": _numbers(self.standard_errors),
                "se_rx": None
                if self.conditional_errors is None
                else _numbers(self.conditional_errors),
            },
            "theta": {"names": list(self.theta_names), "value": _numbers(theta), "lower": lower},
            "varcorr": [_varcorr(term) for term in self.covariances],
            "sigma": self.sigma,
            "objective": self.objective,
            "logLik": self.log_likelihood,
            "minus2logLik": -2 * self.log_likelihood,
            "df": self.df,
            "AIC": self.AIC,
            "BIC": self.BIC,
            "conditional_deviance": self.deviance if self.reml is None else None,
            "ranef": {group: self._modes(group) for group in groups},
            "ranef_levels": {modes.group: list(modes.categories[:5]) for modes in reversed(self.b)},
            "fitted_first": _numbers(self.fitted[:5]),
            "fitted_sum": float(self.fitted.sum()),
            "linpred_first": _numbers(self.linear_predictor[:5]),
            "convergence": {
                "converged": self.converged,
                "singular": self.singular,
                "max_abs_gradient": float(np.abs(self.gradient).max(initial=0.0)),
                "min_hessian_eigen": self.least_eigenvalue,
                "iterations": self.iterations,
            },
            "diagnostics": [item.to_dict() for item in self.diagnostics],
        }

    def _modes(self, group: str) -> dict[str, object]:
        return {
            name: {
                "sum": float(column.sum()),
                "sumsq": float(column @ column),
                "first": _numbers(column[:5]),
            }
            for modes in self.b
            if modes.group == group
            for name, column in zip(modes.names, modes.b.T, strict=True)
        }


def _numbers(values: Vector) -> list[float | None]:
    return [float(value) if math.isfinite(value) else None for value in values]


def _varcorr(term: Covariance) -> dict[str, Any]:
    corr = None if len(term.names) == 1 else [_numbers(row) for row in term.corr]
    return {
        "group": term.group,
        "names": list(term.names),
        "sd": _numbers(term.sd),
        "corr": corr,
    }
