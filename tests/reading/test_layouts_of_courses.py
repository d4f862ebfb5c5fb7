"""Layouts of textbooks and course notes of education, psychology and linguistics."""

from __future__ import annotations

import pytest

from formula2eq.reading.read import read

TWO_LEVELS = r"""y_{ij} = \beta_{0j} + \beta_{1j} x_{ij} + e_{ij}
\beta_{0j} = \gamma_{00} + u_{0j}
\beta_{1j} = \gamma_{10} + u_{1j}"""


@pytest.mark.parametrize(
    ("equations", "formula"),
    [
        (
            r"$$y_{ij} = \beta_0 + \beta_1\text{*}x_{ij} + u_j + e_{ij}$$",
            "y ~ x + (1 | g)",
        ),
        (
            r"$$y_{ij} = \beta_0 + \beta_1 x_{ij} + u_j + e_{ij}$$ $$e_{ij} \tilde{} N(0, \sigma^2)$$",
            "y ~ x + (1 | g)",
        ),
        (
            r"$$y_{ij} = \beta_0 + \beta_1 \times \text{Stage}_{ij} + u_j + e_{ij}$$",
            "y ~ Stage + (1 | g)",
        ),
        (
            r"$\text{popularity}_{ij}$ = $\beta_{0}$ + $\beta_{1}$ sex$_{ij}$ + $u_{j}$ + $e_{ij}$",
            "popularity ~ sex + (1 | g)",
        ),
        (
            r"$$y_{ij} = \underbrace{\beta_{0j}}_{\gamma_{00} + \gamma_{01} w_j + u_{0j}}"
            r" + \beta_1 x_{ij} + e_{ij}$$",
            "y ~ w + x + (1 | g)",
        ),
        (
            r"\underline{y}_{ij} = \underline{a}_j + \gamma_{10} x_{ij} + \underline{\epsilon}_{ij}"
            "\n"
            r"\underline{a}_j = \gamma_{00} + \underline{u}_{0j}",
            "y ~ x + (1 | g)",
        ),
        (
            r"\begin{aligned}\text{Level 1 Model (Student)}\quad & y_{ij} = b_{0j} + e_{ij}\\"
            r"\text{Level 2 Model (School)}\quad & b_{0j} = \beta_0 + u_{j}\end{aligned}",
            "y ~ 1 + (1 | g)",
        ),
        (
            "y_{ij} = \\beta_0 + u_{j} + e_{ij}\n"
            r"where u_j \sim N(0, \sigma^2_{int:school}) and e_{ij} \sim N(0, \sigma^2).",
            "y ~ 1 + (1 | g)",
        ),
    ],
)
def test_the_model_of_a_layout(equations: str, formula: str) -> None:
    assert read(equations, groups={"j": "g"}).formula == formula


def test_words_in_the_label_of_a_brace_are_no_equation() -> None:
    label = r"\underbrace{\beta_{0j}}_{\text{the mean} + x_j}"
    found = read(TWO_LEVELS.replace(r"= \beta_{0j} +", f"= {label} +"), groups={"j": "g"})
    assert found.formula == read(TWO_LEVELS, groups={"j": "g"}).formula


def test_a_letter_below_a_labelled_coefficient_is_a_label() -> None:
    text = (
        r"$$y_{ij} = \beta_0 + \beta_R \text{Arm}_{ij} + \beta_t \text{Step}_{ij} + u_i + e_{ij}$$"
    )
    assert read(text, groups={"i": "g"}).formula == "y ~ Arm + Step + (1 | g)"


def test_a_letter_below_the_coefficient_of_its_variable_is_a_label() -> None:
    text = r"$$y_{ij} = \beta_0 + \beta_t t_{ij} + \beta_x x_{ij} + u_i + e_{ij}$$"
    assert read(text, groups={"i": "g"}).formula == "y ~ t + x + (1 | g)"


def test_a_letter_that_something_else_carries_is_an_index() -> None:
    text = (
        r"$$y_{it} = \beta_0 + \beta_R \text{Arm}_{it} + \beta_t \text{Step}_{it} + u_i + e_{it}$$"
    )
    found = read(text, groups={"i": "g", "t": "time"}, guess_groups=True)
    assert "Step | time" in found.formula


def test_the_conditions_of_a_law_have_no_law_by_it() -> None:
    text = r"""y_{ijk} = \beta_1 + \zeta^{(2)}_{jk} + \zeta^{(3)}_{k} + \epsilon_{ijk}
\zeta^{(2)}_{jk} \mid x_{ijk}, \zeta_k^{(3)} \sim N(0, \psi^{(2)})"""
    assert read(text, groups={"k": "g", "j": "h"}).formula == "y ~ 1 + (1 | g/h)"


def test_a_log_normal_outcome_is_a_normal_logarithm() -> None:
    text = r"rt_{n} \sim LogNormal(\alpha + u_{subj[n]} + \beta x_n, \sigma)"
    found = read(text)
    assert found.formula == "log(rt) ~ x + (1 | subj)"
    assert (found.family, found.link) == ("gaussian", "identity")


def test_indices_that_all_belong_to_crossed_effects_need_no_further_one() -> None:
    text = (
        r"y_{ij} = (\gamma_{00} + u_{0i} + w_{0j}) + (\gamma_{10} + u_{1i}) x_j + \varepsilon_{ij}"
    )
    found = read(text, guess_groups=True)
    assert found.formula == "y ~ x + (1 + x | g_i) + (1 | g_j)"


def test_a_mean_under_overline_is_matched_by_its_display_name() -> None:
    text = r"y_{ij} = \beta_0 + \beta_1 MEANSES_j + \beta_2 (SES_{ij} - \overline{SES}_{.j}) + u_j + e_{ij}"
    names = {"meanses": "MEANSES", "ses": "SES", "mses": r"\overline{SES}_{.j}"}
    found = read(text, groups={"j": "g"}, names=names)
    assert "I(ses - mses)" in found.formula


def test_a_law_whose_left_side_has_a_row_of_its_own() -> None:
    found = read(
        r"\begin{aligned} y_{ij} &= \beta_0 + u_{0j} + \varepsilon_{ij} \\"
        r"\varepsilon_{ij} &\sim N(0, \sigma^2) \\ & u_{0j} \\ &\quad \sim N(0, \\"
        r"&\quad (\sigma_{u0})^2) \end{aligned}",
        {"j": "g"},
    )
    assert found.formula == "y ~ 1 + (1 | g)"


def test_six_indices_are_no_name() -> None:
    found = read(
        r"y_{ijklmn} = \beta_0 + \beta_1 x_{ijklmn} + u_{0n} + \varepsilon_{ijklmn} \\"
        r"u_{0n} \sim N(0, \tau^2)",
        {"n": "g"},
    )
    assert found.formula == "y ~ x + (1 | g)"


def test_an_absolute_value_ends_a_row() -> None:
    found = read(
        r"y_{ij} = \beta_{0j} + \beta_{1j} x_{ij} + e_{ij} \\ \beta_{0j} = \gamma_{00} + u_{0j} \\"
        r"\beta_{1j} = \gamma_{10} + \gamma_{11} |z_j| \\ u_{0j} \sim N(0, \tau^2)",
        {"j": "g"},
    )
    assert found.formula == "y ~ x + abs(z):x + (1 | g)"
