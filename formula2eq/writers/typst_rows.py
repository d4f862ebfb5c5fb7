"""Typst: rows of a display equation, without the page around it."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.writers.colours import Paint
from formula2eq.writers.pieces import Piece
from formula2eq.writers.row import Row, runs
from formula2eq.writers.typst import function_name, node, words

_SIGNS = {"": "", "+": "+", "-": "-", ",": ",", "x": "times"}


def piece(item: Piece, paint: Paint, kind: str = "") -> str:
    """A piece with its brackets, without its operator."""
    shown = "".join(f"{function_name(function)}\\(" for function in item.opens)
    shown += " thin ".join(map(_coloured, map(node, item.factors), paint.piece(item, kind)))
    for after in item.closes:
        shown += "\\)" + "".join(f" thin {node(factor)}" for factor in after)
    return shown


def _coloured(shown: str, colour: str | None) -> str:
    return shown if colour is None else f'#text(fill: rgb("#{colour}"))[$display({shown})$]'


def _pieces(pieces: Sequence[Piece], paint: Paint, kind: str) -> str:
    """Pieces joined by their operators; the first one's is not written."""
    shown = ""
    for position, item in enumerate(pieces):
        if position:
            shown += f"{'' if item.operator == ',' else ' '}{_SIGNS[item.operator] or 'thin'} "
        shown += piece(item, paint, kind)
    return shown


def row(item: Row, paint: Paint) -> str:
    """A row, with one ``&`` before the relation or the continued sum."""
    if item.hanging and item.left is not None:
        return f"& {node(item.left)}"
    relation = "tilde.op" if item.relation == "~" else "="
    if item.left is not None:
        shown = f"{node(item.left)} &{relation} "
    elif item.relation is not None:
        shown = f'&#h(2em) "" {relation} '
    else:
        # An empty text before the operator: without it Typst takes a leading plus for a list item.
        sign = _SIGNS[item.pieces[0].operator] if item.pieces else ""
        shown = f'&#h(2em) "" {sign} '
    if item.right is not None:
        shown += node(item.right)
    elif item.braced:
        for number, (part, pieces) in enumerate(runs(item)):
            sign = f" {_SIGNS[pieces[0].operator]} " if number else ""
            inner = _pieces(pieces, paint, item.kind)
            shown += f'{sign}underbrace({inner}, "{part} part")'
    elif item.pieces:
        shown += _pieces(item.pieces, paint, item.kind)
    elif item.relation is not None:
        shown += "0"
    if item.trailing:
        shown += f' {_SIGNS[item.trailing]} ""'
    if item.note:
        # A space in Typst's source beside words would be printed.
        parts = (words(p) if isinstance(p, str) else node(p) for p in item.note)
        shown += f" quad {''.join(parts)}"
    if item.label:
        shown += f' {"&&" if item.aligned else ""} quad "({item.label})"'
    return shown


def block(rows: Sequence[Row], paint: Paint) -> str:
    """A display equation of all rows."""
    body = " \\\n".join(f"  {row(item, paint)}" for item in rows)
    return f"$\n{body}\n$"
