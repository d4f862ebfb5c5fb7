"""Names of called functions, and what stands inside calls."""

from __future__ import annotations

from formula2eq.formula.nodes import (
    Binary,
    Call,
    Expression,
    Name,
)
from formula2eq.formula.unparse import unparse

#: Calls that say only how R should treat a variable: shown as the variable.
TRANSPARENT = frozenset(
    {"factor", "as.factor", "ordered", "as.ordered", "I", "C", "relevel", "offset"}
)


def inside(expression: Expression, calls: frozenset[str] = TRANSPARENT) -> Expression:
    """What stands in an expression once these calls around it are taken off."""
    while isinstance(expression, Call) and called_name(expression) in calls:
        inner = first_argument(expression)
        if inner is None:
            break
        expression = inner
    return expression


def called_name(call: Call) -> str:
    """The name of the function, without its package."""
    match call.function:
        case Name(name):
            return name
        case Binary("::" | ":::", _, Name(name)):
            return name
        case other:
            return unparse(other)


def first_argument(call: Call) -> Expression | None:
    """What a call is about; None for a call of nothing."""
    return call.arguments[0].value if call.arguments else None
