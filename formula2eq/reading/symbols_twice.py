"""Symbols that stand twice where two belong, or have two meanings; findings that are one."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading import slips
from formula2eq.reading.assemble import summed
from formula2eq.reading.equations_check import (
    repair_of_effect,
)
from formula2eq.reading.nodes import Node
from formula2eq.reading.parts import Part
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.stated import Stated
from formula2eq.source import Span


def repeated(found: Stated, roots: Sequence[Node], parts: Sequence[Part]) -> list[Diagnostic]:
    """Parameters that stand at two terms."""
    first: dict[object, tuple[Part, Quantity]] = {}
    said: list[Diagnostic] = []
    for part in parts:
        quantity = part.parameter
        if quantity is None:
            continue
        key = (part.kind, quantity.key)
        if key not in first:
            first[key] = (part, quantity)
            continue
        before, earlier = first[key]
        if quantity.span == earlier.span:
            continue
        repair = repair_of_effect(found, roots, quantity, parts)
        if part.kind == "fixed" and summed(before, part):
            if frozenset(part.variables) != frozenset(before.variables):
                said.append(slips.numbered_anew(found.source, quantity.span, earlier.span))
        elif part.kind == "random":
            said.append(slips.effect_used_twice(found.source, quantity.span, earlier.span, repair))
        else:
            said.append(
                slips.coefficient_used_twice(found.source, quantity.span, earlier.span, repair)
            )
    return said


def two_meanings_of(
    found: Stated, outcome: Quantity | None, parts: Sequence[Part]
) -> list[Diagnostic]:
    """A symbol that is a parameter here and a variable there, or a variable and the outcome."""
    meanings: dict[object, tuple[str, Span]] = {}
    if outcome is not None:
        meanings[outcome.base] = ("the outcome", outcome.span)
    for part in parts:
        if part.parameter is not None:
            meanings.setdefault(part.parameter.base, ("a parameter", part.parameter.span))
    return [
        slips.two_meanings(found.source, f.span, place, (meaning, "a variable"))
        for part in parts
        for f in part.variables
        if isinstance(f, Quantity) and f.base in meanings
        for meaning, place in [meanings[f.base]]
    ]


def distinct(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Each once, in the order of their places; a second finding at a place adds nothing new."""
    seen: set[tuple[str, int]] = set()
    made: list[Diagnostic] = []
    for diagnostic in diagnostics:
        start = diagnostic.labels[0].span.start if diagnostic.labels else -1
        if (diagnostic.rule, start) not in seen:
            seen.add((diagnostic.rule, start))
            made.append(diagnostic)
    twice = {
        d.labels[0].span.start
        for d in made
        if d.rule in ("effect-used-twice", "coefficient-used-twice")
    }
    made = [
        d for d in made if not (d.rule == "foreign-subscript" and d.labels[0].span.start in twice)
    ]
    made.sort(key=lambda d: d.labels[0].span.start if d.labels else -1)
    return made
