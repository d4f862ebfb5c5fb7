"""A law of coefficients that words tell apart, once for all of them."""

from __future__ import annotations

import pytest

import formula2eq as f2e

MEAN = (
    r"$$y_{ij} \sim Poisson(\lambda_{ij})$$ $$\log(\lambda_{ij}) = \alpha_j + \beta_{Age,j} Age_{ij} "
    r"+ \beta_{Trainer,j} Trainer_{ij}$$ $$\alpha_j \sim N(\alpha_0, \sigma_\alpha)$$"
)


@pytest.mark.parametrize("index", ["k,j", "kj"])
def test_a_law_is_that_of_every_word(index: str) -> None:
    text = MEAN + rf"$$\beta_{{{index}}} \sim N(\beta_k, \sigma_k)$$"
    found = f2e.read(text, {"j": "gym"})
    assert found.formula == "y ~ Age + Trainer + (1 + Age + Trainer || gym)"
    assert f2e.check("glmer(y ~ Age + (Age || gym), family = poisson)", text).verdict == "different"


def test_laws_of_two_words_are_two() -> None:
    text = MEAN + (
        r"$$\beta_{Age,j} \sim N(\beta_{Age}, \sigma_1) \\ "
        r"\beta_{Trainer,j} \sim N(\beta_{Trainer}, \sigma_2)$$"
    )
    found = f2e.read(text, {"j": "gym"})
    assert found.formula == "y ~ Age + Trainer + (1 + Age + Trainer || gym)"
