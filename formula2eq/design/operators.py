"""R's operators on values: arithmetic, comparison, logic, sequences and ``%in%``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from formula2eq.design import complaints
from formula2eq.design.calendar import comparable, moved
from formula2eq.design.values import Array, Value, as_text, integer, logical, numeric
from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.nodes import Binary, Expression, Unary
from formula2eq.source import Source

_ARITHMETIC: dict[str, Callable[[Array, Array], Array]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
    "%%": np.mod,
    "%/%": np.floor_divide,
}

_COMPARISON: dict[str, Callable[[Array, Array], Array]] = {
    "==": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    ">": np.greater,
    "<=": np.less_equal,
    ">=": np.greater_equal,
}

#: Longest sequence that ``a:b`` may make.
_LONGEST = 1_000_000


def unary(expression: Unary, value: Value, source: Source) -> Value:
    """``-x``, ``+x`` and ``!x``."""
    if expression.operator not in "+-!":
        raise complaints.unsupported(
            f"the operator {expression.operator}", expression.operator_span, source
        )
    _numbers(expression.operator, value, expression.operand, source)
    if expression.operator == "!":
        return replace(value, kind="logical", data=_not(value.data))
    kind = "integer" if value.kind == "logical" else value.kind
    data = -value.data if expression.operator == "-" else value.data
    return replace(value, kind=kind, data=data)


def binary(
    expression: Binary, left: Value, right: Value, source: Source, notes: list[Diagnostic]
) -> Value:
    """An infix operator applied to two values, the shorter one used again as in R."""
    operator = expression.operator
    if operator == "%in%":
        return _within(left, right)
    if operator in _COMPARISON:
        return _compare(expression, left, right, source)
    if left.is_calendar or right.is_calendar:
        return _moved(expression, left, right, source)
    _numbers(operator, left, expression.left, source)
    _numbers(operator, right, expression.right, source)
    if operator == ":":
        return _sequence(expression, left, right, source)
    first, second = _recycled(expression, left, right, source)
    shape = left if left.is_matrix else right
    if operator in ("&", "|", "&&", "||"):
        return replace(shape, kind="logical", data=_logic(operator[0], first, second))
    function = _ARITHMETIC.get(operator)
    if function is None:
        raise complaints.unsupported(f"the operator {operator}", expression.operator_span, source)
    with np.errstate(all="ignore"):
        data = function(first, second)
        if operator == "^":
            # R: anything to the power 0 and 1 to any power are 1, even when the other is missing.
            data = np.where((second == 0) | (first == 1), 1.0, data)
    fresh = int((np.isnan(data) & ~np.isnan(first) & ~np.isnan(second)).sum())
    if fresh:
        notes.append(complaints.nan_produced(operator, fresh, expression.span, source))
    whole = operator in ("+", "-", "*", "%%", "%/%") and "numeric" not in (left.kind, right.kind)
    return Value("integer" if whole else "numeric", data, columns=shape.columns)


def _moved(expression: Binary, left: Value, right: Value, source: Source) -> Value:
    """A sum or difference with a date or a time in it."""
    first, second = _recycled(expression, left, right, source)
    sides = replace(left, data=first), replace(right, data=second)
    made = moved(expression.operator, *sides)
    if made is None:
        kind = left.kind if left.is_calendar else right.kind
        place = expression.left if left.is_calendar else expression.right
        operator = f"the operator {expression.operator}"
        raise complaints.not_meaningful(operator, kind, place.span, source)
    return made


def _numbers(operator: str, value: Value, place: Expression, source: Source) -> None:
    if not value.is_number:
        raise complaints.not_meaningful(f"the operator {operator}", value.kind, place.span, source)


def _recycled(expression: Binary, left: Value, right: Value, source: Source) -> tuple[Array, Array]:
    """Both values at the longer one's length; one column stands beside each column of a matrix."""
    first, second = left.data, right.data
    if first.ndim != second.ndim:
        first = first[:, None] if first.ndim == 1 else first
        second = second[:, None] if second.ndim == 1 else second
    lengths = sorted({len(first), len(second)})
    if lengths[0] == 0 or lengths[-1] % lengths[0]:
        raise complaints.wrong_length(len(second), len(first), expression.right.span, source)
    if len(lengths) == 2 and lengths[0] > 1:
        times = lengths[1] // lengths[0]
        shorter = np.concatenate([first if len(first) < len(second) else second] * times)
        first, second = (shorter, second) if len(first) < len(second) else (first, shorter)
    return first, second


def _compare(expression: Binary, left: Value, right: Value, source: Source) -> Value:
    """Comparison: factors by their categories' names, ordered ones by rank, text by code point."""
    ranks = _ranked(left, right) or _ranked(right, left)
    if ranks is not None:
        first, second = ranks if left.ordered else ranks[::-1]
        left, right = numeric(first), numeric(second)
    elif left.kind == right.kind == "factor" and set(left.categories) != set(right.categories):
        message = "two factors with different categories cannot be compared"
        raise complaints.at("different-categories", message, expression.operator_span, source)
    elif expression.operator not in ("==", "!=") and "factor" in (left.kind, right.kind):
        place = expression.left if left.kind == "factor" else expression.right
        raise complaints.not_meaningful(
            f"the operator {expression.operator}", "factor", place.span, source
        )
    if left.is_calendar or right.is_calendar:
        sides = comparable(left, right)
        if sides is None:
            message = "this cannot be compared: dates are written '2020-01-31', times '2020-01-31 12:30:00'"
            raise complaints.at("not-a-date", message, expression.span, source)
        left, right = sides
    function = _COMPARISON[expression.operator]
    if left.is_number and right.is_number:
        first, second = _recycled(expression, left, right, source)
        data = function(first, second).astype(float)
        data[np.isnan(first + np.zeros_like(second)) | np.isnan(second + np.zeros_like(first))] = (
            np.nan
        )
        return logical(data)
    texts = [replace(value, kind="character", data=_objects(value)) for value in (left, right)]
    first, second = _recycled(expression, texts[0], texts[1], source)
    first, second = np.broadcast_arrays(first, second)
    absent = pd.isna(first) | pd.isna(second)
    data = np.full(len(first), np.nan)
    data[~absent] = function(first[~absent].astype(str), second[~absent].astype(str))
    return logical(data)


def _ranked(ordered: Value, other: Value) -> tuple[Array, Array] | None:
    """Ranks of an ordered factor and of what it is compared with; None if it is not ordered."""
    if not ordered.ordered:
        return None
    position = {name: float(rank) for rank, name in enumerate(ordered.categories)}
    ranks = [
        [np.nan if text is None else position.get(text, np.nan) for text in as_text(value)]
        for value in (ordered, other)
    ]
    return np.array(ranks[0]), np.array(ranks[1])


def _objects(value: Value) -> Array:
    found = np.empty(len(value), dtype=object)
    found[:] = as_text(value)
    return found


def _within(left: Value, right: Value) -> Value:
    """``left %in% right``: never missing."""
    if left.is_number and right.is_number:
        found = np.isin(left.data, right.data)
        return logical(found | np.isnan(left.data) if np.isnan(right.data).any() else found)
    wanted = set(as_text(right))
    if left.kind == "factor":
        table = np.array([name in wanted for name in (*left.categories, None)])
        return logical(table[left.data])
    return logical(np.array([text in wanted for text in as_text(left)], dtype=bool))


def _not(data: Array) -> Array:
    return np.where(np.isnan(data), np.nan, data == 0)


def _logic(operator: str, first: Array, second: Array) -> Array:
    """Logic of three values: ``FALSE & NA`` is false, ``TRUE | NA`` is true."""
    decisive = 0.0 if operator == "&" else 1.0
    truth = [np.where(np.isnan(side), np.nan, side != 0) for side in (first, second)]
    unsure = np.isnan(truth[0]) | np.isnan(truth[1])
    decided = (truth[0] == decisive) | (truth[1] == decisive)
    return np.where(decided, decisive, np.where(unsure, np.nan, 1.0 - decisive))


def _sequence(expression: Binary, left: Value, right: Value, source: Source) -> Value:
    """``a:b`` for two numbers."""
    if len(left) != 1 or len(right) != 1 or np.isnan(left.data[0] + right.data[0]):
        message = "an interaction of columns stands between terms, not inside a call"
        raise complaints.at("not-a-sequence", message, expression.span, source)
    start, stop = float(left.data[0]), float(right.data[0])
    if not abs(stop - start) < _LONGEST:
        raise complaints.wrong_length(_LONGEST, 1, expression.span, source)
    count = int(abs(stop - start) + 1e-10) + 1
    data = start + np.arange(count) * (1 if stop >= start else -1)
    return integer(data) if start == int(start) else numeric(data)
