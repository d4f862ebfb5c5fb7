"""Rules about slopes and interactions, told from the spaces of columns and not from names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from formula2eq.design.about_columns import said
from formula2eq.design.about_groups import constant_within
from formula2eq.design.design import Matrix
from formula2eq.design.places import effects_span, term_spans
from formula2eq.design.rank import rank, triangle
from formula2eq.design.record import DesignRecord
from formula2eq.diagnostics import Diagnostic
from formula2eq.terms.term import Term


def outside(base: Matrix, columns: Matrix) -> tuple[int, ...]:
    """Which columns, from 0, lie outside the span of the base and of those before them.

    >>> ones = np.ones((3, 1))
    >>> outside(ones, np.column_stack([2 * ones, [0.0, 1.0, 2.0]]))
    (1,)
    """
    width = base.shape[1]
    kept = rank(np.hstack([base, columns])).kept
    return tuple(place - width for place in kept if place >= width)


def interaction_without_main_effect(record: DesignRecord) -> Iterator[Diagnostic]:
    """An interaction of which a margin is not in the space of the fixed part.

    ``f:x`` without ``x`` is no such case: its columns add up to x.
    """
    # The intercept is no margin, whether the model has one or not.
    base = np.hstack([record.design.X, np.ones((len(record.X), 1))])
    seen: set[Term] = set(record.terms.fixed)
    for term in record.terms.fixed:
        if term.order < 2:
            continue
        for left_out in term.factors:
            margin = Term(tuple(factor for factor in term.factors if factor != left_out))
            if margin in seen:
                continue
            seen.add(margin)
            coded = record.fixed.columns((Term(()), margin))
            if not outside(base, record.fixed.matrix(coded, len(base))):
                continue
            message = (
                f"{term.label} stands without its margin {margin.label}, which the other terms do "
                "not add up to: the interaction then depends on where 0 lies"
            )
            yield said(
                record,
                "interaction-without-main-effect",
                message,
                term_spans(term),
                f"{margin.label} + {term.label}",
            )


def slope_constant_within_group(record: DesignRecord) -> Iterator[Diagnostic]:
    """A random slope of a variable that does not vary within the groups."""
    for entry in record.blocks:
        group = entry.block.group
        named = dict.fromkeys(column.term for column in entry.columns if column.parts)
        for term in named:
            places = [place for place, column in enumerate(entry.columns) if column.term == term]
            values = entry.block.columns[:, places]
            if not constant_within(values, entry.block.codes):
                continue
            indicators = np.isin(values, (0.0, 1.0)).all()
            consequence = (
                "with it the groups' variances differ, and its correlation with the intercept is "
                "not identified"
                if indicators
                else "it says only that the variance between groups changes with it"
            )
            message = (
                f"{term.label} is constant within {group}: a slope cannot be seen in any group; "
                f"{consequence}"
            )
            spans = term_spans(term) or (effects_span(record.terms, entry.term),)
            yield said(record, "slope-constant-within-group", message, spans)


def slope_not_in_fixed_part(record: DesignRecord) -> Iterator[Diagnostic]:
    """A random effect whose columns lie outside the space of the fixed part: its mean is 0."""
    base = triangle_of(record)
    width = record.design.X.shape[1]
    start = width
    for entry in record.blocks:
        stop = start + len(entry.block.names)
        columns = base[:, start:stop]
        start = stop
        lacking = outside(base[:, :width], columns)
        for term in dict.fromkeys(entry.columns[place].term for place in lacking):
            what = "intercept" if not term.factors else f"slope of {term.label}"
            message = (
                f"the random {what} of {entry.block.group} has no fixed effect beside it: its mean "
                "over the groups is taken to be 0"
            )
            spans = term_spans(term) or (effects_span(record.terms, entry.term),)
            yield said(record, "slope-not-in-fixed-part", message, spans, f"+ {term.label}")


def triangle_of(record: DesignRecord) -> Matrix:
    """R of the fixed columns and all random terms' columns side by side; its spans are theirs."""
    parts = [record.design.X, *(entry.block.columns for entry in record.blocks)]
    return triangle(np.hstack(parts))
