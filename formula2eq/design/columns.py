"""From a pandas column to a value of R."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd

from formula2eq.design.calendar import from_calendar
from formula2eq.design.values import Value, as_text, character, integer, logical, numeric


def from_series(series: pd.Series) -> Value:
    """A pandas column as R would hold it.

    Categorical columns are factors with their categories and order, booleans are logical, integers
    and floats numbers, dates and times what ``calendar`` says; everything else is text. A contrast
    that stands in ``series.attrs["contrasts"]`` is the column's own.
    """
    kind = series.dtype
    if isinstance(kind, pd.CategoricalDtype):
        codes = series.cat.codes.to_numpy().astype(np.intp)
        return Value("factor", codes, _names(kind.categories), bool(kind.ordered))
    if pd.api.types.is_bool_dtype(kind):
        return logical(series.to_numpy(dtype=float, na_value=np.nan))
    if pd.api.types.is_integer_dtype(kind):
        return integer(series.to_numpy(dtype=float, na_value=np.nan))
    if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_complex_dtype(kind):
        return numeric(series.to_numpy(dtype=float, na_value=np.nan))
    dated = from_calendar(series)
    if dated is not None:
        return dated
    objects = series.to_numpy(dtype=object)
    absent = pd.isna(series).to_numpy()
    present = objects[~absent]
    # Objects may hold truth values beside None, or decimal numbers; anything else is text.
    for types, made in ((bool, logical), ((int, float, Decimal), numeric)):
        if len(present) and all(isinstance(item, types) for item in present):
            numbers = np.full(len(objects), np.nan)
            numbers[~absent] = present.astype(float)
            return made(numbers)
    return character([None if gone else str(x) for x, gone in zip(objects, absent, strict=True)])


def _names(categories: pd.Index) -> tuple[str, ...]:
    """Categories as R would spell them, numbers and truth values too."""
    if pd.api.types.is_bool_dtype(categories.dtype):
        return tuple("TRUE" if item else "FALSE" for item in categories)
    if pd.api.types.is_numeric_dtype(categories.dtype):
        return tuple(as_text(numeric(categories.to_numpy(dtype=float))))
    return tuple(str(item) for item in categories)
