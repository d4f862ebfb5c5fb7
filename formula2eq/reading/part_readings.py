"""The parts beside the mean, read as the mean is: sorted, grouped, assembled on the same indices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading import assumptions, slips
from formula2eq.reading.assemble import assemble
from formula2eq.reading.assembly import Assembly
from formula2eq.reading.beside import LINKS, Beside
from formula2eq.reading.columns import Columns
from formula2eq.reading.grouping import Indices
from formula2eq.reading.multiply import Multiplier
from formula2eq.reading.parts import Part, Sorter
from formula2eq.reading.root import Root
from formula2eq.reading.stated import Stated


@dataclass(frozen=True, slots=True)
class Sorted:
    """A part with the sorted summands of each of its forms."""

    beside: Beside
    forms: tuple[tuple[Part, ...], ...]


def sorted_parts(
    beside: Sequence[Beside], multiplier: Multiplier, sorter: Sorter
) -> tuple[Sorted, ...]:
    """The parts multiplied out and sorted."""
    return tuple(
        Sorted(part, tuple(sorter.sort(multiplier.expand(node)) for node, _ in part.predictors))
        for part in beside
    )


def assembled(
    found: Stated,
    root: Root,
    listed: Sequence[Sorted],
    indices: Indices,
    known: Columns,
    sorter: Sorter,
) -> tuple[dict[str, Assembly], list[Diagnostic]]:
    """The terms of each part, and in what its forms differ."""
    made: dict[str, Assembly] = {}
    said: list[Diagnostic] = []
    for one in listed:
        own = replace(
            root,
            family=one.beside.name,
            link=LINKS[one.beside.name],
            predictors=one.beside.predictors,
        )
        first, *others = (
            assemble(found, own, parts, indices, known, sorter.indexed) for parts in one.forms
        )
        said += first.diagnostics
        for other, (_, span) in zip(others, one.beside.predictors[1:], strict=True):
            what = first.differs(other)
            if what is not None:
                said.append(slips.forms_differ(found.source, span, one.beside.place, what))
        made[one.beside.name] = first
    return made, said


def shared(found: Stated, mean: Sequence[Part], listed: Sequence[Sorted]) -> list[Diagnostic]:
    """Parameters that stand in two parts, and effects of two parts with one law."""
    said: list[Diagnostic] = []
    first = {(p.kind, p.parameter.key): p for p in mean if p.parameter is not None}
    homes = {p.parameter.base: "" for p in mean if p.kind == "random" and p.parameter is not None}
    for one in listed:
        for part in one.forms[0]:
            own = part.parameter
            if own is None:
                continue
            before = first.setdefault((part.kind, own.key), part)
            if before is not part and before.parameter is not None:
                place = before.parameter.span
                random = part.kind == "random"
                said.append(slips.shared_between_parts(found.source, own.span, place, random))
            elif part.kind == "random":
                homes.setdefault(own.base, one.beside.name)
    for law in found.laws:
        if len({homes[q.base] for q in law.left if q.base in homes}) > 1:
            said.append(assumptions.law_of_two_parts(found.source, law.span))
    return said
