"""The shape of levels: one equation per level and coefficient, put into one, or multiplied out."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.equations.equation import Equation, Summand, System
from formula2eq.equations.laws import random_laws, residual_law
from formula2eq.equations.prove import prove_combined, prove_levels
from formula2eq.levels.level_model import Coefficient, FixedEffect, LevelEquation, LevelSummand
from formula2eq.notation.distribution import linked, outcome_lines
from formula2eq.notation.math import Node
from formula2eq.notation.notation import Notation


def compose(notation: Notation, form: str, *, laws: bool = True) -> System:
    """The level form, the substituted or the combined form."""
    forms = {"levels": level_form, "substituted": substituted_form, "combined": combined_form}
    return forms[form](notation, laws=laws)


def level_form(notation: Notation, *, laws: bool = True) -> System:
    """The level equations, proven to say what the model's columns say.

    Raises `ProofError` when they do not.
    """
    equations = level_equations(notation)
    prove_levels(notation, equations)
    first = opening(notation)
    closing = [*residual(notation, levels=True), *random_laws(notation)] if laws else []
    return System("levels", notation.name, (*first, *equations, *closing))


def substituted_form(notation: Notation, *, laws: bool = True) -> System:
    """The level equations put into one, brackets still standing."""
    equations = level_equations(notation)
    prove_levels(notation, equations)
    one = substituted(equations)
    closing = [*residual(notation, levels=True), *random_laws(notation)] if laws else []
    return System("substituted", notation.name, (*opening(notation), one, *closing))


def substituted(equations: Sequence[Equation]) -> Equation:
    """The first equation with the others put into it."""
    by_left = {equation.left: equation for equation in equations}
    root = equations[0]
    summands = tuple(_bracketed(summand, by_left) for summand in root.summands)
    return Equation("substituted", root.left, "=", summands)


def combined_form(notation: Notation, *, laws: bool = True) -> System:
    """Multiplied out and collected: offset, fixed part, random part, residual.

    Derived twice, by SymPy from the level equations and straight from the columns; raises
    `ProofError` when the two differ.
    """
    model = notation.model
    summands = combined_summands(notation)
    prove_combined(notation, level_equations(notation), summands)
    if model.residual:
        summands = (*summands, Summand(notation.residual(), (), "residual"))
        left = notation.outcome()
        first: tuple[Equation, ...] = ()
    else:
        left = linked(notation)
        first = opening(notation, always=True)
    equation = Equation("combined", left, "=", summands)
    closing = [*residual(notation, levels=False), *random_laws(notation)] if laws else []
    return System("combined", notation.name, (*first, equation, *closing))


def level_equations(notation: Notation) -> tuple[Equation, ...]:
    """The equations of the linear predictor and of every coefficient that has one."""
    return tuple(_level_equation(notation, equation) for equation in notation.model.equations)


def predictor(notation: Notation) -> Node:
    """The left side of level 1: the outcome where a residual stands on the right, else the linked mean."""
    if notation.model.residual and notation.level_one == "residual":
        return notation.outcome()
    return linked(notation)


def _level_equation(notation: Notation, equation: LevelEquation) -> Equation:
    summands = tuple(_summand(notation, summand) for summand in equation.summands)
    if equation.coefficient is not None:
        left: Node = notation.coefficient(equation.coefficient)
        return Equation(f"level-{equation.rank}", left, "=", summands)
    offsets = tuple(offset_summand(notation, o) for o in range(len(notation.model.offsets)))
    last: tuple[Summand, ...] = ()
    if notation.model.residual and notation.level_one == "residual":
        last = (Summand(notation.residual(), (), "residual"),)
    return Equation("level-1", predictor(notation), "=", (*offsets, *summands, *last))


def offset_summand(notation: Notation, position: int) -> Summand:
    """An offset: its argument, without a coefficient."""
    expression = notation.model.offsets[position]
    node = notation.offset(expression)
    return Summand(None, (node,), "offset", origins=(expression.span,))


def _summand(notation: Notation, summand: LevelSummand) -> Summand:
    parameter = summand.parameter
    variables = notation.variables(summand.variables)
    if isinstance(parameter, Coefficient):
        return Summand(notation.coefficient(parameter), variables, "coefficient", parameter)
    if isinstance(parameter, FixedEffect):
        symbol = notation.fixed(parameter)
        return Summand(symbol, variables, "fixed", parameter, origins=parameter.origins)
    symbol = notation.random(parameter)
    return Summand(symbol, variables, "random", parameter, origins=parameter.origins)


def _bracketed(summand: Summand, by_left: dict[Node, Equation]) -> Summand:
    """A coefficient replaced by the bracket of its equation, all the way up."""
    if summand.part != "coefficient" or summand.parameter is None:
        return summand
    inner = tuple(_bracketed(s, by_left) for s in by_left[summand.parameter].summands)
    if len(inner) == 1 and not inner[0].variables and not inner[0].bracket:
        only = inner[0]
        return Summand(
            only.parameter, summand.variables, only.part, only.effect, origins=only.origins
        )
    return Summand(None, summand.variables, "coefficient", summand.effect, inner)


def combined_summands(notation: Notation) -> tuple[Summand, ...]:
    """Straight from the columns: offsets, fixed effects by their numbers, random effects by factor."""
    model = notation.model
    fixed = sorted(model.fixed, key=lambda effect: model.numbers(effect.path))
    offsets = (offset_summand(notation, position) for position in range(len(model.offsets)))
    return (
        *offsets,
        *(
            Summand(notation.fixed(e), notation.variables(e.variables), "fixed", e, (), e.origins)
            for e in fixed
        ),
        *(
            Summand(notation.random(e), notation.variables(e.variables), "random", e, (), e.origins)
            for e in model.effects()
        ),
    )


def opening(notation: Notation, *, always: bool = False) -> tuple[Equation, ...]:
    """The outcome's law, unless level 1 is written with a residual."""
    if notation.model.part is not None:
        return ()
    if notation.model.residual and notation.level_one == "residual" and not always:
        return ()
    return tuple(
        Equation("distribution", line.left, line.relation, right=line.right, note=line.note)
        for line in outcome_lines(notation)
    )


def residual(notation: Notation, *, levels: bool) -> tuple[Equation, ...]:
    """The residual's law where a residual is printed."""
    if not notation.model.residual or (levels and notation.level_one == "distribution"):
        return ()
    return (residual_law(notation),)
