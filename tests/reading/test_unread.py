"""Parts of models that our writers print and that are not read back are refused by name."""

from __future__ import annotations

import pytest

from formula2eq.errors import InterpretationError
from formula2eq.model import Model
from formula2eq.reading.read import read

PARTS = [
    ("glmmTMB(y ~ x + (1 | g), ziformula = ~ x, family = poisson, data = d)", "extra zeros"),
    ("glmmTMB(y ~ x + (1 | g), ziformula = ~1, family = nbinom2, data = d)", "extra zeros"),
    ("glmmTMB(y ~ x + (1 | g), dispformula = ~ x, data = d)", "dispersion"),
    ("glmmTMB(y ~ x + (1 | g), dispformula = ~ x, family = nbinom2, data = d)", "dispersion"),
    ("glmmTMB(y ~ x + (1 | g), dispformula = ~ x, family = Gamma(log), data = d)", "dispersion"),
]
NOTATIONS = ("additive", "lecture", "gelman-hill", "raudenbush-bryk", "goldstein")


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize(("call", "part"), PARTS)
def test_a_part_that_is_not_read_is_named(call: str, part: str, notation: str) -> None:
    model = Model(call)
    for text in (model.latex("levels", notation), str(model.equations("levels", notation))):
        with pytest.raises(InterpretationError) as caught:
            read(text, {"j": "g", "k": "g"})
        diagnostic = caught.value.diagnostics[0]
        assert diagnostic.rule == "not-read"
        assert part in diagnostic.message


def test_the_dispersion_of_a_law_does_no_harm() -> None:
    text = r"y_{ij} \sim \text{Gamma}(\mu_{ij}, \phi) \\ \log(\mu_{ij}) = \beta_0 + \beta_1 x_{ij} + u_j"
    assert read(text, {"j": "g"}).formula == "y ~ x + (1 | g)"
