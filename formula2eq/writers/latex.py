r"""LaTeX: nodes, summands and whole equations on one line.

Needs amsmath and amssymb only. Names are escaped and stand in ``\text{}``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from formula2eq.equations.equation import Equation, Summand
from formula2eq.notation import math
from formula2eq.writers import escape
from formula2eq.writers.greek import GREEK
from formula2eq.writers.height import height, touches
from formula2eq.writers.joints import OPERATORS, Joint, joint

_LETTERS = {"N", "f"}
_RELATIONS = {
    "<=": r"\le",
    ">=": r"\ge",
    "!=": r"\ne",
    "and": r"\wedge",
    "or": r"\vee",
    "in": r"\in",
    "given": r"\mid",
    "kron": r"\otimes",
}
_DOTS = {"row": r"\cdots", "column": r"\vdots", "diagonal": r"\ddots"}


def node(item: math.Node) -> str:
    r"""A node: ``\beta_{0k}``, ``\text{Age}_i``, ``\log(\text{Days}_i + 1)``."""
    match item:
        case math.Symbol(letter, below, above, bold, accent):
            shown = _letter(letter)
            if bold:
                shown = rf"\boldsymbol{{{shown}}}"
            if accent:
                shown = rf"\{accent}{{{shown}}}"
            return shown + _script("^", above, bracket=True) + _script("_", below)
        case math.Text(text, below):
            return escape.latex_name(text) + _script("_", below)
        case math.Number(text):
            return escape.latex(text)
        case math.Apply(function, arguments, below):
            return _apply(function, arguments) + _script("_", below)
        case math.Infix(operator, left, right):
            sign = _RELATIONS.get(
                operator, escape.latex(operator) if operator not in "<>" else operator
            )
            return f"{node(left)} {sign} {node(right)}"
        case math.Times(factors):
            return product(factors)
        case math.Negative(operand):
            return f"-{node(operand)}"
        case math.Power(base, exponent):
            return _power(math.as_base(base), exponent)
        case math.Fraction(numerator, denominator):
            return rf"\frac{{{node(numerator)}}}{{{node(denominator)}}}"
        case math.Root(inner):
            return rf"\sqrt{{{node(inner)}}}"
        case math.Bracket(inner):
            return _brackets(node(inner), tall=height(inner) > 0)
        case math.Indicator(condition):
            return r"\mathbf{1}" + _brackets(node(condition), tall=height(condition) > 0)
        case math.Matrix(rows):
            gap = r" \\[3pt] " if any(touches(e) for row in rows for e in row) else r" \\ "
            body = gap.join(" & ".join(node(entry) for entry in row) for row in rows)
            return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
        case math.Under(base, note, True):
            return rf"{node(base)}\,{node(note)}"
        case math.Under(base, note):
            return rf"\underset{{{node(note)}}}{{{node(base)}}}"
        case math.Dots(along):
            return _DOTS[along]
        case math.Transpose(math.Symbol(_, below, above) as inner) if above:
            raised = f"({script(above)})" if math.in_brackets(above) else script(above)
            bare = node(replace(inner, below=(), above=()))
            return f"{bare}^{{{raised} \\top}}" + _script("_", below)
        case math.Transpose(inner):
            return f"{node(inner)}^{{\\top}}"


def product(factors: Sequence[math.Node], joined: Joint = "close") -> str:
    r"""Factors side by side, or with a thin space or a dot beside a name."""
    shown = ""
    for position, factor in enumerate(factors):
        if position:
            shown += JOINS[joint(factors[position - 1], factor, joined)]
        shown += node(factor)
    return shown


#: A command at the end, which a letter behind it would become a part of.
_COMMAND = re.compile(r"\\[A-Za-z]+$")
#: What joins factors, by the style's ``products``.
JOINS = {"close": " ", "thin": r" \, ", "dot": r" \cdot "}


def _letter(letter: str) -> str:
    if letter == "∑":
        return r"\sum"
    if letter in GREEK:
        return f"\\{letter}"
    return escape.latex(letter)


def _script(sign: str, marks: Sequence[math.Mark], *, bracket: bool = False) -> str:
    """A subscript or superscript; single characters need no braces."""
    if not marks:
        return ""
    text = script(marks)
    if bracket and math.in_brackets(tuple(marks)):
        return f"{sign}{{({text})}}"
    return f"{sign}{text}" if len(text) == 1 else f"{sign}{{{text}}}"


def script(marks: Sequence[math.Mark]) -> str:
    """The marks of a subscript; separated by commas once a number reaches 10."""
    wide = math.separated(marks)
    shown = ""
    for position, mark in enumerate(marks):
        text = {
            "letter": _letter(mark.text),
            "index": _index(mark),
            "text": escape.latex_name(mark.text),
            "lookup": f"[{', '.join(map(node, mark.lookup))}]",
        }.get(mark.kind, escape.latex(mark.text))
        if position:
            before = marks[position - 1]
            if before.kind == "text":
                shown += r"\,"
            elif mark.kind == "lookup" or before.kind == "lookup":
                pass
            elif wide and "," not in (before.text, mark.text) and before.kind != "letter":
                shown += ","
            elif text[0].isalpha() and _COMMAND.search(shown):
                shown += " "
        shown += text
    return shown


def _index(mark: math.Mark) -> str:
    """An index: a letter, or a word set upright, with its lookup behind it, ``[i]`` or ``(i)``."""
    name, bracket, inside = mark.text.partition("(" if mark.text.endswith(")") else "[")
    shown = escape.latex_name(name) if mark.is_word else escape.latex(name)
    return shown + bracket + inside


def _apply(function: str, arguments: tuple[math.Node, ...]) -> str:
    inner = ", ".join(node(argument) for argument in arguments)
    tall = any(map(height, arguments))
    if function == "probit":
        return r"\Phi^{-1}" + _brackets(inner, tall=tall)
    if function == "abs":
        return rf"\left| {inner} \right|" if tall else f"|{inner}|"
    if function == "not":
        return rf"\neg {inner}"
    return function_name(function) + _brackets(inner, tall=tall)


def function_name(function: str) -> str:
    """A function's name; none for a bracket alone."""
    if function in OPERATORS:
        return f"\\{function}"
    if function in _LETTERS:
        return function
    return escape.latex_name(function) if function else ""


def _brackets(inner: str, *, tall: bool) -> str:
    return rf"\left( {inner} \right)" if tall else f"({inner})"


def _power(base: math.Node, exponent: math.Node) -> str:
    r"""A power; a base with a subscript keeps it below: ``\text{age}_i^2``."""
    shown = node(exponent)
    raised = shown if len(shown) == 1 else f"{{{shown}}}"
    match base:
        case math.Symbol(above=()) | math.Text() | math.Bracket() | math.Apply() | math.Number():
            return f"{node(base)}^{raised}"
        case math.Symbol(accent=str()):
            # TeX takes the braces off an accent that is alone in them.
            return f"{{{{}}{node(base)}}}^{raised}"
        case _:
            return f"{{{node(base)}}}^{raised}"


def summand(item: Summand) -> str:
    """A parameter, or a bracket, and its variables."""
    if item.bracket:
        inner = f"({sum_of(item.bracket)})"
        return f"{inner} {product(item.variables)}" if item.variables else inner
    own = () if item.parameter is None else (item.parameter,)
    return product((*own, *item.variables))


def sum_of(summands: Sequence[Summand]) -> str:
    """Summands joined by their signs; an empty sum is 0."""
    shown = ""
    for position, item in enumerate(summands):
        shown += (
            ("-" if item.negative else "") if not position else " - " if item.negative else " + "
        )
        shown += summand(item)
    return shown or "0"


def relation(sign: str | None) -> str:
    r"""``=`` or ``\sim``."""
    return r"\sim" if sign == "~" else "="


def line(equation: Equation) -> str:
    """A whole equation on one line, unbroken."""
    right = sum_of(equation.summands) if equation.right is None else node(equation.right)
    return f"{node(equation.left)} {relation(equation.relation)} {right}"
