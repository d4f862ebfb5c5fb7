r"""Effects whose groups are words, ``u_{\text{Participant}}``, where nothing else has an index."""

from __future__ import annotations

import pytest

import formula2eq as f2e


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            r"y = \beta_0 + \beta_1 x + u_{\text{participant}} + v_{\text{item}} + \varepsilon",
            "y ~ x + (1 | participant) + (1 | item)",
        ),
        (
            r"y = \beta_0 + \beta_1 x + u_{0,\text{school}} + u_{1,\text{school}} x + e",
            "y ~ x + (1 + x | school)",
        ),
        (r"y = \beta_0 + u_{participant} + e", "y ~ 1 + (1 | participant)"),
        (
            r"y = \beta_0 + u_{\text{class}|\text{school}} + v_{\text{school}} + e",
            "y ~ 1 + (1 | school/class)",
        ),
        (
            r"gpa = b_0 + b_1 occasion + (\mathrm{effect}_{\mathrm{student}} + \epsilon) \\"
            r"\mathrm{effect}_{\mathrm{student}} \sim N(0, \tau)",
            "gpa ~ occasion + (1 | student)",
        ),
        # labels of coefficients are no groups
        (
            r"y = b_{\text{intercept}} + b_{\text{age}} \text{age} + \epsilon",
            "y ~ age",
        ),
        (r"y_i = \beta_0 + w_{\text{age}} \text{age}_i + \epsilon_i", "y ~ age"),
    ],
)
def test_words_of_effects_are_groups(text: str, formula: str) -> None:
    assert f2e.check(formula, text).verdict == "equivalent"
    assert f2e.read(text).terms.random == f2e.Model(formula).terms.random


@pytest.mark.parametrize("formula", ["y ~ x + (1 | participant)", "y ~ x + (1 | item)"])
def test_an_effect_left_out_is_found(formula: str) -> None:
    text = r"y = \beta_0 + \beta_1 x + u_{\text{participant}} + v_{\text{item}} + \varepsilon"
    assert f2e.check(formula, text).verdict == "different"
