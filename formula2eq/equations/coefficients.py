"""The shape of random coefficients: one equation of all columns, then each coefficient that varies."""

from __future__ import annotations

from formula2eq.equations import one_line
from formula2eq.equations.by_levels import level_equations, offset_summand, opening, substituted
from formula2eq.equations.equation import Equation, Summand, System
from formula2eq.equations.laws import random_laws, residual_law
from formula2eq.equations.prove import prove_levels, prove_line
from formula2eq.levels.level_model import FixedEffect, Path, RandomEffect
from formula2eq.notation.distribution import linked
from formula2eq.notation.goldstein import Goldstein
from formula2eq.notation.math import Node


def compose(notation: Goldstein, form: str, *, laws: bool = True) -> System:
    """The equations, each form proven against the columns and the levels.

    Raises `ProofError` when they differ.
    """
    equations = coefficient_equations(notation)
    prove_levels(notation, equations)
    if form == "combined":
        return one_line.compose(notation, form, laws=laws)
    prove_line(notation, level_equations(notation), one_line.line(notation))
    if form == "substituted":
        equations = (substituted(equations),)
    residual = (residual_law(notation),) if notation.model.residual else ()
    closing = [*random_laws(notation), *residual] if laws else []
    first = () if notation.model.residual else opening(notation)
    return System(form, notation.name, (*first, *equations, *closing))


def coefficient_equations(notation: Goldstein) -> tuple[Equation, ...]:
    """The outcome as a sum over columns, and the equations of the coefficients that vary."""
    model = notation.model
    fixed = {effect.path: effect for effect in model.fixed}
    random: dict[Path, list[RandomEffect]] = {}
    for effect in sorted(model.effects(), key=lambda effect: -effect.rank):
        random.setdefault(effect.path, []).append(effect)
    constant: Path = tuple(() for _ in range(model.hierarchy.top))
    columns = sorted({*fixed, *random}, key=lambda path: notation.numbering[path])
    summands = [offset_summand(notation, position) for position in range(len(model.offsets))]
    definitions = []
    for path in columns:
        own = _own(notation, fixed.get(path), random.get(path, []))
        last = (Summand(notation.residual(), (), "residual"),)
        residual = last if model.residual and path == constant else ()
        if path in random or residual:
            groupings = tuple(effect.grouping for effect in random.get(path, []))
            symbol = notation.varying(path, groupings, residual=bool(residual))
            definitions.append(Equation("level-2", symbol, "=", (*own, *residual)))
            part = Summand(symbol, _variables(notation, path), "coefficient")
        else:
            part = Summand(
                own[0].parameter,
                _variables(notation, path),
                "fixed",
                own[0].effect,
                origins=own[0].origins,
            )
        summands.append(part)
    left: Node = notation.outcome() if model.residual else linked(notation)
    if model.residual and constant not in columns:
        summands.append(Summand(notation.residual(), (), "residual"))
    return (Equation("level-1", left, "=", tuple(summands)), *definitions)


def _own(
    notation: Goldstein, fixed: FixedEffect | None, effects: list[RandomEffect]
) -> tuple[Summand, ...]:
    """A coefficient's fixed effect, then its random effects from the highest level down."""
    mean = () if fixed is None else (fixed,)
    return (
        *(Summand(notation.fixed(e), (), "fixed", e, origins=e.origins) for e in mean),
        *(Summand(notation.random(e), (), "random", e, origins=e.origins) for e in effects),
    )


def _variables(notation: Goldstein, path: Path) -> tuple[Node, ...]:
    return notation.variables(tuple(column for product in path for column in product))
