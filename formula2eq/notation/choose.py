"""The notation that a model is printed in: the one asked for, or the first habit that can hold it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.errors import NotationError, UsageError
from formula2eq.levels.level_model import LevelModel
from formula2eq.notation import NOTATIONS, named
from formula2eq.notation.choices import Choices
from formula2eq.notation.notation import Notation
from formula2eq.notation.parts import part_notation
from formula2eq.notation.structured import structure_refusal

#: What is tried when no notation is asked for; the last one holds every model.
HABITS = ("lecture", "additive")


def choose(
    name: str | None, choices: Choices, build: Callable[[bool], LevelModel]
) -> tuple[Notation, tuple[Diagnostic, ...]]:
    """The notation of that name for a model, and notes on why another was taken when None is asked.

    build  gives the level model, with every line written out or not

    Raises `NotationError` when the notation that is asked for cannot hold the model.
    """
    refusals: list[Diagnostic] = []
    for wanted in HABITS if name is None else (name,):
        kind = named(wanted)
        made = kind(build((choices.slopes or kind.slopes) == "levels"), choices)
        parts = (refused(part_notation(made, part)) for part in made.model.parts)
        refusal = refused(made) or next((found for found in parts if found is not None), None)
        if refusal is None:
            ignored = made.ignored_choice()
            if ignored is not None:
                raise UsageError(ignored)
            legend = made.legend()
            notes = [_note(earlier, wanted) for earlier in refusals]
            return made, (*notes, *([] if legend is None else [legend]))
        refusals.append(refusal)
    raise NotationError(*refusals)


def holding(choices: Choices, build: Callable[[bool], LevelModel]) -> tuple[Notation, ...]:
    """Every notation that can hold a model, by name."""
    found = []
    for name in NOTATIONS:
        kind = named(name)
        made = kind(build((choices.slopes or kind.slopes) == "levels"), choices)
        if refused(made) is None:
            found.append(made)
    return tuple(found)


def refused(notation: Notation) -> Diagnostic | None:
    """Why a notation cannot hold its model; None when it can."""
    return structure_refusal(notation) or notation.refusal()


def _note(refusal: Diagnostic, taken: str) -> Diagnostic:
    return replace(
        refusal,
        rule="notation-changed",
        message=f"printed in the notation {taken}: {refusal.message}",
        repair=None,
        severity="note",
    )
