"""Numbers of a fit: none becomes zero because it is small, and a digit more says nothing."""

import pytest

import formula2eq as f2e
from formula2eq.equations.estimates import Estimates
from formula2eq.equations.rounding import rounded


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (251.4051, None, "251.41"),
        (0.86738, None, "0.87"),
        (0.0127, None, "0.013"),
        (-0.00153, None, "-0.0015"),
        (2.34e-7, None, "0.00000023"),
        (0.0, None, "0.00"),
        (-1e-12, None, "0.00"),
        (float("nan"), None, "nan"),
        (-0.00153, 2, "0.00"),
        (-0.00153, 4, "-0.0015"),
        (16334.5, 0, "16334"),
    ],
)
def test_rounded(value, digits, shown):
    assert rounded(value, digits) == shown


def test_an_estimate_has_the_places_of_its_error():
    estimates = Estimates({"(Intercept)": 10.0, "x": -0.00153}, {"(Intercept)": 1.2, "x": 0.0005})
    model = f2e.Model("y ~ x")
    shown = model.estimated_equations(estimates, notation="additive", errors="brackets").text()
    assert "10.00 (1.20) − 0.00153 (0.00050)·x" in shown
    shown = model.estimated_equations(estimates, notation="additive", digits=1).text()
    assert "10.0 + 0.0·x" in shown
