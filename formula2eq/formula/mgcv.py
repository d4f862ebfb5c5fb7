"""Random effects that mgcv writes as smooths: ``s(g, bs = "re")`` is ``(1 | g)``.

Source: Wood 2017, Generalized Additive Models, sec. 7.7.
"""

from __future__ import annotations

from dataclasses import replace

from formula2eq.formula.heads import called
from formula2eq.formula.nodes import (
    Binary,
    Call,
    Expression,
    Formula,
    Name,
    Number,
    Parentheses,
    String,
)
from formula2eq.formula.walk import walk


def with_random_smooths(formula: Formula) -> Formula:
    """The formula with a bar for each smooth that is a random effect; other smooths stay.

    Of two variables, ``s(x, g, bs = "re")``, the group is the one that has a smooth of its own.
    """
    smooths = [node for node in walk(formula.predictors) if _is_random(node)]
    if not smooths:
        return formula
    alone = {names[0].name for node in smooths if len(names := _variables(node)) == 1}
    return replace(formula, predictors=_changed(formula.predictors, alone))


def _is_random(node: Expression) -> bool:
    return (
        isinstance(node, Call)
        and called(node) == "s"
        and any(a.name == "bs" and _says(a.value, "re") for a in node.arguments)
    )


def _says(node: Expression | None, text: str) -> bool:
    return isinstance(node, String) and node.value == text


def _variables(node: Expression) -> list[Name]:
    """The variables of a smooth; none where one is computed."""
    given = [a.value for a in node.arguments if a.name is None] if isinstance(node, Call) else []
    names = [value for value in given if isinstance(value, Name)]
    return names if len(names) == len(given) else []


def _changed(node: Expression, alone: set[str]) -> Expression:
    """A sum with its random smooths as bars."""
    chain: list[Binary] = []
    while isinstance(node, Binary) and node.operator in {"+", "-"}:
        chain.append(node)
        node = node.left
    made = _bar(node, alone)
    for above in reversed(chain):
        right = _bar(above.right, alone) if above.operator == "+" else above.right
        made = replace(above, left=made, right=right)
    return made


def _bar(node: Expression, alone: set[str]) -> Expression:
    names = _variables(node) if _is_random(node) else []
    place = node.span
    one: Expression = Number(1.0, False, "1", place)
    groups = [name for name in names if name.name in alone]
    if len(names) == 2 and len(groups) == 1:
        slope = next(name for name in names if name is not groups[0])
        zero = Number(0.0, False, "0", place)
        one, names = Binary("+", zero, slope, place, place), groups
    if len(names) != 1:
        return node
    return Parentheses(Binary("|", one, names[0], place, place), place)
