"""Data simulated from the equations: the linear predictor summed up, the outcome drawn from its law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from formula2eq.design.design import Matrix, Vector
from formula2eq.design.record import DesignRecord
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.formula.nodes import Argument, Call, Expression, Name
from formula2eq.formula.unparse import unparse
from formula2eq.levels.level_model import LevelModel, RandomVector
from formula2eq.verification.agreement import multiplier
from formula2eq.verification.inverse_links import inverse_link


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a model to simulate from.

    fixed   fixed effects by R's column name, ``(Intercept)``, ``x``; those not named are 0
    random  per grouping factor a covariance matrix, or standard deviations (then uncorrelated), in
            the order of its effects; those not named are 0
    sigma   residual standard deviation of a Gaussian model
    shape   shape of Gamma and inverse Gaussian, size of negative binomial, precision of beta
    """

    fixed: Mapping[str, float]
    random: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    sigma: float = 1.0
    shape: float = 1.0


def simulate(
    model: LevelModel, record: DesignRecord, parameters: Parameters, generator: np.random.Generator
) -> dict[str, Vector]:
    """Draw random effects and an outcome for the rows of a design.

    Gives the outcome's column (and the trials' where the response counts them) by name. Raises
    `UsageError` for a parameter that the model does not have.
    """
    if model.parts:
        what = " and ".join(part.part or "" for part in model.parts)
        message = f"simulation of a {what} formula beside the mean is not defined here"
        raise UsageError(Diagnostic("cannot-simulate", message))
    eta = linear_predictor(model, record, parameters, generator)
    with np.errstate(over="ignore"):
        mean = inverse_link(model.family.link)(eta)
    drawn = _draw(model, record, mean, parameters, generator)
    return _by_name(model, record, drawn)


def linear_predictor(
    model: LevelModel, record: DesignRecord, parameters: Parameters, generator: np.random.Generator
) -> Vector:
    """(n,) offsets, fixed part and random part, evaluated from the combined form's summands."""
    rows = len(record.design.y)
    _known(parameters.fixed, [effect.name for effect in model.fixed], "fixed effect")
    _known(parameters.random, [vector.grouping for vector in model.random], "grouping factor")
    eta = np.zeros(rows) if record.design.offset is None else record.design.offset.copy()
    for effect in model.fixed:
        value = parameters.fixed.get(effect.name, 0.0)
        if value:
            eta += value * multiplier(effect.variables, record, rows)
    blocks = {id(made.term): made.block for made in record.blocks}
    for vector in model.random:
        covariance = covariance_matrix(vector, parameters.random.get(vector.grouping))
        first = blocks[id(model.columns.random[vector.effects[0].bar][0])]
        size = len(first.categories)
        values, vectors = np.linalg.eigh(covariance)
        root = vectors * np.sqrt(np.clip(values, 0, None))
        effects = generator.standard_normal((size, len(vector.effects))) @ root.T
        for place, random in enumerate(vector.effects):
            eta += effects[first.codes, place] * multiplier(random.variables, record, rows)
    return eta


def covariance_matrix(vector: RandomVector, given: Sequence[Any] | None) -> Matrix:
    """(p, p) the covariance matrix of a factor's effects, from a matrix or standard deviations."""
    size = len(vector.effects)
    if given is None:
        return np.zeros((size, size))
    values = np.asarray(given, dtype=float)
    if values.shape == (size,):
        values = np.diag(values**2)
    names = ", ".join(effect.name for effect in vector.effects)
    if values.shape != (size, size):
        message = f"{vector.grouping} has {size} effects ({names}): give {size} standard deviations"
        raise UsageError(Diagnostic("wrong-parameters", f"{message} or a {size} x {size} matrix"))
    if not np.allclose(values, values.T) or np.linalg.eigvalsh(values).min() < -1e-9:
        message = f"the covariance matrix of {vector.grouping} is not symmetric and positive"
        raise UsageError(Diagnostic("wrong-parameters", message))
    for row in range(size):
        for column in range(row):
            if values[row, column] and not vector.covary(row, column):
                message = f"the model has no covariance of {names} at {row + 1}, {column + 1}"
                raise UsageError(Diagnostic("wrong-parameters", message))
    return values


def _known(given: Mapping[str, object], names: Sequence[str], what: str) -> None:
    for name in given:
        if name not in names:
            near = get_close_matches(name, names, n=1)
            raise UsageError(
                Diagnostic(
                    "wrong-parameters",
                    f"the model has no {what} {name}; it has {', '.join(names) or 'none'}",
                    repair=near[0] if near else None,
                )
            )


def _draw(
    model: LevelModel,
    record: DesignRecord,
    mean: Vector,
    parameters: Parameters,
    generator: np.random.Generator,
) -> Vector:
    """(n,) outcomes from the family's law."""
    weights = record.design.weights
    shape = parameters.shape
    match model.family.name:
        case "gaussian":
            scale = parameters.sigma if weights is None else parameters.sigma / np.sqrt(weights)
            return generator.normal(mean, scale)
        case "binomial":
            trials = np.ones(len(mean), int) if weights is None else weights.astype(int)
            return generator.binomial(trials, np.clip(mean, 0, 1)).astype(float)
        case "poisson":
            return generator.poisson(mean).astype(float)
        case "Gamma":
            alpha = shape if weights is None else shape * weights
            return generator.gamma(alpha, mean / alpha)
        case "inverse.gaussian":
            return generator.wald(mean, shape if weights is None else shape * weights)
        case "negative.binomial":
            return generator.negative_binomial(shape, shape / (shape + mean)).astype(float)
        case "beta":
            return generator.beta(mean * shape, (1 - mean) * shape)
        case other:
            message = f"simulation from the family {other} is not defined here"
            raise UsageError(Diagnostic("cannot-simulate", message))


def _by_name(model: LevelModel, record: DesignRecord, drawn: Vector) -> dict[str, Vector]:
    """The drawn outcome under the name of the response's column."""
    outcome = model.outcome
    weights = record.design.weights
    trials = np.ones(len(drawn)) if weights is None else weights
    match outcome.expression:
        case Call(Name("cbind"), (Argument(value=Name(name)), Argument(value=Name(failures)))):
            return {name: drawn, failures: trials - drawn}
    match outcome.successes:
        case Name(name):
            return {name: drawn}
    if outcome.proportion and isinstance(outcome.expression, Name):
        return {outcome.expression.name: drawn / trials}
    name, values = _untransformed(outcome.expression, drawn)
    return {name: values}


def _untransformed(response: Expression | None, drawn: Vector) -> tuple[str, Vector]:
    """The response's column: a simple transformation is undone."""
    inverses = {"log": np.exp, "exp": np.log, "sqrt": np.square}
    match response:
        case Name(name):
            return name, drawn
        case Call(Name(function), (argument,)) if function in inverses:
            match argument.value:
                case Name(name):
                    return name, np.asarray(inverses[function](drawn), dtype=float)
    shown = "nothing" if response is None else unparse(response)
    message = f"the response is {shown}; simulation needs a column, or log, exp or sqrt of one"
    raise UsageError(Diagnostic("cannot-simulate", message))


def as_frame(
    frame: pd.DataFrame, record: DesignRecord, drawn: Mapping[str, Vector]
) -> pd.DataFrame:
    """The rows that the design uses, with the drawn columns in place."""
    made = frame.iloc[record.frame.rows].copy()
    for name, values in drawn.items():
        made[name] = values
    return made.reset_index(drop=True)
