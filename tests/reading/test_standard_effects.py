r"""Scales beside effects of unit variance, laws that say nothing, crossings without a residual."""

from __future__ import annotations

import pytest

import formula2eq as f2e


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            r"$$y_{ij} = \beta_0 + \beta_1 x_{ij} + \sigma_u z_j + \epsilon_{ij}, \quad z_j \sim N(0,1)$$",
            "y ~ x + (1 | g)",
        ),
        (
            r"$$y_i \sim N(\mu_i, \sigma) \\ \mu_i = \alpha + z_{j[i]}\sigma_\alpha + \beta x_i \\ "
            r"z_j \sim \text{Normal}(0, 1) \\ \sigma_\alpha \sim \text{Exponential}(1)$$",
            "y ~ x + (1 | g)",
        ),
        (
            "mu_ij = beta_0 + beta_1 x_ij + b_j\ny_ij ~ Normal(mu_ij, sigma)\n"
            "b_j = sd_of_g u_j\nu_j ~ Normal(0, 1)",
            "y ~ x + (1 | g)",
        ),
        # what a coefficient multiplies elsewhere is a variable
        (
            r"$$y_{ij} = \beta_0 + u_j x + \beta_1 x + e_{ij}, \quad u_j \sim N(0,1)$$",
            "y ~ x + (0 + x | g)",
        ),
        # laws of which nothing is said
        (
            r"$$y_i \sim N(\mu_i, \sigma) \\ \mu_i = \beta_0 + \beta_1 x_i + u_{j[i]} \\ "
            r"u_j \sim N(0, \tau) \\ \beta_0, \beta_1 \sim N(..., ...) \\ \sigma \sim Exp(...)$$",
            "y ~ x + (1 | g)",
        ),
    ],
)
def test_scales_and_open_laws_are_no_terms(text: str, formula: str) -> None:
    report = f2e.check(formula, text, groups={"j": "g"})
    assert report.verdict == "equivalent", report.text()


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            r"$$\text{logit}(P(Y_{ij} \le k)) = \theta_k - (\beta_1 x_i + u_i + v_j)$$",
            "clmm(Y ~ x + (1 | person) + (1 | item))",
        ),
        (
            r"$$\text{logit}(p_{ij}) = \beta_0 + \beta_1 x_{ij} + u_i + v_j$$",
            "glmer(p ~ x + (1 | person) + (1 | item), family = binomial)",
        ),
    ],
)
def test_a_crossing_needs_no_residual(text: str, formula: str) -> None:
    assert f2e.check(formula, text).verdict == "equivalent"
    one = formula.replace(" + (1 | item)", "")
    assert f2e.check(one, text, groups={"i": "person", "j": "item"}).verdict == "different"
