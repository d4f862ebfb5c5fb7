"""Contrasts inside a formula: ``C()`` and R's ``contr.*`` functions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formula2eq.design.calls import Bound, known
from formula2eq.design.values import Value, as_text, categorical
from formula2eq.formula.nodes import Name
from formula2eq.variables.contrasts import CODINGS, Contrast, contrast, orthogonal_polynomials


@known("C", "object, contr, how.many, base")
def with_contrasts(call: Bound) -> Value:
    """A factor that carries its own contrasts: a function's name, its call, or a matrix."""
    value = _with_contrasts(call)
    if not call.given("how.many") or not isinstance(value.contrast, Contrast):
        return value
    made = value.contrast
    count = int(call.number("how.many", 0))
    if not 1 <= count <= len(made.columns):
        raise call.wrong("how.many", f"how.many must lie between 1 and {len(made.columns)}")
    kept = tuple(made.weights(column) for column in range(count))
    name = made.name if made.coding == "matrix" else "matrix"
    shortened = replace(made, name=name, columns=made.columns[:count], given=kept)
    return replace(value, contrast=shortened)


def _with_contrasts(call: Bound) -> Value:
    """The factor with all columns of its contrasts."""
    value = call.value("object")
    if value.kind in ("integer", "numeric"):
        raise call.wrong("object", "needs a factor; write factor() around the number")
    value = value if value.kind == "factor" else categorical(value)
    names = value.categories
    if not call.given("contr"):
        default = "contr.poly" if value.ordered else "contr.treatment"
        return replace(value, contrast=_based(call, default, names) or default)
    given = call.value("contr")
    if given.kind == "character":
        name = str(given.data[0])
        if name not in CODINGS:
            raise call.wrong("contr", f"{name} is unknown; there are {', '.join(CODINGS)}")
        # R calls a bare function on the number of categories, so that their names are lost.
        bare = call.arguments["contr"].expression
        if not (isinstance(bare, Name) and bare.name == name):
            return replace(value, contrast=contrast(name, names))
        return replace(
            value, contrast=_based(call, name, names) or _numbered(contrast(name, names))
        )
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


def _based(call: Bound, name: str, names: tuple[str, ...]) -> Contrast | None:
    """Contrasts against the category that ``base`` counts; None without it."""
    if not call.given("base"):
        return None
    base = int(call.number("base", 1)) - 1
    if not 0 <= base < len(names) or CODINGS[name] not in ("treatment", "SAS"):
        raise call.wrong("base", f"{name} has no base {base + 1} among {len(names)} categories")
    return _numbered(contrast(name, names, base))


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
