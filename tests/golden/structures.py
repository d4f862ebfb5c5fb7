"""The structures and notations that golden files are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import formula2eq as f2e
from formula2eq.documents.equations import Equations
from formula2eq.errors import NotationError
from formula2eq.notation import NOTATIONS

TWELVE = [f"category_{letter}" for letter in "abcdefghijkl"]

#: Formula and settings of each structure.
STRUCTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "two-level": (
        "mAch ~ cses*meanses + cses*sector + (1 + cses | school)",
        {
            "levels": {"school": ["meanses", "sector"]},
            "categories": {"sector": ["Public", "Catholic"]},
        },
    ),
    "three-level": (
        "math ~ year*female + year*lowinc + (year | schoolid/childid)",
        {"levels": {"childid": ["female"], "schoolid": ["lowinc"]}},
    ),
    "crossed": ("attain ~ verbal + sex + (1 + verbal | primary) + (1 | second)", {}),
    "persons-by-items": (
        "y ~ A*C + (1 + C | person) + (1 | item)",
        {"levels": {"person": ["A"], "item": ["C"]}},
    ),
    "cells": ("y ~ x + (1 | a) + (1 | b) + (1 | a:b)", {}),
    "counts": (
        "TICKS ~ YEAR + cHEIGHT + offset(log(hours)) + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)",
        {
            "family": "poisson",
            "levels": {"BROOD": ["YEAR"], "LOCATION": ["cHEIGHT"]},
            "within": {"BROOD": "LOCATION"},
            "categories": {"YEAR": ["95", "96", "97"]},
        },
    ),
    "two-bars": ("y ~ x*z + (x | g) + (z | g)", {}),
    "uncorrelated": ("Reaction ~ Days + (Days || Subject)", {}),
    "transformed": (
        "log(mpg) ~ poly(hp, 2) + I(wt^2) + sqrt(disp) + factor(cyl)",
        {"categories": {"factor(cyl)": ["4", "6", "8"]}},
    ),
    "trials": (
        "cbind(incidence, size - incidence) ~ period + (1 | herd)",
        {"family": "binomial", "categories": {"period": ["1", "2", "3", "4"]}},
    ),
    "gamma": ("cost ~ age + (1 | hospital)", {"family": "Gamma", "link": "log"}),
    "long-names": (
        "student_score ~ student_age_in_years*teacher_experience_years"
        " + student_reads_at_home_daily + student_is_female + (1 + student_age_in_years"
        " + student_reads_at_home_daily + student_is_female | teacher_identifier)",
        {"levels": {"teacher_identifier": ["teacher_experience_years"]}},
    ),
    "many-categories": ("y ~ f + (0 + f | g)", {"categories": {"f": TWELVE}}),
    "four-factors": (
        "outcome ~ first_predictor*second_predictor*third_predictor*fourth_predictor + (1 | group)",
        {},
    ),
}

#: Form and notation of each block in a golden file.
BLOCKS = [
    ("levels", "lecture"),
    ("substituted", "lecture"),
    ("combined", "lecture"),
    ("levels", "raudenbush-bryk"),
    ("combined", "raudenbush-bryk"),
    ("combined", "additive"),
]

#: Suffix of each markup that has golden files.
MARKUPS = {
    "text": ".txt",
    "latex": ".tex",
    "mathml": ".mml",
    "typst": ".typ",
    "omml": ".xml",
    "github": ".md",
}


def blocks(structure: str, **look: Any) -> Iterator[tuple[str, Equations]]:
    """Name and equations of each block of a structure, those left out that no notation can hold."""
    formula, settings = STRUCTURES[structure]
    model = f2e.Model(formula, **settings)
    for form, notation in BLOCKS:
        try:
            equations = model.equations(form, notation, **look)
        except NotationError:
            continue
        yield f"{structure}, {form}, {notation}", equations


def everything(**look: Any) -> Iterator[tuple[str, Equations]]:
    """Every structure in every notation that holds it, as levels and combined."""
    for structure, (formula, settings) in STRUCTURES.items():
        model = f2e.Model(formula, **settings)
        for notation in NOTATIONS:
            for form in ("levels", "combined"):
                try:
                    equations = model.equations(form, notation, **look)
                except NotationError:
                    continue
                yield f"{structure}, {form}, {notation}", equations


def golden(structure: str, markup: str) -> str:
    """The text of one golden file."""
    parts = (f"# {name}\n{equations.to(markup)}\n" for name, equations in blocks(structure))
    return "\n".join(parts)
