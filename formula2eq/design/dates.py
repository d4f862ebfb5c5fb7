"""Functions of dates and times: ``as.Date``, ``difftime``."""

from __future__ import annotations

import numpy as np

from formula2eq.design.calendar import DAY, UNITS, spelled, unit_of
from formula2eq.design.calls import Bound, known
from formula2eq.design.values import Array, Value, as_text, numeric


@known("as.Date", "x")
def as_date(call: Bound) -> Value:
    """The date of a time, or the one that a text spells."""
    value = call.value("x")
    if value.kind == "date":
        return value
    if value.kind == "time":
        return Value("date", np.floor(value.data / DAY))
    if value.is_number:
        raise call.wrong("x", "a number needs an origin; write as.Date('1970-01-01') + x")
    made = spelled(as_text(value), "date")
    if isinstance(made, str):
        raise call.wrong("x", f"{made} is no date; dates are written '2020-01-31'")
    return made


@known("difftime", "time1, time2, tz, units")
def difference(call: Bound) -> Value:
    """The time from ``time2`` to ``time1`` in a unit, or in the one that R chooses."""
    seconds = _seconds(call, "time1") - _seconds(call, "time2")
    unit = call.text("units", "auto")
    if unit == "auto":
        unit = (
            "days"
            if call.value("time1").kind == call.value("time2").kind == "date"
            else unit_of(seconds)
        )
    if unit not in UNITS:
        raise call.wrong("units", f"the unit is one of {', '.join(UNITS)}")
    return numeric(seconds / UNITS[unit])


def _seconds(call: Bound, name: str) -> Array:
    """A date, a time or a text that spells one, in seconds."""
    value = call.value(name)
    if value.kind in ("character", "factor"):
        made = spelled(as_text(value), "time")
        if isinstance(made, str):
            raise call.wrong(name, f"{made} is no date; dates are written '2020-01-31'")
        value = made
    if not value.is_calendar:
        raise call.wrong(name, f"{name} must be a date or a time")
    return value.data * (DAY if value.kind == "date" else 1.0)
