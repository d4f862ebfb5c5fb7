"""The outcome of a model: its symbol, its spellings, R's left side of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading import slips
from formula2eq.reading.assembly import Assembly
from formula2eq.reading.columns import Columns
from formula2eq.reading.nodes import Symbol, symbols
from formula2eq.reading.quantities import Quantity
from formula2eq.reading.root import Root
from formula2eq.reading.stated import Stated
from formula2eq.source import Source, Span


def other_spelling(found: Stated, root: Root) -> tuple[Root, list[Diagnostic]]:
    """Equations for the outcome in another spelling, ``s`` and ``S``, belong to it all the same."""
    if not isinstance(root.outcome, Symbol):
        return root, []
    letter = root.outcome.letter
    said: list[Diagnostic] = []
    predictors = list(root.predictors)
    used = list(root.used)
    for definition in found.definitions:
        other = definition.left.letter
        if definition in used or other == letter or other.lower() != letter.lower():
            continue
        if any(
            q.letter == other
            for d in found.definitions
            for q in map(found.letters.quantity, symbols(d.right))
        ):
            continue
        predictors.append((definition.right, definition.span))
        used.append(definition)
        said.append(
            slips.outcome_spelled(found.source, definition.left.span, letter, root.outcome.span)
        )
    return replace(root, predictors=tuple(predictors), used=tuple(used)), said


def symbol_of_outcome(found: Stated, root: Root) -> Quantity | None:
    """The outcome, inside whatever is computed of it."""
    if root.outcome is None:
        return None
    inside = symbols(root.outcome)
    return found.letters.quantity(inside[0]) if inside else None


def means(found: Stated, root: Root) -> list[Quantity]:
    """The mean and its like, whose indices count everything."""
    made = [definition.left for definition in root.used]
    for linked in found.links:
        made += [found.letters.quantity(s) for s in symbols(linked.parameter)[:1]]
    for law in found.laws:
        if law.outcome is root.outcome and law.arguments:
            for argument in law.arguments[:2]:
                if isinstance(argument, Symbol):
                    quantity = found.letters.quantity(argument)
                    made += (
                        [quantity]
                        if quantity.indices and quantity.letter in "mu p lambda pi phi"
                        else []
                    )
    return made


def response_of(
    root: Root, known: Columns, outcome: str | None, letters: object
) -> tuple[str | None, str | None, Span | None]:
    """R's left side, the prior weights, and the outcome's place."""
    if root.outcome is None:
        return outcome, None, None
    span = root.outcome.span
    if isinstance(root.outcome, Symbol):
        name = known.expression(root.outcome)
    else:
        name = known.computed(root.outcome)[0]
        if name.startswith("I(") and not known.is_code(name):
            name = name[2:-1]
        elif known.is_code(name[1:-1]):
            name = name[1:-1]
    name = outcome or name
    if root.trials is None:
        return name, None, span
    trials = known.expression(root.trials)
    if root.proportion:
        return name, trials, span
    if trials.isdigit():
        return f"cbind({name}, {trials} - {name})", None, span
    from formula2eq.reading.nodes import Sum

    if isinstance(root.trials, Sum) and len(root.trials.terms) == 2:
        other = known.expression(root.trials.terms[1])
        if known.expression(root.trials.terms[0]) == name:
            return f"cbind({name}, {other})", None, span
    return f"cbind({name}, {trials} - {name})", None, span


def left_over(names: Mapping[str, str], assembly: Assembly) -> str | None:
    """The one column among the display names that is no predictor: it can only be the outcome."""
    from formula2eq.formula.unparse import spell_name

    used = {
        text
        for products in (
            [p for p, _ in assembly.fixed.values()],
            *(b.effects for b in assembly.bars),
        )
        for product in products
        for text in product
    }
    left = [column for column in names if spell_name(column) not in used and column not in used]
    return spell_name(left[0]) if len(left) == 1 else None


def spelling(
    known: Columns, names: Mapping[str, str], quantity: Quantity, source: Source
) -> list[Diagnostic]:
    """The outcome in another case than its display name."""
    column = known.matched[quantity.letter]
    shown = names.get(column)
    if shown is None or shown == quantity.letter or shown.lower() != quantity.letter.lower():
        return []
    return [slips.outcome_spelled(source, quantity.span, shown, None)]
