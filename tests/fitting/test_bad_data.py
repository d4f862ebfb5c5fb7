"""Bad data: a sentence that says what and where, never a traceback."""

from dataclasses import replace

import numpy as np
import pytest
from reference_fits import design

from formula2eq.design.design import Design, RandomBlock
from formula2eq.errors import DataError, FitError, UsageError
from formula2eq.fitting import checks
from formula2eq.fitting.fit import fit

N, GROUPS = 60, 12
RANDOM = np.random.default_rng(7)
X = np.column_stack((np.ones(N), RANDOM.normal(size=N)))
CODES = np.repeat(np.arange(GROUPS), N // GROUPS)


def block(codes=CODES, columns=None, names=("(Intercept)",), group="g"):
    columns = np.ones((N, 1)) if columns is None else columns
    return RandomBlock(group, names, tuple(map(str, range(codes.max() + 1))), codes, columns)


def made(y, random=None, **changes):
    random = (block(),) if random is None else random
    plain = Design(
        np.asarray(y, float), X, ("(Intercept)", "x"), random, None, None, (), np.arange(N) + 10
    )
    return replace(plain, **changes)


NORMAL = X @ [1, 2] + RANDOM.normal(size=GROUPS)[CODES] + RANDOM.normal(size=N)
COUNTS = RANDOM.poisson(3, N).astype(float)
HEADS = (RANDOM.random(N) < 0.5).astype(float)
ROW = np.arange(N) == 4


def one(value, y):
    return np.where(ROW, value, y)


CASES = {
    "no-rows": (
        made(
            np.zeros(0),
            (RandomBlock("g", ("(Intercept)",), (), np.zeros(0, np.intp), np.ones((0, 1))),),
            X=X[:0],
            rows=np.zeros(0, np.intp),
        ),
        "gaussian",
        "no row is left",
    ),
    "infinite-response": (made(one(np.inf, NORMAL)), "gaussian", "the response is infinite"),
    "nan-predictor": (
        made(NORMAL, X=np.where(ROW[:, None] & [False, True], np.nan, X)),
        "gaussian",
        "the column x is infinite or not a number in row 15",
    ),
    "infinite-offset": (made(NORMAL, offset=one(-np.inf, 0)), "gaussian", "the offset"),
    "infinite-random": (
        made(NORMAL, (block(columns=one(np.inf, 1)[:, None], names=("z",)),)),
        "gaussian",
        "z of the random term of g",
    ),
    "negative-weights": (made(NORMAL, weights=one(-1, 1)), "gaussian", "negative in row 15"),
    "zero-weights": (made(NORMAL, weights=one(0, 1)), "gaussian", "weights are 0 in row 15"),
    "no-weight": (made(COUNTS, weights=np.zeros(N)), "poisson", "all prior weights are 0"),
    "constant": (made(np.full(N, 3.0)), "gaussian", "the response is 3 in every row"),
    "constant-counts": (made(np.zeros(N)), "poisson", "the response is 0 in every row"),
    "all-heads": (made(np.ones(N)), "binomial", "the response is 1 in every row"),
    "fractions": (made(one(2.5, COUNTS)), "poisson", "needs whole numbers; there are 2.5"),
    "half-success": (made(one(0.5, HEADS)), "binomial", "whole numbers of successes"),
    "not-whole-successes": (
        made(one(0.3, HEADS), weights=np.full(N, 5.0)),
        "binomial",
        "there are 1.5 in row 15",
    ),
    "negative-counts": (made(one(-1, COUNTS)), "poisson", "0 or more; it is negative in row 15"),
    "above-one": (made(one(2, HEADS)), "binomial", "between 0 and 1; it is 2 in row 15"),
    "zero-gamma": (made(one(0, COUNTS + 1)), "Gamma", "above 0; it is 0 in row 15"),
    "negative-inverse": (made(one(-2, COUNTS + 1)), "inverse.gaussian", "above 0; it is negative"),
    "one-row-each": (made(NORMAL, (block(np.arange(N)),)), "gaussian", "cannot be told from the"),
    "too-many-slopes": (
        made(
            NORMAL,
            (
                block(
                    np.repeat(np.arange(N // 2), 2),
                    np.column_stack((np.ones(N), X[:, 1])),
                    ("(Intercept)", "x"),
                ),
            ),
        ),
        "gaussian",
        "60 random effects for 60 rows",
    ),
    "one-category": (made(NORMAL, (block(np.zeros(N, np.intp)),)), "gaussian", "one category"),
    "few-rows": (
        made(
            NORMAL[:2],
            (),
            X=X[:2],
            rows=np.arange(2),
        ),
        "gaussian",
        "2 rows cannot give 2 fixed coefficients",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_data_is_refused_with_a_sentence(name):
    bad, family, words = CASES[name]
    with pytest.raises(DataError) as caught:
        fit(bad, family)
    assert words in caught.value.diagnostics[0].message


@pytest.mark.parametrize("random", [(), (block(),)], ids=["fixed", "mixed"])
@pytest.mark.parametrize("link", ["logit", "probit", "cloglog", "cauchit"])
def test_complete_separation(link, random):
    with pytest.raises(FitError) as caught:
        fit(made(X[:, 1] > 0.3, random), "binomial", link)
    assert caught.value.diagnostics[0].rule == "separation"
    assert "x" in caught.value.diagnostics[0].message


@pytest.mark.parametrize("random", [(), (block(),)], ids=["fixed", "mixed"])
def test_quasi_separation(random):
    treated = np.column_stack((X, np.arange(N) < 20))
    for y, family in (
        (np.where(np.arange(N) < 20, 1, HEADS), "binomial"),
        (COUNTS * (np.arange(N) >= 20), "poisson"),
    ):
        names = ("(Intercept)", "x", "treated")
        with pytest.raises(FitError, match="treated"):
            fit(made(y, random, X=treated, names=names), family)


def test_what_only_nearly_separates_is_fitted():
    y = (X[:, 1] > 0.3).astype(float)
    near = np.argsort(np.abs(X[:, 1] - 0.3))[:6]
    y[near] = 1 - y[near]
    assert fit(made(y, ()), "binomial").converged


def test_groups_without_successes_are_no_separation():
    y = np.where(CODES < 4, 0, HEADS)
    assert fit(made(y), "binomial").converged


@pytest.mark.parametrize("random", [(), (block(),)], ids=["fixed", "mixed"])
def test_a_perfect_fit_has_no_residual(random):
    with pytest.raises(FitError, match="reproduces the response exactly"):
        fit(made(X @ [1, 2], random))


def test_a_remainder_too_large_for_memory_is_refused_with_its_size(monkeypatch):
    monkeypatch.setattr(checks, "_memory", lambda: 1e3)
    second = block(np.arange(N) % 6, group="h")
    with pytest.raises(FitError, match=r"9 columns, which needs about 0.0 GB"):
        fit(made(NORMAL, (block(), second)))


def test_unknown_names():
    with pytest.raises(UsageError, match="no family called 'student'"):
        fit(made(NORMAL), "student")
    with pytest.raises(UsageError, match="no link called 'loglog'"):
        fit(made(NORMAL), "gaussian", "loglog")


def test_dropped_columns_are_named():
    data = made(NORMAL, dropped=("z",))
    (remark,) = fit(data).diagnostics
    assert remark.rule == "rank-deficient" and "z" in remark.message


def test_a_zero_variance_is_named_with_its_meaning():
    found = fit(design("Yield ~ 1 + (1 | Batch)", "Dyestuff2"))
    assert found.singular and found.covariances[0].sd[0] == 0
    (remark,) = found.diagnostics
    assert remark.rule == "singular-fit"
    assert "(Intercept) between categories of Batch is estimated as exactly 0" in remark.message


def test_a_perfect_correlation_is_named_with_its_meaning():
    found = fit(
        design("normexam ~ standLRT + sex + type + vr + (1 + sex | school)", "Exam_full"),
        reml=False,
    )
    assert found.singular and abs(found.covariances[0].corr[0, 1]) == pytest.approx(1)
    (remark,) = found.diagnostics
    assert "their correlation is exactly 1 or -1" in remark.message


def test_non_convergence_is_reported_with_the_gradient(monkeypatch):
    from formula2eq.fitting import optimize

    monkeypatch.setattr(optimize, "ITERATIONS", 1)
    found = fit(made(NORMAL))
    assert not found.converged
    remark = found.diagnostics[0]
    assert remark.rule == "not-converged" and remark.severity == "warning"
    assert f"{np.abs(found.gradient).max():.3g}" in remark.message
    found = fit(made(HEADS), "binomial")
    assert not found.converged and found.diagnostics[0].rule == "not-converged"
