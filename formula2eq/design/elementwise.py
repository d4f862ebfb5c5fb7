"""Functions of numbers, row by row: logarithms, rounding, angles, distributions, choices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy import special

from formula2eq.design import complaints
from formula2eq.design.calls import Bound, known
from formula2eq.design.values import Array, Value, as_text, common_kind, logical
from formula2eq.formula.nodes import Name

#: R's functions of one number that numpy or scipy has.
_ONE_NUMBER: dict[str, Callable[[Array], Array]] = {
    "log2": np.log2,
    "log10": np.log10,
    "log1p": np.log1p,
    "exp": np.exp,
    "expm1": np.expm1,
    "sqrt": np.sqrt,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": np.arctanh,
    "sinpi": lambda x: np.sin(np.pi * x),
    "cospi": lambda x: np.cos(np.pi * x),
    "gamma": special.gamma,
    "lgamma": special.gammaln,
    "factorial": lambda x: special.gamma(x + 1),
    "plogis": special.expit,
    "qlogis": special.logit,
    "pnorm": special.ndtr,
    "qnorm": special.ndtri,
}

#: The same for functions that keep an integer an integer.
_KEEPING: dict[str, Callable[[Array], Array]] = {
    "abs": np.abs,
    "floor": np.floor,
    "ceiling": np.ceil,
    "trunc": np.trunc,
    "sign": np.sign,
}


def _checked(call: Bound, before: Array, after: Array) -> Value:
    """A result; where it is NaN and its argument was not, that is said."""
    value = call.numbers("x")
    fresh = int((np.isnan(after) & ~np.isnan(before)).sum())
    if fresh:
        span = call.arguments["x"].span
        call.notes.append(complaints.nan_produced(call.function, fresh, span, call.source))
    return Value("numeric", after, columns=value.columns)


def _enlist(name: str, function: Callable[[Array], Array], keeping: bool) -> None:
    @known(name, "x")
    def one_number(call: Bound) -> Value:
        value = call.numbers("x")
        made = _checked(call, value.data, function(value.data))
        return replace(made, kind="integer") if keeping and value.kind != "numeric" else made


for _name, _function in _ONE_NUMBER.items():
    _enlist(_name, _function, keeping=False)
for _name, _function in _KEEPING.items():
    _enlist(_name, _function, keeping=True)


@known("log", "x, base")
def log(call: Bound) -> Value:
    """The natural logarithm, or one to a base."""
    data = call.numbers("x").data
    base = call.number("base", np.e)
    scale = 1.0 if base == np.e else np.log(base)
    return _checked(call, data, np.log(data) / scale)


@known("round", "x, digits")
def rounded(call: Bound) -> Value:
    """Rounding to digits, a five to the even neighbour."""
    value = call.numbers("x")
    data = _rounded(value.data, int(call.number("digits", 0)))
    return replace(value, data=data, kind="numeric" if value.kind == "numeric" else "integer")


def _rounded(data: Array, digits: int) -> Array:
    """R's rounding since 4.0: of the two neighbours with so many digits, the nearer one."""
    if digits == 0 or abs(digits) > 15:
        return data if digits > 15 else np.round(data, digits)
    power = 10.0 ** abs(digits)
    size = np.abs(data)
    low = np.floor(size * power if digits > 0 else size / power)
    high = np.ceil(size * power if digits > 0 else size / power)
    below, above = (low / power, high / power) if digits > 0 else (low * power, high * power)
    down, up = size - below, above - size
    return np.copysign(np.where((down < up) | ((down == up) & (low % 2 == 0)), below, above), data)


@known("signif", "x, digits")
def signif(call: Bound) -> Value:
    """Rounding to significant digits."""
    value = call.numbers("x")
    digits = max(1, int(call.number("digits", 6)))
    data = value.data
    magnitude = np.where(data == 0, 1.0, np.abs(data))
    places = digits - 1 - np.floor(np.log10(magnitude))
    factor = np.power(10.0, places)
    return replace(value, data=np.where(np.isfinite(data), np.round(data * factor) / factor, data))


@known("pmin pmax", "..., na.rm")
def parallel(call: Bound) -> Value:
    """The smallest or largest of several values, row by row."""
    least = call.function == "pmin"
    strict: Callable[[Array, Array], Array] = np.minimum if least else np.maximum
    lenient: Callable[[Array, Array], Array] = np.fmin if least else np.fmax
    function = lenient if call.flag("na.rm", False) else strict
    given = [one.value for one in call.rest if one.value is not None]
    dated = bool(given) and given[0].is_calendar and len({one.kind for one in given}) == 1
    values = given if dated else _numbers(call)
    data = values[0].data
    for value in values[1:]:
        data = function(data, value.data)
    return Value(common_kind(*values), data)


@known("ifelse", "test, yes, no")
def ifelse(call: Bound) -> Value:
    """One of two values, row by row; missing where the test is."""
    test = call.numbers("test")
    branches = [call.value("yes"), call.value("no")]
    # Of dates R takes the numbers.
    branches = [replace(b, kind="numeric") if b.is_calendar else b for b in branches]
    kind = common_kind(*branches)
    condition = test.data
    chosen = np.empty(len(condition), dtype=object if kind == "character" else float)
    chosen[:] = None if kind == "character" else np.nan
    for branch, rows in zip(branches, (condition == 1, condition == 0), strict=True):
        # R gives a factor's codes here, not its categories; they are seldom what is meant.
        if branch.kind == "factor":
            name = "yes" if branch is branches[0] else "no"
            raise call.wrong(name, "a factor would give its codes; write as.character() around it")
        source = np.resize(_converted(branch, kind), len(condition))
        true = np.nan_to_num(rows).astype(bool) & ~np.isnan(condition)
        chosen[true] = source[true]
    return Value(kind, chosen)


def _converted(value: Value, kind: str) -> Array:
    if kind == "character" and value.kind != "character":
        found = np.empty(len(value), dtype=object)
        found[:] = as_text(value)
        return found
    return value.data


@known("is.na is.nan", "x")
def is_missing(call: Bound) -> Value:
    """Where a value is missing."""
    return logical(call.value("x").missing())


@known("is.finite", "x")
def is_finite(call: Bound) -> Value:
    """Where a number is neither missing nor infinite."""
    return logical(np.isfinite(call.numbers("x").data))


@known("xor", "x, y")
def exclusive_or(call: Bound) -> Value:
    """Where exactly one of two is true."""
    first, second = call.numbers("x").data, call.numbers("y").data
    unsure = np.isnan(first) | np.isnan(second)
    return logical(np.where(unsure, np.nan, (first != 0) != (second != 0)))


@known("I identity offset", "x")
def as_is(call: Bound) -> Value:
    """The argument itself."""
    return call.value("x")


@known("cbind", "..., deparse.level")
def cbind(call: Bound) -> Value:
    """Columns side by side; a bare name or an argument's name names its column."""
    values = _numbers(call)
    length = max(len(value) for value in values)
    names: list[str] = []
    columns: list[Array] = []
    for given, value in zip(call.rest, values, strict=True):
        if len(value) not in (1, length):
            raise complaints.wrong_length(len(value), length, given.span, call.source)
        filled = value.repeated(length).data
        if filled.ndim == 2:
            names += value.columns or ("",) * filled.shape[1]
            columns += list(filled.T)
            continue
        bare = given.expression.name if isinstance(given.expression, Name) else ""
        names.append(given.name or bare)
        columns.append(filled)
    named = tuple(names) if any(names) else None
    return Value(common_kind(*values), np.column_stack(columns), columns=named)


def _numbers(call: Bound) -> list[Value]:
    """All of ``...`` as numbers, at least one."""
    if not call.rest:
        raise complaints.bad_argument(call.function, "there is no argument", call.span, call.source)
    values = []
    for given in call.rest:
        if given.value is None or not given.value.is_number:
            kind = "NULL" if given.value is None else given.value.kind
            raise complaints.not_meaningful(f"{call.function}()", kind, given.span, call.source)
        values.append(given.value)
    return values
