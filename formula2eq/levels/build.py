"""Columns and roles to level equations: where every fixed and random effect stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from formula2eq.formula.nodes import Expression
from formula2eq.levels.family import Family
from formula2eq.levels.level_model import (
    Coefficient,
    Columns,
    FixedEffect,
    LevelEquation,
    LevelModel,
    LevelSummand,
    Path,
    Product,
    RandomEffect,
    RandomVector,
)
from formula2eq.levels.outcome import Outcome
from formula2eq.variables.coding import CodedColumn
from formula2eq.variables.roles import Roles


def build(
    columns: Columns,
    roles: Roles,
    outcome: Outcome,
    family: Family,
    offsets: tuple[Expression, ...] = (),
    weights: Expression | None = None,
    *,
    every_line: bool = False,
) -> LevelModel:
    """The level equations of a model.

    A coefficient gets an equation of its own at the next rank when something other than one
    constant stands there; with ``every_line`` always, as in Raudenbush & Bryk (beta_1j = gamma_10).
    An ordinal outcome has thresholds in place of the fixed constant.
    """
    if family.name == "ordinal":
        columns = replace(columns, fixed=tuple(c for c in columns.fixed if c.parts))
    layout = _Layout.of(columns, roles)
    top = layout.top
    fixed = tuple(
        FixedEffect(c.name, layout.path(c.parts), position, c.term.origins)
        for position, c in enumerate(columns.fixed)
    )
    random = _vectors(columns, layout)
    written = [effect for vector in _written_order(random) for effect in vector]
    numbering = _numbering([e.path for e in fixed] + [e.path for e in written])
    ordered = [effect for vector in random for effect in vector.effects]
    equations: list[LevelEquation] = []
    expanding: list[Coefficient | None] = [None]
    for rank in range(1, top + 1):
        following: list[Coefficient | None] = []
        below: dict[Path, list[FixedEffect]] = {}
        for effect in fixed:
            below.setdefault(effect.path[: rank - 1], []).append(effect)
        for coefficient in expanding:
            path = () if coefficient is None else coefficient.path
            here = below.get(path, [])
            equation = _equation(
                rank, path, here, ordered, numbering[path], every_line and rank < top
            )
            equations.append(replace(equation, coefficient=coefficient))
            following += [
                s.parameter for s in equation.summands if isinstance(s.parameter, Coefficient)
            ]
        expanding = following
    return LevelModel(
        outcome,
        family,
        roles,
        fixed,
        random,
        offsets,
        weights,
        tuple(equations),
        numbering,
        layout.expressions,
        columns,
        {
            summand.parameter.position: equation.rank
            for equation in equations
            for summand in equation.summands
            if isinstance(summand.parameter, FixedEffect)
        },
    )


def _equation(
    rank: int,
    path: Path,
    here: Sequence[FixedEffect],
    random: Sequence[RandomEffect],
    numbers: dict[Product, int],
    expand: bool,
) -> LevelEquation:
    """What stands at a rank in the equation of a coefficient: its fixed effects, ``here``, and
    coefficients in the order of their numbers, then the random effects of this rank's factors.
    """
    above = [e for e in random if e.rank > rank and e.path[: rank - 1] == path]
    columns_of: dict[Product, list[FixedEffect]] = {}
    for effect in here:
        columns_of.setdefault(effect.path[rank - 1], []).append(effect)
    varying = {e.path[rank - 1] for e in above}
    summands: list[LevelSummand] = []
    for product in sorted(columns_of.keys() | varying, key=lambda p: numbers[p]):
        columns = columns_of.get(product, [])
        varies = product in varying
        plain = len(columns) == 1 and not any(columns[0].path[rank:]) and not varies
        parameter = columns[0] if plain and not expand else Coefficient((*path, product))
        summands.append(LevelSummand(parameter, product))
    summands += [
        LevelSummand(e, e.multipliers)
        for e in random
        if e.rank == rank and e.path[: rank - 1] == path
    ]
    return LevelEquation(rank, None, tuple(summands))


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the parts of a column become a path: by rank, and inside a rank in one order for all
    columns (a fixed ``a:b`` and a random ``b:a`` are one product).
    """

    roles: Roles
    order: dict[str, int]
    expressions: dict[str, Expression]

    @staticmethod
    def of(columns: Columns, roles: Roles) -> _Layout:
        order: dict[str, int] = {}
        expressions: dict[str, Expression] = {}
        random = [column for _, coded in columns.random for column in coded]
        for column in (*columns.fixed, *random):
            for part, factor in zip(column.parts, column.term.factors, strict=True):
                order.setdefault(part.variable, len(order))
                expressions.setdefault(part.variable, factor)
        return _Layout(roles, order, expressions)

    @property
    def top(self) -> int:
        return self.roles.hierarchy.top

    def path(self, parts: Sequence[CodedColumn]) -> Path:
        """(v1, ..., vR) of a column."""
        ordered = sorted(parts, key=lambda part: self.order[part.variable])
        return tuple(
            tuple(quantity(part) for part in ordered if self.roles.rank(part.variable) == rank)
            for rank in range(1, self.top + 1)
        )


def quantity(part: CodedColumn) -> CodedColumn:
    """A coded column as the quantity it is: an indicator of a category is one however it arose.

    It is named by its category, also where R numbers it, as with a bare ``C(f, contr.SAS)``.
    """
    if part.category is None:
        return part
    return CodedColumn(
        part.variable, part.category, "indicator", part.category, categories=part.categories
    )


def _vectors(columns: Columns, layout: _Layout) -> tuple[RandomVector, ...]:
    """The random effects by grouping factor, factors in the hierarchy's order."""
    vectors = []
    for unit in layout.roles.hierarchy.units:
        effects: list[RandomEffect] = []
        blocks = []
        bars = [
            (bar, term, coded)
            for bar, (term, coded) in enumerate(columns.random)
            if term.grouping.label == unit.grouping
        ]
        for copy, (bar, term, coded) in enumerate(bars, start=1):
            start = len(effects)
            effects += [
                RandomEffect(
                    column.name,
                    unit.grouping,
                    bar,
                    layout.path(column.parts),
                    unit.rank,
                    copy,
                    column.term.origins or term.origins,
                )
                for column in coded
            ]
            blocks.append((start, len(effects), term.covariance))
        if len({effect.path for effect in effects}) == len(effects):
            effects = [replace(effect, copy=None) for effect in effects]
        if effects:
            vectors.append(RandomVector(unit.grouping, tuple(effects), tuple(blocks)))
    return tuple(vectors)


def _written_order(vectors: Sequence[RandomVector]) -> Iterator[list[RandomEffect]]:
    """The random effects bar by bar as written."""
    effects = [effect for vector in vectors for effect in vector.effects]
    for bar in sorted({effect.bar for effect in effects}):
        yield [effect for effect in effects if effect.bar == bar]


def _numbering(paths: Sequence[Path]) -> dict[Path, dict[Product, int]]:
    """Numbers of the products that follow each prefix: 0 for the constant, then 1, 2, ... in order."""
    numbering: dict[Path, dict[Product, int]] = {(): {(): 0}}
    for path in paths:
        for rank, product in enumerate(path):
            siblings = numbering.setdefault(path[:rank], {(): 0})
            siblings.setdefault(product, len(siblings))
    return numbering
