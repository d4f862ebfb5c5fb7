"""Grouping factors: the categories right of a bar, as lme4 forms them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from formula2eq.design import complaints
from formula2eq.design.design import Codes
from formula2eq.design.interpret import Environment, evaluate
from formula2eq.design.model_frame import ModelFrame
from formula2eq.design.places import grouping_span
from formula2eq.design.values import categorical
from formula2eq.errors import DataError
from formula2eq.formula.names import names
from formula2eq.formula.nodes import Binary, Call, Expression, Name, Parentheses
from formula2eq.formula.unparse import unparse
from formula2eq.source import Span
from formula2eq.terms.term import RandomTerm

#: Operators that make no grouping factor.
_SUMS = ("+", "-", "*", "/")


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """A grouping factor on the rows of a model frame.

    name        as lme4 has it: ``Subject``, ``childid:schoolid``, ``c:(b:a)``
    categories  (m,) those that occur, in lme4's order
    codes       (n,) which category each row has, from 0
    """

    name: str
    categories: tuple[str, ...]
    codes: Codes


def grouping(term: RandomTerm, frame: ModelFrame) -> Grouping:
    """The grouping factor of a random term; an interaction has the combinations that occur.

    Categories of ``a:b`` are sorted by a's order, then b's (lme4's ``%i%``).
    """
    span = grouping_span(term)
    parts = [_factor(place, term, span, frame) for place in term.grouping.factors]
    place = term.grouping.factors[0] if len(term.grouping.factors) == 1 else None
    if isinstance(place, Name):
        # R spells a bare name without its backticks.
        name = place.name
    else:
        name = term.grouping.label if term.bar is None else unparse(term.bar.right)
    return Grouping(name, *reduce(_crossed, parts))


def _factor(
    place: Expression, term: RandomTerm, span: Span, frame: ModelFrame
) -> tuple[tuple[str, ...], Codes]:
    label = unparse(place)
    value = frame.values.get(label)
    if value is None:
        if not isinstance(place, Call) or not set(names(place)) <= set(frame.values):
            raise _refused(place, term, span, frame)
        value = evaluate(place, Environment(frame.values, len(frame.rows), frame.source))
        if len(value) != len(frame.rows):
            raise _refused(place, term, span, frame)
    if value.is_matrix:
        message = f"{label} has several columns; a grouping factor has one"
        raise complaints.at("grouping-matrix", message, span, frame.source)
    made = value.drop_unused() if value.kind == "factor" else categorical(value)
    return made.categories, made.data


def _refused(place: Expression, term: RandomTerm, span: Span, frame: ModelFrame) -> DataError:
    """The error about a call: lme4 evaluates it among the model frame's variables only."""
    inner = place
    while isinstance(inner, Parentheses):
        inner = inner.inner
    label = unparse(place)
    if isinstance(inner, Binary) and inner.operator in _SUMS:
        sides = [unparse(side) for side in (inner.left, inner.right)]
        message = f"the grouping factor {label} is a sum, which has no categories"
        written = f"(1 | {sides[0]}) + (1 | {sides[1]}), or (1 | {sides[0]}:{sides[1]})"
        return complaints.at("grouping-sum", message, span, frame.source, "", written)
    message = (
        f"the grouping factor {label} is a call; lme4 looks for its variables among those of the "
        "model and finds none; make it a column of the data first"
    )
    groups = [_plain(factor) for factor in term.grouping.factors]
    effects = "1" if term.bar is None else unparse(term.bar.left)
    repair = None if None in groups else f"({effects} | {':'.join(map(str, groups))})"
    return complaints.at("grouping-call", message, span, frame.source, "", repair)


def _plain(factor: Expression) -> str | None:
    """The variables of a call as a grouping factor: ``f:g`` for ``interaction(f, g)``."""
    if isinstance(factor, Name):
        return unparse(factor)
    arguments = getattr(factor, "arguments", ())
    bare = [unparse(argument.value) for argument in arguments if isinstance(argument.value, Name)]
    return ":".join(bare) if bare and len(bare) == len(arguments) else None


def _crossed(
    first: tuple[tuple[str, ...], Codes], second: tuple[tuple[str, ...], Codes]
) -> tuple[tuple[str, ...], Codes]:
    """The combinations of two factors that occur."""
    names, codes = first
    others, inner = second
    cells, found = np.unique(codes * len(others) + inner, return_inverse=True)
    joined = tuple(f"{names[cell // len(others)]}:{others[cell % len(others)]}" for cell in cells)
    return joined, found.reshape(-1).astype(np.intp)
