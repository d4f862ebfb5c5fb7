"""The shape of one line: offsets, fixed part, random part and residual, in the order of R's output."""

from __future__ import annotations

from formula2eq.equations.by_levels import level_equations, offset_summand, opening, residual
from formula2eq.equations.equation import Equation, Summand, System
from formula2eq.equations.laws import random_laws
from formula2eq.equations.prove import prove_combined, prove_line
from formula2eq.levels.build import quantity
from formula2eq.notation.distribution import linked
from formula2eq.notation.math import Node
from formula2eq.notation.notation import Notation
from formula2eq.variables.coding import CodedTermColumn


def compose(notation: Notation, form: str, *, laws: bool = True) -> System:
    """The line, which is every form of the model, and the laws of the random effects.

    The line is proven against the level equations and against the columns; raises `ProofError` when
    they differ.
    """
    model = notation.model
    summands = line(notation)
    proof = prove_combined if form == "combined" else prove_line
    proof(notation, level_equations(notation), summands)
    if model.residual:
        left: Node = notation.outcome()
        first: tuple[Equation, ...] = ()
        summands = (*summands, Summand(notation.residual(), (), "residual"))
    else:
        left = linked(notation)
        first = opening(notation, always=True)
    equation = Equation("combined", left, "=", summands)
    closing = [*residual(notation, levels=False), *random_laws(notation)] if laws else []
    return System(form, notation.name, (*first, equation, *closing))


def line(notation: Notation) -> tuple[Summand, ...]:
    """Offsets, fixed effects in R's order, random effects by factor; products as R labels them."""
    model = notation.model
    columns = model.columns
    effects = {(effect.bar, effect.name): effect for effect in model.effects()}
    shown = {
        effects[bar, column.name]: _variables(notation, column)
        for bar, (_, coded) in enumerate(columns.random)
        for column in coded
    }
    return (
        *(offset_summand(notation, position) for position in range(len(model.offsets))),
        *(
            Summand(notation.fixed(e), _variables(notation, column), "fixed", e, (), e.origins)
            for e, column in zip(model.fixed, columns.fixed, strict=True)
        ),
        *(
            Summand(notation.random(e), shown[e], "random", e, (), e.origins)
            for e in model.effects()
        ),
    )


def _variables(notation: Notation, column: CodedTermColumn) -> tuple[Node, ...]:
    return notation.variables(tuple(quantity(part) for part in column.parts))
