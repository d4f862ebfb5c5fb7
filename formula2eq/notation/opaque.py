"""Calls that must be shown as calls, since without their name they would look like another column.

``factor(x)`` is shown as ``x`` with its category, ``I(a * b)`` as the product ``a b``: not where the
model has ``x`` or ``a:b`` as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from formula2eq.formula.nodes import Binary, Call, Expression, Parentheses
from formula2eq.formula.unparse import unparse
from formula2eq.notation.calls import inside
from formula2eq.notation.display import Display
from formula2eq.notation.math import Node, Times
from formula2eq.variables.coding import CodedTermColumn


def opaque_calls(
    expressions: Mapping[str, Expression], columns: tuple[CodedTermColumn, ...], display: Display
) -> frozenset[str]:
    """Labels of the calls that a display shows as something else in the model, too.

    expressions  the variables and calls of the model by label
    columns      those of X and Z
    display      how they are shown if every such call is shown by what is inside it
    """
    used = {part.variable: expressions[part.variable] for c in columns for part in c.parts}
    cores = {label: _core(expression) for label, expression in used.items()}
    calls = {label for label, core in cores.items() if core is not None}
    if not calls:
        return frozenset()
    plain = {label: unparse(used[label]) if core is None else core for label, core in cores.items()}
    shared = Counter(plain.values())
    found = {label for label in calls if shared[plain[label]] > 1}
    return frozenset(unparse(used[label]) for label in found | _products(used, columns, display))


def _core(expression: Expression) -> str | None:
    """What a call is shown as; None where it is shown by its name."""
    core = inside(expression)
    while isinstance(core, Parentheses):
        core = inside(core.inner)
    if isinstance(core, Call) and isinstance(core.function, Binary):
        core = Call(core.function.right, core.arguments, core.span)  # shown without its package
    return None if core is expression or not isinstance(expression, Call) else unparse(core)


def _products(
    used: Mapping[str, Expression], columns: tuple[CodedTermColumn, ...], display: Display
) -> set[str]:
    """Calls that are shown as products, in columns that look like other columns."""
    shown: dict[tuple[str, str], Node] = {}
    for column in columns:
        for part in column.parts:
            if (part.variable, part.column) not in shown:
                shown[part.variable, part.column] = display.column(
                    used[part.variable], part.column, part.category, part.coding
                )
    products = {name for (name, _), node in shown.items() if isinstance(node, Times)}
    if not products:
        return set()
    seen: dict[frozenset[tuple[Node, int]], set[frozenset[tuple[str, str]]]] = {}
    for column in columns:
        own = frozenset((part.variable, part.column) for part in column.parts)
        factors = Counter(factor for key in own for factor in flat(shown[key]))
        seen.setdefault(frozenset(factors.items()), set()).add(own)
    alike = (own for every in seen.values() if len(every) > 1 for own in every)
    return {name for own in alike for name, _ in own if name in products}


def flat(node: Any) -> Iterator[Any]:
    """The factors of a product of products."""
    if isinstance(node, Times):
        for factor in node.factors:
            yield from flat(factor)
    else:
        yield node
