"""MathML: rows in a table, where every piece can carry attributes.

Columns are set with CSS, since MathML Core ignores ``columnalign``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from formula2eq.notation.math import Note
from formula2eq.writers import escape
from formula2eq.writers.colours import Paint
from formula2eq.writers.mathml import THIN, function_name, node
from formula2eq.writers.pieces import Piece
from formula2eq.writers.row import Row, runs

#: Fonts with a mathematics table, best first.
FONTS = "'STIX Two Math', 'Latin Modern Math', 'Cambria Math', math"


#: Attributes of a piece, e.g. its place in the formula: ``{"data-origin": "12-17"}``.
Tag = Callable[[Piece], Mapping[str, str]]


def piece(
    item: Piece, paint: Paint, kind: str, number: int, tag: Callable[[Piece], Mapping[str, str]]
) -> str:
    """A piece in an ``mrow`` with its number, its part and the tag's attributes."""
    shown = "".join(
        f'{function_name(function)}<mo stretchy="false">(</mo>' for function in item.opens
    )
    colours = paint.piece(item, kind)
    shown += THIN.join(map(_coloured, map(node, item.factors), colours))
    for after in item.closes:
        shown += '<mo stretchy="false">)</mo>'
        shown += "".join(THIN + node(factor) for factor in after)
    attributes = {"data-piece": str(number)}
    if item.summand is not None:
        attributes["data-part"] = item.summand.part
    attributes.update(tag(item))
    written = "".join(f' {name}="{escape.markup(value)}"' for name, value in attributes.items())
    return f"<mrow{written}>{shown}</mrow>"


def _coloured(shown: str, colour: str | None) -> str:
    return shown if colour is None else f'<mrow style="color:#{colour}">{shown}</mrow>'


_SIGNS = {"": "", "+": "<mo>+</mo>", "-": "<mo>−</mo>", ",": "<mo>,</mo>", "x": "<mo>×</mo>"}


_FORMS = {sign: text.replace("<mo>", '<mo form="infix">') for sign, text in _SIGNS.items()}


class _Counter:
    """Numbers the pieces of a block from 0."""

    def __init__(self, paint: Paint, tag: Tag) -> None:
        self.paint = paint
        self.tag = tag
        self.count = 0

    def pieces(self, pieces: Sequence[Piece], kind: str) -> str:
        shown = []
        for position, item in enumerate(pieces):
            if position:
                shown.append(_SIGNS[item.operator] or THIN)
            shown.append(piece(item, self.paint, kind, self.count, self.tag))
            self.count += 1
        return "".join(shown)


def _right(row: Row, counter: _Counter) -> str:
    if row.hanging and row.left is not None:
        return node(row.left)
    shown = ""
    if row.left is None:
        shown = '<mspace width="2em"/>'
        if row.relation is not None:
            shown = f'<mspace width="2em"/><mo>{row.relation.replace("~", "∼")}</mo>'
        elif row.pieces:
            shown += _FORMS[row.pieces[0].operator]
    if row.right is not None:
        shown += node(row.right)
    elif row.braced:
        for number, (part, pieces) in enumerate(runs(row)):
            shown += _SIGNS[pieces[0].operator] if number else ""
            inner = counter.pieces(pieces, row.kind)
            shown += (
                f'<munder><munder accentunder="true"><mrow>{inner}</mrow><mo stretchy="true">⏟</mo>'
                f"</munder><mtext>{part} part</mtext></munder>"
            )
    elif row.pieces:
        shown += counter.pieces(row.pieces, row.kind)
    elif row.relation is not None:
        shown += "<mn>0</mn>"
    shown += _FORMS[row.trailing]
    note: Note = row.note or ((f"({row.label})",) if row.label and not row.aligned else ())
    if note:
        shown += '<mspace width="1em"/>'
    return shown + "".join(
        f"<mtext>{escape.spaced(part)}</mtext>" if isinstance(part, str) else node(part)
        for part in note
    )


def block(rows: Sequence[Row], paint: Paint, tag: Tag = lambda _: {}) -> str:
    """A ``math`` element with all rows, their relations in one column."""
    counter = _Counter(paint, tag)
    labelled = any(row.aligned for row in rows)
    lines = []
    for row in rows:
        head = "" if row.left is None or row.hanging else node(row.left)
        sign = "" if row.left is None or row.hanging else f"<mo>{row.relation}</mo>"
        cells = [
            f'<mtd style="{_CELL}{_RIGHT}">{head}</mtd>',
            f'<mtd style="{_CELL}padding-left:0.28em;padding-right:0.28em">'
            f"{sign.replace('~', '∼')}</mtd>",
            f'<mtd style="{_CELL}{_LEFT}">{_right(row, counter)}</mtd>',
        ]
        if labelled:
            label = f"<mtext>({row.label})</mtext>" if row.aligned and row.label else ""
            cells.append(f'<mtd style="{_CELL}{_LEFT};padding-left:1.5em">{label}</mtd>')
        lines.append(f'<mtr data-kind="{row.kind}">{"".join(cells)}</mtr>')
    size = "" if paint.style.scale == 1 else f";font-size:{paint.style.scale:g}em"
    table = f'<mtable displaystyle="true">{"".join(lines)}</mtable>'
    return (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block" dir="ltr" '
        f'style="white-space:nowrap;font-family:{FONTS}{size}">{table}</math>'
    )


_CELL = "padding:0.25em 0;"


# Browsers lay out what stands in a cell as a block, which the plain values do not move.
_RIGHT = "text-align:right;text-align:-moz-right;text-align:-webkit-right"


_LEFT = "text-align:left;text-align:-moz-left;text-align:-webkit-left"
