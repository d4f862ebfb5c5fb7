"""The reference fits, their designs, and how a fit is laid beside its reference: each law with its figure."""

import json
from functools import cache
from pathlib import Path

import numpy as np

from formula2eq.design.build import design as build
from formula2eq.formula.parse import parse
from formula2eq.terms.expand import expand
from formula2eq.variables.data import read_data

TESTS = Path(__file__).parents[1]
CASES = [
    json.loads(line)
    for line in (TESTS / "conformance" / "fits.jsonl").read_text(encoding="utf-8").splitlines()
]


@cache
def table(name):
    """A data set, factors with their categories in order."""
    path = TESTS / "data" / f"{name}.csv"
    return read_data(path if path.exists() else path.with_suffix(".csv.gz"))


def design(formula, data, family="gaussian", weights=None):
    """The matrices of a formula."""
    data = table(data) if isinstance(data, str) else data
    terms = expand(parse(formula), list(data.columns))
    return build(terms, data, family=family, weights=weights).design


def design_of(case):
    """The matrices of a reference fit."""
    return design(case["formula"], case["dataset"], case["family"], case["weights"])


def array(values):
    """Numbers with NaN for null."""
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def differences(case, found):
    """Every figure relative to its tolerance: at most 1 is right."""
    loose = 100.0 if case["family"] == "Gamma" else 1.0
    out = {}
    out["objective"] = abs(found["objective"] - case["objective"]) / 1e-6
    out["logLik"] = abs(found["logLik"] - case["logLik"]) / 1e-6
    se = array(case["fixed"]["se"])
    out["fixed"] = (
        np.abs(array(found["fixed"]["estimate"]) - array(case["fixed"]["estimate"])) / se
    ).max(initial=0) / 1e-5
    out["se"] = np.abs(array(found["fixed"]["se"]) / se - 1).max(initial=0) / 1e-4
    if case["fixed"]["se_rx"]:
        out["se_rx"] = (
            np.abs(array(found["fixed"]["se_rx"]) / array(case["fixed"]["se_rx"]) - 1).max(
                initial=0
            )
            / 1e-4
        )
    sizes = [1e-12]
    for ours, theirs in zip(found["varcorr"], case["varcorr"], strict=True):
        assert (ours["group"], ours["names"]) == (theirs["group"], theirs["names"])
        sd = array(theirs["sd"])
        sizes.append((np.abs(array(ours["sd"]) - sd) / np.where(sd > 1e-3, sd, 1)).max())
        if theirs["corr"]:
            a, b = (np.array([array(row) for row in x["corr"]]) for x in (ours, theirs))
            assert (np.isnan(a) == np.isnan(b)).all()
            sizes.append(np.nanmax(np.abs(a - b)))
    out["varcorr"] = max(sizes) / 1e-4
    out["sigma"] = abs(found["sigma"] / case["sigma"] - 1) / 1e-4
    if case["conditional_deviance"] is not None:
        out["deviance"] = (
            abs(found["conditional_deviance"] / case["conditional_deviance"] - 1) / 1e-4
        )
    modes = [0.0]
    for group, coefficients in case["ranef"].items():
        for name, theirs in coefficients.items():
            ours = found["ranef"][group][name]
            size = max(np.sqrt(theirs["sumsq"] / case["groups"][group]), 1e-4)
            modes.append(np.abs(array(ours["first"]) - array(theirs["first"])).max() / size)
            modes.append(abs(ours["sumsq"] - theirs["sumsq"]) / max(theirs["sumsq"], 1e-4) / 10)
    out["modes"] = max(modes) / 1e-4
    eta = array(case["linpred_first"])
    size = max(eta.std(), 1e-3)
    out["linpred"] = np.abs(array(found["linpred_first"]) - eta).max() / size / 1e-4
    out["fitted"] = (
        abs(found["fitted_sum"] - case["fitted_sum"]) / max(1, abs(case["fitted_sum"])) / 1e-4
    )
    assert found["df"] == case["df"] and found["n"] == case["n"] and found["q"] == case["q"]
    assert found["groups"] == case["groups"] and list(found["groups"]) == list(case["groups"])
    assert found["ranef_levels"] == case["ranef_levels"]
    assert (
        found["theta"]["names"] == case["theta"]["names"]
        and found["theta"]["lower"] == case["theta"]["lower"]
    )
    assert found["convergence"]["singular"] == case["convergence"]["singular"]
    assert found["convergence"]["converged"]
    return {
        key: float(value) / loose if key != "objective" else float(value)
        for key, value in out.items()
    }
