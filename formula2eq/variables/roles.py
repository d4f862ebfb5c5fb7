"""The roles of a model's variables: the hierarchy of its grouping factors and each variable's level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.nodes import Expression
from formula2eq.terms.term import ModelTerms, Term
from formula2eq.variables.hierarchy import Hierarchy


@dataclass(frozen=True, slots=True)
class Roles:
    """What each variable of a model is.

    hierarchy  the units
    levels     for each variable or call by its label, the grouping factor at whose level it stands;
               None is level 1, the observations
    notes      what the reader should know about how roles were found
    """

    hierarchy: Hierarchy
    levels: Mapping[str, str | None]
    notes: tuple[Diagnostic, ...] = ()

    def level(self, label: str) -> str | None:
        """The grouping factor at whose level a variable stands, None for level 1."""
        return self.levels.get(label)

    def rank(self, label: str) -> int:
        """The rank of a variable's level, 1 for the observations."""
        grouping = self.levels.get(label)
        return 1 if grouping is None else self.hierarchy.unit(grouping).rank


def grouping_terms(terms: ModelTerms) -> tuple[Term, ...]:
    """The grouping factors of a model, each once, in the order of its random terms.

    ``a:b`` and ``b:a`` are two, as in lme4, though they form the same groups.
    """
    return tuple({random.grouping.label: random.grouping for random in terms.random}.values())


def predictors(terms: ModelTerms) -> tuple[Expression, ...]:
    """The variables and calls of all terms and the offsets, each once, in order."""
    found: dict[Expression, None] = {}
    for term in (*terms.fixed, *(effect for random in terms.random for effect in random.effects)):
        found.update(dict.fromkeys(term.factors))
    found.update(dict.fromkeys(terms.offsets))
    return tuple(found)


def coarsest(candidates: Iterable[str], hierarchy: Hierarchy) -> tuple[str, ...]:
    """Of the factors within which a variable is constant, those that no other of them contains.

    Cells and twins count only where no group does; several results do not contain each other.
    """
    units = [hierarchy.unit(grouping) for grouping in candidates]
    groups = [unit for unit in units if unit.kind == "group"]
    if not groups:
        return tuple(unit.grouping for unit in units if unit.kind == "cell")[:1]
    names = {unit.grouping for unit in groups}
    return tuple(unit.grouping for unit in groups if not names & set(unit.within))
