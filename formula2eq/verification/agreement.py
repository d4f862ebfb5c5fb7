"""V2: every multiplier of the combined form, evaluated row by row, is its column of X or of Z.

The multipliers come from the level model, after levels, products and display have had their say; the
columns come from the design. They meet here as numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formula2eq.design.design import Vector
from formula2eq.design.record import DesignRecord
from formula2eq.design.values import as_text
from formula2eq.levels.level_model import LevelModel, Product
from formula2eq.variables.coding import CodedColumn


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the equations are from the design.

    fixed     largest absolute difference to a column of X; 0 without columns
    random    the same for the columns of Z, each summed over its categories
    n_fixed   how many columns of X were compared; n_random of Z's coefficients
    """

    fixed: float
    random: float
    n_fixed: int
    n_random: int

    @property
    def largest(self) -> float:
        """The larger of the two differences."""
        return max(self.fixed, self.random)


def agreement(model: LevelModel, record: DesignRecord) -> Agreement:
    """Compare every fixed and random effect's multiplier with its column of the design."""
    rows, X = len(record.design.y), record.design.X
    if model.family.name == "ordinal":  # thresholds stand in place of the constant
        X = X[:, [place for place, column in enumerate(record.kept) if column.parts]]
    fixed = [
        np.abs(multiplier(e.variables, record, rows) - X[:, e.position]).max(initial=0.0)
        for e in model.fixed
    ]
    blocks = {id(made.term): made.block for made in record.blocks}
    random = []
    for effect in model.effects():
        term, columns = model.columns.random[effect.bar]
        place = [column.name for column in columns].index(effect.name)
        column = blocks[id(term)].columns[:, place]
        difference = np.abs(multiplier(effect.variables, record, rows) - column)
        random.append(difference.max(initial=0.0))
    if len(model.fixed) != X.shape[1]:
        raise AssertionError("the level model has not one fixed effect for each column of X")
    return Agreement(
        float(max(fixed, default=0.0)), float(max(random, default=0.0)), len(fixed), len(random)
    )


def multiplier(product: Product, record: DesignRecord, rows: int) -> Vector:
    """(n,) a product of variables, row by row; 1 for the empty product."""
    values = np.ones(rows)
    for column in product:
        values = values * quantity_values(column, record)
    return values


def quantity_values(column: CodedColumn, record: DesignRecord) -> Vector:
    """(n,) the values of one quantity: an indicator by its category, a number as it stands."""
    value = record.frame.values[column.variable]
    if column.category is not None:
        if value.kind == "logical":
            return np.asarray(value.data == float(column.category == "TRUE"), dtype=float)
        if value.kind == "factor":
            return np.asarray(value.data == value.categories.index(column.category), dtype=float)
        return np.asarray([text == column.category for text in as_text(value)], dtype=float)
    if column.coding == "numeric":
        data = value.data if not value.is_matrix else value.data[:, column.index]
        return np.asarray(data, dtype=float)
    for coder in (record.fixed, record.random):
        kind = coder.kinds.get(column.variable)
        if kind is not None and kind.contrast is not None and kind.contrast.coding == column.coding:
            return coder.part(column)
    raise AssertionError(f"{column.name} is coded nowhere in the design")
