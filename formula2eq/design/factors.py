"""Functions that make and change factors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formula2eq.design import complaints
from formula2eq.design.calls import Bound, known
from formula2eq.design.values import Value, as_text, categorical, integer, numeric


@known("factor ordered", "x, levels, labels, exclude, ordered")
def factor(call: Bound) -> Value:
    """A factor; its categories sorted, or as ``levels`` lists them, renamed by ``labels``."""
    value = call.value("x")
    ordered = call.function == "ordered" or call.flag("ordered", value.ordered)
    if call.given("levels"):
        names = tuple(text for text in as_text(call.value("levels")) if text is not None)
        position = {name: place for place, name in reversed(list(enumerate(names)))}
        codes = np.array(
            [-1 if text is None else position.get(text, -1) for text in as_text(value)],
            dtype=np.intp,
        )
        made = Value("factor", codes, names, ordered)
    else:
        made = replace(categorical(value, ordered), ordered=ordered)
    if call.given("exclude"):
        made = _without(made, set(as_text(call.value("exclude"))))
    if call.given("labels"):
        labels = [str(text) for text in as_text(call.value("labels"))]
        if len(labels) != len(made.categories):
            raise call.wrong("labels", f"labels must be as many as levels, {len(made.categories)}")
        made = _renamed(made, labels)
    return made


def _without(value: Value, excluded: set[str | None]) -> Value:
    """A factor whose rows of some categories are missing."""
    gone = np.array([*(name in excluded for name in value.categories), False])
    return replace(value, data=np.where(gone[value.data], -1, value.data)).drop_unused()


def _renamed(value: Value, labels: list[str]) -> Value:
    """Categories under other names; equal names join."""
    names = tuple(dict.fromkeys(labels))
    joined = np.array([*(names.index(label) for label in labels), -1], dtype=np.intp)
    return replace(value, data=joined[value.data], categories=names)


@known("as.factor as.ordered droplevels", "x")
def as_factor(call: Bound) -> Value:
    """A factor as it is, anything else by ``factor()``."""
    value = call.value("x")
    ordered = call.function == "as.ordered"
    if value.kind == "factor" and call.function != "droplevels":
        return replace(value, ordered=ordered or value.ordered)
    return categorical(value, ordered)


@known("relevel", "x, ref")
def relevel(call: Bound) -> Value:
    """A factor with another category first."""
    value = call.value("x")
    if value.kind != "factor" or value.ordered:
        raise call.wrong("x", "needs an unordered factor; write factor() around it")
    reference = call.value("ref")
    if reference.kind == "character" and reference.data[0] in value.categories:
        first = value.categories.index(reference.data[0])
    elif reference.is_number and 1 <= reference.data[0] <= len(value.categories):
        first = int(reference.data[0]) - 1
    else:
        raise call.wrong("ref", f"ref must be one of {', '.join(value.categories)}")
    order = [first, *(place for place in range(len(value.categories)) if place != first)]
    places = np.empty(len(order) + 1, dtype=np.intp)
    places[order] = range(len(order))
    places[-1] = -1
    names = tuple(value.categories[place] for place in order)
    return replace(value, data=places[value.data], categories=names, contrast=None)


@known("interaction", "..., sep, lex.order, drop")
def interaction(call: Bound) -> Value:
    """One factor of several: all combinations, the first one varying fastest."""
    if not call.rest:
        raise complaints.bad_argument(call.function, "there is no argument", call.span, call.source)
    separator = call.text("sep", ".")
    parts = [
        given.value if given.value.kind == "factor" else categorical(given.value)
        for given in call.rest
        if given.value is not None
    ]
    codes, names = parts[0].data, parts[0].categories
    last_fastest = call.flag("lex.order", False)
    for part in parts[1:]:
        missing = (codes < 0) | (part.data < 0)
        if len(names) * len(part.categories) > 1_000_000:
            raise complaints.bad_argument(
                call.function, "too many combinations", call.span, call.source
            )
        if last_fastest:
            codes = codes * len(part.categories) + part.data
            names = tuple(f"{a}{separator}{b}" for a in names for b in part.categories)
        else:
            codes = codes + len(names) * part.data
            names = tuple(f"{a}{separator}{b}" for b in part.categories for a in names)
        codes = np.where(missing, -1, codes)
    made = Value("factor", codes, names)
    return made.drop_unused() if call.flag("drop", False) else made


@known("cut", "x, breaks, labels, include.lowest, right, dig.lab, ordered_result")
def cut(call: Bound) -> Value:
    """Intervals of a number."""
    value = call.numbers("x")
    breaks = np.sort(call.numbers("breaks").data)
    if len(breaks) == 1:
        if not 2 <= breaks[0] <= 10_000:
            raise call.wrong("breaks", "the number of intervals must be 2 or more")
        low, high = np.nanmin(value.data), np.nanmax(value.data)
        margin = ((high - low) or abs(low)) / 1000
        breaks = np.linspace(low, high, int(breaks[0]) + 1)
        breaks[0], breaks[-1] = low - margin, high + margin
    right, closed = call.flag("right", True), call.flag("include.lowest", False)
    data = value.data
    codes = np.searchsorted(breaks, data, side="left" if right else "right") - 1
    if closed:
        codes = np.where(
            data == (breaks[0] if right else breaks[-1]), 0 if right else len(breaks) - 2, codes
        )
    outside = np.isnan(data) | (codes < 0) | (codes > len(breaks) - 2)
    codes = np.where(outside, -1, codes).astype(np.intp)
    if call.given("labels"):
        labels = call.value("labels")
        if labels.kind == "logical":
            return integer(np.where(codes < 0, np.nan, codes + 1.0))
        names = tuple(str(text) for text in as_text(labels))
        if len(names) != len(breaks) - 1:
            raise call.wrong("labels", f"labels must be as many as intervals, {len(breaks) - 1}")
    else:
        names = _interval_names(breaks, int(call.number("dig.lab", 3)), right, closed)
    return Value("factor", codes, names, call.flag("ordered_result", False))


def _interval_names(breaks: np.ndarray, digits: int, right: bool, closed: bool) -> tuple[str, ...]:
    """R's names of intervals, with as many digits as make the breaks differ."""
    texts: list[str] = []
    for number in range(digits, max(12, digits) + 1):
        texts = [_with_digits(value, number) for value in breaks]
        if len(set(texts)) == len(texts):
            break
    opening, closing = ("(", "]") if right else ("[", ")")
    names = [f"{opening}{a},{b}{closing}" for a, b in zip(texts, texts[1:], strict=False)]
    if closed and right:
        names[0] = "[" + names[0][1:]
    elif closed:
        names[-1] = names[-1][:-1] + "]"
    return tuple(names)


def _with_digits(value: float, digits: int) -> str:
    """A break in a name; R sets a blank before infinity."""
    if np.isinf(value):
        return " Inf" if value > 0 else "-Inf"
    return f"{value:.{digits}g}"


@known("findInterval", "x, vec")
def find_interval(call: Bound) -> Value:
    """The number of the interval that a value lies in, closed on the left."""
    data = call.numbers("x").data
    found = np.searchsorted(np.sort(call.numbers("vec").data), data, side="right")
    return integer(np.where(np.isnan(data), np.nan, found))


@known("dummy", "f, levelsToKeep")
def dummy(call: Bound) -> Value:
    """lme4's indicators of a factor: all categories but the first, or those that are listed."""
    value = call.value("f")
    value = value if value.kind == "factor" else categorical(value)
    kept = value.categories[1:]
    if call.given("levelsToKeep"):
        kept = tuple(str(text) for text in as_text(call.value("levelsToKeep")))
        unknown = [name for name in kept if name not in value.categories]
        if unknown:
            message = f"{unknown[0]} is no category; there are {', '.join(value.categories)}"
            raise call.wrong("levelsToKeep", message)
    columns = [value.data == value.categories.index(name) for name in kept]
    data = np.column_stack(columns).astype(float)
    data[value.data < 0] = np.nan
    return numeric(data, kept)
