"""What indices, the outcome and coefficients mean."""

from __future__ import annotations

from collections.abc import Iterator

from formula2eq.equations.meaning import INDEX, OBSERVATION, Meaning
from formula2eq.equations.words import effect_words, listed
from formula2eq.levels.level_model import Coefficient, Path
from formula2eq.notation.goldstein import Goldstein
from formula2eq.notation.math import Symbol
from formula2eq.notation.notation import Notation


def index_meanings(notation: Notation) -> Iterator[Meaning]:
    """The letters of the observations and of the groups."""
    yield Meaning(Symbol(notation.unit_index()), "observation", 1, INDEX)
    for unit in notation.model.hierarchy.groups:
        letter = notation.index[unit.grouping]
        words = notation.factor_name(unit.grouping)
        yield Meaning(Symbol(letter), words, unit.rank, INDEX, unit.grouping)


def outcome_meanings(notation: Notation) -> Iterator[Meaning]:
    """The outcome, its mean and the residual."""
    model = notation.model
    yield Meaning(notation.outcome(), "outcome", 1, OBSERVATION)
    words = {"binomial": "probability of success", "poisson": "expected count"}
    yield Meaning(notation.mean(), words.get(model.family.name, "expected outcome"), 1, OBSERVATION)
    yield Meaning(notation.residual(), "residual", 1, OBSERVATION, lme4="Residual")


def coefficient_meanings(notation: Notation) -> Iterator[Meaning]:
    """Coefficients that have an equation of their own."""
    model = notation.model
    for equation in model.equations:
        coefficient = equation.coefficient
        if coefficient is None:
            continue
        units = [u.grouping for u in model.hierarchy.union(model.groupings_of(coefficient))]
        by = f", by {listed(map(notation.factor_name, units))}" if units else ""
        yield Meaning(
            notation.coefficient(coefficient),
            effect_words(notation, coefficient.path) + by,
            coefficient.rank,
            units[0] if units else None,
            _variable(coefficient),
            by=notation.factor_name(units[0]) if units else None,
        )


def fixed_meanings(notation: Notation) -> Iterator[Meaning]:
    """Fixed effects, by the names of their columns of X."""
    for effect in notation.model.fixed:
        columns = [column for product in effect.path for column in product]
        words = effect_words(notation, effect.path)
        yield Meaning(
            notation.fixed(effect),
            words if columns else f"fixed {words}",
            notation.model.plain_rank(effect),
            None,
            columns[0].variable if len(columns) == 1 else None,
            effect.name,
            estimated=True,
        )


def varying_meanings(notation: Notation) -> Iterator[Meaning]:
    """Goldstein's coefficients with the indices of all that they vary over."""
    if not isinstance(notation, Goldstein):
        return
    constant: Path = tuple(() for _ in range(notation.model.hierarchy.top))
    effects = sorted(notation.model.effects(), key=lambda effect: -effect.rank)
    paths = dict.fromkeys([constant, *(effect.path for effect in effects)])
    for path in paths:
        if path not in notation.numbering:
            continue
        own = tuple(effect.grouping for effect in effects if effect.path == path)
        for residual in (False, True):
            symbol = notation.varying(path, own, residual=residual)
            yield Meaning(
                symbol, f"{effect_words(notation, path)}, as it varies", 1, own[-1] if own else None
            )


def _variable(coefficient: Coefficient) -> str | None:
    columns = [column for product in coefficient.path for column in product]
    return columns[0].variable if len(columns) == 1 else None
