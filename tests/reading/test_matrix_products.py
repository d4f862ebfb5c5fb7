"""A matrix times a vector, in bold or not: read through its printed rows, or refused with the way out."""

from __future__ import annotations

import pytest

from formula2eq.errors import EquationError
from formula2eq.reading.read import read

#: Gelman & Hill 2007, ch. 13, and the forms of Laird & Ware 1982 without bold letters.
UNPRINTED = [
    r"y_i \sim N(X_i b, \sigma^2)",
    r"y_i \sim N(X_i B, \sigma_y^2)",
    r"y_i \sim N(X_i B_{j[i]}, \sigma_y^2) \\ B_j \sim N(M_B, \Sigma_B)",
    r"y_i \sim N(X_i \beta, \sigma_y^2), \text{ for } i = 1, \dots, n",
    r"y \sim N(X b, \sigma^2 I)",
    r"y \sim N(X\beta + Zb, \sigma^2 I)",
    r"y = X\beta + Zb + \epsilon",
    r"y_i = X_i \beta + Z_i b_i + e_i \\ b_i \sim N(0, D)",
    r"\mathbf{y} = \mathbf{X}\boldsymbol\beta + \mathbf{Z}\mathbf{u} + \boldsymbol\varepsilon",
    r"\text{logit}(p_i) = X_i \beta",
    r"y_{ij} = x_{ij}^\top \beta + u_j + e_{ij}",
    r"y_{ij} = \alpha + x_{ij}' \beta + u_j + e_{ij}",
    r"Y_j = X_j \beta_j + r_j \\ \beta_j = W_j \gamma + u_j",
    "y = Xb + e",
]


@pytest.mark.parametrize("text", UNPRINTED)
def test_a_matrix_without_rows_is_refused(text: str) -> None:
    with pytest.raises(EquationError) as caught:
        read(text, {"j": "g", "i": "unit"})
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.rule == "matrix-form"
    assert diagnostic.labels
    assert "rows" in (diagnostic.repair or "")


GROUPED = r"\text{score}_{ij} = X_{ij} b + Z_{ij} u_j + e_{ij} \\ u_j \sim N(0, D)"
AGE = r"(1, \text{age}_{ij})"
PRINTED = [
    (
        r"y_i \sim N(X_i b, \sigma^2) \\ X_i = (1, \text{age}_i, \text{sex}_i) \\ b = (b_0, b_1, b_2)",
        "y ~ age + sex",
    ),
    (
        r"y \sim N(X b, \sigma^2 I) \\ x_i = (1, \text{age}_i) \\ b = (b_0, b_1)",
        "y ~ age",
    ),
    (
        r"y_i = x_i^\top \beta + e_i \\ x_i^\top = (1, \text{age}_i) \\ \beta^\top = (\beta_0, \beta_1)",
        "y ~ age",
    ),
    (
        r"y_i = \beta^\top x_i + e_i \\ x_i = (1, \text{age}_i) \\ \beta = (\beta_0, \beta_1)",
        "y ~ age",
    ),
    (
        rf"{GROUPED} \\ X_{{ij}} = {AGE} \\ Z_{{ij}} = {AGE} \\ b = (b_0, b_1) \\ u_j = (u_{{0j}}, u_{{1j}})",
        "score ~ age + (1 + age | g)",
    ),
    (
        r"y \sim N(X\beta + Zb, \sigma^2 I) \\ b \sim N(0, D) \\ x_{ij} = (1, \text{age}_{ij}) \\"
        r"\beta = (\beta_0, \beta_1) \\ z_{ij} = (1) \\ b_j = (b_{0j})",
        "y ~ age + (1 | g)",
    ),
    (
        r"y_i \sim N(X_i B_{j[i]}, \sigma_y^2) \\ B_j \sim N(M_B, \Sigma_B) \\"
        r"X_i = (1, \text{floor}_i) \\ B_j = (\alpha_j, \beta_j) \\ M_B = (\mu_\alpha, \mu_\beta)",
        "y ~ floor + (1 + floor | g)",
    ),
]


@pytest.mark.parametrize(("text", "formula"), PRINTED)
def test_a_matrix_is_read_through_its_rows(text: str, formula: str) -> None:
    found = read(text, {"j": "g"})
    assert found.formula == formula
    assert not found.slips


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (r"y_i \sim N(\beta X_i, \sigma^2)", "y ~ 0 + X"),
        (r"y_i = a + b X_i + e_i", "y ~ X"),
        (r"Y_{ij} = \gamma_{00} + X_{ij} \gamma_{10} + u_j + e_{ij}", "Y ~ X + (1 | g)"),
        (r"y_i = a + bx_i + e_i", "y ~ x"),
        ("y = a + bx + e", "y ~ x"),
        (r"y_i = \beta_0 + \beta_1 IQ_i + e_i", "y ~ IQ"),
    ],
)
def test_one_variable_with_its_coefficient_is_no_matrix(text: str, formula: str) -> None:
    found = read(text, {"j": "g"})
    assert found.formula == formula
    assert "row-or-variable" not in {d.rule for d in found.diagnostics}


def test_a_capital_before_its_coefficient_beside_a_constant_is_said() -> None:
    found = read(r"y_i = a + X_i b + e_i")
    assert found.formula == "y ~ X"
    assert [(d.rule, d.severity) for d in found.diagnostics] == [("row-or-variable", "note")]


def test_a_name_that_is_known_is_a_variable() -> None:
    found = read(r"y_i = X_i b + e_i", names={"dose": "X"})
    assert found.formula == "y ~ 0 + dose"


@pytest.mark.parametrize(
    "text",
    [
        r"y_i = \beta_0 + \beta_1 x_{1i} + \dots + \beta_p x_{pi} + e_i",
        r"y_i = X_i b + e_i \\ X_i = (1, x_{1i}, \ldots, x_{pi}) \\ b = (b_0, b_1, b_2)",
        r"y_i = X_i b + e_i \\ b = \begin{pmatrix} b_0 \\ \vdots \\ b_p \end{pmatrix}",
    ],
)
def test_dots_leave_no_formula(text: str) -> None:
    with pytest.raises(EquationError) as caught:
        read(text)
    assert caught.value.diagnostics[0].rule == "left-out"


@pytest.mark.parametrize(
    "said",
    [
        r", \quad (i = 1, \dots, n)",
        r", i = 1, \dots, n_j, \; j = 1, \dots, J",
        r", i \in \{1, \dots, n_j\}",
        r" \text{ for } i = 1, 2, \ldots, n_j; j = 1, \dots, J",
        r" \\ i = (1, \dots, n)",
        r", (i = 1, \dots, n; j = 1, \dots, J)",
    ],
)
def test_ranges_of_indices_are_skipped(said: str) -> None:
    text = r"y_{ij} = b_0 + b_1 x_{ij} + u_j + e_{ij}" + said
    assert read(text, {"j": "g"}).formula == "y ~ x + (1 | g)"
