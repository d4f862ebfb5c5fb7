"""LaTeX: pieces and rows, one ``&`` before the relation, without the environment around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from formula2eq.writers import escape
from formula2eq.writers.colours import Paint
from formula2eq.writers.latex import JOINS, function_name, node, product, relation
from formula2eq.writers.pieces import Piece
from formula2eq.writers.row import Row, runs


def piece(item: Piece, paint: Paint, kind: str = "") -> str:
    """A piece with its brackets, without its operator."""
    shown = "".join(_opening(function) for function in item.opens)
    runs_of_colour = groupby(
        zip(item.factors, paint.piece(item, kind), strict=True), key=lambda pair: pair[1]
    )
    joined = paint.style.products
    shown += JOINS[joined].join(
        _coloured(product([factor for factor, _ in run], joined), colour)
        for colour, run in runs_of_colour
    )
    for after in item.closes:
        shown += ")" + (JOINS[joined] + product(after, joined) if after else "")
    return shown


def _coloured(shown: str, colour: str | None) -> str:
    return shown if colour is None else rf"\textcolor[HTML]{{{colour}}}{{{shown}}}"


def _pieces(pieces: Sequence[Piece], paint: Paint, kind: str) -> str:
    """Pieces joined by their operators; the first one's is not written."""
    shown = ""
    for position, item in enumerate(pieces):
        if position:
            # A function's name behind a factor keeps its distance: R diag(...), not Rdiag(...).
            named = not item.operator and any(item.opens)
            shown += r" \, " if named else f"{_SIGNS[item.operator]} "
        shown += piece(item, paint, kind)
    return shown


_SIGNS = {"": "", "+": " +", "-": " -", ",": ",", "x": r" \times"}


def row(item: Row, paint: Paint, *, columns: bool = True) -> str:
    """A row, with one ``&`` before the relation or the continued sum.

    columns  whether a label may stand in a column of its own, after ``&&``
    """
    if item.hanging and item.left is not None:
        return f"& {node(item.left)}"
    if item.left is not None:
        shown = f"{node(item.left)} &{relation(item.relation)} "
    elif item.relation is not None:
        shown = rf"&\quad {relation(item.relation)} "
    else:
        shown = r"&\quad"
        if item.pieces and item.pieces[0].operator:
            shown += _SIGNS[item.pieces[0].operator]
        shown += " "
    if item.right is not None:
        shown += node(item.right)
    elif item.braced:
        for number, (part, pieces) in enumerate(runs(item)):
            sign = f"{_SIGNS[pieces[0].operator]} " if number else ""
            inner = _pieces(pieces, paint, item.kind)
            shown += rf"{sign}\underbrace{{{inner}}}_{{\text{{{part} part}}}}"
    elif item.pieces:
        shown += _pieces(item.pieces, paint, item.kind)
    elif item.relation is not None:
        shown += "0"
    if item.trailing:
        # An operator at the end of a line would lose the space of a sum; a comma has none to lose.
        shown += _SIGNS[item.trailing] + ("" if item.trailing == "," else " {}")
    if item.note:
        shown += rf" \quad \text{{({escape.latex(item.note)})}}"
    if item.label:
        gap = "&&" if columns and item.aligned else r"\quad"
        shown += rf" {gap} \text{{({item.label})}}"
    return shown.replace("&\\quad  ", "&\\quad ")


def _opening(function: str) -> str:
    return f"{function_name(function)}("
