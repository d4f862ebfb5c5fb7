"""Which pieces of the formula each term, symbol and row of a page belongs to.

Everything here is asked of the pieces; a term's first mark is the piece that says the least else, so
that pointing at a term lights what made it and not the whole bar around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from formula2eq.documents.diagram_boxes import Box, Line
from formula2eq.equations.equation import Equation, Summand, System
from formula2eq.equations.meaning import INDEX, Meaning
from formula2eq.equations.piece import Piece
from formula2eq.levels.level_model import Coefficient, FixedEffect, Path, RandomEffect
from formula2eq.notation.distribution import linked
from formula2eq.notation.gelman_hill import GelmanHill
from formula2eq.notation.math import Node, Symbol, Times
from formula2eq.notation.notation import Notation
from formula2eq.writers.pieces import Piece as Written


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one notation's symbols: ids of pieces, the nearest first.

    pieces    all pieces, in order
    symbols   ids by parameter, random effect, scale and outcome as they are printed
    rows      ids by kind of equation, for its right side: the outcome's distribution
    """

    pieces: tuple[Piece, ...]
    symbols: Mapping[Node, tuple[str, ...]]
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def where(self, holds: Callable[[Piece], bool]) -> tuple[str, ...]:
        """Ids of the pieces that hold, those with the fewest effects first."""
        found = [piece for piece in self.pieces if holds(piece)]
        return tuple(piece.id for piece in sorted(found, key=lambda piece: len(piece.effects)))

    def summand(self, summand: Summand) -> tuple[str, ...]:
        """The pieces that light a summand; those of its symbol where a notation has its own."""
        symbol = summand.parameter
        if symbol is not None and symbol in self.symbols:
            return self.symbols[symbol]
        return self.where(lambda piece: piece.lights(summand))

    def tag(self, written: Written) -> dict[str, str]:
        """The attribute of a summand's element, for the MathML writer."""
        if written.summand is None:
            return {}
        return attribute(self.summand(written.summand))

    def meaning(self, meaning: Meaning) -> tuple[str, ...]:
        """The pieces of a row of the symbol table."""
        if meaning.unit == INDEX:
            return self.grouping(meaning.variable)
        if meaning.symbol in self.symbols:
            return self.symbols[meaning.symbol]
        if meaning.variable is None:
            return ()
        named = self.where(lambda p: p.label == meaning.variable and p.bar is None)
        using = self.where(lambda p: meaning.variable in _variables(p))
        return tuple(dict.fromkeys((*named, *using)))

    def grouping(self, grouping: str | None) -> tuple[str, ...]:
        """The pieces that name a grouping factor."""
        return self.where(lambda p: p.kind == "grouping" and grouping in p.groupings)

    def drawn(self, shape: Box | Line) -> tuple[str, ...]:
        """The pieces of a box or of a line of the diagram."""
        if isinstance(shape, Box):
            return self.grouping(shape.name)
        return () if shape.symbol is None else self.symbols.get(shape.symbol, ())


def attribute(ids: Iterable[str]) -> dict[str, str]:
    """``{"data-p": "p3 p7"}``, or nothing."""
    shown = " ".join(ids)
    return {"data-p": shown} if shown else {}


def marks(pieces: tuple[Piece, ...], notation: Notation, systems: Sequence[System]) -> Marks:
    """The marks of a notation's symbols, as they stand in these equations."""
    bare = Marks(pieces, {})
    found: dict[Node, tuple[str, ...]] = {}

    def of(*effects: FixedEffect | RandomEffect) -> tuple[str, ...]:
        return bare.where(lambda piece: all(effect in piece.effects for effect in effects))

    def of_coefficient(coefficient: Coefficient) -> tuple[str, ...]:
        return bare.where(lambda piece: coefficient in piece.coefficients)

    model = notation.model
    for defined in model.equations:
        if defined.coefficient is not None:
            symbol = notation.coefficient(defined.coefficient)
            found.setdefault(symbol, of_coefficient(defined.coefficient))
    for spelling in spellings(notation):
        for effects, parameter in parameters(spelling):
            found.setdefault(parameter, of(*effects))
    found.setdefault(notation.outcome(), bare.where(lambda piece: piece.kind == "outcome"))
    for system in systems:
        for equation in system.equations:
            for node, ids in _own_symbols(equation, bare):
                found.setdefault(node, ids)
    family = bare.where(lambda piece: piece.kind == "family")
    if model.family.link != "identity":
        found.setdefault(linked(notation), family)
    symbols = {node: ids for node, ids in found.items() if ids}
    return Marks(pieces, symbols, {"distribution": family} if family else {})


def spellings(notation: Notation) -> tuple[Notation, ...]:
    """The notation, and what it is in its other form where that has symbols of its own."""
    return (notation, notation.with_errors()) if isinstance(notation, GelmanHill) else (notation,)


def parameters(
    notation: Notation,
) -> Iterator[tuple[tuple[FixedEffect | RandomEffect, ...], Node]]:
    """Fixed effects, random effects and their scales, each with the effects that it belongs to."""
    for fixed in notation.model.fixed:
        yield (fixed,), notation.fixed(fixed)
    for vector in notation.model.random:
        for position, effect in enumerate(vector.effects):
            yield (effect,), notation.random(effect)
            yield (effect,), notation.deviation(vector, position)
            yield (effect,), notation.variance(vector, position)
            for second, other in enumerate(vector.effects):
                if position == second or not vector.covary(position, second):
                    continue
                covariance = notation.covariance(vector, position, second)
                yield (effect, other), covariance
                if isinstance(covariance, Times):
                    for factor in covariance.factors:
                        if isinstance(factor, Symbol) and factor.letter == "rho":
                            yield (effect, other), factor


def _own_symbols(equation: Equation, bare: Marks) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Symbols of notations that have coefficients of another kind than the levels have.

    A varying coefficient belongs to all effects of its column; the left side of an equation to what
    stands in it as the constant.
    """
    for summand in equation.summands:
        effect, symbol = summand.effect, summand.parameter
        if symbol is not None and isinstance(effect, RandomEffect):
            varying = summand.part == "coefficient"
            holds = partial(_has_column, effect.path) if varying else partial(_has_effect, effect)
            yield symbol, bare.where(holds)
    definition = equation.kind.startswith("level-") and equation.kind != "level-1"
    if definition and isinstance(equation.left, Symbol):
        constants = [summand for summand in equation.summands if not summand.variables]
        yield equation.left, bare.where(lambda piece: any(map(piece.lights, constants)))


def _has_column(path: Path, piece: Piece) -> bool:
    return any(effect.path == path for effect in piece.effects)


def _has_effect(effect: RandomEffect, piece: Piece) -> bool:
    return effect in piece.effects


def _variables(piece: Piece) -> set[str]:
    return {column.variable for effect in piece.effects for column in effect.variables}
