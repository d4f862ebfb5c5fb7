"""Evaluating R expressions on data: a small interpreter over a white list of functions.

It walks the tree of ``formula.nodes`` and calculates with numpy. Nothing that a user writes is ever
handed to Python: a function outside the white list is an error that names those inside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from warnings import catch_warnings, simplefilter

import numpy as np

from formula2eq.design import (  # noqa: F401  (filling the white list)
    bases,
    complaints,
    conversions,
    dates,
    elementwise,
    factors,
    groupwise,
    own_contrasts,
    splines,
    texts,
    vectors,
)
from formula2eq.design.calls import FUNCTIONS, Given, bind
from formula2eq.design.operators import binary, unary
from formula2eq.design.values import Array, Value, character, integer, logical, numeric
from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Block,
    Call,
    Constant,
    Expression,
    Function,
    Name,
    Number,
    Parentheses,
    String,
    Subset,
    Unary,
)
from formula2eq.formula.unparse import unparse
from formula2eq.source import Source

#: Calls, brackets and signs may stand this deep in each other.
MAXIMUM_DEPTH = 100

_CONSTANTS: Mapping[str, Value] = {
    "TRUE": logical(np.array([1.0])),
    "FALSE": logical(np.array([0.0])),
    "NA": logical(np.array([np.nan])),
    "NA_integer_": integer(np.array([np.nan])),
    "NA_real_": numeric(np.array([np.nan])),
    "NA_character_": character([None]),
    "NaN": numeric(np.array([np.nan])),
    "Inf": numeric(np.array([np.inf])),
}

#: What numpy raises when shapes or kinds do not fit.
_IMPOSSIBLE = (ValueError, TypeError, IndexError, OverflowError, MemoryError, ArithmeticError)

#: Names that R itself knows when the data have no such column.
_BUILTIN: Mapping[str, Value] = {
    "pi": numeric(np.array([np.pi])),
    "T": _CONSTANTS["TRUE"],
    "F": _CONSTANTS["FALSE"],
    "LETTERS": character([chr(65 + place) for place in range(26)]),
    "letters": character([chr(97 + place) for place in range(26)]),
}


@dataclass(frozen=True, slots=True)
class Environment:
    """What names mean: columns by name, the formula's text, and where warnings go.

    ``n_rows`` is the number of rows of the data.
    """

    columns: Mapping[str, Value]
    n_rows: int
    source: Source
    notes: list[Diagnostic] = field(default_factory=list)


def evaluate(expression: Expression, environment: Environment, role: str = "") -> Value:
    """What an expression is worth, one value per row or, for constants, a single one.

    ``role`` is said of a name that is no column, e.g. ``the response``. Raises ``DataError``.
    """
    with catch_warnings():
        # numpy says in warnings what R says in NaN; what comes of it is told by the rules.
        simplefilter("ignore", RuntimeWarning)
        try:
            found = _evaluate(expression, environment, role, 0)
        except _IMPOSSIBLE as error:
            what = f"{unparse(expression)} ({error})"
            raise complaints.unsupported(what, expression.span, environment.source) from error
    if found is None:
        raise complaints.unsupported("NULL", expression.span, environment.source)
    return found


def _evaluate(expression: Expression, at: Environment, role: str, depth: int) -> Value | None:
    if depth > MAXIMUM_DEPTH:
        raise complaints.unsupported(
            f"an expression nested more than {MAXIMUM_DEPTH} deep", expression.span, at.source
        )
    match expression:
        case Name():
            return _name(expression, at, role)
        case Number():
            made = integer if expression.integer else numeric
            return made(np.array([expression.value]))
        case String():
            return character([expression.value])
        case Constant():
            return None if expression.name == "NULL" else _CONSTANTS[expression.name]
        case Parentheses():
            return _evaluate(expression.inner, at, role, depth + 1)
        case Unary():
            inner = _required(expression.operand, at, depth)
            return unary(expression, inner, at.source)
        case Binary():
            return _chain(expression, at, depth)
        case Call():
            return _call(expression, at, depth)
        case Subset():
            return _subset(expression, at, depth)
        case Function() | Block():
            raise complaints.unsupported("a function or a block", expression.span, at.source)


def _required(expression: Expression, at: Environment, depth: int) -> Value:
    """A value that must not be ``NULL``."""
    found = _evaluate(expression, at, "", depth + 1)
    if found is None:
        raise complaints.unsupported("NULL", expression.span, at.source)
    return found


def _name(name: Name, at: Environment, role: str) -> Value:
    found = at.columns.get(name.name)
    if found is None:
        found = _BUILTIN.get(name.name)
    if found is None:
        raise complaints.unknown_column(name.name, role, name.span, at.source, tuple(at.columns))
    return found


def _chain(expression: Binary, at: Environment, depth: int) -> Value:
    """A run of infix operators, evaluated from the left without recursion: runs may be long."""
    steps: list[Binary] = []
    left: Expression = expression
    while isinstance(left, Binary):
        _refuse_operator(left, at)
        steps.append(left)
        left = left.left
    value = _required(left, at, depth)
    for step in reversed(steps):
        value = binary(step, value, _required(step.right, at, depth), at.source, at.notes)
    return value


def _refuse_operator(expression: Binary, at: Environment) -> None:
    """The operators that reach outside the data, or make formulas."""
    if expression.operator in ("$", "@"):
        column = unparse(expression.right)
        message = f"the data are given once; write the column {column} by its name alone"
        raise complaints.at(
            "column-of-data", message, expression.span, at.source, "a part of something", column
        )
    if expression.operator in ("::", ":::", "~"):
        raise complaints.unsupported(unparse(expression), expression.span, at.source)


def _call(call: Call, at: Environment, depth: int) -> Value:
    function = call.function
    span = function.span
    if isinstance(function, Binary) and function.operator in ("::", ":::"):
        function = function.right
    name = function.name if isinstance(function, Name) else unparse(function)
    found = FUNCTIONS.get(name)
    if found is None:
        raise complaints.unknown_function(name, span, at.source, tuple(FUNCTIONS))
    given = [_argument(argument, name, at, depth) for argument in call.arguments]
    bound = bind(found, given, call.span, at.source, at.notes)
    try:
        return found.implementation(bound)
    except _IMPOSSIBLE as error:
        raise complaints.bad_argument(
            name, f"cannot be evaluated: {error}", call.span, at.source
        ) from error


def _argument(argument: Argument, function: str, at: Environment, depth: int) -> Given:
    """One argument; the bare name of a contrast function, or after ``FUN``, stands for the function."""
    if argument.value is None:
        raise complaints.bad_argument(function, "an argument is empty", argument.span, at.source)
    value = argument.value
    if isinstance(value, Name) and argument.name == "FUN":
        return Given(character([value.name]), value.span, value, argument.name)
    if isinstance(value, Name) and value.name not in at.columns:
        name = f"contr.{value.name}" if function == "C" else value.name
        for contrasts in (value.name, name):
            if contrasts.startswith("contr."):
                return Given(character([contrasts]), value.span, value, argument.name)
    return Given(_evaluate(value, at, "", depth + 1), value.span, value, argument.name)


def _subset(expression: Subset, at: Environment, depth: int) -> Value:
    """``x[index]`` and ``m[, index]``: positions from 1, negative ones to leave out, or truth."""
    chosen = [argument.value for argument in expression.arguments]
    value = _required(expression.object, at, depth)
    columns = value.is_matrix and len(chosen) == 2 and chosen[0] is None
    place = chosen[-1] if chosen else None
    if place is None or expression.double or (len(chosen) != 1 and not columns):
        raise complaints.unsupported(unparse(expression), expression.span, at.source)
    index = _required(place, at, depth)
    names = value.columns or ()
    if columns and index.kind == "character" and set(index.data) <= set(names):
        index = numeric(np.array([names.index(name) + 1.0 for name in index.data]))
    if not index.is_number or value.is_matrix != columns or index.is_matrix:
        raise complaints.not_meaningful("an index", index.kind, place.span, at.source)
    length = value.data.shape[1] if columns else len(value)
    places = _positions(index, length)
    if places is None:
        message = "an index lies outside the variable"
        raise complaints.bad_argument("[", message, place.span, at.source)
    if not columns:
        return value.rows(places)
    if len(places) == 1:
        return replace(value, data=value.data[:, places[0]], columns=None)
    kept = tuple(names[column] for column in places) if names else None
    return replace(value, data=value.data[:, places], columns=kept)


def _positions(index: Value, length: int) -> Array | None:
    """The positions from 0 that an index picks out of so many; None when it leaves them."""
    numbers = index.data
    if index.kind == "logical":
        return np.flatnonzero(np.resize(np.nan_to_num(numbers), length))
    if np.isnan(numbers).any() or (np.abs(numbers) > length).any():
        return None
    if (numbers < 0).any():
        return np.delete(np.arange(length), (-numbers[numbers < 0]).astype(int) - 1)
    return np.asarray(numbers[numbers >= 1].astype(int) - 1)
