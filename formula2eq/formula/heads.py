"""What a call calls."""

from __future__ import annotations

from formula2eq.formula.nodes import Binary, Call, Name


def called(call: Call) -> str | None:
    """The name of what is called, without its package."""
    head = call.function
    if isinstance(head, Binary) and head.operator in {"::", ":::"}:
        head = head.right
    return head.name if isinstance(head, Name) else None
