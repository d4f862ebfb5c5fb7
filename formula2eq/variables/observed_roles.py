"""Roles from data: nesting and levels are observed, declarations override and are held to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import HierarchyError
from formula2eq.formula.names import names
from formula2eq.formula.nodes import Expression
from formula2eq.formula.unparse import unparse
from formula2eq.terms.term import ModelTerms, Term
from formula2eq.variables import findings
from formula2eq.variables.declared import (
    Levels,
    closure,
    declared_levels,
    resolve,
    syntactic_relations,
)
from formula2eq.variables.hierarchy import Hierarchy, Relations, hierarchy
from formula2eq.variables.observed import Constancy, GroupSizes, constancy, group_sizes, relation
from formula2eq.variables.roles import Roles, coarsest, grouping_terms, predictors


@dataclass(frozen=True, slots=True)
class Observed:
    """A frame whose columns are the model's variables.

    frame    any frame; grouping factors and variables are its columns
    columns  the frame's columns of each variable or call, by its label
    """

    frame: Any
    columns: Mapping[str, tuple[str, ...]]


def observed_roles(
    terms: ModelTerms,
    data: Observed,
    levels: Levels | None = None,
    within: Mapping[str, str] | None = None,
    crossed: Iterable[Sequence[str]] = (),
) -> Roles:
    """Roles as the data show them.

    A variable stands at the level of the coarsest grouping factor within which it is constant.
    A declaration may place it lower, never higher. Raises `HierarchyError` for a declaration that
    the data contradict, with the group, how many vary and the first rows.
    """
    groupings = grouping_terms(terms)
    parts = {term.label: tuple(unparse(factor) for factor in term.factors) for term in groupings}
    sizes = {label: group_sizes(data.frame, columns) for label, columns in parts.items()}
    relations, notes = _relations(groupings, parts, sizes, data, within or {}, tuple(crossed))
    units = hierarchy(relations)
    declared, declared_notes = declared_levels(levels or {}, terms, units, groupings)
    found = _Levels(data, units, parts, sizes)
    placed: dict[str, str | None] = {}
    for expression in predictors(terms):
        placed[unparse(expression)] = found.place(expression, declared)
    others = {unparse(factor) for term in groupings for factor in term.factors} | set(parts)
    if terms.response is not None:
        others.add(unparse(terms.response))
    for name in data.columns:
        if name not in placed and name not in others:
            placed[name] = found.inner(name, declared)
    return Roles(units, placed, (*notes, *declared_notes, *found.notes))


def _relations(
    groupings: Sequence[Term],
    parts: Mapping[str, tuple[str, ...]],
    sizes: Mapping[str, GroupSizes],
    data: Observed,
    within: Mapping[str, str],
    crossed: Sequence[Sequence[str]],
) -> tuple[Relations, list[Diagnostic]]:
    """What is nested in what: observed, unless declared to be kept side by side."""
    syntactic = syntactic_relations(groupings, within, crossed)
    apart = {frozenset(resolve(name, groupings) for name in pair) for pair in crossed}
    declared = {(resolve(a, groupings), resolve(b, groupings)) for a, b in within.items()}
    notes: list[Diagnostic] = []
    nested: set[tuple[str, str]] = set()
    same: list[tuple[str, str]] = []
    for first, second in combinations(parts, 2):
        pair = relation(data.frame, parts[first], parts[second])
        if pair.relation == "same":
            same.append((second, first))
        elif pair.relation == "first_in_second":
            nested.add((first, second))
        elif pair.relation == "second_in_first":
            nested.add((second, first))
    for inner, outer in declared:
        if (
            (inner, outer) not in nested
            and (inner, outer) not in same
            and (outer, inner) not in same
        ):
            found = relation(data.frame, parts[inner], parts[outer])
            raise HierarchyError(findings.not_nested(inner, outer, found))
    nested = {pair for pair in nested if frozenset(pair) not in apart}
    shown = closure(nested)
    singles = {label for label, size in sizes.items() if size.one_row_per_level}
    twins = {later for later, _ in same}
    for inner, outer in sorted(nested - set(syntactic.nested)):
        if not {inner, outer} & (singles | twins):
            notes.append(findings.nesting_observed(inner, outer))
    cells = tuple(
        (cell, factors)
        for cell, factors in syntactic.cells
        if cell not in twins and not any(pair in shown for pair in _ordered(factors))
    )
    if same:
        notes += [
            findings.same_partition(later, earlier)
            for later, earlier in dict(reversed(same)).items()
            if later not in singles
        ]
    return (
        Relations(
            tuple(parts),
            frozenset(shown),
            tuple(same),
            cells,
            frozenset(singles),
            tuple((label, size.n_levels) for label, size in sizes.items()),
        ),
        notes,
    )


def _ordered(factors: Sequence[str]) -> list[tuple[str, str]]:
    return [(a, b) for a in factors for b in factors if a != b]


class _Levels:
    """Finds levels of variables; each grouping factor is looked through once for all of them."""

    def __init__(
        self,
        data: Observed,
        units: Hierarchy,
        parts: Mapping[str, tuple[str, ...]],
        sizes: Mapping[str, GroupSizes],
    ) -> None:
        self.units = units
        self.parts = parts
        self.sizes = sizes
        self.data = data
        self.notes: list[Diagnostic] = []
        wanted = [column for columns in data.columns.values() for column in columns]
        self.constant: dict[str, dict[str, Constancy]] = {
            unit.grouping: {
                found.variable: found
                for found in constancy(
                    data.frame, parts[unit.grouping], list(dict.fromkeys(wanted))
                )
            }
            for unit in units.units
            if unit.kind in ("group", "cell") and wanted
        }

    def place(self, expression: Expression, declared: Mapping[str, str | None]) -> str | None:
        """The level of a variable or call."""
        label = unparse(expression)
        chosen = self._declared(expression, declared)
        if chosen is not _NOT_DECLARED:
            if isinstance(chosen, str):
                self._hold(label, chosen)
                return chosen
            return None
        part_of = [grouping for grouping, parts in self.parts.items() if label in parts]
        candidates = [
            grouping
            for grouping in self.constant
            if grouping in part_of or (self._known(label) and not self._varying(label, grouping))
        ]
        found = coarsest(candidates, self.units)
        if len(found) > 1:
            sizes = [self.sizes[grouping].n_levels for grouping in found]
            best = found[sizes.index(min(sizes))]
            self.notes.append(findings.level_of_no_unit(label, found, best))
            found = (best,)
        if not found:
            return None
        grouping = found[0]
        self._remark(label, grouping, part_of)
        return grouping

    def inner(self, name: str, declared: Mapping[str, str | None]) -> str | None:
        """The level of a variable inside a call, without remarks on it."""
        if name in declared:
            return declared[name]
        constant = [grouping for grouping in self.constant if not self._varying(name, grouping)]
        return next(iter(coarsest(constant, self.units)), None)

    def _known(self, label: str) -> bool:
        return bool(self.data.columns.get(label))

    def _varying(self, label: str, grouping: str) -> list[Constancy]:
        """The columns of a variable that vary within the groups of a factor."""
        found = (self.constant[grouping][column] for column in self.data.columns[label])
        return [one for one in found if not one.constant_within]

    def _declared(self, expression: Expression, declared: Mapping[str, str | None]) -> object:
        label = unparse(expression)
        if label in declared:
            return declared[label]
        inner = names(expression)
        if (
            inner
            and all(name in declared for name in inner)
            and len({declared[n] for n in inner}) == 1
        ):
            return declared[inner[0]]
        return _NOT_DECLARED

    def _hold(self, label: str, grouping: str) -> None:
        """A declared level must be one within which the variable is constant."""
        if grouping not in self.constant or not self._known(label):
            return
        if label in self.parts[grouping]:
            return
        for varying in self._varying(label, grouping):
            raise HierarchyError(
                findings.level_too_high(label, grouping, varying, self.sizes[grouping].n_levels)
            )

    def _remark(self, label: str, grouping: str, part_of: Sequence[str]) -> None:
        size = self.sizes[grouping]
        if 2 * size.n_single > size.n_levels and grouping not in part_of:
            self.notes.append(
                findings.few_groups_speak(
                    label, grouping, size.n_levels - size.n_single, size.n_levels
                )
            )
        if self._known(label):
            for column in self.data.columns[label]:
                if self.constant[grouping][column].rounded:
                    tolerance = self.constant[grouping][column].tolerance
                    self.notes.append(findings.rounded(label, grouping, tolerance))
        if grouping in part_of and label != grouping and self.units.unit(grouping).kind == "group":
            self.notes.append(findings.part_of_factor(label, grouping))


_NOT_DECLARED = object()
