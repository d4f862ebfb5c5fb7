"""How a fit's numbers are rounded when they stand in equations and sentences."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import TypeAlias

#: So many digits after the point; None is two, and more where a number would have less than two
#: significant digits.
Digits: TypeAlias = int | None

#: Below a billionth a number is shown as zero.
_MOST = 9


def rounded(value: float, digits: Digits = None, error: float | None = None) -> str:
    """A number as text, never -0; with an error beside it, to two significant digits of the error.

    >>> rounded(251.405), rounded(-0.00153), rounded(-0.00153, 2)
    ('251.41', '-0.0015', '0.00')
    >>> rounded(0.86738, error=0.0422), rounded(0.0422, error=0.0422)
    ('0.867', '0.042')
    """
    places = _places(value if error is None else error) if digits is None else digits
    shown = f"{value:.{places}f}"
    if shown.startswith("-") and not any(c in "123456789" for c in shown):
        return shown[1:]
    return shown


def _places(value: float) -> int:
    """Digits after the point: two, or as many as show two significant ones."""
    if not isfinite(value) or abs(value) < 10**-_MOST:
        return 2
    return min(max(2, 1 - floor(log10(abs(value)))), _MOST)
