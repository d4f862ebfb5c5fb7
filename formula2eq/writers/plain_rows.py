"""Rows of equations as Unicode text for a terminal, their relations in one column."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.notation import math
from formula2eq.writers.medium import Medium
from formula2eq.writers.pieces import Piece
from formula2eq.writers.plain import clean, node
from formula2eq.writers.plain_boxes import Box, box, cells, product
from formula2eq.writers.row import Row, runs


def medium(limit: float) -> Medium:
    """Widths in a terminal of ``limit`` columns."""
    return Medium(
        limit,
        node=lambda item: float(cells(box(item).lines[0])),
        text=lambda shown: float(cells(shown)),
        plus=3,
        relation=3,
        bracket=1,
        comma=2,
        gap=1,
        indent=4,
    )


_SIGNS = {"": "", "+": " + ", "-": " − ", ",": ", ", "x": " × "}


def piece(item: Piece) -> str:
    """A piece with its brackets, without its operator."""
    shown = "".join(f"{clean(function)}(" for function in item.opens)
    shown += "·".join(map(node, item.factors))
    for after in item.closes:
        shown += ")" + "".join(f"·{node(factor)}" for factor in after)
    return shown


def _piece_box(item: Piece) -> Box:
    """A piece with its brackets, matrices among its factors drawn."""
    bare = Box(("".join(f"{clean(function)}(" for function in item.opens),))
    after = "".join(")" + "".join(f"·{node(f)}" for f in factors) for factors in item.closes)
    return Box.beside([bare, product(item.factors), Box((after,))])


def _pieces(pieces: Sequence[Piece]) -> str:
    return "".join(
        ((_SIGNS[item.operator] or "·") if position else "") + piece(item)
        for position, item in enumerate(pieces)
    )


def _body(row: Row) -> Box:
    """The right side of a row, from its relation or its operator on."""
    if row.left is None and row.relation is None:
        sign = _SIGNS[row.pieces[0].operator].lstrip() if row.pieces else ""
        start = "    " + sign
    else:
        start = "" if row.hanging else f"{row.relation} "
    end = _SIGNS[row.trailing].rstrip()
    if row.label:
        end += ("   " if row.pieces else "") + f"({row.label})"
    if row.note:
        end += ("   " if row.right is not None or row.pieces else "") + _note(row.note)
    if row.hanging and row.left is not None:
        return box(row.left)
    if row.right is not None:
        return Box.beside([Box((start,)), box(row.right), Box((end,))])
    if row.braced:
        return Box.beside([Box((start,)), _braced(row), Box((end,))])
    if any(isinstance(factor, math.Matrix) for item in row.pieces for factor in item.factors):
        parts = [Box((start,))]
        for position, item in enumerate(row.pieces):
            parts += [Box((_SIGNS[item.operator] if position else "",)), _piece_box(item)]
        return Box.beside([*parts, Box((end,))])
    return Box((start + (_pieces(row.pieces) or ("0" if row.relation else "")) + end,))


def _note(note: math.Note) -> str:
    """Words, with mathematics among them."""
    return "".join(clean(part) if isinstance(part, str) else node(part) for part in note)


def _braced(row: Row) -> Box:
    """Runs of one part with a brace and its name below."""
    over, under = "", ""
    for number, (part, pieces) in enumerate(runs(row)):
        if number:
            over += _SIGNS[pieces[0].operator]
            under += " " * len(_SIGNS[pieces[0].operator])
        shown = _pieces(pieces)
        name = f" {part} part "
        wide = max(cells(shown), len(name) + 2)
        over += shown + " " * (wide - cells(shown))
        under += f"╰{name:─^{wide - 2}}╯"
    return Box((over, under))


def block(rows: Sequence[Row]) -> str:
    """All rows, their relations in one column; laws follow after an empty line."""
    heads = [
        box(row.left) if row.left is not None and not row.hanging else Box(("",)) for row in rows
    ]
    left = max((cells(head.lines[0]) for head in heads), default=0)
    drawn: list[str] = []
    was_law = True
    for row, head in zip(rows, heads, strict=True):
        if row.left is not None:
            law = row.kind in _LAWS
            if drawn and law and not was_law:
                drawn.append("")
            was_law = law
        pad = Box((" " * (left - cells(head.lines[0])),))
        gap = Box((" " if left else "",))
        shown = Box.beside([pad, head, gap, _body(row)])
        drawn += [line.rstrip() for line in shown.lines]
    return "\n".join(drawn)


#: Kinds of equations that are set apart by an empty line.
_LAWS = ("residual", "random-effects", "covariance", "mean", "listing")
