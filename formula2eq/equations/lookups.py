"""The shape of lookups: one line for the observations, and laws of the coefficients that vary."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import reduce
from typing import Any

from formula2eq.equations.by_levels import offset_summand, opening
from formula2eq.equations.equation import Equation, Summand, System
from formula2eq.equations.laws import covariance_matrix
from formula2eq.equations.prove import prove_definitions
from formula2eq.levels.closure import Monomial
from formula2eq.levels.level_model import FixedEffect, RandomEffect, RandomVector
from formula2eq.notation.distribution import linked, residual_spread
from formula2eq.notation.gelman_hill import GelmanHill
from formula2eq.notation.math import (
    Apply,
    Infix,
    Mark,
    Matrix,
    Node,
    Number,
    Times,
)


def compose(notation: GelmanHill, form: str, *, laws: bool = True) -> System:
    """The level form with means; the other forms have everything fixed in the first line.

    Raises `ProofError` when putting the means in does not give the model's columns.
    """
    chosen = notation if form == "levels" else notation.with_errors()
    first = _observations(chosen)
    means = {effect: _mean(chosen, effect) for effect in chosen.model.effects()}
    _prove(chosen, first, means)
    closing = list(_laws(chosen, means)) if laws else []
    closing += [Equation("prior", left, "~", right=right) for left, right in chosen.priors()]
    return System(form, chosen.name, (*_outcome(chosen, first), *closing))


def _observations(notation: GelmanHill) -> tuple[Summand, ...]:
    """What stands in the observations' equation."""
    model = notation.model
    children = [child for child, _ in notation.attachment.children(None)]
    fixed = [child for child in children if isinstance(child, FixedEffect)]
    varying = [child for child in children if isinstance(child, RandomEffect)]
    ordered: list[FixedEffect | RandomEffect] = [
        *sorted(fixed, key=lambda c: notation.numbering[c.path]),
        *varying,
    ]
    if notation.means:
        ordered.sort(key=lambda c: (_single(notation, c), notation.numbering[c.path]))
    offsets = (offset_summand(notation, position) for position in range(len(model.offsets)))
    return (*offsets, *(_summand(notation, child, None) for child in ordered))


def _single(notation: GelmanHill, column: FixedEffect | RandomEffect) -> bool:
    """Whether it is an effect of single observations, which stands last."""
    if isinstance(column, FixedEffect):
        return False
    return notation.model.hierarchy.unit(column.grouping).kind == "observation"


def _summand(
    notation: GelmanHill, column: FixedEffect | RandomEffect, place: str | None
) -> Summand:
    variables = notation.variables_at(notation.attachment.parents[column][1], place)
    if isinstance(column, FixedEffect):
        symbol = notation.fixed(column)
        return Summand(symbol, variables, "fixed", column, origins=column.origins)
    part = "coefficient" if notation.means else "random"
    symbol = notation.used(column, place)
    return Summand(symbol, variables, part, column, origins=column.origins)  # type: ignore[arg-type]


def _mean(notation: GelmanHill, effect: RandomEffect) -> tuple[Summand, ...]:
    """What stands in the mean of a varying coefficient."""
    children = [child for child, _ in notation.attachment.children(effect)]
    children.sort(key=lambda child: isinstance(child, FixedEffect))
    return tuple(_summand(notation, child, effect.grouping) for child in children)


def _outcome(notation: GelmanHill, first: tuple[Summand, ...]) -> tuple[Equation, ...]:
    """The outcome's law: with the linear predictor inside, or with its mean and an equation for it."""
    if notation.model.residual and notation.mean_inside:
        law = Apply(notation.normal, (total(first), residual_spread(notation)))
        return (Equation("distribution", notation.outcome(), "~", first, law),)
    kind = "level-1" if notation.means else "combined"
    return (*opening(notation, always=True), Equation(kind, linked(notation), "=", first))


def total(summands: Sequence[Summand]) -> Node:
    """A sum as one node; 0 for none."""
    nodes = []
    for summand in summands:
        own = () if summand.parameter is None else (summand.parameter,)
        factors: tuple[Node, ...] = (*own, *summand.variables)
        nodes.append(factors[0] if len(factors) == 1 else Times(factors))
    return reduce(lambda left, right: Infix("+", left, right), nodes) if nodes else Number("0")


def _laws(
    notation: GelmanHill, means: dict[RandomEffect, tuple[Summand, ...]]
) -> Iterator[Equation]:
    for vector in notation.model.random:
        for part in notation.law_vectors(vector):
            if len(part.effects) == 1:
                yield _scalar_law(notation, vector, part, means)
            else:
                yield from _vector_law(notation, vector, part, means)


def _scalar_law(
    notation: GelmanHill,
    vector: RandomVector,
    part: RandomVector,
    means: dict[RandomEffect, tuple[Summand, ...]],
) -> Equation:
    effect = part.effects[0]
    spread = notation.spread(notation.deviation(vector, vector.effects.index(effect)))
    law = Apply(notation.normal, (total(means[effect]), spread))
    return Equation("random-effects", notation.varying(effect), "~", means[effect], law)


def _vector_law(
    notation: GelmanHill,
    vector: RandomVector,
    part: RandomVector,
    means: dict[RandomEffect, tuple[Summand, ...]],
) -> Iterator[Equation]:
    left = Matrix(tuple((notation.varying(effect),) for effect in part.effects))
    mean: Node = Matrix(tuple((total(means[effect]),) for effect in part.effects))
    if not any(means[effect] for effect in part.effects):
        mean = Number("0")
    name = notation.covariance_name(part)
    matrix = covariance_matrix(notation, part)
    law = Apply(notation.multinormal, (mean, matrix if name is None else name))
    yield Equation("random-effects", left, "~", right=law)
    if name is not None:
        for symbol, right in notation.covariance_definitions(part, name, matrix):
            yield Equation("covariance", symbol, "=", right=right)


def _prove(
    notation: GelmanHill,
    first: Sequence[Summand],
    means: dict[RandomEffect, tuple[Summand, ...]],
) -> None:
    """Every mean put into the first line gives the columns of X, and each deviation its column of Z."""
    definitions: dict[Hashable, list[Monomial]] = {None: _monomials(first)}
    renamed: dict[Node, Hashable] = {}
    for effect, mean in means.items():
        symbol = notation.varying(effect)
        renamed[symbol] = ("deviation", effect)
        definitions[symbol] = [*_monomials(mean), (("deviation", effect), ())]
    prove_definitions(notation, definitions, renamed, plain)


def _monomials(summands: Sequence[Summand]) -> list[Monomial]:
    return [
        (
            ("offset",) if s.parameter is None else plain(s.parameter),
            tuple(plain(variable) for variable in s.variables),
        )
        for s in summands
    ]


def plain(item: Any) -> Any:
    """A node with every lookup ``j[i]`` read as the index it gives, ``j``."""
    if isinstance(item, Mark):
        return Mark("index", item.text.split("[")[0]) if item.kind == "index" else item
    if isinstance(item, tuple):
        return tuple(plain(entry) for entry in item if entry != Mark("letter", ","))
    if is_dataclass(item) and not isinstance(item, type):
        changes = {field.name: plain(getattr(item, field.name)) for field in fields(item)}
        return replace(item, **changes)
    return item
