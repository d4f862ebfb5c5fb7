"""Cumulative models as papers write them: thresholds, their signs, latent variables."""

from __future__ import annotations

import pytest

from formula2eq.errors import InterpretationError
from formula2eq.reading.read import read

LATENT = (
    r"\\ Y^*_{ij} = \beta_1 x_{ij} + u_j + \varepsilon_{ij} \\ u_j \sim N(0, \sigma_u^2) \\ "
    r"\varepsilon_{ij} \sim "
)
#: Agresti 2010, ch. 3; McCullagh & Nelder 1989, sec. 5.2; Raudenbush & Bryk 2002, ch. 10; McElreath
#: 2020, ch. 12; Snijders & Bosker 2012, sec. 17.4: forms as they are in use, symbols ours.
WRITTEN = [
    (
        r"\text{logit}(P(Y_{ij} \le c)) = \theta_c - (\beta_1 x_{ij} + u_j), u_j \sim N(0, \sigma^2)",
        "logit",
    ),
    (
        r"\log\left(\frac{\Pr(Y_{ij} \le c)}{\Pr(Y_{ij} > c)}\right) = \theta_c - \beta_1 x_{ij} - u_j",
        "logit",
    ),
    (
        r"\ln\left[\frac{P(Y_{ij} \le s \mid x_{ij})}{1 - P(Y_{ij} \le s \mid x_{ij})}\right] = "
        r"\alpha_s - \beta_1 x_{ij} - u_j, \quad s = 1, \ldots, S - 1",
        "logit",
    ),
    (r"\text{logit}\,\Pr(Y_{ij} > c) = \beta_1 x_{ij} + u_j - \theta_c", "logit"),
    (
        r"\operatorname{logit}\left[ P(Y_{ij} \geq k) \right] = \alpha_k + \beta_1 x_{ij} + u_j",
        "logit",
    ),
    (r"\Phi^{-1}[P(Y_{ij} \le c)] = \theta_c - \beta_1 x_{ij} - u_j", "probit"),
    (r"P(Y_{ij} \le c) = \Phi(\theta_c - \beta_1 x_{ij} - u_j)", "probit"),
    (
        r"P(Y_{ij} = c) = \Phi(\tau_c - \eta_{ij}) - \Phi(\tau_{c-1} - \eta_{ij}) \\ "
        r"\eta_{ij} = \beta_1 x_{ij} + u_j",
        "probit",
    ),
    (
        r"\gamma_{ijc} = P(Y_{ij} \leq c) \\ \text{logit}(\gamma_{ijc}) = \theta_c - \eta_{ij} \\ "
        r"\eta_{ij} = \beta_1 x_{ij} + u_j",
        "logit",
    ),
    (r"\log(-\log(1 - P(Y_{ij} \le c))) = \theta_c - \beta_1 x_{ij} - u_j", "cloglog"),
    (r"\log(-\log(1 - P(Y_{ij} > c))) = \theta_c + \beta_1 x_{ij} + u_j", "loglog"),
    (
        r"\varphi_{mij} = \text{Prob}(Y_{ij} \le m) \\ "
        r"\eta_{mij} = \log\left(\frac{\varphi_{mij}}{1 - \varphi_{mij}}\right) \\ "
        r"\eta_{mij} = \theta_m + \beta_{0j} + \beta_{1j} x_{ij} \\ "
        r"\beta_{0j} = \gamma_{00} + u_{0j} \\ \beta_{1j} = \gamma_{10}",
        "logit",
    ),
    (
        r"\text{logit}(P(Y_{ij} \le 1)) = \theta_1 - \beta_1 x_{ij} - u_j \\ "
        r"\text{logit}(P(Y_{ij} \le 2)) = \theta_2 - \beta_1 x_{ij} - u_j",
        "logit",
    ),
    (
        r"Y_{ij} \sim \text{Ordered-logit}(\phi_{ij}, \kappa) \\ \phi_{ij} = \beta x_{ij} + u_j",
        "logit",
    ),
    (r"Y_{ij} = k \text{ if } \theta_{k-1} < Y^*_{ij} \le \theta_k" + LATENT + "N(0, 1)", "probit"),
    (
        r"Y_{ij} = k \iff \theta_{k-1} < Y^*_{ij} \le \theta_k"
        + LATENT
        + r"\text{Logistic}(0, \pi^2/3)",
        "logit",
    ),
    (
        r"Y_{ij} = \begin{cases} 1 & \text{if } Y^*_{ij} \le \theta_1 \\ 2 & \text{if } \theta_1 < Y^*_{ij} "
        r"\le \theta_2 \\ 3 & \text{if } Y^*_{ij} > \theta_2 \end{cases}" + LATENT + "N(0, 1)",
        "probit",
    ),
    ("logit(P(Y_ij <= c)) = theta_c - eta_ij\neta_ij = beta_1*x_ij + u_j", "logit"),
]


@pytest.mark.parametrize(("text", "link"), WRITTEN)
def test_a_cumulative_model_is_read(text: str, link: str) -> None:
    found = read(text, {"j": "g"})
    assert (found.formula, found.family, found.link) == ("Y ~ x + (1 | g)", "ordinal", link)
    assert not found.slips


@pytest.mark.parametrize(
    "text",
    [
        r"\text{logit}(P(Y_{ij} \le c)) = \theta_c + \beta_1 x_{ij} + u_j",
        r"\text{logit}(P(Y_{ij} > c)) = \theta_c - \beta_1 x_{ij} - u_j",
    ],
)
def test_the_other_sign_is_said(text: str) -> None:
    found = read(text, {"j": "g"})
    assert [d.rule for d in found.diagnostics if d.rule == "other-sign"] == ["other-sign"]
    assert found.formula == "Y ~ x + (1 | g)"


@pytest.mark.parametrize(
    "crossing",
    [
        r"Y_{ij} = 1 \text{ if } Y^*_{ij} > 0",
        r"Y_{ij} = \mathbf{1}(Y^*_{ij} > 0)",
        r"Y_{ij} = \begin{cases} 1 & \text{if } Y^*_{ij} > 0 \\ 0 & \text{otherwise} \end{cases}",
        r"Y_{ij} = \left\{ \begin{array}{ll} 1 & Y^*_{ij} > 0 \\ 0 & Y^*_{ij} \le 0 \end{array} \right.",
    ],
)
def test_one_threshold_at_zero_is_a_binary_outcome(crossing: str) -> None:
    found = read(crossing + LATENT + "N(0, 1)", {"j": "g"})
    assert (found.formula, found.family, found.link) == (
        "Y ~ 0 + x + (1 | g)",
        "binomial",
        "probit",
    )
    assert not found.slips


def test_a_brace_around_equations_holds_no_cases() -> None:
    text = (
        r"\begin{cases} y_{ij} = \beta_{0j} + \beta_1 x_{ij} + e_{ij} \\ "
        r"\beta_{0j} = \gamma_{00} + u_{0j} \end{cases}"
    )
    assert read(text, {"j": "g"}).formula == "y ~ x + (1 | g)"


def test_probabilities_without_thresholds_are_a_slip() -> None:
    found = read(r"\text{logit}(P(Y_{ij} \le c)) = \beta_0 + \beta_1 x_{ij} + u_j", {"j": "g"})
    assert [d.rule for d in found.slips] == ["missing-threshold"]
    assert not found.sound


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        (
            r"\text{logit}(P(Y_{ij} \le c)) = \theta_c - \beta_{1c} x_{ij} - u_j",
            "not-read",
            r"\beta_{1c}",
        ),
        (
            r"\text{logit}(P(Y_{ij} > 0)) = \beta_0 + \beta_1 x_{ij} + u_j",
            "not-read",
            r"\text{logit}(P(Y_{ij} > 0))",
        ),
        (
            r"Y_{ij} = \mathbf{1}(Y^*_{ij} > 0) \\ Y^*_{ij} = \beta_0 + \beta_1 x_{ij} + e_{ij}",
            "latent-error",
            r"Y^*_{ij} = \beta_0 + \beta_1 x_{ij} + e_{ij}",
        ),
    ],
)
def test_what_no_cumulative_model_has_is_refused(text: str, rule: str, place: str) -> None:
    with pytest.raises(InterpretationError) as caught:
        read(text, {"j": "g"})
    diagnostic = caught.value.diagnostics[0]
    assert diagnostic.rule == rule
    assert text[diagnostic.labels[0].span.start : diagnostic.labels[0].span.end] == place
    assert diagnostic.repair


@pytest.mark.parametrize(
    ("tool", "call"),
    [
        ("ordinal", 'clmm(Y ~ x + (1 | g), data = d, link = "probit")'),
        ("Bambi", 'bmb.Model("Y ~ x + (1 | g)", d, family="cumulative", link="probit")'),
    ],
)
def test_a_call_of_a_cumulative_model(tool: str, call: str) -> None:
    found = read(r"P(Y_{ij} \le c) = \Phi(\theta_c - \beta_1 x_{ij} - u_j)", {"j": "g"})
    assert found.call(tool) == call
