"""The lecture's models, read; its slips, found where they stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formula2eq.errors import FormulaSyntaxError
from formula2eq.formula.parse import parse
from formula2eq.reading.read import read
from formula2eq.reading.read_model import ReadModel
from formula2eq.terms.expand import expand

LECTURE = Path(__file__).parent / "lecture"
NAMES: dict[str, Any] = json.loads((LECTURE / "names.json").read_text(encoding="utf-8"))


def text(name: str) -> str:
    return (LECTURE / name).read_text(encoding="utf-8")


def lecture(name: str) -> ReadModel:
    given = NAMES["maths" if name.startswith("maths") else "reading"]
    return read(text(name), given["groups"], given["names"])


@pytest.mark.parametrize(
    ("equations", "formula"),
    [
        ("reading_levels.tex", "reading.R"),
        ("reading_combined.tex", "reading.R"),
        ("reading_slip_outcome.tex", "reading.R"),
        ("reading_slip_random_effect.tex", "reading.R"),
        ("reading_slip_subscripts.tex", "reading.R"),
        ("maths.tex", "maths.R"),
    ],
)
def test_equations_give_the_formula(equations: str, formula: str) -> None:
    assert lecture(equations).terms == expand(parse(text(formula)))


def test_the_formula_has_the_shape_that_people_write() -> None:
    assert lecture("reading_levels.tex").formula == (
        "student_reading_score ~ student_age_s + student_female + student_re_black*teacher_re_black"
        " + student_re_black*class_prop_black + (1 + student_re_black | teacher_id)"
    )


def test_levels_come_from_the_indices() -> None:
    assert lecture("reading_levels.tex").levels == {
        "teacher_id": ("teacher_re_black", "class_prop_black")
    }


def test_a_logit_of_one_trial_is_binomial() -> None:
    found = lecture("maths.tex")
    assert (found.family, found.link) == ("binomial", "logit")


@pytest.mark.parametrize(
    ("equations", "expected"),
    [
        ("reading_levels.tex", []),
        ("reading_combined.tex", []),
        ("maths.tex", []),
        (
            "reading_slip_subscripts.tex",
            [
                ("foreign-subscript", 3, 28, r"\gamma_{01}"),
                ("wrong-number-of-subscripts", 3, 64, r"\gamma_{02}"),
            ],
        ),
        ("reading_slip_random_effect.tex", [("effect-used-twice", 4, 73, r"\eta_{3k}")]),
        ("reading_slip_outcome.tex", [("outcome-spelled-two-ways", 1, 16, "S")]),
    ],
)
def test_slips_have_a_place_and_a_repair(
    equations: str, expected: list[tuple[str, int, int, str]]
) -> None:
    found = [d.to_dict() for d in lecture(equations).slips]
    assert [(d["rule"], d["line"], d["column"], d["repair"]) for d in found] == expected


def test_the_missing_plus_is_the_formula_language_s() -> None:
    with pytest.raises(FormulaSyntaxError) as caught:
        parse(text("reading_as_on_slide.R"))
    assert caught.value.diagnostics[0].rule == "missing-operator"
