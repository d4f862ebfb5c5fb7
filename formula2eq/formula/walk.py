"""Walking a tree without recursion: trees of long sums are as deep as the sum is long."""

from __future__ import annotations

from collections.abc import Iterator

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


def children(node: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside a node, in reading order."""
    match node:
        case Binary(_, left, right):
            return (left, right)
        case Call(function, arguments):
            return (function, *(a.value for a in arguments if a.value is not None))
        case Unary(_, operand):
            return (operand,)
        case Parentheses(inner):
            return (inner,)
        case Subset(subject, arguments):
            return (subject, *(a.value for a in arguments if a.value is not None))
        case Block(statements):
            return statements
        case Function(parameters, body):
            return (*(p.default for p in parameters if p.default is not None), body)
    return ()


def walk(node: Expression) -> Iterator[Expression]:
    """A node and everything inside it, outside first, in reading order."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def symbols(node: Expression) -> tuple[str, ...]:
    """R's ``all.vars``: every name outside the heads of calls, fields included.

    For the variables alone see ``names``.
    """
    found: dict[str, None] = {}
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            found.setdefault(node.name)
            continue
        inside = children(node)
        waiting.extend(reversed(inside[1:] if isinstance(node, Call) else inside))
    return tuple(found)


def depth(node: Expression, limit: int) -> Expression | None:
    """The first node that is nested more than ``limit`` deep, or None.

    The left side of an infix operator is no deeper than the operator: ``a + b + c`` is flat.
    """
    waiting = [(node, 0)]
    while waiting:
        node, level = waiting.pop()
        if level > limit:
            return node
        for number, child in enumerate(children(node)):
            flat = number == 0 and isinstance(node, Binary)
            waiting.append((child, level if flat else level + 1))
    return None
