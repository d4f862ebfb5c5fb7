"""A bar above a variable is its mean by group, ``ave(x, g)``, where only one group can be meant."""

import pytest

from formula2eq.checking.check import check

CENTRED = r"""
Y_{ij} &= \beta_{0j} + \beta_{1j} (x_{ij} - \bar{x}_{\cdot j}) + r_{ij} \\
\beta_{0j} &= \gamma_{00} + \gamma_{01} \bar{x}_{\cdot j} + u_{0j} \\
\beta_{1j} &= \gamma_{10} + u_{1j}
"""
MEAN = "ave(x, school)"


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (f"Y ~ I(x - {MEAN}) + {MEAN} + (I(x - {MEAN}) | school)", "equivalent"),
        (f"Y ~ I(x - {MEAN}) + (I(x - {MEAN}) | school)", "different"),
        ("Y ~ I(x - ave(x)) + ave(x) + (I(x - ave(x)) | school)", "different"),
        ("Y ~ I(x - ave(x, town)) + ave(x, town) + (I(x - ave(x, town)) | school)", "different"),
        (
            "Y ~ I(x - ave(x, school, FUN = median)) + ave(x, school, FUN = median)"
            " + (I(x - ave(x, school, FUN = median)) | school)",
            "different",
        ),
    ],
)
def test_verdict(formula, verdict):
    assert check(formula, CENTRED, groups={"j": "school"}).verdict == verdict


def test_of_two_grouping_factors_a_bar_does_not_tell_which():
    formula = f"Y ~ {MEAN} + (1 | town/school)"
    equations = r"Y_{ijk} = \gamma_{000} + \gamma_{001} \bar{x}_k + u_{00k} + r_{0jk} + e_{ijk}"
    groups = {"j": "school", "k": "town"}
    assert check(formula, equations, groups=groups).verdict == "different"
