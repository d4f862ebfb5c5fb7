"""The verbs formula, check and lint: what they print, and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formula2eq.cli import main

LECTURE = Path(__file__).parents[1] / "reading" / "lecture"
EQUATIONS = r"y_{ij} = \gamma_{00} + \gamma_{10} x_{ij} + u_{0j} + e_{ij}"


@pytest.fixture
def names(tmp_path: Path) -> str:
    given = json.loads((LECTURE / "names.json").read_text(encoding="utf-8"))["reading"]
    path = tmp_path / "names.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    return str(path)


def test_formula_prints_the_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formula", EQUATIONS, "--group", "j=school"]) == 0
    assert capsys.readouterr().out == "y ~ x + (1 | school)\n"


def test_formula_prints_a_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formula", EQUATIONS, "--group", "j=school", "--call", "nlme"]) == 0
    assert capsys.readouterr().out == "lme(y ~ x, random = ~ 1 | school, data = d)\n"


def test_formula_prints_what_is_beside_the_mean(capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        EQUATIONS
        + r" \\ e_{ij} \sim N(0, \sigma_{ij}^2) \\ \log(\sigma_{ij}^2) = \alpha_0 + \alpha_1 z_{ij}"
    )
    assert main(["formula", text, "--group", "j=school"]) == 0
    shown = "glmmTMB(y ~ x + (1 | school), dispformula = ~ z, data = d, REML = TRUE)\n"
    assert capsys.readouterr().out == shown


def test_a_missing_group_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formula", EQUATIONS]) == 2
    assert "--group j=NAME" in capsys.readouterr().err


def test_a_slip_that_changes_the_model_exits_with_one(
    names: str, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = str(LECTURE / "reading_slip_random_effect.tex")
    assert main(["formula", slip, "--names", names, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [d["rule"] for d in found["diagnostics"] if d["severity"] == "error"] == [
        "effect-used-twice"
    ]


@pytest.mark.parametrize(
    ("equations", "code"),
    [
        ("reading_levels.tex", 0),
        ("reading_combined.tex", 0),
        ("reading_slip_random_effect.tex", 1),
        ("reading_slip_subscripts.tex", 0),
    ],
)
def test_check_exits_for_a_makefile(
    equations: str, code: int, names: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(LECTURE / "reading.R"), str(LECTURE / equations), "--names", names]
    assert main(["check", *given, "--json"]) == code
    found = json.loads(capsys.readouterr().out)
    assert found["verdict"] == ("equivalent" if code == 0 else "different")


def test_check_draws_both_texts(capsys: pytest.CaptureFixture[str]) -> None:
    equations = (
        r"y_{ij} = \beta_{0j} + \beta_{1j} x_{ij} + r_{ij} \\ "
        r"\beta_{0j} = \gamma_{00} + \gamma_{01} w_j + u_{0j} \\ \beta_{1j} = \gamma_{10} + \gamma_{11} w_j"
    )
    assert main(["check", "y ~ x + w + (1 | g)", equations, "--group", "j=g"]) == 1
    drawn = capsys.readouterr().out
    assert "in formula:" in drawn and "in equations:" in drawn
    assert drawn.rstrip().endswith("the formula would be: y ~ x*w + (1 | g)")


def test_bad_equations_exit_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "y ~ x", r"y_i = \beta_0 + ( x", "--json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert found["diagnostics"][0]["rule"] == "unclosed-bracket"
    assert found["diagnostics"][0]["column"] == 17


def test_lint_selects_and_ignores(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "y ~ x + (1 | g)"]) == 0
    assert main(["lint", "y ~ x + (1 | g) + (1 | g)"]) == 1
    capsys.readouterr()
    assert main(["lint", "y ~ x + (1 | g) + (1 | g)", "--json"]) == 1
    rules = {d["rule"] for d in json.loads(capsys.readouterr().out)["diagnostics"]}
    assert rules
    assert main(["lint", "y ~ x + (1 | g) + (1 | g)", "--ignore", ",".join(rules)]) == 0
    assert main(["lint", "y ~ x + (1 | g) + (1 | g)", "--select", "no-such-rule"]) == 0
