"""Results of Python's tools, told by what they have, never by importing the tool."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from formula2eq.readers.found import Found


def is_mixedlm(result: Any) -> bool:
    """statsmodels' ``MixedLMResults``."""
    return all(hasattr(result, name) for name in ("fe_params", "cov_re", "scale"))


def from_mixedlm(result: Any) -> Found:
    """``cov_re`` and ``scale`` are covariances; ``params`` holds them divided by the scale."""
    names = [str(name) for name in result.fe_params.index]
    fixed = dict(zip(names, map(float, result.fe_params), strict=True))
    errors = dict(zip(names, map(float, np.asarray(result.bse_fe)), strict=True))
    deviations: dict[tuple[str | None, str], float] = {}
    covariances: dict[tuple[str | None, str, str], float] = {}
    constant = np.ptp(np.atleast_2d(np.asarray(result.model.exog_re, dtype=float)), axis=0) == 0
    effects = [
        "(Intercept)" if fixed_at_one else str(name)
        for name, fixed_at_one in zip(result.cov_re.index, constant, strict=False)
    ]
    values = np.asarray(result.cov_re, dtype=float)
    for row, first in enumerate(effects):
        deviations[None, first] = math.sqrt(max(values[row, row], 0.0))
        for column, second in enumerate(effects[:row]):
            covariances[None, first, second] = float(values[row, column])
    components = getattr(getattr(result.model, "exog_vc", None), "names", None) or []
    for name, variance in zip(components, np.atleast_1d(result.vcomp), strict=False):
        deviations[str(name), "(Intercept)"] = math.sqrt(max(float(variance), 0.0))
    return Found(fixed, errors, deviations, covariances, False, math.sqrt(float(result.scale)))


def is_bayes_mixed(result: Any) -> bool:
    """statsmodels' ``BinomialBayesMixedGLM`` and its Poisson kin."""
    return all(hasattr(result, name) for name in ("fe_mean", "fe_sd", "vcp_mean"))


def from_bayes_mixed(result: Any) -> Found:
    """Posterior means; variance parameters are logarithms of standard deviations."""
    names = [str(name) for name in result.model.fep_names]
    groups = [str(name) for name in result.model.vcp_names]
    return Found(
        dict(zip(names, map(float, result.fe_mean), strict=True)),
        dict(zip(names, map(float, result.fe_sd), strict=True)),
        {
            (group, "(Intercept)"): math.exp(float(value))
            for group, value in zip(groups, result.vcp_mean, strict=True)
        },
    )


def is_inference_data(result: Any) -> bool:
    """ArviZ's ``InferenceData``, such as Bambi's fits give."""
    return hasattr(result, "posterior")


def from_inference_data(result: Any) -> Found:
    """Posterior means and standard deviations of Bambi's names: ``x``, ``x|g_sigma``, ``sigma``."""
    posterior = result.posterior
    fixed: dict[str, float] = {}
    errors: dict[str, float] = {}
    deviations: dict[tuple[str | None, str], float] = {}
    residual = None
    for variable in map(str, getattr(posterior, "data_vars", posterior)):
        draws = posterior[variable]
        values = np.asarray(draws.values, dtype=float)
        effect, bar, group = variable.partition("|")
        if bar:
            if group.endswith("_sigma") and values.ndim == 2:
                deviations[group.removesuffix("_sigma"), effect] = float(values.mean())
        elif variable == "sigma" or variable.endswith("_sigma"):
            residual = float(values.mean())
        elif values.ndim == 2:
            fixed[variable] = float(values.mean())
            errors[variable] = float(values.std(ddof=1))
        elif values.ndim == 3 and str(draws.dims[2]).startswith(variable):
            categories = [str(c) for c in np.asarray(draws.coords[draws.dims[2]].values)]
            for position, category in enumerate(categories):
                fixed[f"{variable}[{category}]"] = float(values[:, :, position].mean())
                errors[f"{variable}[{category}]"] = float(values[:, :, position].std(ddof=1))
    return Found(fixed, errors, deviations, {}, True, residual)


def is_pymer4(result: Any) -> bool:
    """pymer4's ``Lmer``, fitted."""
    return all(hasattr(result, name) for name in ("coefs", "ranef_var"))


def from_pymer4(result: Any) -> Found:
    """Its tables: coefficients by row, variances by group, correlations."""
    names = [str(name) for name in result.coefs.index]
    fixed = dict(zip(names, map(float, result.coefs["Estimate"]), strict=True))
    errors = dict(zip(names, map(float, result.coefs["SE"]), strict=True))
    deviations: dict[tuple[str | None, str], float] = {}
    residual = None
    for group, name, deviation in zip(
        result.ranef_var.index, result.ranef_var["Name"], result.ranef_var["Std"], strict=True
    ):
        if str(group) == "Residual":
            residual = float(deviation)
        else:
            deviations[str(group), str(name) or "(Intercept)"] = float(deviation)
    covariances: dict[tuple[str | None, str, str], float] = {}
    correlations = getattr(result, "ranef_corr", None)
    if correlations is not None and len(correlations):
        for group, first, second, value in zip(
            correlations.index,
            correlations["IV1"],
            correlations["IV2"],
            correlations["Corr"],
            strict=True,
        ):
            covariances[str(group), str(first), str(second)] = float(value)
    return Found(fixed, errors, deviations, covariances, True, residual)
