"""Random effects to bars: their group, their blocks, the residual."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.errors import InterpretationError
from formula2eq.reading import refusals, slips_of_residuals
from formula2eq.reading.assembly import Assembly
from formula2eq.reading.covariances import blocks
from formula2eq.reading.grouping import Grouping, Indices
from formula2eq.reading.parts import RESIDUALS, Part
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.root import Root
from formula2eq.reading.spell import Bar, Product
from formula2eq.reading.stated import Stated


def random_group(
    found: Stated,
    made: Assembly,
    root: Root,
    part: Part,
    indices: Indices,
    gaussian: bool,
    indexed: bool,
) -> Grouping | None:
    """The group of a random effect; None for a residual."""
    quantity = part.parameter
    assert quantity is not None
    if indexed:
        letters = indices.letters(quantity)
        unit = (
            indices.is_unit(quantity)
            or (not quantity.indices and quantity.letter in RESIDUALS)
            or quantity.word
            and not letters
        )
        if not unit and letters:
            return indices.grouping(quantity)
    else:
        depth = part.summand.depth
        unit = depth == 0 and (
            quantity.letter in RESIDUALS and not quantity.numbers or quantity.word
        )
        if not unit:
            labels = list(indices.groups.values())
            level = max(depth, 1)
            if not labels:
                return indices.of_letters([f"{level + 1}"], quantity)
            if level > len(labels):
                raise InterpretationError(
                    refusals.interaction_without_index(found.source, quantity.span)
                )
            factors: dict[str, None] = {}
            for label in labels[level - 1 :] if len(labels) > 1 else labels:
                factors.update(dict.fromkeys(label.split(":")))
            return tuple(factors)
    if gaussian and unit:
        if part.variables:
            raise InterpretationError(refusals.slope_of_residual(found.source, part.summand.span))
        if made.residuals and made.residuals[0].span != quantity.span:
            made.diagnostics.append(
                slips_of_residuals.residual_twice(
                    found.source, quantity.span, made.residuals[0].span
                )
            )
        made.residuals.append(quantity)
        return None
    if (single := indices.observations(quantity)) is not None:
        return single
    letter = next((i for i in quantity.indices if i in indices.units), "i")
    made.diagnostics.append(
        slips_of_residuals.residual_in_link(found.source, quantity.span, root.link, letter)
    )
    return None


def bars_of_group(
    found: Stated,
    made: Assembly,
    grouping: Grouping,
    listed: Sequence[tuple[Quantity, Product, str | None]],
    apart: bool,
) -> None:
    """The bars of one group: its blocks, columns of a factor as one term."""
    label = ":".join(grouping)
    distinct: dict[object, tuple[Quantity, Product, str | None]] = {}
    for item in listed:
        distinct.setdefault((item[0].key, frozenset(item[1]), item[2]), item)
    items = list(distinct.values())
    for quantity, product, _ in items:
        owner = (frozenset(grouping), frozenset(product))
        made.effects.setdefault(owner, []).append(quantity.span)
    positions, said = blocks(found, [item[0] for item in items], label, apart=apart)
    made.diagnostics += said
    if any(d.rule == "ambiguous-covariance" for d in said):
        made.ambiguous.append(grouping)
    pending = [[items[p] for p in block] for block in positions]
    of_factor: dict[frozenset[str], list[list[tuple[Quantity, Product, str | None]]]] = {}
    for block in pending:
        if len(block) == 1 and block[0][2] is not None:
            of_factor.setdefault(frozenset(block[0][1]), []).append(block)
    for block in pending:
        key = frozenset(block[0][1])
        split = of_factor.get(key, []) if len(block) == 1 else []
        if len(split) > 1:
            if block is not split[0]:
                continue
            made.bars.append(Bar((block[0][1],), grouping, diagonal=True))
            continue
        effects = {frozenset(product): product for _, product, _ in block}
        ordered = sorted(effects.values(), key=len)
        made.bars.append(Bar(tuple(ordered), grouping))


def residual_indices(found: Stated, made: Assembly, indices: Indices) -> None:
    """A residual indexed unlike the outcome: worth a note."""
    for residual in made.residuals[:1]:
        own = set(residual.indices)
        if own and own != set(indices.order) and indices.order:
            first = next(
                (q for law in found.laws for q in law.left if set(q.indices) == set(indices.order)),
                None,
            )
            place = first or next(
                (d.left for d in found.definitions if set(d.left.indices) == set(indices.order)),
                None,
            )
            if place is not None:
                made.diagnostics.append(
                    slips_of_residuals.residual_index(found.source, residual.span, place.span)
                )
