"""The calls in a text that fit models."""

from __future__ import annotations

from formula2eq.formula.argument_names import is_formula
from formula2eq.formula.nodes import Binary, Call, Expression, Name
from formula2eq.formula.signatures import SIGNATURES
from formula2eq.formula.walk import children, walk


def called_function(call: Call) -> str | None:
    """The name of what is called, without its package."""
    head = call.function
    if isinstance(head, Binary) and head.operator in {"::", ":::"}:
        head = head.right
    return head.name if isinstance(head, Name) else None


def model_calls(outer: Call) -> tuple[Call, ...]:
    """The calls that fit models: the text's own, or those inside ``summary(...)``."""
    found: list[Call] = []
    waiting: list[Expression] = [outer]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Call) and called_function(node) in SIGNATURES:
            found.append(node)
        else:
            waiting.extend(reversed(children(node)))
    if found:
        return tuple(found)
    calls = (node for node in walk(outer) if isinstance(node, Call))
    return tuple(call for call in calls if any(is_formula(a.value) for a in call.arguments))[:1]
