r"""Beamer: rows and formulas whose pieces are lit on some overlays, by ``\lit<2,4>{...}``.

A lit piece is coloured and boxed in the space it has, so that nothing moves; operators stand outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from formula2eq.notation.math import Apply
from formula2eq.source import Span
from formula2eq.writers import latex, latex_rows
from formula2eq.writers.pieces import Piece
from formula2eq.writers.row import Row

#: Numbers of the overlays on which a piece is lit.
LitPiece = Callable[[Row, Piece], Sequence[int]]
LitSide = Callable[[Row], Sequence[int]]
#: Marks what is lit on these overlays, of which there may be none.
Mark = Callable[[str, Sequence[int]], str]

_SIGNS = {"": "", "+": "+", "-": "-", ",": ",", "x": r"\times"}


def overlays(numbers: Iterable[int]) -> str:
    """Numbers as Beamer writes them.

    >>> overlays([2, 3, 4, 7])
    '<2-4,7>'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return f"<{','.join(str(a) if a == b else f'{a}-{b}' for a, b in runs)}>"


def row(
    item: Row,
    lit: LitPiece,
    left: LitSide,
    right: LitSide,
    since: int = 1,
    mark: Mark | None = None,
) -> str:
    r"""A row with one ``&``; ``since`` is the overlay from which it is seen.

    mark  how it is marked what is lit on these overlays; the default is by ``\lit``
    """
    mark = mark or _lit
    first, rest = "", ""
    if item.left is not None:
        first = mark(latex.node(item.left), left(item))
    if item.hanging:
        first, rest = "", first
    elif item.relation is not None:
        rest = f"{{}}{latex.relation(item.relation)} "
        if item.left is None:
            rest = rf"\quad {rest}"
    elif item.pieces:
        rest = r"\quad "
        if item.pieces[0].operator:
            rest += f"{{}}{_SIGNS[item.pieces[0].operator]} "
    if item.right is not None:
        rest += mark(latex.node(item.right), right(item))
    elif item.pieces:
        rest += _pieces(item, lit, mark)
    elif item.relation is not None and not item.hanging:
        rest += "0"
    if item.trailing:
        rest += f" {_SIGNS[item.trailing]} {{}}"
    if item.note:
        rest += rf" \quad {latex_rows.note(item.note)}"
    if since > 1:
        first = rf"\uncover<{since}->{{{first}}}" if first else ""
        rest = rf"\uncover<{since}->{{{rest}}}"
    return f"{first} &{rest}"


def _pieces(item: Row, lit: LitPiece, mark: Mark) -> str:
    shown = ""
    for position, piece in enumerate(item.pieces):
        if position:
            shown += f" {_SIGNS[piece.operator]} "
        shown += "".join(opening(function) for function in piece.opens)
        shown += mark(" ".join(map(latex.node, piece.factors)), lit(item, piece))
        for after in piece.closes:
            shown += ")" + "".join(f" {latex.node(factor)}" for factor in after)
    return shown


def opening(function: str) -> str:
    """A function's name and its bracket; a bracket alone without a name."""
    return latex.node(Apply(function, ())).removesuffix(")") if function else "("


def _lit(shown: str, numbers: Sequence[int], command: str = "lit") -> str:
    return rf"\{command}{overlays(numbers)}{{{shown}}}" if numbers else shown


def code_line(
    text: str, line: Span, lit: Sequence[tuple[Span, Sequence[int]]], spell: Callable[[str], str]
) -> str:
    """A line of a formula; ``lit`` are its lit places, each with its overlays, and may be nested."""
    merged: dict[Span, set[int]] = {}
    for span, numbers in lit:
        start, end = max(span.start, line.start), min(span.end, line.end)
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip())
        end = start + len(inner.strip())
        if start < end:
            merged.setdefault(Span(start, end), set()).update(numbers)
    ordered = sorted(merged, key=lambda span: (span.start, -span.end))
    return _nested(text, line, [(span, sorted(merged[span])) for span in ordered], spell)


def _nested(
    text: str,
    around: Span,
    lit: list[tuple[Span, list[int]]],
    spell: Callable[[str], str],
) -> str:
    shown = ""
    at = around.start
    while lit:
        span, numbers = lit[0]
        inside = [item for item in lit[1:] if span.covers(item[0])]
        crossing = [i for i in lit[1:] if i[0].start < span.end and not span.covers(i[0])]
        inside += [(Span(i[0].start, span.end), i[1]) for i in crossing]
        later = [(Span(span.end, i[0].end), i[1]) for i in crossing]
        lit = later + [item for item in lit[1:] if item[0].start >= span.end]
        inner = _nested(text, span, inside, spell)
        shown += spell(text[at : span.start]) + _lit(inner, numbers, "litcode")
        at = span.end
    return shown + spell(text[at : around.end])
