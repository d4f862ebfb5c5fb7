"""What variables mean, those of offsets, weights and trials included."""

from __future__ import annotations

from collections.abc import Iterator

from formula2eq.equations.atoms import inside
from formula2eq.equations.meaning import OBSERVATION, Meaning
from formula2eq.equations.words import column_words
from formula2eq.notation.math import Node, Symbol, Text
from formula2eq.notation.notation import Notation


def variable_meanings(notation: Notation) -> Iterator[Meaning]:
    """Variables, and the names and calls inside them."""
    model = notation.model
    yield from _beside(notation)
    paths = [e.path for e in model.fixed] + [e.path for e in model.effects()]
    columns = dict.fromkeys(column for path in paths for product in path for column in product)
    for column in columns:
        (shown,) = notation.variables((column,)) or (None,)
        if shown is None:  # a factor that coefficients are looked up by
            continue
        level = model.roles.level(column.variable)
        rank = model.roles.rank(column.variable)
        words = (
            f"1 for {column_words(notation, column)}, else 0"
            if column.category is not None
            else f"variable {column_words(notation, column)}"
        )
        unit = level or OBSERVATION
        by = None if level is None else notation.factor_name(level)
        yield Meaning(shown, words, rank, unit, column.variable, by=by)
        for atom in inside(shown):
            words = _inner_words(atom) or f"variable {notation.display_name(column.variable)}"
            yield Meaning(atom, words, rank, unit, column.variable, by=by)


def _inner_words(atom: Node) -> str | None:
    """What a name inside a call is; None for the call itself."""
    match atom:
        case Text(text) if text.startswith("“"):
            return "text in the formula"
        case Text(name) | Symbol(name):
            return f"variable {name}"
        case _:
            return None


def _beside(notation: Notation) -> Iterator[Meaning]:
    """Variables of offsets, prior weights and trials."""
    model = notation.model
    said = [("offset", expression) for expression in model.offsets]
    said += [("prior weights", e) for e in (model.weights,) if e is not None]
    said += [("number of trials", e) for e in (model.outcome.trials,) if e is not None]
    for words, expression in said:
        for display in (notation.display, notation.outcome_display()):
            for atom in inside(display.expression(expression)):
                if isinstance(atom, (Symbol, Text)):
                    name = atom.letter if isinstance(atom, Symbol) else atom.text
                    yield Meaning(atom, f"variable of the {words}", 1, OBSERVATION, name)
