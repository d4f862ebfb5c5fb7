"""Plain text with sentences around its equations, and equations with slips that are no sentences."""

from __future__ import annotations

import pytest

from formula2eq.errors import EquationSyntaxError, InterpretationError
from formula2eq.reading.read import read

MODEL = "y_ij = b0 + b1*x_ij + u_j + e_ij"


@pytest.mark.parametrize(
    "text",
    [
        f"{MODEL}\n\nwhere u_j ~ N(0, σ_u²) is the effect of plot j, and e_ij ~ N(0, σ²) the residual.",
        f"{MODEL}\nwhere u_j ~ N(0, σ_u²) and e_ij ~ N(0, σ²).",
        f"The model is {MODEL}, where u_j ~ N(0, s_u^2) and e_ij ~ N(0, s^2).",
        f"{MODEL}\n\nAll analyses were done in R 4.3.1 @ its defaults; 50% of the data were dropped.",
        f"{MODEL}\nIs this right? Thanks!",
        f"The tests were of size α = 0.05. Results: b1 = 0.32 (95% CI: 0.1-0.5).\n{MODEL}",
        f"**Model**\n\n`{MODEL}`\n\n- `u_j ~ N(0, σ_u²)` — plot effect\n- `e_ij ~ N(0, σ²)`",
        f"{MODEL}\n- u_j ~ N(0, σ_u^2) is the random effect of the plot;\n- e_ij ~ N(0, σ^2)",
    ],
)
def test_sentences_are_passed_over(text: str) -> None:
    assert read(text, {"j": "plot"}).formula == "y ~ x + (1 | plot)"


def test_words_pasted_with_their_indices() -> None:
    text = "Yij = β0 + β1 timeij + β2 treati + bi + εij\n\nwhere bi ~ N(0, σb²) is the random intercept."
    assert read(text, {"i": "id"}).formula == "Y ~ time + treat + (1 | id)"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("y_ij = b0_j + e_ij\nb0_j = g00 + u0_j +\n\nThe random effects are normal.", "\n"),
        (f"{MODEL} @ u_j ~ N(0, s2)", "@"),
        (f"The model is {MODEL.replace('u_j', '(u_j')} and it is fitted by REML.", "("),
    ],
)
def test_a_slip_beside_sentences_is_an_error_with_its_place(text: str, place: str) -> None:
    with pytest.raises(EquationSyntaxError) as raised:
        read(text, {"j": "plot"})
    span = raised.value.diagnostics[0].labels[0].span
    assert text[span.start : span.start + 1] == place


def test_a_line_with_a_sum_outside_its_equation_is_not_cut() -> None:
    with pytest.raises(InterpretationError, match="two-parameters"):
        read("score_ij = b0 + b1 age_ij and b2 sex_ij + u_j + e_ij", {"j": "plot"})
