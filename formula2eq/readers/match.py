"""Estimates of another tool matched to a model's effects; what does not match is an error."""

from __future__ import annotations

import math

from formula2eq.diagnostics import Diagnostic
from formula2eq.equations.estimates import Estimates
from formula2eq.errors import UsageError
from formula2eq.levels.level_model import LevelModel, RandomEffect, RandomVector
from formula2eq.readers.found import Found
from formula2eq.readers.names import canonical, same_group


def match(found: Found, model: LevelModel) -> Estimates:
    """The estimates by the model's names.

    Variances that the tool does not report stay symbols. Raises `UsageError` that lists both sides
    when a coefficient or a variance matches nothing.
    """
    effects = {canonical(effect.name): effect.name for effect in model.fixed}
    named = {effects.get(canonical(name), name): name for name in found.fixed}
    fixed = {name: found.fixed[theirs] for name, theirs in named.items()}
    errors = {
        name: found.errors[theirs] for name, theirs in named.items() if theirs in found.errors
    }
    covariances: dict[tuple[int, str, str], float] = {}
    if found.deviations:
        used: set[tuple[str | None, str]] = set()
        for vector in model.random:
            covariances |= _vector(found, model, vector, used)
        left = [key for key in found.deviations if key not in used]
        if left:
            theirs = ", ".join(_shown(key) for key in left)
            ours = ", ".join(f"{e.name} by {e.grouping}" for e in model.effects()) or "none"
            raise _differ(f"the model has no random effect for {theirs}; it has {ours}")
    named_parts = {part.part: part for part in model.parts if part.part is not None}
    parts = {}
    shape = None
    for name, part in found.parts.items():
        if name in named_parts:
            parts[name] = match(part, named_parts[name])
        elif name == "dispersion" and set(part.fixed) == {"(Intercept)"}:
            shape = _shape(model, part.fixed["(Intercept)"])
        else:
            listed = ", ".join(part.fixed)
            raise _differ(f"the model has no {name} formula; the estimates have one, of {listed}")
    if found.thresholds and model.family.name != "ordinal":
        listed = ", ".join(found.thresholds)
        raise _differ(
            f"the model's outcome is not ordinal; the estimates have thresholds: {listed}"
        )
    return Estimates(
        fixed,
        errors,
        covariances,
        found.residual,
        shape,
        parts,
        tuple(found.thresholds.values()),
    )


def _shape(model: LevelModel, constant: float) -> float | None:
    """Size or precision where glmmTMB's dispersion formula is a constant: its link is the logarithm.

    Of other families it is None: a Gaussian's variance is among the random parameters.
    """
    return math.exp(constant) if model.family.name in ("negative.binomial", "beta") else None


def _vector(
    found: Found, model: LevelModel, vector: RandomVector, used: set[tuple[str | None, str]]
) -> dict[tuple[int, str, str], float]:
    keys = [_deviation(found, model, effect, used) for effect in vector.effects]
    values: dict[tuple[int, str, str], float] = {}
    for row, first in enumerate(vector.effects):
        values[first.bar, first.name, first.name] = found.deviations[keys[row]] ** 2
        for column in range(row):
            second = vector.effects[column]
            if not vector.covary(row, column):
                continue
            value = _between(found, keys[row], keys[column])
            if value is None:
                raise _differ(
                    f"{first.name} and {second.name} covary over {vector.grouping}, and the estimates have "
                    f"no covariance of them; if they do not covary, write ({second.name} || "
                    f"{vector.grouping})"
                )
            if found.correlated:
                value *= found.deviations[keys[row]] * found.deviations[keys[column]]
            values[first.bar, first.name, second.name] = value
    return values


def _deviation(
    found: Found, model: LevelModel, effect: RandomEffect, used: set[tuple[str | None, str]]
) -> tuple[str | None, str]:
    single = len(model.random) == 1
    for key in found.deviations:
        group, name = key
        ours = (group is None and single) or (
            group is not None and same_group(group, effect.grouping)
        )
        if key not in used and ours and canonical(name) == canonical(effect.name):
            used.add(key)
            return key
    theirs = ", ".join(map(_shown, found.deviations))
    raise _differ(
        f"no estimate is that of the random effect {effect.name} by {effect.grouping}; there are {theirs}"
    )


def _between(
    found: Found, first: tuple[str | None, str], second: tuple[str | None, str]
) -> float | None:
    for (group, a, b), value in found.covariances.items():
        pair = {canonical(a), canonical(b)}
        if pair == {canonical(first[1]), canonical(second[1])} and group in (first[0], second[0]):
            return value
    return None


def _shown(key: tuple[str | None, str]) -> str:
    group, name = key
    return name if group is None else f"{name} by {group}"


def _differ(message: str) -> UsageError:
    return UsageError(Diagnostic("estimates-do-not-match", message))
