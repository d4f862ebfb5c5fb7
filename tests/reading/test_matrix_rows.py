"""Matrix forms that print their rows, in the ways of textbooks, and those that do not."""

from __future__ import annotations

import pytest

from formula2eq.errors import InterpretationError
from formula2eq.reading.read import read

MODEL = r"\mathbf{y}_i = \mathbf{X}_i \boldsymbol{\beta} + \mathbf{Z}_i \mathbf{u}_i + \mathbf{e}_i"
ROWS = r"""
\mathbf{x}_{ij}^\top = (1, \text{age}_{ij}, \text{sex}_i, \text{age}_{ij} \text{sex}_i) \\
\boldsymbol{\beta}^\top = (\beta_0, \beta_1, \beta_2, \beta_3) \\
\mathbf{z}_{ij}^\top = (1, \text{age}_{ij}) \\
\mathbf{u}_i^\top = (u_{0i}, u_{1i})
"""
LAW = r"\mathbf{u}_i \sim N(\mathbf{0}, \boldsymbol{\Sigma})"


def form(*lines: str) -> str:
    return r"\begin{aligned}" + r" \\ ".join(lines) + r"\end{aligned}"


@pytest.mark.parametrize(
    ("matrix", "bar"),
    [
        (r"\begin{pmatrix} s_{00} & s_{01} \\ s_{01} & s_{11} \end{pmatrix}", "|"),
        (r"\begin{pmatrix} s_{00} & 0 \\ 0 & s_{11} \end{pmatrix}", "||"),
    ],
)
def test_zeros_of_the_printed_matrix_decide_the_bar(matrix: str, bar: str) -> None:
    text = form(MODEL, LAW, rf"\boldsymbol{{\Sigma}} = {matrix}", ROWS)
    found = read(text, {"i": "child"})
    assert found.formula == f"y ~ age*sex + (1 + age {bar} child)"
    assert not found.slips


def test_a_matrix_that_is_not_printed_is_full() -> None:
    found = read(form(MODEL, LAW, ROWS), {"i": "child"})
    assert found.formula == "y ~ age*sex + (1 + age | child)"


def test_columns_are_vectors_too() -> None:
    rows = r"""
    \mathbf{x}_{ij} = \begin{pmatrix} 1 \\ \text{age}_{ij} \end{pmatrix} \\
    \boldsymbol{\beta} = \begin{pmatrix} \beta_0 \\ \beta_1 \end{pmatrix} \\
    \mathbf{z}_{ij} = (1) \\ \mathbf{u}_i = (u_{0i})
    """
    assert read(form(MODEL, LAW, rows), {"i": "child"}).formula == "y ~ age + (1 | child)"


def test_a_factor_with_a_common_column_makes_effects_covary() -> None:
    text = form(
        r"Y \mid B \sim N(\mathbf{X} \boldsymbol{\beta} + \mathbf{Z} \mathbf{b}, \sigma^2 \mathbf{I})",
        r"B \sim N(0, \sigma^2 \boldsymbol{\Lambda} \boldsymbol{\Lambda}^\top)",
        r"\mathbf{x}_{ij}^\top = (1, \text{age}_{ij}, \text{ses}_{ij})",
        r"\boldsymbol{\beta}^\top = (\beta_0, \beta_1, \beta_2)",
        r"\mathbf{z}_{ij}^\top = (1, \text{age}_{ij}, \text{ses}_{ij})",
        r"\mathbf{b}_j^\top = (b_{0j}, b_{1j}, b_{2j})",
        r"\boldsymbol{\Lambda} = \mathbf{I} \otimes \mathbf{T}",
        r"\mathbf{T} = \begin{pmatrix} t_1 & 0 & 0 \\ t_2 & t_3 & 0 \\ 0 & 0 & t_4 \end{pmatrix}",
    )
    found = read(text, {"j": "school"})
    assert found.formula == "y ~ age + ses + (1 + age | school) + (0 + ses | school)"


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ((MODEL, LAW), "matrix-form"),
        ((MODEL, LAW, ROWS.replace(r", \beta_3", "")), "matrix-row"),
        ((MODEL, LAW, ROWS.replace(r"\mathbf{u}_i^\top = (u_{0i}, u_{1i})", "")), "matrix-row"),
    ],
)
def test_what_is_not_printed_is_said(lines: tuple[str, ...], rule: str) -> None:
    with pytest.raises(InterpretationError) as caught:
        read(form(*(line.strip().removesuffix(r"\\") for line in lines)), {"i": "child"})
    assert caught.value.diagnostics[0].rule == rule
    assert caught.value.diagnostics[0].labels


def many(number: int) -> str:
    columns = ", ".join(rf"\text{{v{k}}}_{{ij}}" for k in range(number))
    effects = ", ".join(f"u_{{{k},i}}" for k in range(number))
    rows = rf"""
    \mathbf{{x}}_{{ij}} = (1) \\ \boldsymbol{{\beta}} = (\beta_0) \\
    \mathbf{{z}}_{{ij}} = ({columns}) \\ \mathbf{{u}}_i = ({effects})
    """
    return form(MODEL, LAW, rows)


def columns(number: int) -> str:
    shown = ", ".join(rf"\text{{v{k}}}_{{ij}}" for k in range(number))
    coefficients = ", ".join(rf"\beta_{{{k},}}" for k in range(number))
    rows = rf"""
    \mathbf{{x}}_{{ij}} = ({shown}) \\ \boldsymbol{{\beta}} = ({coefficients}) \\
    \mathbf{{z}}_{{ij}} = (1) \\ \mathbf{{u}}_i = (u_{{0i}})
    """
    return form(MODEL, LAW, rows)


def test_many_effects_are_read() -> None:
    found = read(many(150), {"i": "child"})
    assert found.formula.endswith("+ v149 | child)")


def test_many_columns_are_read() -> None:
    found = read(columns(500), {"i": "child"})
    assert found.formula.endswith("+ v499 + (1 | child)")


def test_too_many_effects_are_refused() -> None:
    with pytest.raises(InterpretationError, match="more than 300 effects"):
        read(many(301), {"i": "child"})


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(InterpretationError, match="more than 1,000 entries"):
        read(columns(1_001), {"i": "child"})
