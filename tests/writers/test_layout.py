"""Where lines break: nothing is wider than its page, and what belongs together stays together."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

import formula2eq as f2e
from formula2eq.writers import latex
from formula2eq.writers.medium import Medium
from formula2eq.writers.pieces import of_summand
from formula2eq.writers.plain_boxes import cells

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))

from structures import everything  # noqa: E402

ZERO_INFLATED = (
    "glmmTMB(count ~ spp*mined + (1 | site), zi = ~ mined + (1 | site), disp = ~ DOY,"
    " family = nbinom2)"
)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_text_is_no_wider_than_the_terminal(columns: int) -> None:
    blamed = {
        name: line
        for name, equations in everything(width=columns)
        for line in equations.text().splitlines()
        if cells(line) > columns
    }
    assert blamed == {}


def test_a_note_is_broken_between_words() -> None:
    model = f2e.Model(ZERO_INFLATED, levels={"site": ["mined"]})
    text = model.equations(width=50).text()
    assert all(cells(line) <= 50 for line in text.splitlines())
    assert "(probability of an extra zero, mean and size)" in " ".join(text.split())


@pytest.mark.parametrize("notation", ["gelman-hill", "matrix"])
def test_a_factor_stays_with_its_coefficient(notation: str) -> None:
    model = f2e.Model("y ~ poly(age, 3)*treat + ns(time, df = 4) + (poly(age, 2) | id)")
    assert r"\times" not in model.equations("levels", notation).latex()


def test_a_list_breaks_between_its_entries() -> None:
    model = f2e.Model(
        "y ~ f*z + (f | g)", levels={"g": ["z"]}, categories={"f": list("abcdefghijkl")}
    )
    text = model.equations("levels", "gelman-hill").text()
    assert not re.search(r"\n +\+ γ", text) and re.search(r",\n +γ", text)


def test_labels_give_way_where_they_cost_many_rows() -> None:
    formula = "read ~ time*ses*urban + time*size + (1 + time | district/school) + (1 | teacher)"
    levels = {"school": ["ses"], "district": ["urban"], "teacher": ["size"]}
    text = f2e.Model(formula, levels=levels).equations("combined", "distributional").text()
    assert "+ β₅·timeᵢ·ses_{j[i]} + β₆·timeᵢ·urban_{l[i]}\n" in text


@pytest.mark.tools("pdflatex")
def test_widths_are_those_of_tex(tmp_path: Path) -> None:
    medium = Medium(68)
    said: dict[str, float] = {}
    for _, equations in everything(products="thin"):
        for equation in equations.printed:
            sides = (equation.left, equation.right)
            said.update({latex.node(s): medium.node(s) for s in sides if s is not None})
            for summand in equation.summands:
                if not summand.bracket:
                    said[latex.summand(summand)] = medium.pieces(of_summand(summand, ""))
    measured = "\n".join(
        rf"\settowidth\w{{$\displaystyle {body}$}}\typeout{{width \the\w}}" for body in said
    )
    (tmp_path / "widths.tex").write_text(
        r"\documentclass{article}\usepackage{amsmath,amssymb}\newlength\w\begin{document}"
        + f"\n{measured}\n\\end{{document}}",
        encoding="utf-8",
    )
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "widths.tex"]
    subprocess.run(command, cwd=tmp_path, stdout=subprocess.DEVNULL, check=True, timeout=300)
    log = (tmp_path / "widths.log").read_text(encoding="latin-1")
    digits = [float(points) / 5 for points in re.findall(r"width ([\d.]+)pt", log)]
    shares = [
        ours / theirs for ours, theirs in zip(said.values(), digits, strict=True) if theirs > 8
    ]
    # The underscore is measured as wide as it is in T1; spaces between factors are those of MathML.
    assert 0.97 < min(shares)
    assert max(shares) < 1.25
    assert 1.0 < statistics.median(shares) < 1.1
