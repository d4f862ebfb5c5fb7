"""V3: the LaTeX that is printed, laws included, reads as the same model."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import ProofError
from formula2eq.formula.names import names
from formula2eq.formula.nodes import (
    Argument,
    Call,
    Expression,
    Name,
    Subset,
)
from formula2eq.formula.unparse import unparse
from formula2eq.levels.family import Family
from formula2eq.levels.level_model import LevelModel
from formula2eq.notation.math import Text
from formula2eq.notation.notation import Notation
from formula2eq.notation.parts import part_notation
from formula2eq.reading.read import read
from formula2eq.verification.same_model import Printed, printed, same, same_terms
from formula2eq.writers import latex


def read_back(
    model: Printed, form: str = "levels", notation: str | None = None, **choices: Any
) -> str:
    """The formula that the printed LaTeX gives when it is read; choices are those of ``equations``.

    Raises `ProofError` when it is not the model's, and what `read` raises when it cannot be read.
    """
    equations = model.equations(form, notation, **choices)
    letters = equations.notation
    shown = {**_spelled(letters), **model.names}
    response = () if model.terms.response is None else names(model.terms.response)
    if len(response) == 1 and (letters.choices.outcome or letters.outcome_by) == "letter":
        shown.setdefault(response[0], letters.outcome_letter)
    index = {letter: group for group, letter in letters.index.items() if group}
    units = model.level_model.hierarchy.units
    # A factor with a category for every row has the rows' own index.
    alone = next((unit.grouping for unit in units if unit.kind == "observation"), None)
    if alone is not None:
        index[letters.unit_index()] = alone
    found = read(
        equations.latex(),
        index,
        shown,
        within=nesting(model.level_model),
        computed=computed(letters),
    )
    family, logarithm = _as_read(model.level_model)
    parts = {name: part.terms for name, part in found.parts.items()}
    levels = {part.part: part for part in model.level_model.parts}
    beside = parts.keys() == model.part_terms.keys() and all(
        same_terms(terms, printed(model.part_terms[name], levels[name]))
        for name, terms in parts.items()
    )
    if logarithm is not None and found.terms.response == logarithm:
        found = replace(found, terms=replace(found.terms, response=model.terms.response))
    own = same(found, model) and beside
    if not own or (found.family, found.link) != (family.name, family.link):
        raise ProofError(
            Diagnostic(
                "no-fixed-point",
                f"the printed LaTeX reads as {found.formula}, {found.family} ({found.link}), "
                "which is another model",
            )
        )
    return found.formula


def _as_read(model: LevelModel) -> tuple[Family, Expression | None]:
    """The family as it is read; a log-normal law is read as a Gaussian one of the outcome's logarithm,
    which is the same, and that logarithm comes with it.
    """
    response = model.outcome.expression
    zeros = any(part.part == "zero-inflation" for part in model.parts)
    if model.family.name != "lognormal" or zeros or response is None:
        return model.family, None
    span = response.span
    logarithm = Call(Name("log", span), (Argument(None, response, span),), span)
    return replace(model.family, name="gaussian"), logarithm


def _spelled(letters: Notation) -> dict[str, str]:
    """Display names of columns where the notation spells them otherwise: Greek letters."""
    columns = (e.name for e in letters.model.expressions.values() if isinstance(e, Name))
    nodes = {column: letters.display.named(column) for column in columns}
    shown = {column: node.text for column, node in nodes.items() if isinstance(node, Text)}
    return {column: text for column, text in shown.items() if text != column}


def computed(letters: Notation) -> dict[str, str]:
    """How a notation displays what is computed, by its R code: ``factor(g)`` as ``g_i``."""
    model = letters.model
    found = {}
    for part in (model, *model.parts):
        display = letters.display if part is model else part_notation(letters, part).display
        for expression in part.expressions.values():
            if not isinstance(expression, Name):
                found[unparse(expression)] = latex.node(display.expression(expression))
    response = model.outcome
    if response.successes is None and not isinstance(response.expression, (Name, type(None))):
        found[unparse(response.expression)] = latex.node(letters.outcome())
    if isinstance(response.expression, Call) and response.successes is not None:
        for counted in (argument.value for argument in response.expression.arguments):
            if isinstance(counted, (Subset, Call)):
                display = letters.outcome_display()
                found[unparse(counted)] = latex.node(display.expression(counted))
    return found


def nesting(model: LevelModel) -> dict[str, str]:
    """Each group within the nearest one above it, where their labels do not say so themselves."""
    found = {}
    for unit in model.hierarchy.groups:
        own = set(unit.grouping.split(":"))
        above = [outer for outer in unit.within if not set(outer.split(":")) < own]
        if above:
            found[unit.grouping] = above[0]
    return found
