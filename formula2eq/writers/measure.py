"""How wide mathematics is when it is typeset, in digits of Computer Modern at 10 pt (5 pt each).

The widths of characters are those of cmr10 and cmmi10, spaces those of TeX's display style.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from formula2eq.notation import math
from formula2eq.writers.height import height


def _by_character(widths: dict[float, str]) -> dict[str, float]:
    return {character: width for width, characters in widths.items() for character in characters}


def _by_word(widths: dict[float, str]) -> dict[str, float]:
    return {word: width for width, words in widths.items() for word in words.split()}


#: Characters of the upright roman; others are a wide letter.
_ROMAN = _by_character(
    {
        0.56: "!',.:;[]`il|",
        0.61: "fj",
        0.67: " -",
        0.72: "I",
        0.79: "()rst",
        0.89: "cez",
        1.0: '0123456789ago"$*/\\^{}~',
        1.06: "kqvxyJ?",
        1.12: "Sbdhnpu",
        1.4: "_",
        1.25: "ZL",
        1.36: "EFP",
        1.45: "BCRTw",
        1.53: "ADHNUVXY",
        1.57: "GKOQ&+<=>@",
        1.67: "#%m",
        1.84: "M",
        2.06: "W",
    }
)
#: Letters of the mathematical italic.
_ITALIC = _by_character(
    {
        0.64: "l",
        0.7: "i",
        0.72: "t",
        0.87: "bc",
        0.95: "ejoqrs",
        1.05: "aIdgpvyz",
        1.1: "k",
        1.15: "hux",
        1.2: "fn",
        1.33: "LJS",
        1.48: "Tw",
        1.55: "AFPRZ",
        1.62: "BCEGOQUVY",
        1.76: "mD",
        1.83: "HKNX",
        2.17: "MW",
    }
)
_GREEK = _by_word(
    {
        0.72: "iota",
        0.82: "epsilon",
        0.99: "delta varepsilon xi theta zeta",
        1.08: "eta rho tau",
        1.15: "gamma nu kappa upsilon lambda phi",
        1.24: "beta mu sigma pi chi Gamma",
        1.31: "alpha varphi omega psi Xi",
        1.44: "Lambda Sigma Phi Omega",
        1.56: "Theta Psi Upsilon Pi",
        1.67: "Delta",
    }
)
_OPERATORS = {"log": 2.58, "exp": 3.05, "sin": 2.45, "cos": 2.68, "tan": 2.89, "probit": 3.6}
_SIGNS = ("abs", "not")
#: Bold letters against the italic, and a script against the line.
_BOLD = 1.17
_SCRIPT = 0.8
#: What TeX adds behind a script.
_AFTER = 0.1

#: A thin space, `` + `` between summands, `` = `` after the left side, a comma, and one bracket.
THIN = 0.34
PLUS = 2.45
RELATION = 2.67
COMMA = 0.89
BRACKET = 0.79
#: Between the columns of a matrix, and its two brackets by the number of rows.
_COLUMN_GAP = 2.0
_FENCES = (1.9, 3.3, 3.9)
_RELATIONS = ("<", ">", "=", "<=", ">=", "!=", "in", "given")


def text(shown: str) -> float:
    """Upright text."""
    return sum(map(_character, shown))


def _character(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 2.1
    bare = unicodedata.normalize("NFD", character)[0]
    return _ROMAN.get(bare) or 1.57


def node(item: math.Node) -> float:
    """A node.

    >>> node(math.Text("year")) > node(math.Number("12"))
    True
    """
    match item:
        case math.Symbol(letter, below, above, bold):
            return _letter(letter) * (_BOLD if bold else 1) + max(_marks(below), _above(above))
        case math.Text(shown, below):
            return text(shown) + _marks(below)
        case math.Number(shown):
            return text(shown) + (0.9 if shown.startswith("-") else 0)
        case math.Apply(function, arguments, below):
            return _apply(function, arguments) + _marks(below)
        case math.Infix(operator, left, right):
            return node(left) + node(right) + _operator(operator)
        case math.Times(factors):
            return sum(map(node, factors)) + THIN * (len(factors) - 1)
        case math.Negative(operand):
            return 1.57 + node(operand)
        case math.Power(base, exponent):
            return _raised(math.as_base(base), _SCRIPT * node(exponent) + _AFTER)
        case math.Fraction(numerator, denominator):
            return max(node(numerator), node(denominator)) + 0.5
        case math.Root(inner):
            return node(inner) + 1.9
        case math.Bracket(inner):
            return node(inner) + _fences((inner,))
        case math.Indicator(condition):
            return 1.15 + node(condition) + _fences((condition,))
        case math.Matrix(rows):
            columns = [max(map(node, column)) for column in zip(*rows, strict=True)]
            return sum(columns) + _COLUMN_GAP * (len(columns) - 1) + _fences((item,))
        case math.Under(base, note, True):
            return node(base) + THIN + node(note)
        case math.Under(base, note):
            return max(node(base), _SCRIPT * node(note))
        case math.Dots():
            return 2.67
        case math.Transpose(inner):
            return _raised(inner, 1.35)


def _letter(letter: str) -> float:
    return _ITALIC.get(letter) or _GREEK.get(letter) or text(letter)


def _operator(operator: str) -> float:
    """An operator with the spaces beside it."""
    if operator == ",":
        return COMMA
    if operator == "/":
        return 1.0
    return RELATION if operator in _RELATIONS else PLUS


def _raised(base: math.Node, width: float) -> float:
    """A base with what stands above it, over its subscript where it has one alone."""
    match base:
        case math.Symbol(below=below, above=()) | math.Text(below=below) if below:
            return node(base) - _marks(below) + max(_marks(below), width)
        case _:
            return node(base) + width


def _apply(function: str, arguments: Sequence[math.Node]) -> float:
    name = 0.0 if function in _SIGNS else _OPERATORS.get(function)
    inner = sum(map(node, arguments)) + COMMA * (len(arguments) - 1)
    return (text(function) if name is None else name) + inner + _fences(arguments)


def _fences(inside: Iterable[math.Node]) -> float:
    """Two brackets, as tall as what is inside; a thin space stands beside tall ones."""
    most = max(map(height, inside), default=0)
    return 2 * BRACKET if most == 0 else _FENCES[min(most, 3) - 1] + THIN


def _above(marks: Sequence[math.Mark]) -> float:
    """A superscript, brackets around numbers included."""
    brackets = 2 * BRACKET * _SCRIPT if marks and math.in_brackets(tuple(marks)) else 0.0
    return _marks(marks) + brackets


def _marks(marks: Sequence[math.Mark]) -> float:
    """A script, commas between numbers included where numbers are wide."""
    if not marks:
        return 0.0
    between = sum(
        before.kind in ("number", "index") and mark.kind != "lookup" and mark.text != ","
        for before, mark in pairwise(marks)
    )
    commas = 0.58 * between if math.separated(marks) else 0.0
    gaps = THIN * sum(mark.kind == "text" for mark in marks[:-1])
    return _SCRIPT * (sum(map(_mark, marks)) + commas + gaps) + _AFTER


def _mark(mark: math.Mark) -> float:
    match mark.kind:
        case "letter":
            return 0.58 if mark.text == "," else _letter(mark.text)
        case "lookup":
            return sum(map(node, mark.lookup)) + COMMA * (len(mark.lookup) - 1) + 1.1
        case "index":
            name = mark.text.partition("(" if mark.text.endswith(")") else "[")[0]
            upright = text(name) if mark.is_word else sum(map(_letter, name))
            return upright + sum(map(_letter, mark.text[len(name) :]))
        case _:
            return text(mark.text)
