"""Units that only data show: twins, single observations, cells of one row."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import laws  # noqa: E402

import formula2eq as f2e  # noqa: E402
from formula2eq.notation import NOTATIONS  # noqa: E402

DATA = pandas.DataFrame(
    {
        "y": [1, 2, 0, 3, 1, 2, 5, 1],
        "x": [1.0, 2, 3, 1, 2, 5, 1, 2],
        "g": list("aabbccdd"),
        "h": list("ppqqrrss"),
        "k": list("uvuvuvuv"),
        "o": [f"o{row}" for row in range(8)],
    }
)
FORMULAS = [
    "y ~ x + (1 | g) + (x | h)",
    "y ~ x + (1 | g) + (x | o)",
    "y ~ x + (1 | g) + (x || o)",
    "y ~ x + (x | g) + (1 | k) + (1 | g:k)",
    "y ~ x + (1 | g) + (1 | k) + (1 | g:k) + (1 | o)",
]


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("formula", FORMULAS)
def test_laws(formula: str, notation: str) -> None:
    model = f2e.Model(formula, DATA, family="poisson")
    try:
        for form in ("levels", "substituted", "combined"):
            laws.check(model.equations(form, notation))
    except f2e.NotationError as error:
        assert error.diagnostics[0].rule == "notation-cannot-hold"
        assert notation not in ("additive", "gelman-hill", "distributional", "matrix")
