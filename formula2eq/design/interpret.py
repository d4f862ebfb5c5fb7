"""Evaluating R expressions on data: a small interpreter over a white list of functions.

It walks the tree of ``formula.nodes`` and calculates with numpy. Nothing that a user writes is ever
handed to Python: a function outside the white list is an error that names those inside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from formula2eq.design import (  # noqa: F401  (filling the white list)
    bases,
    complaints,
    elementwise,
    factors,
    splines,
    texts,
    vectors,
)
from formula2eq.design.calls import FUNCTIONS, Given, bind
from formula2eq.design.operators import binary, unary
from formula2eq.design.values import Value, character, integer, logical, numeric
from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import DataError
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
    found = _evaluate(expression, environment, role, 0)
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
        with np.errstate(all="ignore"):
            return found.implementation(bound)
    except DataError:
        raise
    except (
        ValueError,
        TypeError,
        IndexError,
        OverflowError,
        MemoryError,
        ArithmeticError,
    ) as error:
        raise complaints.bad_argument(
            name, f"cannot be evaluated: {error}", call.span, at.source
        ) from error


def _argument(argument: Argument, function: str, at: Environment, depth: int) -> Given:
    """One argument; the bare name of a contrast function stands for the function."""
    if argument.value is None:
        raise complaints.bad_argument(function, "an argument is empty", argument.span, at.source)
    value = argument.value
    if isinstance(value, Name) and value.name.startswith("contr.") and value.name not in at.columns:
        return Given(character([value.name]), value.span, value, argument.name)
    return Given(_evaluate(value, at, "", depth + 1), value.span, value, argument.name)


def _subset(expression: Subset, at: Environment, depth: int) -> Value:
    """``x[index]``: positions from 1, negative ones to leave out, or truth values."""
    chosen = [argument.value for argument in expression.arguments]
    if expression.double or len(chosen) != 1 or chosen[0] is None:
        raise complaints.unsupported(unparse(expression), expression.span, at.source)
    value = _required(expression.object, at, depth)
    index = _required(chosen[0], at, depth)
    if not index.is_number or value.is_matrix or index.is_matrix:
        raise complaints.not_meaningful("an index", index.kind, chosen[0].span, at.source)
    numbers = index.data
    if index.kind == "logical":
        places = np.flatnonzero(np.resize(np.nan_to_num(numbers), len(value)))
    elif np.isnan(numbers).any() or (np.abs(numbers) > len(value)).any():
        message = "an index lies outside the variable"
        raise complaints.bad_argument("[", message, chosen[0].span, at.source)
    elif (numbers < 0).any():
        places = np.delete(np.arange(len(value)), (-numbers[numbers < 0]).astype(int) - 1)
    else:
        places = numbers[numbers >= 1].astype(int) - 1
    return value.rows(places)
