"""Lines: where an equation breaks so that it fits the page, whatever the markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

#: Width of an article's text block in the units of `width`: about one digit each.
ARTICLE = 62.0
#: Summands in a line of a form that is multiplied out.
PER_LINE = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of an equation's right side.

    summands  on this line
    first     whether it follows the relation; else it begins with an operator
    label     words beside it: which part it is
    """

    summands: tuple[Summand, ...]
    first: bool
    label: str | None = None


def width(node: Node) -> float:
    """About how many digits wide a node is."""
    match node:
        case Symbol(_, below, above):
            return 1.1 + 0.75 * max(_marks(below), _marks(above))
        case Text(text, below):
            return 0.95 * len(text) + 0.75 * _marks(below)
        case Number(text):
            return float(len(text))
        case Apply(function, arguments, below):
            inner = sum(width(argument) + 1 for argument in arguments)
            return 0.95 * len(function) + inner + 1 + 0.75 * _marks(below)
        case Infix(_, left, right):
            return width(left) + width(right) + 2.5
        case Times(factors):
            return sum(width(factor) + 0.4 for factor in factors)
        case Negative(operand):
            return 1.5 + width(operand)
        case Power(base, exponent):
            return width(base) + 0.7 * width(exponent)
        case Fraction(numerator, denominator):
            return max(width(numerator), width(denominator)) + 0.5
        case Root(inner):
            return width(inner) + 1.5
        case Bracket(inner):
            return width(inner) + 1.5
        case Indicator(condition):
            return width(condition) + 2.5
        case Matrix(rows):
            columns = zip(*rows, strict=True)
            return 1.5 + sum(max(width(entry) for entry in column) + 1.5 for column in columns)
        case Transpose(inner):
            return width(inner) + 0.7


def _marks(marks: Sequence[Mark]) -> float:
    return sum(len(mark.text) if mark.kind != "letter" else 1 for mark in marks)


def summand_width(summand: Summand) -> float:
    """About how wide a summand and its operator are."""
    total = 2.2 + sum(width(variable) + 0.4 for variable in summand.variables)
    if summand.parameter is not None:
        total += width(summand.parameter)
    if summand.bracket:
        total += 1.5 + sum(map(summand_width, summand.bracket))
    return total


def lines(
    equation: Equation,
    limit: float = ARTICLE,
    per_line: int | None = None,
    *,
    labels: bool = False,
) -> tuple[Line, ...]:
    """An equation's summands in lines that fit ``limit``.

    A multiplied-out form also breaks where the random part begins and, when it needs several lines
    anyway, after ``per_line`` summands.
    """
    if not equation.summands:
        return ()
    room = limit - width(equation.left) - 2.5
    long = equation.kind in ("combined", "substituted", "additive")
    single = sum(map(summand_width, equation.summands)) <= room
    labelled = labels and equation.kind in ("combined", "additive") and len(equation.summands) > 1
    most = per_line or (
        PER_LINE if equation.kind in ("combined", "additive") else len(equation.summands)
    )
    groups: list[list[Summand]] = [[]]
    used = 0.0
    for summand in equation.summands:
        size = summand_width(summand)
        turn = (
            groups[-1]
            and _part(summand) != _part(groups[-1][-1])
            and long
            and (labelled or not single)
        )
        full = groups[-1] and not single and (used + size > room or len(groups[-1]) >= most)
        if groups[-1] and equation.kind == "substituted" and not single:
            full = full or bool(summand.bracket or groups[-1][-1].bracket)
        if turn or full:
            groups.append([])
            used = 0.0
        groups[-1].append(summand)
        used += size
    found = []
    for number, group in enumerate(groups):
        part = _part(group[0])
        last = number + 1 == len(groups) or _part(groups[number + 1][0]) != part
        found.append(Line(tuple(group), number == 0, f"{part} part" if labelled and last else None))
    return tuple(found)


def _part(summand: Summand) -> str:
    return "random" if summand.part in ("random", "residual") else "fixed"
