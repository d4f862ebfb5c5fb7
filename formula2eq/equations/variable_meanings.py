"""What variables mean, those of offsets, weights and trials included."""

from __future__ import annotations

from collections.abc import Iterator

from formula2eq.equations.atoms import inside
from formula2eq.equations.meaning import OBSERVATION, Meaning
from formula2eq.equations.words import column_words
from formula2eq.formula.averages import average, averages, deciding_names
from formula2eq.formula.names import names
from formula2eq.formula.unparse import unparse
from formula2eq.notation.math import Apply, Symbol, Text
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
        if average(model.expressions[column.variable]) is None:
            yield Meaning(shown, words, rank, unit, column.variable, by=by)
        yield from _named(notation, column.variable)
        for atom in inside(shown):
            if isinstance(atom, Apply):  # the names beside it are variables, arguments or text
                words = f"variable {notation.display_name(column.variable)}"
                yield Meaning(atom, words, rank, unit, column.variable, by=by)


def _named(notation: Notation, label: str) -> Iterator[Meaning]:
    """The variables that a call computes with, each by its own name and at its own level."""
    roles, display = notation.model.roles, notation.display
    expression = notation.model.expressions[label]
    for call, found in averages(expression):
        own = unparse(call)
        unit = roles.level(own) or OBSERVATION
        yield Meaning(display.expression(call), found.words(), roles.rank(own), unit, own)
    deciding = deciding_names(expression)
    for name in names(expression):
        known = label if name in deciding and name not in roles.levels else name
        level = roles.level(known)
        words = f"variable {notation.display_name(name)}"
        by = None if level is None else notation.factor_name(level)
        for node in (display.named(name, display.indices(name)), display.named(name)):
            # The latter stands inside a call that is shown by its name.
            yield Meaning(node, words, roles.rank(known), level or OBSERVATION, name, by=by)


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
