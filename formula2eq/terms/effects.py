"""The effects of a random term: the left of its bar, expanded as a right side is."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.formula.nodes import Expression, Name, Number
from formula2eq.source import Source
from formula2eq.terms.algebra import expand_terms
from formula2eq.terms.term import Term


def effects_of(left: Expression, source: Source, columns: Sequence[str] | None) -> tuple[Term, ...]:
    """The effects of a random term, from what stands left of its bar."""
    match left:
        case Number(1):
            return (Term((), (left.span,)),)
        case Name(name) if name != ".":
            return (Term(()), Term((left,), (left.span,)))
    return expand_terms(left, source, None, columns).as_terms()
