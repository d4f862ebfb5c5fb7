"""Display names of columns that the formula has not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.names import names as names_in
from formula2eq.formula.nodes import Expression
from formula2eq.formula.unparse import unparse
from formula2eq.terms.term import ModelTerms
from formula2eq.variables.coding import CodedTermColumn
from formula2eq.variables.roles import grouping_terms, predictors


def nameable(
    terms: ModelTerms, weights: Expression | None, columns: Iterable[CodedTermColumn]
) -> set[str]:
    """What may have a display name: variables, calls, coded columns and grouping factors."""
    groupings = grouping_terms(terms)
    said = [*predictors(terms), *(factor for term in groupings for factor in term.factors)]
    said += [expression for expression in (terms.response, weights) if expression is not None]
    found = {unparse(expression) for expression in said} | {term.label for term in groupings}
    found |= {name for expression in said for name in names_in(expression)}
    return found | {part.name for column in columns for part in column.parts}


def misspelled(names: Mapping[str, str], known: Collection[str]) -> tuple[Diagnostic, ...]:
    """A warning for each name that is none of the ``known``, but almost one that was given none.

    A table of names may serve several models, so a name that resembles nothing is no slip.

    >>> [found.repair for found in misspelled({"agee": "Age", "site": "Site"}, ["age", "sex"])]
    ['age']
    """
    unnamed = [name for name in known if name not in names]
    found = []
    for written, shown in names.items():
        near = () if written in known else get_close_matches(written, unnamed, n=1, cutoff=0.8)
        if near:
            found.append(
                Diagnostic(
                    "undeclared-name",
                    f"{written} is to be displayed as {shown}, but does not occur in the formula",
                    repair=near[0],
                    severity="warning",
                )
            )
    return tuple(found)
