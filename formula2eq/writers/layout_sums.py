"""Rows of sums: summands in lines, and which part of the model they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil

from formula2eq.equations.equation import Equation
from formula2eq.writers.lines import broken, fill, without_lonely_end
from formula2eq.writers.medium import Medium
from formula2eq.writers.pieces import Piece, of_summand
from formula2eq.writers.row import Row
from formula2eq.writers.style import Style

#: Summands in a line of a form that is multiplied out.
PER_LINE = 3
#: Forms whose fixed and random part stand in one equation.
WHOLE = ("combined", "substituted", "additive")
#: How many rows without room for labels are worth it.
_FEWER = 0.75


def sum_rows(
    equation: Equation, start: Row, room: float, medium: Medium, style: Style
) -> list[Row]:
    """The rows of a sum, with labels or braces where the style has them.

    Every line leaves room for a label beside it, unless sums as wide as the page take a quarter fewer
    rows: a label then stands behind the last of them, or below where that is full.
    """
    units = [
        of_summand(summand, "+" if number else "")
        for number, summand in enumerate(equation.summands)
    ]
    if not units:
        return [start]
    labelled = (
        style.parts is not None
        and equation.kind in ("combined", "additive")
        and len({unit[0].part for unit in units}) == 2
    )
    if not labelled or style.parts != "labels":
        lines = _lines(equation, units, room, medium, style, beside=False, labelled=labelled)
        return [replace(row, braced=labelled) for row in broken(lines, start, style)]
    words = label_width(medium)
    wide = _lines(equation, units, room, medium, style, beside=True, labelled=True)
    free = _labelled(wide, start, room, words, medium, style)
    if any(medium.pieces(unit) > room - words - medium.indent for unit in units):
        return free
    narrow = _lines(equation, units, room - words, medium, style, beside=True, labelled=True)
    beside = _labelled(narrow, start, room, words, medium, style)
    return free if len(free) <= _FEWER * len(beside) else beside


def label_width(medium: Medium) -> float:
    """How wide the longer label is with the space before it."""
    return medium.text("(random part)") + 2


def _lines(
    equation: Equation,
    units: Sequence[list[Piece]],
    room: float,
    medium: Medium,
    style: Style,
    *,
    beside: bool,
    labelled: bool,
) -> list[list[Piece]]:
    """The summands in lines no wider than the room."""
    whole = equation.kind in WHOLE
    single = sum(map(medium.pieces, units)) <= room
    few = equation.kind in ("combined", "additive") and not single and (beside or not labelled)

    def breaks(before: list[Piece], after: list[Piece]) -> bool:
        if whole and before[-1].part != after[0].part and (beside or not single):
            return True
        bracketed = len(before) > 1 or len(after) > 1 or before[-1].closes or after[0].opens
        return equation.kind == "substituted" and not single and bool(bracketed)

    most = _most(units, room, medium) if few else {}
    lines = fill(units, room, medium, breaks, most, style.per_line)
    if style.per_line is not None:
        return lines
    return [
        line
        for _, own in groupby(lines, key=lambda line: line[0].part if whole else "")
        for line in without_lonely_end(list(own), room, medium)
    ]


def _labelled(
    lines: Sequence[list[Piece]],
    start: Row,
    room: float,
    words: float,
    medium: Medium,
    style: Style,
) -> list[Row]:
    """Rows with the name of each part behind its last row, or below a full one."""
    parts = [line[-1].part for line in lines]
    found: list[Row] = []
    for row, here, there in zip(broken(lines, start, style), parts, [*parts[1:], ""], strict=True):
        label = None if here == there else f"{here} part"
        indent = 0.0 if row.left is not None else medium.indent
        if label and medium.pieces(row.pieces) + indent + words > room:
            found += [row, Row(row.position, row.kind, label=label)]
        else:
            found.append(replace(row, label=label))
    return found


def _most(units: Sequence[list[Piece]], room: float, medium: Medium) -> dict[str, int]:
    """How many summands of each part stand in a line: all if they fit, else about three."""
    found = {}
    for name in ("fixed", "random"):
        own = [unit for unit in units if unit[0].part == name]
        if sum(map(medium.pieces, own)) + medium.indent > room:
            found[name] = ceil(len(own) / ceil(len(own) / PER_LINE))
    return found
