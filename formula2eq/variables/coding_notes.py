"""What to say about how factors are coded: references, and contrasts in words."""

from __future__ import annotations

from collections.abc import Iterable

from formula2eq.diagnostics import Diagnostic
from formula2eq.variables.coding import CodedTermColumn

_WORDS = {
    "sum": "sum contrasts: each coefficient compares a category with the mean of all, and the last "
    "category is minus the sum of the others",
    "helmert": "Helmert contrasts: each coefficient compares a category with the mean of those before it",
    "poly": "orthogonal polynomials of the order of its categories: linear, quadratic, and so on",
    "matrix": "the contrasts that stand on the column",
}


def coding_notes(columns: Iterable[CodedTermColumn]) -> tuple[Diagnostic, ...]:
    """One note for each factor coded by contrasts: its reference category, or the contrasts in words.

    >>> from formula2eq.formula.parse import parse
    >>> from formula2eq.terms.expand import expand
    >>> from formula2eq.variables.coding import VariableCoding, code
    >>> terms = expand(parse("y ~ sector"))
    >>> kinds = {"sector": VariableCoding.factor(("Public", "Catholic"))}
    >>> coding_notes(code(terms.fixed, True, kinds))[0].message
    'sector is compared with its reference category Public'
    """
    found: dict[str, Diagnostic] = {}
    for column in columns:
        for part in column.parts:
            if part.variable in found:
                continue
            if part.reference is not None and part.column != "TRUE":
                message = (
                    f"{part.variable} is compared with its reference category {part.reference}"
                )
                found[part.variable] = Diagnostic("reference-category", message, severity="note")
            elif part.coding in _WORDS:
                message = f"{part.variable} is coded by {_WORDS[part.coding]}"
                found[part.variable] = Diagnostic("contrasts", message, severity="note")
    return tuple(found.values())


def dropped_note(column: str, depends_on: Iterable[str]) -> Diagnostic:
    """A column without a coefficient, for lack of rank."""
    listed = ", ".join(depends_on) or "nothing: it is zero everywhere"
    return Diagnostic(
        "column-dropped",
        f"the column {column} has no coefficient: it is a combination of {listed}",
        severity="note",
    )


def success_note(response: str, categories: tuple[str, ...]) -> Diagnostic:
    """What counts as success when the response is a factor: all but its first category."""
    first, *others = categories
    return Diagnostic(
        "success-categories",
        f"{response} counts as success where it is {' or '.join(others)}, as failure where it is {first}",
        severity="note",
    )
