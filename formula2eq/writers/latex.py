r"""LaTeX: nodes, summands and lines, without the environment around them.

Needs amsmath and amssymb only. Names are escaped and stand in ``\text{}``.
"""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.equations.equation import Equation, Summand
from formula2eq.notation.math import (
    Apply,
    Bracket,
    Fraction,
    Indicator,
    Infix,
    Mark,
    Matrix,
    Negative,
    Node,
    Number,
    Power,
    Root,
    Symbol,
    Text,
    Times,
    Transpose,
)
from formula2eq.writers import escape
from formula2eq.writers.greek import GREEK
from formula2eq.writers.layout import ARTICLE, Line, lines

_OPERATORS = {"log", "exp", "sin", "cos", "tan"}
_LETTERS = {"N", "f"}
_RELATIONS = {
    "<=": r"\le",
    ">=": r"\ge",
    "!=": r"\ne",
    "and": r"\wedge",
    "or": r"\vee",
    "in": r"\in",
}


def node(item: Node) -> str:
    r"""A node: ``\beta_{0k}``, ``\text{Age}_i``, ``\log(\text{Days}_i + 1)``."""
    match item:
        case Symbol(letter, below, above, bold, accent):
            shown = _letter(letter)
            if bold:
                shown = rf"\boldsymbol{{{shown}}}"
            if accent:
                shown = rf"\{accent}{{{shown}}}"
            return shown + _script("^", above, bracket=True) + _script("_", below)
        case Text(text, below):
            return rf"\text{{{escape.latex(text)}}}" + _script("_", below)
        case Number(text):
            return escape.latex(text)
        case Apply(function, arguments, below):
            return _apply(function, arguments) + _script("_", below)
        case Infix(operator, left, right):
            sign = _RELATIONS.get(
                operator, escape.latex(operator) if operator not in "<>" else operator
            )
            return f"{node(left)} {sign} {node(right)}"
        case Times(factors):
            return " ".join(node(factor) for factor in factors)
        case Negative(operand):
            return f"-{node(operand)}"
        case Power(base, exponent):
            return _power(base, exponent)
        case Fraction(numerator, denominator):
            return rf"\frac{{{node(numerator)}}}{{{node(denominator)}}}"
        case Root(inner):
            return rf"\sqrt{{{node(inner)}}}"
        case Bracket(inner):
            return _brackets(node(inner), tall=_tall(inner))
        case Indicator(condition):
            return r"\mathbf{1}" + _brackets(node(condition), tall=_tall(condition))
        case Matrix(rows):
            body = r" \\ ".join(" & ".join(node(entry) for entry in row) for row in rows)
            return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
        case Transpose(inner):
            return f"{node(inner)}^{{\\top}}"


def _letter(letter: str) -> str:
    if letter in GREEK:
        return f"\\{letter}"
    return escape.latex(letter)


def _script(sign: str, marks: Sequence[Mark], *, bracket: bool = False) -> str:
    """A subscript or superscript; single characters need no braces."""
    if not marks:
        return ""
    text = script(marks)
    if bracket:
        return f"{sign}{{({text})}}"
    return f"{sign}{text}" if len(text) == 1 else f"{sign}{{{text}}}"


def script(marks: Sequence[Mark]) -> str:
    """The marks of a subscript; separated by commas once a number reaches 10."""
    wide = any(mark.kind == "number" and len(mark.text) > 1 for mark in marks)
    shown = ""
    for position, mark in enumerate(marks):
        text = {
            "letter": _letter(mark.text),
            "text": rf"\text{{{escape.latex(mark.text)}}}",
        }.get(mark.kind, escape.latex(mark.text))
        if position:
            before = marks[position - 1]
            if before.kind == "text":
                shown += r"\,"
            elif wide and "," not in (before.text, mark.text) and before.kind != "letter":
                shown += ","
            elif shown[-1:].isalpha() and text[0].isalpha() and "\\" in shown.rsplit("}", 1)[-1]:
                shown += " "
        shown += text
    return shown


def _apply(function: str, arguments: tuple[Node, ...]) -> str:
    inner = ", ".join(node(argument) for argument in arguments)
    tall = any(_tall(argument) for argument in arguments)
    if function == "probit":
        return r"\Phi^{-1}" + _brackets(inner, tall=tall)
    if function == "abs":
        return rf"\left| {inner} \right|" if tall else f"|{inner}|"
    if function == "not":
        return rf"\neg {inner}"
    if function in _OPERATORS:
        name = f"\\{function}"
    elif function in _LETTERS:
        name = function
    else:
        name = rf"\text{{{escape.latex(function)}}}" if function else ""
    return name + _brackets(inner, tall=tall)


def _brackets(inner: str, *, tall: bool) -> str:
    return rf"\left( {inner} \right)" if tall else f"({inner})"


def _power(base: Node, exponent: Node) -> str:
    r"""A power; a base with a subscript keeps it below: ``\text{age}_i^2``."""
    shown = node(exponent)
    raised = shown if len(shown) == 1 else f"{{{shown}}}"
    match base:
        case Symbol(above=()) | Text() | Bracket() | Apply() | Number():
            return f"{node(base)}^{raised}"
        case _:
            return f"{{{node(base)}}}^{raised}"


def _tall(item: Node) -> bool:
    match item:
        case Matrix() | Fraction():
            return True
        case Infix(_, left, right):
            return _tall(left) or _tall(right)
        case Times(factors):
            return any(_tall(factor) for factor in factors)
        case Apply(_, arguments):
            return any(_tall(argument) for argument in arguments)
        case Bracket(inner) | Negative(inner) | Root(inner):
            return _tall(inner)
        case _:
            return False


def summand(item: Summand) -> str:
    """A parameter, or a bracket, and its variables."""
    parts = []
    if item.bracket:
        inner = sum_of(item.bracket)
        parts.append(f"({inner})")
    elif item.parameter is not None:
        parts.append(node(item.parameter))
    parts += [node(variable) for variable in item.variables]
    return " ".join(parts)


def sum_of(summands: Sequence[Summand]) -> str:
    """Summands joined by their signs; an empty sum is 0."""
    return " + ".join(summand(item) for item in summands) or "0"


def relation(equation: Equation) -> str:
    r"""``=`` or ``\sim``."""
    return r"\sim" if equation.relation == "~" else "="


def rows(
    equation: Equation, limit: float = ARTICLE, per_line: int | None = None, *, labels: bool = False
) -> list[str]:
    """The lines of an equation, each with one ``&`` before the relation or the continued sum."""
    head = f"{node(equation.left)} &{relation(equation)}"
    if equation.right is not None:
        note = rf" \quad \text{{({escape.latex(equation.note)})}}" if equation.note else ""
        return [f"{head} {node(equation.right)}{note}"]
    broken: tuple[Line, ...] = lines(equation, limit, per_line, labels=labels)
    if not broken:
        return [f"{head} 0"]
    written = []
    for line in broken:
        start = f"{head} " if line.first else r"&\quad + "
        label = rf" && \text{{({line.label})}}" if line.label else ""
        written.append(start + sum_of(line.summands) + label)
    return written
