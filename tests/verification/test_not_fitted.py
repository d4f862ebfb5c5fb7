"""What has equations and no fit: refused with what to do, and verified as far as that goes."""

import pandas as pd
import pytest

from formula2eq import Model
from formula2eq.errors import FitError, UsageError

FRAME = pd.DataFrame(
    {"g": [n // 5 for n in range(30)], "x": [n * 7 % 11 for n in range(30)], "y": [1, 2, 3] * 10}
)


@pytest.mark.parametrize("family", ["nbinom2", "student", "ordinal", "tweedie"])
def test_a_family_without_a_fit_is_refused(family: str) -> None:
    with pytest.raises(FitError, match="has equations here, but is not fitted"):
        Model("y ~ x + (1 | g)", FRAME, family=family).fit()


def test_an_ordinal_model_agrees_with_its_design() -> None:
    report = Model("y ~ x + (1 | g)", FRAME, family="ordinal").verify()
    assert [check.passed for check in report.checks] == [True, True, True, None, None]


def test_zeros_are_not_simulated() -> None:
    model = Model("y ~ x + (1 | g)", family="poisson", ziformula="~ 1")
    with pytest.raises(UsageError, match="zero-inflation formula beside the mean"):
        model.simulate({"fixed": {"x": 1}}, sizes={"g": 4, 1: 3})
