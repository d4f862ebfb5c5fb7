"""Functions that make vectors or sum them up: ``c``, ``seq``, ``mean``, ``cumsum``, ``scale``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy import stats

from formula2eq.design import complaints
from formula2eq.design.calls import Bound, known
from formula2eq.design.values import (
    Array,
    Value,
    as_text,
    character,
    common_kind,
    integer,
    logical,
    numeric,
)

#: What sums up a vector, by its name in R.
SUMMARIES: dict[str, Callable[[Array], float]] = {
    "mean": lambda x: float(np.mean(x)) if len(x) else float("nan"),
    "median": lambda x: float(np.median(x)) if len(x) else float("nan"),
    "sd": lambda x: float(np.std(x, ddof=1)) if len(x) > 1 else float("nan"),
    "var": lambda x: float(np.var(x, ddof=1)) if len(x) > 1 else float("nan"),
    "min": lambda x: float(np.min(x, initial=np.inf)),
    "max": lambda x: float(np.max(x, initial=-np.inf)),
    "sum": lambda x: float(np.sum(x)),
    "prod": lambda x: float(np.prod(x)),
}

#: Those that R has for dates and times too.
_OF_DATES = frozenset({"mean", "median", "min", "max"})


@known("mean median sd var min max sum prod", "x, ..., na.rm")
def summary(call: Bound) -> Value:
    """One number for all rows; missing when a value is, unless ``na.rm``."""
    first = call.value("x")
    dated = first.is_calendar and call.function in _OF_DATES
    values = [first if dated else call.numbers("x")]
    for given in call.rest:
        if given.value is None or not (given.value.is_number or given.value.kind == first.kind):
            raise complaints.bad_argument(call.function, "needs numbers", given.span, call.source)
        values.append(given.value)
    data = np.concatenate([value.data.ravel() for value in values])
    if call.flag("na.rm", False):
        data = data[~np.isnan(data)]
    return Value(first.kind if dated else "numeric", np.array([SUMMARIES[call.function](data)]))


@known("range", "x, ..., na.rm")
def extent(call: Bound) -> Value:
    """Smallest and largest."""
    value = call.value("x")
    data = call.amounts("x").data
    if call.flag("na.rm", False):
        data = data[~np.isnan(data)]
    ends = np.array([np.min(data), np.max(data)])
    return Value(value.kind if value.is_calendar else "numeric", ends)


@known("quantile", "x, probs, na.rm")
def quantile(call: Bound) -> Value:
    """R's quantiles of type 7."""
    data = call.numbers("x").data
    if call.flag("na.rm", False):
        data = data[~np.isnan(data)]
    probabilities = call.numbers("probs").data if call.given("probs") else np.linspace(0, 1, 5)
    return numeric(np.quantile(data, probabilities))


@known("any all", "..., na.rm")
def any_or_all(call: Bound) -> Value:
    """Whether any or all values are true."""
    data = np.concatenate([given.value.data for given in call.rest if given.value is not None])
    decisive = call.function == "any"
    if ((data != 0) == decisive)[~np.isnan(data)].any():
        return logical(np.array([float(decisive)]))
    unsure = np.isnan(data).any() and not call.flag("na.rm", False)
    return logical(np.array([np.nan if unsure else float(not decisive)]))


@known("length", "x")
def length(call: Bound) -> Value:
    """The number of values."""
    return integer(np.array([call.value("x").data.size]))


@known("cumsum cumprod cummax cummin", "x")
def running(call: Bound) -> Value:
    """Sums, products and extremes up to each row."""
    functions: dict[str, Callable[[Array], Array]] = {
        "cumsum": np.cumsum,
        "cumprod": np.cumprod,
        "cummax": np.maximum.accumulate,
        "cummin": np.minimum.accumulate,
    }
    value = call.numbers("x")
    return replace(value, data=functions[call.function](value.data))


@known("rank", "x")
def rank(call: Bound) -> Value:
    """Ranks from 1, ties at their mean."""
    return numeric(stats.rankdata(call.amounts("x").data))


@known("rev", "x")
def reverse(call: Bound) -> Value:
    """Back to front."""
    value = call.value("x")
    return replace(value, data=value.data[::-1])


@known("c", "...")
def combine(call: Bound) -> Value:
    """Values one after another, in the kind that holds them all."""
    values = [given.value for given in call.rest if given.value is not None]
    kind = common_kind(*values)
    if kind == "character":
        return character([text for value in values for text in as_text(value)])
    parts = [value.data.T.ravel() for value in values]
    return Value(kind, np.concatenate(parts) if parts else np.array([]))


@known("seq", "from, to, by, length.out")
def sequence(call: Bound) -> Value:
    """Numbers at equal distances."""
    start = call.number("from", 1.0)
    if not call.given("to") and not call.given("length.out"):
        if not start < 1_000_000:
            raise call.wrong("from", "makes more than a million values")
        return integer(np.arange(1.0, start + 1))
    if call.given("length.out"):
        count = int(call.number("length.out", 1))
        if not 0 <= count < 1_000_000:
            raise call.wrong("length.out", "makes more than a million values")
        if call.given("to"):
            return numeric(np.linspace(start, call.number("to", 1.0), count))
        return numeric(start + np.arange(count) * call.number("by", 1.0))
    stop = call.number("to", 1.0)
    step = call.number("by", 1.0 if stop >= start else -1.0)
    if step == 0 or not 0 <= (stop - start) / step < 1_000_000:
        raise call.wrong("by", "by leads away from the end, or makes too many values")
    steps = int((stop - start) / step + 1e-10)
    return numeric(start + np.arange(steps + 1) * step)


@known("seq_along", "along.with")
def positions(call: Bound) -> Value:
    """1, 2, ... as many as values."""
    return integer(np.arange(1.0, len(call.value("along.with")) + 1))


@known("seq_len", "length.out")
def first_numbers(call: Bound) -> Value:
    """1, 2, ... up to a number."""
    count = call.number("length.out", 0)
    if not 0 <= count < 1_000_000:
        raise call.wrong("length.out", "the length must lie between 0 and a million")
    return integer(np.arange(1.0, count + 1))


@known("rowSums rowMeans", "x, na.rm")
def across(call: Bound) -> Value:
    """Sums or means of a matrix's columns, row by row."""
    value = call.numbers("x")
    if not value.is_matrix:
        raise call.wrong("x", "x must have columns; bind them with cbind()")
    lenient = call.flag("na.rm", False)
    data = np.nan_to_num(value.data) if lenient else value.data
    total = data.sum(axis=1)
    if call.function == "rowMeans":
        total = total / ((~np.isnan(value.data)).sum(axis=1) if lenient else data.shape[1])
    return numeric(total)


@known("rep", "x, times, each")
def repeat(call: Bound) -> Value:
    """A vector again and again."""
    value = call.value("x")
    times, each = int(call.number("times", 1)), int(call.number("each", 1))
    if not 0 <= times * each * max(1, len(value)) <= 1_000_000:
        raise call.wrong("times", "times makes too many values")
    return replace(value, data=np.tile(np.repeat(value.data, each, axis=0), times))


@known("scale", "x, center, scale")
def scale(call: Bound) -> Value:
    """Columns minus their mean, over their standard deviation (or what the arguments say)."""
    value = call.amounts("x")
    data = value.data if value.is_matrix else value.data[:, None]
    centre = _given_or(call, "center", np.nanmean(data, axis=0))
    data = data - (0.0 if centre is None else centre)
    present = np.maximum((~np.isnan(data)).sum(axis=0) - 1, 1)
    spread = _given_or(call, "scale", np.sqrt(np.nansum(data**2, axis=0) / present))
    data = data if spread is None else data / spread
    return numeric(data, value.columns)


def _given_or(call: Bound, name: str, computed: Array) -> Array | None:
    """A number per column: the computed one for TRUE or nothing, none for FALSE, else as given."""
    if not call.given(name):
        return computed
    value = call.numbers(name)
    if value.kind == "logical" and len(value) == 1:
        return computed if value.data[0] else None
    if len(value) not in (1, len(computed)):
        raise call.wrong(name, f"{name} needs one number per column")
    return value.data
