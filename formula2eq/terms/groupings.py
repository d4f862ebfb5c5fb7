"""Grouping factors that are one: ``a:b`` beside the ``b:a`` that ``a/b`` gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from formula2eq.terms.term import ModelTerms, RandomTerm, Term


def spelled_alike(terms: ModelTerms, known: Iterable[RandomTerm] = ()) -> ModelTerms:
    """The terms with equal grouping factors spelled as the first of them, those of ``known`` before."""
    first: dict[Term, Term] = {}
    for random in (*known, *terms.random):
        first.setdefault(random.grouping, random.grouping)
    if all(r.grouping.factors == first[r.grouping].factors for r in terms.random):
        return terms
    return replace(
        terms,
        random=tuple(
            replace(r, grouping=Term(first[r.grouping].factors, r.grouping.origins))
            for r in terms.random
        ),
    )
