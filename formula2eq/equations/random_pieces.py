"""The pieces of a formula's bars."""

from __future__ import annotations

from collections.abc import Iterator

from formula2eq.equations.fixed_pieces import constant_removals
from formula2eq.equations.piece import Kind, Piece
from formula2eq.formula.nodes import Binary, Expression
from formula2eq.levels.level_model import LevelModel, RandomEffect
from formula2eq.source import Span
from formula2eq.terms.algebra import expand_terms
from formula2eq.terms.bars import WrittenBar, written_bars
from formula2eq.terms.term import ModelTerms, RandomTerm, Term


def random_pieces(terms: ModelTerms, model: LevelModel) -> Iterator[Piece]:
    """For each bar: itself, ``||``, nesting, its factors, its constant and slopes; at the end the
    nesting that no ``/`` says, and crossing.
    """
    if terms.formula is None:
        return
    effects = _effects_by_term(terms, model)
    places: dict[str, tuple[Span, ...]] = {}
    for number, bar in enumerate(written_bars(terms.formula.predictors)):
        written = [(p, term) for p, term in enumerate(terms.random) if term.written == number]
        yield from _bar_pieces(bar, number, written, terms, effects, places)
    yield from _hierarchy_pieces(terms, model, places)


Effects = dict[tuple[int, Term], tuple[RandomEffect, ...]]


def _effects_by_term(terms: ModelTerms, model: LevelModel) -> Effects:
    """The random effects by position of their random term and by the term inside it."""
    named = {(effect.bar, effect.name): effect for effect in model.effects()}
    found: Effects = {}
    for position, (_, columns) in enumerate(model.columns.random):
        for column in columns:
            effect = named[position, column.name]
            key = (position, column.term)
            found[key] = (*found.get(key, ()), effect)
    return found


def _bar_pieces(
    bar: WrittenBar,
    number: int,
    written: list[tuple[int, RandomTerm]],
    terms: ModelTerms,
    effects: Effects,
    places: dict[str, tuple[Span, ...]],
) -> Iterator[Piece]:
    positions = {position for position, _ in written}
    groupings = tuple(dict.fromkeys(term.grouping.label for _, term in written))

    def of(grouping: str | None = None, inner: Term | None = None) -> tuple[RandomEffect, ...]:
        return tuple(
            effect
            for (position, term), made in effects.items()
            if position in positions and inner in (None, term)
            for effect in made
            if grouping in (None, effect.grouping)
        )

    def piece(
        kind: Kind,
        label: str,
        spans: tuple[Span, ...],
        made: tuple[RandomEffect, ...],
        concerned: tuple[str, ...] = groupings,
        operator: str | None = None,
    ) -> Piece:
        return Piece(
            *("", kind, 0, label, spans, made),
            groupings=concerned,
            bar=number,
            operator=operator,
        )

    text = terms.formula.source.slice(bar.node.span) if terms.formula else ""
    yield piece("bar", " ".join(text.split()), (bar.span,), of(), operator=bar.node.operator)
    if bar.node.operator == "||":
        yield piece("double-bar", "||", (bar.node.operator_span,), of())
    if bar.wrapper is not None:
        yield piece("structure", bar.wrapper, (bar.span,), of())
    slashes = _slashes(bar.node.right)
    if slashes:
        yield piece("nesting", " within ".join(groupings), slashes, of(), operator="/")
    for grouping, span in zip(groupings, _grouping_spans(bar.node.right), strict=False):
        places[grouping] = (*places.get(grouping, ()), span)
        yield piece("grouping", grouping, (span,), of(grouping), (grouping,))
    inner, removed = _inner_terms(bar, written, terms)
    for term in inner:
        kind: Kind = "random-slope" if term.factors else "random-intercept"
        yield piece(kind, term.label, term.origins, of(inner=Term(term.factors)))
    if removed:
        yield piece("removal", "1", removed, ())


def _inner_terms(
    bar: WrittenBar, written: list[tuple[int, RandomTerm]], terms: ModelTerms
) -> tuple[tuple[Term, ...], tuple[Span, ...]]:
    """The terms left of a bar with their own places, and the places that take out its constant."""
    left = bar.node.left
    inner = written[0][1].effects if written else ()
    if bar.node.operator == "||" and terms.formula is not None:
        inner = expand_terms(left, terms.formula.source).as_terms()
    if any(not term.factors for term in inner):
        return inner, ()
    return inner, constant_removals(left)


def _chain(group: Expression) -> tuple[Expression, list[Binary]]:
    operations: list[Binary] = []
    while isinstance(group, Binary) and group.operator == "/":
        operations.append(group)
        group = group.left
    return group, operations


def _slashes(group: Expression) -> tuple[Span, ...]:
    return tuple(operation.operator_span for operation in reversed(_chain(group)[1]))


def _grouping_spans(group: Expression) -> list[Span]:
    """For ``a/b/c``, whose factors are c:b:a, b:a and a, the places of c, b and a."""
    outer, operations = _chain(group)
    return [*(operation.right.span for operation in operations), outer.span]


def _hierarchy_pieces(
    terms: ModelTerms, model: LevelModel, places: dict[str, tuple[Span, ...]]
) -> Iterator[Piece]:
    """Nesting that no bar writes with ``/``, and factors that cross."""
    groups = model.hierarchy.groups
    written = [
        {term.grouping.label for term in terms.random if term.written == number}
        for number in {term.written for term in terms.random}
    ]

    def piece(kind: Kind, word: str, groupings: tuple[str, ...]) -> Piece:
        spans = tuple(span for grouping in groupings for span in places.get(grouping, ()))
        made = tuple(effect for effect in model.effects() if effect.grouping in groupings)
        label = word.join(groupings)
        return Piece("", kind, 0, label, spans, made, groupings=groupings)

    for unit in groups:
        for outer in unit.within[:1]:
            if not any({unit.grouping, outer} <= together for together in written):
                yield piece("nesting", " within ", (unit.grouping, outer))
    inside = {outer for unit in groups for outer in unit.within}
    lowest = tuple(unit.grouping for unit in groups if unit.grouping not in inside)
    crossing = lowest if len(lowest) > 1 else _crossing(model)
    if crossing:
        yield piece("crossing", " x ", crossing)


def _crossing(model: LevelModel) -> tuple[str, ...]:
    """Groups that do not lie in one another, above lowest groups that lie in all of them."""
    found: dict[str, None] = {}
    groups = model.hierarchy.groups
    for position, one in enumerate(groups):
        for other in groups[position + 1 :]:
            if one.grouping not in other.within and other.grouping not in one.within:
                found.update({one.grouping: None, other.grouping: None})
    return tuple(found)
