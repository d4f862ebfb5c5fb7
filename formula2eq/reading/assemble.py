"""Parts to terms: fixed terms, bars by group with their blocks, levels of the variables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import InterpretationError
from formula2eq.reading import assumptions, refusals, slips
from formula2eq.reading.columns import Columns, normalized
from formula2eq.reading.covariances import blocks
from formula2eq.reading.grouping import Grouping, Indices
from formula2eq.reading.multiply import Factor
from formula2eq.reading.parts import RESIDUALS, Part
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.root import Root
from formula2eq.reading.spell import Bar, Product
from formula2eq.reading.stated import Stated
from formula2eq.source import Span


@dataclass(slots=True)
class Assembly:
    """What the parts of one form come to.

    fixed      fixed terms with the places of their summands
    bars       random terms
    effects    places of the random effects by group and effect
    offsets    arguments of offsets
    residuals  the residuals
    levels     variables by the grouping factor at whose level they stand
    """

    fixed: dict[frozenset[str], tuple[Product, list[Span]]] = field(default_factory=dict)
    bars: list[Bar] = field(default_factory=list)
    effects: dict[tuple[frozenset[str], frozenset[str]], list[Span]] = field(default_factory=dict)
    offsets: list[tuple[str, Span]] = field(default_factory=list)
    residuals: list[Quantity] = field(default_factory=list)
    levels: dict[Grouping, list[str]] = field(default_factory=dict)
    ambiguous: list[Grouping] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def differs(self, other: Assembly) -> str | None:
        """In what another form of the same text differs; None when it is the same."""
        mine, theirs = set(self.fixed), set(other.fixed)
        for key in sorted(mine ^ theirs, key=sorted):
            where = "lacks" if key in mine else "adds"
            return f"it {where} {':'.join(sorted(key)) or 'the constant'}"

        def shape(assembly: Assembly) -> Counter[object]:
            return Counter(
                (frozenset(b.grouping), frozenset(map(frozenset, b.effects))) for b in assembly.bars
            )

        if shape(self) != shape(other):
            return "its random effects are others"
        return None


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
            made.offsets.append((_argument(":".join(product)), part.summand.span))
            made.diagnostics.append(assumptions.offset(found.source, part.summand.span))
        elif part.kind == "fixed":
            key = frozenset(product)
            made.fixed.setdefault(key, (product, []))[1].append(part.summand.span)
            coefficient_at.setdefault(key, []).append((part, category))
        else:
            assert part.parameter is not None
            grouping = _random(found, made, root, part, indices, gaussian, indexed)
            if grouping is not None:
                listed = effects.setdefault(frozenset(grouping), (grouping, []))[1]
                listed.append((part.parameter, product, category[0] if category else None))
    if root.family == "ordinal" and frozenset() not in made.fixed:
        made.fixed = {frozenset(): ((), []), **made.fixed}  # the thresholds are its constants
    _two_coefficients(found, made, coefficient_at)
    for grouping, listed in effects.values():
        _bars(found, made, grouping, listed, root.stated)
    _residual_indices(found, made, indices)
    return made


#: Letters that a residual or an observation-level effect may have, law or not.
_DEVIATIONS = RESIDUALS | frozenset("uUvV")


def _with_offsets(found: Stated, root: Root, parts: Sequence[Part], indices: Indices) -> list[Part]:
    """The parts, where a letter that varies with every observation and is no deviation is an offset:
    it has neither coefficient nor law, and the deviations stand elsewhere.
    """
    lawed = {quantity.base for law in found.laws for quantity in law.left}
    alone = [part.parameter for part in parts if part.parameter and not part.variables]
    settled = bool(found.laws or found.links) or any(q.letter in RESIDUALS for q in alone)
    return [
        replace(part, kind="offset", parameter=None, variables=(quantity,))
        if settled
        and part.kind == "random"
        and quantity is not None
        and not part.variables
        and not (quantity.effect or quantity.word or quantity.greek or quantity.accent)
        and quantity.base not in lawed
        and quantity.letter not in _DEVIATIONS
        and indices.is_unit(quantity)
        else part
        for part in parts
        for quantity in [part.parameter]
    ]


def _argument(text: str) -> str:
    """The argument of an offset that is printed as R's call."""
    return text[7:-1] if text.startswith("offset(") and text.endswith(")") else text


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


def _random(
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
                slips.residual_twice(found.source, quantity.span, made.residuals[0].span)
            )
        made.residuals.append(quantity)
        return None
    letter = next((i for i in quantity.indices if i in indices.units), "i")
    made.diagnostics.append(slips.residual_in_link(found.source, quantity.span, root.link, letter))
    return None


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


def _bars(
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


def _residual_indices(found: Stated, made: Assembly, indices: Indices) -> None:
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
                    slips.residual_index(found.source, residual.span, place.span)
                )
