"""Conversions: ``as.numeric``, ``as.integer``, ``as.logical`` and their like."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formula2eq.design import complaints
from formula2eq.design.calls import Bound, known
from formula2eq.design.values import Value, as_text, logical, numeric


@known("as.numeric as.double as.integer as.vector unclass", "x")
def as_number(call: Bound) -> Value:
    """Numbers: of a factor its codes from 1, of text what it spells."""
    value = call.value("x")
    whole = call.function == "as.integer"
    if call.function == "as.vector" and value.kind != "factor":
        return (
            value
            if not value.is_matrix
            else replace(value, data=value.data.T.ravel(), columns=None)
        )
    if value.kind == "factor":
        codes = np.where(value.data < 0, np.nan, value.data + 1.0)
        return Value(
            "numeric" if call.function in ("as.numeric", "as.double") else "integer", codes
        )
    if call.function == "unclass":
        return replace(value, kind="numeric") if value.is_calendar else value
    if value.kind == "character":
        data = np.array([_spelled(text) for text in value.data])
        fresh = int((np.isnan(data) & ~value.missing()).sum())
        if fresh:
            span = call.arguments["x"].span
            call.notes.append(complaints.nan_produced(call.function, fresh, span, call.source))
    else:
        data = value.data.T.ravel() if value.is_matrix else value.data
    return Value("integer", np.trunc(data)) if whole else numeric(data)


def _spelled(text: str | None) -> float:
    """The number that a text spells, NaN if none."""
    try:
        return float("nan") if text is None or "_" in text else float(text)
    except ValueError:
        return float("nan")


@known("as.logical", "x")
def as_logical(call: Bound) -> Value:
    """Truth values: of numbers whether they differ from 0."""
    value = call.value("x")
    if value.is_number:
        return logical(np.where(np.isnan(value.data), np.nan, value.data != 0))
    table = {"TRUE": 1.0, "true": 1.0, "T": 1.0, "FALSE": 0.0, "false": 0.0, "F": 0.0}
    return logical(np.array([table.get(text or "", np.nan) for text in as_text(value)]))
