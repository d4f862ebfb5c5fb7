"""Layout: equations as rows that fit the page, the same for every markup.

A writer spells rows; where they break, what is named because it is too wide, and what stands beside
or below them is decided here, with the widths that the writer's medium has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil

from formula2eq.equations.equation import Equation
from formula2eq.notation.math import Node, Times
from formula2eq.writers.abbreviate import abbreviated
from formula2eq.writers.medium import Medium
from formula2eq.writers.pieces import Operator, Piece, divided, of_node, of_summand
from formula2eq.writers.row import Row
from formula2eq.writers.style import Style

#: Summands in a line of a form that is multiplied out.
PER_LINE = 3
#: Forms whose fixed and random part stand in one equation.
WHOLE = ("combined", "substituted", "additive")
#: A left side wider than this share of the line has a row of its own.
_LONG_HEAD = 0.4
#: Less room than this share of the line is too little for a sum.
_NARROW = 0.45


def rows(equations: Sequence[Equation], medium: Medium, style: Style) -> tuple[Row, ...]:
    """All equations in rows that fit ``medium.limit``."""
    heads = _alignment(equations, medium)
    printed = abbreviated(
        equations,
        medium.node,
        lambda equation: (
            medium.limit
            - medium.relation
            - (medium.indent if medium.node(equation.left) > heads else heads)
        ),
    )
    heads = _alignment(printed, medium)
    found = [
        row
        for position, equation in enumerate(printed)
        for row in _equation_rows(equation, position, heads, medium, style)
    ]
    return tuple(_with_labels(found, heads, medium))


def _alignment(equations: Sequence[Equation], medium: Medium) -> float:
    """The width of the column of left sides."""
    sizes = [medium.node(equation.left) for equation in equations]
    return max((s for s in sizes if s <= _LONG_HEAD * medium.limit), default=0.0)


def _equation_rows(
    equation: Equation, position: int, heads: float, medium: Medium, style: Style
) -> list[Row]:
    room = medium.limit - heads - medium.relation
    start = Row(position, equation.kind, equation.left, equation.relation)
    opening: list[Row] = []
    if medium.node(equation.left) > heads:
        opening = [replace(start, relation=None, hanging=True)]
        start = replace(start, left=None)
        room -= medium.indent
    if equation.right is not None:
        body = _law_rows(equation, start, room, medium, style)
    else:
        body = _sum_rows(equation, start, room, medium, style)
    body[-1] = replace(body[-1], last=True)
    return [*opening, *body]


def _law_rows(
    equation: Equation, start: Row, room: float, medium: Medium, style: Style
) -> list[Row]:
    right = equation.right
    assert right is not None
    note = equation.note
    beside = 0.0 if note is None else medium.text(f"({note})") + 2
    size = medium.node(right)
    if size + beside <= room:
        return [replace(start, right=right, note=note)]
    if size <= room:
        return [replace(start, right=right), Row(start.position, start.kind, note=note)]
    pieces = of_node(right)
    if len(pieces) == 1 and len(pieces[0].factors) == 1:
        return [replace(start, right=right, note=note)]
    lines = _fill(_law_units(right, room, medium), room, medium, breaks=lambda before, after: False)
    lines = _without_lonely_end(lines, room, medium)
    found = _broken(lines, start, style)
    if note is not None:
        found.append(Row(start.position, start.kind, note=note))
    return found


def _law_units(right: Node, room: float, medium: Medium) -> list[list[Piece]]:
    """What stays together in a law: summands and arguments; factors of a product of matrices, where each
    of them has a line's room.
    """
    if isinstance(right, Times):
        factors = [of_node(factor) for factor in right.factors]
        if all(medium.pieces(factor) <= room for factor in factors):
            return factors
    return [[piece] for piece in of_node(right)]


def _sum_rows(
    equation: Equation, start: Row, room: float, medium: Medium, style: Style
) -> list[Row]:
    units = [
        of_summand(summand, "+" if number else "")
        for number, summand in enumerate(equation.summands)
    ]
    if not units:
        return [start]
    whole = equation.kind in WHOLE
    labelled = (
        style.parts is not None
        and equation.kind in ("combined", "additive")
        and len({unit[0].part for unit in units}) == 2
    )
    beside = labelled and style.parts == "labels"
    words = medium.text("(random part)") + 2
    # A narrow page has no room beside the sums: labels then stand in rows of their own.
    below = beside and room - words < _NARROW * medium.limit
    # A summand that does not fit beside a label has the whole line; the label follows where there is room.
    after = beside and any(medium.pieces(unit) > room - words - medium.indent for unit in units)
    if beside and not below and not after:
        room -= words
    single = sum(map(medium.pieces, units)) <= room
    few = equation.kind in ("combined", "additive") and not single and (beside or not labelled)
    most = _most(units, room, medium) if few else {}

    def breaks(before: list[Piece], after: list[Piece]) -> bool:
        if whole and before[-1].part != after[0].part and (beside or not single):
            return True
        bracketed = len(before) > 1 or len(after) > 1 or before[-1].closes or after[0].opens
        return equation.kind == "substituted" and not single and bool(bracketed)

    lines = _fill(units, room, medium, breaks, most, style.per_line)
    if style.per_line is None:
        lines = [
            line
            for _, own in groupby(lines, key=lambda line: line[0].part if whole else "")
            for line in _without_lonely_end(list(own), room, medium)
        ]
    found = _broken(lines, start, style)
    if beside:
        parts = [line[-1].part for line in lines]
        labelled_rows: list[Row] = []
        for row, here, there in zip(found, parts, [*parts[1:], ""], strict=True):
            label = None if here == there else f"{here} part"
            full = after and medium.pieces(row.pieces) + medium.indent + words > room
            labelled_rows.append(row if below or full else replace(row, label=label))
            if (below or full) and label:
                labelled_rows.append(Row(row.position, row.kind, label=label))
        found = labelled_rows
    elif labelled:
        found = [replace(row, braced=True) for row in found]
    return found


def _most(units: Sequence[list[Piece]], room: float, medium: Medium) -> dict[str, int]:
    """How many summands of each part stand in a line: all if they fit, else about three."""
    found = {}
    for name in ("fixed", "random"):
        own = [unit for unit in units if unit[0].part == name]
        if sum(map(medium.pieces, own)) + medium.indent > room:
            found[name] = ceil(len(own) / ceil(len(own) / PER_LINE))
    return found


def _fill(
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


def _without_lonely_end(lines: list[list[Piece]], room: float, medium: Medium) -> list[list[Piece]]:
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


def _broken(lines: list[list[Piece]], start: Row, style: Style) -> list[Row]:
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


def _with_labels(found: list[Row], heads: float, medium: Medium) -> list[Row]:
    """Labels in a column of their own where the widest row leaves room for it."""
    if not any(row.label for row in found):
        return found
    widest = max(
        medium.node(row.right) if row.right is not None else medium.pieces(row.pieces)
        for row in found
    )
    beside = medium.text("(random part)") + 2.5
    aligned = heads + medium.relation + medium.indent + widest + beside <= medium.limit
    return [replace(row, aligned=aligned) if row.label else row for row in found]
