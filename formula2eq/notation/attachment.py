"""Which mean every column belongs to, for notations whose coefficients vary by group.

A varying coefficient is a random effect together with what is fixed about it: alpha_j with its mean.
A fixed column, or a varying coefficient of a higher factor, belongs to the mean of the varying
coefficient whose variables it repeats and otherwise only extends by variables of that factor's level;
where there is none it stands in the equation of the observations. Source: Gelman & Hill 2007, ch. 13.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from formula2eq.levels.level_model import FixedEffect, LevelModel, Path, Product, RandomEffect

#: A fixed effect or a varying coefficient: what stands in a mean or in the observations' equation.
Column: TypeAlias = FixedEffect | RandomEffect


@dataclass(frozen=True, slots=True)
class Attachment:
    """Where each column stands.

    parents  for each column the varying coefficient in whose mean it stands, None for the
             observations' equation, and the variables that it multiplies there
    """

    parents: dict[Column, tuple[RandomEffect | None, Product]]

    def children(self, parent: RandomEffect | None) -> Iterator[tuple[Column, Product]]:
        """The columns in a mean, or in the observations' equation, with their variables."""
        for column, (found, product) in self.parents.items():
            if found == parent:
                yield column, product


def attach(model: LevelModel, *, means: bool) -> Attachment:
    """The place of every column; without ``means`` all stand in the observations' equation."""
    candidates = [] if not means else _candidates(model)
    found: dict[Column, tuple[RandomEffect | None, Product]] = {}
    columns: list[Column] = [*model.fixed, *model.effects()]
    for column in columns:
        found[column] = (None, _flat(column.path))
        rank = column.rank if isinstance(column, RandomEffect) else model.hierarchy.top + 1
        for candidate in candidates:
            rest = _extension(model, column.path, candidate)
            if candidate.rank < rank and rest is not None:
                found[column] = (candidate, rest)
                break
    return Attachment(found)


def _candidates(model: LevelModel) -> list[RandomEffect]:
    """Varying coefficients, the highest factor's first, and those with most variables first."""
    groups = {unit.grouping for unit in model.hierarchy.groups}
    effects = [effect for effect in model.effects() if effect.grouping in groups]
    return sorted(effects, key=lambda effect: (-effect.rank, -len(_flat(effect.path))))


def _extension(model: LevelModel, path: Path, candidate: RandomEffect) -> Product | None:
    """The variables of a column beyond a coefficient's, all constant within its groups, or None."""
    own = _flat(candidate.path)
    mine = _flat(path)
    if not set(own) <= set(mine):
        return None
    rest = tuple(column for column in mine if column not in own)
    unit = model.hierarchy.unit(candidate.grouping)
    levels = {model.roles.level(column.variable) for column in rest}
    return rest if levels <= {unit.grouping, *unit.within} else None


def _flat(path: Path) -> Product:
    return tuple(column for product in path for column in product)
