"""A warning and a note, as this room makes them."""

from __future__ import annotations

from formula2eq.diagnostics import Diagnostic, Label
from formula2eq.source import Source, Span


def warning(
    rule: str, said: str, source: Source, *places: tuple[Span, str], repair: str | None = None
) -> Diagnostic:
    """A warning: the model is most likely not the intended one."""
    labels = tuple(Label(span, text, source) for span, text in places)
    return Diagnostic(rule, said, labels, repair, "warning")


def note(rule: str, said: str, source: Source, *places: tuple[Span, str]) -> Diagnostic:
    """A note: the model is the intended one, but a reader may be surprised."""
    labels = tuple(Label(span, text, source) for span, text in places)
    return Diagnostic(rule, said, labels, None, "note")
