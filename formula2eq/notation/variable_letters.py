"""Letters in place of variables' names: x_1, x_2 at level 1, another letter at each higher level."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from formula2eq.diagnostics import Diagnostic
from formula2eq.levels.level_model import LevelModel

#: By rank, the observations' first.
_LETTERS = "xwzqtshgcd"


def variable_letters(
    model: LevelModel, taken: Collection[str]
) -> dict[tuple[str, str], tuple[str, int]]:
    """A letter by rank and a number in order for each variable and column, in the order of X and Z."""
    free = [letter for letter in _LETTERS if letter not in taken]
    found: dict[tuple[str, str], tuple[str, int]] = {}
    counts: dict[str, int] = {}
    columns = (*model.columns.fixed, *(c for _, coded in model.columns.random for c in coded))
    for part in (part for column in columns for part in column.parts):
        letter = free[min(model.roles.rank(part.variable), len(free)) - 1]
        if (part.variable, part.column) not in found:
            counts[letter] = counts.get(letter, 0) + 1
            found[part.variable, part.column] = (letter, counts[letter])
    return found


def letters_said(letters: Mapping[tuple[str, str], tuple[str, int]]) -> Diagnostic | None:
    """What the letters mean; None where variables go by name."""
    if not letters:
        return None
    shown = (
        f"{letter}{number} is {variable}{column}"
        for (variable, column), (letter, number) in letters.items()
    )
    return Diagnostic("letters", "; ".join(shown), severity="note")
