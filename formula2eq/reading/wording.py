"""How the sentences about equations are made."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.diagnostics import Diagnostic, Label, Severity
from formula2eq.source import Source, Span


def slip(
    rule: str,
    message: str,
    source: Source,
    places: Sequence[tuple[Span, str]],
    severity: Severity = "warning",
    repair: str | None = None,
) -> Diagnostic:
    """A finding with its places and what to write instead."""
    labels = tuple(Label(span, words, source) for span, words in places)
    return Diagnostic(rule, message, labels, repair, severity)


def shown(source: Source, span: Span) -> str:
    """The text of a place on one line."""
    return " ".join(source.slice(span).split())
