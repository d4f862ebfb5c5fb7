"""What to say about how factors are coded: references, and contrasts in words."""

from __future__ import annotations

from collections.abc import Iterable

from formula2eq.diagnostics import Diagnostic
from formula2eq.variables.coding import CodedColumn, CodedTermColumn


def coding_notes(columns: Iterable[CodedTermColumn]) -> tuple[Diagnostic, ...]:
    """What each factor is compared with: one note for all references, one for each other coding.

    Logical variables need none: they are 1 where true.

    >>> from formula2eq.formula.parse import parse
    >>> from formula2eq.terms.expand import expand
    >>> from formula2eq.variables.coding import VariableCoding, code
    >>> terms = expand(parse("y ~ sector"))
    >>> kinds = {"sector": VariableCoding.factor(("Public", "Catholic"))}
    >>> coding_notes(code(terms.fixed, True, kinds))[0].message
    'sector is compared with its reference category Public'
    """
    references: dict[str, str] = {}
    others: dict[Diagnostic, None] = {}
    for column in columns:
        for part in column.parts:
            if part.reference is not None:
                if part.column != "TRUE":
                    references[part.variable] = part.reference
            elif part.coding == "indicator":
                others.setdefault(_all_categories(column, part))
            elif part.coding != "numeric":
                others.setdefault(_contrasts(part))
    first = [_references(references)] if references else []
    return (*first, *others)


def _references(references: dict[str, str]) -> Diagnostic:
    if len(references) == 1:
        ((variable, category),) = references.items()
        message = f"{variable} is compared with its reference category {category}"
    else:
        listed = ", ".join(f"{category} of {name}" for name, category in references.items())
        message = f"factors are compared with their reference categories: {listed}"
    return Diagnostic("reference-category", message, severity="note")


def _all_categories(column: CodedTermColumn, part: CodedColumn) -> Diagnostic:
    """A factor with a coefficient for every category: nothing before it holds their sum."""
    if len(column.parts) == 1:
        message = (
            f"every category of {part.variable} has a coefficient of its own: there is no reference"
        )
    else:
        message = (
            f"in {column.term.label} every category of {part.variable} has a coefficient of its own, "
            f"since no earlier term holds what they have in common"
        )
    return Diagnostic("all-categories", message, severity="note")


def _contrasts(part: CodedColumn) -> Diagnostic:
    """A factor coded by contrasts that do not indicate categories."""
    names = part.categories
    match part.coding:
        case "sum" if len(names) == 2:
            words = f"sum contrasts: 1 for {names[0]}, -1 for {names[1]}"
        case "sum" if names:
            words = (
                f"sum contrasts: each coefficient is a category's deviation from the mean of all "
                f"categories, sum 1 that of {names[0]}; the deviation of {names[-1]}, the last, is "
                "minus the sum of the others"
            )
        case "helmert" if names:
            words = (
                "Helmert contrasts: each compares a category with the mean of those before it, Helmert 1 "
                f"{names[1]} with {names[0]}; a coefficient is that difference divided by its number plus 1"
            )
        case "poly":
            order = f" {', '.join(names)}" if 0 < len(names) <= 6 else ""
            words = f"orthogonal polynomials over the order of its categories{order}"
        case _:
            words = "the contrasts that stand on the column: its coefficients compare no single category"
    return Diagnostic("contrasts", f"{part.variable} is coded by {words}", severity="note")


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
