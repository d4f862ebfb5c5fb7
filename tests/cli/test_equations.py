"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formula2eq.cli import main

DATA = Path(__file__).parents[1] / "data"
FORMULA = "score ~ age + black*tblack + (1 + black | teacher)"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    done = capsys.readouterr()
    return code, done.out, done.err


def test_declared_levels(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "equations", FORMULA, "--level", "teacher=tblack")
    assert (code, err) == (0, "")
    assert "β₂ₖ = γ₂₀ + γ₂₁·tblackₖ + η₂ₖ" in out


def test_latex(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "equations", FORMULA, "--to", "latex", "--form", "combined")
    assert code == 0
    assert out.startswith("\\begin{aligned}\n\\text{score}_{ik} &= ")
    assert out.endswith("\\end{aligned}\n")


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "equations", FORMULA, "--to", "json", "--level", "teacher=tblack")
    made = json.loads(out)
    assert code == 0
    assert [equation["kind"] for equation in made["equations"]] == [
        "distribution",
        "level-1",
        "level-2",
        "level-2",
        "random-effects",
    ]
    level_two = made["equations"][2]
    assert level_two["left"] == r"\beta_{0k}"
    assert [s["part"] for s in level_two["summands"]] == ["fixed", "fixed", "random"]
    tblack = level_two["summands"][1]
    assert [FORMULA[start:end] for start, end in tblack["origins"]] == ["tblack"]


def test_data_and_output(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "eq.tex"
    code, out, err = run(
        capsys,
        "equations",
        "mAch ~ cses*meanses + cses*sector + (1 + cses | school)",
        "--data",
        str(DATA / "Hsb82.csv"),
        "--notation",
        "raudenbush-bryk",
        "-o",
        str(target),
    )
    assert (code, out) == (0, "")
    assert "reference category Public" in err
    written = target.read_text(encoding="utf-8")
    assert written.startswith("\\documentclass")
    assert r"\gamma_{12} \text{sector}_{\text{Catholic}\,j}" in written


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["equations", "y ~ x z"], "write: y ~ x + z"),
        (["equations", "y ~ x + (1 | g", "--to", "json"], "never closed"),
        (["equations", "y ~ x", "--family", "binomal"], "write: binomial"),
        (["equations", "y ~ x", "--notation", "lectur"], "write: lecture"),
        (["equations", "y ~ x", "--level", "x"], "KEY=VALUE"),
        (["equations", "y ~ x + (1 | g)", "--level", "h=x"], "no grouping factor"),
        (["equations", "y ~ x", "--data", "nowhere.csv"], "nowhere.csv"),
        (["equations"], "FORMULA"),
        (["equasions", "y ~ x"], "did you mean equations"),
        (["equations", "y ~ x", "-o", "eq.xyz"], ".xyz"),
    ],
)
def test_bad_input_is_told_kindly(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err


def test_json_mode_prints_diagnostics_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "equations", "y ~ x z", "--json")
    (diagnostic,) = json.loads(out)["diagnostics"]
    assert code == 2
    assert (diagnostic["line"], diagnostic["column"]) == (1, 7)
    assert diagnostic["repair"] == "y ~ x + z"


def test_unknown_variable_names_the_nearest_columns(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(
        capsys, "equations", "mAch ~ csess + (1 | school)", "--data", str(DATA / "Hsb82.csv")
    )
    assert code == 2
    assert "cses" in err.replace("csess", "")


def test_a_level_that_the_data_contradict(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(
        capsys,
        "equations",
        "mAch ~ cses + (1 | school)",
        "--data",
        str(DATA / "Hsb82.csv"),
        "--level",
        "school=cses",
    )
    assert code == 2
    assert "it varies within 30 of 30 groups; first in school" in err


def test_formula_from_a_file_and_standard_input(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    path = tmp_path / "model.R"
    path.write_text("y ~ x + # a slope\r\n  (1 | g)\r\n", encoding="utf-8")
    code, from_file, _ = run(capsys, "equations", str(path))
    monkeypatch.setattr("sys.stdin", io.StringIO("y ~ x + (1 | g)"))
    again, from_input, _ = run(capsys, "equations", "-")
    assert (code, again) == (0, 0)
    assert from_file == from_input


def test_levels_and_terms(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "levels", FORMULA, "--level", "teacher=tblack")
    assert code == 0
    assert out.splitlines()[1].split() == ["level", "2", "teacher", "tblack"]
    code, out, _ = run(capsys, "terms", FORMULA, "--json")
    assert code == 0
    assert json.loads(out)["term_labels"] == ["age", "black", "tblack", "black:tblack"]


def test_settings_without_effect_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["equations", "y ~ x + (1 | g)", "--to", "latex", "--where"]) == 0
    told = capsys.readouterr().err
    assert "setting-without-effect" in told and "article" in told
    for target in ("text", "typst", "align"):
        assert main(["equations", "y ~ x + (1 | g)", "--to", target, "--where"]) == 0
        written = capsys.readouterr()
        assert "where" in written.out and "setting-without-effect" not in written.err
