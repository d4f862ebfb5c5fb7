"""Hats on what is estimated: fixed effects and the parameters of the laws."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from formula2eq.equations.equation import Equation, Summand
from formula2eq.equations.lookups import plain
from formula2eq.notation.math import Mark, Node, Symbol, Text

Item = TypeVar("Item")


def hatted(equations: tuple[Equation, ...], estimated: Set[Node]) -> tuple[Equation, ...]:
    """The equations with hats on the symbols that are estimated, wherever they stand.

    A mean that has a bar keeps it.
    """
    return _within(equations, estimated)


def _within(item: Item, estimated: Set[Node]) -> Item:
    found: Any = item
    if isinstance(item, tuple):
        found = tuple(_within(part, estimated) for part in item)
    elif isinstance(item, Symbol):
        if item.accent is None and plain(item) in estimated:
            found = replace(item, accent="hat")
    elif isinstance(item, Summand):
        found = replace(
            item,
            parameter=_within(item.parameter, estimated),
            bracket=_within(item.bracket, estimated),
        )
    elif is_dataclass(item) and not isinstance(item, (type, Text, Mark)):
        changed = {f.name: _within(getattr(item, f.name), estimated) for f in fields(item)}
        found = replace(item, **changed)
    result: Item = found
    return result
