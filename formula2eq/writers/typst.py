"""Typst: nodes and rows in its mathematics, without the page around them.

Every name stands between quotes, where Typst knows no markup; Greek letters are written as themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.notation import math
from formula2eq.writers import escape
from formula2eq.writers.colours import Paint
from formula2eq.writers.greek import DOTS, GREEK
from formula2eq.writers.layout import Row, runs
from formula2eq.writers.pieces import Piece

_OPERATORS = {"log", "exp", "sin", "cos", "tan"}
_ACCENTS = {"hat": "hat", "bar": "macron"}
_RELATIONS = {
    "<=": "<=",
    ">=": ">=",
    "!=": "!=",
    "and": "and",
    "or": "or",
    "in": "in",
    "given": "|",
    "kron": "⊗",
}
_SIGNS = {"": "", "+": "+", "-": "-", ",": ",", "x": "times"}


def node(item: math.Node) -> str:
    """A node: ``β_(0 k)``, ``"Age"_i``."""
    match item:
        case math.Symbol(letter, below, above, bold, accent):
            shown = _letter(letter)
            if bold:
                shown = f"bold({shown})"
            if accent:
                shown = f"{_ACCENTS[accent]}({shown})"
            return shown + _above(above) + _below(below)
        case math.Text(text, below):
            return _text(text) + _below(below)
        case math.Number(text):
            return _number(text)
        case math.Apply(function, arguments, below):
            return _apply(function, arguments) + _below(below)
        case math.Infix(operator, left, right):
            sign = "\\," if operator == "," else _RELATIONS.get(operator, operator)
            return f"{node(left)} {sign} {node(right)}"
        case math.Times(factors):
            return " thin ".join(map(node, factors))
        case math.Negative(operand):
            return f"-{node(operand)}"
        case math.Power(base, exponent):
            return _power(base, exponent)
        case math.Fraction(numerator, denominator):
            return f"frac({node(numerator)}, {node(denominator)})"
        case math.Root(inner):
            return f"sqrt({node(inner)})"
        case math.Bracket(inner):
            return f"lr(({node(inner)}))"
        case math.Indicator(condition):
            return f"bold(1) lr(({node(condition)}))"
        case math.Matrix(rows):
            body = "; ".join(", ".join(node(entry) for entry in row) for row in rows)
            return f'mat(delim: "(", {body})'
        case math.Dots(along):
            return DOTS[along]
        case math.Transpose(math.Symbol(above=above) as inner) if above:
            return f"attach({node(inner)}, t: top)"
        case math.Transpose(inner):
            return f"{node(inner)}^top"
        case math.Under(base, note, True):
            return f"{node(base)} thin {node(note)}"
        case math.Under(base, note):
            return f"attach(limits({node(base)}), b: {node(note)})"


def _letter(letter: str) -> str:
    shown = GREEK.get(letter, letter)
    return shown if shown in GREEK.values() or _plain(shown) else _text(shown)


def _plain(text: str) -> bool:
    return len(text) == 1 and text.isascii() and text.isalpha()


def _text(text: str) -> str:
    return f'"{escape.typst(text)}"'


def _number(text: str) -> str:
    digits = text.removeprefix("-")
    safe = digits.replace(".", "", 1).isascii() and digits.replace(".", "", 1).isdigit()
    return text if safe else _text(text)


def _marks(marks: Sequence[math.Mark]) -> str:
    wide = math.separated(marks)
    shown: list[str] = []
    for position, mark in enumerate(marks):
        before = marks[position - 1] if position else None
        if before is not None and before.kind == "text":
            shown.append("thin")
        elif before is None or "lookup" in (before.kind, mark.kind):
            pass
        elif wide and before.kind != "letter" and mark.text != ",":
            shown.append("\\,")
        match mark.kind:
            case "lookup":
                shown.append("\\[" + "\\, ".join(map(node, mark.lookup)) + "\\]")
            case "number":
                shown.append(_number(mark.text))
            case "text":
                shown.append(_text(mark.text))
            case _ if mark.text == ",":
                shown.append("\\,")
            case _:
                shown.append(_letter(mark.text))
    return " ".join(shown)


def _above(marks: Sequence[math.Mark]) -> str:
    if not marks:
        return ""
    return f"^(({_marks(marks)}))" if math.in_brackets(tuple(marks)) else f"^({_marks(marks)})"


def _below(marks: Sequence[math.Mark]) -> str:
    return f"_({_marks(marks)})" if marks else ""


def _power(base: math.Node, exponent: math.Node) -> str:
    match base:
        case math.Symbol(above=()) | math.Text() | math.Number() | math.Bracket() | math.Apply():
            return f"{node(base)}^({node(exponent)})"
        case _:
            return f"{{{node(base)}}}^({node(exponent)})"


def _apply(function: str, arguments: tuple[math.Node, ...]) -> str:
    inner = "\\, ".join(map(node, arguments))
    if function == "probit":
        return f"Φ^(-1) lr(({inner}))"
    if function == "abs":
        return f"abs({inner})"
    if function == "not":
        return f"not {inner}"
    return f"{_name(function)}lr(({inner}))"


def _name(function: str) -> str:
    if not function:
        return ""
    return f"{function} " if function in _OPERATORS or _plain(function) else _text(function)


def piece(item: Piece, paint: Paint, kind: str = "") -> str:
    """A piece with its brackets, without its operator."""
    shown = "".join(f"{_name(function)}\\(" for function in item.opens)
    shown += " thin ".join(map(_coloured, map(node, item.factors), paint.piece(item, kind)))
    for after in item.closes:
        shown += "\\)" + "".join(f" thin {node(factor)}" for factor in after)
    return shown


def _coloured(shown: str, colour: str | None) -> str:
    return shown if colour is None else f'#text(fill: rgb("#{colour}"))[${shown}$]'


def _pieces(pieces: Sequence[Piece], paint: Paint, kind: str) -> str:
    """Pieces joined by their operators; the first one's is not written."""
    shown = ""
    for position, item in enumerate(pieces):
        if position:
            shown += f"{'' if item.operator == ',' else ' '}{_SIGNS[item.operator]} "
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
        shown += f" quad {_text(f'({item.note})')}"
    if item.label:
        shown += f' {"&&" if item.aligned else ""} quad "({item.label})"'
    return shown


def block(rows: Sequence[Row], paint: Paint) -> str:
    """A display equation of all rows."""
    body = " \\\n".join(f"  {row(item, paint)}" for item in rows)
    return f"$\n{body}\n$"
