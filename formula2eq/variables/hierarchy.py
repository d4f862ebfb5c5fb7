"""The units of a multilevel model: observations, groups, groups of groups, and what crosses what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

#: What a grouping factor is to the hierarchy.
#:   group        a level of its own
#:   cell         the interaction of two crossed grouping factors of the model
#:   observation  one row per category: an observation-level random effect
#:   twin         the same partition as a grouping factor named before it
UnitKind = Literal["group", "cell", "observation", "twin"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A grouping factor and its place.

    grouping  its label as lme4 names it: ``school``, ``childid:schoolid``
    rank      1 for an observation-level factor; otherwise 1 + the longest chain of grouping factors
              nested inside it, itself included; observations themselves have rank 1
    within    labels of the grouping factors that contain it, nearest first
    kind      see `UnitKind`
    twin      for a twin, the grouping factor that it repeats
    size      number of categories, None without data
    """

    grouping: str
    rank: int
    within: tuple[str, ...] = ()
    kind: UnitKind = "group"
    twin: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Relations:
    """What is known of the grouping factors of a model, from syntax, declarations or data.

    groupings     their labels in the order of the formula
    nested        pairs (inner, outer): each category of inner occurs with one category of outer
    same          pairs (later, earlier) of factors with the same partition
    cells         (cell, (factor, factor, ...)): interactions of grouping factors that cross
    observations  factors with one row per category
    sizes         number of categories, where known
    """

    groupings: tuple[str, ...]
    nested: frozenset[tuple[str, str]] = frozenset()
    same: tuple[tuple[str, str], ...] = ()
    cells: tuple[tuple[str, tuple[str, ...]], ...] = ()
    observations: frozenset[str] = frozenset()
    sizes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The units of a model from the lowest rank up, inside a rank in the formula's order."""

    units: tuple[Unit, ...]

    @property
    def top(self) -> int:
        """The highest rank; 1 without grouping factors."""
        return max((unit.rank for unit in self.units), default=1)

    @property
    def groups(self) -> tuple[Unit, ...]:
        """The units that have an index of their own."""
        return tuple(unit for unit in self.units if unit.kind == "group")

    @property
    def nested(self) -> bool:
        """Whether the groups form one chain, each within the next; true for a single group."""
        groups = self.groups
        return all(
            upper.grouping in lower.within for lower, upper in zip(groups, groups[1:], strict=False)
        )

    def unit(self, grouping: str) -> Unit:
        """The unit of a grouping factor."""
        return next(unit for unit in self.units if unit.grouping == grouping)

    def chain(self, grouping: str) -> tuple[Unit, ...]:
        """The groups whose indices a quantity of this factor carries: its own and those above it.

        A cell has the chains of its factors, a twin its original's, an observation-level factor none.
        """
        unit = self.unit(grouping)
        own = {unit.twin or unit.grouping, *unit.within}
        return tuple(group for group in self.groups if group.grouping in own)

    def union(self, groupings: Iterable[str]) -> tuple[Unit, ...]:
        """The groups of several chains together, in the hierarchy's order."""
        found = {unit.grouping for grouping in groupings for unit in self.chain(grouping)}
        return tuple(group for group in self.groups if group.grouping in found)


def _crossing(
    cell: str, cells: Mapping[str, tuple[str, ...]], same: Mapping[str, str]
) -> tuple[str, ...]:
    """The groups that cross in a cell: those of the cells that it is made of, ``a:b`` and ``a:c``."""
    found: dict[str, None] = {}
    for factor in cells[cell]:
        factor = same.get(factor, factor)
        found |= dict.fromkeys(_crossing(factor, cells, same) if factor in cells else (factor,))
    return tuple(found)


def hierarchy(relations: Relations) -> Hierarchy:
    """Ranks and order of the grouping factors.

    >>> found = hierarchy(Relations(("class", "school"), frozenset({("class", "school")})))
    >>> [(unit.grouping, unit.rank) for unit in found.units]
    [('class', 2), ('school', 3)]
    """
    # Of several factors with one partition, all repeat the first.
    same: Mapping[str, str] = dict(reversed(relations.same))
    cells: Mapping[str, tuple[str, ...]] = {
        cell: tuple(dict.fromkeys(same.get(factor, factor) for factor in factors))
        for cell, factors in relations.cells
    }
    sizes: Mapping[str, int] = dict(relations.sizes)
    proper = [
        grouping
        for grouping in relations.groupings
        if grouping not in same and grouping not in cells and grouping not in relations.observations
    ]
    inner: dict[str, list[str]] = {
        outer: [g for g in proper if g != outer and (g, outer) in relations.nested]
        for outer in proper
    }
    ranks: dict[str, int] = {}
    for grouping in sorted(proper, key=lambda g: len(inner[g])):
        ranks[grouping] = 1 + max((ranks[g] for g in inner[grouping]), default=1)

    def containing(grouping: str) -> tuple[str, ...]:
        found = [g for g in proper if g != grouping and (grouping, g) in relations.nested]
        return tuple(sorted(found, key=lambda g: ranks[g]))

    def cell(grouping: str) -> tuple[int, tuple[str, ...]]:
        """Its rank, and the factors that contain it."""
        factors = _crossing(grouping, cells, same)
        above = [g for g in proper if any(g == f or (f, g) in relations.nested for f in factors)]
        return max(ranks[f] for f in factors), tuple(sorted(above, key=lambda g: ranks[g]))

    units: list[Unit] = []
    for grouping in relations.groupings:
        size = sizes.get(grouping)
        if grouping in relations.observations:
            units.append(Unit(grouping, 1, (), "observation", None, size))
        elif grouping in same:
            original = same[grouping]
            if original in relations.observations:
                units.append(Unit(grouping, 1, (), "observation", None, size))
            else:
                rank, within = (
                    cell(original) if original in cells else (ranks[original], containing(original))
                )
                units.append(Unit(grouping, rank, within, "twin", original, size))
        elif grouping in cells:
            rank, within = cell(grouping)
            units.append(Unit(grouping, rank, within, "cell", None, size))
        else:
            units.append(Unit(grouping, ranks[grouping], containing(grouping), "group", None, size))
    order = {grouping: position for position, grouping in enumerate(relations.groupings)}
    units.sort(key=lambda unit: (unit.rank, unit.kind == "cell", order[unit.grouping]))
    return Hierarchy(tuple(units))
