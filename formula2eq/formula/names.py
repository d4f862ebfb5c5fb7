"""The variables an expression mentions."""

from __future__ import annotations

from formula2eq.formula.nodes import (
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


def names(expression: Expression) -> tuple[str, ...]:
    """Names of variables in reading order, each once; names of functions and fields are none.

    >>> from formula2eq.formula.parse import parse
    >>> names(parse("~ log(x + 1):d$y").predictors)
    ('x', 'd')
    """
    found: dict[str, None] = {}
    waiting: list[Expression] = [expression]
    while waiting:
        node = waiting.pop()
        match node:
            case Name(name):
                found.setdefault(name)
            case Call(function, arguments):
                values = [a.value for a in arguments if a.value is not None]
                waiting += reversed(
                    values if isinstance(function, (Name, Binary)) else [function, *values]
                )
            case Subset(subject, arguments):
                waiting += reversed([subject, *(a.value for a in arguments if a.value is not None)])
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
                found.update(dict.fromkeys(name for name in names(body) if name not in local))
            case _:
                pass
    return tuple(found)
