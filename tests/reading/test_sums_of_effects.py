r"""``\alpha_{j[i],k[i]}`` with laws for alpha_j and alpha_k is the sum of the two: no effect is dropped."""

from __future__ import annotations

import formula2eq as f2e

GROUPS = {"j": "person", "k": "item"}


def test_one_mean_and_one_deviation() -> None:
    found = f2e.read(
        r"y_i \sim N(\alpha_{j[i],k[i]} + \beta_1 x_i, \sigma^2) \\"
        r"\alpha_j \sim N(\gamma_0 + \gamma_1 w_j, \sigma_\alpha^2) \\"
        r"\alpha_k \sim N(0, \sigma_k^2)",
        GROUPS,
    )
    assert found.formula == "y ~ w + x + (1 | person) + (1 | item)"
    assert found.sound


def test_two_means_cannot_be_told_apart() -> None:
    found = f2e.read(
        r"\operatorname{y}_{i} &\sim N \left(\alpha_{j[i],k[i]} + \beta_{1}(\operatorname{x}),"
        r" \sigma^2 \right) \\"
        r"\alpha_{j} &\sim N \left(\mu_{\alpha_{j}}, \sigma^2_{\alpha_{j}} \right) \\"
        r"\alpha_{k} &\sim N \left(\mu_{\alpha_{k}}, \sigma^2_{\alpha_{k}} \right)",
        GROUPS,
    )
    assert found.formula == "y ~ x + (1 | person) + (1 | item)"
    assert [slip.rule for slip in found.slips] == ["several-means"]
