"""The pieces of a formula's fixed part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from formula2eq.equations.piece import Kind, Piece
from formula2eq.formula.nodes import Binary, Constant, Expression, Number, Parentheses, Unary
from formula2eq.formula.unparse import unparse
from formula2eq.levels.level_model import FixedEffect, LevelModel
from formula2eq.source import Span
from formula2eq.terms.bars import without_bars
from formula2eq.terms.term import ModelTerms, Term

#: Operators that write out several terms.
_WRITING_OUT = ("*", "/", "^", "%in%")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator of the fixed part that stands inside no other but sums and differences.

    removed marks what is subtracted.
    """

    operator: str
    span: Span
    removed: bool = False
    operand: Expression | None = None


def fixed_pieces(terms: ModelTerms, model: LevelModel) -> Iterator[Piece]:
    """Intercept, predictors by level, products, what operators write out, repetitions, removals
    and offsets.
    """
    effects = _effects_by_term(model)
    operations = () if terms.formula is None else tuple(_operations(terms.formula.predictors))
    yield from _intercept(terms, effects, operations)
    yield from _predictors(terms, model, effects)
    yield from _products(terms, effects, operations)
    for operation in operations:
        if operation.operator in _WRITING_OUT and not operation.removed:
            inside = [t for t in terms.fixed if any(operation.span.covers(s) for s in t.origins)]
            made = tuple(effect for term in inside for effect in effects.get(term, ()))
            if inside:
                yield Piece(
                    *("", "interaction", 0, operation.operator, (operation.span,), made),
                    operator=operation.operator,
                    terms=tuple(term.label for term in inside),
                )
    for term in terms.fixed:
        if len(term.origins) > 1:
            repeated = term.origins[1:]
            yield Piece("", "redundant", 0, term.label, repeated, effects.get(term, ()))
    for operation in operations:
        if operation.removed and not _is_constant(operation.operand):
            label = "" if operation.operand is None else unparse(operation.operand)
            yield Piece("", "removal", 0, label, (operation.span,))
    for number, call in enumerate(terms.offsets):
        yield Piece("", "offset", 0, unparse(call), (call.span,), offset=number)


def _effects_by_term(model: LevelModel) -> dict[Term, tuple[FixedEffect, ...]]:
    found: dict[Term, tuple[FixedEffect, ...]] = {}
    for column, effect in zip(model.columns.fixed, model.fixed, strict=True):
        found[column.term] = (*found.get(column.term, ()), effect)
    return found


def _intercept(
    terms: ModelTerms,
    effects: dict[Term, tuple[FixedEffect, ...]],
    operations: Sequence[Operation],
) -> Iterator[Piece]:
    constant = Term(())
    for term in terms.fixed:
        if term == constant:
            yield Piece("", "intercept", 0, "1", term.origins[:1], effects.get(constant, ()))
    if not terms.intercept:
        spans = tuple(o.span for o in operations if o.removed and _is_constant(o.operand))
        yield Piece("", "removal", 0, "1", spans)


def _predictors(
    terms: ModelTerms, model: LevelModel, effects: dict[Term, tuple[FixedEffect, ...]]
) -> Iterator[Piece]:
    """Predictors that stand alone in a term, those of level 1 first, then level by level."""
    roles = model.roles
    alone = [term for term in terms.fixed if term.order == 1]
    placed = [(roles.level(term.label), roles.rank(term.label), term) for term in alone]
    units = {unit.grouping: number for number, unit in enumerate(roles.hierarchy.units)}
    placed.sort(key=lambda item: (item[1], -1 if item[0] is None else units[item[0]]))
    for level, rank, term in placed:
        kind: Kind = "level-1" if rank == 1 else "group-level"
        made = effects.get(term, ())
        yield Piece("", kind, 0, term.label, term.origins[:1], made, level if rank > 1 else None)


def _products(
    terms: ModelTerms,
    effects: dict[Term, tuple[FixedEffect, ...]],
    operations: Sequence[Operation],
) -> Iterator[Piece]:
    """Products of variables: those across levels, then those of one level written with ``:``."""
    colons = {operation.span for operation in operations if operation.operator == ":"}
    across = []
    within = []
    for term in terms.fixed:
        made = effects.get(term, ())
        if term.order > 1 and any(sum(map(bool, effect.path)) > 1 for effect in made):
            across.append(Piece("", "cross-level", 0, term.label, term.origins[:1], made))
        elif term.order > 1 and any(c.covers(s) for c in colons for s in term.origins):
            first = term.origins[:1]
            within.append(Piece("", "product", 0, term.label, first, made, operator=":"))
    yield from across
    yield from within


def _operations(predictors: Expression) -> Iterator[Operation]:
    """The outermost operators of a right side without its bars, and what is taken out of it."""
    kept = without_bars(predictors)
    if kept is None:
        return
    waiting: list[tuple[Expression, Span | None]] = [(kept, None)]
    while waiting:
        node, removing = waiting.pop()
        if removing is not None:
            yield Operation("-", removing, True, node)
            continue
        match node:
            case Parentheses(inner) | Unary("+", inner):
                waiting.append((inner, None))
            case Unary("-", inner):
                waiting.append((inner, node.span))
            case Binary("+", left, right):
                waiting += ((right, None), (left, None))
            case Binary("-", left, right):
                waiting.append((right, Span(node.operator_span.start, right.span.end)))
                waiting.append((left, None))
            case Binary(operator) if operator in _WRITING_OUT or operator == ":":
                yield Operation(operator, node.span)
            case Number(0) | Constant("FALSE"):
                yield Operation("0", node.span, True, node)


def constant_removals(left: Expression) -> tuple[Span, ...]:
    """The places of a sum that take the constant out of it: ``0``, ``-1``."""
    return tuple(o.span for o in _operations(left) if o.removed and _is_constant(o.operand))


def _is_constant(node: Expression | None) -> bool:
    while isinstance(node, (Parentheses, Unary)):
        node = node.inner if isinstance(node, Parentheses) else node.operand
    return isinstance(node, (Number, Constant))
