"""V3: the LaTeX that is printed, laws included, reads as the same model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import ProofError
from formula2eq.formula.names import names
from formula2eq.formula.nodes import Name
from formula2eq.formula.unparse import unparse
from formula2eq.levels.level_model import LevelModel
from formula2eq.notation.math import Text
from formula2eq.notation.notation import Notation
from formula2eq.reading.read import read
from formula2eq.terms.term import ModelTerms, RandomTerm
from formula2eq.writers import latex


class Printed(Protocol):
    """What the fixed point needs of a model."""

    @property
    def terms(self) -> ModelTerms:
        """The expanded terms."""

    @property
    def part_terms(self) -> Mapping[str, ModelTerms]:
        """The terms of the parts beside the mean."""

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
    shown = {**_spelled(letters), **model.names}
    response = () if model.terms.response is None else names(model.terms.response)
    if len(response) == 1 and letters.outcome_by == "letter":
        shown.setdefault(response[0], letters.outcome_letter)
    found = read(
        equations.latex(),
        {letter: group for group, letter in letters.index.items() if group != "1"},
        shown,
        within=nesting(model.level_model),
        computed=computed(letters),
    )
    family = model.level_model.family
    parts = {name: part.terms for name, part in found.parts.items()}
    beside = parts.keys() == model.part_terms.keys() and all(
        same(terms, model.part_terms[name]) for name, terms in parts.items()
    )
    own = same(found.terms, model.terms) and beside
    if not own or (found.family, found.link) != (family.name, family.link):
        raise ProofError(
            Diagnostic(
                "no-fixed-point",
                f"the printed LaTeX reads as {found.formula}, {found.family} ({found.link}), "
                "which is another model",
            )
        )
    return found.formula


def _spelled(letters: Notation) -> dict[str, str]:
    """Display names of columns where the notation spells them otherwise: Greek letters."""
    columns = (e.name for e in letters.model.expressions.values() if isinstance(e, Name))
    nodes = {column: letters.display.named(column) for column in columns}
    return {column: node.text for column, node in nodes.items() if isinstance(node, Text)}


def computed(letters: Notation) -> dict[str, str]:
    """How a notation displays what is computed, by its R code: ``factor(g)`` as ``g_i``."""
    model = letters.model
    found = {}
    for expression in model.expressions.values():
        if not isinstance(expression, Name):
            found[unparse(expression)] = latex.node(letters.display.expression(expression))
    outcome = model.outcome
    if outcome.successes is None and not isinstance(outcome.expression, (Name, type(None))):
        found[unparse(outcome.expression)] = latex.node(letters.outcome())
    return found


def same(found: ModelTerms, given: ModelTerms) -> bool:
    """Whether the terms that were read are the model's.

    A bar without effects adds nothing, independent effects of numbers are as many bars, and a
    formula without a left side has any outcome.
    """
    response = found.response if given.response is None else given.response
    random = tuple(single for bar in given.random if bar.effects for single in _separate(bar))
    return found == replace(given, response=response, random=random)


def _separate(bar: RandomTerm) -> tuple[RandomTerm, ...]:
    if bar.covariance != "diagonal":
        return (bar,)
    return tuple(replace(bar, effects=(e,), covariance="unstructured") for e in bar.effects)


def nesting(model: LevelModel) -> dict[str, str]:
    """Each group within the nearest one above it, where their labels do not say so themselves."""
    found = {}
    for unit in model.hierarchy.groups:
        own = set(unit.grouping.split(":"))
        above = [outer for outer in unit.within if not set(outer.split(":")) < own]
        if above:
            found[unit.grouping] = above[0]
    return found
