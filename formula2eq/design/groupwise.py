"""``ave``: each value replaced by the mean, or another summary, of its group."""

from __future__ import annotations

import numpy as np

from formula2eq.design.calls import Bound, known
from formula2eq.design.values import Value, categorical, numeric
from formula2eq.design.vectors import SUMMARIES

_SUMMARIES = {**SUMMARIES, "length": len}


@known("ave", "x, ..., FUN")
def average(call: Bound) -> Value:
    """R's ``ave``: with no groups the summary of all; a row without a group keeps its value."""
    values = call.numbers("x").data.astype(float)
    summary = call.text("FUN", "mean")
    if summary not in _SUMMARIES:
        listed = ", ".join(_SUMMARIES)
        raise call.wrong(
            "FUN",
            f"FUN is one of {listed}; what else is computed by group, add to the data as a column",
        )
    made = values.copy()
    groups, grouped = _groups(call, len(values))
    order = np.argsort(groups, kind="stable")
    order = order[grouped[order]]
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    for rows in np.split(order, starts[1:]) if len(order) else ():
        made[rows] = _SUMMARIES[summary](values[rows])
    return numeric(made)


def _groups(call: Bound, length: int) -> tuple[np.ndarray, np.ndarray]:
    """The number of each row's group, and whether it has one."""
    groups, grouped = np.zeros(length, dtype=np.intp), np.ones(length, dtype=bool)
    for given in call.rest:
        if given.value is None:
            continue
        if given.value.is_matrix or len(given.value) != length:
            raise call.wrong("x", "a group needs one value for each row")
        codes = categorical(given.value).data if given.value.kind != "factor" else given.value.data
        grouped &= codes >= 0
        _, groups = np.unique(groups * (codes.max(initial=0) + 2) + codes + 1, return_inverse=True)
    return groups, grouped
