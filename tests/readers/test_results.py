"""Fits of Python's tools: statsmodels for real, the others by the shape of their results."""

from __future__ import annotations

import math
import warnings
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import formula2eq as f2e

DATA = Path(__file__).parents[1] / "data"


def test_statsmodels_mixedlm() -> None:
    smf = pytest.importorskip("statsmodels.formula.api")
    frame = f2e.read_data(DATA / "sleepstudy.csv")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = smf.mixedlm("Reaction ~ Days", frame, groups="Subject", re_formula="~Days").fit()
    model = f2e.Model("Reaction ~ Days + (Days | Subject)", frame)
    theirs = model.with_estimates(result).estimates
    ours = model.fit().estimates
    assert theirs.fixed == pytest.approx(ours.fixed, rel=1e-4)
    assert theirs.residual == pytest.approx(ours.residual, rel=1e-3)
    for key in ((0, "(Intercept)", "(Intercept)"), (0, "Days", "(Intercept)"), (0, "Days", "Days")):
        assert theirs.covariances[key] == pytest.approx(ours.covariances[key], rel=2e-2)


def test_statsmodels_factors_have_patsy_names() -> None:
    smf = pytest.importorskip("statsmodels.formula.api")
    frame = f2e.read_data(DATA / "Hsb82.csv")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = smf.mixedlm("mAch ~ cses*C(sector)", frame, groups="school").fit()
    model = f2e.Model("mAch ~ cses*sector + (1 | school)", frame)
    theirs = model.with_estimates(result).estimates
    assert theirs.fixed == pytest.approx(model.fit().estimates.fixed, rel=1e-3)


def test_statsmodels_bayes_mixed_glm() -> None:
    genmod = pytest.importorskip("statsmodels.genmod.bayes_mixed_glm")
    frame = f2e.read_data(DATA / "seed_math.csv").head(400)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mixed = genmod.BinomialBayesMixedGLM.from_formula(
            "math_gt_reading ~ student_age_s", {"teacher_id": "0 + C(teacher_id)"}, frame
        )
        result = mixed.fit_vb()
    model = f2e.Model("math_gt_reading ~ student_age_s + (1 | teacher_id)", family="binomial")
    estimates = model.with_estimates(result).estimates
    assert set(estimates.fixed) == {"(Intercept)", "student_age_s"}
    variance = estimates.covariances[0, "(Intercept)", "(Intercept)"]
    assert variance == pytest.approx(math.exp(2 * float(result.vcp_mean[0])))


def draws(*means: float) -> SimpleNamespace:
    values = np.stack(
        [np.full((2, 50), mean) + np.tile([-1, 1], (2, 25)) for mean in means], axis=-1
    )
    if len(means) == 1:
        return SimpleNamespace(values=values[..., 0], dims=("chain", "draw"), coords={})
    dimension = "f_dim"
    coords = {dimension: SimpleNamespace(values=np.array(["b", "c"]))}
    return SimpleNamespace(values=values, dims=("chain", "draw", dimension), coords=coords)


def test_bambi_inference_data() -> None:
    posterior = {
        "Intercept": draws(1.0),
        "x": draws(-2.0),
        "f": draws(3.0, 4.0),
        "1|g_sigma": draws(5.0),
        "x|g_sigma": draws(6.0),
        "1|g": draws(0.0, 0.0),
        "sigma": draws(7.0),
    }
    model = f2e.Model("y ~ x + f + (x || g)", categories={"f": ["a", "b", "c"]})
    estimates = model.with_estimates(SimpleNamespace(posterior=posterior)).estimates
    assert estimates.fixed == pytest.approx({"(Intercept)": 1, "x": -2, "fb": 3, "fc": 4})
    assert estimates.covariances[1, "x", "x"] == pytest.approx(36)
    assert estimates.residual == pytest.approx(7)


def test_pymer4() -> None:
    result = SimpleNamespace(
        coefs=pd.DataFrame({"Estimate": [1.0, 2.0], "SE": [0.1, 0.2]}, index=["(Intercept)", "x"]),
        ranef_var=pd.DataFrame(
            {"Name": ["(Intercept)", "x", ""], "Var": [4.0, 9.0, 1.0], "Std": [2.0, 3.0, 1.0]},
            index=["g", "g", "Residual"],
        ),
        ranef_corr=pd.DataFrame({"IV1": ["(Intercept)"], "IV2": ["x"], "Corr": [0.5]}, index=["g"]),
    )
    estimates = f2e.Model("y ~ x + (x | g)").with_estimates(result).estimates
    assert estimates.covariances[0, "x", "(Intercept)"] == pytest.approx(3.0)
    assert estimates.residual == 1.0
