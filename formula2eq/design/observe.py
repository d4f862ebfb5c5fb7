"""What a design or a frame shows to the detection of levels and to the building of equations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from formula2eq.design.model_frame import column_suffixes, variables
from formula2eq.design.record import DesignRecord
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import UsageError
from formula2eq.formula.averages import averages, deciding_names
from formula2eq.formula.names import names
from formula2eq.formula.nodes import Expression
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

    from formula2eq.variables.observed import known_frame

    try:
        frame = known_frame(data)
    except TypeError:
        message = f"data is a {type(data).__name__}, which is no data frame that is known"
        raise UsageError(Diagnostic("unknown-frame", message)) from None
    if not isinstance(frame, nw.DataFrame):
        return None
    made = frame.to_pandas()
    if frame.implementation.is_polars():
        # Categories have the order in which a session happened to meet them: sort them. Those of an
        # Enum are listed, which makes no factor ordered: pandas is told that it does.
        for name, kind in frame.schema.items():
            if kind == nw.Categorical:
                made[name] = pd.Categorical(made[name].astype(object))
            elif kind == nw.Enum:
                made[name] = made[name].cat.as_unordered()
    return made


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
        for call, _ in averages(expression):
            columns.setdefault(unparse(call), deciding_names(call))
    for term in grouping_terms(record.terms):
        for factor in term.factors:
            columns.setdefault(unparse(factor), (unparse(factor),))
    return Observed(frame, columns)


def frame_columns(terms: ModelTerms, weights: Expression | None = None) -> tuple[str, ...]:
    """The columns of the data that decide which rows are in the model frame."""
    expressions = [*variables(terms), *terms.offsets, *([] if weights is None else [weights])]
    grouped = [part for term in grouping_terms(terms) for part in term.factors]
    return tuple(dict.fromkeys(name for e in (*expressions, *grouped) for name in names(e)))


def observed_frame(terms: ModelTerms, data: Any, known: Sequence[str]) -> Observed:
    """A frame that is not in memory: a call is as constant as the variables that decide on it."""
    columns: dict[str, tuple[str, ...]] = {}
    for expression in (*predictors(terms), *terms.offsets):
        for part in (expression, *(call for call, _ in averages(expression))):
            deciding = [name for name in deciding_names(part) if name in known]
            columns.setdefault(unparse(part), tuple(deciding))
        columns.update({name: (name,) for name in names(expression) if name in known})
    return Observed(data, columns)
