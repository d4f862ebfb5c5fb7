"""Parts to terms: fixed terms, bars by group with their blocks, levels of the variables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formula2eq.reading import assumptions, slips
from formula2eq.reading.assembly import Assembly
from formula2eq.reading.columns import Columns, normalized
from formula2eq.reading.grouping import Grouping, Indices
from formula2eq.reading.parts import DEVIATIONS, RESIDUALS, Part
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.random_parts import bars_of_group, random_group, residual_indices
from formula2eq.reading.root import Root
from formula2eq.reading.spell import Product
from formula2eq.reading.stated import Stated
from formula2eq.reading.summands import Factor, Summand


def assemble(
    found: Stated,
    root: Root,
    parts: Sequence[Part],
    indices: Indices,
    known: Columns,
    indexed: bool,
) -> Assembly:
    """The terms of a form."""
    made = Assembly()
    effects: dict[frozenset[str], tuple[Grouping, list[tuple[Quantity, Product, str | None]]]] = {}
    coefficient_at: dict[frozenset[str], list[tuple[Part, tuple[str, ...]]]] = {}
    gaussian = root.family == "gaussian" and root.link == "identity"
    for part in _with_offsets(found, root, parts, indices):
        product, category = _product(part.variables, known, indices)
        _note_levels(made, part.variables, known, indices)
        if part.kind == "offset":
            text = _offset(part.summand, product)
            made.offsets.append((text, part.summand.span))
            made.diagnostics.append(assumptions.offset(found.source, part.summand.span))
        elif part.kind == "fixed":
            key = frozenset(product)
            made.fixed.setdefault(key, (product, []))[1].append(part.summand.span)
            coefficient_at.setdefault(key, []).append((part, category))
        else:
            assert part.parameter is not None
            grouping = random_group(found, made, root, part, indices, gaussian, indexed)
            if grouping is not None:
                listed = effects.setdefault(frozenset(grouping), (grouping, []))[1]
                listed.append((part.parameter, product, category[0] if category else None))
    if root.family == "ordinal" and frozenset() not in made.fixed:
        made.fixed = {frozenset(): ((), []), **made.fixed}  # the thresholds are its constants
    _two_coefficients(found, made, coefficient_at)
    for grouping, listed in effects.values():
        bars_of_group(found, made, grouping, listed, root.stated)
    residual_indices(found, made, indices)
    return made


#: Letters of variables: a product of them alone is an offset, too.
_VARIABLES = frozenset("wxyztWXYZT")


def _with_offsets(found: Stated, root: Root, parts: Sequence[Part], indices: Indices) -> list[Part]:
    """The parts, where an offset is told from what looks like an effect or an estimate: it has
    neither coefficient nor law, and the deviations stand elsewhere.
    """
    lawed = {quantity.base for law in found.laws for quantity in law.left}
    alone = [part.parameter for part in parts if part.parameter and not part.variables]
    settled = bool(found.laws or found.links) or root.family != "gaussian"
    settled = settled or any(quantity.letter in RESIDUALS for quantity in alone)
    coefficients = [part for part in parts if part.kind == "fixed" and part.parameter is not None]
    constant = any(not part.variables for part in coefficients)
    made: list[Part] = []
    for part in parts:
        quantity = part.parameter
        known = part.kind == "fixed" and quantity is None and (part.variables or constant)
        letter = (
            settled
            and part.kind == "random"
            and quantity is not None
            and (not part.variables or quantity.letter in _VARIABLES)
            and not (quantity.effect or quantity.word or quantity.greek or quantity.accent)
            and quantity.base not in lawed
            and quantity.letter not in DEVIATIONS
            and indices.is_unit(quantity)
        )
        if letter and quantity is not None:
            part = replace(
                part, kind="offset", parameter=None, variables=(quantity, *part.variables)
            )
        elif known and coefficients:
            part = replace(part, kind="offset")
        made.append(part)
    return made


def _offset(summand: Summand, product: Product) -> str:
    """The argument of an offset, with its sign and number; R's own calls ``offset()`` and ``I()``
    around it are taken off.
    """
    inner = [
        text.removeprefix("offset") if text.startswith("offset(") else text for text in product
    ]
    inner = [text.removeprefix("I") if text.startswith("I(") else text for text in inner]
    factors = [*summand.numbers, *inner]
    if len(factors) == 1 and not summand.negative and factors[0].startswith("("):
        return factors[0][1:-1]
    return "-" * summand.negative + (" * ".join(factors) or "1")


def _product(
    variables: Sequence[Factor], known: Columns, indices: Indices
) -> tuple[Product, tuple[str, ...]]:
    """The variables of a summand as R's texts, those of the lowest level first, and categories."""
    shown: dict[str, int] = {}
    categories: list[str] = []
    for factor in variables:
        text, category = known.factor(factor)
        label = text if known.is_code(text) else normalized(text)
        rank = 0
        if isinstance(factor, Quantity):
            rank = (
                0
                if indices.is_unit(factor) or not factor.indices
                else 9 - len(indices.letters(factor))
            )
        shown.setdefault(label, rank)
        if category is not None:
            categories.append(f"{label}={category}")
    ordered = sorted(shown, key=lambda label: shown[label])
    return tuple(ordered), tuple(categories)


def _note_levels(
    made: Assembly, variables: Sequence[Factor], known: Columns, indices: Indices
) -> None:
    """Remember at which group's level a variable stands."""
    from formula2eq.reading.nodes import symbols

    for factor in variables:
        inside = (
            [factor]
            if isinstance(factor, Quantity)
            else [known.letters.quantity(s) for s in symbols(factor.node)]
        )
        for quantity in inside:
            letters = indices.letters(quantity)
            if not letters or indices.is_unit(quantity):
                continue
            if not all(letter in indices.groups or len(letter) > 2 for letter in letters):
                continue
            name = known.quantity(quantity)[0]
            listed = made.levels.setdefault(indices.of_letters(letters, quantity), [])
            if name not in listed:
                listed.append(name)


def _two_coefficients(
    found: Stated,
    made: Assembly,
    coefficient_at: dict[frozenset[str], list[tuple[Part, tuple[str, ...]]]],
) -> None:
    """Two coefficients of one product are one too many; columns of a factor have one each."""
    for key, listed in coefficient_at.items():
        seen: dict[tuple[str, ...], Part] = {}
        for part, category in listed:
            first = seen.setdefault(category, part)
            if first is part:
                continue
            a, b = first.parameter, part.parameter
            if a is not None and b is not None and a.key != b.key:
                label = ":".join(sorted(key)) or "1"
                said = slips.several_means if summed(first, part) else slips.two_coefficients
                made.diagnostics.append(said(found.source, b.span, a.span, label))


def summed(first: Part, second: Part) -> bool:
    """Whether two parts are means of one symbol with two lookups, ``alpha_{j[i],k[i]}``."""
    return any(
        a.base == b.base and a.key != b.key
        for a in first.summand.within
        for b in second.summand.within
    )
