"""Rules about columns: constant, dependent, on different scales, or the response itself."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from formula2eq.design import scales
from formula2eq.design.places import term_spans
from formula2eq.design.record import DesignRecord
from formula2eq.design.response import COUNTS
from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.formula.unparse import unparse
from formula2eq.source import Span
from formula2eq.terms.term import Term
from formula2eq.variables.coding import CodedTermColumn


def said(
    record: DesignRecord,
    rule: str,
    message: str,
    spans: Sequence[Span],
    repair: str | None = None,
    note: bool = False,
) -> Diagnostic:
    """A warning or a note with its places in the formula."""
    labels = tuple(Label(span, "", record.frame.source) for span in spans)
    return Diagnostic(rule, message, labels, repair, "note" if note else "warning")


def listed(names: Sequence[str], limit: int = 5) -> str:
    """Names in a sentence: ``a, b and c``, long lists cut."""
    if len(names) > limit:
        return f"{', '.join(names[:limit])} and {len(names) - limit} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def response_among_predictors(record: DesignRecord) -> Iterator[Diagnostic]:
    """The response stands on the right as well; R drops it there."""
    response = record.frame.response
    for term in record.terms.fixed:
        if response is not None and response in map(unparse, term.factors):
            message = f"the response {response} stands on the right as well; R drops it there"
            yield said(record, "response-among-predictors", message, term_spans(term))


def response_values(record: DesignRecord) -> Iterator[Diagnostic]:
    """A response that its family allows and hardly means."""
    response, y = record.frame.response, record.design.y
    if response is None or y.ndim > 1:
        return
    span = [record.frame.places[response].span]
    if len(y) and (y == y[0]).all():
        message = f"the response {response} is the same in all {len(y)} rows"
        yield said(record, "response-values", message, span)
    broken = int((y != np.round(y)).sum())
    counts = record.family in COUNTS
    if counts and broken:
        rows = "1 row is" if broken == 1 else f"{broken} rows are"
        message = f"a {record.family} response is a count, and {rows} no whole number"
        yield said(record, "response-values", message, span)
    if record.family == "binomial" and broken and record.design.weights is None:
        message = (
            f"{broken} {'row' if broken == 1 else 'rows'} of the response "
            f"{'is a proportion' if broken == 1 else 'are proportions'}, and nothing says of how"
            " many trials; give the numbers of trials as weights"
        )
        yield said(record, "response-values", message, span, "weights=TRIALS, or cbind(yes, no)")


def constant_column(record: DesignRecord) -> Iterator[Diagnostic]:
    """Columns of the fixed part that have one value in all rows, said once per term."""
    empty: dict[Term, list[str]] = {}
    for column, values in zip(record.columns, record.X.T, strict=True):
        if not column.parts or not len(values) or (values != values[0]).any():
            continue
        if values[0] == 0:
            empty.setdefault(column.term, []).append(column.name)
            continue
        message = f"the column {column.name} is {values[0]:g} in every row used"
        yield said(record, "constant-column", message, term_spans(column.term))
    for term, names in empty.items():
        reason = "no row has this combination" if term.order > 1 else "it is 0 in every row"
        message = f"the column {names[0]} is empty: {reason}"
        if len(names) > 1:
            message = f"{len(names)} columns of {term.label} are empty: {listed(names)}"
        yield said(record, "constant-column", message, term_spans(term))


def numbers_as_text(record: DesignRecord) -> Iterator[Diagnostic]:
    """Text all of whose values are numbers: each becomes a category of its own."""
    for label, value in record.frame.values.items():
        if value.kind != "character" or label not in record.fixed.kinds:
            continue
        different = set(value.data)
        if len(different) > 2 and all(_is_number(text) for text in different):
            place = record.frame.places[label]
            message = (
                f"{label} is text, and all its {len(different)} values are numbers: each is a "
                "category of its own"
            )
            yield said(record, "numbers-as-text", message, [place.span], f"as.numeric({label})")


def _is_number(text: object) -> bool:
    try:
        return math.isfinite(float(str(text)))
    except ValueError:
        return False


def rank_deficient(record: DesignRecord) -> Iterator[Diagnostic]:
    """Columns that are combinations of others, which lme4 drops; said once per term.

    Columns of zeros are left to ``constant_column``.
    """
    dependent: dict[Term, list[CodedTermColumn]] = {}
    for place, column in zip(record.rank.dropped, record.dropped, strict=True):
        if record.X[:, place].any():
            dependent.setdefault(column.term, []).append(column)
    for term, columns in dependent.items():
        spans, first = term_spans(term), columns[0]
        others = record.depends_on(first)
        varying = [name for name in others if name != "(Intercept)"]
        if len(varying) == 1 and _single_number(first):
            message = (
                f"{first.name} is {varying[0]} shifted or on another scale: centring cannot be "
                "told apart from the intercept, and the column has no coefficient"
            )
            yield said(record, "same-up-to-centring", message, spans, f"leave {first.name} out")
            continue
        message = (
            f"the column {first.name} is a combination of {listed(others)} and has no coefficient"
        )
        if len(columns) > 1:
            rest = listed([column.name for column in columns[1:]])
            message += f"; the same holds for {rest}"
        yield said(record, "rank-deficient", message, spans)


def _single_number(column: CodedTermColumn) -> bool:
    """Whether a column is one numeric variable and no product."""
    return len(column.parts) == 1 and column.parts[0].coding == "numeric"


def different_scales(record: DesignRecord) -> Iterator[Diagnostic]:
    """Predictors whose standard deviations differ a thousandfold, or lie as far from 1."""
    if not record.blocks or scales.different_scales(record) is None:
        return
    spread = {
        column.name: (float(record.X[:, place].std(ddof=1)), column)
        for place, column in zip(record.rank.kept, record.kept, strict=True)
        if column.parts and not np.isin(record.X[:, place], (0.0, 1.0)).all()
    }
    if not spread:
        return
    name = max(spread, key=lambda key: abs(np.log(max(spread[key][0], 1e-300))))
    deviation, column = spread[name]
    message = (
        f"predictors are on very different scales: {name} has a standard deviation of "
        f"{deviation:.3g}; the optimizer works better when it is near 1"
    )
    repair = f"scale({name})" if _single_number(column) else None
    yield said(record, "different-scales", message, term_spans(column.term), repair)
