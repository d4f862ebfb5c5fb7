"""Every sentence about constraints on coefficients that are looked up by a factor's category."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading.wording import shown, slip
from formula2eq.source import Source, Span


def missing_constraint(source: Source, span: Span, factor: str) -> Diagnostic:
    """A coefficient that is looked up, beside the term without its factor."""
    message = (
        f"the entries of {shown(source, span)} for the categories of {factor} have no constraint: "
        "beside the term without the factor only their differences can be known"
    )
    repair = "a line that sets the reference category's entry, or the sum of all, to 0"
    return slip("missing-constraint", message, source, [(span, "")], "warning", repair)


def needless_constraint(source: Source, span: Span, term: Span, factor: str) -> Diagnostic:
    """A constraint where every category has an entry of its own."""
    message = (
        f"without the term that leaves out {factor}, every category has an entry of its own: "
        "with this constraint it is another model than the formula's"
    )
    places = [(span, "the constraint"), (term, "the coefficient")]
    return slip("wrong-constraint", message, source, places, "warning", "leave it out")


def wrong_constraint(source: Source, span: Span, factor: str) -> Diagnostic:
    """A constraint on another number than 0."""
    message = f"the entries for {factor} are constrained to another number than 0"
    return slip("wrong-constraint", message, source, [(span, "")], "warning", "= 0")


def second_constraint(source: Source, second: Span, first: Span, factor: str) -> Diagnostic:
    """Two constraints on the entries of one factor."""
    message = f"the entries for {factor} have two constraints, which takes one away from the model"
    places = [(second, "the second"), (first, "the first")]
    return slip("wrong-constraint", message, source, places, "warning")


def other_constraint(source: Source, second: Span, first: Span, factor: str) -> Diagnostic:
    """One factor with different constraints in two coefficients."""
    message = f"the entries for {factor} are constrained in another way than before"
    places = [(second, "here"), (first, "before")]
    return slip("wrong-constraint", message, source, places, "warning")
