"""What stands between two factors of a product in LaTeX."""

from __future__ import annotations

from typing import Literal

from formula2eq.notation import math

#: Nothing, a thin space, or a dot.
Joint = Literal["close", "thin", "dot"]
#: Functions that TeX knows, with a space before them.
OPERATORS = ("log", "exp", "sin", "cos", "tan")
#: Functions that are signs.
_SIGNS = ("abs", "not", "probit")


def joint(before: math.Node, factor: math.Node, joined: Joint) -> Joint:
    r"""What joins a factor to the one before it.

    Where factors are close, words still do not touch what has no subscript: a number or a bracket
    before a name, ``10.47 \, \text{Days}``, a bold matrix before a function; nor a name of several words.
    """
    if joined == "close":
        apart = _begins_with_a_word(factor) and (_ends_in_words(before) or _has_words(factor))
        return "thin" if apart else "close"
    named = any(isinstance(item, (math.Text, math.Apply)) for item in (before, factor))
    return joined if named else "close"


def is_word(function: str) -> bool:
    """Whether a function is written with a name that needs a space before it."""
    return bool(function) and function not in OPERATORS and function not in _SIGNS


def _begins_with_a_word(item: math.Node) -> bool:
    match item:
        case math.Text():
            return True
        case math.Apply(function):
            return is_word(function)
        case math.Power(base):
            return _begins_with_a_word(base)
        case _:
            return False


def _has_words(item: math.Node) -> bool:
    match item:
        case math.Text(text):
            return " " in text
        case math.Power(base):
            return _has_words(base)
        case _:
            return False


def _ends_in_words(item: math.Node) -> bool:
    match item:
        case math.Text(_, below):
            return not below
        case math.Number() | math.Under() | math.Bracket() | math.Apply():
            return True
        case math.Symbol(bold=bold):
            return bold
        case math.Power(base):
            return _ends_in_words(base)
        case _:
            return False
