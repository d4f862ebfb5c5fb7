"""The calls in a text that fit models."""

from __future__ import annotations

from formula2eq.formula.argument_names import is_formula
from formula2eq.formula.call_formula import states_formula
from formula2eq.formula.heads import called
from formula2eq.formula.nodes import Call, Expression
from formula2eq.formula.signatures import SIGNATURES, WRAPPERS
from formula2eq.formula.walk import children, walk


def model_calls(outer: Call) -> tuple[Call, ...]:
    """The calls that fit models: the text's own, or those inside ``summary(...)``."""
    found: list[Call] = []
    waiting: list[Expression] = [outer]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Call) and called(node) in SIGNATURES:
            found.append(node)
        else:
            waiting.extend(reversed(children(node)))
    if found:
        return tuple(found)
    calls = (node for node in walk(outer) if isinstance(node, Call))
    return tuple(call for call in calls if _has_formula(call))[:1]


def _has_formula(call: Call) -> bool:
    """Whether a call has a formula among its arguments, or is a wrapper around one."""
    if called(call) in WRAPPERS:
        return states_formula(call)
    values = [argument.value for argument in call.arguments]
    return any(is_formula(v) or isinstance(v, Call) and states_formula(v) for v in values)
