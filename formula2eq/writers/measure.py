"""How wide mathematics is when it is typeset, in digits of Computer Modern at 10 pt (5 pt each)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from formula2eq.notation import math

#: Characters of the upright roman by their width; others are a digit wide.
_ROMAN = {
    character: size
    for size, characters in {
        0.56: " !',.:;[]`il",
        0.61: "fj",
        0.67: "-",
        0.78: "()rtIs",
        0.9: "cez_",
        1.06: 'kqvxyJ"$',
        1.12: "Sbdhnpu",
        1.36: "ZLFEP",
        1.47: "BCTwR",
        1.56: "AHNUVXYDGKOQ&+=@",
        1.67: "#%m~^|<>\\{}",
        1.84: "M",
        2.06: "W",
    }.items()
    for character in characters
}
#: Characters of the mathematical italic.
_ITALIC = {"i": 0.7, "j": 0.85, "l": 0.6, "t": 0.75, "k": 1.05, "m": 1.76, "w": 1.45, "n": 1.2}
#: Size of a script against the line.
_SCRIPT = 0.76
_NARROW_FUNCTIONS = {"log": 2.6, "exp": 3.0, "sin": 2.5, "cos": 2.7, "tan": 3.0, "probit": 3.2}

#: Between the columns of a matrix, outside it, and for its brackets.
_COLUMN_GAP = 2.0
_FENCES = 3.6

#: `` + `` between summands, `` = `` after the left side, and one bracket.
PLUS = 2.45
RELATION = 2.7
BRACKET = 0.8


def text(shown: str) -> float:
    """Upright text."""
    return sum(
        _ROMAN.get(character) or (2.1 if unicodedata.east_asian_width(character) in "WF" else 1.1)
        for character in shown
    )


def node(item: math.Node) -> float:
    """A node.

    >>> node(math.Text("year")) > node(math.Number("12"))
    True
    """
    match item:
        case math.Symbol(letter, below, above, bold):
            own = 1.2 if len(letter) > 1 else _ITALIC.get(letter, 1.1 if letter.islower() else 1.55)
            raised = _marks(above) + 1.2 if above else 0.0
            return own * (1.15 if bold else 1) + max(_marks(below), raised)
        case math.Text(shown, below):
            return text(shown) + _marks(below)
        case math.Number(shown):
            return text(shown) + (0.9 if shown.startswith("-") else 0)
        case math.Apply(function, arguments, below):
            name = _NARROW_FUNCTIONS.get(function, text(function))
            inner = sum(node(argument) + 0.9 for argument in arguments) - 0.9
            tall = any(isinstance(argument, math.Matrix) for argument in arguments)
            return name + inner + (4.6 if tall else 1.9) + _marks(below)
        case math.Infix(operator, left, right):
            return node(left) + node(right) + (0.9 if operator == "," else PLUS)
        case math.Times(factors):
            return sum(node(factor) + 0.35 for factor in factors)
        case math.Negative(operand):
            return 1.6 + node(operand)
        case math.Power(base, exponent):
            return node(math.as_base(base)) + _SCRIPT * node(exponent)
        case math.Fraction(numerator, denominator):
            return max(node(numerator), node(denominator)) + 0.5
        case math.Root(inner):
            return node(inner) + 1.8
        case math.Bracket(inner):
            return node(inner) + 1.8
        case math.Indicator(condition):
            return node(condition) + 3.0
        case math.Matrix(rows):
            columns = [max(map(node, column)) for column in zip(*rows, strict=True)]
            return _FENCES + sum(columns) + _COLUMN_GAP * (len(columns) - 1)
        case math.Under(base, note, True):
            return node(base) + node(note) + 0.4
        case math.Under(base, note):
            return max(node(base), 0.75 * node(note))
        case math.Dots():
            return 2.4
        case math.Transpose(inner):
            return node(inner) + 1.2


def _marks(marks: Sequence[math.Mark]) -> float:
    """Subscripts, commas between numbers included where numbers are wide."""
    if not marks:
        return 0.0
    total = 0.0
    wide = math.separated(marks)
    for mark in marks:
        if mark.kind == "letter":
            total += 0.6 if mark.text == "," else 1.2
        elif mark.kind == "lookup":
            total += sum(node(item) + 0.9 for item in mark.lookup) + 0.5
        elif mark.kind == "index":
            total += sum(_ITALIC.get(character, 1.1) for character in mark.text)
        else:
            total += text(mark.text) + (0.4 if mark.kind == "text" else 0)
        if wide:
            total += 0.6
    return _SCRIPT * total + 0.1
