"""Bad data through the public interface: one of our errors with a rule and a sentence, nothing else."""

import numpy as np
import pandas as pd
import pytest

import formula2eq as f2e
from formula2eq.cli import main

N = 60
RANDOM = np.random.default_rng(3)
DATA = pd.DataFrame(
    {
        "x": RANDOM.normal(size=N),
        "z": RANDOM.normal(size=N),
        "g": pd.Categorical([f"g{row // 5}" for row in range(N)]),
        "pair": [f"p{row // 2}" for row in range(N)],
        "row": [f"r{row}" for row in range(N)],
        "w": 1.0,
        "m": 5,
        "c": RANDOM.poisson(3, N),
        "b": (RANDOM.random(N) < 0.5).astype(int),
        "k": RANDOM.integers(0, 6, N),
    }
)
DATA["y"] = 1 + DATA.x + RANDOM.normal(size=12)[np.arange(N) // 5] + RANDOM.normal(size=N)
DATA["s"] = np.where(DATA.x > 0, "a", "b")
PLAIN = "y ~ x + (1 | g)"
COUNTS, HEADS = "c ~ x + (1 | g)", "b ~ x + (1 | g)"


def one(column, value):
    changed = DATA[column].astype(float).copy()
    changed.iloc[4] = value
    return {column: changed}


CASES = {
    "constant": (PLAIN, {"y": 3.0}, {}, "constant-response"),
    "all missing": (PLAIN, {"y": np.nan}, {}, "no-rows"),
    "infinite response": (PLAIN, one("y", np.inf), {}, "infinite-values"),
    "infinite predictor": (PLAIN, one("x", -np.inf), {}, "infinite-values"),
    "beyond": (PLAIN, {"x": DATA.x * 1e200}, {}, "infinite-values"),
    "huge response": (PLAIN, {"y": DATA.y * 1e120}, {}, "out-of-scale"),
    "tiny response": (PLAIN, {"y": DATA.y * 1e-200}, {}, "out-of-scale"),
    "negative weights": (PLAIN, one("w", -1), {"weights": "w"}, "negative-weights"),
    "zero weights": (PLAIN, one("w", 0), {"weights": "w"}, "zero-weights"),
    "missing weights": (PLAIN, {"w": np.nan}, {"weights": "w"}, "no-rows"),
    "text weights": (PLAIN, {}, {"weights": "s"}, "not-a-number"),
    "huge weights": (PLAIN, {"w": 1e308}, {"weights": "w"}, "out-of-scale"),
    "tiny weights": (PLAIN, {"w": 1e-300}, {"weights": "w"}, "out-of-scale"),
    "no such weights": (PLAIN, {}, {"weights": "nope"}, "unknown-variable"),
    "no such offset": (PLAIN, {}, {"offset": "nope"}, "unknown-variable"),
    "text offset": (PLAIN, {}, {"offset": "s"}, "not-a-number"),
    "infinite offset": (PLAIN, one("w", np.inf), {"offset": "w"}, "infinite-values"),
    "fractions": (COUNTS, one("c", 2.5), {"family": "poisson"}, "not-counts"),
    "negative counts": (COUNTS, one("c", -1), {"family": "poisson"}, "response-type"),
    "above one": (HEADS, one("b", 2), {"family": "binomial"}, "response-type"),
    "half a head": (HEADS, one("b", 0.5), {"family": "binomial"}, "not-counts"),
    "all heads": (HEADS, {"b": 1}, {"family": "binomial"}, "constant-response"),
    "separation": (HEADS, {"b": DATA.x > 0}, {"family": "binomial"}, "separation"),
    "quasi": (
        "b ~ s + (1 | g)",
        {"b": DATA.b | (DATA.x > 0)},
        {"family": "binomial"},
        "separation",
    ),
    "fixed separation": ("b ~ x", {"b": DATA.x > 0}, {"family": "binomial"}, "separation"),
    "negative failures": (
        "cbind(k, m - k) ~ x + (1 | g)",
        one("k", 9),
        {"family": "binomial"},
        "response-type",
    ),
    "no trials": (
        "cbind(k, m) ~ x + (1 | g)",
        {"k": 0, "m": 0},
        {"family": "binomial"},
        "zero-weights",
    ),
    "zero Gamma": (PLAIN, {"y": DATA.y.clip(0)}, {"family": "Gamma"}, "response-type"),
    "negative inverse": (PLAIN, {}, {"family": "inverse.gaussian"}, "response-type"),
    "link": (PLAIN, {}, {"family": "Gamma", "link": "logit"}, "unknown-link"),
    "beta": (PLAIN, {"y": np.linspace(0.1, 0.9, N)}, {"family": "beta"}, "not-fitted"),
    "text": ("s ~ x + (1 | g)", {}, {}, "response-type"),
    "one category": (PLAIN, {"g": "a"}, {}, "one-group"),
    "one row each": ("y ~ x + (1 | row)", {}, {}, "one-row-per-group"),
    "too many effects": ("y ~ x + (x + z | pair)", {}, {}, "too-many-effects"),
    "too many coefficients": ("y ~ row + (1 | g)", {}, {}, "too-few-rows"),
    "exact": (PLAIN, {"y": 1 + 2 * DATA.x}, {}, "perfect-fit"),
    "exact in groups": (PLAIN, {"y": 1 + 2 * DATA.x + np.arange(N) // 5}, {}, "perfect-fit"),
    "no response": ("~ x + (1 | g)", {}, {}, "no-response"),
    "two responses": ("cbind(y, z) ~ x", {}, {}, "several-responses"),
    "zero inflation": (
        "glmmTMB(c ~ x + (1 | g), ziformula = ~x, family = poisson)",
        {},
        {},
        "not-fitted",
    ),
    "overflow": (
        "c ~ x + (1 | g)",
        {"c": DATA.c * 1e15},
        {"family": "poisson"},
        "not-positive-definite",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_refused_with_a_sentence(name):
    formula, changes, options, rule = CASES[name]
    with pytest.raises(f2e.Formula2eqError) as caught:
        f2e.Model(formula, DATA.assign(**changes), **options).fit()
    assert caught.value.diagnostics[0].rule == rule
    assert caught.value.diagnostics[0].message


@pytest.mark.parametrize("frame", [DATA.iloc[:0], DATA.iloc[:1], DATA.iloc[:2], "no frame", None])
def test_hardly_any_data(frame):
    with pytest.raises(f2e.Formula2eqError):
        f2e.Model(PLAIN, frame).fit()


@pytest.mark.parametrize("name", ["constant", "negative weights", "separation", "text weights"])
def test_the_command_line_says_the_same(name, tmp_path, capsys):
    formula, changes, options, rule = CASES[name]
    path = tmp_path / "data.csv"
    DATA.assign(**changes).astype({"b": int}).to_csv(path, index=False)
    words = [item for key, value in options.items() for item in (f"--{key}", value)]
    assert main(["fit", formula, "--data", str(path), *words]) == 2
    assert f"({rule})" in capsys.readouterr().err


def test_what_is_only_unusual_is_fitted():
    for formula, changes, options in (
        ("y ~ 0 + (1 | g)", {}, {}),
        ("y ~ x + I(2 * x) + (1 | g)", {}, {}),
        (PLAIN, {"x": DATA.x * 1e-160}, {}),
        (PLAIN, {"x": 0.0}, {}),
        (COUNTS, {"x": DATA.x * 1e6}, {"family": "poisson"}),
        ("cbind(k, m - k) ~ x + (1 | g)", {**one("k", 0), **one("m", 0)}, {"family": "binomial"}),
    ):
        assert f2e.Model(formula, DATA.assign(**changes), **options).fit().fit.converged
