"""Where things stand in the formula, for those who have something to say about them."""

from __future__ import annotations

from formula2eq.source import Span
from formula2eq.terms.bars import written_bars
from formula2eq.terms.term import ModelTerms, RandomTerm, Term


def effects_span(terms: ModelTerms, random: RandomTerm) -> Span:
    """The left side of the bar that a random term was written as."""
    if terms.formula is not None:
        bars = tuple(written_bars(terms.formula.predictors))
        if random.written < len(bars):
            return bars[random.written].node.left.span
    return random.origins[0] if random.origins else grouping_span(random)


def grouping_span(random: RandomTerm) -> Span:
    """The right side of the bar, as written."""
    if random.grouping.origins:
        return random.grouping.origins[0]
    return Span.around(factor.span for factor in random.grouping.factors)


def term_spans(term: Term) -> tuple[Span, ...]:
    """The places that made a term; the variables' own where none is noted."""
    return term.origins or tuple(factor.span for factor in term.factors)
