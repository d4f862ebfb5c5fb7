"""What an R expression evaluates to: vectors, factors and matrices with R's missing values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from formula2eq.variables.contrasts import Contrast

Kind = Literal["logical", "integer", "numeric", "date", "time", "character", "factor"]
Array: TypeAlias = NDArray[Any]

#: R's order of coercion when kinds are mixed.
_ORDER: tuple[Kind, ...] = ("logical", "integer", "numeric", "date", "time", "character")


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A vector, factor or matrix of R.

    kind        ``logical``, ``integer``, ``numeric``, ``date``, ``time``, ``character`` or ``factor``
    data        (n,) or (n, k): floats with NaN for a missing value (logicals are 0 and 1, dates days
                and times seconds since 1970), objects with None for text, codes from 0 with -1 for
                a factor
    categories  a factor's, in order
    ordered     whether a factor is ordered
    contrast    a factor's own contrasts, from ``C()`` or the column's attribute: R's name or values
    columns     a matrix's column names, "" where R has none; None when it has no names at all
    """

    kind: Kind
    data: Array
    categories: tuple[str, ...] = ()
    ordered: bool = False
    contrast: Contrast | str | None = None
    columns: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.data)

    @property
    def is_matrix(self) -> bool:
        """Whether it has columns."""
        return self.data.ndim == 2

    @property
    def is_number(self) -> bool:
        """Whether R would calculate with it: logical, integer or numeric."""
        return self.kind in ("logical", "integer", "numeric")

    @property
    def is_calendar(self) -> bool:
        """Whether it is a date or a time, see ``calendar``."""
        return self.kind in ("date", "time")

    def missing(self) -> NDArray[np.bool_]:
        """(n,) where any of its columns has no value."""
        found: Array
        if self.kind == "factor":
            found = self.data < 0
        elif self.kind == "character":
            found = pd.isna(self.data)
        else:
            found = np.isnan(self.data)
        return np.asarray(found.any(axis=1) if found.ndim == 2 else found)

    def rows(self, chosen: Array) -> Value:
        """The same value at some rows: positions from 0, or a mask."""
        return replace(self, data=self.data[chosen])

    def drop_unused(self) -> Value:
        """A factor without the categories that no row has; R drops its own contrasts with them."""
        if self.kind != "factor":
            return self
        used = np.zeros(len(self.categories) + 1, dtype=bool)
        used[self.data] = True
        used = used[:-1]
        if used.all():
            return self
        positions = np.append(np.cumsum(used) - 1, -1)
        kept = tuple(name for name, keep in zip(self.categories, used, strict=True) if keep)
        return replace(self, data=positions[self.data], categories=kept, contrast=None)

    def repeated(self, length: int) -> Value:
        """A single value as often as needed; anything else as it is."""
        if len(self.data) == length or len(self.data) != 1:
            return self
        return replace(self, data=np.repeat(self.data, length, axis=0))


def numeric(data: Array, columns: tuple[str, ...] | None = None) -> Value:
    """A numeric vector or matrix."""
    return Value("numeric", np.asarray(data, dtype=float), columns=columns)


def integer(data: Array) -> Value:
    """An integer vector."""
    return Value("integer", np.asarray(data, dtype=float))


def logical(data: Array) -> Value:
    """A logical vector from booleans, or from floats with NaN for missing."""
    return Value("logical", np.asarray(data, dtype=float))


def character(data: Any) -> Value:
    """A text vector; None is missing."""
    found = np.empty(len(data), dtype=object)
    found[:] = data
    return Value("character", found)


def categorical(labels: Value, ordered: bool = False) -> Value:
    """R's ``factor(x)``: categories are the sorted values, text in the order of code points.

    A factor keeps its used categories and their order.
    """
    if labels.kind == "factor":
        kept = replace(labels, contrast=None).drop_unused()
        return replace(kept, ordered=ordered or labels.ordered)
    present = ~labels.missing()
    codes = np.full(len(labels), -1, dtype=np.intp)
    if labels.kind == "character":
        names, found = np.unique(labels.data[present].astype(str), return_inverse=True)
        categories = tuple(str(name) for name in names)
    else:
        numbers, found = np.unique(labels.data[present], return_inverse=True)
        texts = as_text(replace(labels, data=numbers))
        categories = tuple(dict.fromkeys(texts))
        if len(categories) < len(texts):
            merged = {name: position for position, name in enumerate(categories)}
            found = np.asarray([merged[name] for name in texts], dtype=np.intp)[found]
    codes[present] = found
    return Value("factor", codes, categories, ordered)


def as_text(value: Value) -> list[Any]:
    """R's ``as.character``: one text per row, None where missing."""
    if value.kind == "factor":
        names = (*value.categories, None)
        return [names[code] for code in value.data]
    if value.kind == "character":
        return list(value.data)
    if value.kind == "logical":
        return [None if np.isnan(x) else "TRUE" if x else "FALSE" for x in value.data]
    if value.is_calendar:
        from formula2eq.design.calendar import calendar_texts

        return list(calendar_texts(value))
    return [None if np.isnan(x) else number_text(float(x)) for x in value.data]


def number_text(number: float) -> str:
    """A number as R's ``as.character`` writes it: up to 15 digits, the shorter of two notations.

    >>> [number_text(x) for x in (2.0, 0.1, 100000.0, 123456.0, 1e-5)]
    ['2', '0.1', '1e+05', '123456', '1e-05']
    """
    if np.isinf(number):
        return "Inf" if number > 0 else "-Inf"
    if number == 0:
        return "0"
    digits = next(d for d in range(1, 16) if d == 15 or float(f"{number:.{d - 1}e}") == number)
    if float(f"{number:.{digits - 1}e}") != number:
        shortest = f"{number:.14e}"
        mantissa, exponent = shortest.split("e")
        digits = max(1, len(mantissa.lstrip("-").replace(".", "").rstrip("0")))
    scientific = f"{number:.{digits - 1}e}"
    power = int(scientific.split("e")[1])
    fixed = f"{number:.{max(0, digits - 1 - power)}f}"
    return fixed if len(fixed) <= len(scientific) else scientific


def common_kind(*values: Value) -> Kind:
    """The kind that R's ``c()`` gives values of these kinds; factors count as text."""
    return max(
        ("character" if value.kind == "factor" else value.kind for value in values),
        key=_ORDER.index,
        default="logical",
    )
