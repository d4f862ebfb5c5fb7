"""Constancy and nesting of frames in memory, by comparing every row with one of its group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from formula2eq.variables.observed import (
    LAST_DIGITS,
    ROWS_SHOWN,
    TOLERANCE,
    Constancy,
    Example,
    GroupPair,
    GroupSizes,
)

Array = NDArray[Any]

#: So many rows are compared at a time.
_PIECE = 1 << 16


class EagerFrame:
    """A frame in memory. Columns are turned to numpy one at a time, groups are coded once."""

    def __init__(self, frame: nw.DataFrame[Any]) -> None:
        self._frame = frame
        self._coded: dict[tuple[str, ...], tuple[Array, int]] = {}

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return self._frame.columns

    def constancy(self, group: Sequence[str], variables: Sequence[str]) -> tuple[Constancy, ...]:
        """How constant each variable is within the groups."""
        codes, count = self._codes(group)
        return tuple(self._one(name, codes, count, group) for name in variables)

    def sizes(self, group: Sequence[str]) -> GroupSizes:
        """The categories' numbers of rows."""
        codes, count = self._codes(group)
        sizes = np.bincount(codes[codes >= 0], minlength=count) if count else np.zeros(1, int)
        single = int((sizes == 1).sum())
        total = int(sizes.sum())
        return GroupSizes(len(codes), total, count, int(sizes.min()), int(sizes.max()), single)

    def pair(self, first: Sequence[str], second: Sequence[str]) -> GroupPair:
        """How two groupings stand to each other."""
        codes, count = self._codes(first)
        others, number = self._codes(second)
        both = (codes >= 0) & (others >= 0)
        cells = codes[both].astype(np.int64) * max(number, 1) + others[both]
        _, sizes = np.unique(cells, return_counts=True)
        balanced = bool(len(sizes) == 0 or sizes.min() == sizes.max())
        firsts, seconds = len(np.unique(codes[both])), len(np.unique(others[both]))
        return GroupPair(firsts, seconds, len(sizes), balanced)

    def categories(self, column: str, limit: int) -> tuple[str, ...]:
        """Categories in the column's own order, else sorted."""
        series = self._series(column)
        if isinstance(series.dtype, pd.CategoricalDtype):
            return tuple(str(item) for item in series.cat.categories[:limit])
        return tuple(str(item) for item in sorted(series.dropna().unique())[:limit])

    def _series(self, name: str) -> pd.Series:
        column = self._frame[name]
        native = column.to_native()
        if isinstance(native, pd.Series):
            return native
        # narwhals makes text of Arrow's dictionaries, and loses their missing values.
        return native.to_pandas() if column.implementation.is_pyarrow() else column.to_pandas()

    def _codes(self, group: Sequence[str]) -> tuple[Array, int]:
        """(n,) the group of each row, -1 without one, and how many groups there are."""
        key = tuple(group)
        if key not in self._coded:
            codes, count = _factorized(self._series(key[0]))
            for name in key[1:]:
                inner, number = _factorized(self._series(name))
                cells = codes.astype(np.int64) * max(number, 1) + inner
                cells[(codes < 0) | (inner < 0)] = -1
                codes, found = pd.factorize(cells)
                absent = np.flatnonzero(found == -1)
                if len(absent):
                    codes = np.where(codes == absent[0], -1, codes - (codes > absent[0]))
                count = len(found) - len(absent)
            self._coded[key] = codes, count
        return self._coded[key]

    def _one(self, name: str, codes: Array, count: int, group: Sequence[str]) -> Constancy:
        values, missing = _comparable(self._series(name))
        n_missing = 0 if missing is None else int(missing.sum())
        whole = values
        if (codes < 0).any():
            values, inside = values[codes >= 0], codes[codes >= 0]
            missing = None if missing is None else missing[codes >= 0]
        else:
            inside = codes
        kept, groups = values, inside
        if n_missing and missing is not None:
            kept, groups = values[~missing], inside[~missing]
        # The last row of each group stands for it.
        typical = np.zeros(count, dtype=kept.dtype)
        typical[groups] = kept
        varying, tolerance, rounded = _compared(kept, groups, typical, whole)
        n_varying = int(varying.sum())
        counting = n_varying == 0
        if counting and n_missing and missing is not None:
            absent = np.bincount(inside[missing], minlength=count)
            sizes = np.bincount(inside, minlength=count)
            counting = not ((absent > 0) & (absent < sizes)).any()
        example = None
        if n_varying:
            example = self._example(name, codes, int(np.flatnonzero(varying)[0]), group)
        return Constancy(
            name, n_varying == 0, counting, n_varying, n_missing, tolerance, rounded, example
        )

    def _example(self, name: str, codes: Array, code: int, group: Sequence[str]) -> Example:
        """Rows of a group that varies: the first, and the first ones that differ from it."""
        rows = np.flatnonzero(codes == code)
        values = self._series(name).iloc[rows]
        different = ~values.duplicated().to_numpy()
        shown = rows[different & values.notna().to_numpy()][:ROWS_SHOWN]
        label = ":".join(str(self._series(part).iloc[rows[0]]) for part in group)
        found = tuple(self._series(name).iloc[shown].tolist())
        return Example(label, tuple(int(row) for row in shown), found)


def _factorized(series: pd.Series) -> tuple[Array, int]:
    """Codes of the categories that occur, -1 for a missing value, and how many there are."""
    if isinstance(series.dtype, pd.CategoricalDtype):
        codes = series.cat.codes.to_numpy()
        used = np.zeros(len(series.cat.categories) + 1, dtype=bool)
        used[codes] = True
        used[-1] = False
        count = int(used.sum())
        if count == len(used) - 1:
            return codes, count
        places = np.where(used, np.cumsum(used) - 1, -1)
        return places[codes], count
    found, names = pd.factorize(series)
    return found, len(names)


def _comparable(series: pd.Series) -> tuple[Array, Array | None]:
    """Values as numbers that are equal when the values are, and where they are missing."""
    if isinstance(series.dtype, pd.CategoricalDtype):
        codes = series.cat.codes.to_numpy()
        missing = codes < 0
        return codes, missing if missing.any() else None
    kind = getattr(series.dtype, "kind", "O")
    if kind in "iufb" and isinstance(series.dtype, np.dtype):
        values = series.to_numpy()
        if kind != "f":
            return values, None
        absent = np.isnan(values)
        return values, absent if absent.any() else None
    codes, _ = pd.factorize(series)
    if kind == "f":
        values = series.to_numpy(dtype=float, na_value=np.nan)
        return values, np.isnan(values)
    return codes, codes < 0


def _compared(
    values: Array, groups: Array, typical: Array, column: Array
) -> tuple[Array, float, bool]:
    """Which groups vary, the tolerance if one was needed, whether it made a group constant.

    ``typical`` is one value of each group; ``column`` has all values, whose range sets the
    tolerance. Rows are taken in pieces that fit in the processor's cache.
    """
    varying = np.zeros(len(typical), dtype=bool)
    near: list[Array] = []
    tolerance = 0.0
    for start in range(0, len(values), _PIECE):
        piece, codes = values[start : start + _PIECE], groups[start : start + _PIECE]
        expected = typical[codes]
        differs = piece != expected
        if not differs.any():
            continue
        if values.dtype.kind == "f":
            tolerance = tolerance or _tolerance(column)
            with np.errstate(invalid="ignore"):
                close = np.abs(piece - expected) <= tolerance
            near.append(np.unique(codes[differs & close]))
            differs &= ~close
        varying[codes[differs]] = True
    affected = np.zeros(len(typical), dtype=bool)
    for groups_near in near:
        affected[groups_near] = True
    affected &= ~varying
    if not affected.any():
        return varying, tolerance, False
    # Close to one row of the group: are they close to each other?
    rows = np.flatnonzero(affected[groups])
    low, high = np.full(len(typical), np.inf), np.full(len(typical), -np.inf)
    np.minimum.at(low, groups[rows], values[rows])
    np.maximum.at(high, groups[rows], values[rows])
    varying[affected] = (high - low)[affected] > tolerance
    return varying, tolerance, bool((affected & ~varying).any())


def _tolerance(values: Array) -> float:
    """The largest difference that counts as none."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0
    low, high = float(finite.min()), float(finite.max())
    return max(TOLERANCE * (high - low), LAST_DIGITS * max(abs(low), abs(high)))
