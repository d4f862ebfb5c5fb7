"""The model frame: every variable of a formula evaluated on the data, incomplete rows left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from formula2eq.design import complaints
from formula2eq.design.columns import from_series
from formula2eq.design.design import Codes, Vector
from formula2eq.design.interpret import Environment, evaluate
from formula2eq.design.values import Array, Value, as_text
from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.errors import DataError, UsageError
from formula2eq.formula.nodes import Binary, Expression, Name
from formula2eq.formula.unparse import unparse
from formula2eq.formula.walk import walk
from formula2eq.source import Source, Span
from formula2eq.terms.algebra import expand_terms
from formula2eq.terms.bars import written_bars
from formula2eq.terms.suspicions import formula_level
from formula2eq.terms.term import ModelTerms
from formula2eq.variables.roles import predictors

#: Numbers beyond this cannot be used: sums of their squares would be infinite.
LARGEST = 1e150


@dataclass(frozen=True, slots=True, eq=False)
class ModelFrame:
    """The variables of a formula on the rows that all of them have.

    values      by R's label of the variable, ``log(x)``; factors without unused categories
    places      by label, the expression as it stands in the formula
    response    the response's label, None for a one-sided formula
    offset      (n,) sum of the offsets, None when there is none
    weights     (n,) prior weights, None when there are none
    rows        (n,) positions in the data, from 0, of the rows that are used
    n_rows_data number of rows of the data
    source      the formula's text
    notes       what evaluating met: NaN where there was none before, and the like
    """

    values: Mapping[str, Value]
    places: Mapping[str, Expression]
    response: str | None
    offset: Vector | None
    weights: Vector | None
    rows: Codes
    n_rows_data: int
    source: Source
    notes: tuple[Diagnostic, ...]

    @property
    def rows_dropped(self) -> Codes:
        """Positions in the data, from 0, of the rows with a missing value."""
        return np.setdiff1d(np.arange(self.n_rows_data), self.rows)

    def to_pandas(self) -> pd.DataFrame:
        """One column per variable, a matrix's as ``label`` + column; for the detection of levels.

        The frame's index is the position in the data, from 0.
        """
        made: dict[str, object] = {}
        for label, value in self.values.items():
            if value.kind == "factor":
                made[label] = pd.Categorical.from_codes(
                    value.data.astype(int), pd.Index(value.categories), ordered=value.ordered
                )
            elif value.kind == "character":
                made[label] = as_text(value)
            elif value.is_matrix:
                for name, column in zip(column_suffixes(value), value.data.T, strict=True):
                    made[label + name] = column
            else:
                made[label] = value.data
        return pd.DataFrame(made, index=self.rows)


def refuse_beyond(label: str, data: Array, span: Span, source: Source) -> None:
    """An error when numbers are infinite, or so large that their squares are."""
    beyond = int((~(np.abs(data) < LARGEST)).sum())
    if beyond:
        infinite = int(np.isinf(data).sum())
        some = "an infinite value" if infinite == 1 else f"{infinite} infinite values"
        message = f"{label} has {some}, with which nothing can be calculated"
        if not infinite:
            message = (
                f"{label} has numbers beyond {LARGEST:g}, whose squares are infinite; rescale it"
            )
        raise complaints.at("infinite-values", message, span, source)


def column_suffixes(value: Value) -> tuple[str, ...]:
    """What R appends to a numeric variable's name for each of its columns."""
    if not value.is_matrix or value.data.shape[1] == 1:
        return ("",)
    return value.columns or tuple(str(place + 1) for place in range(value.data.shape[1]))


def model_frame(
    terms: ModelTerms,
    data: pd.DataFrame,
    source: Source,
    weights: str | None = None,
    column_contrasts: Mapping[str, str] | None = None,
) -> ModelFrame:
    """Evaluate a formula's variables and drop the rows in which one is missing, as R does.

    ``weights`` names a column; ``column_contrasts`` are contrasts that stand on columns. Raises
    ``DataError``.
    """
    environment = Environment(_Columns(data, column_contrasts or {}), len(data), source)
    offsets = {unparse(place): place for place in terms.offsets}
    places = {unparse(place): place for place in variables(terms)}
    response = None if terms.response is None else unparse(terms.response)
    evaluated = {}
    for label, place in {**places, **offsets}.items():
        role = "the response" if label == response else "the offset" if label in offsets else ""
        value = evaluate(place, environment, role)
        if len(value) != len(data):
            raise complaints.wrong_length(len(value), len(data), place.span, source)
        evaluated[label] = value
    if weights is not None:
        if weights not in data.columns:
            message = f"the weights {weights} are no column of the data"
            raise UsageError(Diagnostic("unknown-variable", message))
        evaluated["(weights)"] = from_series(data[weights])
        if not evaluated["(weights)"].is_number:
            kind = {"factor": "a factor"}.get(evaluated["(weights)"].kind, "text")
            message = f"the weights {weights} are {kind}; prior weights are numbers"
            raise DataError(Diagnostic("not-a-number", message))
    environment.notes.extend(_about_dates(terms, evaluated, places, source))
    rows = _complete(evaluated, {**places, **offsets}, len(data), source)
    if len(rows) < len(data):
        evaluated = {label: value.rows(rows) for label, value in evaluated.items()}
    evaluated = {label: value.drop_unused() for label, value in evaluated.items()}
    offset = None
    for place in terms.offsets:
        value = evaluated[unparse(place)]
        if not value.is_number:
            raise complaints.not_meaningful("offset()", value.kind, place.span, source)
        refuse_beyond(unparse(place), value.data, place.span, source)
        if value.is_matrix and value.data.shape[1] > 1:
            message = f"an offset has one value per row, and this has {value.data.shape[1]}"
            raise complaints.at("wrong-length", message, place.span, source)
        total = value.data[:, 0] if value.is_matrix else value.data
        offset = total if offset is None else offset + total
    return ModelFrame(
        {label: evaluated[label] for label in places},
        places,
        response,
        offset,
        evaluated["(weights)"].data if weights is not None else None,
        rows,
        len(data),
        source,
        tuple(environment.notes),
    )


def _about_dates(
    terms: ModelTerms, values: Mapping[str, Value], places: Mapping[str, Expression], source: Source
) -> Iterator[Diagnostic]:
    """What dates and times count, for those that are no grouping factors."""
    for label in dict.fromkeys(map(unparse, predictors(terms))):
        if label in places and values[label].is_calendar:
            yield complaints.counts_since(label, values[label].kind, places[label].span, source)


def variables(terms: ModelTerms) -> Iterator[Expression]:
    """The response, the variables of the fixed and of the random terms, then grouping variables.

    Variables that the formula takes away again (``- x``, inside a bar too) are among them, as in R
    and lme4. A call as grouping factor is looked up among the frame's variables, not evaluated here.
    """
    if terms.response is not None:
        yield terms.response
    if terms.expansion is not None:
        offsets = set(terms.offsets)
        yield from (place for place in terms.expansion.variables if place not in offsets)
    for term in terms.fixed:
        yield from term.factors
    for random in terms.random:
        for effect in random.effects:
            yield from effect.factors
        for factor in random.grouping.factors:
            if isinstance(factor, Name):
                yield factor
    yield from _taken_from_bars(terms)


def _taken_from_bars(terms: ModelTerms) -> Iterator[Expression]:
    """The variables that are taken away inside bars: ``b`` of ``(a - b | g)``."""
    if terms.formula is None:
        return
    for bar in written_bars(terms.formula.predictors):
        for node, _ in formula_level(bar.node.left):
            if not (isinstance(node, Binary) and node.operator == "-"):
                continue
            if not any(isinstance(part, Name) and part.name == "." for part in walk(node.right)):
                yield from expand_terms(node.right, terms.formula.source).variables


class _Columns(Mapping[str, Value]):
    """The data's columns as values, converted when they are first asked for."""

    def __init__(self, data: pd.DataFrame, contrasts: Mapping[str, str]) -> None:
        self._data = data
        self._contrasts = contrasts
        self._made: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self._made:
            if name not in self._data.columns:
                raise KeyError(name)
            series = self._data[name]
            if isinstance(series, pd.DataFrame):
                message = f"the data have several columns named {name}"
                raise DataError(Diagnostic("duplicate-column", message))
            value = from_series(series)
            if name in self._contrasts and value.kind == "factor":
                value = replace(value, contrast=self._contrasts[name])
            self._made[name] = value
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._data.columns if isinstance(name, str))

    def __len__(self) -> int:
        return len(self._data.columns)


def _complete(
    evaluated: Mapping[str, Value],
    places: Mapping[str, Expression],
    n_rows: int,
    source: Source,
) -> Codes:
    """Positions of the rows without a missing value, at least one."""
    present = np.ones(n_rows, dtype=bool)
    empty = []
    for label, value in evaluated.items():
        missing = value.missing()
        if missing.any():
            present &= ~missing
            if missing.all() and label in places:
                empty.append(label)
    if not present.any():
        first = empty[0] if empty else next((label for label in evaluated if label in places), None)
        labels = []
        for label in empty or [first] if first else []:
            labels.append(
                Label(
                    places[label].span, f"{label} has only missing values" if empty else "", source
                )
            )
        reason = (
            f"{', '.join(empty)} has only missing values"
            if empty
            else "every row has a missing value"
        )
        raise DataError(Diagnostic("no-rows", f"no rows are left: {reason}", tuple(labels)))
    return np.flatnonzero(present)
