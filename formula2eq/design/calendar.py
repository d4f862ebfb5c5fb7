"""Dates, times and durations: in R they are numbers with a meaning.

A ``date`` counts days and a ``time`` seconds, both since 1970-01-01 in UTC, as R's ``Date`` and
``POSIXct`` do. The model matrix has these numbers. Dates may be compared, subtracted and moved by
numbers; anything else is not defined for them, as in R. What is left of two of them is a number of
days, or of the unit that R's ``difftime`` chooses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from formula2eq.design.values import Array, Value, as_text, numeric

DAY = 86_400.0

#: R's units of durations, in seconds.
UNITS = {"secs": 1.0, "mins": 60.0, "hours": 3600.0, "days": DAY, "weeks": 7 * DAY}

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT = re.compile(
    r"\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*"
)


def from_calendar(series: pd.Series) -> Value | None:
    """A column of dates, times or durations as R would hold it; None if it is none of them.

    Dates are what pandas calls times if all of them are at midnight and no time zone is named.
    Durations become numbers: of days if all are whole days, else of the unit that R chooses.
    """
    kind = series.dtype
    if isinstance(kind, np.dtype) and kind.kind == "m":
        return _duration(np.asarray(series.dt.total_seconds(), dtype=float))
    if isinstance(kind, pd.DatetimeTZDtype):
        return Value("time", _seconds(series.dt.tz_convert("UTC").dt.tz_localize(None)))
    if isinstance(kind, np.dtype) and kind.kind == "M":
        return _dated(_seconds(series))
    if kind.kind != "O" and not isinstance(kind, pd.ArrowDtype):
        return None
    absent = pd.isna(series).to_numpy()
    return _from_objects(series.to_numpy(dtype=object), absent)


def _from_objects(objects: Array, absent: NDArray[np.bool_]) -> Value | None:
    """What Python's own dates, times and durations are."""
    present = list(objects[~absent])
    found = np.full(len(objects), np.nan)
    if not present:
        return None
    if all(isinstance(item, timedelta) for item in present):
        found[~absent] = [item.total_seconds() for item in present]
        return _duration(found)
    if all(isinstance(item, datetime) for item in present):
        instants = [item if item.tzinfo else item.replace(tzinfo=UTC) for item in present]
        found[~absent] = [(item - _EPOCH).total_seconds() for item in instants]
        zoned = any(item.tzinfo for item in present)
        return Value("time", found) if zoned else _dated(found)
    if all(isinstance(item, date) and not isinstance(item, datetime) for item in present):
        found[~absent] = [item.toordinal() - _EPOCH.toordinal() for item in present]
        return Value("date", found)
    return None


def _seconds(series: pd.Series) -> Array:
    return np.asarray((series - pd.Timestamp(0)) / pd.Timedelta(seconds=1), dtype=float)


def _dated(seconds: Array) -> Value:
    """Times, or dates if all of them are at midnight."""
    present = seconds[~np.isnan(seconds)]
    if len(present) and (present % DAY == 0).all():
        return Value("date", seconds / DAY)
    return Value("time", seconds)


def _duration(seconds: Array) -> Value:
    """Durations as numbers: of days if all are whole days, else of R's unit."""
    present = seconds[~np.isnan(seconds)]
    unit = "days" if (present % DAY == 0).all() else unit_of(seconds)
    return numeric(seconds / UNITS[unit])


def unit_of(seconds: Array) -> str:
    """The unit that R chooses for durations: the largest that the shortest of them fills."""
    shortest = np.abs(seconds[~np.isnan(seconds)]).min(initial=np.inf)
    fitting = [name for name in ("mins", "hours", "days") if UNITS[name] <= shortest < np.inf]
    return fitting[-1] if fitting else "secs"


def calendar_texts(value: Value) -> list[str | None]:
    """Dates and times as R writes them."""
    seconds = value.data * DAY if value.kind == "date" else value.data
    present = seconds[~np.isnan(seconds)]
    form = "%Y-%m-%d"
    if value.kind == "time" and (present % DAY != 0).any():
        form += " %H:%M:%S"
    return [
        None if np.isnan(x) else (_EPOCH + timedelta(seconds=float(np.floor(x)))).strftime(form)
        for x in seconds
    ]


def spelled(texts: Sequence[str | None], kind: Literal["date", "time"]) -> Value | str:
    """The dates or times that texts spell, ``2020-01-31`` or ``2020-01-31 12:30:00``.

    If one spells none, that text.
    """
    found = np.full(len(texts), np.nan)
    for place, text in enumerate(texts):
        if text is None:
            continue
        match = _TEXT.fullmatch(text)
        if match is None:
            return text
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        try:
            moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        except ValueError:
            return text
        seconds = (moment - _EPOCH).total_seconds()
        found[place] = np.floor(seconds / DAY) if kind == "date" else seconds
    return Value(kind, found)


def comparable(left: Value, right: Value) -> tuple[Value, Value] | None:
    """Two values, one of them a date or a time, as numbers that may be compared; None if they may not."""
    kind = left.kind if left.kind in ("date", "time") else right.kind
    assert kind in ("date", "time")
    sides = []
    for side in (left, right):
        if side.kind in ("character", "factor"):
            made = spelled(as_text(side), "date" if kind == "date" else "time")
            if isinstance(made, str):
                return None
            side = made
        elif side.kind != kind and not side.is_number:
            return None
        sides.append(numeric(side.data))
    return sides[0], sides[1]


def moved(operator: str, left: Value, right: Value) -> Value | None:
    """A sum or difference with a date or a time in it; None where R defines none."""
    if operator == "-" and left.kind == right.kind:
        apart = left.data - right.data
        return numeric(apart if left.kind == "date" else apart / UNITS[unit_of(apart)])
    if operator == "+" and left.is_number:
        left, right = right, left
    if operator not in "+-" or not right.is_number:
        return None
    return Value(left.kind, left.data + right.data if operator == "+" else left.data - right.data)
