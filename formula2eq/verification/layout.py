"""A data frame to simulate on when there is none: groups of given sizes, predictors drawn at their level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.formula.names import names
from formula2eq.formula.unparse import unparse
from formula2eq.levels.level_model import LevelModel
from formula2eq.terms.term import ModelTerms
from formula2eq.variables.declared import resolve
from formula2eq.variables.roles import grouping_terms, predictors


def empty_frame(
    model: LevelModel,
    terms: ModelTerms,
    sizes: Mapping[str | int, int],
    categories: Mapping[str, Sequence[str]],
    generator: np.random.Generator,
) -> pd.DataFrame:
    """Rows for every observation: grouping factors and predictors, without a response.

    sizes  number of categories of each grouping factor, a nested one's inside each category of the
           factor above; ``1``: rows in each lowest group (in each combination of crossed factors)

    Predictors are standard normal at the level where they stand; factors run through their
    categories. Raises `UsageError` when a size is missing.
    """
    groupings = grouping_terms(terms)
    counts = {
        "1" if str(key) == "1" else resolve(str(key), groupings): value
        for key, value in sizes.items()
    }
    units = [unit for unit in model.hierarchy.units if unit.kind == "group"]
    missing = [unit.grouping for unit in units if unit.grouping not in counts]
    if missing:
        message = f"sizes has no number of categories for {', '.join(missing)}"
        raise UsageError(
            Diagnostic("missing-size", message, repair=f"sizes={{'{missing[0]}': 30, 1: 20}}")
        )
    if any(value < 1 for value in counts.values()):
        raise UsageError(Diagnostic("missing-size", "every size is at least 1"))
    grid = np.array(
        list(product(*(range(counts[unit.grouping]) for unit in units), range(counts.get("1", 1)))),
        dtype=int,
    ).reshape(-1, len(units) + 1)
    position = {unit.grouping: place for place, unit in enumerate(units)}
    code: dict[str, np.ndarray] = {}
    for unit in units:
        above = [position[g] for g in unit.within if g in position]
        code[unit.grouping] = _codes(grid[:, [*above, position[unit.grouping]]])
    frame = pd.DataFrame(index=range(len(grid)))
    for term in groupings:
        parts = [unparse(factor) for factor in term.factors]
        for part in parts:
            if part not in frame:
                holder = next((g for g in code if g == part), term.label)
                labels = code.get(holder, np.arange(len(grid)))
                frame[part] = pd.Categorical([f"{part}{number + 1}" for number in labels])
    for expression in (*predictors(terms), *terms.offsets):
        for name in names(expression):
            if name not in frame:
                frame[name] = _predictor(name, model, code, len(grid), categories, generator)
    return frame


def _codes(columns: np.ndarray) -> np.ndarray:
    """A number from 0 for each distinct row."""
    _, codes = np.unique(columns, axis=0, return_inverse=True)
    return np.asarray(codes).reshape(-1)


def _predictor(
    name: str,
    model: LevelModel,
    code: Mapping[str, np.ndarray],
    rows: int,
    categories: Mapping[str, Sequence[str]],
    generator: np.random.Generator,
) -> Any:
    level = model.roles.level(name)
    groups = code.get(level or "", np.arange(rows))
    count = int(groups.max()) + 1
    if name in categories:
        listed = list(categories[name])
        values = np.arange(count) % len(listed)
        generator.shuffle(values)
        return pd.Categorical([listed[v] for v in values[groups]], categories=listed)
    return generator.standard_normal(count)[groups]
