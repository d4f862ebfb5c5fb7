"""What the boxes of a classification diagram say: the unit, its variables, its random effects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formula2eq.formula.unparse import unparse
from formula2eq.levels.level_model import RandomEffect
from formula2eq.notation.math import Node
from formula2eq.notation.notation import Notation
from formula2eq.notation.parts import part_notation
from formula2eq.variables.coding import CodedColumn
from formula2eq.variables.hierarchy import Unit

#: What a line of a box is: its name, what it is, a small heading, variables, a random effect.
LineKind = Literal["name", "caption", "heading", "variables", "effect"]

#: Characters in a line of variables before it is broken.
WIDTH = 32
#: A single name longer than this is broken, too.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a box.

    kind    see `LineKind`
    text    words and names, not yet escaped for any markup
    symbol  what stands before the text, a random effect's symbol
    """

    kind: LineKind
    text: str
    symbol: Node | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A unit: observations, groups, or cells of crossed groups.

    name   its grouping factor's label; None for the observations
    rank   its level
    cell   whether it is the interaction of units that cross
    lines  what it says, from top to bottom
    """

    name: str | None
    rank: int
    cell: bool
    lines: tuple[Line, ...]


def observations_box(notation: Notation, observations: int | None) -> Box:
    """The observations, with the outcome and the effects that have one row each."""
    model = notation.model
    index = f"index {notation.unit_index()}"
    rows = [] if observations is None else [f"{observations:,} rows"]
    lines = [Line("name", "observations"), Line("caption", " · ".join(["level 1", index, *rows]))]
    response = model.outcome.expression
    if response is not None:
        lines += [Line("heading", "outcome"), *_wrapped([notation.display_name(unparse(response))])]
    lines += _variables(notation, None)
    single = [u.grouping for u in model.hierarchy.units if u.kind == "observation"]
    return Box(None, 1, False, (*lines, *_effects(notation, single)))


def unit_box(notation: Notation, unit: Unit) -> Box:
    """Groups or cells, with the factors that repeat them."""
    hierarchy = notation.model.hierarchy
    cell = unit.kind == "cell"
    chain = "".join(notation.index[group.grouping] for group in hierarchy.chain(unit.grouping))
    own = chain if cell else notation.index[unit.grouping]
    what = "cells" if cell else "groups"
    size = [] if unit.size is None else [f"{unit.size:,} {what}"]
    caption = " · ".join([f"level {unit.rank}", f"index {own}", *(size or [what] * cell)])
    twins = [other.grouping for other in hierarchy.units if other.twin == unit.grouping]
    lines = [Line("name", _factor(notation, unit.grouping)), Line("caption", caption)]
    lines += [Line("caption", f"the same groups as {_factor(notation, twin)}") for twin in twins]
    lines += _variables(notation, unit.grouping, *twins)
    return Box(
        unit.grouping, unit.rank, cell, (*lines, *_effects(notation, [unit.grouping, *twins]))
    )


def _variables(notation: Notation, *levels: str | None) -> list[Line]:
    placed = notation.model.roles.levels
    labels = [label for label, level in placed.items() if level in levels]
    if not labels:
        return []
    return [
        Line("heading", "variables"),
        *_wrapped(list(dict.fromkeys(map(notation.display_name, labels)))),
    ]


def _effects(notation: Notation, groupings: list[str]) -> list[Line]:
    """The random effects of the mean and of the parts beside it."""
    parts = [(part_notation(notation, part), part.part) for part in notation.model.parts]
    lines = _effects_of(notation, groupings)
    for named, part in parts:
        lines += _effects_of(named, groupings, f", {part}")
    return [Line("heading", "random effects"), *lines] if lines else []


def _effects_of(notation: Notation, groupings: list[str], aside: str = "") -> list[Line]:
    model = notation.model
    single = {unit.grouping for unit in model.hierarchy.units if unit.kind == "observation"}
    lines: list[Line] = []
    for effect in model.effects():
        if effect.grouping in groupings:
            text = _said(notation, effect) + aside
            if effect.grouping in single:
                text += f" of {_factor(notation, effect.grouping)}, one row each"
            lines += _broken(Line("effect", text, notation.random(effect)))
    return lines


def _broken(line: Line) -> list[Line]:
    """A line whose name is longer than any box, cut."""
    parts = [line.text[at : at + LONGEST] for at in range(0, len(line.text), LONGEST)]
    return [Line("effect", parts[0], line.symbol), *(Line("effect", part) for part in parts[1:])]


def _said(notation: Notation, effect: RandomEffect) -> str:
    if not effect.variables:
        return "intercept"
    return "slope of " + " × ".join(_column(notation, column) for column in effect.variables)


def _column(notation: Notation, column: CodedColumn) -> str:
    """A column of a factor or matrix by its variable and what tells it apart."""
    names = notation.choices.names
    if column.name in names:
        return names[column.name]
    return f"{notation.display_name(column.variable)} {column.column}".rstrip()


def _factor(notation: Notation, grouping: str) -> str:
    return " × ".join(notation.factor_names(grouping))


def _wrapped(words: list[str]) -> list[Line]:
    """Words with commas in lines of no more than `WIDTH` characters, a longer word alone."""
    lines = [""]
    for number, word in enumerate(words):
        word += "," if number + 1 < len(words) else ""
        if lines[-1] and len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    cut = [line[at : at + LONGEST] for line in lines for at in range(0, len(line), LONGEST)]
    return [Line("variables", line) for line in cut]
