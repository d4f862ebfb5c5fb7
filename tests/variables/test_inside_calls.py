"""A variable inside a call carries the indices of its own level."""

from __future__ import annotations

import pytest

from formula2eq.model import Model


@pytest.mark.parametrize(
    ("formula", "declared", "shown"),
    [
        ("y ~ x + I(rain^2) + (1 | farm)", "rain", r"\text{rain}_j^2"),
        ("y ~ x + log(rain)*x + (x | farm)", "rain", r"\log(\text{rain}_j)"),
        ("y ~ I(x * rain) + (1 | farm)", "rain", r"x_{ij} \text{rain}_j"),
        ("y ~ x + I(rain^2) + (1 | farm)", "I(rain^2)", r"\text{rain}_j^2"),
    ],
)
def test_inside_a_call(formula: str, declared: str, shown: str) -> None:
    model = Model(formula, levels={"farm": [declared]})
    assert shown in model.equations("combined", "additive").latex()


@pytest.mark.parametrize("variable", ["I(rain^2)", "log(rain)", "scale(rain)"])
def test_it_is_read_back(variable: str) -> None:
    model = Model(f"y ~ x*{variable} + (x | farm)", levels={"farm": ["rain"]})
    model.read_back("combined", "additive")
    model.read_back("levels", "raudenbush-bryk")
