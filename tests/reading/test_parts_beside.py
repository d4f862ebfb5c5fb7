"""Extra zeros and dispersions as papers write them."""

from __future__ import annotations

import pytest

from formula2eq.errors import UsageError
from formula2eq.reading.read import read

MEAN = r" \\ \log(\lambda_{ij}) = \beta_0 + \beta_1 x_{ij} + u_j \\ u_j \sim N(0, \sigma_u^2) \\ "
LOGIT = r"\text{logit}(\pi_{ij}) = \gamma_0 + \gamma_1 z_{ij} + v_j \\ v_j \sim N(0, \sigma_v^2)"
ODDS = r"\log\left(\frac{p_{ij}}{1 - p_{ij}}\right) = \gamma_0 + \gamma_1 z_{ij}"
#: Lambert 1992; Brooks et al. 2017; Zuur et al. 2009, ch. 11: forms as they are in use, symbols ours.
ZEROS = [
    (r"ZIPoisson(\pi_{ij}, \lambda_{ij})" + MEAN + LOGIT, "poisson", "~ z + (1 | g)"),
    (r"\text{ZIP}(\lambda_{ij}, p_{ij})" + MEAN + ODDS, "poisson", "~ z"),
    (r"\text{ZIP}(\lambda_{ij}, \pi)" + MEAN, "poisson", "~ 1"),
    (r"\text{ZINB}(\lambda_{ij}, \theta, p_{ij})" + MEAN + ODDS, "negative.binomial", "~ z"),
    (
        r"\text{Zero-inflated Poisson}(\lambda_{ij}, \pi_{ij})" + MEAN + LOGIT,
        "poisson",
        "~ z + (1 | g)",
    ),
    (
        r"\begin{cases} 0 & \text{with probability } \pi_{ij} \\ "
        r"\text{Poisson}(\lambda_{ij}) & \text{with probability } 1 - \pi_{ij} \end{cases}"
        + MEAN
        + LOGIT,
        "poisson",
        "~ z + (1 | g)",
    ),
    (
        r"\left\{ \begin{array}{ll} 0, & \text{w.p. } \pi_{ij} \\ \text{NB}(\lambda_{ij}, \theta), & "
        r"\text{w.p. } 1 - \pi_{ij} \end{array} \right." + MEAN + LOGIT,
        "negative.binomial",
        "~ z + (1 | g)",
    ),
    (
        r"ZIPoisson(\pi_{ij}, \lambda_{ij})"
        + MEAN
        + r"\pi_{ij} = \text{logit}^{-1}(\gamma_0 + \gamma_1 z_{ij})",
        "poisson",
        "~ z",
    ),
]
GAUSSIAN = (
    r"y_{ij} = \beta_0 + \beta_1 x_{ij} + u_j + \varepsilon_{ij} \\ u_j \sim N(0, \tau^2) \\ "
    r"\varepsilon_{ij} \sim N(0, \sigma_{ij}^2) \\ "
)
#: Hedeker, Mermelstein & Demirtas 2008, Biometrics 64(2): location-scale models, symbols ours.
SPREADS = [
    (GAUSSIAN + r"\log \sigma^2_{ij} = \alpha_0 + \alpha_1 x_{ij}", "~ x", False),
    (
        GAUSSIAN
        + r"\log(\sigma_{ij}^2) = \alpha_0 + \alpha_1 x_{ij} + v_j \\ v_j \sim N(0, \sigma_v^2)",
        "~ x + (1 | g)",
        False,
    ),
    (GAUSSIAN + r"\log(\sigma_{ij}) = \alpha_0 + \alpha_1 x_{ij}", "~ x", True),
    (GAUSSIAN + r"\sigma_{ij} = \exp(\alpha_0 + \alpha_1 x_{ij})", "~ x", True),
    (GAUSSIAN + r"\sigma_{ij}^2 = \exp(\alpha_0 + \alpha_1 x_{ij})", "~ x", False),
    (GAUSSIAN.replace(r"\sigma_{ij}^2", r"\exp(\alpha_0 + \alpha_1 x_{ij})"), "~ x", False),
    (
        r"y_{ij} \sim N(\mu_{ij}, \sigma_{ij}) \\ \mu_{ij} = \beta_0 + \beta_1 x_{ij} + u_j \\ "
        r"\log(\sigma_{ij}) = \alpha_0 + \alpha_1 z_{ij} + v_j",
        "~ z + (1 | g)",
        True,
    ),
    (
        r"y_{ij} \sim \text{NegBinomial}(\mu_{ij}, \phi_{ij}) \\ "
        r"\log \mu_{ij} = \beta_0 + \beta_1 x_{ij} + u_j \\ \log \phi_{ij} = \alpha_0 + \alpha_1 z_{ij}",
        "~ z",
        False,
    ),
]


@pytest.mark.parametrize(("text", "family", "ziformula"), ZEROS)
def test_extra_zeros_are_read(text: str, family: str, ziformula: str) -> None:
    found = read(r"y_{ij} \sim " + text, {"j": "g"})
    assert (found.formula, found.family, found.link) == ("y ~ x + (1 | g)", family, "log")
    assert (found.ziformula, found.dispformula) == (ziformula, None)
    assert not found.slips


@pytest.mark.parametrize(("text", "dispformula", "deviation"), SPREADS)
def test_a_dispersion_is_read(text: str, dispformula: str, deviation: bool) -> None:
    found = read(text, {"j": "g"})
    assert (found.formula, found.ziformula, found.dispformula) == (
        "y ~ x + (1 | g)",
        None,
        dispformula,
    )
    assert not found.slips
    assert ("dispersion-scale" in {d.rule for d in found.diagnostics}) == deviation


def test_the_probability_of_no_extra_zero_is_said() -> None:
    text = (
        r"y_{ij} \sim \begin{cases} 0 & \text{with probability } 1 - \pi_{ij} \\ "
        r"\text{Poisson}(\lambda_{ij}) & \text{with probability } \pi_{ij} \end{cases}"
        + MEAN
        + LOGIT
    )
    found = read(text, {"j": "g"})
    assert found.ziformula == "~ z + (1 | g)"
    assert "other-sign" in {d.rule for d in found.diagnostics}


def test_a_probability_that_varies_needs_an_equation() -> None:
    found = read(r"y_{ij} \sim ZIPoisson(\pi_{ij}, \lambda_{ij})" + MEAN, {"j": "g"})
    assert [d.rule for d in found.slips] == ["part-without-equation"]


def test_what_stands_in_two_parts_is_said() -> None:
    shared = r"\text{logit}(\pi_{ij}) = \beta_0 + \gamma_1 x_{ij} + u_j"
    found = read(r"y_{ij} \sim ZIPoisson(\pi_{ij}, \lambda_{ij})" + MEAN + shared, {"j": "g"})
    assert [(d.rule, d.severity) for d in found.slips] == [
        ("shared-between-parts", "warning"),
        ("shared-between-parts", "error"),
    ]


def test_a_law_of_two_parts_has_no_formula() -> None:
    text = (
        r"y_{ij} \sim ZIPoisson(\pi_{ij}, \lambda_{ij}) \\ \log(\lambda_{ij}) = \beta_0 + u_j \\ "
        r"\text{logit}(\pi_{ij}) = \gamma_0 + v_j \\ "
        r"\begin{pmatrix} u_j \\ v_j \end{pmatrix} \sim N(0, \Sigma)"
    )
    found = read(text, {"j": "g"})
    assert [d.rule for d in found.slips] == ["covariance-without-formula"]


@pytest.mark.parametrize(
    ("tool", "call"),
    [
        (
            "glmmTMB",
            "glmmTMB(y ~ x + (1 | g), ziformula = ~ z + (1 | g), data = d, family = poisson)",
        ),
        (
            "brms",
            "brm(bf(y ~ x + (1 | g), zi ~ z + (1 | g)), data = d, family = zero_inflated_poisson())",
        ),
        (
            "Bambi",
            'bmb.Model(bmb.Formula("y ~ x + (1 | g)", "psi ~ z + (1 | g)"), d, '
            'family="zero_inflated_poisson")',
        ),
    ],
)
def test_a_call_with_extra_zeros(tool: str, call: str) -> None:
    found = read(r"y_{ij} \sim ZIPoisson(\pi_{ij}, \lambda_{ij})" + MEAN + LOGIT, {"j": "g"})
    assert found.call(tool) == call


@pytest.mark.parametrize("tool", ["lme4", "ordinal", "nlme", "MixedModels.jl", "statsmodels"])
def test_a_tool_without_extra_zeros_refuses(tool: str) -> None:
    found = read(r"y_{ij} \sim ZIPoisson(\pi_{ij}, \lambda_{ij})" + MEAN + LOGIT, {"j": "g"})
    with pytest.raises(UsageError) as caught:
        found.call(tool)
    assert caught.value.diagnostics[0].rule == "tool-cannot-hold"


def test_a_call_with_a_dispersion() -> None:
    found = read(GAUSSIAN + r"\log \sigma^2_{ij} = \alpha_0 + \alpha_1 x_{ij}", {"j": "g"})
    assert found.call("glmmTMB") == (
        "glmmTMB(y ~ x + (1 | g), dispformula = ~ x, data = d, REML = TRUE)"
    )
    assert found.call("brms") == "brm(bf(y ~ x + (1 | g), sigma ~ x), data = d)"
