"""Effects and offsets told by place and law where letters and brackets alone do not tell."""

from __future__ import annotations

import pytest

from formula2eq.reading.read import read

SLOPES = r"y_i = \beta_0 + (\beta_1 + u_{1[\text{Subject}_i]}) x_i + u_{0[\text{Subject}_i]} + e_i"
LAWS = r"u_j \sim N(0, \tau^2) \\ e_{ij} \sim N(0, \sigma^2)"


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            r"y_i = \beta_0 + \beta_1 x_i + u_{0[\text{Subject}_i]} + e_i",
            "y ~ x + (1 | Subject)",
        ),
        (SLOPES, "y ~ x + (1 + x | Subject)"),
        (
            rf"y_{{ij}} = -q_i + \beta_0 + \beta_1 x_i + u_j + e_{{ij}} \\ {LAWS}",
            "y ~ x + offset(-q) + (1 | school)",
        ),
        (
            r"y_{ij} = \beta_0 + \beta_1 (x_{ij} + w_{ij}) + u_j + e_{ij}",
            "y ~ I(x + w) + (1 | school)",
        ),
        (r"\sqrt{y_{ij}} = \beta_0 + u_j + e_{ij}", "sqrt(y) ~ 1 + (1 | school)"),
        (r"\log(y_{ij} + 1) = \beta_0 + u_j + e_{ij}", "log(y + 1) ~ 1 + (1 | school)"),
        (r"\frac{y_{ij}}{n_{ij}} = \beta_0 + u_j + e_{ij}", "y/n ~ 1 + (1 | school)"),
        (r"y_i \sim N(\mu, \sigma^2)", "y ~ 1"),
        (
            r"With $z_{ij} = x_{ij} - \bar{x}_j$ not used: $$y_{ij} = \gamma_{00} + u_j + e_{ij}$$",
            "y ~ 1 + (1 | school)",
        ),
        (
            r"where $\text{logit}(p) = \log(p/(1-p))$. $$y_{ij} = \gamma_{00} + u_j + e_{ij}$$",
            "y ~ 1 + (1 | school)",
        ),
    ],
)
def test_the_formula(text: str, formula: str) -> None:
    found = read(text, {"j": "school"} if "j" in text.replace("Subject", "") else None)
    assert found.formula == formula
    assert not found.slips
