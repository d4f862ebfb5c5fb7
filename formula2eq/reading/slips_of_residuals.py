"""Every sentence about residuals: missing, twice, inside a link, with other indices."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic
from formula2eq.reading.wording import shown, slip
from formula2eq.source import Source, Span


def residual_in_link(source: Source, span: Span, link: str, letter: str) -> Diagnostic:
    """A residual inside a link."""
    message = (
        f"{shown(source, span)} varies with every observation inside the {link} link: "
        f"a {link} model has no residual there"
    )
    repair = (
        f"leave it out, or name the factor of this observation-level effect: --group {letter}=NAME"
    )
    return slip("residual-in-link", message, source, [(span, "")], "error", repair)


def missing_residual(source: Source, span: Span) -> Diagnostic:
    """An outcome without a residual."""
    message = f"{shown(source, span)} is given without a residual and without a distribution"
    return slip(
        "missing-residual",
        message,
        source,
        [(span, "the outcome")],
        "warning",
        "+ e at the end, or the mean on the left",
    )


def residual_twice(source: Source, second: Span, first: Span) -> Diagnostic:
    """Two residuals."""
    message = f"{shown(source, second)} and {shown(source, first)} both vary with every observation"
    return slip(
        "two-residuals",
        message,
        source,
        [(second, "a second residual"), (first, "the first")],
        "error",
    )


def residual_index(source: Source, span: Span, other: Span) -> Diagnostic:
    """A residual with other indices than the outcome."""
    message = f"the residual {shown(source, span)} has other indices than {shown(source, other)}"
    return slip("residual-index", message, source, [(span, ""), (other, "")], "note")
