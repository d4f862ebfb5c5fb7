"""Reference fits of lme4, optimised past its defaults: every number within its tolerance."""

import json

import numpy as np
import pytest
from reference_fits import CASES, TESTS, design_of, differences

from formula2eq.fitting.fit import fit, objective

case_by_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


@case_by_case
def test_the_fit_is_the_reference(case):
    found = fit(design_of(case), case["family"], case["link"], case["REML"])
    figures = differences(case, found.to_dict())
    assert {name: figure for name, figure in figures.items() if not figure <= 1} == {}


#: Fits that ``tests/conformance/regenerate_fits.R`` made of further formulas.
FURTHER = (TESTS / "fitting/further_fits.jsonl").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", FURTHER)
def test_further_fits_are_those_of_lme4(line):
    case = json.loads(line)
    found = fit(design_of(case), case["family"], case["link"], case["REML"])
    figures = differences(case, found.to_dict())
    assert {name: figure for name, figure in figures.items() if not figure <= 1} == {}


def central(function, x, step):
    """Central differences of fourth order."""
    out = np.empty(x.size)
    for k in range(x.size):
        e = np.zeros(x.size)
        e[k] = step[k]
        near, far = function(x + e) - function(x - e), function(x + 2 * e) - function(x - 2 * e)
        out[k] = (8 * near - far) / (12 * step[k])
    return out


def relative(function, x, step):
    """max |analytic - central| / max |central|."""
    expected = central(function.value, x, step)
    return np.abs(function.gradient(x) - expected).max() / np.abs(expected).max()


@case_by_case
def test_the_gradient_is_the_objectives(case):
    function = objective(design_of(case), case["family"], case["link"], case["REML"])
    random = np.random.default_rng(20)
    k = len(case["theta"]["value"])
    size = 1 / function.template.scale
    x = function.start()
    inside = x.copy()
    inside[:k] = inside[:k] * random.uniform(0.4, 1.4, k) + 0.1 * random.normal(size=k) * size
    step = 1e-4 * size
    if case["family"] != "gaussian":
        errors = np.array(case["fixed"]["se"])
        inside[k:] += errors * random.normal(size=errors.size)
        step = 1e-3 * np.concatenate((size, errors))
    assert relative(function, x, step) < 1e-6
    assert relative(function, inside, step) < 1e-6
