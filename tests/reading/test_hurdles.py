"""Hurdles: glmmTMB's truncated families with a ziformula, brms' families of that name."""

from __future__ import annotations

import pytest

import formula2eq as f2e
from formula2eq.errors import InterpretationError

FORMULAS = [
    "glmmTMB(y ~ x + (1 | g), ziformula = ~ z, family = truncated_poisson)",
    "glmmTMB(y ~ x + (1 | g), ziformula = ~ z + (1 | g), family = truncated_nbinom2)",
    "glmmTMB(y ~ x + (1 | g), family = truncated_poisson)",
]


@pytest.mark.parametrize("markup", ["latex", "text"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_hurdle_is_read_back(formula: str, markup: str) -> None:
    for form in ("levels", "combined"):
        text = getattr(f2e.Model(formula).equations(form), markup)()
        assert f2e.check(formula, text, groups={"k": "g"}).verdict == "equivalent", text
        for other in FORMULAS:
            if other != formula:
                assert f2e.check(other, text, groups={"k": "g"}).verdict == "different"


@pytest.mark.parametrize(
    ("formula", "there"),
    [
        (
            "brm(bf(y ~ x, hu ~ z), family = hurdle_poisson())",
            FORMULAS[0].replace(" + (1 | g)", ""),
        ),
        (
            "brm(y ~ x, family = hurdle_gamma())",
            'glmmTMB(y ~ x, ziformula = ~ 1, family = ziGamma("log"))',
        ),
    ],
)
def test_brms_hurdles_are_those_of_glmmtmb(formula: str, there: str) -> None:
    assert f2e.check(formula, there, family=None).verdict == "equivalent"


@pytest.mark.parametrize(
    "law",
    [
        r"\text{Hurdle-Poisson}(\pi_{ij}, \lambda_{ij})",
        r"\text{HurdlePoisson}(\pi_{ij}, \lambda_{ij})",
        r"\begin{cases} 0 & \text{with probability } \pi_{ij} \\ "
        r"\text{TruncatedPoisson}(\lambda_{ij}) & \text{with probability } 1 - \pi_{ij} \end{cases}",
    ],
)
def test_hurdles_as_people_write_them(law: str) -> None:
    text = (
        rf"$$y_{{ij}} \sim {law} \\ \log(\lambda_{{ij}}) = \beta_0 + \beta_1 x_{{ij}} + u_j \\ "
        r"\text{logit}(\pi_{ij}) = \gamma_0 + \gamma_1 z_{ij} \\ u_j \sim N(0, \sigma^2)$$"
    )
    found = f2e.read(text, {"j": "g"})
    assert (found.formula, found.ziformula) == ("y ~ x + (1 | g)", "~ z")
    assert found.family == "truncated_poisson"
    assert (
        found.call("brms")
        == "brm(bf(y ~ x + (1 | g), hu ~ z), data = d, family = hurdle_poisson())"
    )


def test_two_links_without_a_law_are_refused() -> None:
    text = (
        r"$$\text{logit}(\pi_{ij}) = \alpha_0 + \alpha_1 x_{ij} + a_j \\ "
        r"\log(\lambda_{ij}) = \beta_0 + \beta_1 x_{ij} + b_j$$"
    )
    with pytest.raises(InterpretationError, match="second linear predictor"):
        f2e.read(text, {"j": "g"})
