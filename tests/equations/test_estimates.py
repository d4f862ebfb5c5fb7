"""Estimates in place of symbols: signs, digits, errors, one scale."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import formula2eq as f2e
from formula2eq.equations.estimates import Estimates, number

DATA = Path(__file__).parents[1] / "data"
ESTIMATES = Estimates(
    {"(Intercept)": -1.5, "x": 2.25, "w": -0.125, "x:w": -0.001},
    {"(Intercept)": 0.5, "x": 0.1, "w": 0.2, "x:w": 0.3},
    {
        (0, "(Intercept)", "(Intercept)"): 4.0,
        (0, "x", "(Intercept)"): -3.0,
        (0, "x", "x"): 9.0,
    },
    0.7,
)
MODEL = f2e.Model("y ~ x*w + (x | g)", levels={"g": ["w"]})


def shown(form: str = "levels", notation: str = "lecture", **settings: object) -> str:
    return MODEL.with_estimates(ESTIMATES).equations(form, notation, **settings).text()


def test_signs_and_digits() -> None:
    text = shown("combined", digits=2, parts=None)
    assert "−1.50 − 0.12·wₖ + 2.25·xᵢ" in text
    assert "0.00·wₖ·xᵢ" in text
    assert "−0.00" not in text
    assert "Norm(0, 0.70)" in text


def test_level_form_has_the_same_numbers() -> None:
    text = shown(digits=3)
    assert "β₀ₖ = −1.500 − 0.125·wₖ + η₀ₖ" in text
    assert "β₁ₖ = 2.250 − 0.001·wₖ + η₁ₖ" in text


def test_variances_are_never_mixed_with_deviations() -> None:
    covariances = shown(digits=1)
    assert re.search(r"4\.0\s+−3\.0", covariances)
    correlations = shown(digits=1, correlations=True)
    assert re.search(r"2\.0\s+−0\.5", correlations)
    assert "standard deviations and correlations" in correlations
    assert re.search(r"4\.0\s+−3\.0", shown(notation="raudenbush-bryk", digits=1))
    assert "N(0, 0.49)" in shown(notation="raudenbush-bryk", digits=2)


def test_errors_and_symbols() -> None:
    assert "2.25 (0.10)·xᵢ" in shown("combined", errors="brackets")
    latex = MODEL.with_estimates(ESTIMATES).equations("combined", errors="under").latex()
    assert r"\underset{(0.10)}{2.25}" in latex
    kept = MODEL.with_estimates(ESTIMATES).equations(symbols=True).text()
    assert "(γ₁₀ = 2.25)" in kept


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1.005, 2, "1.00"),
        (-0.004, 2, "0.00"),
        (-0.0, 0, "0"),
        (-12.345, 1, "-12.3"),
        (1e-9, 3, "0.000"),
    ],
)
def test_numbers(value: float, digits: int, text: str) -> None:
    assert number(value, digits).text == text


def test_every_notation_takes_them() -> None:
    from formula2eq.notation import NOTATIONS

    taken = 0
    for name in NOTATIONS:
        try:
            made = MODEL.with_estimates(ESTIMATES).equations("combined", name).latex()
        except f2e.NotationError:
            continue
        assert "2.25" in made, name
        taken += 1
    assert taken >= 4


def test_a_number_does_not_touch_the_name_behind_it() -> None:
    model = f2e.Model("y ~ score + (score | g)")
    estimates = Estimates({"(Intercept)": -1.5, "score": 2.25}, {"(Intercept)": 0.5, "score": 0.1})
    for errors, shown_as in (("none", "2.25"), ("under", r"\underset{(0.10)}{2.25}")):
        latex = model.with_estimates(estimates).equations("combined", errors=errors).latex()
        assert shown_as + r" \, \text{score}_i" in latex


def test_a_place_for_errors_that_is_none_is_told() -> None:
    with pytest.raises(f2e.UsageError, match="errors is one of none, under, brackets"):
        shown(errors="below")
