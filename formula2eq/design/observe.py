"""What a design or a frame shows to the detection of levels and to the building of equations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from formula2eq.design.model_frame import column_suffixes
from formula2eq.design.record import DesignRecord
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.formula.names import names
from formula2eq.formula.unparse import unparse
from formula2eq.terms.term import ModelTerms
from formula2eq.variables.observed_roles import Observed
from formula2eq.variables.roles import grouping_terms, predictors


def as_pandas(data: Any) -> pd.DataFrame | None:
    """A frame held in memory as a pandas frame; None for one that is not (DuckDB, Dask, Spark)."""
    if isinstance(data, pd.DataFrame):
        return data
    if isinstance(data, dict):
        return pd.DataFrame(data)
    import narwhals as nw

    try:
        frame = nw.from_native(data)
    except TypeError:
        message = f"data is a {type(data).__name__}, which is no data frame that is known"
        raise UsageError(Diagnostic("unknown-frame", message)) from None
    return frame.to_pandas() if isinstance(frame, nw.DataFrame) else None


def observed_design(record: DesignRecord, data: pd.DataFrame) -> Observed:
    """The model frame's rows with a column for every column of a variable.

    Variables inside calls and offsets are there too, by their own names; what the formula takes
    away again is not.
    """
    frame = record.frame.to_pandas()
    used = {unparse(expression) for expression in predictors(record.terms)}
    used |= {unparse(part) for term in grouping_terms(record.terms) for part in term.factors}
    columns = {
        label: tuple(label + suffix for suffix in column_suffixes(value))
        for label, value in record.frame.values.items()
        if label in used
    }
    for expression in (*predictors(record.terms), *record.terms.offsets):
        for name in names(expression):
            if name not in frame.columns and name in data.columns:
                frame[name] = data[name].to_numpy()[record.frame.rows]
            if name in frame.columns:
                columns.setdefault(name, (name,))
    for term in grouping_terms(record.terms):
        for factor in term.factors:
            columns.setdefault(unparse(factor), (unparse(factor),))
    return Observed(frame, columns)


def observed_frame(terms: ModelTerms, data: Any, known: Sequence[str]) -> Observed:
    """A frame that is not in memory: a call is as constant as all of its variables together."""
    columns = {}
    for expression in (*predictors(terms), *terms.offsets):
        inner = tuple(name for name in names(expression) if name in known)
        columns[unparse(expression)] = inner
        columns.update({name: (name,) for name in inner})
    return Observed(data, columns)
