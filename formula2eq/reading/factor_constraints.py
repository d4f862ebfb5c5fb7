r"""The constraints on coefficients that are looked up: ``\beta_{1[a]} = 0``, or their sum is 0.

The entries of a factor's coefficient need a constraint where the term without the factor is in the model
too, since else only sums are known: R's rule for contrasts (Chambers & Hastie 1992, sec. 2.4.1). Where it
is not, each category has an entry of its own and a constraint would make another model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading import slips, slips_of_constraints
from formula2eq.reading.columns import Columns, normalized
from formula2eq.reading.factor_lookups import Constraint, Lookups, Name
from formula2eq.reading.parts import Part
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.spell import Product
from formula2eq.source import Source, Span

#: Fixed terms with the places of their columns.
Fixed: TypeAlias = Mapping[frozenset[str], tuple[Product, list[Span]]]


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A fixed term whose coefficient is looked up: its variables, and its factors by position."""

    name: Name
    term: frozenset[str]
    factors: tuple[str, ...]
    span: Span


def looked_up_terms(
    lookups: Lookups, parts: Sequence[Part], known: Columns
) -> tuple[LookedUp, ...]:
    """The terms of the model whose coefficients are looked up."""
    made: list[LookedUp] = []
    for part in parts:
        parameter = part.parameter
        if part.kind != "fixed" or parameter is None:
            continue
        name = _name(parameter)
        if name not in lookups.factors:
            continue
        term = frozenset(normalized(known.factor(variable)[0]) for variable in part.variables)
        labels = {
            v.letter: normalized(known.factor(v)[0])
            for v in part.variables
            if isinstance(v, Quantity)
        }
        factors = tuple(labels.get(f.letter, f.letter) for f in lookups.factors[name])
        made.append(LookedUp(name, term, factors, parameter.span))
    return tuple(made)


def constraint_slips(
    source: Source,
    lookups: Lookups,
    terms: Sequence[LookedUp],
    fixed: Fixed,
) -> Iterator[Diagnostic]:
    """Constraints that are missing, wrong, or one too many."""
    for span in lookups.unknown:
        yield slips.unused_equation(source, span)
    first: dict[str, Constraint] = {}
    for term in terms:
        for position, factor in enumerate(term.factors):
            own = [
                c
                for c in lookups.constraints
                if c.coefficient == term.name and c.position == position
            ]
            needed = _has_margin(term, factor, terms, fixed, lookups)
            if needed and not own and term.name not in lookups.free:
                yield slips_of_constraints.missing_constraint(source, term.span, factor)
            if own and not needed:
                yield slips_of_constraints.needless_constraint(
                    source, own[0].span, term.span, factor
                )
            for constraint in own:
                if not constraint.zero:
                    yield slips_of_constraints.wrong_constraint(source, constraint.span, factor)
            for other in own[1:]:
                yield slips_of_constraints.second_constraint(
                    source, other.span, own[0].span, factor
                )
            if own:
                earlier = first.setdefault(factor, own[0])
                if earlier.category != own[0].category:
                    yield slips_of_constraints.other_constraint(
                        source, own[0].span, earlier.span, factor
                    )


def coding_of_factors(lookups: Lookups, terms: Sequence[LookedUp]) -> dict[str, Constraint | None]:
    """The constraint by which each factor is coded; None where every category has an entry."""
    made: dict[str, Constraint | None] = {}
    for term in terms:
        for position, factor in enumerate(term.factors):
            own = (
                c
                for c in lookups.constraints
                if c.coefficient == term.name and c.position == position
            )
            constraint = next(own, None)
            made[factor] = made.get(factor) or constraint
    return made


def _has_margin(
    term: LookedUp,
    factor: str,
    terms: Sequence[LookedUp],
    fixed: Fixed,
    lookups: Lookups,
) -> bool:
    """Whether the model has the term without a factor; another factor's entries are a constant too."""
    margin = term.term - {factor}
    if margin or margin in fixed:
        return margin in fixed
    own = {t.term for t in terms}
    if any(
        len(key) == 1 and len(places) > 1 and key not in own for key, (_, places) in fixed.items()
    ):
        return True  # the indicators of a factor's categories sum to the constant
    constrained = {c.coefficient for c in lookups.constraints}
    mains = [t for t in terms if len(t.term) == 1 and t.factors]
    free = [t for t in mains if t.name not in constrained]
    return term not in (free or mains)[:1] and len(mains) > 1


def _name(quantity: Quantity) -> Name:
    return (quantity.letter, quantity.numbers, quantity.above)
