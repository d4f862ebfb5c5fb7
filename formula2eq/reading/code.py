"""Computed variables of equations as R code: ``log(x + 1)``, ``poly(x, 2, raw = TRUE)``, ``x == "a"``."""

from __future__ import annotations

from collections.abc import Callable

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import (
    Apply,
    Bracket,
    Fraction,
    Listing,
    Node,
    Number,
    Power,
    Product,
    Relation,
    Sum,
    Symbol,
)

#: R's words that name no column.
_CONSTANTS = frozenset({"TRUE", "FALSE", "NULL", "NA", "NaN", "Inf"})
_QUOTES = {"“": "”", '"': '"'}
_FUNCTIONS = {"ln": "log"}
_SIGNS = {"=": "==", "and": "&", "or": "|", "in": "%in%"}

#: Gives R's text of a symbol.
Spell = Callable[[Symbol], str]


def code(node: Node, spell: Spell) -> str:
    """R's text of an expression of variables; ``?`` where it holds what R has no code for."""
    match node:
        case Number(text):
            return text
        case Symbol():
            return _constant(node) or spell(node)
        case Bracket(items) if len(items) == 1:
            return f"({code(items[0], spell)})"
        case Power(Apply(name, arguments), exponent) if name in ("log", "exp", "sqrt"):
            return f"{code(Apply(name, arguments, node.span), spell)}^{code(exponent, spell)}"
        case Power(base, exponent):
            return f"{_operand(base, spell)}^{_operand(exponent, spell)}"
        case Fraction(numerator, denominator):
            return f"{_operand(numerator, spell)}/{_operand(denominator, spell)}"
        case Product(factors):
            return " * ".join(_operand(f, spell) for f in factors)
        case Sum(signs, terms):
            text = "-" if signs[0] == "-" else ""
            for position, (sign, term) in enumerate(zip(signs, terms, strict=True)):
                text += f" {sign} " if position else ""
                text += code(term, spell)
            return text
        case Apply("indicator", arguments):
            return code(arguments[0], spell)
        case Apply("not", arguments):
            return f"!{code(arguments[0], spell)}"
        case Apply(name, arguments):
            shown = ", ".join(_argument(argument, spell) for argument in arguments)
            return f"{_FUNCTIONS.get(name, name)}({shown})"
        case Relation(operators, sides):
            indexed = any(isinstance(side, Symbol) and side.below for side in sides)
            text = code(sides[0], spell)
            for operator, side in zip(operators, sides[1:], strict=True):
                value = _value(side, spell) if indexed else code(side, spell)
                text += f" {_SIGNS.get(operator, operator)} {value}"
            return text
        case _:
            return "?"


def _constant(symbol: Symbol) -> str | None:
    """A symbol that names no column: R's constants, text in quotation marks, and pi."""
    name = symbol.letter
    if symbol.below or symbol.above or symbol.accent:
        return None
    if not symbol.word:
        return "pi" if name == "pi" else None
    if name in _CONSTANTS:
        return name
    if _QUOTES.get(name[:1]) == name[-1:] and len(name) > 1:
        return quoted(name[1:-1])
    return None


def quoted(text: str) -> str:
    """R's string of a text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _argument(node: Node, spell: Spell) -> str:
    """An argument of a call, ``raw = TRUE``."""
    match node:
        case Relation(("=",), (Symbol(name, _, _, (), ()), value)):
            return f"{name} = {code(value, spell)}"
        case _:
            return code(node, spell)


def _value(node: Node, spell: Spell) -> str:
    """What an indexed variable is compared with: a name without an index is one of its categories."""
    match node:
        case Symbol(name, _, _, (), ()) if _constant(node) is None:
            return quoted(name)
        case Apply("c", items) | Bracket(items) | Listing(items):
            shown = ", ".join(_value(item, spell) for item in items)
            return f"c({shown})"
        case _:
            return code(node, spell)


def _operand(node: Node, spell: Spell) -> str:
    text = code(node, spell)
    if isinstance(node, Bracket):
        return text
    return f"({text})" if isinstance(bare(node), (Sum, Fraction)) else text
