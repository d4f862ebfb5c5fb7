r"""Coefficients that are looked up by category: ``\beta_{1[f_i]}`` is the product of ``\beta_1`` and f.

Two spellings are read: the factor in square brackets, and a lookup whose entries have a constraint,
``\alpha_{treatment[i]}`` beside ``\alpha_{A} = 0`` or ``\sum_t \alpha_t = 0``. A lookup with a law, or
without a constraint, belongs to a grouping factor. Source: Gelman & Hill 2007, sec. 11.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from formula2eq.errors import InterpretationError
from formula2eq.reading import refusals
from formula2eq.reading.analysis_of_variance import (
    effects_of,
    fixed_effects,
    index_marks,
    undecided_effects,
)
from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Mark, Node, Number, Product, Symbol, mapped, symbols
from formula2eq.reading.quantities import Alphabet
from formula2eq.reading.scripts import marks
from formula2eq.reading.statements import Statement
from formula2eq.source import Source, Span

#: What makes a coefficient itself: letter, numbers, superscripts.
Name: TypeAlias = tuple[str, tuple[int, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A line that fixes an entry of a coefficient, or the sum of its entries.

    position  of the factor whose entries it is about, among those the coefficient is looked up by
    category  whose entry is fixed; None for the sum
    zero      whether the right side is 0
    """

    coefficient: Name
    position: int
    category: str | None
    zero: bool
    span: Span


@dataclass(slots=True)
class Lookups:
    """What is looked up in a text.

    factors      by coefficient, in the order of their places, each as a symbol
    constraints  in reading order
    free         effects of the analysis of variance without a law: one constraint or another is understood
    undecided    effects without a law where no effect has one
    unknown      places of constraints on coefficients that nothing looks up
    """

    factors: dict[Name, tuple[Symbol, ...]] = field(default_factory=dict)
    constraints: list[Constraint] = field(default_factory=list)
    free: dict[Name, Span] = field(default_factory=dict)
    undecided: list[Span] = field(default_factory=list)
    unknown: list[Span] = field(default_factory=list)


def with_factors(
    said: Sequence[Statement], groups: Mapping[str, str], source: Source
) -> tuple[tuple[Statement, ...], Lookups]:
    r"""The equations with products in place of lookups and without constraints, and what was found.

    groups  names by index letter: ``\alpha_i`` with a constraint on its sum is the factor of i

    Raises ``InterpretationError`` (``sum-of-terms``) for a sum that is no constraint.
    """
    found = Lookups()
    said = _effects_by_group([s for s in said if not _tells_a_mean(s)])
    limits = [s for s in said if _entry(s) is not None]
    lawed = {name_of(symbol) for s in said if s.relation == "~" for symbol in symbols(s.left)}
    entries = {name_of(symbol) for s in limits for symbol in [_entry(s)] if symbol is not None}
    others = [s for s in said if not any(s is limit for limit in limits)]
    named = entries - lawed
    sums = {
        name_of(symbol): letter
        for s in limits
        for symbol, letter in [(_entry(s), _summed_over(s.left))]
        if symbol is not None and name_of(symbol) in named and letter
    }

    laws, constraints = {name[0] for name in lawed}, {name[0] for name in named}
    equations = effects_of(others)
    free = fixed_effects(equations, laws, constraints, groups, source)
    found.free = {name_of(effect): effect.span for effect in free}
    found.undecided = [e.span for e in undecided_effects(equations, laws, constraints)]

    def places(symbol: Symbol) -> tuple[Symbol, ...]:
        own = name_of(symbol)
        if own in found.free:
            return tuple(
                Symbol(groups[letter], True, mark.span) for mark, letter in index_marks(symbol)
            )
        looked_up = own in named and not any(
            m.text in groups for m in symbol.below if m.kind == "lookup"
        )
        summed = sums.get(own, "")
        return tuple(
            _factor(mark, groups.get(mark.text, ""))
            for mark in symbol.below
            if mark.kind == "factor"
            or mark.kind == "lookup"
            and looked_up
            or mark.kind == "letters"
            and mark.text == summed
            and summed in groups
        )

    for statement in others:
        for symbol in (*symbols(statement.left), *symbols(statement.right)):
            if factors := places(symbol):
                found.factors.setdefault(name_of(symbol), factors)
    _refuse_sums(others, source)
    kept: list[Statement] = []
    for statement in said:
        entry = _entry(statement)
        if entry is not None and name_of(entry) in found.factors:
            found.constraints.append(_constraint(statement, entry, found))
        elif entry is not None and _has_place(statement):
            found.unknown.append(statement.span)
        elif entry is None or not isinstance(bare(statement.left), Product):
            kept.append(_written_out(statement, places))
    return tuple(kept), found


#: Letters that effects of groups have: ``u_{0[Subject_i]}`` without a constraint is one.
_EFFECTS = frozenset("uUvVrR")


def _effects_by_group(said: Sequence[Statement]) -> list[Statement]:
    """The equations, effects in them looked up by groups where no line constrains their entries."""
    entries = {name_of(entry) for s in said if (entry := _entry(s)) is not None}

    def by_group(symbol: Symbol) -> Symbol:
        if symbol.word or symbol.letter not in _EFFECTS or name_of(symbol) in entries:
            return symbol
        marks = (
            replace(mark, kind="lookup") if mark.kind == "factor" else mark for mark in symbol.below
        )
        return replace(symbol, below=tuple(marks))

    return [
        replace(s, left=mapped(s.left, by_group), right=mapped(s.right, by_group)) for s in said
    ]


def name_of(symbol: Symbol) -> Name:
    """A coefficient without its indices and without what it is looked up by."""
    quantity = Alphabet(frozenset()).quantity(symbol)
    return (quantity.letter, quantity.numbers, quantity.above)


def _factor(mark: Mark, group: str) -> Symbol:
    """The variable that a mark names, with the indices of its place; of an index its group."""
    if mark.kind == "letters":
        return Symbol(group, True, mark.span)
    below = marks(_in_line(mark.inner), mark.span.start)
    return Symbol(mark.text, len(mark.text) > 1, mark.span, below)


def _in_line(text: str) -> str:
    """Unicode's small letters as letters."""
    from formula2eq.reading.commands import BELOW

    return "".join(BELOW.get(character, character) for character in text)


def _entry(statement: Statement) -> Symbol | None:
    r"""The coefficient of ``\beta_{1[a]} = 0`` or ``\sum_c \beta_{1[c]} = 0``; else None."""
    left, right = bare(statement.left), bare(statement.right)
    if statement.relation != "=" or not isinstance(right, Number):
        return None
    if isinstance(left, Product) and len(left.factors) == 2 and _is_sum(left.factors[0]):
        left = bare(left.factors[1])
    return left if isinstance(left, Symbol) and not left.word and left.below else None


def _summed_over(node: Node) -> str:
    """The index of a sum; empty where there is none."""
    inner = bare(node)
    first = inner.factors[0] if isinstance(inner, Product) else None
    letters = (
        [m.text for m in first.below if m.kind == "letters"] if isinstance(first, Symbol) else []
    )
    return letters[0] if letters else ""


def _refuse_sums(said: Sequence[Statement], source: Source) -> None:
    """Refuse sums over an index in a predictor: they name no variables."""
    for statement in said:
        for symbol in symbols(statement.right):
            written = source.slice(symbol.span).lstrip("\\")
            if _is_sum(symbol) and written[:1] in ("∑", "s") and symbol.below:
                raise InterpretationError(refusals.sum_of_terms(source, symbol.span))


def _tells_a_mean(statement: Statement) -> bool:
    r"""Whether a statement says what a bar over a variable means, ``\bar{x} = \frac{1}{n} \sum_i x_i``."""
    left = bare(statement.left)
    barred = isinstance(left, Symbol) and left.accent == "bar"
    return barred and statement.relation == "=" and any(map(_is_sum, symbols(statement.right)))


def _is_sum(node: Node) -> bool:
    return isinstance(node, Symbol) and node.word and node.letter == "sum"


def _has_place(statement: Statement) -> bool:
    entry = _entry(statement)
    return entry is not None and any(mark.kind == "factor" for mark in entry.below)


def _constraint(statement: Statement, entry: Symbol, found: Lookups) -> Constraint:
    """Which factor's entries a line is about: the one in whose place no factor is named."""
    factors = found.factors[name_of(entry)]
    places = [mark for mark in entry.below if mark.kind == "factor"]
    texts = [mark.text if not mark.inner else f"{mark.text}_{mark.inner}" for mark in places]
    if not places:  # \alpha_{A}, \alpha_t
        texts = [m.text for m in entry.below if m.kind in ("text", "letters", "greek")][:1]
    position = 0
    if len(texts) == len(factors) > 1:
        position = next((n for n, f in enumerate(factors) if f.letter != texts[n]), 0)
    summed = isinstance(bare(statement.left), Product)
    category = None if summed or not texts else texts[min(position, len(texts) - 1)]
    right = bare(statement.right)
    zero = isinstance(right, Number) and right.text.strip("0.") == ""
    return Constraint(name_of(entry), position, category, zero, statement.span)


def _written_out(statement: Statement, places: Callable[[Symbol], tuple[Symbol, ...]]) -> Statement:
    """An equation with products in place of lookups; what its left side is looked up by is no factor."""
    left = bare(statement.left)
    own: tuple[Symbol, ...] = ()
    if isinstance(left, Symbol):
        own = places(left)
        left = _without(left, own)
    elif any(places(symbol) for symbol in symbols(left)):
        left = mapped(left, lambda symbol: _without(symbol, places(symbol)))
    else:
        left = statement.left
    held = {factor.letter for factor in own}

    def product(symbol: Symbol) -> Node:
        factors = places(symbol)
        if not factors:
            return symbol
        kept = tuple(factor for factor in factors if factor.letter not in held)
        return (
            Product((_without(symbol, factors), *kept), symbol.span)
            if kept
            else _without(symbol, factors)
        )

    return replace(statement, left=left, right=mapped(statement.right, product))


def _without(symbol: Symbol, factors: Sequence[Symbol]) -> Symbol:
    """A coefficient without what it is looked up by."""
    if not factors:
        return symbol
    starts = {factor.span.start for factor in factors}
    kept = tuple(mark for mark in symbol.below if mark.span.start not in starts)
    return replace(symbol, below=kept)
