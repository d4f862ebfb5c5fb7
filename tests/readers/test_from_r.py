"""The function for R, `examples/r/formula2eq.R`, on fits of lme4, nlme, glmmTMB and R itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FUNCTION = HERE.parents[1] / "examples" / "r" / "formula2eq.R"
pytestmark = pytest.mark.tools("Rscript")


@pytest.fixture(scope="module")
def printed() -> dict[str, list[str]]:
    """Lines of equations by the fit's name."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    made = subprocess.run(
        ["Rscript", str(HERE / "models_in_r.R"), str(FUNCTION)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"},
    )
    assert made.returncode == 0, made.stderr
    parts = re.split(r"^== (.*) $", made.stdout, flags=re.MULTILINE)
    return {
        name: [line.strip() for line in text.splitlines() if line.strip()]
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("slopes", "β₁ₖ = 10.47 (1.55) + η₁ₖ"),
        ("slopes", "⎡ η₀ₖ ⎤ ~ MVNorm(⎡ 0 ⎤, ⎡ 612.10  9.60  ⎤)"),
        ("subset", "εᵢⱼ ~ N(0, 0.0086)"),
        ("categories", "− 1.13·years[ä, c]ᵢ − 1.58·years[2]ᵢ"),
        ("weights", "incidenceᵢₖ ~ Binomial(sizeᵢ, pᵢₖ)"),
        ("size", "TICKSᵢₖ ~ NegBinomial(μᵢₖ, 3.30)   (mean and size)"),
        ("nlme", "π₁ᵢ = 0.78 − 0.30·Sex[Female]ᵢ + ζ₁ᵢ"),
        ("zeros", "mined[no]ₖ"),
        ("no random part", "mpgᵢ ~ Norm(μᵢ, 2.45)"),
        ("symbols", r"\beta_{0k} &= \gamma_{00} + \eta_{0k} \\"),
    ],
)
def test_the_equations_of_a_fit(printed: dict[str, list[str]], name: str, line: str) -> None:
    assert any(line in shown for shown in printed[name]), "\n".join(printed[name])
