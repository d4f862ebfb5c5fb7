"""What every printed symbol means: its words, level, unit, variable and name in lme4's output."""

from __future__ import annotations

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
from formula2eq.equations.meaning import INDEX, Meaning
from formula2eq.equations.variable_meanings import variable_meanings
from formula2eq.equations.vectors import matrix_meanings, vectors
from formula2eq.notation.gelman_hill import GelmanHill
from formula2eq.notation.math import Node
from formula2eq.notation.notation import Notation


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
        *coefficient_meanings(notation),
        *fixed_meanings(notation),
        *random_meanings(notation),
        *scale_meanings(notation),
        *variable_meanings(notation),
        *varying_meanings(notation),
        *(Meaning(node, words) for node, words in vectors(notation, printed)),
        *matrix_meanings(system),
        *shape_meanings(notation, system),
    ):
        symbol = shown.get(meaning.symbol) or shown.get(plain(meaning.symbol))
        if symbol is not None or meaning.unit == INDEX:
            node = symbol or meaning.symbol
            found.setdefault(plain(node), replace(meaning, symbol=node))
    return tuple(found.values())
