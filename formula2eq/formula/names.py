"""The variables an expression mentions."""

from __future__ import annotations

from collections.abc import Callable

from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Block,
    Call,
    Expression,
    Function,
    Name,
    Parentheses,
    Subset,
    Unary,
)


def _every(call: Call) -> tuple[Argument, ...]:
    """All arguments but a function that is given by its name, ``FUN = median``."""
    return tuple(
        argument
        for argument in call.arguments
        if argument.name != "FUN" or not isinstance(argument.value, Name)
    )


def names(
    expression: Expression, arguments: Callable[[Call], tuple[Argument, ...]] = _every
) -> tuple[str, ...]:
    """Names of variables in reading order, each once; names of functions and fields are none.

    ``arguments`` chooses those of a call that are looked at.

    >>> from formula2eq.formula.parse import parse
    >>> names(parse("~ log(x + 1):d$y + ave(z, g, FUN = sd)").predictors)
    ('x', 'd', 'z', 'g')
    """
    found: dict[str, None] = {}
    waiting: list[Expression] = [expression]
    while waiting:
        node = waiting.pop()
        match node:
            case Name(name):
                found.setdefault(name)
            case Call(function, _):
                values = [a.value for a in arguments(node) if a.value is not None]
                waiting += reversed(
                    values if isinstance(function, (Name, Binary)) else [function, *values]
                )
            case Subset(subject, indices):
                waiting += reversed([subject, *(a.value for a in indices if a.value is not None)])
            case Unary(_, operand):
                waiting.append(operand)
            case Binary("$" | "@", left, _):
                waiting.append(left)
            case Binary("::" | ":::", _, _):
                pass
            case Binary(_, left, right):
                waiting += (right, left)
            case Parentheses(inner):
                waiting.append(inner)
            case Block(statements):
                waiting += reversed(statements)
            case Function(parameters, body):
                local = {parameter.name for parameter in parameters}
                found.update(
                    dict.fromkeys(name for name in names(body, arguments) if name not in local)
                )
            case _:
                pass
    return tuple(found)
