"""The analysis of variance with names for effects, and behind links."""

from __future__ import annotations

import pytest

import formula2eq as f2e


@pytest.mark.parametrize(
    ("text", "groups", "formula"),
    [
        (
            r"$$Y_{ij} = \mu + \text{Genotype}_i + \text{Block}_j + \varepsilon_{ij}, "
            r"\quad \text{Block}_j \sim N(0, \sigma_b^2)$$",
            {},
            "Y ~ Genotype + (1 | Block)",
        ),
        (
            r"$$Y_{ijk} = \mu + \text{N}_i + \text{Variety}_j + (\text{N} \times \text{Variety})_{ij}"
            r" + b_k + \varepsilon_{ijk}$$",
            {"k": "block"},
            "Y ~ N*Variety + (1 | block)",
        ),
        (
            r"$$Y_{ijkm} = \mu + \text{Group}_i + \text{Age}_j + u_{\text{Site}} + \epsilon_{ijkm}$$"
            r"$$u_{\text{Site}} \sim N(0, \sigma^2_{\text{Site}})$$",
            {},
            "Y ~ Group + Age + (1 | Site)",
        ),
        (
            r"$$\log(\lambda_{ij}) = \eta + \tau_i + u_{ij}, \quad u_{ij} \sim N(0, \sigma_U^2)$$",
            {"i": "trt", "j": "unit"},
            "glmer(y ~ trt + (1 | trt:unit), family = poisson)",
        ),
        (
            r"$$\text{logit}(\pi_{ij}) = \eta + \tau_i + b_j, \quad b_j \sim N(0, \sigma_b^2)$$",
            {"i": "trt", "j": "block"},
            "glmer(y ~ trt + (1 | block), family = binomial)",
        ),
        # beside coefficients a name alone is an offset
        (
            r"$$\log(\lambda_{ij}) = \beta_0 + \beta_1 x_{ij} + \text{effort}_{ij} + u_j$$",
            {"j": "site"},
            "glmer(y ~ x + offset(effort) + (1 | site), family = poisson)",
        ),
    ],
)
def test_effects_have_the_names_of_their_factors(
    text: str, groups: dict[str, str], formula: str
) -> None:
    report = f2e.check(
        formula, text, groups=groups, names={"y": "y"} if "glmer" in formula else None
    )
    assert report.verdict == "equivalent", report.text()
