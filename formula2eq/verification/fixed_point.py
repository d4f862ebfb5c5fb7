"""V3: the LaTeX that is printed, laws included, reads as the same model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import ProofError
from formula2eq.formula.names import names
from formula2eq.levels.level_model import LevelModel
from formula2eq.reading.read import read
from formula2eq.terms.term import ModelTerms


class Printed(Protocol):
    """What the fixed point needs of a model."""

    @property
    def terms(self) -> ModelTerms:
        """The expanded terms."""

    @property
    def level_model(self) -> LevelModel:
        """The level equations."""

    @property
    def names(self) -> Mapping[str, str]:
        """Display names."""

    def equations(self, form: Any, notation: str | None = None) -> Any:
        """The equations in one form, proven."""


def read_back(model: Printed, form: str = "levels", notation: str | None = None) -> str:
    """The formula that the printed LaTeX gives when it is read.

    Raises `ProofError` when it is not the model's, and what `read` raises when it cannot be read.
    """
    equations = model.equations(form, notation)
    letters = equations.notation
    shown = dict(model.names)
    response = () if model.terms.response is None else names(model.terms.response)
    if len(response) == 1 and letters.outcome_by == "letter":
        shown.setdefault(response[0], letters.outcome_letter)
    found = read(
        equations.latex(),
        {letter: group for group, letter in letters.index.items() if group != "1"},
        shown,
        within=nesting(model.level_model),
    )
    family = model.level_model.family
    if found.terms != model.terms or (found.family, found.link) != (family.name, family.link):
        raise ProofError(
            Diagnostic(
                "no-fixed-point",
                f"the printed LaTeX reads as {found.formula}, {found.family} ({found.link}), "
                "which is another model",
            )
        )
    return found.formula


def nesting(model: LevelModel) -> dict[str, str]:
    """Each group within the nearest one above it, where their labels do not say so themselves."""
    found = {}
    for unit in model.hierarchy.groups:
        own = set(unit.grouping.split(":"))
        above = [outer for outer in unit.within if not set(outer.split(":")) < own]
        if above:
            found[unit.grouping] = above[0]
    return found
