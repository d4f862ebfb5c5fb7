"""What is said to be independent, or to have a covariance, and of which pairs that is said."""

from __future__ import annotations

import pytest

from formula2eq.errors import EquationSyntaxError
from formula2eq.reading.read import read

LINE = r"$$ y_{ij} = \beta_0 + \beta_1 x_{ij} + u_{0j} + u_{1j} x_{ij} + e_{ij} $$" + "\n\n"
APART = "y ~ x + (1 + x || g)"
TOGETHER = "y ~ x + (1 + x | g)"


def formula(said: str) -> str:
    return read(LINE + said, {"j": "g"}).formula


@pytest.mark.parametrize(
    "said",
    [
        r"Here $u_{0j} \perp u_{1j}$.",
        r"Here $u_{0j} \perp\!\!\!\perp u_{1j}$.",
        r"Here $u_{0j} \indep u_{1j}$.",
        "Here $u_{0j} ⊥ u_{1j}$.",
        r"$$ u_{0j} \perp u_{1j} $$",
        r"$u_{0j}, u_{1j} \sim N(0, \tau^2)$, $u_{0j} \perp u_{1j}$",
        r"$e_{ij} \perp u_{0j} \perp u_{1j}$",
        r"$u_{0j} \perp (u_{1j}, e_{ij})$",
        r"$$ cov(u_{0j}, e_{ij}) = cov(u_{0j}, u_{1j}) = 0 $$",
        r"$$ cov(u_{0j}, u_{1j}) = cov(u_{0j}, e_{ij}) = 0 $$",
    ],
)
def test_effects_that_are_independent_have_no_covariance(said: str) -> None:
    assert formula(said) == APART


@pytest.mark.parametrize(
    "said",
    [
        r"Here $u_{0j} \perp e_{ij}$ and $u_{1j} \perp e_{ij}$.",
        r"Here $(u_{0j}, u_{1j}) \perp e_{ij}$.",
        r"Here $u_{0j}, u_{1j} \perp e_{ij} \mid x_{ij}$.",
        r"$$ \operatorname{Cov}((u_{0j}, u_{1j}), e_{ij}) = 0 $$",
        r"$$ cov(u_{0j}, e_{ij}) = 0, \quad cov(u_{0j}, u_{1j}) = \tau_{01} $$",
        r"Here $e_{ij} \perp x_{ij}$.",
    ],
)
def test_effects_that_are_independent_of_the_residual_may_covary(said: str) -> None:
    assert formula(said) == TOGETHER


def test_effects_that_are_not_independent_are_no_other_model() -> None:
    with pytest.raises(EquationSyntaxError, match="not"):
        formula(r"Here $u_{0j} \not\perp u_{1j}$.")
