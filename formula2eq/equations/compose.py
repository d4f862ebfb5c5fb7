"""A level model in a notation becomes equations; the notation's shape says how they are laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

from formula2eq.equations.equation import System
from formula2eq.notation.notation import Notation
from formula2eq.notation.parts import part_notation

#: The module that lays out each shape; its ``compose`` takes a notation and a form.
SHAPES: dict[str, str] = {
    "levels": "by_levels",
    "line": "one_line",
    "coefficients": "coefficients",
    "lookups": "lookups",
    "matrices": "matrices",
}


def compose(notation: Notation, form: str, *, laws: bool = True) -> System:
    """The equations of a form: ``levels``, ``substituted`` or ``combined``.

    The parts of a model beside its mean follow, each in the same notation and form.
    A notation of one shape only (a line, matrices) has the same equations in every form.
    Raises `ProofError` when the equations do not say what the model's columns say.
    """
    module: Any = import_module(f"formula2eq.equations.{SHAPES[notation.shape]}")
    laid_out: Callable[..., System] = module.compose
    system = laid_out(notation, form, laws=laws)
    for part in notation.model.parts:
        beside = laid_out(part_notation(notation, part), form, laws=laws)
        system = replace(system, equations=(*system.equations, *beside.equations))
    return system


def level_form(notation: Notation, *, laws: bool = True) -> System:
    """The level equations."""
    return compose(notation, "levels", laws=laws)


def substituted_form(notation: Notation, *, laws: bool = True) -> System:
    """The level equations put into one, brackets still standing."""
    return compose(notation, "substituted", laws=laws)


def combined_form(notation: Notation, *, laws: bool = True) -> System:
    """Multiplied out and collected."""
    return compose(notation, "combined", laws=laws)
