"""Filling lines: what stands together, where a line ends, and the operators at its ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from formula2eq.notation.math import Node
from formula2eq.writers.medium import Medium
from formula2eq.writers.pieces import Operator, Piece, divided
from formula2eq.writers.row import Row
from formula2eq.writers.style import Style


def fill(
    units: Sequence[list[Piece]],
    room: float,
    medium: Medium,
    breaks: Callable[[list[Piece], list[Piece]], bool],
    most: Mapping[str, int] | None = None,
    per_line: int | None = None,
) -> list[list[Piece]]:
    """Units, which stay together if they can, in lines no wider than the room.

    Continued lines are indented. ``most`` units of a part stand in a line, or ``per_line`` of any.
    """
    allowed = most or {}
    lines: list[list[Piece]] = [[]]
    used, count = 0.0, 0
    before: list[Piece] | None = None
    for unit in units:
        size = medium.pieces(unit)
        own = room - (medium.indent if len(lines) > 1 or lines[0] else 0)
        if lines[-1] and not unit[0].operator:
            own -= medium.plus  # the sign of a product that is broken here
        glued = unit[0].operator == ","
        limit = per_line or allowed.get(unit[0].part, len(units))
        full = used + size > own or (count >= limit and not glued)
        if lines[-1] and (full or (before is not None and breaks(before, unit))):
            lines.append([])
            used, count = 0.0, 0
        if size <= own:
            lines[-1] += unit
            used += size
        else:
            used = _spread(unit, lines, used, own, medium)
        count += 1
        before = unit
    return lines


def without_lonely_end(lines: list[list[Piece]], room: float, medium: Medium) -> list[list[Piece]]:
    """Lines whose last is no single piece: the one before it comes down, unless one as short stays alone."""
    if len(lines) < 2 or len(lines[-1]) > 1 or len(lines[-2]) < 2:
        return lines
    *before, moved = lines[-2]
    if len(before) == 1 and medium.pieces(before) < 2 * medium.pieces(lines[-1]):
        return lines
    last = [moved, *lines[-1]]
    inside = moved.operator in ("", "x") or moved.closes or (moved.opens and not before)
    if inside or medium.pieces(last) > room - medium.indent:
        return lines
    return [*lines[:-2], before, last]


def _spread(
    unit: list[Piece], lines: list[list[Piece]], used: float, room: float, medium: Medium
) -> float:
    """A unit wider than a line, broken inside: first between its pieces, then inside a product."""

    def fits(factors: Sequence[Node]) -> bool:
        return sum(map(medium.node, factors)) + 2 * medium.plus <= room

    for piece in unit:
        parts = [piece] if medium.piece(piece) <= room else divided(piece, fits)
        for item in parts:
            size = medium.piece(item)
            if lines[-1] and used + size > room and item.operator != ",":
                lines.append([])
                used = 0.0
            lines[-1].append(item)
            used += size
    return used


def broken(lines: Sequence[list[Piece]], start: Row, style: Style) -> list[Row]:
    """Lines as rows, the operators between them where the style has them, commas always at the end.

    A product that is broken has a sign where the line begins.
    """
    signed = [
        [replace(line[0], operator=line[0].operator or "x"), *line[1:]] if number else line
        for number, line in enumerate(lines)
    ]
    found = []
    for number, line in enumerate(signed):
        row = start if number == 0 else Row(start.position, start.kind)
        trailing: Operator = ""
        if number and (style.operator == "end" or line[0].operator == ","):
            line = [replace(line[0], operator=""), *line[1:]]
        if number + 1 < len(lines):
            following = signed[number + 1][0].operator
            trailing = following if style.operator == "end" or following == "," else ""
        found.append(replace(row, pieces=tuple(line), trailing=trailing))
    return found
