"""Both models of the lecture come out as its slides print them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import formula2eq as f2e

LECTURE = Path(__file__).parents[2] / "examples" / "lecture"
SLIDES = Path(__file__).parent / "slides"
DATA = Path(__file__).parents[1] / "data"
NAMES = json.loads((LECTURE / "names.json").read_text(encoding="utf-8"))
TABLES = {"reading": "seed_reading.csv", "maths": "seed_math.csv"}


def model(name: str, *, observed: bool) -> f2e.Model:
    settings = NAMES[name]
    roles = {} if observed else {"levels": settings["levels"]}
    return f2e.Model(
        (LECTURE / f"{name}.R").read_text(encoding="utf-8"),
        f2e.read_data(DATA / TABLES[name]) if observed else None,
        names=settings["names"],
        groups=settings["groups"],
        family={"maths": "binomial"}.get(name),
        **roles,
    )


def squeezed(text: str) -> str:
    """LaTeX without alignment, environments and spaces: symbols, indices and their order."""
    text = re.sub(r"\\(begin|end)\{aligned\}|\\quad|\\\\|&|\s", "", text)
    return text


@pytest.mark.parametrize("observed", [False, True], ids=["declared", "observed"])
@pytest.mark.parametrize(
    ("name", "form", "slide"),
    [
        ("reading", "levels", "reading_levels.tex"),
        ("reading", "combined", "reading_combined.tex"),
        ("maths", "levels", "maths.tex"),
    ],
)
def test_as_on_the_slide(name: str, form: str, slide: str, observed: bool) -> None:
    made = model(name, observed=observed).equations(form, "lecture", laws=False, parts=None)
    expected = (SLIDES / slide).read_text(encoding="utf-8")
    assert squeezed(made.latex()) == squeezed(expected)


def test_the_lines_break_where_the_slide_breaks_them() -> None:
    made = model("reading", observed=False).equations("combined", "lecture", laws=False, parts=None)
    slide = (SLIDES / "reading_combined.tex").read_text(encoding="utf-8")
    assert [squeezed(line) for line in made.latex().splitlines()] == [
        squeezed(line) for line in slide.splitlines()
    ]


def test_substituted_brackets_stand() -> None:
    made = model("reading", observed=False).equations("substituted", "lecture", laws=False).latex()
    assert squeezed(made).endswith(
        squeezed(
            r"(\gamma_{30} + \gamma_{31} \text{TeacherBlack}_k + \gamma_{32} \text{PropBlack}_k"
            r" + \eta_{3k}) \text{Black}_i"
        )
    )
