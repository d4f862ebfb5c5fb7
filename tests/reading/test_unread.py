"""What no formula of ours holds is refused by name, at its place, with what to write instead."""

from __future__ import annotations

import pytest

from formula2eq.errors import InterpretationError
from formula2eq.reading.read import read

MEAN = r" \\ \log(\lambda_{ij}) = \beta_0 + \beta_1 x_{ij} + u_j \\ u_j \sim N(0, \tau^2) \\ "
GAUSSIAN = (
    r"y_{ij} = \beta_0 + \beta_1 x_{ij} + u_j + \varepsilon_{ij} \\ "
    r"\varepsilon_{ij} \sim N(0, \sigma_{ij}^2) \\ u_j \sim N(0, \sigma_{u_j}^2) \\ "
)
UNREAD = [
    (
        r"y_{ij} \sim \text{ZeroOneInflatedBeta}(\pi_{ij}, \lambda_{ij})" + MEAN,
        "tells zeros apart",
        r"\text{ZeroOneInflatedBeta}(\pi_{ij}, \lambda_{ij})",
    ),
    (
        r"y_{ij} \sim \text{ZIP}(\pi_{ij}, \lambda_{ij})"
        + MEAN
        + r"\text{probit}(\pi_{ij}) = \gamma_0 + \gamma_1 z_{ij}",
        "link probit",
        r"\text{probit}(\pi_{ij}) = \gamma_0 + \gamma_1 z_{ij}",
    ),
    (
        r"y_{ij} \sim \text{ZIP}(\pi_{ij}, \lambda_{ij})"
        + MEAN
        + r"\pi_{ij} = \gamma_0 + \gamma_1 z_{ij}",
        "without a link",
        r"\pi_{ij} = \gamma_0 + \gamma_1 z_{ij}",
    ),
    (
        GAUSSIAN + r"\sigma_{ij} = \alpha_0 + \alpha_1 x_{ij}",
        "dispersion is given without a link",
        r"\alpha_0 + \alpha_1 x_{ij}",
    ),
    (
        GAUSSIAN + r"\log \sigma_{u_j}^2 = \alpha_0 + \alpha_1 w_j",
        "variance of random effects",
        r"\log \sigma_{u_j}^2 = \alpha_0 + \alpha_1 w_j",
    ),
]


@pytest.mark.parametrize(("text", "words", "place"), UNREAD)
def test_a_part_that_is_not_read_is_named(text: str, words: str, place: str) -> None:
    with pytest.raises(InterpretationError) as caught:
        read(text, {"j": "g"})
    diagnostic = caught.value.diagnostics[0]
    assert diagnostic.rule == "not-read"
    assert words in diagnostic.message
    assert diagnostic.repair
    span = diagnostic.labels[0].span
    assert text[span.start : span.end] == place


def test_the_dispersion_of_a_law_does_no_harm() -> None:
    text = r"y_{ij} \sim \text{Gamma}(\mu_{ij}, \phi) \\ \log(\mu_{ij}) = \beta_0 + \beta_1 x_{ij} + u_j"
    found = read(text, {"j": "g"})
    assert found.formula == "y ~ x + (1 | g)"
    assert found.dispformula is None
