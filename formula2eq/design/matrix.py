"""Model matrices: coded columns filled with values, one column at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from formula2eq.design import complaints
from formula2eq.design.design import Matrix, Vector
from formula2eq.design.model_frame import ModelFrame, column_suffixes, refuse_beyond
from formula2eq.design.values import Array, Value, categorical
from formula2eq.formula.nodes import Expression
from formula2eq.formula.unparse import unparse
from formula2eq.terms.term import Term
from formula2eq.variables.coding import CodedColumn, CodedTermColumn, VariableCoding, code
from formula2eq.variables.contrasts import Contrast, contrast


@dataclass(frozen=True, slots=True, eq=False)
class Coder:
    """How the variables of a frame are coded, and the values of their coded columns.

    kinds     by label, what each variable is
    values    by label, the frame's values; text and truth values as factors
    """

    kinds: Mapping[str, VariableCoding]
    values: Mapping[str, Value]
    _codes: dict[str, Array] = field(default_factory=dict, repr=False)

    def columns(
        self, terms: Sequence[Term], response: str | None = None
    ) -> tuple[CodedTermColumn, ...]:
        """The columns that terms make; the intercept's when it is among them."""
        return code(terms, Term(()) in terms, self.kinds, response)

    def part(self, column: CodedColumn) -> Vector:
        """(n,) the values of one coded column of one variable."""
        value = self.values[column.variable]
        if column.coding == "numeric":
            data = value.data[:, column.index] if value.is_matrix else value.data
            return np.asarray(data, dtype=float)
        codes = self._compact(column.variable)
        place = self._indicated(column)
        if place is not None:
            return np.asarray(codes == place, dtype=float)
        coded = self.kinds[column.variable].contrast
        assert coded is not None
        return np.asarray(coded.weights(column.index), dtype=float)[codes]

    def matrix(self, columns: Sequence[CodedTermColumn], length: int) -> Matrix:
        """(n, p) the products of the columns' parts, in Fortran order."""
        filled = np.empty((length, len(columns)), order="F")
        for target, column in zip(filled.T, columns, strict=True):
            if not column.parts:
                target[:] = 1.0
                continue
            # Indicators come as truth values, an eighth of the memory to move.
            first, *rest = (self._factor(part) for part in column.parts)
            if not rest:
                target[:] = first
            for place, other in enumerate(rest):
                np.multiply(target if place else first, other, out=target)
        return filled

    def _factor(self, column: CodedColumn) -> Array:
        """The values of a part, truth values for an indicator."""
        place = None if column.coding == "numeric" else self._indicated(column)
        return self.part(column) if place is None else self._compact(column.variable) == place

    def _indicated(self, column: CodedColumn) -> int | None:
        """The position of the category that a column indicates; None unless it is an indicator."""
        if column.category is None:
            return None
        if column.coding == "indicator":
            return column.index
        coded = self.kinds[column.variable].contrast
        return column.index if coded is None or column.index < coded.base else column.index + 1

    def _compact(self, label: str) -> Array:
        """A factor's codes in the smallest integers that hold them: comparing them is faster."""
        if label not in self._codes:
            value = self.values[label]
            smallest = np.min_scalar_type(len(value.categories))
            self._codes[label] = value.data.astype(smallest)
        return self._codes[label]


def coder(
    frame: ModelFrame,
    variables: Iterable[Expression],
    option: tuple[str, str],
    contrasts: Mapping[str, str] | None = None,
    groups: frozenset[str] = frozenset(),
) -> Coder:
    """How variables are coded: by ``contrasts``, else their own, else the option's.

    ``groups`` are coded as factors, whatever they are.
    """
    kinds, values = {}, {}
    used = {unparse(variable) for variable in variables}
    for label, value in frame.values.items():
        if label not in used:
            continue
        if value.kind == "logical" and not value.is_matrix:
            value = Value("factor", value.data.astype(np.intp), ("FALSE", "TRUE"))
        elif value.kind == "character" or (label in groups and value.kind != "factor"):
            value = categorical(value)
        values[label] = value
        if value.kind != "factor":
            if label in (contrasts or {}):
                message = (
                    f"contrasts are given for {label}, which is no factor; write factor({label})"
                )
                place = frame.places[label].span
                raise complaints.at("contrasts-without-factor", message, place, frame.source)
            kinds[label] = VariableCoding(column_suffixes(value))
            continue
        default = option[1] if value.ordered else option[0]
        chosen = (contrasts or {}).get(label) or value.contrast or default
        if isinstance(chosen, Contrast):
            kinds[label] = VariableCoding((), replace(chosen, categories=value.categories))
        else:
            kinds[label] = VariableCoding((), contrast(chosen, value.categories))
    return Coder(kinds, values)


def refuse_infinite(coded: Coder, frame: ModelFrame) -> None:
    """An error when a numeric variable has infinite values, which no fit can use."""
    for label, value in coded.values.items():
        if value.kind != "factor" and label != frame.response:
            refuse_beyond(label, value.data, frame.places[label].span, frame.source)


def refuse_single_category(terms: Sequence[Term], coded: Coder, frame: ModelFrame) -> None:
    """An error when a factor of these terms has one category only, as in R."""
    for factor in (factor for term in terms for factor in term.factors):
        label = unparse(factor)
        kind = coded.kinds[label]
        if kind.contrast is None or len(kind.categories) > 1 or label == frame.response:
            continue
        text = frame.values[label].kind == "character"
        what = "text with one value" if text else "a factor with one category"
        only = f" ({kind.categories[0]})" if kind.categories else ""
        message = f"{label} is {what}{only}: it explains nothing; leave it out"
        raise complaints.at("one-category", message, factor.span, frame.source)
