"""What every printed symbol means: its words, level, unit, variable and name in lme4's output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from formula2eq.equations.atoms import atoms
from formula2eq.equations.coefficient_meanings import (
    coefficient_meanings,
    fixed_meanings,
    index_meanings,
    outcome_meanings,
    varying_meanings,
)
from formula2eq.equations.equation import System
from formula2eq.equations.law_meanings import random_meanings, scale_meanings, shape_meanings
from formula2eq.equations.lookups import plain
from formula2eq.equations.meaning import INDEX, OBSERVATION, Meaning
from formula2eq.equations.variable_meanings import variable_meanings
from formula2eq.equations.vectors import matrix_meanings, vectors
from formula2eq.notation.gelman_hill import GelmanHill
from formula2eq.notation.math import Node, Symbol
from formula2eq.notation.notation import Notation
from formula2eq.notation.parts import part_notation


def meanings(notation: Notation, system: System) -> tuple[Meaning, ...]:
    """The meanings of the symbols that stand in these equations, each once."""
    if isinstance(notation, GelmanHill) and system.form != "levels":
        notation = notation.with_errors()
    printed = list(dict.fromkeys(atoms(system.equations)))
    shown = {plain(node): node for node in reversed(printed)} | {node: node for node in printed}
    found: dict[Node, Meaning] = {}
    for meaning in (
        *index_meanings(notation),
        *outcome_meanings(notation),
        *_effects(notation),
        *part_meanings(notation, system.form),
        *vectors(notation, printed),
        *matrix_meanings(system),
        *shape_meanings(notation, system),
    ):
        symbol = shown.get(meaning.symbol) or shown.get(plain(meaning.symbol))
        if symbol is not None or meaning.unit == INDEX:
            node = symbol or meaning.symbol
            found.setdefault(plain(node), replace(meaning, symbol=node))
    return tuple(found.values())


def _effects(notation: Notation) -> Iterator[Meaning]:
    """Coefficients, effects, their laws and variables."""
    yield from coefficient_meanings(notation)
    yield from fixed_meanings(notation)
    yield from random_meanings(notation)
    yield from scale_meanings(notation)
    yield from variable_meanings(notation)
    yield from varying_meanings(notation)


def part_meanings(notation: Notation, form: str) -> Iterator[Meaning]:
    """The symbols of the parts beside the mean; words and names say which part they are of."""
    for part in notation.model.parts:
        named = part_notation(notation, part)
        if isinstance(named, GelmanHill) and form != "levels":
            named = named.with_errors()
        if part.part == "zero-inflation":
            words = "probability of an extra zero"
            yield Meaning(notation.zero_probability(), words, 1, OBSERVATION)
        for meaning in _effects(named):
            if isinstance(meaning.symbol, Symbol) and meaning.symbol.above:
                name = None if meaning.lme4 is None else f"{meaning.lme4} ({part.part})"
                yield replace(meaning, meaning=f"{meaning.meaning}, {part.part}", lme4=name)
            else:
                yield meaning
