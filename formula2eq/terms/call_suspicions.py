"""Looking for formulas that do not suit the function that is called; the sentences are in ``cautions``."""

from __future__ import annotations

from collections.abc import Iterator

from formula2eq.diagnostics import Diagnostic
from formula2eq.formula.signatures import WITH_BARS, WITHOUT_BARS
from formula2eq.formula.specification import Specification
from formula2eq.terms.bars import written_bars
from formula2eq.terms.cautions import calls


def suspicious_call(specification: Specification) -> Iterator[Diagnostic]:
    """A warning if a function has bars that it does not know, or lacks one that it needs."""
    formula, function = specification.formula, specification.function
    bar = next(written_bars(formula.predictors), None)
    written = bar is not None and "|" in formula.source.slice(bar.span)
    if function in WITHOUT_BARS and bar is not None and written:
        yield calls.bar_not_known(function, bar.span, formula.source)
    if function in WITH_BARS and bar is None:
        yield calls.no_bar(function, formula.predictors.span, formula.source)
