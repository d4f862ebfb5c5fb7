"""V1 to V5 of whole models, and simulation as lecturers use it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import formula2eq as f2e
from formula2eq.verification.recovery import recover

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    ("formula", "table", "settings"),
    [
        ("Reaction ~ Days + (Days | Subject)", "sleepstudy.csv", {}),
        ("strength ~ 1 + (1 | batch/cask)", "Pastes.csv", {}),
        ("diameter ~ 1 + (1 | plate) + (1 | sample)", "Penicillin.csv", {}),
        (
            "cbind(incidence, size - incidence) ~ period + (1 | herd)",
            "cbpp.csv",
            {"family": "binomial"},
        ),
        ("mAch ~ cses*meanses + cses*sector + (1 + cses | school)", "Hsb82.csv", {}),
    ],
)
def test_five_verifications(formula: str, table: str, settings: dict[str, str]) -> None:
    model = f2e.Model(formula, f2e.read_data(DATA / table), **settings)
    report = model.verify(replicates=50)
    assert [check.name.split()[0] for check in report.checks] == ["V1", "V2", "V3", "V4", "V5"]
    assert report.passed, str(report)
    assert all(check.passed for check in report.checks), str(report)


def test_recovery_fails_for_a_wrong_truth() -> None:
    model = f2e.Model("Reaction ~ Days + (1 | Subject)", f2e.read_data(DATA / "sleepstudy.csv"))
    parameters = {
        "fixed": {"(Intercept)": 250, "Days": 10},
        "random": {"Subject": [30]},
        "sigma": 30,
    }

    def verdict(days: float) -> bool:
        return recover(
            {"(Intercept)": 250.0, "Days": days},
            {},
            lambda seed: model.simulate(parameters, seed=seed),
            lambda data: model.fit(data).fit,
            replicates=10,
        ).passed

    assert verdict(10.0)
    assert not verdict(14.0)


def test_simulation_from_sizes_alone() -> None:
    model = f2e.Model(
        "y ~ x + f + w + (1 + x | school) + (1 | school:class)",
        levels={"school": ["w"]},
        categories={"f": ["a", "b", "c"]},
    )
    parameters = {
        "fixed": {"(Intercept)": 1.0, "x": 0.5, "w": -0.3},
        "random": {"school": [[0.25, 0.1], [0.1, 0.16]], "school:class": [0.2]},
        "sigma": 0.5,
    }
    frame = model.simulate(parameters, sizes={"school": 40, "class": 5, 1: 10}, seed=3)
    assert len(frame) == 2000
    assert frame["school"].nunique() == 40
    assert frame.groupby("school", observed=True)["w"].nunique().max() == 1
    fit = model.fit(frame).fit
    known = dict(zip(fit.names, fit.beta, strict=True))
    errors = dict(zip(fit.names, fit.standard_errors, strict=True))
    for name, value in {"(Intercept)": 1.0, "x": 0.5, "w": -0.3, "fb": 0.0, "fc": 0.0}.items():
        assert abs(known[name] - value) < 4 * errors[name]
    assert fit.sigma == pytest.approx(0.5, rel=0.1)


@pytest.mark.parametrize(
    ("family", "link"),
    [("poisson", "log"), ("Gamma", "log"), ("binomial", "cloglog"), ("gaussian", "identity")],
)
def test_families_are_drawn_from_their_law(family: str, link: str) -> None:
    model = f2e.Model("y ~ x + (1 | g)", family=family, link=link)
    parameters = {"fixed": {"(Intercept)": 0.2, "x": 0.1}, "sigma": 0.5, "shape": 4.0}
    frame = model.simulate(parameters, sizes={"g": 50, 1: 400}, seed=1)
    eta = 0.2 + 0.1 * frame["x"]
    mean = {
        "poisson": np.exp(eta),
        "Gamma": np.exp(eta),
        "binomial": 1 - np.exp(-np.exp(eta)),
        "gaussian": eta,
    }[family]
    variance = {
        "poisson": mean,
        "Gamma": mean**2 / 4,
        "binomial": mean * (1 - mean),
        "gaussian": 0 * eta + 0.25,
    }[family]
    z = (frame["y"] - mean) / np.sqrt(variance)
    assert abs(z.mean()) < 4 / np.sqrt(len(z))
    assert z.var() == pytest.approx(1, rel=0.05)


def test_simulation_says_what_is_missing() -> None:
    model = f2e.Model("y ~ x + (x || g)")
    with pytest.raises(f2e.UsageError, match="needs data, or sizes"):
        model.simulate({"fixed": {}})
    with pytest.raises(f2e.UsageError, match="no number of categories for g"):
        model.simulate({"fixed": {}}, sizes={1: 3})
    with pytest.raises(f2e.UsageError, match="no fixed effect z"):
        model.simulate({"fixed": {"z": 1}}, sizes={"g": 5, 1: 3})
    with pytest.raises(f2e.UsageError, match="no covariance"):
        model.simulate({"fixed": {}, "random": {"g": [[1, 0.5], [0.5, 1]]}}, sizes={"g": 5, 1: 3})


def test_the_same_seed_gives_the_same_data() -> None:
    model = f2e.Model("y ~ x + (1 | g)")
    first, second, third = (
        model.simulate({"fixed": {"x": 1}}, sizes={"g": 4, 1: 3}, seed=seed) for seed in (7, 7, 8)
    )
    assert first.equals(second)
    assert not first.equals(third)
