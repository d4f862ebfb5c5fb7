"""Functions that make and change factors and their contrasts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formula2eq.design import complaints
from formula2eq.design.calls import Bound, known
from formula2eq.design.values import Value, as_text, categorical, integer, numeric
from formula2eq.variables.contrasts import CODINGS, Contrast, contrast, orthogonal_polynomials


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
    if call.given("labels"):
        labels = [str(text) for text in as_text(call.value("labels"))]
        if len(labels) != len(made.categories):
            raise call.wrong("labels", f"labels must be as many as levels, {len(made.categories)}")
        made = _renamed(made, labels)
    return made


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
        texts = [f"{value:.{number}g}" for value in breaks]
        if len(set(texts)) == len(texts):
            break
    opening, closing = ("(", "]") if right else ("[", ")")
    names = [f"{opening}{a},{b}{closing}" for a, b in zip(texts, texts[1:], strict=False)]
    if closed and right:
        names[0] = "[" + names[0][1:]
    elif closed:
        names[-1] = names[-1][:-1] + "]"
    return tuple(names)


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


@known("C", "object, contr, how.many")
def with_contrasts(call: Bound) -> Value:
    """A factor that carries its own contrasts: a function's name, its call, or a matrix."""
    value = call.value("object")
    value = value if value.kind == "factor" else categorical(value)
    names = value.categories
    if not call.given("contr"):
        return replace(value, contrast="contr.poly" if value.ordered else "contr.treatment")
    given = call.value("contr")
    if given.kind == "character":
        name = str(given.data[0])
        if name not in CODINGS:
            raise call.wrong("contr", f"{name} is unknown; there are {', '.join(CODINGS)}")
        # R calls a bare function on the number of categories, so that their names are lost.
        bare = call.arguments["contr"].expression
        if type(bare).__name__ == "String":
            return replace(value, contrast=contrast(name, names))
        return replace(value, contrast=_numbered(contrast(name, names)))
    if given.contrast is not None and isinstance(given.contrast, Contrast):
        made = given.contrast
        if len(made.categories) != len(names):
            raise call.wrong("contr", f"the contrasts are for {len(made.categories)} categories")
        return replace(value, contrast=replace(made, name="matrix", categories=names))
    if not given.is_matrix or given.data.shape != (len(names), len(names) - 1):
        wanted = f"{len(names)} rows and {len(names) - 1} columns"
        raise call.wrong("contr", f"a matrix of contrasts needs {wanted} here")
    columns = given.columns or tuple(str(place + 1) for place in range(len(names) - 1))
    values = tuple(tuple(float(x) for x in column) for column in given.data.T)
    return replace(value, contrast=Contrast("matrix", "matrix", names, columns, 0, values))


def _numbered(made: Contrast) -> Contrast:
    """Contrasts of numbered categories: indicators are named by number, not by category."""
    if made.coding not in ("treatment", "SAS"):
        return replace(made, name="matrix")
    places = [place for place in range(len(made.categories)) if place != made.base]
    return replace(made, name="matrix", columns=tuple(str(place + 1) for place in places))


@known("contr.treatment contr.SAS contr.sum contr.helmert", "n, base")
def contrast_call(call: Bound) -> Value:
    """A call such as ``contr.treatment(3, base = 2)``, as the second argument of ``C()``."""
    names, numbered = _categories(call)
    base = int(call.number("base", 1)) - 1 if call.given("base") else None
    if base is not None and not 0 <= base < len(names):
        raise call.wrong("base", f"base must lie between 1 and {len(names)}")
    made = contrast(call.function, names, base)
    return _as_matrix(_numbered(made) if numbered else made)


@known("contr.poly", "n, scores")
def polynomial_call(call: Bound) -> Value:
    """``contr.poly(n, scores)``: orthogonal polynomials, over scores if they are given."""
    names, _ = _categories(call)
    made = contrast("contr.poly", names)
    if call.given("scores"):
        scores = tuple(float(score) for score in call.numbers("scores").data)
        if len(scores) != len(names) or len(set(scores)) != len(scores):
            raise call.wrong("scores", "scores must differ and be as many as the categories")
        made = replace(made, given=orthogonal_polynomials(scores))
    return _as_matrix(made)


def _categories(call: Bound) -> tuple[tuple[str, ...], bool]:
    """The categories that ``n`` counts or lists, and whether it counts them."""
    value = call.value("n")
    if value.is_number and len(value) == 1:
        if not 2 <= value.data[0] <= 1000:
            raise call.wrong("n", "n must lie between 2 and 1000")
        return tuple(str(place + 1) for place in range(int(value.data[0]))), True
    return tuple(str(text) for text in as_text(value)), False


def _as_matrix(made: Contrast) -> Value:
    """Contrasts as a matrix that remembers what it is."""
    data = np.column_stack([made.weights(column) for column in range(len(made.columns))])
    return Value("numeric", data, contrast=made, columns=made.columns)
