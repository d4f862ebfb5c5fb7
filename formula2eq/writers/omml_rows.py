"""OMML: pieces and rows, lined up at their relations inside one ``m:oMathPara``."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.notation.math import Note
from formula2eq.writers.colours import Paint
from formula2eq.writers.omml import QUAD, THIN, element, function_name, node, run
from formula2eq.writers.pieces import Piece
from formula2eq.writers.row import Row, runs

_SIGNS = {"": "", "+": "+", "-": "−", ",": ", ", "x": "×"}


def piece(item: Piece, paint: Paint, kind: str = "") -> str:
    """A piece with its brackets, without its operator.

    Brackets are words: they may close in another row, which LibreOffice could not read.
    """
    shown = "".join(function_name(function) + run("(", "n") for function in item.opens)
    shown += run(THIN, "p").join(map(node, item.factors, paint.piece(item, kind)))
    for after in item.closes:
        shown += run(")", "n") + "".join(run(THIN, "p") + node(factor) for factor in after)
    return shown


def _pieces(pieces: Sequence[Piece], paint: Paint, kind: str) -> str:
    return "".join(
        (run(_SIGNS[item.operator] or THIN, "p") if position else "") + piece(item, paint, kind)
        for position, item in enumerate(pieces)
    )


def row(item: Row, paint: Paint) -> tuple[str, str, str]:
    """A row's left side, its relation, and what stands right of it.

    A thin space stands before the relation: LibreOffice wants something on its left.
    """
    if item.hanging and item.left is not None:
        return "", "", node(item.left)
    sign = run("∼" if item.relation == "~" else "=", "p") if item.relation else ""
    left, relation, shown = "", "", ""
    if item.left is not None:
        left, relation = node(item.left), run(THIN, "n") + sign
    else:
        operator = _SIGNS[item.pieces[0].operator] if item.pieces else ""
        shown = run(QUAD * 2, "n") + sign + run(operator, "p")
    if item.right is not None:
        shown += node(item.right)
    elif item.braced:
        for number, (part, pieces) in enumerate(runs(item)):
            shown += run(_SIGNS[pieces[0].operator], "p") if number else ""
            shown += _braced(_pieces(pieces, paint, item.kind), f"{part} part")
    elif item.pieces:
        shown += _pieces(item.pieces, paint, item.kind)
    elif item.relation is not None:
        shown += run("0", "p")
    if item.trailing:
        shown += run(_SIGNS[item.trailing].strip(), "p") + run(THIN, "n")
    note: Note = item.note or ((f"({item.label})",) if item.label else ())
    if note:
        shown += run(QUAD, "n")
        shown += "".join(run(p, "n") if isinstance(p, str) else node(p) for p in note)
    return left, relation, shown


def _braced(inner: str, words: str) -> str:
    brace = (
        f'<m:groupChr><m:groupChrPr><m:chr m:val="⏟"/></m:groupChrPr>{element(inner)}</m:groupChr>'
    )
    return f"<m:limLow>{element(brace)}<m:lim>{run(words, 'n')}</m:lim></m:limLow>"


def block(rows: Sequence[Row], paint: Paint) -> str:
    """An ``m:oMathPara`` of all rows, lined up at their relations."""
    lines = []
    for item in rows:
        left, relation, right = row(item, paint)
        lines.append(element(f"{left}{_ALIGN}{relation}{right}"))
    array = f"<m:eqArr>{''.join(lines)}</m:eqArr>"
    return f"<m:oMathPara><m:oMath>{array}</m:oMath></m:oMathPara>"


#: Where rows of an equation array line up.
_ALIGN = "<m:r><m:t>&amp;</m:t></m:r>"
