"""Typst: nodes in its mathematics.

Every name stands between quotes, where Typst knows no markup; Greek letters are written as themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formula2eq.notation import math
from formula2eq.writers import escape
from formula2eq.writers.greek import DOTS, GREEK
from formula2eq.writers.height import height

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
            return words(text) + _below(below)
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
            return _power(math.as_base(base), exponent)
        case math.Fraction(numerator, denominator):
            return f"frac({node(numerator)}, {node(denominator)})"
        case math.Root(inner):
            return f"sqrt({node(inner)})"
        case math.Bracket(inner):
            return _brackets(node(inner), tall=height(inner) > 0)
        case math.Indicator(condition):
            return f"bold(1) {_brackets(node(condition), tall=height(condition) > 0)}"
        case math.Matrix(rows):
            body = "; ".join(", ".join(node(entry) for entry in row) for row in rows)
            return f'mat(delim: "(", {body})'
        case math.Dots(along):
            return DOTS[along]
        case math.Transpose(math.Symbol(_, below, above) as inner) if above:
            raised = f"\\({_marks(above)}\\)" if math.in_brackets(above) else _marks(above)
            bare = node(replace(inner, below=(), above=()))
            return f"{bare}^({raised} top){_below(below)}"
        case math.Transpose(inner):
            return f"{node(inner)}^top"
        case math.Under(base, note, True):
            return f"{node(base)} thin {node(note)}"
        case math.Under(base, note):
            return f"attach(limits({node(base)}), b: {node(note)})"


def _letter(letter: str) -> str:
    shown = GREEK.get(letter, letter)
    return shown if shown in GREEK.values() or _plain(shown) else words(shown)


def _plain(text: str) -> bool:
    return len(text) == 1 and text.isascii() and text.isalpha()


def words(text: str) -> str:
    """A text set upright, between quotes."""
    return f'"{escape.typst(text)}"'


def _number(text: str) -> str:
    digits = text.removeprefix("-")
    safe = digits.replace(".", "", 1).isascii() and digits.replace(".", "", 1).isdigit()
    return text if safe else words(text)


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
                shown.append(words(mark.text))
            case _ if mark.text == ",":
                shown.append("\\,")
            case _:
                shown += map(_token, mark.tokens)
    return " ".join(shown)


def _token(token: str) -> str:
    """A letter, a word or a sign of an index."""
    if token.isalpha():
        return _letter(token)
    return f"\\{token}" if token in "()[]" else _number(token) if token.isdigit() else token


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
    brackets = _brackets(inner, tall=any(map(height, arguments)))
    if function == "probit":
        return f"Φ^(-1) {brackets}"
    if function == "abs":
        return f"abs({inner})"
    if function == "not":
        return f"not {inner}"
    return f"{function_name(function)}{brackets}"


def _brackets(inner: str, *, tall: bool) -> str:
    """Brackets, which Typst would make taller than a line for a subscript inside."""
    return f"lr(({inner}))" if tall else f"\\({inner}\\)"


def function_name(function: str) -> str:
    """A function's name: its own command where Typst has one; none for a bracket alone."""
    if not function:
        return ""
    return f"{function} " if function in _OPERATORS or _plain(function) else words(function)
