"""LaTeX: pieces and rows, one ``&`` before the relation, without the environment around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from formula2eq.notation.math import Apply, Bracket, Node, Note
from formula2eq.writers import escape
from formula2eq.writers.colours import Paint
from formula2eq.writers.joints import Joint, joint
from formula2eq.writers.latex import JOINS, function_name, node, product, relation
from formula2eq.writers.pieces import Piece
from formula2eq.writers.row import Row, runs


def piece(item: Piece, paint: Paint, kind: str = "") -> str:
    """A piece with its brackets, without its operator."""
    shown = "".join(_opening(function) for function in item.opens)
    joined = paint.style.products
    runs_of_colour = groupby(
        zip(item.factors, paint.piece(item, kind), strict=True), key=lambda pair: pair[1]
    )
    before: Node | None = None
    for colour, run in runs_of_colour:
        factors = [factor for factor, _ in run]
        if before is not None:
            shown += JOINS[joint(before, factors[0], joined)]
        shown += _coloured(product(factors, joined), colour)
        before = factors[-1]
    for after in item.closes:
        shown += ")" + (JOINS[joined] + product(after, joined) if after else "")
    return shown


def _coloured(shown: str, colour: str | None) -> str:
    return shown if colour is None else rf"\textcolor[HTML]{{{colour}}}{{{shown}}}"


def _pieces(pieces: Sequence[Piece], paint: Paint, kind: str) -> str:
    """Pieces joined by their operators; the first one's is not written."""
    shown = ""
    for position, item in enumerate(pieces):
        if position and item.operator:
            shown += f"{_SIGNS[item.operator]} "
        elif position:
            shown += JOINS[_joint(pieces[position - 1], item, paint.style.products)]
        shown += piece(item, paint, kind)
    return shown


def _joint(before: Piece, item: Piece, joined: Joint) -> Joint:
    """What joins two pieces of one product, the second of which may begin with a function."""
    last = Bracket(before.factors[-1]) if before.closes else before.factors[-1]
    first = Apply(item.opens[0], ()) if item.opens else item.factors[0]
    return joint(last, first, joined)


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
        shown += rf" \quad {note(item.note)}"
    if item.label:
        gap = "&&" if columns and item.aligned else r"\quad"
        shown += rf" {gap} \text{{({item.label})}}"
    return shown.replace("&\\quad  ", "&\\quad ")


def note(parts: Note) -> str:
    r"""Words, with mathematics among them: ``\text{(for }c = 1\text{)}``."""
    shown = (escape.latex_name(part) if isinstance(part, str) else node(part) for part in parts)
    return "".join(shown)


def _opening(function: str) -> str:
    return f"{function_name(function)}("
