"""LaTeX without delimiters in sentences, and pasted text behind marks and labels."""

from __future__ import annotations

import pytest

import formula2eq as f2e


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            r"We fitted a model score_{ij} = \beta_{0j} + \beta_{1j} ses_{ij} + e_{ij}, where "
            r"\beta_{0j} = \gamma_{00} + u_{0j} and \beta_{1j} = \gamma_{10} + u_{1j}. Here i stands for "
            r"pupils and j indexes schools, and the e_{ij} are normal with mean zero.",
            "score ~ ses + (ses | g)",
        ),
        (
            r"The model is Y_{ij} = \beta_0 + \beta_1 X_{ij} + u_j + \epsilon_{ij}, with "
            r"u_j \sim N(0, \sigma_u^2) for the schools and \epsilon_{ij} \sim N(0, \sigma^2).",
            "Y ~ X + (1 | g)",
        ),
        (
            "The level-1 model is\n"
            "Y_{ij} = \\beta_{0j} + \\beta_{1j} X_{ij} + r_{ij}\n"
            "and at level 2\n"
            "\\beta_{0j} = \\gamma_{00} + \\gamma_{01} W_j + u_{0j}\n"
            "\\beta_{1j} = \\gamma_{10} + u_{1j}\n"
            "where j is the school.",
            "Y ~ W + X + (X | g)",
        ),
        (
            r"Let Y_{ij} denote the weight of chick i at time j. "
            r"Then Y_{ij} = \beta_0 + b_{0i} + (\beta_1 + b_{1i}) t_{ij} + \epsilon_{ij}.",
            "Y ~ t + (t | g)",
        ),
        (
            r"Weights follow \log(w_{ij}) = \beta_0 + \beta_1 x_{ij} + u_j + e_{ij}, where "
            r"u_j \sim N(0, \sigma_u^2) is the effect of litter j.",
            "log(w) ~ x + (1 | g)",
        ),
        # words in braces are no sentence
        (
            r"y_{ij} = \beta_0 + \beta_1 \text{time in the study}_{ij} + u_j + e_{ij}",
            "y ~ `time in the study` + (1 | g)",
        ),
        ("# Yij = β0j + β1jXij + eij\n# β0j = γ00 + u0j\n# β1j = γ10", "Y ~ X + (1 | g)"),
        ("First layer: Yij=b0+b1X1ij+b2X2ij+b3(X1*X2)+uj+eij", "Y ~ X1*X2 + (1 | g)"),
    ],
)
def test_sentences_around_latex_are_passed_over(text: str, formula: str) -> None:
    report = f2e.check(formula, text)
    assert report.verdict == "equivalent", report.text()


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            r"$$ y_{ij} = \beta_0 + \beta_1 x_{ij} + u_j + e_{ij} \quad (\text{if it is random}) $$",
            "y ~ x + (1 | g)",
        ),
        (
            "层1:\nYij = β0j + β1jXij + rij\n\n层2:\nβ0j = γ00 + u0j  (随机截距)\n"
            "β1j = γ10 + u1j  (随机斜率)",
            "Y ~ X + (X | g)",
        ),
        (
            r"$$ y_{ij} = \beta_{0j} + e_{ij} \\ \color{grey}{\textrm{mean of the school:}} \quad "
            r"\beta_{0j} = \gamma_{00} + u_{0j} $$",
            "y ~ 1 + (1 | g)",
        ),
        # a name in brackets is a factor
        (
            r"$$ y_{ij} = \beta_{0j} + \beta_1 (\text{SES}_{ij}) + u_j + e_{ij} $$",
            "y ~ SES + (1 | g)",
        ),
        ("Yij = γ00 + γ10(Xij) + u0j + u1j(X) + rij", "Y ~ X + (X | g)"),
    ],
)
def test_notes_in_brackets_are_no_factors(text: str, formula: str) -> None:
    report = f2e.check(formula, text)
    assert report.verdict == "equivalent", report.text()
