"""Layout: equations as rows that fit the page, the same for every markup.

A writer spells rows; where they break, what is named because it is too wide, and what stands beside
or below them is decided here, with the widths that the writer's medium has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formula2eq.equations.equation import Equation
from formula2eq.writers.abbreviate import abbreviated
from formula2eq.writers.layout_laws import law_rows
from formula2eq.writers.layout_sums import label_width, sum_rows
from formula2eq.writers.medium import Medium
from formula2eq.writers.row import Row
from formula2eq.writers.style import Style

#: A left side wider than this share of the line has a row of its own.
_LONG_HEAD = 0.4


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
        body = law_rows(equation, start, room, medium, style)
    else:
        body = sum_rows(equation, start, room, medium, style)
    body[-1] = replace(body[-1], last=True)
    return [*opening, *body]


def _with_labels(found: list[Row], heads: float, medium: Medium) -> list[Row]:
    """Labels in a column of their own where the widest row leaves room for it."""
    if not any(row.label for row in found):
        return found
    widest = max(
        (medium.node(row.right) if row.right is not None else medium.pieces(row.pieces))
        + (2 + medium.note(row.note) if row.note else 0)
        + (medium.indent if row.left is None else 0)
        for row in found
    )
    aligned = heads + medium.relation + widest + label_width(medium) <= medium.limit
    return [replace(row, aligned=aligned) if row.label else row for row in found]
