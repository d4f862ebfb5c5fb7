"""Tree to text, spelled as R's ``deparse`` spells it, on one line.

``parse(unparse(tree))`` is the tree again, whenever the tree came from a text. Trees that code puts
together, such as lme4's ``c:(b:a)``, get the parentheses they need.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import assert_never

from formula2eq.formula.lex import CONSTANTS, NAME, RESERVED
from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Block,
    Call,
    Constant,
    Expression,
    Formula,
    Function,
    Name,
    Number,
    Parentheses,
    String,
    Subset,
    Unary,
)

#: How tightly an operator binds, R's order; ``%any%`` is 10.
_BINDING = {
    "=": 0,
    "<-": 1,
    "<<-": 1,
    "->": 2,
    "->>": 2,
    "~": 3,
    "|": 4,
    "||": 4,
    "&": 5,
    "&&": 5,
    "<": 7,
    "<=": 7,
    ">": 7,
    ">=": 7,
    "==": 7,
    "!=": 7,
    "+": 8,
    "-": 8,
    "*": 9,
    "/": 9,
    ":": 11,
    "^": 13,
    "$": 15,
    "@": 15,
    "::": 16,
    ":::": 16,
}
_PREFIX = {"~": 3, "!": 6, "-": 12, "+": 12}
_TIGHT = frozenset({"/", "%%", "%/%", ":", "^", "$", "@", "::", ":::"})
_RIGHT = frozenset({"=", "<-", "<<-", "^"})
_POSTFIX, _ATOM = 15, 17

_PLAIN_NAME = re.compile(NAME)
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_ESCAPES |= {"\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v"}


def unparse(node: Expression | Formula, label: bool = False) -> str:
    """The text of a tree.

    ``label`` spells as R's term labels do, which print the integer ``5L`` as ``5`` and every missing
    value as ``NA``.

    >>> from formula2eq.formula.parse import parse
    >>> unparse(parse("y~x*z+( 1|`my g` )+I( x ^2 )"))
    'y ~ x * z + (1 | `my g`) + I(x^2)'
    """
    if isinstance(node, Formula):
        if node.response is None:
            return "~" + _operand(node.predictors, 4, label)
        left = _unparse(node.response, label, 0)
        left = left if _holds(node.response, 3) else f"({left})"
        return f"{left} ~ {_operand(node.predictors, 4, label)}"
    if isinstance(node, Name):
        return spell_name(node.name)
    return _unparse(node, label, 0)


@lru_cache(4096)
def spell_name(name: str) -> str:
    """A name as R code: in backticks where it is no plain name."""
    if _PLAIN_NAME.fullmatch(name) and name not in RESERVED and name not in CONSTANTS:
        return name
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"


def spell_number(value: float) -> str:
    """A number as R prints it with 15 digits: fixed, unless the exponent form is shorter.

    >>> spell_number(1e-3), spell_number(100000.0), spell_number(2 / 3)
    ('0.001', '1e+05', '0.666666666666667')
    """
    if value.is_integer() and 0 < value < 100_000:
        return str(int(value))
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Inf" if value > 0 else "-Inf"
    mantissa, _, power = f"{value:.14e}".partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    exponent = int(power)
    significant = len(mantissa.replace("-", "").replace(".", ""))
    decimals = max(0, significant - exponent - 1)
    fixed = f"{value:.{decimals}f}"
    scientific = f"{mantissa}e{exponent:+03d}"
    return fixed if len(fixed) <= len(scientific) else scientific


def _binding(node: Expression) -> int:
    if isinstance(node, Binary):
        return _BINDING.get(node.operator, 10)
    if isinstance(node, Unary):
        return _PREFIX[node.operator]
    if isinstance(node, Function):
        return 0
    return _ATOM


def _operand(node: Expression, least: int, label: bool, indent: int = 0) -> str:
    """A part of a larger expression, in parentheses if it binds more loosely than ``least``.

    A prefix operator or a function on the right of anything needs none.
    """
    if isinstance(node, Name):
        return spell_name(node.name)
    text = _unparse(node, label, indent)
    return f"({text})" if isinstance(node, Binary) and _binding(node) < least else text


def _ends_in(node: Binary | Unary) -> tuple[Expression, int]:
    """The last operand of an operator, and how tightly it must bind to stand without parentheses."""
    if isinstance(node, Binary):
        return node.right, _BINDING.get(node.operator, 10) + (node.operator not in _RIGHT)
    return node.operand, _PREFIX[node.operator] + 1


def _holds(node: Expression, least: int) -> bool:
    """Whether ``node op`` reads as a node left of ``op``: ``a * !b`` left of ``+`` does not."""
    while _binding(node) >= least:
        if not isinstance(node, (Binary, Unary)):
            return True
        last, needed = _ends_in(node)
        if isinstance(last, Binary) and _binding(last) < needed:
            return True  # it will be in parentheses
        if isinstance(node, Binary) and not isinstance(last, (Binary, Unary, Function)):
            return True
        node = last
    return False


def _unparse(node: Expression, label: bool, indent: int) -> str:
    match node:
        case Name(name):
            return spell_name(name)
        case Number(value, integer):
            return spell_number(value) if label or not integer else f"{value:.0f}L"
        case String(value):
            return spell_string(value)
        case Constant(name):
            return "NA" if label and name.startswith("NA_") else name
        case Call(function, arguments):
            return f"{_head(function, label, indent)}({_arguments(arguments, label, indent)})"
        case Subset(subject, arguments, double):
            inner = _arguments(arguments, label, indent)
            head = _head(subject, label, indent)
            return f"{head}[[{inner}]]" if double else f"{head}[{inner}]"
        case Unary(operator, operand):
            return operator + _operand(operand, _PREFIX[operator] + 1, label, indent)
        case Binary():
            return _infix(node, label, indent)
        case Parentheses(inner_node):
            return f"({_unparse(inner_node, label, indent)})"
        case Function(parameters, body):
            listed = ", ".join(
                spell_name(p.name)
                + ("" if p.default is None else f" = {_operand(p.default, 1, label, indent)}")
                for p in parameters
            )
            return f"function({listed}) {_operand(body, 1, label, indent)}"
        case Block(statements):
            if not statements:
                return "{\n" + "    " * indent + "}"
            margin = "\n" + "    " * (indent + 1)
            lines = "".join(margin + _unparse(s, label, indent + 1) for s in statements)
            return "{" + lines + "\n" + "    " * indent + "}"
        case _:
            assert_never(node)


def _head(node: Expression, label: bool, indent: int) -> str:
    """What is called or indexed."""
    text = _unparse(node, label, indent)
    return text if _binding(node) >= _POSTFIX else f"({text})"


def _infix(node: Binary, label: bool, indent: int) -> str:
    """An infix expression; a chain such as a long sum is walked along its left side, not recursed."""
    pieces: list[str] = []
    part: Expression = node
    while isinstance(part, Binary):
        operator = part.operator
        strength = _BINDING.get(operator, 10)
        right, needed = _ends_in(part)
        pieces.append(_operand(right, needed, label, indent))
        pieces.append(operator if operator in _TIGHT else f" {operator} ")
        # The left of a comparison may be none, the left of `^` no other `^`: they are no chains.
        part = part.left
        if not _holds(part, strength + (operator in _RIGHT or strength == 7)):
            pieces.append(f"({_unparse(part, label, indent)})")
            break
        if not isinstance(part, Binary):
            pieces.append(_unparse(part, label, indent))
    return "".join(reversed(pieces))


def _arguments(arguments: tuple[Argument, ...], label: bool, indent: int) -> str:
    return ", ".join(_argument(argument, label, indent) for argument in arguments)


def _argument(argument: Argument, label: bool, indent: int) -> str:
    value = "" if argument.value is None else _operand(argument.value, 1, label, indent)
    if argument.name is None:
        return value
    return f"{spell_name(argument.name)} = {value}"


def spell_string(value: str) -> str:
    """A string as R code, in double quotes."""
    spelled = [
        '\\"'
        if character == '"'
        else _ESCAPES.get(character)
        or (character if character.isprintable() else f"\\U{{{ord(character):x}}}")
        for character in value
    ]
    return '"' + "".join(spelled) + '"'
