"""The response: what a family makes of numbers, truth values, factors and pairs of counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formula2eq.design import complaints
from formula2eq.design.design import Vector
from formula2eq.design.model_frame import ModelFrame, refuse_beyond
from formula2eq.design.values import Value
from formula2eq.errors import DataError
from formula2eq.formula.nodes import Binary, Call, Expression
from formula2eq.source import Span

#: Families whose response is a count, those that count successes among trials, and those whose
#: response must be greater than zero.
COUNTS = frozenset(
    "poisson nbinom nbinom1 nbinom2 negative.binomial compois genpois truncated_poisson "
    "truncated_nbinom1 truncated_nbinom2".split()
)
_OF_TRIALS = frozenset({"binomial", "betabinomial", "quasibinomial"})
_POSITIVE = ("Gamma", "gamma", "inverse.gaussian")
#: Families of shares, neither nothing nor all.
_SHARES = ("beta", "betareg")


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """The response as numbers.

    y        (n,) or (n, k)
    weights  (n,) numbers of trials, where the response gives them; else None
    """

    y: Vector
    weights: Vector | None = None


def response(frame: ModelFrame, family: str, random: bool) -> Response:
    """The response on the frame's rows. Raises ``DataError`` when it does not suit its family.

    ``random`` says whether the model has random terms: only then lme4 is as strict as this.
    """
    if frame.response is None:
        return Response(np.zeros(len(frame.rows)))
    value = frame.values[frame.response]
    span = frame.places[frame.response].span
    if family in _OF_TRIALS:
        return _binomial(value, span, frame)
    if value.kind == "factor" and not random:
        return Response(value.data + 1.0)
    if value.kind in ("factor", "character") or (value.is_calendar and random):
        raise _no_number(value, family, span, frame)
    if value.is_matrix and value.data.shape[1] == 1:
        value = Value(value.kind, value.data[:, 0])
    if value.is_matrix:
        if random or family != "gaussian":
            message = f"the response has {value.data.shape[1]} columns; this model has one response"
            raise _refused(message, _column_span(frame, 1), frame)
        return Response(value.data)
    refuse_beyond("the response", value.data, span, frame.source)
    negative = int((value.data < 0).sum())
    if family in COUNTS and negative:
        message = f"{_a(family)} response cannot be negative; {_rows(negative, 'is', 'are')}"
        raise _refused(message, span, frame)
    low = int((value.data <= 0).sum())
    if family in _POSITIVE and low:
        message = f"{_a(family)} response must be greater than zero; {_rows(low, 'is', 'are')} not"
        raise _refused(message, span, frame)
    beyond = int(((value.data <= 0) | (value.data >= 1)).sum())
    if family in _SHARES and beyond:
        message = (
            f"a beta response lies between 0 and 1, without both; {_rows(beyond, 'does', 'do')} not"
        )
        raise _refused(message, span, frame)
    return Response(value.data)


def _binomial(value: Value, span: Span, frame: ModelFrame) -> Response:
    """Successes: a pair of counts, all categories but the first, truth, or a proportion."""
    if value.is_matrix:
        if value.data.shape[1] != 2:
            message = "a binomial response has two columns: successes and failures"
            raise _refused(message, span, frame)
        for column, name in enumerate(("successes", "failures")):
            if (value.data[:, column] < 0).any():
                message = f"the column of {name} has negative values"
                raise _refused(message, _column_span(frame, column), frame)
        trials = value.data.sum(axis=1)
        with np.errstate(invalid="ignore"):
            share = np.where(trials > 0, value.data[:, 0] / np.maximum(trials, 1e-300), 0.0)
        return Response(share, trials)
    if value.kind == "character":
        message = f"the response {frame.response} is text; write factor({frame.response})"
        raise _refused(message, span, frame)
    if value.kind == "factor":
        return Response((value.data > 0).astype(float))
    outside = int(((value.data < 0) | (value.data > 1)).sum())
    if outside:
        message = (
            f"a binomial response must lie between 0 and 1; {_rows(outside, 'does', 'do')} not"
        )
        raise _refused(message, span, frame)
    return Response(value.data)


def _no_number(value: Value, family: str, span: Span, frame: ModelFrame) -> DataError:
    words = {"factor": "a factor", "date": "a date", "time": "a time"}.get(value.kind, "text")
    name = "a Gaussian" if family == "gaussian" else _a(family)
    message = f"the response {frame.response} is {words}: {name} model needs a number"
    return _refused(message, span, frame)


def _a(family: str) -> str:
    return f"an {family}" if family[0] in "aeiou" else f"a {family}"


def _rows(count: int, one: str, several: str) -> str:
    """``1 row is``, ``7 rows are``."""
    return f"1 row {one}" if count == 1 else f"{count} rows {several}"


def _refused(message: str, span: Span, frame: ModelFrame) -> DataError:
    return complaints.at("response-type", message, span, frame.source)


def _column_span(frame: ModelFrame, column: int) -> Span:
    """The place of an argument of ``cbind()``, else of the whole response."""
    assert frame.response is not None
    place: Expression = frame.places[frame.response]
    if isinstance(place, Call) and column < len(place.arguments):
        found = place.arguments[column]
        return found.span if found.value is None else found.value.span
    return place.left.span if isinstance(place, Binary) else place.span
