"""Where a latent variable lies when an outcome is met: indicators, cases, sides of an inequality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from formula2eq.reading.links import bare
from formula2eq.reading.nodes import Apply, Matrix, Node, Number, Relation, Symbol
from formula2eq.reading.statements import Statement


@dataclass(frozen=True, slots=True)
class Crossing:
    """What the outcome is by its latent variable; ``binary`` where zero is the only threshold."""

    outcome: Symbol
    latent: Symbol
    binary: bool
    statements: tuple[Statement, ...]


def marks_of(symbol: Symbol) -> tuple[str, ...]:
    """The superscripts of a symbol, such as the star of ``y*``."""
    return tuple(mark.text for mark in symbol.above)


def crossing_of(said: Sequence[Statement], number: int) -> Crossing | None:
    """The crossing that an equation begins: indicators, or ``Y = c if theta < Y* <= theta``."""
    statement = said[number]
    if statement.relation != "=":
        return None
    left, right = bare(statement.left), bare(statement.right)
    outcome = left
    if isinstance(left, Apply) and left.function == "indicator":
        relation = bare(left.arguments[0])
        if isinstance(relation, Relation) and relation.operators == ("=",):
            outcome = bare(relation.sides[0])
    if not isinstance(outcome, Symbol):
        return None
    if isinstance(right, Apply) and right.function == "indicator" and len(right.arguments) == 1:
        relation = bare(right.arguments[0])
        if isinstance(relation, Relation):
            return _between(outcome, tuple(map(bare, relation.sides)), (statement,))
    if isinstance(right, Matrix):
        return _by_cases(outcome, right, statement)
    if not isinstance(right, (Number, Symbol)) or number + 1 >= len(said):
        return None
    following = [
        s
        for s in said[number + 1 : number + 3]
        if s.relation in ("<", "<=", ">", ">=") and s.left is said[number + 1].left
    ]
    if not following:
        return None
    sides = (bare(following[0].left), *(bare(s.right) for s in following))
    return _between(outcome, sides, (statement, *following))


def _by_cases(outcome: Symbol, cases: Matrix, statement: Statement) -> Crossing | None:
    """The crossing that cases state: the latent variable stands in every condition."""
    conditions = [bare(row[1]) for row in cases.rows if len(row) == 2]
    relations = [c for c in conditions if isinstance(c, Relation)]
    if not relations or len(relations) < len(conditions):
        return None
    if len(relations) == 1 or all(len(r.sides) == 2 for r in relations):
        binary = _between(outcome, tuple(map(bare, relations[0].sides)), (statement,))
        if binary is not None:
            return binary
    found: list[Symbol] = []
    for relation in relations:
        found += [s for side in relation.sides if isinstance(s := bare(side), Symbol)]
    often = Counter((s.letter, marks_of(s), s.below) for s in found)
    most = max(often.values(), default=0)
    common = [s for s in found if often[s.letter, marks_of(s), s.below] == most]
    if not common:
        return None
    behind = max(common, key=lambda s: (bool(s.above), len(s.below)))
    return Crossing(outcome, behind, False, (statement,))


def _between(
    outcome: Symbol, sides: tuple[Node, ...], statements: tuple[Statement, ...]
) -> Crossing | None:
    """The crossing that sides of an inequality make: the latent variable between thresholds."""
    if len(sides) == 3 and isinstance(sides[1], Symbol):
        return Crossing(outcome, sides[1], False, statements)
    if len(sides) == 2:
        symbol, zero = sides if isinstance(sides[0], Symbol) else sides[::-1]
        if isinstance(symbol, Symbol) and isinstance(zero, Number) and zero.text == "0":
            own = (outcome.letter, marks_of(outcome))
            if (symbol.letter, marks_of(symbol)) != own:
                return Crossing(outcome, symbol, True, statements)
    return None
