"""Parameters that follow from the covariances have their values in every notation."""

from __future__ import annotations

from pathlib import Path

import pytest

import formula2eq as f2e
from formula2eq.notation import NOTATIONS
from formula2eq.notation.cholesky import lower_factor

DATA = Path(__file__).parents[1] / "data" / "sleepstudy.csv"


@pytest.fixture(scope="module")
def fit():
    return f2e.Model("Reaction ~ Days + (Days | Subject)", f2e.read_data(DATA)).fit()


def test_theta_as_lme4_has_it(fit):
    shown = fit.equations(notation="matrix", digits=4).latex()
    assert r"\begin{pmatrix} 0.9667 & 0 \\ 0.0152 & 0.2309 \end{pmatrix}" in shown


def test_deviations_and_correlations(fit):
    shown = fit.equations(notation="distributional", digits=2).latex()
    assert r"\begin{pmatrix} 24.74 & 0 \\ 0 & 5.92 \end{pmatrix} \boldsymbol{R}" in shown
    assert r"\begin{pmatrix} 1 & 0.07 \\ 0.07 & 1 \end{pmatrix}" in shown


@pytest.mark.parametrize("notation", NOTATIONS)
def test_no_variance_is_left_without_a_number(fit, notation):
    shown = fit.equations(notation=notation).latex()
    for letter in (r"\sigma", r"\tau", r"\theta_", r"\rho", "d_"):
        assert letter not in shown.replace(r"\Lambda}_{\theta}", "")


def test_a_singular_matrix_has_a_factor():
    assert lower_factor([[1.0, 1.0], [1.0, 1.0]]) == [[1.0, 0.0], [1.0, 0.0]]
