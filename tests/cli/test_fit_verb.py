"""``formula2eq fit``: the JSON is a reference fit's, fits without random part are R's."""

import json
import math
from pathlib import Path

import pytest

from formula2eq.cli import main

TESTS = Path(__file__).parents[1]
LINES = (TESTS / "conformance" / "fits.jsonl").read_text(encoding="utf-8").splitlines()
IDS = (
    "lmm-002-sleepstudy",
    "lmm-016-Pastes",
    "lmm-058-sim_rates",
    "lmm-062-sim_rates",
    "glmm-064-cbpp",
    "glmm-079-sim_rates",
)
CASES = [case for case in map(json.loads, LINES) if case["id"] in IDS]

#: Fields that only the reference has, and numbers that vary with the way to the optimum.
OTHERS = {"id", "dataset", "note", "convergence"}


def fitted(capsys, formula, dataset, *options):
    path = str(TESTS / "data" / f"{dataset}.csv")
    assert main(["fit", formula, "--data", path, "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def close(ours, theirs, path=""):
    """Equal, numbers to five digits of themselves; the signs of theta's columns are not told apart."""
    match theirs:
        case dict():
            for key, value in theirs.items():
                close(ours[key], value, f"{path}.{key}")
        case list():
            assert len(ours) == len(theirs), path
            for number, (mine, their) in enumerate(zip(ours, theirs, strict=True)):
                close(mine, their, f"{path}[{number}]")
        case float():
            assert math.isclose(ours, theirs, rel_tol=2e-4, abs_tol=2e-4), (path, ours, theirs)
        case _:
            assert ours == theirs, path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_json_has_the_fields_of_the_references(case, capsys):
    options = ["--family", case["family"], "--link", case["link"]]
    options += ["--ml"] if case["REML"] is False else []
    options += ["--weights", case["weights"]] if case["weights"] else []
    found = fitted(capsys, case["formula"], case["dataset"], *options)
    assert set(case) - OTHERS <= set(found)
    close(found, {key: value for key, value in case.items() if key not in OTHERS})
    assert found["convergence"]["converged"]
    assert found["convergence"]["singular"] == case["convergence"]["singular"]


BINOMIAL = (
    [-1.26902349, -1.17076273, -1.30140533, -1.78227863],
    [0.14491976, 0.29146779, 0.31288117, 0.41305644],
)
POISSON = (
    [-0.34661161, 0.49978184, 0.40393810, -0.30102430],
    [0.03968279, 0.02278481, 0.04994821, 0.06160867],
)
#: R 4.2.2's lm() and glm(): data, formula, options, estimates and standard errors, log-likelihood, df.
FIXED = {
    "lm": (
        "mtcars",
        "mpg ~ wt + factor(cyl)",
        (),
        (
            [33.99079401, -3.20561326, -4.25558240, -6.07085968],
            [1.88779342, 0.75389565, 1.38607285, 1.65228783],
        ),
        (-73.31116391, 5),
    ),
    "weights": (
        "sim_rates",
        "y ~ x + treat",
        ("--weights", "w"),
        (
            [1.11077759, 0.51429629, 0.35120811, -0.42659883],
            [0.05437471, 0.03344226, 0.07942663, 0.07867871],
        ),
        (-553.41112081, 5),
    ),
    "offset": (
        "sim_rates",
        "y ~ x",
        ("--offset", "off"),
        ([1.11833112, 0.59274252], [0.04419714, 0.04397691]),
        (-664.34440639, 3),
    ),
    "counts": (
        "cbpp",
        "cbind(incidence, size - incidence) ~ period",
        ("--family", "binomial"),
        BINOMIAL,
        (-99.02919949, 4),
    ),
    "trials": (
        "cbpp",
        "incidence/size ~ period",
        ("--family", "binomial", "--weights", "size"),
        BINOMIAL,
        (-99.02919949, 4),
    ),
    "exposure": (
        "sim_rates",
        "count ~ x + treat + offset(log(exposure))",
        ("--family", "poisson"),
        POISSON,
        (-1168.79265019, 4),
    ),
    "call": (
        "sim_rates",
        "glm(count ~ x + treat, family = poisson, data = d, offset = log(exposure))",
        (),
        POISSON,
        (-1168.79265019, 4),
    ),
    "Gamma": (
        "sim_rates",
        "dur ~ x + treat",
        ("--family", "Gamma", "--link", "log"),
        (
            [0.68984795, 0.29401947, 0.38594037, -0.28958668],
            [0.04999956, 0.02948503, 0.07175389, 0.07242369],
        ),
        (-738.15459875, 5),
    ),
}


@pytest.mark.parametrize("name", FIXED)
def test_without_random_part_as_in_r(name, capsys):
    dataset, formula, options, (estimates, errors), (likelihood, df) = FIXED[name]
    found = fitted(capsys, formula, dataset, *options)
    assert found["fixed"]["estimate"] == pytest.approx(estimates, rel=1e-5)
    assert found["fixed"]["se"] == pytest.approx(errors, rel=1e-5)
    assert found["logLik"] == pytest.approx(likelihood, rel=1e-8)
    assert found["df"] == df and found["q"] == 0 and found["varcorr"] == []
    assert found["offset_arg"] == {"offset": "off", "call": "log(exposure)"}.get(name)


def test_estimates_and_equations_as_text(capsys):
    path = str(TESTS / "data" / "sleepstudy.csv")
    assert main(["fit", "Reaction ~ Days + (Days | Subject)", "--data", path]) == 0
    assert "251.4" in capsys.readouterr().out
    assert main(["fit", "Reaction ~ Days + (Days | Subject)", "--data", path, "--equations"]) == 0
    shown = capsys.readouterr().out
    assert "251.41" in shown and "10.47" in shown and "612.09" in shown
