"""Random terms: finding the bars, and taking them out.

The answers are lme4's (``findbars``, ``nobars``, ``subbars``), which look at
any R call alike: a bar is found wherever it stands, also inside ``I(a | b)``. What is hardly meant is
reported by ``suspicions``. Source: Bates, Mächler, Bolker & Walker 2015, section 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from formula2eq.formula.nodes import (
    Argument,
    Binary,
    Call,
    Expression,
    Function,
    Name,
    Parentheses,
    Subset,
    Unary,
)
from formula2eq.formula.walk import children, walk
from formula2eq.source import Span

_BARS = ("|", "||")


@dataclass(frozen=True, slots=True)
class WrittenBar:
    """A bar of the formula.

    node     ``effects | grouping``
    span     its place, parentheses or the call around it included
    call     the innermost call that it stands in, ``diag(1 + x | g)`` or ``x[a | b]``, or None
    """

    node: Binary
    span: Span
    call: Expression | None = None

    @property
    def wrapper(self) -> str | None:
        """The name of the function around it."""
        call = self.call
        if isinstance(call, Call) and isinstance(call.function, Name):
            return call.function.name
        return None


def is_bar(node: Expression | None) -> bool:
    """Whether a node is ``a | b`` or ``a || b``."""
    return isinstance(node, Binary) and node.operator in _BARS


def has_bars(node: Expression) -> bool:
    """Whether a bar stands anywhere inside."""
    return any(is_bar(part) for part in walk(node))


def operands(node: Expression) -> tuple[Expression, ...]:
    """The operands of a call as R sees it; a function's name is none of them."""
    match node:
        case Call(function):
            inside = children(node)[1:]
            return inside if isinstance(function, (Name, Binary)) else (function, *inside)
        case Function(_, body):
            return (body,)
    return children(node)


def written_bars(right: Expression) -> Iterator[WrittenBar]:
    """The bars of a right side in reading order, as lme4's ``findbars`` meets them."""
    waiting: list[tuple[Expression, Span | None, Expression | None]] = [(right, None, None)]
    while waiting:
        node, around, call = waiting.pop()
        if isinstance(node, Binary) and node.operator in _BARS:
            yield WrittenBar(node, around or node.span, call)
            continue
        if isinstance(node, Binary):
            waiting += ((node.right, None, call), (node.left, None, call))
            continue
        if isinstance(node, Parentheses):
            waiting.append((node.inner, around or node.span, call))
            continue
        inside = operands(node)
        if isinstance(node, (Call, Subset, Function)):
            waiting += ((part, node.span, node) for part in reversed(inside[:2]))
        else:
            waiting += ((part, None, call) for part in reversed(inside[:2]))


def without_label(bar: Binary) -> tuple[Binary, str | None]:
    """A random term without its label, and the label: brms' ``x |p| g`` is ``x | g`` for one bar.

    Random terms on one group with one label are correlated with each other.
    """
    match bar:
        case Binary("|" | "||", Binary("|" | "||", left, Name(label))):
            return replace(bar, left=left), label
    return bar, None


def without_bars(right: Expression) -> Expression | None:
    """What lme4's ``nobars`` leaves of a right side; None when nothing is left.

    An operator beside a bar goes with it, whatever it is: ``(1 | g) - x`` leaves ``x``.
    """
    chain: list[Binary] = []
    node = right
    while isinstance(node, Binary) and node.operator not in _BARS:
        chain.append(node)
        node = node.left
    kept = _without_bars_inside(node)
    for operation in reversed(chain):
        if is_bar(operation.right) or is_bar(operation.left):
            kept = None
            continue
        right_kept = without_bars(operation.right)
        if kept is None:
            kept = right_kept
        elif right_kept is not None:
            same = kept is operation.left and right_kept is operation.right
            kept = operation if same else _with_operands(operation, kept, right_kept)
    return kept


def _with_operands(node: Binary, left: Expression, right: Expression) -> Binary:
    return Binary(node.operator, left, right, node.span, node.operator_span)


def _without_bars_inside(node: Expression) -> Expression | None:
    """``without_bars`` of what is no infix operator, or is a bar."""
    if isinstance(node, Name):
        return node
    if is_bar(node) or isinstance(node, Parentheses) and is_bar(node.inner):
        return None
    inside = operands(node)
    if not inside or not any(has_bars(part) for part in inside):
        return node
    if isinstance(node, Parentheses):
        inner = without_bars(node.inner)
        return None if inner is None else replace(node, inner=inner)
    if any(is_bar(part) for part in inside):
        return None
    if isinstance(node, Unary):
        operand = without_bars(node.operand)
        return None if operand is None else replace(node, operand=operand)
    kept = [part for part in map(without_bars, inside[:2]) if part is not None]
    if len(kept) < min(2, len(inside)):
        return kept[0] if kept else None
    if isinstance(node, (Call, Subset)):
        old = node.arguments
        first = len(kept) - len(old[: len(kept)])
        new = [Argument(a.name, part, a.span) for a, part in zip(old, kept[first:], strict=False)]
        return replace(node, arguments=(*new, *old[len(new) :]))
    return node


def in_frame(node: Expression) -> Expression:
    """Every bar as a plus, as lme4's ``subbars`` makes the formula of the model frame."""
    chain: list[Binary] = []
    while isinstance(node, Binary):
        chain.append(node)
        node = node.left
    changed = _inside_frame(node)
    for operation in reversed(chain):
        right = in_frame(operation.right)
        operator = "+" if operation.operator in _BARS else operation.operator
        if (
            changed is operation.left
            and right is operation.right
            and operator == operation.operator
        ):
            changed = operation
        else:
            changed = replace(operation, operator=operator, left=changed, right=right)
    return changed


def _inside_frame(node: Expression) -> Expression:
    match node:
        case Parentheses(inner):
            return replace(node, inner=in_frame(inner))
        case Unary(_, operand):
            return replace(node, operand=in_frame(operand))
        case Call(function, arguments):
            return replace(node, function=in_frame(function), arguments=_arguments(arguments))
        case Subset(subject, arguments):
            return replace(node, object=in_frame(subject), arguments=_arguments(arguments))
        case Function(_, body):
            return replace(node, body=in_frame(body))
    return node


def _arguments(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    return tuple(
        argument if argument.value is None else replace(argument, value=in_frame(argument.value))
        for argument in arguments
    )
