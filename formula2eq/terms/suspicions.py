"""What is legal but hardly meant."""

from __future__ import annotations

from collections.abc import Sequence

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.nodes import Formula
from formula2eq.terms.term import ModelTerms


def suspicions(
    formula: Formula, terms: ModelTerms, columns: Sequence[str] | None = None
) -> tuple[Diagnostic, ...]:
    """Warnings and notes about a formula."""
    return ()
