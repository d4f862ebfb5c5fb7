"""``formula2eq sequence``: formulas in order, on standard output or in a file, by suffix."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formula2eq.cli import main

FORMULAS = ("y ~ 1 + (1 | g)", "y ~ x + (x | g)", "y ~ x*w + (x | g) + (1 | h)")


def test_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sequence", *FORMULAS, "--level", "g=w"]) == 0
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line.startswith("Model ")] == [
        f"Model {number}: {formula}" for number, formula in enumerate(FORMULAS, 1)
    ]
    assert "β₁ₖ = γ₁₀ + [γ₁₁·wₖ] + η₁ₖ" in printed


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sequence", *FORMULAS, "--form", "combined", "--to", "json"]) == 0
    models = json.loads(capsys.readouterr().out)["models"]
    assert [model["nested"] for model in models] == [None, True, True]
    assert models[1]["new"] == [r"\gamma_{10} x_i", r"\eta_{1k} x_i"]


@pytest.mark.parametrize(
    ("suffix", "start"),
    [
        (".txt", "Model 1: y ~"),
        (".tex", r"\paragraph"),
        (".json", "{"),
        (".html", "<!doctype html>"),
    ],
)
def test_into_a_file(suffix: str, start: str, tmp_path: Path) -> None:
    target = tmp_path / f"models{suffix}"
    assert main(["sequence", *FORMULAS, "--notation", "raudenbush-bryk", "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8").startswith(start)


def test_a_declaration_is_for_the_models_that_have_its_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    formulas = ["y ~ 1 + (1 | a)", "y ~ f + (1 | a) + (1 | b)"]
    declared = ["--within", "a=b", "--categories", "f=p,q,r"]
    assert main(["sequence", *formulas, *declared]) == 0
    assert "f[q]" in capsys.readouterr().out
    assert main(["sequence", *formulas, "--categories", "nowhere=p,q"]) == 2
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["y ~ 1"], "required"),
        (["-", "-"], "standard input"),
        (["y ~ 1", "y ~ x", "-o", "models.bmp"], ".txt, .tex, .json, .html"),
    ],
)
def test_slips(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sequence", *arguments]) == 2
    assert said in capsys.readouterr().err
