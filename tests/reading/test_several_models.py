"""Texts that state several models, as papers do, and slips that only look like it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import formula2eq as f2e
from formula2eq.cli import main

NULL = r"""
\begin{align}
  Y_{ij} &= \beta_{0j} + r_{ij}, \label{eq:null} \\
  \beta_{0j} &= \gamma_{00} + u_{0j},
\end{align}
"""
ICC = r"\[ \rho = \frac{\tau_{00}}{\tau_{00} + \sigma^2} = .18 . \]"
GROWTH = r"""
\begin{align}
  Y_{ij} &= \beta_{0j} + \beta_{1j} \text{SES}_{ij} + r_{ij} \\
  \beta_{0j} &= \gamma_{00} + u_{0j} \\
  \beta_{1j} &= \gamma_{10} + u_{1j}
\end{align}
"""
FULL = r"""
\begin{align}
  Y_{ij} &= \beta_{0j} + \beta_{1j} \text{SES}_{ij} + r_{ij} \\
  \beta_{0j} &= \gamma_{00} + \gamma_{01} \text{Sector}_j + u_{0j} \\
  \beta_{1j} &= \gamma_{10} + \gamma_{11} \text{Sector}_j + u_{1j}
\end{align}
"""
PAPER = (
    f"We first fitted an unconditional model,{NULL}whose intraclass correlation is {ICC}"
    f"Slopes were free in the second,{GROWTH}and the third explains them:{FULL}"
)
FORMULAS = [
    "Y ~ 1 + (1 | school)",
    "Y ~ SES + (1 + SES | school)",
    "Y ~ SES*Sector + (1 + SES | school)",
]
SCHOOLS = {"j": "school"}


def test_the_models_of_a_paper_in_its_order() -> None:
    models = f2e.read_all(PAPER, SCHOOLS)
    assert [model.formula for model in models] == FORMULAS
    assert all(model.sound for model in models)
    third = models[2].predictor
    assert third is not None and third.start > PAPER.index("and the third")


def test_one_model_asked_of_several_is_refused_with_all_their_places() -> None:
    with pytest.raises(f2e.InterpretationError) as caught:
        f2e.read(PAPER, SCHOOLS)
    (said,) = caught.value.diagnostics
    assert (said.rule, [label.text for label in said.labels]) == ("several-models", FORMULAS)


@pytest.mark.parametrize("number", range(3))
def test_a_check_takes_the_model_that_is_closest_and_says_so(number: int) -> None:
    report = f2e.check(FORMULAS[number], PAPER)
    assert report.verdict == "equivalent"
    note = next(d for d in report.diagnostics if d.rule == "several-models")
    assert note.labels[0].text == FORMULAS[number]
    assert f2e.check(PAPER, FORMULAS[number]).verdict == "equivalent"


def test_a_formula_that_is_none_of_them_differs_from_the_closest() -> None:
    report = f2e.check("Y ~ SES + Sector + (SES | school)", PAPER)
    assert report.verdict == "different"
    assert report.repaired_formula == FORMULAS[2]


@pytest.mark.parametrize("between", [" and then ", "\nand then\n", ".\n\n"])
@pytest.mark.parametrize(
    ("opened", "closed"),
    [(r"\[", r"\]"), ("$$\n", "\n$$"), (r"\begin{equation}", r"\end{equation}")],
)
def test_models_that_are_multiplied_out(opened: str, closed: str, between: str) -> None:
    first = r"Y_{ij} = \gamma_{00} + u_{0j} + e_{ij}"
    second = r"Y_{ij} = \gamma_{00} + \gamma_{10} x_{ij} + u_{0j} + e_{ij}"
    third = r"Y_{ij} = \gamma_{00} + (\gamma_{10} + u_{1j}) x_{ij} + u_{0j} + e_{ij}"
    text = between.join(opened + display + closed for display in (first, second, third))
    assert [model.formula for model in f2e.read_all(text, SCHOOLS)] == [
        "Y ~ 1 + (1 | school)",
        "Y ~ x + (1 | school)",
        "Y ~ x + (1 + x | school)",
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        # The combined form of the very model, with a term that was lost on the way.
        (
            FULL + r"or, in one equation, \[ Y_{ij} = \gamma_{00} + \gamma_{01} \text{Sector}_j + "
            r"\gamma_{10} \text{SES}_{ij} + u_{0j} + u_{1j} \text{SES}_{ij} + r_{ij} \]",
            "forms-differ",
        ),
        # One coefficient with two equations, and one outcome.
        (
            FULL.replace(
                r"\end{align}",
                r"\\ \beta_{0j} &= \gamma_{00} + \gamma_{02} w_j + u_{0j} \end{align}",
            ),
            "defined-twice",
        ),
        # The second display has no equations of its own for its coefficients.
        (
            FULL
            + r"\[ Y_{ij} = \beta_{0j} + \beta_{1j} \text{SES}_{ij} + \beta_{2j} z_{ij} + r_{ij} \]",
            "forms-differ",
        ),
    ],
)
def test_a_slip_in_one_model_stays_a_slip(text: str, rule: str) -> None:
    (model,) = f2e.read_all(text, SCHOOLS)
    assert rule in [d.rule for d in model.diagnostics if d.severity == "error"]


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "paper.tex"
    paper.write_text(PAPER, encoding="utf-8")
    assert main(["formula", str(paper), "--group", "j=school"]) == 0
    assert capsys.readouterr().out.splitlines() == FORMULAS
    assert main(["formula", str(paper), "--group", "j=school", "--json"]) == 0
    shown = capsys.readouterr().out
    assert [json.loads(part + "}")["formula"] for part in shown.split("\n}\n")[:3]] == FORMULAS
    assert main(["check", FORMULAS[1], str(paper)]) == 0
    assert "this one is closest" in capsys.readouterr().err
