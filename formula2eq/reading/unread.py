"""What equations may say and what is not read: refused by name rather than read as another model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from formula2eq.errors import InterpretationError
from formula2eq.reading import refusals
from formula2eq.reading.links import bare, link_of
from formula2eq.reading.nodes import Symbol, symbols
from formula2eq.reading.statements import Statement
from formula2eq.source import Source

_INEQUALITY = re.compile(r"\\(?:le|leq|leqslant|ge|geq|geqslant|lt|gt)(?![A-Za-z])|[≤≥<>]")
_ZERO_INFLATED = re.compile(r"\W*(?:\\\w+\s*\{)?\s*(?:ZI|zero[\s-]?infl|hurdle)", re.IGNORECASE)
_SPREADS = frozenset({"sigma", "tau", "Sigma"})


def refuse_unread(statements: Sequence[Statement], source: Source) -> None:
    """Refuse cumulative probabilities, laws with extra zeros and equations of a dispersion.

    Raises ``InterpretationError`` (``not-read``) at the place.
    """
    second = {
        (s.letter, tuple(mark.text for mark in s.above))
        for statement in statements
        if statement.relation == "~"
        for s in _beside_the_mean(statement)
    }
    for statement in statements:
        left = statement.left
        if statement.relation == "~":
            if _ZERO_INFLATED.match(source.slice(statement.right.span)):
                what = "a law with extra zeros (ziformula)"
                raise InterpretationError(refusals.not_read(source, statement.right.span, what))
            continue
        linked = link_of(left)
        if linked is None:
            continue
        if _INEQUALITY.search(source.slice(left.span)):
            what = "the cumulative probability of an ordinal outcome (clmm)"
            raise InterpretationError(refusals.not_read(source, left.span, what))
        for symbol in symbols(linked[1]):
            name = (symbol.letter, tuple(mark.text for mark in symbol.above))
            if symbol.letter in _SPREADS or name in second:
                what = "an equation of the dispersion (dispformula)"
                raise InterpretationError(refusals.not_read(source, left.span, what))


def _beside_the_mean(statement: Statement) -> list[Symbol]:
    """Indexed symbols of a law behind its first argument, where the mean stands."""
    from formula2eq.reading.stated import distribution

    family, arguments = distribution(bare(statement.right))
    if family in (None, "binomial") or len(arguments) < 2:
        return []
    return [s for argument in arguments[1:] for s in symbols(argument) if s.below]
