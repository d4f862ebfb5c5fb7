"""What authors set changes how equations look, and only that."""

from __future__ import annotations

import re

import pytest

import formula2eq as f2e
from formula2eq.errors import UsageError
from formula2eq.writers.style import PALETTE

FORMULA = "score ~ age + female + black*tblack + black*pblack + (1 + black | teacher)"


def equations(**look: object):
    model = f2e.Model(FORMULA, levels={"teacher": ["tblack", "pblack"]})
    return model.equations("combined", "lecture", **look)


def bare(latex: str) -> str:
    """The symbols in order, without layout and colours."""
    latex = re.sub(r"\\textcolor\[HTML\]\{\w{6}\}", "", latex)
    latex = re.sub(r"\\underbrace|_\{\\text\{\w+ part\}\}|\\text\{\(\w+ part\)\}", "", latex)
    return re.sub(r"\\(begin|end)\{aligned\}|\\quad|\\,|\\cdot|\\\\|&|\s|[{}]", "", latex)


@pytest.mark.parametrize(
    "look",
    [
        {"parts": "underbrace"},
        {"parts": None},
        {"per_line": 1},
        {"width": 30},
        {"operator": "end"},
        {"colour": "part"},
        {"colour": "variable"},
        {"colour": "level"},
        {"products": "thin"},
        {"products": "dot"},
        {"size": "small"},
    ],
    ids=str,
)
def test_the_symbols_stay(look: dict[str, object]) -> None:
    wide = equations(laws=False, parts=None, width=500).latex()
    assert bare(equations(laws=False, **look).latex()) == bare(wide)


def test_operators_stand_where_they_are_asked_for() -> None:
    lines = equations(laws=False, operator="end", parts=None).latex().splitlines()[1:-1]
    assert all(line.removesuffix(r" \\").endswith("+ {}") for line in lines[:-1])
    assert not any(line.startswith(r"&\quad +") for line in lines)


def test_summands_in_a_line() -> None:
    lines = equations(laws=False, per_line=2, parts=None).latex().splitlines()[1:-1]
    assert all(len(re.split(r" \+ ", line.replace(r"&\quad + ", ""))) <= 2 for line in lines)


def test_colours_by_part_leave_coefficients_black() -> None:
    model = f2e.Model(FORMULA, levels={"teacher": ["tblack", "pblack"]})
    levels = model.equations("levels", "lecture", colour="part", laws=False).latex()
    assert r"&= \beta_{0k} + \textcolor" in levels
    assert rf"\textcolor[HTML]{{{PALETTE[1]}}}{{\eta_{{0k}}}}" in levels


def test_one_colour_per_variable_in_every_equation() -> None:
    colours = set(re.findall(r"\{(\w{6})\}\{\\text\{black\}", equations(colour="variable").latex()))
    assert len(colours) == 1


def test_the_palette_is_read_on_white() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert all(1.05 / (luminance(colour) + 0.05) >= 4.5 for colour in PALETTE)


def test_every_equation_has_one_label() -> None:
    model = f2e.Model(FORMULA, levels={"teacher": ["tblack", "pblack"]})
    written = model.equations("levels", "lecture", label="eq").align()
    labels = re.findall(r"\\label\{([^}]*)\}", written)
    assert labels == [
        "eq:distribution",
        "eq:level-1",
        "eq:level-2-1",
        "eq:level-2-2",
        "eq:random-effects",
    ]


def test_hats_are_on_what_is_estimated() -> None:
    written = equations(hats=True).latex()
    assert r"\hat{\gamma}_{00}" in written and r"\hat{\sigma}" in written
    assert r"\hat{\eta}" not in written


@pytest.mark.parametrize(
    "look",
    [
        {"colour": "rainbow"},
        {"width": 3},
        {"per_line": 0},
        {"label": r"\x"},
        {"palette": ("red",)},
        {"colours": "part"},
        {"size": "huge"},
    ],
    ids=str,
)
def test_slips_are_told(look: dict[str, object]) -> None:
    with pytest.raises(UsageError) as told:
        equations(**look)
    assert told.value.diagnostics[0].rule == "unknown-style"


def test_text_fits_the_terminal() -> None:
    for width in (40, 60, 80, 120):
        assert max(map(len, equations(width=width).text().splitlines())) <= width


LONG = (
    "student_score ~ student_age_in_years*teacher_experience_years + student_is_female"
    " + (student_age_in_years | teacher)"
)


def long_names(form: str = "combined", notation: str = "additive"):
    model = f2e.Model(LONG, levels={"teacher": ["teacher_experience_years"]})
    return model.equations(form, notation)


def test_a_product_is_not_broken_to_leave_room_for_a_label():
    rows = long_names().layout()
    assert {"fixed part", "random part"} <= {row.label for row in rows}
    assert not any(piece.operator == "x" for row in rows for piece in row.pieces)


def test_a_variance_of_a_named_deviation_has_brackets():
    crossed = f2e.Model("y ~ x + (x | person) + (1 | item)").equations("levels", "gelman-hill")
    assert r"(\sigma^{\text{person}}_{\alpha})^2" in crossed.latex()
    assert "σ^(person)_α)²" in crossed.text()
    # Scripts above and below do not touch those of the next row.
    assert r"\\[3pt]" in crossed.latex()
    assert r"\\[3pt]" not in long_names().latex()


def test_a_broken_product_of_matrices_breaks_between_them():
    crossed = f2e.Model("y ~ x + (x | person) + (1 | item)").equations("levels", "distributional")
    lines = [line.strip() for line in crossed.text().splitlines()]
    assert "× diag(σ^(person)_α, σ^(person)ᵦ)" in lines


def test_no_part_ends_on_a_lonely_summand():
    names = " + ".join(f"x{number}" for number in range(1, 7))
    rows = f2e.Model(f"y ~ {names}").equations("combined", "additive", width=44).layout()
    fixed = [row for row in rows if row.pieces and row.pieces[0].part == "fixed"]
    assert [len(row.pieces) for row in fixed] == [3, 2, 2]


@pytest.mark.parametrize("colour", ["part", "variable", "level"])
def test_a_mean_inside_a_law_has_colours(colour: str) -> None:
    model = f2e.Model("y ~ x*z + (x | g)")
    coloured = model.equations("combined", "gelman-hill", colour=colour, laws=False).latex()
    plain = model.equations("combined", "gelman-hill", laws=False).latex()
    assert r"\textcolor" in coloured and bare(coloured) == bare(plain)
