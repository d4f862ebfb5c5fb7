"""What a reader of the equations should know about a model's random effects; every sentence about it."""

from __future__ import annotations

from collections.abc import Iterator

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.unparse import unparse
from formula2eq.levels.level_model import LevelModel, RandomEffect, RandomVector


def level_notes(model: LevelModel) -> tuple[Diagnostic, ...]:
    """Notes on variances that are no slopes, on effects that cannot be told apart, on needless blocks."""
    found: dict[Diagnostic, None] = {}
    for vector in model.random:
        for note in (*_unequal(model, vector), *_indistinguishable(vector)):
            found.setdefault(note)
    found.update(dict.fromkeys(_redundant(model)))
    found.update(dict.fromkeys(_weights(model)))
    return tuple(found)


#: Families with a law that prior weights act on.
_WEIGHTED = frozenset({"gaussian", "Gamma", "inverse.gaussian"})


def _weights(model: LevelModel) -> Iterator[Diagnostic]:
    """Weights of a law without a place for them."""
    if model.weights is not None and model.family.name not in _WEIGHTED:
        yield Diagnostic(
            "weights-not-shown",
            f"the weights {unparse(model.weights)} multiply each row's likelihood; the law of the family "
            f"{model.family.name} has no place for them, and the equations do not show them",
            severity="warning",
        )


def _unequal(model: LevelModel, vector: RandomVector) -> Iterator[Diagnostic]:
    """Random slopes of variables that are constant within the groups of their own factor."""
    unit = model.hierarchy.unit(vector.grouping)
    if unit.kind == "observation":
        return
    own = {vector.grouping, *unit.within}
    for effect in vector.effects:
        levels = {model.roles.level(column.variable) for p in effect.path for column in p}
        if levels and levels <= own:
            yield Diagnostic(
                "unequal-group-variance",
                f"{effect.name} is constant within {vector.grouping}: its random effect is no slope, it "
                f"makes the variance of {vector.grouping} depend on {effect.name}, as in "
                "v0 + 2 c w + v1 w^2; for a variable of two values that is one parameter too many",
                severity="note",
            )


def _indistinguishable(vector: RandomVector) -> Iterator[Diagnostic]:
    """The same effect in several bars on one factor."""
    counts: dict[object, list[RandomEffect]] = {}
    for effect in vector.effects:
        counts.setdefault(effect.path, []).append(effect)
    for effects in counts.values():
        if len(effects) > 1:
            what = effects[0].name.replace("(Intercept)", "the intercept")
            yield Diagnostic(
                "indistinguishable-effects",
                f"{what} stands in {len(effects)} bars on {vector.grouping}: only the sum of its variances "
                "can be told, not each of them; write 0 + in all but one of the bars",
                severity="note",
            )


def _redundant(model: LevelModel) -> Iterator[Diagnostic]:
    """An intercept beside a bar on the same factor that has all categories of a factor."""
    constants: set[str] = set()
    full: dict[str, str] = {}
    for random, coded in model.columns.random:
        grouping = random.grouping.label
        if [column.parts for column in coded] == [()]:
            constants.add(grouping)
        for column in coded:
            parts = column.parts
            if len(parts) == 1 and parts[0].coding == "indicator" and parts[0].category is not None:
                full.setdefault(grouping, parts[0].variable)
    for grouping, variable in full.items():
        if grouping in constants:
            yield Diagnostic(
                "redundant-intercept",
                f"the columns of {variable} in its bar on {grouping} sum to the constant: the intercept's "
                f"own block on {grouping} adds nothing to what they can express",
                severity="note",
            )
