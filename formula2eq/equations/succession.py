"""What the equations of one model have that those of the model before it have not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from formula2eq.equations.equation import Equation, Summand, System
from formula2eq.levels.level_model import Coefficient, FixedEffect, LevelModel, Path, RandomEffect

#: Two random effects.
Pair = tuple[RandomEffect, RandomEffect]
#: A summand by what it is, whatever its symbol: the same in two models and two forms.
Key = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Succession:
    """From one model to the next.

    added        summands of the later combined form that the earlier one lacks, or effects
    dropped      summands of the earlier combined form that the later one lacks, or effects
    covariances  pairs of effects whose covariance is estimated in the later model alone
    released     pairs of effects of both whose covariance is estimated in the earlier model alone
    """

    added: tuple[Summand | FixedEffect | RandomEffect, ...]
    dropped: tuple[Summand | FixedEffect | RandomEffect, ...]
    covariances: tuple[tuple[RandomEffect, RandomEffect], ...] = ()
    released: tuple[tuple[RandomEffect, RandomEffect], ...] = ()


def succession(earlier: System, later: System, models: tuple[LevelModel, LevelModel]) -> Succession:
    """What the later combined form adds and drops; ``models`` are the earlier and the later one."""
    before, after = list(summands(earlier)), list(summands(later))
    known, now = {key(s) for s in before}, {key(s) for s in after}
    return Succession(
        tuple(s for s in after if key(s) not in known),
        tuple(s for s in before if key(s) not in now),
        *_covariances(models, now),
    )


def model_succession(earlier: LevelModel, later: LevelModel) -> Succession:
    """The same by effects, for notations whose equations have no summand for every effect."""
    before, after = _effects(earlier), _effects(later)
    return Succession(
        tuple(effect for name, effect in after.items() if name not in before),
        tuple(effect for name, effect in before.items() if name not in after),
        *_covariances((earlier, later), set(after)),
    )


def _effects(model: LevelModel) -> dict[Key, FixedEffect | RandomEffect]:
    found: dict[Key, FixedEffect | RandomEffect] = {fixed_key(e): e for e in model.fixed}
    found |= {effect_key(e): e for vector in model.random for e in vector.effects}
    return found


def _covariances(
    models: tuple[LevelModel, LevelModel], now: set[Key]
) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Pairs whose covariance the later model alone estimates; pairs of both that the earlier does."""
    pairs = [_pairs(model) for model in models]
    return (
        tuple(pair for name, pair in pairs[1].items() if name not in pairs[0]),
        tuple(
            pair
            for name, pair in pairs[0].items()
            if name not in pairs[1] and all(effect_key(effect) in now for effect in pair)
        ),
    )


def summands(system: System) -> Iterator[Summand]:
    """All summands of a system's sums, residuals left out."""
    for equation in system.equations:
        yield from (s for s in equation.summands if s.part != "residual")


def innermost(equation: Equation) -> Iterator[Summand]:
    """The summands of an equation, those in brackets in place of the brackets."""
    waiting = list(reversed(equation.summands))
    while waiting:
        item = waiting.pop()
        if item.bracket:
            waiting += reversed(item.bracket)
        else:
            yield item


def is_new(summand: Summand, known: frozenset[Key]) -> bool:
    """Whether a summand of any form was not in the model before; ``known`` are that model's keys.

    A coefficient that came to have an equation of its own is not new when its variables were there.
    """
    if isinstance(summand.effect, Coefficient):
        columns = _columns(summand.effect.path)
        return not any(other[1] == columns for other in known)
    return key(summand) not in known and summand.part != "residual"


def key(summand: Summand) -> Key:
    """What a summand is: its part, grouping factor and columns."""
    match summand.effect:
        case FixedEffect() as effect:
            return fixed_key(effect)
        case Coefficient(path):
            return ("fixed", _columns(path))
        case RandomEffect() as effect:
            return effect_key(effect)
        case None:
            return (summand.part, frozenset(map(repr, summand.variables)))


def fixed_key(effect: FixedEffect) -> Key:
    """What a fixed effect is, whatever its symbol."""
    return ("fixed", _columns(effect.path))


def effect_key(effect: RandomEffect) -> Key:
    """What a random effect is, whatever its symbol."""
    return (f"random {effect.grouping} {effect.copy or ''}", _columns(effect.path))


def _columns(path: Path) -> frozenset[str]:
    return frozenset(column.name for product in path for column in product)


def _pairs(
    model: LevelModel,
) -> dict[tuple[str, frozenset[frozenset[str]]], tuple[RandomEffect, RandomEffect]]:
    found = {}
    for vector in model.random:
        for row, second in enumerate(vector.effects):
            for column, first in enumerate(vector.effects[:row]):
                if vector.covary(row, column):
                    names = frozenset({_columns(first.path), _columns(second.path)})
                    found[vector.grouping, names] = (first, second)
    return found
